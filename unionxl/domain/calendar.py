"""Days as a calendar shows them: lunar date, solar term, festivals, off or worked."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from unionxl.domain.festivals import festival_days, festival_on, festival_rule_is_readable
from unionxl.domain.holidays import DayOffKind
from unionxl.domain.lunar import lunar_date, solar_term
from unionxl.domain.statutory import statutory_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from unionxl.domain.festivals import Festival
    from unionxl.domain.holidays import HolidayDay

__all__ = [
    "CalendarDay",
    "DayKind",
    "calendar_days",
    "days_off",
    "festival_on",
    "festival_rule_is_readable",
    "has_notice",
    "is_working_day",
    "next_working_day",
    "statutory_days",
    "working_day_counter",
]

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)


class DayKind(enum.Enum):
    """Whether a day is worked and why; the value is the mark in the cell, empty for plain days."""

    WORKDAY = ""
    WEEKEND = "周末"
    OFF = "休"
    MAKEUP = "班"
    STATUTORY = "法定"

    @property
    def is_worked(self) -> bool:
        """Whether people work on such a day."""
        return self in {DayKind.WORKDAY, DayKind.MAKEUP}


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day.

    `lunar_text` is 初八, or the month on its first day; it is empty and the two numbers are None
    outside the lunar years 1900 to 2100. `published` is False in a year without notice
    (待国务院通知): its days may still move.
    """

    day: dt.date
    lunar_text: str
    lunar_month: int | None
    lunar_day: int | None
    solar_term: str
    festivals: tuple[str, ...]
    kind: DayKind
    holiday_name: str
    published: bool


def calendar_days(
    start: dt.date,
    end: dt.date,
    *,
    holidays: Iterable[HolidayDay],
    festivals: Iterable[Festival],
) -> tuple[CalendarDay, ...]:
    """Return every day from start to end, both included, in order.

    Where two rows of `holidays` name one day, the later row counts.
    """
    arrangement = _Arrangement.of(holidays)
    names = _festival_names(range(start.year, end.year + 1), tuple(festivals))
    days = (start + index * ONE_DAY for index in range((end - start).days + 1))
    return tuple(_calendar_day(day, arrangement, tuple(names.get(day, ()))) for day in days)


def has_notice(year: int, holidays: Iterable[HolidayDay]) -> bool:
    """Tell whether the notice of a year is known; without it the year is 待国务院通知."""
    return any(holiday.year == year for holiday in holidays)


def is_working_day(day: dt.date, holidays: Iterable[HolidayDay]) -> bool:
    """Tell whether people work on a day, as far as the notice of its year is known."""
    return _Arrangement.of(holidays).kind_of(day).is_worked


def days_off(holidays: Iterable[HolidayDay]) -> Callable[[dt.date], str]:
    """Return what tells the name of the holiday on a day off, empty for every other day.

    Plain weekends are no holidays. In a year without notice the days off by law count.
    """
    arrangement = _Arrangement.of(holidays)

    def name_of(day: dt.date) -> str:
        is_off = arrangement.kind_of(day) in {DayKind.OFF, DayKind.STATUTORY}
        return arrangement.name_of(day) if is_off else ""

    return name_of


def next_working_day(day: dt.date, holidays: Iterable[HolidayDay]) -> dt.date:
    """Return the first working day after a day."""
    arrangement = _Arrangement.of(holidays)
    following = day + ONE_DAY
    while not arrangement.kind_of(following).is_worked:
        following += ONE_DAY
    return following


def working_day_counter(
    holidays: Iterable[HolidayDay],
) -> Callable[[dt.date, dt.date, int], int]:
    """Return what counts the working days from one day to another, both included, up to a number.

    The days off are those of the notices that are known.
    """
    arrangement = _Arrangement.of(holidays)

    def count_days(first: dt.date, last: dt.date, most: int) -> int:
        count, day = 0, first
        while day <= last and count < most:
            count += arrangement.kind_of(day).is_worked
            day += ONE_DAY
        return count

    return count_days


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """The named days by date, and the years whose notice is known."""

    named_days: Mapping[dt.date, HolidayDay]
    noticed_years: frozenset[int]

    @classmethod
    def of(cls, holidays: Iterable[HolidayDay]) -> Self:
        named_days = {holiday.day: holiday for holiday in holidays}
        return cls(named_days, frozenset(holiday.year for holiday in named_days.values()))

    def kind_of(self, day: dt.date) -> DayKind:
        named = self.named_days.get(day)
        if named is not None:
            return DayKind.OFF if named.kind is DayOffKind.OFF else DayKind.MAKEUP
        if day.year not in self.noticed_years and day in _statutory_names(day.year):
            return DayKind.STATUTORY
        return DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKDAY

    def name_of(self, day: dt.date) -> str:
        named = self.named_days.get(day)
        if named is not None:
            return named.name
        if day.year in self.noticed_years:
            return ""
        return _statutory_names(day.year).get(day, "")


@cache
def _statutory_names(year: int) -> Mapping[dt.date, str]:
    """Return the names of the statutory days; two festivals on one day are joined."""
    names: dict[dt.date, list[str]] = {}
    for statutory in statutory_days(year):
        names.setdefault(statutory.day, []).append(statutory.name)
    return MappingProxyType({day: "、".join(found) for day, found in names.items()})


def _festival_names(
    years: Iterable[int], festivals: tuple[Festival, ...]
) -> Mapping[dt.date, list[str]]:
    """Return the names of the festivals that have a place in a calendar, in table order."""
    names: dict[dt.date, list[str]] = {}
    for year in years:
        for festival in festivals:
            for day in festival_days(festival, year) if festival.is_shown else ():
                names.setdefault(day, []).append(festival.name)
    return names


def _calendar_day(
    day: dt.date, arrangement: _Arrangement, festivals: tuple[str, ...]
) -> CalendarDay:
    lunar = lunar_date(day)
    return CalendarDay(
        day=day,
        lunar_text=str(lunar or ""),
        lunar_month=lunar.month if lunar else None,
        lunar_day=lunar.day if lunar else None,
        solar_term=solar_term(day),
        festivals=festivals,
        kind=arrangement.kind_of(day),
        holiday_name=arrangement.name_of(day),
        published=day.year in arrangement.noticed_years,
    )
