"""What a plan document says, told before anything is imported, and what an import tells of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from unionxl.domain.written import short_day
from unionxl.importing.model import to_json
from unionxl.importing.parser import UNSCHEDULED
from unionxl.operations.plan_days import planned_days, said_text
from unionxl.operations.plan_rows import EACH_MONTH, EVERY_MONTH, months_name, propose_item
from unionxl.resources import load_holidays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.importing.classify import Proposal
    from unionxl.importing.model import ImportedItem, ImportedPlan, ImportResult


def describe(result: ImportResult) -> Iterator[str]:
    """Say what an import would bring, plan by plan and month by month."""
    for plan in result.plans:
        year = f"{plan.year} 年" if plan.year else "未写年份"
        state = f"{len(plan.items)} 项" if plan.has_arrangement else "没有按月安排"
        yield f"第 {plan.index} 份 {plan.title}（{year}，{state}）"
        proposals = _proposals(plan)
        for item, proposal in zip(plan.items, proposals, strict=True):
            day = _proposed_on(item, proposal, plan)
            said = (*said_text(item, plan.year), f"拟{short_day(day)}" if day else "")
            marks = (*said, item.owner, proposal.category, proposal.festival_text)
            shown = "，".join(mark for mark in marks if mark)
            yield f"  {_months_label(item)}　{item.text}" + (f"［{shown}］" if shown else "")
        yield from (f"  · {note}" for note in (*notices_of(proposals), *plan_notes(plan)))
    yield from (f"· {note}" for note in unread_notes(result, result.plans))
    yield from (
        f"· 第 {one.line} 行不在安排里（{one.reason}）：{one.text}" for one in result.left_over
    )


def plans_json(result: ImportResult) -> dict[str, Any]:
    """Return everything read, with category, festivals and notices of every item.

    Festivals have a date only where the plan says its year.
    """
    shown = to_json(result)
    for plan, plan_shown in zip(result.plans, shown["plans"], strict=True):
        entries = zip(plan.items, _proposals(plan), plan_shown["entries"], strict=True)
        for item, proposal, entry in entries:
            day = _proposed_on(item, proposal, plan)
            entry["proposed_on"] = day.isoformat() if day else None
            entry["category"] = proposal.category
            entry["festivals"] = [
                {"name": one.festival.name, "date": one.day.isoformat() if one.day else None}
                for one in proposal.festivals
            ]
            entry["notices"] = list(proposal.notices)
    return shown


def _proposed_on(item: ImportedItem, proposal: Proposal, plan: ImportedPlan) -> dt.date | None:
    """Return the day that will be proposed for an item that says none itself."""
    days = planned_days(item, proposal, plan.year, load_holidays()) if plan.year else None
    return days.start_on if days and days.proposed else None


def _proposals(plan: ImportedPlan) -> list[Proposal]:
    """Return what is proposed for the items of a plan; without its year nothing is dated."""
    if plan.year is not None:
        return [propose_item(item, plan.year) for item in plan.items]
    undated = (propose_item(item, dt.MINYEAR, lambda _festival, _year: None) for item in plan.items)
    return [replace(proposal, notices=()) for proposal in undated]


def unplaced_notes(plan: ImportedPlan, result: ImportResult) -> tuple[str, ...]:
    """Say what was not placed in a month, line by line."""
    return (*plan_notes(plan), *unread_notes(result, (plan,)))


def plan_notes(plan: ImportedPlan) -> tuple[str, ...]:
    """Say which items to look at, which have no month and which months stand in prose only."""
    by_line: defaultdict[int, list[ImportedItem]] = defaultdict(list)
    for item in plan.unscheduled:
        by_line[item.line].append(item)
    unscheduled = (
        f"第 {line} 行{_unscheduled_text(items[0].label)}：{'；'.join(one.text for one in items)}"
        for line, items in by_line.items()
    )
    offered = (
        f"第 {one.line} 行提到{months_name(one.months)}，没有自动排入，请查看：{one.text}"
        for one in plan.suggestions
    )
    doubted = (f"第 {one.line} 行：{one.doubt}" for one in plan.items if one.doubt)
    return (*doubted, *unscheduled, *offered)


def _unscheduled_text(label: str) -> str:
    """Say what became of items that stand under a head without a month."""
    if EACH_MONTH.match(label):
        return f"写在「{label}」下，月份已填“{EVERY_MONTH}”，请核对"
    return f"写在「{label}」下，没有写明月份，请补填" if label else "没有写明月份，请补填"


def unread_notes(result: ImportResult, read: Iterable[ImportedPlan]) -> tuple[str, ...]:
    """Say which lines were not understood; what plans that are read list without month was."""
    placed = {
        (item.line, UNSCHEDULED.format(item.label)) for plan in read for item in plan.unscheduled
    }
    return tuple(
        f"第 {unread.line} 行没有读懂（{unread.reason}）：{unread.text}"
        for unread in result.not_understood
        if (unread.line, unread.reason) not in placed
    )


def _months_label(item: ImportedItem) -> str:
    """Name the months of an item as they will be written, with a word for the year after."""
    return f"{'次年' if item.year_offset else ''}{months_name(item.months)}"


def notices_of(proposals: Iterable[Proposal]) -> tuple[str, ...]:
    """Return what to look at in the items that were imported."""
    return tuple(notice for proposal in proposals for notice in proposal.notices)
