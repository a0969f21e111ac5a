"""The employer's contribution of 2 % of the payroll, its split and its remittance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO, yuan
from unionxl.words.purposes import names_remittance

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.settings import Settings


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
