"""A year's book with what the rules and sheets look up about dues, each worked out once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.domain.dues import (
    FIXED,
    DuesPeriod,
    DuesRounding,
    DuesTerms,
    dues_accounts,
    months_owed,
    period_of,
)
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.policy import Policy
from unionxl.domain.roll import Roll

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues import DuesAccount, DuesPayment
    from unionxl.domain.members import Member
    from unionxl.domain.policy import Limit, Standards


class DuesIndex:
    """One book, the standards it is held against, its members and their dues.

    Nothing here changes the book.
    """

    def __init__(self, book: UnionBook, standards: Standards) -> None:
        self.book = book
        self.standards = standards

    @cached_property
    def year(self) -> int:
        """The year of the book."""
        return self.book.fiscal_year

    @cached_property
    def reference_day(self) -> dt.date:
        """The day within the year on which the book is looked at."""
        first, last = dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        return min(max(self.book.as_of, first), last)

    @cached_property
    def year_is_over(self) -> bool:
        """Whether the last day of the year has come."""
        return self.book.as_of >= dt.date(self.year, 12, 31)

    @cached_property
    def policy(self) -> Policy:
        """The limits that hold for this union."""
        return Policy.of(self.book.settings.province, self.standards, self.book.limits)

    @cached_property
    def roll(self) -> Roll:
        """The members by number and name."""
        return Roll.of(self.book.members)

    def months_owed(self, member: Member) -> tuple[Month, ...]:
        """Return the months of the year for which a member owes dues."""
        if member not in self._months_owed:  # not by number, which may stand there twice
            self._months_owed[member] = months_owed(member, self.year)
        return self._months_owed[member]

    @cached_property
    def _months_owed(self) -> dict[Member, tuple[Month, ...]]:
        return {}

    @cached_property
    def dues_terms(self) -> DuesTerms:
        """How this union computes its dues."""
        settings, policy, day = self.book.settings, self.policy, self.reference_day
        return DuesTerms(
            is_fixed=settings.dues_method == FIXED,
            rate=settings.dues_rate,
            rates_by_kind=_figures(policy.limits_below("dues-rate", day)),
            amounts_by_class=_figures(policy.limits_below("dues-amount", day)),
            cuts_to_tens=settings.dues_cuts_to_tens == "是",
            rounding=DuesRounding.of(settings.dues_rounding),
            period=DuesPeriod.of(settings.dues_period),
        )

    @cached_property
    def payments_by_member(self) -> Mapping[str, tuple[DuesPayment, ...]]:
        """The dues rows of each member, found by number or by a name that is unique."""
        found: defaultdict[str, list[DuesPayment]] = defaultdict(list)
        for payment in self.book.dues_payments:
            member = self.roll.find(payment.member_no, payment.member_name)
            if member is not None:
                found[member.member_no].append(payment)
        return {number: tuple(payments) for number, payments in found.items()}

    @cached_property
    def dues_accounts(self) -> tuple[DuesAccount, ...]:
        """Dues payable against dues paid."""
        return dues_accounts(
            self.roll.by_no.values(), self.payments_by_member, self.year, self.dues_terms
        )

    @cached_property
    def months_with_dues(self) -> frozenset[Month]:
        """The months for which anybody's dues are entered."""
        months = (payment.month for payment in self.book.dues_payments)
        return frozenset(month for month in months if month is not None)

    @cached_property
    def dues_arrears(self) -> Mapping[str, tuple[DuesAccount, ...]]:
        """What is short of the dues of periods that are over, by member number.

        Periods for which nobody's dues are entered are left out: there the table is short.
        """
        short: defaultdict[str, list[DuesAccount]] = defaultdict(list)
        this_month = Month.of(self.book.as_of)
        for account in self.dues_accounts:
            if account.short_amount <= 0:
                continue
            is_over = account.months[-1] < this_month or self.year_is_over
            is_entered = any(month in self.months_with_dues for month in account.months)
            is_due = is_entered and (is_over or account.is_part_paid) and not account.is_excused
            if is_due:
                short[account.member.member_no].append(account)
        return {number: tuple(accounts) for number, accounts in short.items()}

    @cached_property
    def months_without_dues(self) -> tuple[Month, ...]:
        """The months of periods that are over for which nobody's dues are entered."""
        if not self.book.dues_payments:
            return ()
        ends, period = Month.of(self.reference_day), self.dues_terms.period
        past = {
            month
            for month in (Month(self.year, number) for number in range(1, MONTHS_A_YEAR + 1))
            if month < ends or (month == ends and self.year_is_over)
        }
        return tuple(
            month
            for month in sorted(past)
            if period_of(month, period)[-1] in past
            and not set(period_of(month, period)) & self.months_with_dues
        )

    @cached_property
    def payers(self) -> frozenset[str]:
        """The numbers of the members who paid anything for the year."""
        return frozenset(
            number
            for number, payments in self.payments_by_member.items()
            if any(payment.paid_amount for payment in payments)
        )


def _figures(limits: Mapping[str, Limit]) -> dict[str, Decimal]:
    return {name: limit.amount for name, limit in limits.items() if limit.amount is not None}
