from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sheet_text import render_text
from tests.unit.views.years import SETTINGS, an_item, empty_year, small_year
from unionxl.domain.calendar import calendar_days
from unionxl.domain.festivals import Festival
from unionxl.domain.period import Month
from unionxl.domain.plan import ListedMonths, PlanStatus
from unionxl.views.layout import InputTarget
from unionxl.views.month_grid import ROOMS, month_grid
from unionxl.views.month_sheet import month_sheet
from unionxl.views.text import HIGHEST_ROW

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.views.layout import SheetSpec

MARCH = Month(2026, 3)


def _block(spec: SheetSpec, name: str) -> str:
    (block,) = [block for block in spec.blocks if block.name == name]
    return "\n".join(str(cell.value) for row in block.rows for cell in row if cell.value)


def test_a_small_year(golden: Callable[[str, str], None]) -> None:
    golden("views/month-sheet-small.txt", render_text(month_sheet(small_year(), MARCH)))


def test_a_month_with_holidays_and_makeup_workdays(golden: Callable[[str, str], None]) -> None:
    spec = month_sheet(empty_year(), Month(2026, 2))
    golden("views/month-sheet-february.txt", render_text(spec))


def test_a_year_without_notice_says_so(golden: Callable[[str, str], None]) -> None:
    spec = month_sheet(empty_year(2027), Month(2027, 10))
    assert "待国务院通知" in _block(spec, "head")
    golden("views/month-sheet-unpublished.txt", render_text(spec))


def test_an_empty_month_says_so_in_every_block() -> None:
    spec = month_sheet(empty_year(), MARCH)
    assert _block(spec, "本月事项") == "本月事项\n本月没有计划事项。"
    assert _block(spec, "本月经费") == "本月经费\n暂无数据"


def test_the_week_begins_as_the_settings_say() -> None:
    book = empty_year()
    assert _block(month_sheet(book, MARCH), "weekdays").startswith("星期一")
    book = replace(book, settings=replace(SETTINGS, first_weekday="周日"))
    assert _block(month_sheet(book, MARCH), "weekdays").startswith("星期日")


def test_items_done_or_cancelled_are_not_left_over() -> None:
    items = tuple(
        an_item(f"P{number}", (2,), status.value, status=status)
        for number, status in enumerate(PlanStatus)
    )
    text = _block(month_sheet(replace(empty_year(), work_items=items), MARCH), "上月遗留")
    assert "已完成" not in text.split("完成情况")[1].replace("状态", "")
    assert "取消" not in text
    assert "延期" in text


def test_an_item_of_two_months_is_not_left_over_in_the_second() -> None:
    book = replace(empty_year(), work_items=(an_item("P1", (2, 3), "读书"),))
    spec = month_sheet(book, MARCH)
    assert "读书" in _block(spec, "本月事项")
    assert "读书" not in _block(spec, "上月遗留")


def test_items_with_the_same_number_take_no_input() -> None:
    items = (an_item("P1", (3,), "甲"), an_item("P1", (3,), "乙"), an_item("P2", (3,), "丙"))
    spec = month_sheet(replace(empty_year(), work_items=items), MARCH)
    targets = [cell.input_for for _, _, cell in spec.cells() if cell.input_for]
    assert targets == [InputTarget("Plan", "P2", "状态"), InputTarget("Plan", "P2", "完成情况")]


def test_no_row_is_higher_than_a_spreadsheet_allows() -> None:
    items = (an_item("P1", (3,), "长" * 5_000),)
    spec = month_sheet(replace(empty_year(), work_items=items), MARCH)
    assert max(height for _, height in spec.row_heights) == HIGHEST_ROW


def test_a_birthday_of_29_february_is_shown_in_a_common_year() -> None:
    book = small_year()
    member = replace(book.members[0], born_on=dt.date(1992, 2, 29))
    spec = month_sheet(replace(book, members=(member,)), Month(2026, 2))
    assert "生日：云一一" in _block(spec, "days")


@given(
    year=st.integers(1900, 2150),
    number=st.integers(1, 12),
    first=st.sampled_from(["周一", "周日"]),
)
def test_every_day_of_a_month_stands_once_in_the_grid(year: int, number: int, first: str) -> None:
    month = Month(year, number)
    book = replace(empty_year(), settings=replace(SETTINGS, first_weekday=first))
    (block,) = [block for block in month_sheet(book, month).blocks if block.name == "days"]
    numbers = [
        str(cell.value).rstrip("休班")
        for row in block.rows
        for cell in row
        if cell.style.startswith("day-number")
    ]
    assert numbers == [str(day.day) for day in month.days]
    column = next(
        index for index, cell in enumerate(block.rows[0]) if cell.style.startswith("day-number")
    )
    weekday = month.first_on.weekday()
    assert column // 3 == (weekday if first == "周一" else (weekday + 1) % 7)


def test_the_clerks_own_days_stand_in_the_grid() -> None:
    own = tuple(
        Festival(name, rule, gift_allowed=False, audience="")
        for name, rule in (("开学", "公历 3-2"), ("家长会", "公历 3-18"), ("开放月", "整月 3"))
    )
    book = empty_year()
    sheet = month_sheet(replace(book, festivals=(*book.festivals, *own)), Month(2026, 3))
    text = render_text(sheet)
    for told in ("开学<day-lunar>", "家长会<day-lunar>", "全月：开放月<day-text"):
        assert told in text


def test_what_is_done_before_its_month_is_not_said_to_be_unplanned() -> None:
    items = (
        an_item("P001", (4,), "春游", status=PlanStatus.DONE),
        an_item("P002", (4,), "讲座", status=PlanStatus.CANCELLED),
    )
    text = render_text(month_sheet(replace(empty_year(), work_items=items), MARCH))
    assert "下月的 2 项都已完成或取消。" in text
    assert "下月没有计划事项。" not in text


def test_what_is_not_yet_due_is_not_left_over() -> None:
    by_turns = ListedMonths(Month(2026, number) for number in (1, 2, 11, 12))
    items = (
        an_item("P1", (10,), "十月的"),
        an_item("P2", (11,), "十一月的"),
        an_item("P3", (11,), "十一月办完", planned_end_on=dt.date(2026, 11, 20)),
        an_item("P4", (), "按月的", planned_months=by_turns),
    )
    book = replace(empty_year(), work_items=items, as_of=dt.date(2026, 11, 29))
    text = _block(month_sheet(book, Month(2026, 12)), "上月遗留")
    assert "十月的" in text
    assert "十一月的" not in text
    assert "十一月办完" in text
    assert "按月的" in text
    assert "1、2月" in text
    assert "另有 2 项此前各月的事项尚未到期。" in text


def test_what_lies_in_another_year_is_not_known_here() -> None:
    book = empty_year()
    january, december = (month_sheet(book, Month(2026, number)) for number in (1, 12))
    assert "次年 1 月的事项见下一年度的工作簿。" in _block(december, "下月预告")
    assert "上一年度的见上一年度的工作簿。" in _block(january, "上月遗留")
    assert _block(month_sheet(book, MARCH), "上月遗留") == "上月遗留\n没有遗留事项。"


def test_an_item_dated_in_the_next_year_is_shown_with_the_year_and_listed_there() -> None:
    item = an_item("P1", (12,), "元旦慰问", planned_start_on=dt.date(2027, 1, 1))
    spec = month_sheet(replace(empty_year(), work_items=(item,)), Month(2026, 12))
    assert "2027年1月1日" in _block(spec, "本月事项")
    assert "下月继续" not in _block(spec, "下月预告")
    assert "元旦慰问" in _block(spec, "下月预告")


@pytest.mark.parametrize(
    ("months", "shown"),
    [
        ((2, 5, 8, 11), "2、5、8、\n11月"),
        ((4, 5, 6, 9, 10, 11, 12), "4至6、\n9至12月"),
        ((2, 5), "2、5月"),
    ],
)
def test_months_of_an_item_stand_on_lines_that_fit(months: tuple[int, ...], shown: str) -> None:
    item = an_item("P001", months, "例会")
    book = replace(empty_year(), work_items=(item,), as_of=dt.date(2026, 12, 20))
    cells = [cell for _, _, cell in month_sheet(book, Month(2026, 12)).cells()]
    (time,) = [cell for cell in cells if isinstance(cell.value, str) and cell.value == shown]
    assert time.style == ("body-center" if "\n" in shown else "body-fit")


def test_what_has_a_month_and_no_day_stands_in_a_strip_below_the_days() -> None:
    items = (
        an_item("P001", (3,), "整理台账"),
        an_item("P002", (3,), "插花", planned_start_on=dt.date(2026, 3, 6)),
        an_item("P003", (3, 4), "提案征集"),
    )
    spec = month_sheet(replace(empty_year(), work_items=items), MARCH)
    assert _block(spec, "within-month") == "本月内\n•整理台账　•提案征集"
    without = month_sheet(replace(empty_year(), work_items=items[1:2]), MARCH)
    assert "本月内" not in render_text(without)


def test_the_strip_gives_way_where_it_alone_would_take_another_page() -> None:
    items = (an_item("P001", (3,), "整理台账"),)
    days = calendar_days(MARCH.first_on, MARCH.last_on, holidays=(), festivals=())
    names = [
        [band.name for band in month_grid(empty_year(), MARCH, days, items, room)] for room in ROOMS
    ]
    assert names[-1] == ["weekdays", "days"]
    assert all(one[-1] == "within-month" for one in names[:-1])


def test_a_day_that_is_only_proposed_is_marked_until_it_is_changed() -> None:
    def told(day: int) -> str:
        start = dt.date(2026, 3, day)
        remark = "妇女节 2026-03-08（周日）；日期拟为3月6日，请核对"
        item = an_item("P001", (3,), "插花", planned_start_on=start, remark=remark)
        return render_text(month_sheet(replace(empty_year(), work_items=(item,)), MARCH))

    assert "•插花（拟）" in told(6)
    assert "（拟）" not in told(5)
