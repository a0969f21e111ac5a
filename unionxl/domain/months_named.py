"""Months and quarters that a text names."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", start=1)}
_NUMERALS |= {"元": 1, "十一": 11, "十二": 12}
_NUMBER = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元])"
_MONTHS = re.compile(
    rf"(?<![\d.])({_NUMBER})月?份?\s*(?:[-—–~～至到]\s*({_NUMBER}))?\s*月(?!饼|子|嫂|亮|季|球)"
)
_PAIR = re.compile(rf"({_NUMBER})月?[、，,]\s*({_NUMBER})月")
_QUARTER = re.compile(r"第?\s*([一二三四1-4])\s*季度")
_HALF = re.compile(r"(上|下)半年")


@lru_cache(maxsize=65_536)
def months_named(text: str) -> tuple[int, ...]:
    """Return the months that a text names, in order, each once.

    >>> months_named("3月份会员生日蛋糕"), months_named("一季度生日会"), months_named("中秋月饼")
    ((3,), (1, 2, 3), ())
    """
    found: set[int] = set()
    for first, second in _PAIR.findall(text):
        found |= {_number(first), _number(second)}
    for first, last in _MONTHS.findall(text):
        start = _number(first)
        found |= set(range(start, (_number(last) if last else start) + 1))
    for name in quarters_named(text):
        found |= set(range(3 * name - 2, 3 * name + 1))
    for half in _HALF.findall(text):
        found |= set(range(1, 7) if half == "上" else range(7, 13))
    return tuple(sorted(found))


def quarters_named(text: str) -> tuple[int, ...]:
    """Return the quarters that a text names.

    >>> quarters_named("第三季度工会经费收支情况"), quarters_named("4季度")
    ((3,), (4,))
    """
    return tuple(dict.fromkeys(_number(name) for name in _QUARTER.findall(text)))


def _number(word: str) -> int:
    return _NUMERALS.get(word) or int(word)
