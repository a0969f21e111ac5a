from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.sheet_text import render_text
from tests.unit.views.years import SETTINGS, an_item, empty_year, small_year
from unionxl.domain.calendar import calendar_days
from unionxl.domain.festivals import Festival
from unionxl.domain.lunar import SOLAR_TERMS
from unionxl.domain.plan import PlanStatus
from unionxl.views.year_calendar import NOTE_LINES, PLAN_MARK, year_calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.domain.book import UnionBook

DAY = dt.timedelta(days=1)
# Points of an A4 page between its margins, where fitting to one page makes letters a fifth smaller.
ONE_PAGE = 763 / 0.8


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


def _days_shown(book: UnionBook) -> dict[dt.date, tuple[str, str]]:
    """Return number and lunar text of every day, found by their places on the sheet."""
    cells = {(row, column): cell for row, column, cell in year_calendar(book).cells()}
    found: dict[dt.date, tuple[str, str]] = {}
    month = 0
    last = {}
    for (row, column), cell in sorted(cells.items()):
        if cell.style == "month-name" and cell.value:
            month += 1
            last[column] = month
        if cell.style.startswith("small-day") and cell.value:
            number = str(cell.value)
            start = max(first for first in last if first <= column)
            day = int(re.match(r"\d+", number)[0])  # type: ignore[index]
            below = cells[row + 1, column]
            assert below.style == cell.style.replace("small-day", "small-lunar")
            found[dt.date(book.fiscal_year, last[start], day)] = (number, str(below.value))
    return found


@pytest.mark.parametrize(("year", "first"), [(2026, "周一"), (2027, "周日"), (2025, "周日")])
def test_every_day_has_its_lunar_date_or_solar_term(year: int, first: str) -> None:
    settings = replace(SETTINGS, first_weekday=first, fiscal_year=year)
    shown = _days_shown(replace(empty_year(year), settings=settings))
    days = calendar_days(dt.date(year, 1, 1), dt.date(year, 12, 31), holidays=(), festivals=())
    assert len(shown) == 365
    assert {day: lunar for day, (_, lunar) in shown.items()} == {
        one.day: one.solar_term or one.lunar_text for one in days
    }
    assert sum(lunar in SOLAR_TERMS for _, lunar in shown.values()) == 24


def test_days_with_planned_items_are_marked_and_told() -> None:
    shown = _days_shown(small_year())
    marked = {day for day, (number, _) in shown.items() if PLAN_MARK in number}
    assert marked == {dt.date(2026, 3, 6), dt.date(2026, 3, 30), dt.date(2026, 4, 23)}
    text = render_text(year_calendar(small_year()))
    assert f"{PLAN_MARK}＝有计划事项" in text
    assert f"{PLAN_MARK}6日庆祝三八妇女节健步走活动" in text
    assert f"{PLAN_MARK}23日读书月" in text


def test_a_cancelled_item_marks_no_day() -> None:
    item = an_item(
        "P001", (3,), "春游", planned_start_on=dt.date(2026, 3, 6), status=PlanStatus.CANCELLED
    )
    shown = _days_shown(replace(empty_year(), work_items=(item,)))
    assert not any(PLAN_MARK in number for number, _ in shown.values())


def test_a_day_off_with_an_item_has_both_marks() -> None:
    item = an_item("P001", (10,), "值班慰问", planned_start_on=dt.date(2026, 10, 1))
    shown = _days_shown(replace(empty_year(), work_items=(item,)))
    assert shown[dt.date(2026, 10, 1)][0] == f"1休{PLAN_MARK}"


def test_a_crowded_month_says_how_many_items_have_no_room() -> None:
    items = tuple(
        an_item(f"P{day:03}", (5,), "庆祝活动" * 8, planned_start_on=dt.date(2026, 5, day))
        for day in range(1, 32)
    )
    sheet = year_calendar(replace(empty_year(), work_items=items))
    (notes,) = (
        str(cell.value)
        for _, _, cell in sheet.cells()
        if cell.style == "note-calendar" and "庆祝活动" in str(cell.value)
    )
    listed = notes.count(PLAN_MARK)
    assert f"另有 {31 - listed} 处" in notes
    assert notes.count("\n") < NOTE_LINES
    assert sum(height for _, height in sheet.row_heights) <= ONE_PAGE


@pytest.mark.parametrize("first", ["周一", "周日"])
def test_a_full_year_of_items_still_fits_a_readable_page(first: str) -> None:
    items = tuple(
        an_item(f"P{day:03}", (), "庆祝活动" * 8, planned_start_on=dt.date(2026, 1, 1) + day * DAY)
        for day in range(365)
    )
    settings = replace(SETTINGS, first_weekday=first)
    sheet = year_calendar(replace(empty_year(), settings=settings, work_items=items))
    assert sum(height for _, height in sheet.row_heights) <= ONE_PAGE
    assert sheet.print_setup.pages_tall == 1


def test_the_clerks_own_days_stand_on_the_calendar() -> None:
    own = tuple(
        Festival(name, rule, gift_allowed=False, audience="")
        for name, rule in (("开学", "公历 9-1"), ("家长会", "公历 9-18"), ("开放月", "整月 11"))
    )
    book = empty_year()
    text = render_text(year_calendar(replace(book, festivals=(*book.festivals, *own))))
    for told in ("1日开学", "18日家长会", "全月开放月"):
        assert told in text
