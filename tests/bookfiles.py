"""Small workbook files for tests, and a look into their parts."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter

from unionxl.domain.source import SourceRef
from unionxl.tables.all import TABLES
from unionxl.views.layout import Area, Block, Cell, InputTarget, PrintSetup, SheetSpec
from unionxl.workbook.cells.theme import LOOKS
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

PLAN_HEADER = ("编号", "日期", "工作内容", "预算金额", "状态")
PLAN_ROWS = (
    ("P-1", dt.date(2026, 3, 6), "组织女职工健步走", 1200.5, "未开始"),
    ("P-2", dt.date(2026, 4, 20), "春季读书会", 300, "已完成"),
)
BLANK_ROWS = 2
TOP = 3
VIEW = "month-sheet:2026-03"


Rows = Mapping[int, "Sequence[object]"]


def write_book(
    path: Path,
    *,
    uses_1904: bool = False,
    below: str = "",
    plan: Rows | None = None,
    ledger: Rows | None = None,
) -> Path:
    """Write a workbook with the tables Plan and Ledger and a sheet of the clerk's own.

    Plan has two rows in use and two blank ones, Ledger a calculated column. `below` stands right
    under the table Ledger. `plan` and `ledger` hold more rows of their sheets, by row from 1.
    """
    book = xlsxwriter.Workbook(path, {"date_1904": uses_1904})
    book.set_properties({"created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    money = book.add_format({"num_format": "#,##0.00"})
    home = book.add_worksheet("首页")
    home.write_string("A1", "本校工会")
    home.write_formula("A2", "=SUM(Plan[预算金额])", None, 1500.5)
    _write_plan(book.add_worksheet("年度计划"), date, money)
    _write_ledger(book.add_worksheet("收支台账"), date, money, below)
    for name, rows in (("年度计划", plan), ("收支台账", ledger)):
        for row, cells in (rows or {}).items():
            for column, value in enumerate(cells):
                look = date if isinstance(value, dt.date) else None
                book.get_worksheet_by_name(name).write(row - 1, column, value, look)
    book.close()
    return path


def _write_plan(
    sheet: xlsxwriter.worksheet.Worksheet,
    date: xlsxwriter.format.Format,
    money: xlsxwriter.format.Format,
) -> None:
    sheet.write_string("A1", "年度计划")
    formats = (None, date, None, money, None)
    for index in range(len(PLAN_ROWS) + BLANK_ROWS):
        row = PLAN_ROWS[index] if index < len(PLAN_ROWS) else ("",) * len(PLAN_HEADER)
        for column, (value, look) in enumerate(zip(row, formats, strict=True)):
            sheet.write(TOP + index, column, value, look)
    last = TOP + len(PLAN_ROWS) + BLANK_ROWS - 1
    columns = [{"header": name} for name in PLAN_HEADER]
    sheet.add_table(TOP - 1, 0, last, len(columns) - 1, {"name": "Plan", "columns": columns})
    rule = {"validate": "list", "source": ["未开始", "已完成"]}
    sheet.data_validation(TOP, 4, last, 4, rule)


def _write_ledger(
    sheet: xlsxwriter.worksheet.Worksheet,
    date: xlsxwriter.format.Format,
    money: xlsxwriter.format.Format,
    below: str,
) -> None:
    columns = [
        {"header": "日期", "format": date},
        {"header": "摘要"},
        {"header": "收入金额", "format": money},
        {"header": "支出金额", "format": money},
        {"header": "差额", "format": money, "formula": "=[@收入金额]-[@支出金额]"},
    ]
    sheet.add_table("A1:E2", {"name": "Ledger", "columns": columns})
    sheet.write_row("A2", (dt.date(2026, 1, 5),), date)
    sheet.write_row("B2", ("拨缴经费", 1000, 0))
    if below:
        sheet.write_string("B3", below)


def a_sheet(view_id: str = VIEW, title: str = "3月", *, note: str = "") -> SheetSpec:
    """Return a generated sheet with one of everything."""
    header = tuple(Cell(text, "header") for text in ("编号", "内容", "金额", "状态", "日期"))
    choices = ("未开始", "已完成")
    target = InputTarget("Plan", "P-1", "状态")
    row = (
        Cell("P-1", link=SourceRef("年度计划", 4, "编号", "A4")),
        Cell("组织女职工健步走"),
        Cell(Decimal("1200.50"), "money"),
        Cell("未开始", "input-choice", input_for=target, choices=choices),
        Cell(dt.date(2026, 3, 6), "date"),
    )
    remark = (Cell("备注"), Cell(note or None, "input", input_for=target))
    return SheetSpec(
        view_id,
        title,
        (
            Block("title", 1, 1, ((Cell("三月工作表", "title"),),)),
            Block("items", 3, 1, (header, row, remark)),
        ),
        merges=(Area(1, 1, 1, 5),),
        column_widths=(8, 30, 12, 10, 12),
        row_heights=((1, 30),),
        hidden_columns=(7,),
        freeze=(3, 1),
        print_setup=PrintSetup(title_rows=(3, 3)),
    )


def write_tables(
    path: Path,
    rows: Mapping[str, Sequence[Mapping[str, object]]],
    hidden: Mapping[str, Sequence[int]] | None = None,
) -> Path:
    """Write a workbook of 2026 with every input table; `rows` are those of some, by its name.

    `hidden` are rows of their sheets that a filter hides. Below the last row stands a blank one.
    """
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    told = {"Settings": ({"项目": "年度", "值": 2026},), **rows}
    for table in TABLES:
        headers = [one.header for one in table.columns]
        sheet = book.add_worksheet(table.sheet)
        filled = told.get(table.name, ())
        for number, row in enumerate(filled, TOP):
            for header, value in row.items():
                look = day if isinstance(value, dt.date) else None
                sheet.write(number, headers.index(header), value, look)
        columns = [{"header": header} for header in headers]
        options = {"name": table.name, "columns": columns}
        sheet.add_table(TOP - 1, 0, TOP + len(filled), len(headers) - 1, options)
        for number in (hidden or {}).get(table.name, ()):
            sheet.set_row(number - 1, None, None, {"hidden": True})
    book.close()
    return path


def part(path: Path, name: str) -> bytes:
    """Return the content of one part of a file."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def parts(path: Path) -> dict[str, bytes]:
    """Return every part of a file."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(
    path: Path,
    changes: Mapping[str, Callable[[bytes], bytes]],
    added: Mapping[str, bytes] | None = None,
    removed: tuple[str, ...] = (),
) -> Path:
    """Change parts of a file in place, add others, leave some out."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in (name for name in old.namelist() if name not in removed):
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
        for name, content in (added or {}).items():
            new.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path


def add_every_style(path: Path) -> None:
    """Add a sheet that uses every named style: LibreOffice adds none beside a protected sheet."""
    book = open_workbook(path)
    looks = tuple((Cell("样", style),) for style in LOOKS)
    book.put_sheet(SheetSpec("looks", "样式", (Block("looks", 1, 1, looks),), is_protected=False))
    book.save()
