"""The list of dues for the payroll office, a workbook of its own."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Font

from unionxl.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH = 14


def write_deductions(
    path: Path, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    """Write a list whose last column holds amounts, with their sum; every text stays text.

    Raises:
        ReportError: the file cannot be written.
    """
    book = Workbook()
    del book["Sheet"]
    sheet = book.create_sheet("代扣名单")
    _put(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    for column, head in enumerate(("序号", *heads), 1):
        _put(sheet.cell(2, column), head)
        sheet.cell(2, column).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(2, column).column_letter].width = WIDTH
    total = Decimal(0)
    for number, row in enumerate(rows, 1):
        sheet.cell(2 + number, 1).value = number
        for column, text in enumerate(row[:-1], 2):
            _put(sheet.cell(2 + number, column), text)
        amount = _amount(row[-1])
        total += amount
        _money(sheet.cell(2 + number, len(row) + 1), amount)
    last = 3 + len(rows)
    _put(sheet.cell(last, 1), f"合计 {len(rows)} 人")
    _money(sheet.cell(last, len(heads) + 1), total)
    try:
        book.save(path)
    except OSError as error:
        raise ReportError(
            "不能写入这个位置，名单没有写出。",
            where=f"文件 {path}",
            advice="请换一个文件夹，或关闭正打开着的同名文件，再试一次。",
        ) from error


def _put(cell: Any, text: str) -> None:  # noqa: ANN401  openpyxl gives several kinds of cells
    """Write a text as text, whatever it begins with."""
    cell.value = text
    cell.data_type = "s"


def _money(cell: Any, amount: Decimal) -> None:  # noqa: ANN401  the same
    """Write an amount."""
    cell.value = float(amount)
    cell.number_format = "#,##0.00"


def _amount(text: str) -> Decimal:
    """Return the amount in a text, zero where there is none."""
    try:
        return Decimal(text or 0)
    except InvalidOperation:
        return Decimal(0)
