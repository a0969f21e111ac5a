"""A year's book with what the rules and sheets look up about dues, each worked out once."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.domain.dues import months_owed
from unionxl.domain.dues_year import DuesYear, dues_terms
from unionxl.domain.policy import Policy
from unionxl.domain.roll import Roll
from unionxl.domain.start import kept_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues import DuesAccount, DuesPayment, DuesTerms
    from unionxl.domain.members import Member
    from unionxl.domain.period import Month
    from unionxl.domain.plan import WorkItem
    from unionxl.domain.policy import Standards


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
    def kept_items(self) -> tuple[WorkItem, ...]:
        """The works of the plan without those before the first month kept in the workbook."""
        return kept_items(self.book)

    @cached_property
    def starts_late(self) -> bool:
        """Whether the workbook is kept from a later month than January."""
        return self.book.settings.first_month.month > 1

    @cached_property
    def roll(self) -> Roll:
        """The members by number and name."""
        return Roll.of(self.book.members)

    def months_owed(self, member: Member) -> tuple[Month, ...]:
        """Return the months of the year for which a member owes dues, from the first one kept."""
        if member not in self._months_owed:  # not by number, which may stand there twice
            self._months_owed[member] = tuple(
                month
                for month in months_owed(member, self.year)
                if not self.book.settings.is_before_start(month)
            )
        return self._months_owed[member]

    @cached_property
    def _months_owed(self) -> dict[Member, tuple[Month, ...]]:
        return {}

    @cached_property
    def dues_terms(self) -> DuesTerms:
        """How this union computes its dues."""
        return dues_terms(self.book, self.reference_day)

    @cached_property
    def dues(self) -> DuesYear:
        """How the dues stand, member by member and month by month."""
        return DuesYear(self.book, self.dues_terms, self.roll)

    @property
    def payments_by_member(self) -> Mapping[str, tuple[DuesPayment, ...]]:
        """The dues rows of each member, found by number or by a name that is unique."""
        return self.dues.payments_by_member

    @property
    def dues_accounts(self) -> tuple[DuesAccount, ...]:
        """Dues payable against dues paid."""
        return self.dues.accounts

    @property
    def dues_arrears(self) -> Mapping[str, tuple[DuesAccount, ...]]:
        """What is short of the dues that are due and entered, by member number."""
        return self.dues.arrears

    @property
    def months_without_dues(self) -> tuple[Month, ...]:
        """The months of periods that are over for which nobody's dues are entered."""
        return self.dues.unregistered_months

    @cached_property
    def payers(self) -> frozenset[str]:
        """The numbers of the members who paid anything for the year."""
        return frozenset(
            number
            for number, payments in self.payments_by_member.items()
            if any(payment.paid_amount for payment in payments)
        )
