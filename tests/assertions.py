"""Assertions in the words of the clerk: what a rule finds, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.builders import standards
from unionxl.rules import ALL_RULES, run_rules

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.rules.finding import Finding
    from unionxl.rules.rule import Rule

RULES: dict[str, Rule] = {rule.rule_id: rule for rule in ALL_RULES}


def findings_of(book: UnionBook, rule_id: str) -> tuple[Finding, ...]:
    """Run one rule."""
    return run_rules(book, standards(), [RULES[rule_id]])


def assert_finds(book: UnionBook, rule_id: str, *, row: int) -> Finding:
    """Assert that a rule finds something at a row, and return it."""
    found = findings_of(book, rule_id)
    at_row = [one for one in found if one.sources and one.sources[0].row == row]
    assert at_row, f"{rule_id} found {[str(one) for one in found]}"
    return at_row[0]


def assert_finds_nothing(book: UnionBook, *rule_ids: str) -> None:
    """Assert that rules find nothing."""
    found = [str(one) for rule_id in rule_ids for one in findings_of(book, rule_id)]
    assert found == []
