"""Festivals as rules: a solar date, a lunar date, a weekday of a month, a solar term."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.lunar import SOLAR_TERMS, day_of_lunar_date, solar_term_day
from unionxl.words.months import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from unionxl.domain.period import Month
    from unionxl.domain.source import SourceRef

LEAP_YEAR = 2000
DAYS_A_WEEK = 7

_MONTH = r"(0?[1-9]|1[0-2])"
_DAY = r"(0?[1-9]|[12][0-9]|3[01])日?"
_LUNAR_DAY = r"(0?[1-9]|[12][0-9]|30)日?"
_TO = r"\s*[-.·/月]\s*"
_SOLAR_RULE = re.compile(rf"公历\s*{_MONTH}{_TO}{_DAY}")
_LUNAR_RULE = re.compile(rf"农历\s*{_MONTH}{_TO}{_LUNAR_DAY}")
_EVE_RULE = re.compile(r"农历\s*除夕")
_WEEKDAY_RULE = re.compile(rf"星期\s*{_MONTH}{_TO}([1-5]){_TO}([{WEEKDAYS}天])")
_TERM_RULE = re.compile(rf"节气\s*({'|'.join(SOLAR_TERMS)})")
_MONTH_RULE = re.compile(rf"整月\s*{_MONTH}月?")


@dataclass(frozen=True, slots=True)
class Festival:
    """One festival.

    `rule` is one of `公历 3-8`, `农历 8-15`, `农历 除夕`, `星期 5-2-日` (second Sunday of May),
    `节气 清明`, `整月 6` (all of June). `spellings` are the other forms met in plans;
    `gift_allowed` tells whether it is one of the 年节 for which festival goods may be given;
    `first_year` is the first year it was kept; `is_shown` tells whether it has a place in the
    cell of a calendar.
    """

    name: str
    rule: str
    gift_allowed: bool | None
    audience: str
    spellings: tuple[str, ...] = ()
    source: SourceRef | None = None
    first_year: int | None = None
    is_shown: bool = True


def festival_on(festival: Festival, year: int) -> dt.date | None:
    """Return the day of a festival in a solar year.

    None for a festival of a whole month, a year without that day, a year before the festival was
    kept, a lunar rule outside 1900 to 2100, and a rule that cannot be read.
    """
    return next(iter(festival_days(festival, year)), None)


def festival_days(festival: Festival, year: int) -> tuple[dt.date, ...]:
    """Return every day of a festival in a solar year.

    A date late in the lunar year, such as 腊八, may fall twice in one solar year.
    """
    if festival.first_year is not None and year < festival.first_year:
        return ()
    return rule_days(festival.rule, year)


def festival_near(festival: Festival, months: Sequence[Month]) -> dt.date | None:
    """Return the day of a festival nearest to some months, in whatever year that lies.

    The first one inside the months, else the one with the fewest days to the nearest of them: for
    work in December 元旦 is the coming one.
    """
    years = {month.year + step for month in months for step in (-1, 0, 1)}
    days = [day for year in sorted(years) for day in festival_days(festival, year)]
    return min(days, key=lambda day: _days_from(day, months), default=None)


def _days_from(day: dt.date, months: Sequence[Month]) -> int:
    """Return how many days lie between a day and the nearest of some months, 0 inside of one."""
    return min(max((month.first_on - day).days, (day - month.last_on).days, 0) for month in months)


def festival_month(festival: Festival) -> int | None:
    """Return the month that a festival fills as a whole, None for a festival of a day."""
    found = _MONTH_RULE.fullmatch(_normal(festival.rule))
    return int(found[1]) if found else None


def festival_rule_is_readable(rule: str) -> bool:
    """Tell whether a rule, as a clerk may type it, names a day that can exist."""
    text = _normal(rule)
    if _SOLAR_RULE.fullmatch(text):
        return bool(rule_days(text, LEAP_YEAR))
    return any(pattern.fullmatch(text) for pattern in (*_DAYS_BY_RULE, _MONTH_RULE))


def rule_days(rule: str, year: int) -> tuple[dt.date, ...]:
    """Return the days that a rule names in a solar year, in order."""
    text = _normal(rule)
    for pattern, days_of in _DAYS_BY_RULE.items():
        if found := pattern.fullmatch(text):
            return tuple(day for day in days_of(year, *found.groups()) if day is not None)
    return ()


def _normal(rule: str) -> str:
    """Return a rule with the digits and dashes of one width."""
    return re.sub(r"[‐-―−]", "-", unicodedata.normalize("NFKC", rule)).strip()


def _solar_days(year: int, month: str, day: str) -> tuple[dt.date | None, ...]:
    try:
        return (dt.date(year, int(month), int(day)),)
    except ValueError:
        return ()


def _lunar_days(year: int, month: str, day: str) -> tuple[dt.date | None, ...]:
    """Look in both lunar years that a solar year meets."""
    found = (day_of_lunar_date(lunar, int(month), int(day)) for lunar in (year - 1, year))
    return tuple(date for date in found if date is not None and date.year == year)


def _eve_days(year: int) -> tuple[dt.date | None, ...]:
    """Take the day before the lunar New Year, be it the 29th or the 30th."""
    first = day_of_lunar_date(year, 1, 1)
    return (first and first - dt.timedelta(days=1),)


def _weekdays(year: int, month: str, number: str, weekday: str) -> tuple[dt.date | None, ...]:
    first_weekday, day_count = calendar.monthrange(year, int(month))
    wanted = WEEKDAYS.index(weekday.replace("天", "日"))
    day = 1 + (wanted - first_weekday) % DAYS_A_WEEK + DAYS_A_WEEK * (int(number) - 1)
    return (dt.date(year, int(month), day) if day <= day_count else None,)


def _term_days(year: int, name: str) -> tuple[dt.date | None, ...]:
    return (solar_term_day(year, name),)


_DAYS_BY_RULE: Mapping[re.Pattern[str], Callable[..., tuple[dt.date | None, ...]]] = {
    _SOLAR_RULE: _solar_days,
    _LUNAR_RULE: _lunar_days,
    _EVE_RULE: _eve_days,
    _WEEKDAY_RULE: _weekdays,
    _TERM_RULE: _term_days,
}
