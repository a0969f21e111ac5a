from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import a_block, a_workbook
from unionxl.domain.period import Month
from unionxl.errors import HomelessInputError, RequestError
from unionxl.operations import catalogue
from unionxl.operations.clicks import CLICKS
from unionxl.operations.making import make
from unionxl.operations.months import (
    chosen_month,
    make_month_sheets,
    whole_year,
)
from unionxl.operations.request import Request
from unionxl.tables.plan import PLAN
from unionxl.views.layout import InputTarget
from unionxl.views.month_sheet import view_id

if TYPE_CHECKING:
    from tests.fakes import FakeWorkbook
    from unionxl.operations.outcome import Outcome
    from unionxl.views.layout import Block, SheetSpec

TODAY = dt.date(2026, 3, 1)
MARCH, APRIL = Month(2026, 3), Month(2026, 4)
ROWS = (
    {"编号": "P001", "月份": 3, "工作内容": "庆祝三八妇女节", "状态": "未开始"},
    {"编号": "P002", "月份": 4, "工作内容": "春游", "状态": "未开始"},
    {"编号": "P003", "月份": 2, "工作内容": "走访退休教师", "状态": "未开始"},
)


def _workbook(*rows: dict[str, object]) -> FakeWorkbook:
    return a_workbook(a_block(PLAN, *(rows or ROWS)))  # type: ignore[arg-type]


def _make(workbook: FakeWorkbook, month: Month = MARCH) -> Outcome:
    return make_month_sheets(workbook, partial(chosen_month, month), as_of=TODAY)


def _type(
    workbook: FakeWorkbook, month: Month, item_no: str, column: str, text: str | None
) -> None:
    """Type into an input cell of a month's sheet, as a clerk does."""
    spec = workbook.specs[view_id(month)]
    target = InputTarget("Plan", item_no, column)
    assert target in {cell.input_for for _, _, cell in spec.cells()}

    def changed(block: Block) -> Block:
        rows = tuple(
            tuple(replace(cell, value=text) if cell.input_for == target else cell for cell in row)
            for row in block.rows
        )
        return replace(block, rows=rows)

    blocks = tuple(changed(block) for block in spec.blocks)
    workbook.specs[spec.view_id] = replace(spec, blocks=blocks)


def _plan(workbook: FakeWorkbook, item_no: str, column: str) -> object:
    block = workbook.tables["Plan"]
    (row,) = [row for row in block.rows if row[0] == item_no]
    return row[block.header.index(column)]


def _shown(spec: SheetSpec, item_no: str, column: str) -> object:
    target = InputTarget("Plan", item_no, column)
    return next(cell.value for _, _, cell in spec.cells() if cell.input_for == target)


def test_what_was_typed_goes_back_to_the_plan_and_stays_on_the_sheet() -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, MARCH, "P001", "状态", "已完成")
    _type(workbook, MARCH, "P001", "完成情况", "45 人参加")
    outcome = _make(workbook)
    assert _plan(workbook, "P001", "状态") == "已完成"
    assert _plan(workbook, "P001", "完成情况") == "45 人参加"
    assert _shown(workbook.specs[view_id(MARCH)], "P001", "完成情况") == "45 人参加"
    assert outcome.notes == ("月工作表上填写的 2 处已带回《年度计划》。",)


def test_making_another_month_takes_back_and_makes_the_first_again() -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, MARCH, "P001", "状态", "已完成")
    _make(workbook, APRIL)
    assert _plan(workbook, "P001", "状态") == "已完成"
    april = {cell.value for _, _, cell in workbook.specs[view_id(APRIL)].cells()}
    assert "庆祝三八妇女节" not in april
    assert "走访退休教师" in april
    assert _make(workbook, APRIL).notes == ()


def test_any_sheet_may_take_back_what_was_typed_on_others_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, MARCH, "P001", "完成情况", "45 人参加")
    taking = replace(catalogue.BY_ID["budget"], takes_typed=True)
    monkeypatch.setitem(catalogue.BY_ID, "budget", taking)
    assert make(workbook, "budget", as_of=TODAY).summary == "已生成《预算执行》。"
    assert _plan(workbook, "P001", "完成情况") == "45 人参加"
    assert _shown(workbook.specs[view_id(MARCH)], "P001", "完成情况") == "45 人参加"
    assert list(workbook.specs) == [view_id(MARCH), "budget-report"]


def test_what_has_no_place_to_go_stops_any_sheet_that_takes_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, MARCH, "P001", "完成情况", "45 人参加")
    _type(workbook, MARCH, "P003", "完成情况", "走访 3 人")
    rows = tuple(row for row in workbook.tables["Plan"].rows if row[0] != "P003")
    workbook.tables["Plan"] = replace(workbook.tables["Plan"], rows=rows)
    taking = replace(catalogue.BY_ID["budget"], takes_typed=True)
    monkeypatch.setitem(catalogue.BY_ID, "budget", taking)
    with pytest.raises(HomelessInputError):
        make(workbook, "budget", as_of=TODAY)


def test_when_both_changed_the_plan_wins_and_the_text_is_kept_beside_it() -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, MARCH, "P001", "状态", "已完成")
    block = workbook.tables["Plan"]
    at = block.header.index("状态")
    rows = tuple(
        (*row[:at], "延期", *row[at + 1 :]) if row[0] == "P001" else row for row in block.rows
    )
    workbook.tables["Plan"] = replace(block, rows=rows)
    outcome = _make(workbook)
    assert _plan(workbook, "P001", "状态") == "延期"
    assert _plan(workbook, "P001", "备注") == "《3月》曾填状态“已完成”"
    assert _shown(workbook.specs[view_id(MARCH)], "P001", "状态") == "延期"
    (note,) = outcome.notes
    assert "已另改为“延期”" in note
    assert "请核对" in note


@pytest.mark.parametrize("status", [None, "已完成\u200b", "进 行", "未开始"])
def test_a_status_is_taken_over_whatever_reads_as_the_one_shown(status: str | None) -> None:
    workbook = _workbook({**ROWS[0], "状态": status})
    _make(workbook)
    _type(workbook, MARCH, "P001", "状态", "暂定")
    notes = _make(workbook).notes
    assert _plan(workbook, "P001", "状态") == "暂定"
    assert _plan(workbook, "P001", "备注") is None
    assert any("原填“进 行”" in note for note in notes) == (status == "进 行")


def test_a_note_may_fill_its_cell() -> None:
    workbook = _workbook()
    note = '"\\\n' * 10_000 + "完"
    _make(workbook)
    _type(workbook, MARCH, "P001", "完成情况", note)
    _make(workbook)
    assert _plan(workbook, "P001", "完成情况") == note
    cells = [cell.value for _, _, cell in workbook.specs[view_id(MARCH)].cells()]
    assert sum(len(str(value)) > 10_000 for value in cells) == 1
    assert _make(workbook).notes == ()
    _type(workbook, MARCH, "P001", "完成情况", "短了")
    _make(workbook)
    assert _plan(workbook, "P001", "完成情况") == "短了"


def test_a_cleared_note_is_cleared_in_the_plan() -> None:
    workbook = _workbook({**ROWS[0], "完成情况": "写错了"})
    _make(workbook)
    _type(workbook, MARCH, "P001", "完成情况", None)
    _make(workbook)
    assert _plan(workbook, "P001", "完成情况") is None


def test_a_text_whose_item_is_gone_stops_before_anything_is_written() -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, MARCH, "P001", "状态", "已完成")
    _type(workbook, MARCH, "P001", "完成情况", "45 人参加")
    block = workbook.tables["Plan"]
    workbook.tables["Plan"] = replace(block, rows=block.rows[1:])
    saves = workbook.save_count
    told = r"“已完成”无处带回.*还有第 \d+ 行「完成情况」“45 人参加”"
    with pytest.raises(HomelessInputError, match=told):
        _make(workbook)
    assert workbook.save_count == saves
    _make(workbook, APRIL)


def test_a_text_that_looks_like_a_formula_comes_back_as_text() -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, MARCH, "P001", "完成情况", "=1+1")
    _make(workbook)
    assert _plan(workbook, "P001", "完成情况") == "=1+1"


def test_all_months_make_twelve_sheets() -> None:
    workbook = _workbook()
    outcome = make_month_sheets(workbook, whole_year, as_of=TODAY)
    assert [spec.title for spec in workbook.specs.values()] == [f"{n}月" for n in range(1, 13)]
    assert outcome.summary == "已生成 12 张月工作表。"
    assert workbook.said[-1] == "正在生成《12月》（12/12）"


def test_the_current_month_of_the_settings_is_the_default() -> None:
    workbook = a_workbook(settings={"当前月份": 5})
    make_month_sheets(workbook, partial(chosen_month, None), as_of=TODAY)
    assert list(workbook.specs) == ["month-sheet:2026-05"]


@pytest.mark.parametrize("month", [Month(2025, 12), Month(2027, 2)])
def test_a_month_of_another_year_is_refused(month: Month) -> None:
    with pytest.raises(RequestError, match="这是 2026 年的工作簿"):
        _make(_workbook(), month)


@pytest.mark.parametrize(
    ("today", "month", "note"),
    [
        ("2026-11-29", 11, "没有选月份，按今天（2026-11-29）所在的 11 月。"),
        ("2026-01-01", 1, "没有选月份，按今天（2026-01-01）所在的 1 月。"),
        ("2025-11-29", 1, "没有选月份，今天（2025-11-29）不在 2026 年，按 1 月。"),
        ("2027-03-01", 12, "没有选月份，今天（2027-03-01）不在 2026 年，按 12 月。"),
    ],
)
def test_without_a_month_picked_today_decides(today: str, month: int, note: str) -> None:
    workbook = a_workbook()
    outcome = CLICKS["month"](workbook, Request(dt.datetime.fromisoformat(f"{today}T12:00+00:00")))
    assert list(workbook.specs) == [f"month-sheet:2026-{month:02}"]
    assert outcome.summary.startswith(f"已生成《{month}月》")
    assert outcome.notes == (note,)


def test_a_month_that_was_picked_stays_and_is_not_explained() -> None:
    workbook = a_workbook(settings={"当前月份": 3})
    outcome = CLICKS["month"](workbook, Request(dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)))
    assert list(workbook.specs) == ["month-sheet:2026-03"]
    assert outcome.notes == ()


def test_the_year_calendar_is_made() -> None:
    workbook = _workbook()
    assert make(workbook, "calendar", as_of=TODAY).summary == "已生成《全年日历》。"
    assert list(workbook.specs) == ["year-calendar"]


def test_the_year_calendar_reads_no_table_that_it_does_not_show() -> None:
    workbook = _workbook()
    for name in workbook.tables.keys() - {"Settings", "Plan", "Festivals", "Holidays"}:
        del workbook.tables[name]
    assert make(workbook, "calendar", as_of=TODAY).summary == "已生成《全年日历》。"


@given(
    status=st.sampled_from(["未开始", "进行中", "已完成", "暂定", "延期", "取消"]),
    note=st.text(max_size=30),
)
def test_making_a_month_twice_equals_making_it_once(status: str, note: str) -> None:
    workbook = _workbook()
    _make(workbook)
    _type(workbook, MARCH, "P001", "状态", status)
    _type(workbook, MARCH, "P001", "完成情况", note or None)
    _make(workbook)
    once = (dict(workbook.specs), dict(workbook.tables))
    _make(workbook)
    assert (workbook.specs, workbook.tables) == once
    assert (_plan(workbook, "P001", "完成情况") or "") == note.strip()
