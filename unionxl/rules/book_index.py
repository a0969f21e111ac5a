"""A year's book with what the rules look up in it, each worked out once."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.domain.dues_year import DuesYear, dues_terms
from unionxl.domain.service_summary import ServiceSummary
from unionxl.rules.index.gifts import GiftIndex
from unionxl.rules.index.ledger import LedgerIndex
from unionxl.rules.index.limits import LimitIndex
from unionxl.rules.index.people import PeopleIndex
from unionxl.rules.index.plan import PlanIndex
from unionxl.rules.index.vouchers import VoucherIndex

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.policy import Standards


class BookIndex:
    """One book, the standards it is held against, and what is looked up in both.

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
    def starts_late(self) -> bool:
        """Whether the workbook is kept from a later month than January."""
        return self.book.settings.first_month.month > 1

    @cached_property
    def limits(self) -> LimitIndex:
        """The limits that hold for this union."""
        return LimitIndex(self.book, self.standards, self.reference_day)

    @cached_property
    def people(self) -> PeopleIndex:
        """The members."""
        return PeopleIndex(self.book)

    @cached_property
    def dues(self) -> DuesYear:
        """How the dues stand, member by member and month by month."""
        return DuesYear(self.book, dues_terms(self.book, self.reference_day), self.people.roll)

    @cached_property
    def ledger(self) -> LedgerIndex:
        """The ledger, its accounts and the budget."""
        return LedgerIndex(self.book)

    @cached_property
    def vouchers(self) -> VoucherIndex:
        """The vouchers."""
        return VoucherIndex(self.book)

    @cached_property
    def plan(self) -> PlanIndex:
        """The works of the plan."""
        return PlanIndex(self.book, self.ledger)

    @cached_property
    def services(self) -> ServiceSummary:
        """The services, matter by matter and person by person."""
        return ServiceSummary(self.book)

    @cached_property
    def gifts(self) -> GiftIndex:
        """What was given in the year."""
        return GiftIndex(self)
