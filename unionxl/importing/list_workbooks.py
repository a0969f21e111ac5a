"""The sheets of a workbook as rows of cells: values by pandas, what lies under them by openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unionxl.errors import DocumentError
from unionxl.importing.lists import MOST_COLUMNS, SourceRow, SourceSheet
from unionxl.importing.sheets import damage_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from unionxl.importing.lists import ListCell

MOST_ROWS = 100_000
_NOUGHTS = re.compile(r"0{2,}")  # a number format of a code: 000123
_CENTS = re.compile(r"0\.0+")
_YEARS = range(1930, 2100)
_ROWS = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)(\d{6,7})"[^>]*>(?=<)')
_TABLE_PART = re.compile(r"xl/worksheets/[^/]+\.xml")


@dataclass(slots=True)
class _Under:
    """What openpyxl knows of a sheet: by row and column from 0."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: dict[int, set[int]] = field(default_factory=dict)
    above: dict[int, set[int]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Note a merged area, both corners included, from 0."""
        for at in range(top, bottom + 1):
            self.merged.setdefault(at, set()).update(range(left + 1, right + 1))
            if at > top:
                self.above.setdefault(at, set()).update(range(left, right + 1))


def read_workbook(data: bytes, where: str) -> tuple[SourceSheet, ...]:
    """Return the visible sheets of a workbook.

    Raises:
        DocumentError: it is damaged, locked or far too large.
    """
    with damage_told(where):
        _refuse_far_cells(data, where)
        return tuple(_sheets(data))


def _refuse_far_cells(data: bytes, where: str) -> None:
    """Stop before a single cell far below makes the reader fill all the rows above it."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in filter(_TABLE_PART.fullmatch, package.namelist()):
            for column, row in _ROWS.findall(package.read(name)):
                if int(row) > MOST_ROWS:
                    raise DocumentError(
                        f"单元格 {column.decode()}{row.decode()} 离表格太远，多半是误填的。",
                        where=where,
                        advice="请清空这个单元格（或删除表格下方的空行），保存后再导入。",
                    )


def _sheets(data: bytes) -> Iterator[SourceSheet]:
    """Give the visible sheets that hold cells."""
    import pandas as pd  # noqa: PLC0415 - half a second that only such a list costs
    import python_calamine as calamine  # noqa: PLC0415

    under = _under(data)
    book = pd.ExcelFile(io.BytesIO(data), engine="calamine")
    for sheet in book.book.sheets_metadata:
        is_shown = sheet.visible is calamine.SheetVisibleEnum.Visible
        if not is_shown or sheet.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        frame = pd.read_excel(
            book, sheet_name=sheet.name, header=None, dtype=object, na_filter=False
        )
        known = under.get(sheet.name) or _merged(book.book.get_sheet_by_name(sheet.name))
        rows = tuple(_rows(frame, known))
        missing = [
            address
            for (row, column), address in known.formulas.items()
            if row >= len(frame) or column >= frame.shape[1] or frame.iloc[row, column] == ""
        ]
        yield SourceSheet(sheet.name, rows, tuple(missing))


def _rows(frame: Any, known: _Under) -> Iterator[SourceRow]:  # noqa: ANN401 - pandas has no types
    """Give the rows of a frame with what is known of them."""
    for at, cells in enumerate(frame.itertuples(index=False, name=None)):
        values = [
            known.texts.get((at, column), _value(cell))
            for column, cell in enumerate(cells[:MOST_COLUMNS])
        ]
        while values and values[-1] in {None, ""}:
            values.pop()
        merged, above = known.merged.get(at, ()), known.above.get(at, ())
        yield SourceRow(
            at + 1, tuple(values), at in known.hidden, frozenset(merged), frozenset(above)
        )


def _value(cell: object) -> ListCell:
    """Return a cell as the plain value that it is."""
    if isinstance(cell, dt.datetime):
        plain = dt.datetime(*cell.timetuple()[:6])  # noqa: DTZ001 - a cell has no time zone
        return plain.date() if plain.time() == dt.time() else plain
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool | int | float | dt.date):
        return cell
    return None if cell is None else str(cell)


def _merged(sheet: Any) -> _Under:  # noqa: ANN401 - a sheet of calamine
    """Return the merged areas of a sheet that openpyxl does not read."""
    found = _Under()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        found.merge(top, left, bottom, right)
    return found


def _under(data: bytes) -> Mapping[str, _Under]:
    """Return what openpyxl tells of the sheets, nothing where it cannot read the file."""
    import openpyxl  # noqa: PLC0415

    try:
        book = openpyxl.load_workbook(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - .xls and what it does not know: the values are read anyhow
        return {}
    return {sheet.title: _under_sheet(sheet) for sheet in book.worksheets}


def _under_sheet(sheet: Any) -> _Under:  # noqa: ANN401 - a worksheet of openpyxl
    """Return what lies under the values of a sheet."""
    found = _Under()
    for row in sheet.iter_rows():
        for cell in row:
            place = (cell.row - 1, cell.column - 1)
            if cell.data_type == "f":
                found.formulas[place] = cell.coordinate
            elif cell.data_type == "n" and cell.value is not None:
                text = _shown(cell.value, cell.number_format)
                if text:
                    found.texts[place] = text
    for area in sheet.merged_cells.ranges:
        found.merge(area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
    found.hidden = {at - 1 for at, one in sheet.row_dimensions.items() if one.hidden}
    return found


def _shown(value: object, number_format: str) -> str:
    """Return what a number is on the sheet where that says more than the number: 0012, 1985.10."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    if _NOUGHTS.fullmatch(number_format) and float(value).is_integer():
        return f"{int(value):0{len(number_format)}d}"
    if _CENTS.fullmatch(number_format) and int(value) in _YEARS and not float(value).is_integer():
        return f"{value:.{len(number_format) - 2}f}"
    return ""
