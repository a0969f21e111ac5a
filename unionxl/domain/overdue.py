"""Which works of the plan are past their time and open: one home for checks, lists and reports."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.item_records import plan_records
from unionxl.domain.month_states import stated_months, states_of
from unionxl.domain.plan import PlanStatus
from unionxl.domain.start import kept_items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.period import Month
    from unionxl.domain.plan import WorkItem


@dataclass(frozen=True, slots=True)
class Overdue:
    """A work whose time is past: the turns that nothing tells of, and those that are registered.

    A turn is a month of a recurring work, None for a work that is done once.
    """

    item: WorkItem
    missing: tuple[Month | None, ...]
    proven: tuple[Month | None, ...]


def overdue_items(book: UnionBook) -> Iterator[Overdue]:
    """Yield the works whose last day is past, or a month of which is, and that are open.

    On the last day of the year, what was to be done by then is past as well. Works without a date
    are never past, nor is anything before the first month kept.
    """
    is_proven = plan_records(book).is_proven
    closing = dt.date(book.fiscal_year, 12, 31)
    day = max(book.as_of, closing + dt.timedelta(1)) if book.as_of >= closing else book.as_of
    for item in kept_items(book):
        late = _late_turns(item, day)
        if late:
            proven = tuple(turn for turn in late if is_proven(item, turn))
            missing = tuple(turn for turn in late if turn not in proven)
            yield Overdue(item, missing, proven)


def _late_turns(item: WorkItem, day: dt.date) -> list[Month | None]:
    """Return the turns of a work that lie before a day and are open.

    What was begun, with nothing said of single months, has time until its last month.
    """
    last_on = item.last_planned_on
    is_begun = item.status is PlanStatus.IN_PROGRESS and not stated_months(item)
    if item.is_recurring and is_begun and last_on is not None and last_on >= day:
        return []
    if item.is_recurring:
        return [
            month
            for month, state in states_of(item).items()
            if not state.is_closed and month.last_on < day
        ]
    is_late = last_on is not None and last_on < day and not item.status.is_closed
    return [None] if is_late else []
