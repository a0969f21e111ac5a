"""Months of a year."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Self

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month.

    >>> str(Month(2026, 3)), str(Month(2026, 12).next)
    ('2026-03', '2027-01')
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        """Refuse what is no month of the calendar."""
        if not (1 <= self.month <= MONTHS_A_YEAR and dt.MINYEAR <= self.year <= dt.MAXYEAR):
            raise ValueError((self.year, self.month))

    def __str__(self) -> str:
        """Return the form used on the command line."""
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the month written as 2026-03.

        Raises:
            ValueError: the text is no month.

        >>> Month.parse("2026-03").next
        Month(year=2026, month=4)
        """
        year, _, month = text.partition("-")
        if not (year.isdecimal() and month.isdecimal()):
            raise ValueError(text)
        return cls(int(year), int(month))

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """Return the month that a day lies in."""
        return cls(day.year, day.month)

    @property
    def first_on(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, self.month, 1)

    @property
    def last_on(self) -> dt.date:
        """The last day."""
        return dt.date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def next(self) -> Self:
        """The month after this one."""
        return type(self)(self.year + self.month // MONTHS_A_YEAR, self.month % MONTHS_A_YEAR + 1)

    @property
    def previous(self) -> Self:
        """The month before this one."""
        wraps = self.month == 1
        return type(self)(self.year - wraps, MONTHS_A_YEAR if wraps else self.month - 1)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Every day of the month, in order."""
        count = calendar.monthrange(self.year, self.month)[1]
        return tuple(dt.date(self.year, self.month, day) for day in range(1, count + 1))

    def __contains__(self, day: dt.date) -> bool:
        """Tell whether a day lies in the month."""
        return (day.year, day.month) == (self.year, self.month)

    def overlaps(self, start: dt.date, end: dt.date) -> bool:
        """Tell whether a day of start..end, both included, lies in the month."""
        return Month.of(start) <= self <= Month.of(end)


def months_after(day: dt.date, months: int) -> dt.date | None:
    """Return the same day some months later, or the last day of a shorter month.

    None where the calendar ends.
    """
    index = day.month - 1 + months
    if day.year + index // MONTHS_A_YEAR > dt.MAXYEAR:
        return None
    month = Month(day.year + index // MONTHS_A_YEAR, index % MONTHS_A_YEAR + 1)
    return min(month.last_on, month.first_on + dt.timedelta(days=day.day - 1))
