"""What holds for every rule: its name, its page, its basis, its words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.assertions import RULES, findings_of
from tests.builders import a_book, standards
from tests.unit.rules.test_examples import EXAMPLES, book_of
from unionxl.domain.policy import Confidence, Standards
from unionxl.domain.source import SourceRef
from unionxl.resources import load_limits
from unionxl.rules import ALL_RULES, run_rules
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Grounds
from unionxl.tables.all import TABLES

if TYPE_CHECKING:
    from unionxl.rules.finding import Finding
    from unionxl.rules.rule import Rule

FORBIDDEN = re.compile(r"[!！]|非法|无效|失败|错误|[A-Za-z]{4,}|None|Decimal|datetime")
HEADERS = {table.sheet: {column.header for column in table.columns} for table in TABLES}


def _examples() -> list[tuple[str, Finding]]:
    return [
        (rule_id, found)
        for rule_id, example in EXAMPLES.items()
        for found in findings_of(book_of(example), rule_id)
    ]


FOUND = _examples()


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.rule_id)
def test_a_rule_is_named_for_its_function_and_documented(rule: Rule) -> None:
    assert rule.rule_id == rule.check.__name__.replace("_", "-")
    assert rule.check.__doc__
    assert rule.title


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.rule_id)
def test_a_rule_stands_in_the_folder_of_its_group(rule: Rule) -> None:
    assert rule.check.__module__.split(".")[-2] == rule.group.name.lower()


def test_ids_and_titles_are_unique() -> None:
    assert len(RULES) == len(ALL_RULES)
    assert len({rule.title for rule in ALL_RULES}) == len(ALL_RULES)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.rule_id)
def test_what_follows_a_document_cites_one(rule: Rule) -> None:
    cited = rule.rule_id in standards().citations
    assert cited == (rule.grounds is Grounds.REGULATION)


def test_every_citation_belongs_to_a_rule() -> None:
    assert set(standards().citations) <= set(RULES)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.rule_id)
def test_a_rule_is_no_graver_than_its_basis(rule: Rule) -> None:
    citations = standards().citations.get(rule.rule_id, ())
    if rule.grounds is Grounds.PRACTICE:
        assert rule.severity is Severity.NOTE
    if citations and all(one.confidence is Confidence.UNVERIFIED for one in citations):
        assert rule.severity is Severity.NOTE
    if rule.severity is Severity.ERROR:
        assert rule.grounds in {Grounds.ARITHMETIC, Grounds.OWN_PAPERS}


def test_without_standards_no_regulation_is_more_than_a_hint() -> None:
    for rule_id, example in EXAMPLES.items():
        if RULES[rule_id].grounds is Grounds.REGULATION:
            found = run_rules(book_of(example), Standards(), [RULES[rule_id]])
            assert {one.severity for one in found} <= {Severity.NOTE, Severity.WARNING}
            assert all(one.severity is Severity.NOTE for one in found if not one.basis)


def test_an_unverified_figure_gives_a_hint_at_most() -> None:
    limits = tuple(replace(limit, confidence="未核实") for limit in load_limits())
    doubtful = replace(standards(), limits=limits)
    for rule_id in ("festival-gift-over-limit", "event-gift-over-limit", "outing-overnight"):
        (found, *_) = run_rules(book_of(EXAMPLES[rule_id]), doubtful, [RULES[rule_id]])
        assert found.severity is Severity.NOTE
        assert found.basis.endswith("（未核实）")


def test_a_copied_figure_confirmed_from_above_is_still_a_question() -> None:
    limits = tuple(replace(limit, confidence="上级已确认") for limit in load_limits())
    confirmed = replace(standards(), limits=limits)
    (found, *_) = run_rules(
        book_of(EXAMPLES["event-gift-over-limit"]), confirmed, [RULES["event-gift-over-limit"]]
    )
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(("rule_id", "found"), FOUND, ids=lambda value: str(value)[:40])
def test_a_message_has_its_parts(rule_id: str, found: Finding) -> None:
    assert found.rule_id == rule_id
    assert found.message.endswith("。")
    assert found.advice.endswith("。")
    assert found.advice.startswith("请")
    assert found.sources or found.message.startswith(("《", "支出比", "全年计划", "设置中", "本年"))
    assert not FORBIDDEN.search(f"{found.message}{found.advice}")


@pytest.mark.parametrize(("rule_id", "found"), FOUND, ids=lambda value: str(value)[:40])
def test_every_place_is_a_cell_of_a_table(rule_id: str, found: Finding) -> None:
    for source in found.sources:
        assert isinstance(source, SourceRef)
        assert source.row >= 4, rule_id
        assert source.column == "" or source.column in HEADERS[source.sheet]


def test_rules_change_nothing_and_their_order_does_not_matter() -> None:
    example = EXAMPLES["festival-gift-over-limit"]
    book = book_of(example)
    before = repr(book)
    forwards = run_rules(book, standards())
    backwards = run_rules(book, standards(), ALL_RULES[::-1])
    assert repr(book) == before
    assert sorted(map(str, forwards)) == sorted(map(str, backwards))
    assert forwards == tuple(
        found for rule in ALL_RULES for found in backwards if found.rule_id == rule.rule_id
    )


def test_findings_come_in_reading_order() -> None:
    book = a_book(ledger="2025-12-30 记-1 99999 -1.00")
    order = [rule.rule_id for rule in ALL_RULES]
    found = [one.rule_id for one in run_rules(book, standards())]
    assert found == sorted(found, key=order.index)
