"""Whatever a workbook holds, rules run, change nothing and do not depend on each other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import standards
from tests.property.strategies import books
from unionxl.resources import load_accounts
from unionxl.rules import ALL_RULES, run_rules
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Grounds

if TYPE_CHECKING:
    import random

    from unionxl.domain.book import UnionBook

RULES = {rule.rule_id: rule for rule in ALL_RULES}
CALM = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _complete(book: UnionBook) -> UnionBook:
    return replace(book, accounts=load_accounts())


@CALM
@given(books)
def test_no_book_makes_a_rule_fail(book: UnionBook) -> None:
    for one in (book, _complete(book)):
        for found in run_rules(one, standards()):
            assert found.message.endswith("。")
            assert found.advice.startswith("请")
            assert RULES[found.rule_id].severity.rank <= found.severity.rank
            if RULES[found.rule_id].grounds is Grounds.REGULATION:
                assert found.severity is not Severity.ERROR


@CALM
@given(books, st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_matter(book: UnionBook, rng: random.Random) -> None:
    complete = _complete(book)
    shuffled = list(ALL_RULES)
    rng.shuffle(shuffled)
    before = repr(complete)
    one_way = run_rules(complete, standards())
    other_way = run_rules(complete, standards(), shuffled)
    assert repr(complete) == before
    assert sorted(map(str, one_way)) == sorted(map(str, other_way))


@CALM
@given(books)
def test_a_rule_alone_finds_what_it_finds_among_others(book: UnionBook) -> None:
    complete = _complete(book)
    together = run_rules(complete, standards())
    alone = tuple(found for rule in ALL_RULES for found in run_rules(complete, standards(), [rule]))
    assert together == alone
