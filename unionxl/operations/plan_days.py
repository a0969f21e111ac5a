"""On which days an imported item is planned: those it says itself, or those of its festival."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.calendar import days_off, is_working_day, next_working_day
from unionxl.domain.period import Month
from unionxl.domain.plan import proposed_day
from unionxl.domain.written import figure, full_day, short_day
from unionxl.importing.classify import prepares
from unionxl.importing.said import budget_of, days_of
from unionxl.words.months import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.domain.holidays import HolidayDay
    from unionxl.importing.classify import Proposal
    from unionxl.importing.model import ImportedItem

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannedDays:
    """The first and last day of an item, and what to say of them; a proposed day is marked."""

    start_on: dt.date | None = None
    end_on: dt.date | None = None
    proposed: str = ""
    notice: str = ""


def planned_days(
    item: ImportedItem, proposal: Proposal, plan_year: int, holidays: Sequence[HolidayDay]
) -> PlannedDays:
    """Return the days that an item says, else the workday at its festival as a proposal."""
    said = days_of(item, plan_year)
    if said is not None:
        end_on = said.last if said.last != said.first else None
        notice = "" if end_on else _notice(item, said.first, holidays)
        return PlannedDays(said.first, end_on, notice=notice)
    day = _festival_day(item, proposal, plan_year, holidays)
    return PlannedDays(day, None, proposed_day(day)) if day else PlannedDays()


def _festival_day(
    item: ImportedItem, proposal: Proposal, plan_year: int, holidays: Sequence[HolidayDay]
) -> dt.date | None:
    """Return the day of the only festival that an item names, or the workday beside it.

    The workday before it comes first, so that 元旦 in December is kept before the turn of the year;
    what only prepares for a festival has no such day.
    """
    days = [one.day for one in proposal.festivals if one.day]
    if len(days) != 1 or prepares(item.text):
        return None
    months = item.calendar_months(plan_year)
    (day,) = days
    before = day
    while not is_working_day(before, holidays):
        before -= ONE_DAY
    after = day if before == day else next_working_day(day, holidays)
    beside = (one for one in (before, after) if Month.of(one) in months)
    return next(beside, None)


def _notice(item: ImportedItem, day: dt.date | None, holidays: Sequence[HolidayDay]) -> str:
    """Tell of an item whose only day is a day off, a holiday or a plain weekend."""
    if day is None or is_working_day(day, holidays):
        return ""
    name = days_off(holidays)(day)
    why = f"{name}放假" if name else f"是周{WEEKDAYS[day.weekday()]}"
    return (
        f"第 {item.line} 行「{item.text}」定在{full_day(day)}，{why}。请核对日期；"
        f"确实安排在{'假日' if name else '周末'}的，不用改。"
    )


def said_text(item: ImportedItem, plan_year: int | None) -> tuple[str, ...]:
    """Return the days and the budget that an item says, as they will stand in the plan."""
    days = days_of(item, plan_year) if plan_year else None
    first, last = (days.first, days.last) if days else (None, None)
    if first and last and first != last:
        span = f"{short_day(first)}至{short_day(last)}"
    else:
        span = short_day(first) if first else f"{short_day(last)}前" if last else ""
    budget = budget_of(item)
    return (span, f"预算 {figure(budget)} 元" if budget is not None else "")
