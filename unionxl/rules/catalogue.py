"""Every rule, in reading order, and running them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.rules import (
    activities,
    agreement,
    budget,
    coverage,
    days_off,
    dues,
    dues_years,
    eligibility,
    gifts,
    items,
    ledger,
    life_events,
    plan,
    plan_times,
    registers,
    signatures,
    spending,
    start,
    vouchers,
)
from unionxl.rules.book_index import BookIndex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.domain.book import UnionBook
    from unionxl.domain.policy import Standards
    from unionxl.rules.finding import Finding
    from unionxl.rules.rule import Rule

ALL_RULES: tuple[Rule, ...] = (
    *ledger.RULES,
    *signatures.RULES,
    *vouchers.RULES,
    *budget.RULES,
    *gifts.RULES,
    *life_events.RULES,
    *eligibility.RULES,
    *spending.RULES,
    *activities.RULES,
    *agreement.RULES,
    *items.RULES,
    *dues.RULES,
    *dues_years.RULES,
    *plan.RULES,
    *plan_times.RULES,
    *days_off.RULES,
    *registers.RULES,
    *start.RULES,
    *coverage.RULES,
)


def run_rules(
    book: UnionBook, standards: Standards, rules: Iterable[Rule] = ALL_RULES
) -> tuple[Finding, ...]:
    """Hold a book against the standards and return all findings, rule by rule, in reading order."""
    index = BookIndex(book, standards)
    return tuple(finding for rule in rules for finding in rule.run(index))
