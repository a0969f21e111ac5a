"""Excel refuses one call of a write, each in turn: the workbook is as it was, Excel itself too."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bookfiles import PLAN_ROWS, TOP, VIEW, write_book
from tests.excelcalls import counted_calls
from tests.excelhost import copied, open_in_excel
from tests.pictures import a_picture
from unionxl.domain.source import SourceRef
from unionxl.errors import CannotWriteError, UnionXLError
from unionxl.views.layout import Area, Block, Cell, InputTarget, SheetSpec
from unionxl.workbook.live.workbook import open_book
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Callable

    import xlwings as xw

    from unionxl.views.layout import CellValue
    from unionxl.workbook.live.workbook import ExcelWorkbook

STATE = ("screen_updating", "display_alerts", "enable_events", "calculation", "status_bar")
MOST_CALLS = 200
PARTS = 4  # of a test that would take too long as one


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> xw.Book:
    """Return a workbook open in Excel, another sheet than the first in front."""
    monkeypatch.setattr("unionxl.workbook.backups.own_folder", lambda: tmp_path / "文档")
    monkeypatch.setattr("unionxl.workbook.live.native.save_copy", copied)
    live = open_in_excel(write_book(tmp_path / "台账.xlsx"))
    live.sheets["年度计划"].activate()
    return live


def a_small_sheet(note: str = "") -> SheetSpec:
    target = InputTarget("Plan", "P-1", "状态")
    link = SourceRef("年度计划", 4, "编号", "A4")
    rows = (
        (Cell("三月", "title"), Cell(style="title")),
        (Cell("P-1", link=link), Cell("未开始", "input", input_for=target, choices=("甲", "乙"))),
        (Cell(note or None), Cell(dt.date(2026, 3, 6))),
    )
    return SheetSpec(
        VIEW,
        "3月",
        (Block("all", 1, 1, rows),),
        merges=(Area(1, 1, 1, 2),),
        column_widths=(12, 12),
        row_heights=((1, 30),),
        freeze=(1, 0),
    )


def everything(live: xw.Book) -> object:
    """Return what a clerk could see of the workbook and of Excel."""
    sheets = [
        (
            sheet.name,
            sheet.used_range.address,
            sheet.used_range.formula,
            sheet.api.ProtectContents,
            sheet.range("A1").column_width,
            sheet.range("A1").row_height,
            sheet.range("A1").number_format,
            sheet.range("A1").merge_cells,
            [table.range.address for table in sheet.tables],
            [name.name for name in sheet.names],
        )
        for sheet in live.sheets
    ]
    return sheets, live.sheets.active.name, [getattr(live.app, name) for name in STATE]


def refuse_each_call(live: xw.Book, act: Callable[[ExcelWorkbook], None], part: int) -> int:
    """Refuse each call of an action in turn, in one of several parts; return how many there are."""
    before = everything(live)
    content = live_content(live)
    for number in range(1 + part, MOST_CALLS, PARTS):
        book = open_book(live, message=lambda _text: None)
        book.generated_sheets()
        book.table_names()
        try:
            with counted_calls(refuse=number) as calls:
                act(book)
        except UnionXLError:
            assert book.save() is None
            assert everything(live) == before, f"call {number}"
            assert live_content(live) == content
        else:
            if calls.count < number:
                return calls.count
            book.take_back()  # the refused call could be done without
            assert everything(live) == before, f"call {number}"
    raise AssertionError(MOST_CALLS)


def live_content(live: xw.Book) -> bytes:
    """Return the file as it lies on the disk."""
    return Path(live.fullname).read_bytes()


@pytest.mark.parametrize("part", range(PARTS))
def test_a_new_sheet_appears_whole_or_not_at_all(live: xw.Book, part: int) -> None:
    assert refuse_each_call(live, lambda book: book.put_sheet(a_small_sheet()), part) > 50


@pytest.mark.parametrize("part", range(PARTS))
def test_a_sheet_is_made_again_whole_or_stays_as_it_was(live: xw.Book, part: int) -> None:
    book = open_book(live, message=lambda _text: None)
    book.put_sheet(a_small_sheet("由会员填写"))
    book.save()
    live.sheets["3月"].range("B2").value = "已完成"
    live.sheets["年度计划"].activate()
    assert refuse_each_call(live, lambda book: book.put_sheet(a_small_sheet()), part) > 60


@pytest.mark.parametrize("part", range(PARTS))
def test_rows_are_appended_all_or_none(live: xw.Book, part: int) -> None:
    rows: list[dict[str, CellValue]] = [
        {"编号": f"P-{number}", "日期": dt.date(2026, 5, number), "预算金额": Decimal(number)}
        for number in range(3, 8)
    ]
    assert refuse_each_call(live, lambda book: book.append_rows("Plan", rows), part) > 30


@pytest.mark.parametrize("part", range(PARTS))
def test_cells_are_set_all_or_none(live: xw.Book, part: int) -> None:
    changes = [
        CellChange(TOP + 1, "状态", "=已完成"),
        CellChange(TOP + 2, "工作内容", "3-8"),
        CellChange(TOP + 2, "日期", dt.date(2026, 3, 8)),
    ]
    assert refuse_each_call(live, lambda book: book.set_cells("Plan", changes), part) > 20


@pytest.mark.parametrize("part", range(PARTS))
def test_a_protected_sheet_is_protected_again_whatever_happens(live: xw.Book, part: int) -> None:
    plan = live.sheets["年度计划"]
    plan.tables["Plan"].name = "Runs"  # only what the program protects is lifted
    plan.api.Protect("")
    changes = [CellChange(TOP + 1, "状态", "已完成")]
    assert refuse_each_call(live, lambda book: book.set_cells("Runs", changes), part) > 20


@pytest.mark.parametrize("part", range(PARTS))
def test_a_table_grows_over_rows_below_it_or_stays_as_it_was(live: xw.Book, part: int) -> None:
    live.sheets["收支台账"].range("A3").value = [["", "慰问", 0, 5], ["", "活动", 0, 8]]
    live.save()
    rows: list[dict[str, CellValue]] = [{"摘要": "拨缴经费", "收入金额": Decimal(9)}]
    assert refuse_each_call(live, lambda book: book.append_rows("Ledger", rows), part) > 20


@pytest.mark.parametrize("number", [12, 60, 80, 88, 92, 96, 100])
def test_pictures_are_all_new_or_all_old(live: xw.Book, number: int) -> None:
    old, new = (a_picture(name, row=9) for name in "甲乙")
    book = open_book(live, message=lambda _text: None)
    book.put_sheet(replace(a_small_sheet(), pictures=(old,)))
    book.save()
    with suppress(UnionXLError), counted_calls(refuse=number):
        book.put_sheet(replace(a_small_sheet(), pictures=(new,)))
    book.take_back()
    # Copied cells take shapes along in LibreOffice: one that is there twice is there.
    shapes = live.sheets["3月"].api.Shapes
    assert {shape.Name for shape in shapes if shape.Visible} == {"甲 (A9, 15.6 x 5.2 cm)"}


def test_an_excel_that_refuses_everything_is_said_once_and_names_the_copy(live: xw.Book) -> None:
    book = open_book(live, message=lambda _text: None)
    book.generated_sheets()
    content = live_content(live)
    with (
        counted_calls(refuse=60, lasting=True),
        pytest.raises(CannotWriteError, match=r"选择“不保存”.*操作前的副本在") as stop,
    ):
        book.put_sheet(a_small_sheet())
    assert book.backup is not None
    assert str(book.backup) in str(stop.value)
    assert live_content(live) == content
    copy = open_book(open_in_excel(book.backup), message=lambda _text: None)
    assert [row[0] for row in copy.read_table("Plan").rows[:2]] == [row[0] for row in PLAN_ROWS]


def test_a_save_that_is_refused_leaves_the_file_and_says_where_the_new_content_is(
    live: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_book(live, message=lambda _text: None)
    book.put_sheet(a_small_sheet())
    content = live_content(live)
    monkeypatch.setattr("unionxl.workbook.live.native.save", lambda _book: refused())
    with pytest.raises(CannotWriteError, match="没有能够保存，文件仍是原来的内容"):
        book.save()
    assert live_content(live) == content


def refused() -> None:
    """Refuse as Excel does."""
    with counted_calls(refuse=1) as calls:
        calls.note("Save")


def test_changes_that_were_made_are_taken_back_together(live: xw.Book) -> None:
    before = everything(live)
    book = open_book(live, message=lambda _text: None)
    book.put_sheet(a_small_sheet())
    book.append_rows("Plan", [{"编号": "P-3"}])
    book.set_cells("Plan", [CellChange(TOP + 1, "状态", "已完成")])
    book.take_back()
    assert everything(live) == before
    assert book.save() is None
