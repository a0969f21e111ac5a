"""Lunar dates and solar terms."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from unionxl.domain.lunar_table import EARLIEST, YEARS
from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.words.numerals import written

FIRST_LUNAR_YEAR = 1900
LAST_LUNAR_YEAR = 2100
SOLAR_TERMS = (  # from 冬至; two in each solar month
    *("冬至", "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明"),
    *("谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑", "立秋"),
    *("处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪"),
)
MONTH_NAMES = ("正月", *(f"{written(number)}月" for number in range(2, MONTHS_A_YEAR + 1)))
LONG_MONTH, SHORT_MONTH = 30, 29
DAY_NAMES = (
    *(f"初{written(number)}" for number in range(1, 11)),
    *(written(number) for number in range(11, 21)),
    *(f"廿{written(number)}" for number in range(1, 10)),
    written(LONG_MONTH),
)


@dataclass(frozen=True, slots=True)
class LunarDate:
    """One day of the lunar calendar; a leap month has the number of the month before it."""

    year: int
    month: int
    day: int
    is_leap: bool = False

    def __str__(self) -> str:
        """Return what a calendar prints: the month on its first day, else the day."""
        if self.day > 1:
            return DAY_NAMES[self.day - 1]
        return ("闰" if self.is_leap else "") + MONTH_NAMES[self.month - 1]


def lunar_date(day: dt.date) -> LunarDate | None:
    """Return the lunar date of a day, None outside the lunar years 1900 to 2100.

    Limitations:
        Two reckonings are known for the thirty days from 2057-09-28; tyme4py's is returned.
    """
    months = (*_months_of(day.year - 1), *_months_of(day.year))
    index = bisect_right(months, day, key=lambda month: _first_on(*month)) - 1
    if index < 0 or months[index][0] > LAST_LUNAR_YEAR:
        return None
    year, month = months[index]
    return LunarDate(year, abs(month), (day - _first_on(year, month)).days + 1, month < 0)


def day_of_lunar_date(year: int, month: int, day: int) -> dt.date | None:
    """Return the day of a lunar date in the plain month, None where there is no such date."""
    if (year, month) not in _months_of(year) or day < 1:
        return None
    found = _first_on(year, month) + dt.timedelta(days=day - 1)
    lunar = lunar_date(found)
    return found if lunar is not None and lunar.day == day else None


def solar_term_day(year: int, name: str) -> dt.date | None:
    """Return the day of one of `SOLAR_TERMS` in a solar year, None before 1900 and after 2100."""
    if not FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR:
        return None
    return _term_on(year, SOLAR_TERMS.index(name) or len(SOLAR_TERMS))


def solar_term(day: dt.date) -> str:
    """Return the solar term that begins on a day, empty on most days and in far years."""
    if not FIRST_LUNAR_YEAR <= day.year <= LAST_LUNAR_YEAR:
        return ""
    for index in (2 * day.month - 1, 2 * day.month):
        if _term_on(day.year, index) == day:
            return SOLAR_TERMS[index % len(SOLAR_TERMS)]
    return ""


@cache
def _line(year: int) -> tuple[str, ...]:
    """Return what the table knows of a year: first day, leap month, lengths, solar terms."""
    return tuple(YEARS.split("\n")[year - FIRST_LUNAR_YEAR + 1].split()[1:])


@cache
def _months_of(year: int) -> tuple[tuple[int, int], ...]:
    """Return year and number of the lunar months in order, a leap month as a negative number.

    One year beyond the last is known, so that the last month has an end.
    """
    if not FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR + 1:
        return ()
    leap_month = int(_line(year)[1])
    numbers = list(range(1, MONTHS_A_YEAR + 1))
    if leap_month:
        numbers.insert(leap_month, -leap_month)
    return tuple((year, number) for number in numbers)


@cache
def _first_days(year: int) -> tuple[dt.date, ...]:
    """Return the first day of each lunar month of a year."""
    begin, _, lengths, *_ = _line(year)
    days = (LONG_MONTH if one == "1" else SHORT_MONTH for one in lengths[:-1])
    start = dt.date(year, int(begin[:2]), int(begin[2:])).toordinal()
    return tuple(map(dt.date.fromordinal, accumulate(days, initial=start)))


def _first_on(year: int, month: int) -> dt.date:
    """Return the first day of a lunar month."""
    return _first_days(year)[_months_of(year).index((year, month))]


def _term_on(year: int, index: int) -> dt.date:
    """Return the day of a solar term; index 1 is 小寒 in January, 24 is 冬至 in December."""
    later = int(_line(year)[3][index - 1])
    return dt.date(year, (index + 1) // 2, EARLIEST[index - 1] + later)
