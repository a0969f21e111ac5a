"""Months, quarters, days and weekdays in a text: the pieces of patterns, and what they mean.

Grammars differ, for a cell that holds months and nothing else is read more boldly than a sentence;
what one month, one day or one stretch is called does not, and stands here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from unionxl.words.numerals import ONES, QUARTERS, number

WEEKDAYS = ONES[:6] + "日"

# --- pieces of patterns ---

FIGURES = "1[0-2]|0?[1-9]"  # the number of a month
DAY_FIGURES = r"3[01]|[12]\d|0?[1-9]"
NUMERALS = f"十[一二]?|[{ONES}]"
QUARTER = f"{QUARTERS}1-4"  # within brackets: 第[…]季度

_FIRST_MONTH = frozenset("元正")  # 元月, 正月


def month_number(word: str) -> int | None:
    """Return the month, or the quarter, that a number in either script names.

    >>> month_number("十二"), month_number("元"), month_number("07"), month_number("春")
    (12, 1, 7, None)
    """
    return 1 if word in _FIRST_MONTH else number(word)


def months_of_quarter(quarter: int) -> range:
    """Return the months of a quarter.

    >>> list(months_of_quarter(2))
    [4, 5, 6]
    """
    return range(3 * quarter - 2, 3 * quarter + 1)


HALVES = {"上": range(1, 7), "下": range(7, 13)}  # 上半年, 下半年

# --- months named anywhere in a sentence ---

_NUMBER = rf"(?:{FIGURES}|十[一二]?|[{ONES}元])"
_MONTHS = re.compile(
    rf"""
    (?<![\d.]) ({_NUMBER}) 月?份? \s*
    (?: [-—–~～至到] \s* ({_NUMBER}) )? \s*      # 3-5月, 三月至五月
    月 (?!饼|子|嫂|亮|季|球)                      # 中秋月饼 is no month
    """,
    re.VERBOSE,
)
_PAIR = re.compile(rf"({_NUMBER})月?[、，,]\s*({_NUMBER})月")
_QUARTER = re.compile(rf"第?\s*([{QUARTER}])\s*季度")
_HALF = re.compile(r"(上|下)半年")


@lru_cache(maxsize=65_536)
def months_named(text: str) -> tuple[int, ...]:
    """Return the months that a text names, in order, each once.

    >>> months_named("3月份会员生日蛋糕"), months_named("一季度生日会"), months_named("中秋月饼")
    ((3,), (1, 2, 3), ())
    """
    found: set[int] = set()
    for first, second in _PAIR.findall(text):
        found |= {_month(first), _month(second)}
    for first, last in _MONTHS.findall(text):
        start = _month(first)
        found |= set(range(start, (_month(last) if last else start) + 1))
    for quarter in quarters_named(text):
        found |= set(months_of_quarter(quarter))
    for half in _HALF.findall(text):
        found |= set(HALVES[half])
    return tuple(sorted(found))


def quarters_named(text: str) -> tuple[int, ...]:
    """Return the quarters that a text names.

    >>> quarters_named("第三季度工会经费收支情况"), quarters_named("4季度")
    ((3,), (4,))
    """
    return tuple(dict.fromkeys(_month(name) for name in _QUARTER.findall(text)))


def _month(word: str) -> int:
    return month_number(word) or 0
