"""Workbooks and CSV files as lines: every row under its number, its cells as they stand."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING

from unionxl.errors import DocumentError
from unionxl.importing.model import PARAGRAPH_BREAK, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MAX_ROWS, _MAX_COLUMNS = 5_000, 60
_TITLE_FROM = 7  # a lone text in the first column, longer than any month, is no row
_OLE_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_PARTS = ("xl/workbook.xml", "xl/workbook.bin")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def is_workbook(data: bytes) -> bool:
    """Tell whether bytes are a workbook, whatever the file is called."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                names = package.namelist()
        except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError):
            return False
        return any(part in names for part in _PARTS) or _ODS in data[:200]
    return _WORD_STREAM not in data and any(name in data for name in _OLE_STREAMS)


def read_sheets(data: bytes, where: str) -> tuple[Line, ...]:
    """Return the rows of every visible sheet; those of a further one count on.

    Raises:
        DocumentError: The file is damaged, locked or far too large for a plan.
    """
    with damage_told(where):
        return tuple(_rows_of_sheets(data, where))


@contextmanager
def damage_told(where: str) -> Iterator[None]:
    """Say in words that a workbook cannot be read."""
    try:
        yield
    except (DocumentError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # calamine panics over damaged files: that is no Exception
        raise DocumentError(
            "这个工作簿打不开，可能设有密码或已损坏。",
            where=where,
            advice="请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx 再导入。",
        ) from error


def _rows_of_sheets(data: bytes, where: str) -> Iterator[Line]:
    """Give the rows of the visible sheets, numbered on."""
    import python_calamine  # noqa: PLC0415 - other documents need not pay for it

    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    before = 0
    for sheet in workbook.sheets_metadata:
        is_shown = sheet.visible is python_calamine.SheetVisibleEnum.Visible
        if not is_shown or sheet.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        found = workbook.get_sheet_by_name(sheet.name)
        if found.total_height > _MAX_ROWS:
            raise _too_long(where, found.total_height)
        rows = [
            [_text(value) for value in row[:_MAX_COLUMNS]]
            for row in found.to_python(skip_empty_area=False)
        ]
        yield from _lines(rows, _covered(found.merged_cell_ranges or ()), before)
        before += len(rows)


def read_csv(text: str, where: str) -> tuple[Line, ...]:
    """Return the rows of a text whose cells are parted by commas, semicolons or TABs.

    Raises:
        DocumentError: It has far too many rows for a plan.
    """
    rows = [[_text(value) for value in row[:_MAX_COLUMNS]] for row in csv_rows(text)]
    if len(rows) > _MAX_ROWS:
        raise _too_long(where, len(rows))
    return tuple(_lines(rows, {}, 0))


def csv_rows(text: str) -> list[list[str]]:
    """Return the cells of a text in which commas, semicolons or TABs part them."""
    head = text[:2000]
    parting = max(",;\t，", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=parting))
    except csv.Error:  # such as a quote that is never closed over a long text
        return [line.split(parting) for line in text.splitlines()]


def _text(value: object) -> str:
    """Return a cell as it is read aloud; lines typed into it are paragraphs of their own."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, bool) or value is None:
        return ""
    written = [one.strip() for one in str(value).replace("\t", " ").splitlines()]
    return PARAGRAPH_BREAK.join(one for one in written if one)


def _covered(
    ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[int, tuple[int, ...]]:
    """Return by row the columns of cells that continue a cell of the row above."""
    found: dict[int, list[int]] = {}
    for (top, left), (bottom, right) in ranges:
        for row in range(top + 1, min(bottom, _MAX_ROWS) + 1):
            found.setdefault(row, []).extend(range(left, min(right, _MAX_COLUMNS) + 1))
    return {row: tuple(sorted(columns)) for row, columns in found.items()}


def _lines(
    rows: Sequence[Sequence[str]], merged: dict[int, tuple[int, ...]], before: int
) -> Iterator[Line]:
    """Give a sheet's rows under their numbers, without what is empty on its right."""
    width = max(chain((0,), (_width(row) for row in rows)))
    for at, row in enumerate(rows):
        filled = [place for place, cell in enumerate(row) if cell]
        is_title = filled == [0] and len(row[0]) >= _TITLE_FROM
        cells = row[:1] if is_title or not filled else row[:width]
        padded = [*cells, *[""] * (width - len(cells))] if len(cells) > 1 else cells
        places = tuple(place for place in merged.get(at, ()) if place < len(padded))
        yield Line(before + at + 1, "\t".join(padded), places)


def _width(row: Sequence[str]) -> int:
    return max((at + 1 for at, cell in enumerate(row) if cell), default=0)


def _too_long(where: str, rows: int) -> DocumentError:
    """Return the reason for a sheet with far too many rows."""
    return DocumentError(
        f"工作表有 {rows} 行，超过 {_MAX_ROWS} 行，不像一份计划。",
        where=where,
        advice="请确认选对了文件，或只保留计划所在的表另存一份。",
    )
