"""Days named in a text, read within the months that it speaks of: 3月6日, 3.8, 9月10日前, 中旬."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unionxl.words.months import DAY_FIGURES, FIGURES, NUMERALS, WEEKDAYS
from unionxl.words.numerals import ONES, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    Months = Sequence[tuple[int, int]]  # years with their months

_TO = r"\s*(?:[-~至到])\s*"
_NAME = rf"(?:{FIGURES}|{NUMERALS})"
_DAY = rf"(?:{DAY_FIGURES}|[{ONES[:2]}]?十[{ONES}]?|三十[{ONES[:1]}]?|[{ONES}])"
_YEAR = r"(?:(?P<year>20\d\d)\s?年\s?)?"
# 3月6日, 三月八日, 3月12-15日, 4月28日至5月3日
_FULL = re.compile(
    rf"""
    {_YEAR} (?<!\d)(?P<month>{_NAME})\s?月\s? (?P<day>{_DAY})
    (?: [日号] | (?={_TO}) | (?=[\s),。;:]) | $ )
    (?: {_TO} (?: (?P<month2>{_NAME})\s?月\s? )? (?P<day2>{_DAY}) \s?[日号]? )?
    """,
    re.VERBOSE,
)
_ISO = re.compile(rf"(?P<year>20\d\d)[-./](?P<month>{FIGURES})[-./](?P<day>{DAY_FIGURES})(?!\d)")
# 3.8, 9.10-9.15: only in a month that is spoken of
_DOTTED = re.compile(
    rf"""
    (?<![\d.]) (?P<month>{FIGURES}) [./] (?P<day>{DAY_FIGURES})
    (?! [\d.] | \s?(?: [%万元米级分斤] | 公里 | 千米 | km ) )          # 3.5公里
    (?: {_TO} (?: (?P<month2>{FIGURES})[./] )? (?P<day2>{DAY_FIGURES}) (?!\d) )?
    """,
    re.VERBOSE,
)
# 第二周周三, 第二个星期三, 最后一个周五
_WEEKDAY = re.compile(
    rf"""
    (?: (?P<month>{_NAME})\s?月份?的? )?
    (?: 第\s?(?P<nth>[{ONES[:5]}1-5])\s?个? | (?P<last>最后)(?:一个?) )
    (?: (?:周|星期)的?(?:周|星期) | 周 | 星期 ) (?P<weekday>[{WEEKDAYS}天])
    """,
    re.VERBOSE,
)
_ALONE = re.compile(  # 18日, 8-10日
    rf"(?<![\d月.年])(?P<day>{DAY_FIGURES})"
    rf"(?:[日号]?{_TO}(?P<day2>{DAY_FIGURES}))?[日号](?![游均常程])"
)
_PART = re.compile(rf"(?:(?P<month>{_NAME})\s?月份?)?(?P<part>[上中下])旬|月(?P<edge>[初底末])")
_BEFORE = re.compile(r"\s*(?:[)])?\s*(?:之?前|以前|止|截止)(?!后)")
_FROM = re.compile(r"\s*(?:起|开始)")
_PARTS = {
    **dict.fromkeys(("上", "初"), (1, 10)),
    "中": (11, 20),
    **dict.fromkeys(("下", "底", "末"), (21, 31)),
}
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that a text names; a deadline has no first day."""

    first: dt.date | None
    last: dt.date | None


def days_in(text: str, months: Months) -> Days | None:
    """Return the days that a text names, None where it names none that the calendar knows.

    >>> days_in("3月6日", [(2026, 3)])
    Days(first=datetime.date(2026, 3, 6), last=datetime.date(2026, 3, 6))
    >>> days_in("9月10日前", [(2026, 9)])
    Days(first=None, last=datetime.date(2026, 9, 10))
    >>> days_in("每周三", [(2026, 9)])
    """
    folded = unicodedata.normalize("NFKC", text).translate(_dashes())
    for pattern, read in ((_FULL, _named), (_ISO, _named), (_DOTTED, _dotted), (_WEEKDAY, _nth)):
        for match in pattern.finditer(folded):
            found = read(match, months)
            if found:
                return _bounded(found, folded[match.end() :])
    for pattern, read in ((_ALONE, _alone), (_PART, _part)):
        only = pattern.search(folded)
        found = read(only, months) if only else None
        if only and found:
            return _bounded(found, folded[only.end() :])
    return None


@cache
def _dashes() -> dict[int, str]:
    return str.maketrans(dict.fromkeys("‐‑‒–—―─━−﹣", "-"))


def _bounded(found: Days, after: str) -> Days:
    """Take 前 behind days for a deadline, 起 for a beginning."""
    if _BEFORE.match(after):
        return Days(None, found.last)
    return Days(found.first, None) if _FROM.match(after) else found


def _year_of(month: int, months: Months) -> int | None:
    """Return the year in which a month lies, as the months spoken of tell it."""
    named = {one: year for year, one in months}
    return named.get(month) or (months[0][0] if months else None)


def _day(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    """Return a day, None for one that the calendar does not know."""
    try:
        return dt.date(year, month, day) if year and month and day else None
    except ValueError:
        return None


def _named(match: re.Match[str], months: Months) -> Days | None:
    """Read days with their month, and perhaps their year."""
    parts = match.groupdict()
    month = number(parts["month"])
    year = int(parts["year"]) if parts["year"] else _year_of(month or 0, months)
    first = _day(year, month, number(parts["day"]))
    if first is None or not parts.get("day2"):
        return Days(first, first) if first else None
    month2 = number(parts["month2"]) if parts["month2"] else first.month
    later = first.year + (month2 is not None and month2 < first.month)
    last = _day(later, month2, number(parts["day2"]))
    return Days(first, last) if last and last >= first else None


def _dotted(match: re.Match[str], months: Months) -> Days | None:
    """Read 3.8 where March is spoken of."""
    if int(match["month"]) not in {month for _, month in months}:
        return None
    first = _day(_year_of(int(match["month"]), months), int(match["month"]), int(match["day"]))
    if first is None or not match["day2"]:
        return Days(first, first) if first else None
    month2 = int(match["month2"] or first.month)
    last = _day(first.year + (month2 < first.month), month2, int(match["day2"]))
    return Days(first, last) if last and last >= first else Days(first, first)


def _only(match: re.Match[str], months: Months) -> tuple[int, int] | None:
    """Return the month that a part of a month is of: named before it, or the only one."""
    named = match.groupdict().get("month")
    month = number(named) if named else None
    if month:
        year = _year_of(month, months)
        return (year, month) if year else None
    return months[0] if len(months) == 1 else None


def _nth(match: re.Match[str], months: Months) -> Days | None:
    """Read 第二周周三 as the second Wednesday of the month."""
    only = _only(match, months)
    if only is None:
        return None
    first_weekday, length = monthrange(*only)
    weekday = WEEKDAYS.index(match["weekday"].replace("天", "日"))
    first = 1 + (weekday - first_weekday) % _WEEK
    nth = number(match["nth"]) if match["nth"] else (length - first) // _WEEK + 1
    day = _day(*only, first + _WEEK * ((nth or 1) - 1))
    return Days(day, day) if day else None


def _alone(match: re.Match[str], months: Months) -> Days | None:
    """Read 18日 in the only month spoken of."""
    only = months[0] if len(months) == 1 else None
    first = _day(*only, int(match["day"])) if only else None
    if only is None or first is None or not match["day2"]:
        return Days(first, first) if first else None
    last = _day(*only, int(match["day2"]))
    return Days(first, last) if last and last >= first else None


def _part(match: re.Match[str], months: Months) -> Days | None:
    """Read 中旬 and 月底 as the days that they mean."""
    only = _only(match, months)
    if only is None:
        return None
    first, last = _PARTS[match["part"] or match["edge"]]
    length = monthrange(*only)[1]
    return Days(dt.date(*only, first), dt.date(*only, min(last, length)))
