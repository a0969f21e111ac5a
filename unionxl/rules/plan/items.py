"""Rules about the annual plan."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

from unionxl.domain.contribution import is_remittance
from unionxl.domain.festivals import festival_near
from unionxl.domain.month_states import state_in, state_of
from unionxl.domain.overdue import overdue_items
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.domain.written import full_day, months_text, short_day
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.plan import Plan
from unionxl.words.lists import alternatives, any_of
from unionxl.words.numerals import ONES, counted
from unionxl.words.people import NOBODY
from unionxl.words.purposes import Purpose, names_remittance

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.plan import WorkItem
    from unionxl.rules.book_index import BookIndex

FIRST_TEACHERS_DAY = 1985
MOVABLE = ("农历", "节气", "星期")
_TEACHERS_DAY = re.compile(rf"第\s*([0-9{ONES}十]+)\s*[个届]?\s*教师节")
LIST = "plan_works"


@cache
def _tentative() -> re.Pattern[str]:
    """Return what says that an item is still open: 秋游（时间待定）, 秋游时间暂定."""
    return re.compile(
        rf"""
        [（(] [^（()）]{{0,20}} (?: {alternatives(LIST, "规则未定")} ) [^（()）]{{0,12}} [）)]
        | (?: {alternatives(LIST, "规则未定结尾")} ) [。；;]? $
        """,
        re.VERBOSE,
    )


def item_without_owner(index: BookIndex) -> Iterator[Case]:
    """Find open plan items that nobody is responsible for."""
    still_open = [item for item in index.plan.kept_items if not state_of(item).is_closed]
    for item in still_open:
        if item.owner in NOBODY:
            yield Case(
                f"“{item.description}”没有负责人。",
                "请填写负责人。",
                (at(item.source, Plan.owner),),
                joint=Joint(
                    "项",
                    "没有负责人",
                    f"“{item.description}”",
                    out_of=len(still_open),
                    unchecked="分工",
                ),
            )


def item_overdue(index: BookIndex) -> Iterator[Case]:
    """Find plan items whose last day is past and that are neither done nor cancelled.

    Of an item that comes round every month, each month counts by itself. Where registers or
    ledger tell that it was done, their row is named: only the state was not entered.
    """
    for late in overdue_items(index.book):
        item = late.item
        for turn in late.proven:
            yield _registered(item, turn, _last_day(item, turn), index)
        months = [turn for turn in late.missing if turn is not None]
        if months:
            yield _months_overdue(item, months)
        elif late.missing:
            last_on = _last_day(item, None)
            yield Case(
                f"“{item.description}”应在{full_day(last_on)}前完成，现在是「{item.status.value}」。",
                "请更新状态和完成情况；改期的请填写新的月份或日期。",
                (at(item.source, Plan.status),),
                facts={"last_on": last_on},
                joint=Joint(
                    "项",
                    f"已过计划的时间，现在是「{item.status.value}」",
                    f"“{item.description}”",
                ),
            )


def _last_day(item: WorkItem, turn: Month | None) -> dt.date:
    """Return the day by which a turn of an item was to be done."""
    last_on = turn.last_on if turn else item.last_planned_on
    if last_on is None:
        raise AssertionError(item)
    return last_on


def _months_overdue(item: WorkItem, missing: Sequence[Month]) -> Case:
    """Return the case of a recurring item with months that are past and open."""
    return Case(
        f"“{item.description}”{_months_named(missing)}应在当月完成，还没有记为已完成。",
        "请在各月工作表或“按月状态”中更新这几个月的状态；不再做的请选“取消”。",
        (at(item.source, Plan.status),),
        facts={"last_on": missing[-1].last_on, "month_count": len(missing)},
        joint=Joint(
            "项",
            "有过去的月份还没有记为已完成",
            f"“{item.description}”（{_months_named(missing)}）",
        ),
    )


def _months_named(months: Sequence[Month]) -> str:
    """Name months, those of each year together."""
    years = sorted({month.year for month in months})
    if len(years) == 1:
        return months_text(months)
    return "、".join(
        f"{year}年{months_text([month for month in months if month.year == year])}"
        for year in years
    )


def _registered(item: WorkItem, month: Month | None, last_on: dt.date, index: BookIndex) -> Case:
    """Return the case of an item that is done by the registers and open in the plan."""
    proof = index.plan.records.proof(item, month)
    if proof is None:
        raise AssertionError(item)
    record = proof.last
    state = state_in(item, month) if month else state_of(item)
    what = f"{month.month}月" if month else ""
    return Case(
        f"“{item.description}”{what}状态仍是「{state.value}」，"
        f"《{record.source.sheet}》第 {record.source.row} 行登记 "
        f"{short_day(record.day)} 已办。",
        "请在状态中选“已完成”，或生成本月工作表，由程序按登记记入。",
        (at(item.source, Plan.status), record.source),
        facts={"last_on": last_on, "registered_on": record.day},
    )


def tentative_item_near(index: BookIndex) -> Iterator[Case]:
    """Find tentative plan items whose time has come or nearly come."""
    lead_days = index.limits.figure("tentative-lead-days")
    if lead_days is None:
        return
    horizon = index.book.as_of + dt.timedelta(days=int(lead_days))
    for item in index.plan.kept_items:
        if not _is_tentative(item):
            continue
        starts = [month.first_on for month in item.planned_months]
        if item.planned_start_on is not None:
            starts = [item.planned_start_on]
        if starts and min(starts) <= horizon:
            yield Case(
                f"“{item.description}”仍是暂定，计划在{full_day(min(starts))}开始。",
                "请确定是否开展，并更新状态。",
                (at(item.source, Plan.status),),
                facts={"starts_on": min(starts)},
            )


def _is_tentative(item: WorkItem) -> bool:
    """Tell whether the state says 暂定, or the words do and nothing was begun."""
    state = state_of(item)
    if state is PlanStatus.NOT_STARTED:
        return bool(_tentative().search(item.description))
    return state is PlanStatus.TENTATIVE


def festival_in_another_month(index: BookIndex) -> Iterator[Case]:
    """Find plan items that name a movable festival in a month where it does not fall this year.

    Items that prepare for a festival are left alone in the month before it.
    """
    words = index.limits.festival_words
    for item in index.plan.kept_items:
        months = _months_of(item)
        for name in words.in_text(item.description) if months else ():
            festival = words.festivals.get(name)
            if festival is None or not festival.rule.startswith(MOVABLE):
                continue
            day = festival_near(festival, months)
            if day is None or Month.of(day) in months or _only_prepares(item, day, months):
                continue
            told = f"{day.year}年{name}是{full_day(day).split('年')[1]}"
            yield Case(
                f"“{item.description}”排在{months_text(months)}，{told}。",
                "请核对月份；需要调整的请改到节日所在的月份。",
                (at(item.source, Plan.planned_months),),
                facts={"festival": name, "falls_on": day},
            )


def _months_of(item: WorkItem) -> tuple[Month, ...]:
    """Return the months of an item, those it names or those of its dates."""
    if item.planned_months:
        return item.planned_months
    dates = (item.planned_start_on, item.planned_end_on)
    return tuple(dict.fromkeys(Month.of(day) for day in dates if day is not None))


def _only_prepares(item: WorkItem, day: dt.date, months: tuple[Month, ...]) -> bool:
    """Tell whether an item in the month before a festival speaks of preparing for it."""
    prepares = any_of(LIST, "为以后").search(item.description) is not None
    return prepares and Month.of(day).previous in months


def stale_teachers_day_number(index: BookIndex) -> Iterator[Case]:
    """Find a number of 教师节 that belongs to another year."""
    for item in index.plan.kept_items:
        for number in _TEACHERS_DAY.findall(item.description):
            month = next(iter(_months_of(item)), None)
            year = month.year if month else index.year
            expected = year - FIRST_TEACHERS_DAY + 1
            if (int(number) if number.isdecimal() else counted(number)) != expected:
                yield Case(
                    f"“第{number}个教师节”应为第 {expected} 个，文字可能抄自往年的计划。",
                    "请核对届数和这一项的其他内容。",
                    (at(item.source, Plan.description),),
                    facts={"expected_number": expected},
                )


def remittance_not_booked(index: BookIndex) -> Iterator[Case]:
    """Find months in which the plan has union money passed on and the ledger has nothing."""
    paid = {
        Month.of(entry.booked_on)
        for entry in index.ledger.expenses_for(Purpose.REMITTANCE)
        if is_remittance(entry)
    }
    for item in index.plan.kept_items:
        if state_of(item) is PlanStatus.CANCELLED or not names_remittance(item.description):
            continue
        for month in item.planned_months:
            is_over = month.next < Month.of(index.book.as_of)
            is_kept = not index.book.settings.is_before_start(month.previous)
            if is_over and is_kept and not paid & {month.previous, month, month.next}:
                yield Case(
                    f"计划在{month.month}月“{item.description}”，"
                    f"台账{month.previous.month}月至{month.next.month}月没有上缴经费的支出。",
                    "请核对是否已经上缴；已经上缴的请补记台账。",
                    (at(item.source, Plan.planned_months),),
                    facts={"month": str(month)},
                )


_HINT = (Group.PLAN, Severity.NOTE)
RULES = (
    Rule(
        "事项没有负责人",
        *_HINT,
        Grounds.OWN_PAPERS,
        item_without_owner,
        reason="没有人负责的事，往往拖到最后。",
        example="四月教职工运动会，负责人空着。",
        remedy="填写负责人。",
    ),
    Rule(
        "事项逾期",
        Group.PLAN,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        item_overdue,
        reason="不是忘了做，就是忘了填。",
        example="三月庆三八活动，4 月 15 日还是未开始。",
        remedy="填写已完成或取消，或改到别的月份。",
    ),
    Rule(
        "暂定事项临近",
        *_HINT,
        Grounds.OWN_PAPERS,
        tentative_item_near,
        reason="快到时间还是暂定，就来不及准备。",
        example="四月趣味运动会（待定），已是 3 月 20 日。",
        remedy="作出决定，改成别的状态。",
        limits=("tentative-lead-days",),
    ),
    Rule(
        "节日排错月份",
        *_HINT,
        Grounds.ARITHMETIC,
        festival_in_another_month,
        reason="农历节日每年月份不同，照抄去年的计划会排错。",
        example="2028 年中秋在 10 月 3 日，计划仍排在九月。",
        remedy="改月份，或确认只是提前准备。",
    ),
    Rule(
        "教师节届数不对",
        *_HINT,
        Grounds.PRACTICE,
        stale_teachers_day_number,
        reason="文字是从旧计划抄来的，别处也可能是旧的。",
        example="2026 年是第 42 个教师节，计划写第 40 个。",
        remedy="改正届数，再把这一项通读一遍。",
    ),
    Rule(
        "计划上缴而台账没有",
        *_HINT,
        Grounds.AGREEMENT,
        remittance_not_booked,
        reason="上级工会等着这笔钱，迟了会被催。",
        example="计划五月上交工会经费，4 月至 6 月台账没有。",
        remedy="补记上缴，或填写取消。",
    ),
)
