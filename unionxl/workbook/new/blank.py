"""A new workbook: every input table on a sheet of its own, ready to type into."""

from __future__ import annotations

import io
import warnings
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from xlsxwriter.workbook import Workbook as XlsxWorkbook

from unionxl.tables.all import BY_NAME, TABLES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.settings import MONTH_SETTING, SETTINGS, SettingColumns
from unionxl.values.column import Column
from unionxl.workbook.cells.computed import OPENING_COLUMNS, opening_of
from unionxl.workbook.new import guide, more_sheet
from unionxl.workbook.new import start_sheet as startsheet
from unionxl.workbook.new.guide import write_guide
from unionxl.workbook.new.macros import add_macros, ribbon_edits, ribbon_parts
from unionxl.workbook.new.more_sheet import write_more
from unionxl.workbook.new.start_rows import merged_settings, starting_rows
from unionxl.workbook.new.start_sheet import StartSheet
from unionxl.workbook.new.styles import (
    DEFAULT_FORMAT,
    STYLES_PART,
    Formats,
    finished,
    with_free_heights,
    with_named_styles,
)
from unionxl.workbook.new.table_sheet import TableSheet, WideRows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping, Sequence

    from unionxl.tables.model import Table
    from unionxl.workbook.new.macros import Macros
    from unionxl.workbook.new.styles import Edit
    from unionxl.workbook.new.table_sheet import Rows

# The macros find the sheets by these.
HOME_NAME, GUIDE_NAME, MORE_NAME = "UnionHome", "UnionGuide", "UnionMore"
SHEETS_OF_MACROS = {
    startsheet.TITLE: startsheet.CODE_NAME,
    guide.TITLE: guide.CODE_NAME,
    more_sheet.TITLE: more_sheet.CODE_NAME,
}


def build_blank(
    target: Path | BinaryIO,
    *,
    year: int,
    unit_name: str = "",
    rows: Mapping[str, Rows] | None = None,
    created: dt.datetime,
    macros: Macros | None = None,
) -> None:
    """Write a new workbook with every input table; with macros, start sheet and instructions too.

    `rows` gives, by table name, the rows to start with, each from header to value; they take the
    place of the standard ones, but settings that they do not name keep their defaults. With macros
    the sheets that few need are hidden, unless they have rows. Rows that
    are `WideRows` bring columns of the clerk's own. The same arguments give the same bytes.

    Raises:
        WorkbookError: a text is too long for a cell.
    """
    given = rows or {}
    filled = starting_rows(year, unit_name)
    settings = merged_settings(filled[SETTINGS.name], given.get(SETTINGS.name, ()))
    tables = [_widened(table, given.get(table.name, ())) for table in TABLES]
    in_sight = {one.name for one in TABLES if one.is_in_sight or given.get(one.name)}
    whole = {**filled, **given, SETTINGS.name: settings}
    package = _build(whole, tables, created, macros, in_sight)
    if isinstance(target, Path):
        target.write_bytes(package)
    else:
        target.write(package)


def _widened(table: Table, rows: Rows) -> Table:
    """Return a table with the columns of the clerk's own that its rows bring."""
    headers = rows.own_columns if isinstance(rows, WideRows) else ()
    own = (Column(header, field=f"own_{number}") for number, header in enumerate(headers))
    return replace(table, columns=(*table.columns, *own)) if headers else table


def _build(
    rows: Mapping[str, Rows],
    tables: Sequence[Table],
    created: dt.datetime,
    macros: Macros | None,
    in_sight: Collection[str],
) -> bytes:
    """Return the workbook as bytes; whatever XlsxWriter only warns of stops it."""
    unknown = rows.keys() - BY_NAME.keys()
    if unknown:
        raise KeyError(*unknown)
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = XlsxWorkbook(
            buffer, {"in_memory": True, "default_format_properties": DEFAULT_FORMAT}
        )
        book.set_properties({"title": "工会工作簿", "created": created})
        formats = Formats(book)
        if macros:
            home = book.add_worksheet(startsheet.TITLE)
            start = StartSheet(home, formats, macros.buttons)
            start.in_sight = in_sight
            start.write(_month(rows))
            write_guide(book.add_worksheet(guide.TITLE), formats, macros.buttons)
            write_more(book.add_worksheet(more_sheet.TITLE), formats, macros.buttons)
            book.define_name(HOME_NAME, startsheet.month_cell(macros.buttons))
            book.define_name(GUIDE_NAME, f"='{guide.TITLE}'!$B$1")
            book.define_name(MORE_NAME, f"='{more_sheet.TITLE}'!$B$1")
        for table in tables:
            sheet = TableSheet(book.add_worksheet(table.sheet), table, formats)
            if macros and table is SETTINGS:
                picked = startsheet.month_picked(macros.buttons)
                sheet.computed[MONTH_SETTING] = (picked, _month(rows))
            if table.name == LEDGER.name:
                sheet.opening = _opening(rows)
            sheet.write(rows.get(table.name, ()))
            if macros:
                sheet.add_buttons(macros.of_rows(table.name))
            if macros and table.name not in in_sight:
                sheet.sheet.hide()
        if macros:
            add_macros(book, macros, _code_names())
        formats.take_all()
        book.close()
    return _finished(buffer.getvalue(), formats, macros)


def _finished(package: bytes, formats: Formats, macros: Macros | None) -> bytes:
    """Return the workbook with what XlsxWriter cannot write."""
    edits: dict[str, Edit] = {STYLES_PART: partial(with_named_styles, formats.style_names())}
    first = len(SHEETS_OF_MACROS) + 1 if macros else 1
    for number in range(first, first + len(TABLES)):
        edits[f"xl/worksheets/sheet{number}.xml"] = with_free_heights
    if macros is None:
        return finished(package, edits)
    return finished(package, {**edits, **ribbon_edits(macros)}, ribbon_parts(macros.buttons))


def _code_names() -> dict[str, str]:
    """Return the code name of every sheet in tab order."""
    return SHEETS_OF_MACROS | {table.sheet: f"sh{table.name}" for table in TABLES}


def _opening(rows: Mapping[str, Rows]) -> float | None:
    """Return the opening balance that the settings name."""
    label, value = (column.header for column in OPENING_COLUMNS)
    return opening_of((row.get(label), row.get(value)) for row in rows[SETTINGS.name])


def _month(rows: Mapping[str, Rows]) -> int | None:
    """Return the month that the settings name, if any."""
    label, value = SettingColumns.label.header, SettingColumns.value.header
    found = [row[value] for row in rows[SETTINGS.name] if row[label] == MONTH_SETTING]
    return int(str(found[0])) if found and found[0] is not None else None
