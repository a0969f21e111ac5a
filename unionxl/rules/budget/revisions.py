"""How often a budget was revised, as the notes of its lines tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionxl.rules.rule import Case
from unionxl.rules.words import at
from unionxl.tables.budget import Budget
from unionxl.tables.disclosures import Disclosures
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.rules.book_index import BookIndex

FIRST_YEAR = 2000  # what is less is a month or a day
_LATER_REVISION = re.compile(
    rf"第[{ONES[1:6]}2-6]次.{{0,4}}调整|[二三两2-3]次调整|再次调整|又调整|第[{ONES[1:6]}2-6]次追加|再次追加"
)
_DAY = r"""
    (?: 20\d\d[.\-/]\d{1,2} (?:[.\-/]\d{1,2})? (?!\d)                       # 2026-3-5
      | (?:20\d\d年)? (?<!\d)\d{1,2}月 (?:份|\d{1,2}[日号])?                  # 3月5日
      | (?<![\d.])\d{1,2}[.\-/]\d{1,2} (?![\d.\s]*[万元千百%％月\d]) )         # 3.5
"""
_ANY_DAY = re.compile(_DAY, re.VERBOSE)
_DAYS = rf"{_DAY}(?:[、，,和及与]{_DAY})*"
_REVISION = r"""
    (?<![该此])(?<!本次)(?<!上述) (?: 调整 | 追加 | 调增 | 调减 | 核减 | 核增 )
    (?! [后前] | 方案 | 事项 | 议案 | 意见 | 案 )
    | 增加(?:预算|经费)* (?: \d[\d,.]*\s*[元万] | \d{3} ) | 增加预算
"""
# A day counts where a clause begins with it or 调整 follows: in 用于10月秋游 nothing was revised.
_REVISION_MARK = re.compile(
    rf"""
    # 3月5日经审议通过调整
    (?:^|(?<=[，,；;。、（(:：\s])|(?<!用)(?<=[于在又再另])|(?<=[经按据从由和及与])|
    (?<!用于)(?={_DAYS}(?:{_REVISION})))(?P<days>{_DAYS})(?P<ends>(?=\s*(?:[，,；;。、）)]
    |$)))?|(?P<approval>审[议批查]|批准|批复|通过|同意|讨论|研究|经审)|
    (?P<revision>{_REVISION})
    """,
    re.VERBOSE,
)
_SPACED_DAY = re.compile(r"\s*([年月日])[ \t\u3000]*")
_NUMBER = re.compile(r"\d+")
_REVISED = re.compile(r"预算.{0,6}(?:调整|追加)|(?:调整|追加).{0,6}预算")


def budget_revised_twice(index: BookIndex) -> Iterator[Case]:
    """Find signs that the budget was revised more than once in the year."""
    for line in index.book.budget_lines:
        if _LATER_REVISION.search(line.note) or _count_revision_days(line.note) > 1:
            yield Case(
                f"「{line.account_name}」的说明写着“{line.note}”，本年调整不止一次。",
                "请核对每次调整是否都经工会委员会和经审会批准。",
                (at(line.source, Budget.note),),
            )
    told = [one for one in index.book.disclosures if _REVISED.search(one.subject)]
    if len({one.published_on for one in told}) > 1:
        yield Case(
            f"本年公开了 {len(told)} 次预算调整。",
            "请核对每次调整是否都经工会委员会和经审会批准。",
            tuple(at(one.source, Disclosures.subject) for one in told[1:]),
            facts={"revision_count": len(told)},
        )


def _count_revision_days(note: str) -> int:
    """Count the days on which a note says that the budget was revised.

    They stand before 调整, 追加 and the like, or alone behind them; days on which it was only
    approved are none.

    >>> _count_revision_days("5月20日调增1000，9月12日调减400")
    2
    >>> _count_revision_days("年中调整，7月5日经工会委员会审议、7月8日经审会审议")
    0
    """
    found: set[tuple[int, ...]] = set()
    days: list[tuple[int, ...]] = []
    stand_behind = False
    for mark in _REVISION_MARK.finditer(_SPACED_DAY.sub(r"\1", note)):
        if mark["days"]:
            days = [_month_and_day(day) for day in _ANY_DAY.findall(mark["days"])]
            if stand_behind and mark["ends"] is not None:
                found.update(days)
                days = []
        elif mark["approval"]:
            days = days[-1:]
        else:
            stand_behind = not days and (stand_behind or not found)
            found.update(days)
            days = []
    whole = {day[0] for day in found if len(day) > 1}
    return sum(len(day) > 1 or day[0] not in whole for day in found)


def _month_and_day(text: str) -> tuple[int, ...]:
    """Return the month of a day without its year, and the day where one is given."""
    numbers = [int(number) for number in _NUMBER.findall(text)]
    return tuple(number for number in numbers if number < FIRST_YEAR)
