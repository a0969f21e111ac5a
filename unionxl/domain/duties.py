"""Duties that return after a number of months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR, Month, months_after

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.domain.source import SourceRef


LONGEST_LEAD_DAYS = 366


@dataclass(frozen=True, slots=True)
class Duty:
    """One recurring duty, such as a check-up for women every 24 months."""

    name: str
    audience: str
    every_months: int | None
    starts_on: dt.date | None
    lead_days: int | None
    basis: str
    remark: str
    source: SourceRef
    fulfilled_by: str = ""


@dataclass(frozen=True, slots=True)
class DutyDue:
    """A duty and the day on which it falls due."""

    duty: Duty
    due_on: dt.date


def duties_due(duties: Iterable[Duty], month: Month) -> tuple[DutyDue, ...]:
    """Return the duties to remind of in a month, in order of their days.

    A duty is named in the month it falls due and, `lead_days` ahead, in the months before.
    """
    due = [entry for duty in duties for entry in _due_days(duty, month)]
    return tuple(sorted(due, key=lambda entry: entry.due_on))


def _due_days(duty: Duty, month: Month) -> list[DutyDue]:
    """Return the due days of one duty that a month must name."""
    if duty.starts_on is None or not duty.every_months or duty.every_months < 1:
        return []
    lead = dt.timedelta(days=min(max(0, duty.lead_days or 0), LONGEST_LEAD_DAYS))
    start = Month.of(duty.starts_on)
    passed = (month.year - start.year) * MONTHS_A_YEAR + month.month - start.month
    first_turn = max(0, passed // duty.every_months)
    last_turn = first_turn + 1 + lead.days // 28 // duty.every_months
    days = (
        months_after(duty.starts_on, turn * duty.every_months)
        for turn in range(first_turn, last_turn + 1)
    )
    return [
        DutyDue(duty, day)
        for day in days
        if day is not None and month.first_on <= day <= month.last_on + lead
    ]


def last_due_on(duty: Duty, on: dt.date) -> dt.date | None:
    """Return the last day up to one on which a duty fell due; the day it counts from is none."""
    if duty.starts_on is None or not duty.every_months or duty.every_months < 1:
        return None
    start, now = Month.of(duty.starts_on), Month.of(on)
    turns = ((now.year - start.year) * MONTHS_A_YEAR + now.month - start.month) // duty.every_months
    days = (months_after(duty.starts_on, turn * duty.every_months) for turn in (turns, turns - 1))
    return next((day for day in days if day is not None and duty.starts_on < day <= on), None)


def next_due_after(duty: Duty, due_on: dt.date) -> dt.date:
    """Return the day on which a duty falls due next after a day on which it did."""
    return months_after(due_on, duty.every_months or 1) or dt.date.max
