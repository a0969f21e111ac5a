"""A clean year gives no finding; every fault planted into it is found at its row."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest

from tests.assertions import RULES
from tests.builders import standards
from tests.fault_list import FAULTS
from tests.faults import SHEETS, Draft
from tests.unit.rules.test_examples import EXAMPLES, book_of
from tests.years import in_older_chart, in_province, sample_book, with_more_rows
from unionxl.rules import run_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.faults import Fault
    from unionxl.domain.book import UnionBook
    from unionxl.domain.source import SourceRef
    from unionxl.rules.finding import Finding

BOOKS: dict[str, Callable[[], UnionBook]] = {
    "山东 2026": lambda: sample_book(2026),
    "安徽 2025 in the older chart": lambda: in_older_chart(in_province(sample_book(2025), "安徽")),
    "四川 2028": lambda: in_province(sample_book(2028), "四川省"),
}
CLEAN: dict[str, Callable[[], UnionBook]] = {
    **BOOKS,
    "河南 2027": lambda: in_province(sample_book(2027), "河南"),
    "山东 by June": lambda: in_province(sample_book(2026, as_of=dt.date(2026, 6, 30)), "山东"),
    "山东 by January": lambda: in_province(sample_book(2026, as_of=dt.date(2026, 1, 31)), "山东"),
}
LARGE: dict[str, Callable[[], UnionBook]] = {
    "a large union": lambda: with_more_rows(sample_book(2026), 20_000),
}
# Their examples rest on what else stands in the tables, or on what does not.
ABOUT_THE_WHOLE = {
    "account-name-unlike-code",
    "balance-below-zero",
    "budget-heading-unlike-lines",
    "budget-line-near-limit",
    "budget-missing",
    "budget-not-balanced",
    "certificate-expiring",
    "chart-missing",
    "club-without-meeting",
    "dues-month-missing",
    "dues-top-up-over-limit",
    "duty-overdue",
    "employer-contribution-unlike-payroll",
    "expense-over-funds",
    "expense-without-budget-line",
    "festival-gift-share-over-limit",
    "festival-gifts-too-many",
    "festival-goods-832-short",
    "gifts-unequal",
    "limit-not-set",
    "never-took-part",
    "quarter-without-disclosure",
    "recuperation-over-limit",
    "remittance-unlike-contribution",
    "roll-missing",
    "score-without-evidence",
    "service-not-in-ledger",
    "start-month-untold",
    "term-ended",
    "voucher-gap",
    "year-duty-missing",
}
# One finding for the year, the likeliest rows first.
AT_ANY_SOURCE = {
    "care-overdue",
    "dues-unlike-ledger",
    "festival-gift-share-over-limit",
    "festival-gifts-too-many",
    "festival-goods-832-short",
    "gifts-unequal",
}


@pytest.mark.parametrize("name", [*CLEAN, *LARGE])
def test_a_clean_year_gives_no_finding(name: str) -> None:
    book = {**CLEAN, **LARGE}[name]()
    assert [str(found) for found in run_rules(book, standards())] == []


def test_every_rule_has_a_fault() -> None:
    """One that is planted, or its example among the rows of a clean year."""
    planted = [fault.rule_id for fault in FAULTS]
    assert len(set(planted)) == len(planted)
    assert ABOUT_THE_WHOLE <= set(planted) <= set(RULES)


@pytest.mark.parametrize("rule_id", sorted(RULES.keys() - ABOUT_THE_WHOLE))
def test_an_example_is_found_among_the_rows_of_a_clean_year(rule_id: str) -> None:
    example = book_of(EXAMPLES[rule_id])
    first = run_rules(example, standards(), [RULES[rule_id]])[0]
    draft = _draft("山东 2026", rule_id)
    rows = {
        (record.source.sheet, record.source.row): draft.add(table, record)
        for table in SHEETS
        for record in getattr(example, table)
    }
    planted = (rule_id, rows[first.sources[0].sheet, first.sources[0].row])
    assert _missed(draft.book(), [planted], [rule_id]) == []


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.rule_id)
def test_planted_faults_are_found_at_their_rows(name: str, fault: Fault) -> None:
    for seed in range(3):
        draft = _draft(name, f"{fault.rule_id} {seed}")
        count = draft.rng.randint(1, fault.most)
        planted = [(fault.rule_id, fault.plant(draft)) for _ in range(count)]
        assert _missed(draft.book(), planted, [fault.rule_id]) == []


@pytest.mark.parametrize("name", [*BOOKS, *LARGE])
@pytest.mark.parametrize("seed", range(4))
def test_many_faults_hide_none(name: str, seed: int) -> None:
    draft = _draft(name, str(seed))
    chosen = [fault for fault in FAULTS if not fault.sweeps]
    draft.rng.shuffle(chosen)
    planted = [
        (fault.rule_id, fault.plant(draft))
        for fault in chosen
        for _ in range(draft.rng.randint(1, fault.most))
    ]
    assert _missed(draft.book(), planted, RULES) == []


def _draft(name: str, seed: str) -> Draft:
    """Return a book to spoil; the same seed spoils it alike."""
    return Draft({**BOOKS, **LARGE}[name](), random.Random(f"{name} {seed}"))  # noqa: S311 - no secret


def _missed(
    book: UnionBook, planted: Iterable[tuple[str, SourceRef | None]], rule_ids: Iterable[str]
) -> list[str]:
    """Return the planted faults that no finding of their rule points to."""
    found: dict[str, set[tuple[str, int]]] = {}
    for one in run_rules(book, standards(), [RULES[rule_id] for rule_id in rule_ids]):
        found.setdefault(one.rule_id, set()).update(_places(one))
    return [
        f"{rule_id} at {place}"
        for rule_id, place in planted
        if rule_id not in found or (place and (place.sheet, place.row) not in found[rule_id])
    ]


def _places(found: Finding) -> set[tuple[str, int]]:
    sources = found.sources if found.rule_id in AT_ANY_SOURCE else found.sources[:1]
    return {(source.sheet, source.row) for source in sources}
