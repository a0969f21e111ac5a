"""A table that cannot grow at a save over the rows below it is told, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bookfiles import BLANK_ROWS, PLAN_ROWS, TOP, rewrite, write_book
from tests.excelhost import open_in_excel
from unionxl.errors import WorkbookError
from unionxl.views.layout import SheetSpec
from unionxl.workbook.live.tables import TableEdit
from unionxl.workbook.live.workbook import open_book
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.workbook.port import Workbook

END = TOP + len(PLAN_ROWS) + BLANK_ROWS
SHEET = "xl/worksheets/sheet2.xml"
OPENED: dict[str, Callable[[Path, list[str]], Workbook]] = {
    "excel": lambda path, notes: open_book(open_in_excel(path), message=notes.append),
    "package": lambda path, notes: open_workbook(path, message=notes.append),
}


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """Return a workbook with two rows below the table Plan."""
    rows = {END + 1: ("P-8", None, "座谈会"), END + 2: ("P-9", None, "茶话会")}
    return write_book(tmp_path / "下方.xlsx", plan=rows)


def save_with_a_sheet(book: Workbook) -> None:
    assert book.read_table("Plan").below.count == 2
    book.put_sheet(SheetSpec("month:2026-03", "3月", ()))
    book.save()


@pytest.mark.parametrize("adapter", OPENED)
def test_a_protected_sheet_is_told(adapter: str, long: Path) -> None:
    def protected(content: bytes) -> bytes:
        return content.replace(b"</sheetData>", b'</sheetData><sheetProtection sheet="1"/>')

    rewrite(long, {SHEET: protected})
    notes: list[str] = []
    save_with_a_sheet(OPENED[adapter](long, notes))
    (note,) = notes
    assert note.startswith("《年度计划》的表格这次没有加长，下面的行仍在表格外；这些行已经计入。请")
    assert OPENED[adapter](long, []).read_table("Plan").below.count == 2


@pytest.mark.parametrize("adapter", OPENED)
def test_a_table_that_grows_is_not_told(adapter: str, long: Path) -> None:
    notes: list[str] = []
    save_with_a_sheet(OPENED[adapter](long, notes))
    assert notes == []


def test_a_table_that_excel_does_not_let_grow_is_told(
    long: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_edit: TableEdit) -> None:
        raise WorkbookError("Excel 没有接受。", where="工作簿", advice="请再试。")

    notes: list[str] = []
    book = OPENED["excel"](long, notes)
    monkeypatch.setattr(TableEdit, "take_in", refuse)
    save_with_a_sheet(book)
    (note,) = notes
    assert note.startswith("《年度计划》的表格这次没有加长")
    assert "month:2026-03" in OPENED["package"](long, []).generated_sheets()
