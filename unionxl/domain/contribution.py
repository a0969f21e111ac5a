"""The employer's contribution of 2 % of the payroll, its split and its remittance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO, yuan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.settings import Settings

_REMITTANCE = re.compile(
    r"(?:上缴|上交|上解|解缴|缴纳|交纳).{0,8}(?:经费|会费)|(?:经费|会费).{0,4}(?:上缴|上交|上解|解缴)"
)


@dataclass(frozen=True, slots=True)
class ContributionSplit:
    """What the employer owes for a year, what stays and what goes up; the parts add up."""

    due_amount: Decimal
    retained_amount: Decimal

    @property
    def remitted_amount(self) -> Decimal:
        """The part that goes to the unions above."""
        return self.due_amount - self.retained_amount


def split_contribution(
    payroll_amount: Decimal, contribution_rate: Decimal, retained_rate: Decimal
) -> ContributionSplit:
    """Compute the contribution of a year and its split."""
    due = yuan(payroll_amount * contribution_rate)
    return ContributionSplit(due, yuan(due * retained_rate))


def contribution_of(settings: Settings) -> ContributionSplit | None:
    """Compute the contribution from the settings; None when one of the three is not filled in."""
    payroll, rate, retained = (
        settings.payroll_amount,
        settings.contribution_rate,
        settings.retained_rate,
    )
    if payroll is None or rate is None or retained is None:
        return None
    return split_contribution(payroll, rate, retained)


def names_remittance(text: str) -> bool:
    """Tell whether a text speaks of passing money to the union above.

    >>> names_remittance("上交下半年工会经费"), names_remittance("工会经费收支公开")
    (True, False)
    """
    return bool(_REMITTANCE.search(text))


def is_remittance(entry: LedgerEntry) -> bool:
    """Tell whether a ledger row passes money to the union above."""
    return bool(entry.expense_amount) and names_remittance(
        f"{entry.description} {entry.account_name} {entry.occasion}"
    )


def remitted_amount(entries: Iterable[LedgerEntry]) -> Decimal:
    """Add up what was passed to the union above."""
    return sum((entry.expense_amount for entry in entries if is_remittance(entry)), ZERO)


def deviation_rate(booked_amount: Decimal, expected_amount: Decimal) -> Decimal | None:
    """Return by what share of the expected amount the booked one differs; None against zero."""
    if not expected_amount:
        return None
    return (booked_amount - expected_amount) / expected_amount


def share_of_year_due(month_number: int) -> Decimal:
    """Return the share of the year's contribution that is due when so many months are over."""
    return Decimal(month_number) / Decimal(12)
