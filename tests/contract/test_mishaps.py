"""What is said when a table, its header or its sheet is gone: the same by both adapters."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook as Sheets
from openpyxl.worksheet.table import Table as SheetTable

from unionxl.errors import WorkbookError
from unionxl.tables.ledger import LEDGER
from unionxl.tables.services import SERVICES
from unionxl.tables.settings import SETTINGS
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.tables.model import Table
    from unionxl.workbook.port import Workbook

TODAY = dt.date(2026, 3, 20)
HEAD = 3


def put(
    book: Sheets, table: Table, *, sheet: str = "", name: str = "", header: bool = True
) -> None:
    """Add the sheet of a table; without a name only its cells."""
    page = book.create_sheet(sheet or table.sheet)
    headers = [one.header for one in table.columns]
    for column, text in enumerate(headers, 1):
        page.cell(HEAD, column, text if header else f"第{column}格")
        page.cell(HEAD + 1, column, 2026 if table is SETTINGS and column == 2 else None)
    if table is SETTINGS:
        page.cell(HEAD + 1, 1, "年度")
    if name:
        last = page.cell(HEAD + 1, len(headers)).coordinate
        page.add_table(SheetTable(displayName=name, ref=f"A{HEAD}:{last}"))


def renamed(book: Sheets) -> None:
    put(book, LEDGER, name="表1")


def turned_into_a_range(book: Sheets) -> None:
    put(book, LEDGER)


def renamed_sheet_and_no_table(book: Sheets) -> None:
    put(book, LEDGER, sheet="台账")


def without_a_header(book: Sheets) -> None:
    put(book, LEDGER, name="Ledger", header=False)


def deleted(book: Sheets) -> None:
    put(book, SERVICES, name="Services")


def deleted_in_libreoffice(book: Sheets) -> None:
    """The table of the deleted sheet lies on the one that took its place."""
    put(book, SERVICES, name="Ledger")


SAID: dict[Callable[[Sheets], None], str] = {
    renamed: (
        "工作表《收支台账》：找不到表格「Ledger」，它的名称改成了「表1」。"
        "请把名称改回 Ledger（点表格里任一格，“表设计→表名称”），再试一次。"
    ),
    turned_into_a_range: (
        "工作表《收支台账》：找不到表格「Ledger」，可能转换成了普通区域；第 3 行的表头还在。"
        "请选中第 3 行的表头和下面的数据，点“插入→表格”并勾选“表包含标题”，"
        "再把“表设计→表名称”改成 Ledger；或点「修复工作簿」，会在旁边另存一本修好的。"
    ),
    renamed_sheet_and_no_table: "工作表《台账》：找不到表格「Ledger」，可能转换成了普通区域；",
    without_a_header: (
        "工作表《收支台账》第 3 行（表头）：表头不见了，"
        "这一行应是「日期、凭证号、摘要」等栏目的名称。"
        "请撤消刚才的改动；已经保存的，请从“备份”文件夹里的副本把这一行表头复制回来。"
    ),
    deleted: "工作表《收支台账》：找不到表格「Ledger」，这张工作表可能已经删除。请撤消删除；",
    deleted_in_libreoffice: (
        "工作表《收支台账》：找不到表格「Ledger」，这张工作表可能已经删除。请撤消删除；"
    ),
}


@pytest.mark.parametrize("mishap", SAID, ids=lambda mishap: mishap.__name__)
def test_what_became_of_a_table_is_said(
    mishap: Callable[[Sheets], None], tmp_path: Path, opened: Callable[[Path], Workbook]
) -> None:
    book = Sheets()
    book.remove(book.worksheets[0])
    put(book, SETTINGS, name="Settings")
    mishap(book)
    path = tmp_path / "book.xlsx"
    book.save(path)
    with pytest.raises(WorkbookError) as stop:
        read_book(opened(path), as_of=TODAY, tables={LEDGER})
    assert str(stop.value).startswith(SAID[mishap])
