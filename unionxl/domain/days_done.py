"""On which day an item was done that was ticked on a month sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.month_states import states_of
from unionxl.domain.plan import PlanStatus

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.item_records import PlanRecords
    from unionxl.domain.period import Month
    from unionxl.domain.plan import WorkItem


def day_done(item: WorkItem, records: PlanRecords, sheet: Month | None) -> dt.date:
    """Return the day that is known best, no later than the month of the sheet she ticked on.

    That is the day of the record, else the day of the plan, else that of the click. A sheet is
    often brought back long after it was filled in: then its last day is as near as can be known.
    """
    turn = _last_turn(item)
    if day := _registered(item, records, turn, sheet):
        return day
    latest = sheet if sheet is None or turn is None else max(sheet, turn)
    day = records.as_of if latest is None else min(records.as_of, latest.last_on)
    planned = item.days[1] if item.days else None
    if planned is None or item.is_recurring:
        return day
    return min(planned, day)


def _last_turn(item: WorkItem) -> Month | None:
    """Return the last month in which a recurring item was done, None for one done once."""
    done = (month for month, state in states_of(item).items() if state is PlanStatus.DONE)
    return max(done, default=None)


def _registered(
    item: WorkItem, records: PlanRecords, turn: Month | None, sheet: Month | None
) -> dt.date | None:
    """Return the day that is registered, unless she said that it does not make the item done.

    A payment tells of the day only where it is neither one in advance nor one afterwards.
    """
    proof = records.accepted(item, turn)
    if proof is None:
        return None
    day, first = proof.last.day, item.first_planned_on
    if proof.last.is_payment:
        is_before = first is not None and day < first
        is_after = sheet is not None and day > sheet.last_on
        return None if is_before or is_after else day
    return day
