"""Rules about days on which nobody works."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from unionxl.domain.calendar import days_off
from unionxl.domain.written import full_day
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.plan import Plan
from unionxl.words.lists import any_of
from unionxl.words.months import DAY_FIGURES, FIGURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.plan import WorkItem
    from unionxl.rules.book_index import BookIndex
    from unionxl.values.column import Column

ONE_DAY = dt.timedelta(days=1)
# 10月1日 or 1日 alone; neither a span of days nor a last day for something.
_NAMED_DAY = re.compile(
    rf"""
    # 10月1日, 1日
    (?<![\d\-－—~～至到.．/])(?:(?P<month>{FIGURES})\s*月\s*)?(?P<day>{DAY_FIGURES})\s*[日号](?!\s*(?:[\-－—~～至到起前内后]|以前|之前|以后|之后))
    """,
    re.VERBOSE,
)


def item_on_day_off(index: BookIndex) -> Iterator[Case]:
    """Find open plan items that lie on days off by law or by notice.

    Duty and visits belong to such days and are left alone, and so is what lasts beyond them.
    """
    names = days_off(index.book.holiday_days)
    for item in index.plan.kept_items:
        if item.status.is_closed or _belongs_to_holidays(item):
            continue
        days, column = _days_of(item)
        off = [names(day) for day in days]
        if days and all(off):
            told = full_day(days[0]) + (f"至{full_day(days[-1])}" if days[1:] else "")
            yield Case(
                f"“{item.description}”定在{told}，{off[0]}放假。",
                "请核对日期；确实安排在假日的，不用改。",
                (at(item.source, column),),
                facts={"day": days[0], "holiday": off[0]},
            )


def _belongs_to_holidays(item: WorkItem) -> bool:
    """Tell whether an item is rightly done while the others are off, such as 值班."""
    return any_of("plan_works", "假日").search(item.description) is not None


def _days_of(item: WorkItem) -> tuple[tuple[dt.date, ...], Column]:
    """Return the days of an item and the column that says them; none where only months are said."""
    if item.days:
        first, last = item.days
        column = Plan.planned_start_on if item.planned_start_on else Plan.planned_end_on
        days = (last - first).days + 1
        return tuple(first + count * ONE_DAY for count in range(days)), column
    return _named_days(item), Plan.description


def _named_days(item: WorkItem) -> tuple[dt.date, ...]:
    """Return the one day that a text names in a month of the item."""
    named = list(_NAMED_DAY.finditer(item.description))
    if len(named) != 1:
        return ()
    (match,) = named
    months = [
        month
        for month in item.planned_months
        if match["month"] is None or month.month == int(match["month"])
    ]
    if len(months) != 1 or int(match["day"]) > months[0].last_on.day:
        return ()
    return (months[0].first_on.replace(day=int(match["day"])),)


RULES = (
    Rule(
        "事项排在假日",
        Group.PLAN,
        Severity.NOTE,
        Grounds.AGREEMENT,
        item_on_day_off,
        reason="放假那天没有人，活动办不成。",
        example="气排球比赛定在 10 月 1 日，国庆节放假。",
        remedy="换一个日期；值班、升旗等确在假日的，不用改。",
    ),
)
