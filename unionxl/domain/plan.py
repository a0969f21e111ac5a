"""The annual plan: what is to be done, when and by whom."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.period import Month
from unionxl.domain.written import short_day

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


class PlanStatus(enum.Enum):
    """How far a work item is; the value is the word in the workbook."""

    NOT_STARTED = "未开始"
    IN_PROGRESS = "进行中"
    DONE = "已完成"
    TENTATIVE = "暂定"
    POSTPONED = "延期"
    CANCELLED = "取消"

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to do."""
        return self in {PlanStatus.DONE, PlanStatus.CANCELLED}


# A word that clerks write for a state, and the state.
STATUS_SPELLINGS = tuple(
    (word, status)
    for status, words in (
        ("未开始", "未开展 未进行 未启动 未做 待开展 没有开始"),
        ("进行中", "进行 正在进行 开展中 实施中 办理中 在做"),
        ("已完成", "完成 已做 做完 已办 已办结 办结 已开展 已结束"),
        ("暂定", "待定 未定 未确定"),
        ("延期", "已延期 延迟 推迟 已推迟 延后"),
        ("取消", "已取消 不开展 不再开展 已撤销"),
    )
    for word in words.split()
)


class ListedMonths(tuple[Month, ...]):
    """Months named one by one (3、6、9月, 每月): the work comes round in each of them.

    Months named as a stretch of time (3-5月) are a plain tuple: the work is done once in it.
    """

    __slots__ = ()


def proposed_day(day: dt.date) -> str:
    """Return the remark of an item whose day is only proposed; it holds while that day stands."""
    return f"日期拟为{short_day(day)}，请核对"


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of the annual plan.

    An item with several `planned_months` is one item, not several. `month_states` is what the
    plan says of the single months of a recurring one; `domain.month_states` reads it.
    """

    item_no: str
    planned_months: tuple[Month, ...]
    planned_start_on: dt.date | None
    planned_end_on: dt.date | None
    description: str
    category: str
    owner: str
    audience: str
    planned_count: int | None
    budget_amount: Decimal | None
    account_code: str
    status: PlanStatus
    done_on: dt.date | None
    outcome: str
    origin: str
    remark: str
    source: SourceRef
    month_states: str = ""

    @property
    def is_recurring(self) -> bool:
        """Whether the work comes round in each of its months, with a state for each."""
        months, start, end = self.planned_months, self.planned_start_on, self.planned_end_on
        if not isinstance(months, ListedMonths) or len(months) <= 1 or (start and end):
            return False
        day = start or end
        return day is None or Month.of(day) in months

    @property
    def is_day_proposed(self) -> bool:
        """Whether its day is one that an import proposed and nobody has settled yet."""
        day = self.planned_start_on
        return day is not None and proposed_day(day) in self.remark

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day, None where only months are planned.

        Dates entered the wrong way round are taken the right way; a rule tells of them.
        """
        found = [day for day in (self.planned_start_on, self.planned_end_on) if day is not None]
        return (min(found), max(found)) if found else None

    def is_planned_in(self, month: Month) -> bool:
        """Tell whether a month is named, or a day of it lies between start and end."""
        if month in self.planned_months:
            return True
        return self.days is not None and month.overlaps(*self.days)

    @property
    def last_planned_month(self) -> Month | None:
        """The last month the item belongs to, None when it has no date at all."""
        months = (*self.planned_months, *((Month.of(self.days[1]),) if self.days else ()))
        return max(months, default=None)

    @property
    def first_planned_on(self) -> dt.date | None:
        """The first day on which the item may be done, None when it has no date at all."""
        if self.days:
            return self.days[0]
        return min(self.planned_months).first_on if self.planned_months else None

    @property
    def last_planned_on(self) -> dt.date | None:
        """The last day of the item: the last of its months, or its last date if that is later."""
        days = [month.last_on for month in self.planned_months]
        dated = self.days[1] if self.days else None
        if dated is not None and (not days or self.planned_end_on is not None):
            return max([dated, *(day for day in days if Month.of(day) > Month.of(dated))])
        return max(days, default=None)
