"""Days as the numbers that a workbook keeps, in both of its calendars."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from unionxl.workbook.cells.values import content_of, date_serial


@pytest.mark.parametrize(
    ("day", "serial"),
    [
        (dt.date(1904, 1, 1), 0),
        (dt.date(1904, 1, 31), 30),
        (dt.date(1904, 3, 1), 60),
        (dt.date(1904, 3, 2), 61),
        (dt.date(2026, 3, 6), 44625),
    ],
)
def test_days_since_1904(day: dt.date, serial: int) -> None:
    assert date_serial(day, uses_1904=True) == serial


@pytest.mark.parametrize(
    ("day", "serial"),
    [
        (dt.date(1900, 1, 1), 1),
        (dt.date(1900, 2, 28), 59),
        (dt.date(1900, 3, 1), 61),
        (dt.date(2026, 3, 6), 46087),
    ],
)
def test_days_since_1900_pass_over_a_day_that_never_was(day: dt.date, serial: int) -> None:
    assert date_serial(day, uses_1904=False) == serial


def test_a_day_before_the_calendar_is_kept_as_text() -> None:
    assert content_of(dt.date(1903, 12, 31), uses_1904=True) == "1903-12-31"
    assert content_of(dt.date(1899, 12, 31), uses_1904=False) == "1899-12-31"
    assert content_of(dt.datetime(1904, 1, 1, 12), uses_1904=True) == Decimal("0.5")  # noqa: DTZ001
