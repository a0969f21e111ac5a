"""The annual plan: what is to be done, when and by whom."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.period import Month

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


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of the annual plan.

    An item with several `planned_months` is one item, not several.
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

    def is_planned_in(self, month: Month) -> bool:
        """Tell whether a month is named, or a day of it lies between start and end."""
        if month in self.planned_months:
            return True
        start = self.planned_start_on or self.planned_end_on
        end = self.planned_end_on or self.planned_start_on
        return start is not None and end is not None and month.overlaps(start, end)

    @property
    def last_planned_month(self) -> Month | None:
        """The last month the item belongs to, None when it has no date at all."""
        last_day = self.planned_end_on or self.planned_start_on
        months = (*self.planned_months, *((Month.of(last_day),) if last_day else ()))
        return max(months, default=None)
