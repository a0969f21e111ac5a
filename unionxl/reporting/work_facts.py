"""What templates may name of the works of the plan: done, registered, open, month by month."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from unionxl.domain.item_records import plan_records
from unionxl.domain.money import ZERO
from unionxl.domain.month_states import outcome_in, state_in, state_of, states_of
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.domain.start import kept_items
from unionxl.domain.year_end import UNSORTED, months_of, months_of_work, turns_of
from unionxl.reporting.outcomes import ENDINGS, once_told
from unionxl.views.wording import day_text, money_text, proven_text, turns_text
from unionxl.words.lists import alternatives
from unionxl.words.numerals import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.activities import Activity
    from unionxl.domain.book import UnionBook
    from unionxl.domain.item_records import PlanRecords
    from unionxl.domain.plan import WorkItem
    from unionxl.domain.year_end import CategoryWork, YearEnd

Facts = dict[str, Any]
MOST_MONTHS = 3
UNCHANGED = "已登记，状态未改"
IN_PART = "本次已登记，全项还没有完成"
UNNUMBERED = "没有对应的计划编号"


@cache
def _open_words() -> re.Pattern[str]:
    """Return what was said of what was still open when the plan was made: （暂定）."""
    return re.compile(rf"[（(](?:{alternatives('plan_works', '月内暂定')})[）)]")


def work_facts(book: UnionBook, year_end: YearEnd) -> Facts:
    """Return what was done by category and by month, and what is still open.

    What registers prove stands with what is done, with a mark where the plan does not say so.
    """
    held, records = _activities_by_item(book), plan_records(book)
    kept = kept_items(book)
    proven = [item for item in kept if records.is_proven(item)]
    done = [item for item in kept if state_of(item) is PlanStatus.DONE]
    still_open = [item for item in kept if not state_of(item).is_closed and item not in proven]
    told: defaultdict[str, list[str]] = defaultdict(list)
    marks: defaultdict[str, int] = defaultdict(int)
    days = {id(item): _day_done(item, records) for item in (*done, *proven)}
    for item in sorted((*done, *proven), key=lambda item: days[id(item)] or dt.date.max):
        name, is_marked = item.category.strip() or UNSORTED, item in proven
        dated = replace(item, done_on=days[id(item)]) if is_marked else item
        text = item_text(dated, held[item.item_no])
        if is_marked and item.is_recurring:
            text = _open_text(item, records)
        elif is_marked:
            text = _marked(text, UNCHANGED)
        told[name].append(text)
        marks[name] += is_marked
    shown = [work for work in year_end.work if told[work.category]]
    return {
        "工作类别": [
            _category(number, work, told[work.category], marks[work.category])
            for number, work in enumerate(shown, 1)
        ],
        "未完成": [_open_text(item, records) for item in still_open],
        "各月工作": _work_by_month(book, records),
    }


def month_work_facts(book: UnionBook, month: Month) -> Facts:
    """Return what was done in a month by plan and registers, what is open and what comes."""
    held, records = _activities_by_item(book, month), plan_records(book)
    planned = sorted(
        (
            item
            for item in book.work_items
            if (month in _months_worked(item, month.year, records) or _is_done_later(item, month))
            and state_in(item, month) is not PlanStatus.CANCELLED
        ),
        key=lambda item: (len(item.planned_months) > 1, item.done_on or dt.date.max),
    )
    later = [item for item in planned if _is_done_later(item, month)]
    done = [
        item for item in planned if state_in(item, month) is PlanStatus.DONE and item not in later
    ]
    proven = [item for item in planned if records.is_proven(item, _turn(item, month))]
    rest = [item for item in planned if item not in (*done, *proven, *later)]
    lasting = [item for item in rest if _goes_on(item, month)]
    begun = [item for item in rest if item not in lasting and held[item.item_no]]
    still_open = [item for item in rest if item not in (*lasting, *begun)]

    def told(item: WorkItem) -> str:
        return item_text(item, held[item.item_no], _turn(item, month))

    def count(items: Sequence[WorkItem]) -> int:
        return sum(item.is_planned_in(month) for item in items)

    return {
        "概述": _month_overview(*map(count, (planned, done, proven, [*begun, *lasting, *later]))),
        "计划项数": count(planned),
        "完成项数": count(done),
        "已登记项数": count(proven),
        "持续开展": [*map(told, lasting), *(f"{_plain(item)}。" for item in later)],
        "完成": [
            *map(told, done),
            *(
                _marked(told(replace(item, done_on=_day_done(item, records))), UNCHANGED)
                for item in proven
            ),
            *(_marked(told(item), IN_PART) for item in begun),
            *_unnumbered(book, month, records),
        ],
        "未完成": [_open_text(item, records, month) for item in still_open],
        "下月": [_coming_text(item, month.next) for item in _planned_in(book, month.next)],
    }


def _planned_in(book: UnionBook, month: Month) -> list[WorkItem]:
    """Return the works that a month has, without what was cancelled."""
    return [
        item
        for item in book.work_items
        if item.is_planned_in(month) and state_in(item, month) is not PlanStatus.CANCELLED
    ]


def _turn(item: WorkItem, month: Month) -> Month | None:
    """Return the month as that of a recurring work, None for a work that is done once."""
    return month if month in states_of(item) else None


def _months_worked(item: WorkItem, year: int, records: PlanRecords) -> tuple[Month, ...]:
    """Return the months in which there was, or is to be, work on an item, or a record of it."""
    planned = months_of_work(item, year)
    if item.is_recurring or state_of(item).is_closed:
        return planned
    held = records.by_item.get(item.item_no, ())
    registered = {Month.of(record.day) for record in held if not record.is_payment}
    if records.is_proven(item) and len(planned) <= 1:
        return tuple(registered or {Month.of(record.day) for record in held})
    return (*planned, *registered)


def _day_done(item: WorkItem, records: PlanRecords) -> dt.date | None:
    """Return the day on which a work was done, by the plan or by the registers."""
    proof = None if item.done_on or item.is_recurring else records.offer(item)
    return proof.last.day if proof else item.done_on


def _unnumbered(book: UnionBook, month: Month, records: PlanRecords) -> Iterator[str]:
    """Yield the activities of a month that belong to no item of the plan."""
    numbers = {item.item_no for item in book.work_items}
    joined = {
        record.source
        for number, found in records.by_item.items()
        if number in numbers
        for record in found
    }
    for activity in book.activities:
        day = activity.held_on
        if day is None or day not in month or day > book.as_of or activity.source in joined:
            continue
        text = _sentence(f"{day_text(day)}，{activity.name.rstrip(ENDINGS)}", (activity,))
        yield _marked(text, UNNUMBERED)


def _marked(sentence: str, mark: str) -> str:
    """Put a mark before the end of a sentence."""
    return f"{sentence.removesuffix('。')}（{mark}）。"


def item_text(item: WorkItem, activities: Sequence[Activity], month: Month | None = None) -> str:
    """Say in one sentence what was done: the day, the work, what came of it, who came.

    Of a recurring work in a month, what came of it in the month alone.
    """
    day, what = item.done_on or item.planned_start_on, _plain(item)
    shown = day_text(day) if len(item.planned_months) <= 1 else ""
    outcome = item.outcome if month is None else outcome_in(item, month)
    turns = turns_text(turns_of(item)) if month is None else ""
    head = f"{shown}，{what}" if shown else what
    return _sentence(head, activities, turns, once_told(outcome, shown, activities))


def _sentence(head: str, activities: Sequence[Activity], *told: str) -> str:
    """Say what was done, what came of it, how many came and what it cost."""
    attended = sum(activity.attended_count or 0 for activity in activities)
    cost = sum((activity.cost_amount or ZERO for activity in activities), ZERO)
    came = f"参加 {attended} 人次" if attended else ""
    paid = f"费用 {money_text(cost)} 元" if cost else ""
    rest = "，".join(filter(None, (*told, came, paid)))
    return f"{head}：{rest}。" if rest else f"{head}。"


def _category(number: int, work: CategoryWork, texts: list[str], proven: int) -> Facts:
    """Return the facts of one category."""
    numeral = written(number)
    counts = f"计划 {work.item_count} 项，完成 {work.done_item_count} 项"
    summary = "，".join(filter(None, (counts, proven_text(proven)))) + "。"
    return {"序号": numeral, "名称": work.category, "概述": summary, "事项": texts}


def _activities_by_item(
    book: UnionBook, month: Month | None = None
) -> defaultdict[str, list[Activity]]:
    """Return the activities of each work, perhaps of a month alone.

    Those without a number belong to no work, those without a day to no month.
    """
    held: defaultdict[str, list[Activity]] = defaultdict(list)
    for activity in book.activities:
        is_in = month is None or (activity.held_on is not None and activity.held_on in month)
        if activity.item_no and is_in:
            held[activity.item_no].append(activity)
    return held


def _open_text(item: WorkItem, records: PlanRecords, month: Month | None = None) -> str:
    """Say what is not done, and how far it is: its state, its turns, or what is registered."""
    turns = turns_text(turns_of(item)) if month is None else ""
    proof = records.offer(item) if not item.is_recurring else None
    state = state_of(item) if month is None else state_in(item, month)
    told = turns or (f"{proof.text}，已登记、状态未改" if proof else state.value)
    if turns and (proven := records.proven_months(item)):
        told += f"，另有 {len(proven)} 次已有登记、状态未改"
    return f"{_plain(item)}（{told}）。"


def _months_done(item: WorkItem, year: int, records: PlanRecords) -> tuple[Month, ...]:
    """Return the months of a year in which a work was done, by the plan or by the registers."""
    if item.is_recurring:
        proven = records.proven_months(item)
        return tuple(
            month
            for month, state in states_of(item).items()
            if month.year == year and (state is PlanStatus.DONE or month in proven)
        )
    if state_of(item) is PlanStatus.DONE:
        return months_of_work(item, year)
    proof = records.offer(item) if records.is_proven(item) else None
    return (Month.of(proof.last.day),) if proof else ()


def _work_by_month(book: UnionBook, records: PlanRecords) -> list[Facts]:
    """Return what was done in each month so far; what lasts many months stands once, first."""
    year, today = book.fiscal_year, Month.of(book.as_of)
    done = [(item, _months_done(item, year, records)) for item in kept_items(book)]
    lasting = [item for item, months in done if months and _is_all_year(item)]
    rows = [("常年", [_lasting_text(item) for item in lasting])] if lasting else []
    for month in months_of(year):
        if book.settings.is_before_start(month):
            continue
        short = [
            _plain(item) + _unchanged(item, month, records)
            for item, months in done
            if month in months and not _is_all_year(item)
        ]
        if short or month <= today:
            rows.append((f"{month.month}月", short))
    return [{"名称": name, "内容": "；".join(texts) or "—"} for name, texts in rows]


def _is_all_year(item: WorkItem) -> bool:
    """Tell whether a work comes round so often that it is named once, not in each month."""
    return item.is_recurring and len(item.planned_months) > MOST_MONTHS


def _lasting_text(item: WorkItem) -> str:
    """Name a work that was done in many months, with its turns where not all are done."""
    turns = turns_of(item)
    is_whole = turns is None or turns.done_count == turns.planned_count
    return _plain(item) if is_whole else f"{_plain(item)}（{turns_text(turns)}）"


def _unchanged(item: WorkItem, month: Month, records: PlanRecords) -> str:
    """Return the mark of what is done by the registers alone."""
    is_proven = records.is_proven(item, month if item.is_recurring else None)
    return "（已登记，状态未改）" if is_proven else ""


def _plain(item: WorkItem) -> str:
    """Return what a work is, without the mark at its end and without what its status says."""
    text = " ".join(item.description.split())
    if state_of(item) in {PlanStatus.DONE, PlanStatus.TENTATIVE}:
        text = _open_words().sub("", text)
    return text.rstrip(ENDINGS)


def _is_done_later(item: WorkItem, month: Month) -> bool:
    """Tell whether a work of several months was still going on in a month, and is done by now."""
    if item.is_recurring or state_of(item) is not PlanStatus.DONE or not item.is_planned_in(month):
        return False
    worked = months_of_work(item, month.year)
    return bool(worked) and month < worked[0] and _is_of_several_months(item)


def _is_of_several_months(item: WorkItem) -> bool:
    first, last = item.first_planned_on, item.last_planned_month
    return first is not None and last is not None and Month.of(first) < last


def _goes_on(item: WorkItem, month: Month) -> bool:
    """Tell whether a work in progress lasts beyond a month."""
    last = item.last_planned_month
    return (
        not item.is_recurring
        and item.status is PlanStatus.IN_PROGRESS
        and last is not None
        and last > month
    )


def _month_overview(planned: int, done: int, proven: int, lasting: int) -> str:
    """Say how many works the month had; empty where it had none."""
    if not planned:
        return ""
    if done == planned:
        return f"安排工作 {planned} 项，已全部完成"
    still_open = planned - done - proven - lasting
    told = (
        f"安排工作 {planned} 项",
        f"已完成 {done} 项" if done else "",
        proven_text(proven, "另有" if done else "其中"),
        f"持续开展 {lasting} 项" if lasting else "",
        f"尚未完成 {still_open} 项" if still_open else "",
    )
    return "，".join(filter(None, told))


def _coming_text(item: WorkItem, month: Month) -> str:
    """Say what comes next month, and whether that is certain."""
    mark = "（暂定）" if state_in(item, month) is PlanStatus.TENTATIVE else ""
    return f"{_plain(item)}{mark}。"
