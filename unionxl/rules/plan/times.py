"""Rules about days and months of the plan that do not go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.month_states import unplanned_months
from unionxl.domain.written import full_day
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.rules.book_index import BookIndex


def item_ends_before_it_starts(index: BookIndex) -> Iterator[Case]:
    """Find plan items whose last day lies before their first.

    Every sheet takes the two days the right way round.
    """
    for item in index.plan.kept_items:
        start, end = item.planned_start_on, item.planned_end_on
        if start is not None and end is not None and end < start:
            yield Case(
                f"“{item.description}”的结束日期{full_day(end)}早于起始日期{full_day(start)}，"
                f"各表按{full_day(end)}至{full_day(start)}列出。",
                "请核对起始日期和结束日期，写错的请改正。",
                (at(item.source, Plan.planned_end_on),),
                facts={"starts_on": start, "ends_on": end},
            )


def state_of_unplanned_month(index: BookIndex) -> Iterator[Case]:
    """Find states entered for months in which the plan does not have the item."""
    for item in index.plan.kept_items:
        names = unplanned_months(item)
        if names and item.is_recurring:
            yield Case(
                f"“{item.description}”的按月状态写了{'、'.join(names)}，"
                "这一项没有安排在这几个月，没有采用。",
                "请核对按月状态；确有安排的，请在“月份”中补上。",
                (at(item.source, Plan.month_states),),
                facts={"months": "、".join(names)},
            )
        elif names:
            yield Case(
                f"“{item.description}”只有一个状态，按月状态“{item.month_states}”没有采用。",
                "请填写“状态”；要分月记的，请在“月份”中逐月写明，如 3、4、5。",
                (at(item.source, Plan.month_states),),
            )


RULES = (
    Rule(
        "结束早于起始",
        Group.PLAN,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        item_ends_before_it_starts,
        reason="两个日期写错了一个，事项会列在谁也没有打算的日子。",
        example="起始 6 月 9 日，结束 6 月 3 日。",
        remedy="改正起始日期和结束日期。",
    ),
    Rule(
        "按月状态写了别的月份",
        Group.PLAN,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        state_of_unplanned_month,
        reason="这样的状态没有采用，真正要记的月份还是未开始。",
        example="每月都办的事项，按月状态写了“10月至2月已完成”，次年 1 月、2 月不在计划里。",
        remedy="改正按月状态，或在“月份”中补上这几个月。",
    ),
)
