"""The members of a book."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.domain.dues import months_owed
from unionxl.domain.roll import Roll

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.book import UnionBook
    from unionxl.domain.members import Member
    from unionxl.domain.period import Month


class PeopleIndex:
    """The members by number and name, and when they were there."""

    def __init__(self, book: UnionBook) -> None:
        self.book = book

    @cached_property
    def roll(self) -> Roll:
        """The members by number and name."""
        return Roll.of(self.book.members)

    def months_owed(self, member: Member) -> tuple[Month, ...]:
        """Return the months of the year for which a member owes dues, from the first one kept."""
        if member not in self._months_owed:  # not by number, which may stand there twice
            self._months_owed[member] = tuple(
                month
                for month in months_owed(member, self.book.fiscal_year)
                if not self.book.settings.is_before_start(month)
            )
        return self._months_owed[member]

    @cached_property
    def _months_owed(self) -> dict[Member, tuple[Month, ...]]:
        return {}

    def count_at_work(self, day: dt.date) -> int:
        """Return how many members were at work on a day."""
        return len(self.at_work(day))

    def at_work(self, day: dt.date) -> tuple[Member, ...]:
        """Return the members who were at work on a day."""
        if day not in self._at_work_by_day:
            self._at_work_by_day[day] = self.roll.at_work_on(day)
        return self._at_work_by_day[day]

    @cached_property
    def _at_work_by_day(self) -> dict[dt.date, tuple[Member, ...]]:
        return {}
