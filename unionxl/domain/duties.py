"""Duties that return after a number of months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR, Month, months_after

if TYPE_CHECKING:
    from unionxl.domain.source import SourceRef


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


def due_days(duty: Duty, since: dt.date, until: dt.date) -> tuple[dt.date, ...]:
    """Return the days after one and up to another on which a duty falls due.

    The day that it counts from is one of them, where it lies between.
    """
    if duty.starts_on is None or not duty.every_months or duty.every_months < 1:
        return ()
    start, end = Month.of(max(since, duty.starts_on)), Month.of(until)
    first_turn = _turns_up_to(duty.starts_on, start, duty.every_months)
    last_turn = _turns_up_to(duty.starts_on, end, duty.every_months)
    turns = range(max(0, first_turn), last_turn + 1)
    days = (months_after(duty.starts_on, turn * duty.every_months) for turn in turns)
    return tuple(day for day in days if day is not None and since < day <= until)


def _turns_up_to(start: dt.date, month: Month, every_months: int) -> int:
    """Return how many whole cycles lie between a day and a month."""
    first = Month.of(start)
    return ((month.year - first.year) * MONTHS_A_YEAR + month.month - first.month) // every_months


def last_due_on(duty: Duty, on: dt.date) -> dt.date | None:
    """Return the last day up to one on which a duty fell due; the day it counts from is none."""
    if duty.starts_on is None or not duty.every_months or duty.every_months < 1:
        return None
    turns = _turns_up_to(duty.starts_on, Month.of(on), duty.every_months)
    days = (months_after(duty.starts_on, turn * duty.every_months) for turn in (turns, turns - 1))
    return next((day for day in days if day is not None and duty.starts_on < day <= on), None)


def next_due_after(duty: Duty, due_on: dt.date) -> dt.date:
    """Return the day on which a duty falls due next after a day on which it did."""
    return months_after(due_on, duty.every_months or 1) or dt.date.max
