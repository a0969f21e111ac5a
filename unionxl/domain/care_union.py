"""What a duty asks of the union: due until an entry of a register tells of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.care_duties import NO_START, Answer
from unionxl.domain.care_model import CareDue, CareNote, CareState, lead_of
from unionxl.domain.duties import due_days, last_due_on, next_due_after
from unionxl.domain.written import full_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.care_model import Asked, DaysOf
    from unionxl.domain.duties import Duty


def of_the_union(duty: Duty, asked: Asked, days_of: DaysOf | None) -> Answer:
    """Return the days on which a duty is due, or was due and is not done."""
    answer = Answer()
    start = duty.starts_on
    if start is None:
        answer.notes.append(CareNote(NO_START, duty.source))
    elif not duty.every_months or duty.every_months < 1:
        told = f"「{duty.name}」周期月数是 {duty.every_months}，没有计算。请核对。"
        answer.notes.append(CareNote(told, duty.source))
    else:
        is_typed = duty.source.sheet in asked.book.columns  # and not told by the settings
        if start > asked.until and is_typed:
            told = f"起算日期{full_day(start)}还没有到，第一次按这一天提醒。填错的请改正。"
            answer.notes.append(CareNote(f"「{duty.name}」{told}", duty.source))
        answer.due += _due(duty, asked, days_of)
    return answer


def _due(duty: Duty, asked: Asked, days_of: DaysOf | None) -> Iterator[CareDue]:
    """Yield the days that are open."""
    days = days_of(duty.fulfilled_by) if days_of and duty.fulfilled_by else None
    known = None if days is None else [day for day in days if day <= asked.on]
    last_on = max(known, default=None) if known is not None else None
    for due_on in _days(duty, asked):
        if known is not None and is_done(duty, due_on, known):
            continue
        state = asked.state(due_on, duty.lead_days)
        if state is CareState.OVERDUE and known is None:
            if due_on < asked.month.first_on:
                continue  # nothing tells whether it was done
            state = CareState.DUE
        if state is not None:
            told = f"登记在{duty.fulfilled_by}" if known is not None else "只按日历提醒"
            links = (duty.source,)
            due = CareDue(None, duty.name, told, due_on, last_on, state, links)
            yield replace(due, audience=duty.audience)


def _days(duty: Duty, asked: Asked) -> Iterator[dt.date]:
    """Yield the last day on which a duty fell due before the day asked, and those that follow.

    The day that it counts from was the last time it was done, unless that day is still to come.
    """
    before = min(asked.on - dt.timedelta(days=1), asked.until)
    first = asked.book.settings.first_month.first_on
    passed = last_due_on(duty, before)
    if passed is not None and passed >= first:
        yield passed
    ahead = lead_of(duty.lead_days) if asked.on <= asked.until else 0
    end = asked.until + dt.timedelta(days=ahead)
    yield from (day for day in due_days(duty, passed or before, end) if day >= first)


def is_done(duty: Duty, due_on: dt.date, days: list[dt.date]) -> bool:
    """Tell whether a duty was done for a day: in the second half of its cycle, or since."""
    before = due_on - (next_due_after(duty, due_on) - due_on) / 2
    return any(day > before for day in days)
