"""Duties that come round: in which months they are named."""

from __future__ import annotations

import datetime as dt

import pytest

from unionxl.domain.care_model import lead_of
from unionxl.domain.duties import Duty, due_days
from unionxl.domain.period import Month
from unionxl.domain.source import SourceRef


def _days(starts_on: str, every: int, lead: int, month: int) -> list[str]:
    duty = Duty(
        name="体检",
        audience="",
        every_months=every,
        starts_on=dt.date.fromisoformat(starts_on),
        lead_days=lead,
        basis="",
        remark="",
        source=SourceRef("周期事项", 4),
    )
    asked, day = Month(2026, month), dt.timedelta(days=1)
    until = asked.last_on + lead_of(lead) * day
    return [str(due_on) for due_on in due_days(duty, asked.first_on - day, until)]


@pytest.mark.parametrize(
    ("starts_on", "every", "lead", "month", "expected"),
    [
        ("2026-04-01", 3, 0, 4, ["2026-04-01"]),  # the first day belongs to its month
        ("2026-04-01", 3, 0, 3, []),
        ("2026-04-30", 3, 0, 4, ["2026-04-30"]),  # and so does the last
        ("2026-04-30", 3, 0, 5, []),
        ("2026-01-01", 3, 0, 4, ["2026-04-01"]),
        ("2026-04-01", 3, 1, 3, ["2026-04-01"]),  # a day ahead is the month before
        ("2026-04-02", 3, 1, 3, []),
        ("2026-05-01", 12, 31, 3, ["2026-05-01"]),
        ("2026-05-02", 12, 31, 3, []),
        ("2025-12-31", 2, 0, 2, ["2026-02-28"]),  # a shorter month ends earlier
        ("2026-06-15", 12, 0, 5, []),  # nothing before it begins
        ("2027-04-01", 12, 0, 4, []),
        ("2026-01-15", 1, 0, 3, ["2026-03-15"]),  # each month has its turn
        ("2026-01-15", 1, 60, 3, ["2026-03-15", "2026-04-15", "2026-05-15"]),
        ("2027-05-02", 12, 1000, 4, []),  # a year ahead at most
        ("2027-05-01", 12, 366, 4, ["2027-05-01"]),
    ],
)
def test_a_duty_is_named_in_its_month_and_ahead_of_it(
    starts_on: str, every: int, lead: int, month: int, expected: list[str]
) -> None:
    assert _days(starts_on, every, lead, month) == expected
