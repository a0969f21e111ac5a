from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.unit.views.years import SETTINGS, empty_year, small_year
from unionxl.views.layout import render_text
from unionxl.views.year_calendar import year_calendar

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_small_year(golden: Callable[[str, str], None]) -> None:
    golden("views/year-calendar-small.txt", render_text(year_calendar(small_year())))


def test_a_year_without_notice_says_so() -> None:
    assert "待国务院通知" in render_text(year_calendar(empty_year(2027)))
    assert "待国务院通知" not in render_text(year_calendar(empty_year(2026)))


def test_every_day_of_the_year_stands_once() -> None:
    for first in ("周一", "周日"):
        book = replace(empty_year(), settings=replace(SETTINGS, first_weekday=first))
        days = [
            cell.value
            for _, _, cell in year_calendar(book).cells()
            if cell.style.startswith("small-day") and cell.value
        ]
        assert len(days) == 365
