"""What a new workbook holds before the clerk types anything: settings, calendar facts, charts."""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl import resources
from unionxl.tables.all import TABLES
from unionxl.tables.model import StartFacts
from unionxl.tables.settings import SettingColumns
from unionxl.values.column import YES_NO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unionxl.tables.model import Table
    from unionxl.views.layout import CellValue

    Row = Mapping[str, CellValue]


def starting_rows(year: int, unit_name: str) -> dict[str, tuple[Row, ...]]:
    """Return the rows of a new workbook by table name, each from header to value."""
    facts = StartFacts(
        year=year,
        unit_name=unit_name,
        duties=resources.load_duties(),
        evidence_items=resources.load_evidence(),
        accounts=resources.load_accounts(),
        festivals=resources.load_festivals(),
        holidays=resources.load_holidays(),
    )
    return {table.name: _rows(table, table.start(facts)) for table in TABLES if table.start}


def merged_settings(rows: Iterable[Row], given: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows of the settings with the given values in place of the defaults."""
    label, value = SettingColumns.label.header, SettingColumns.value.header
    values = {row[label]: row.get(value) for row in given}
    return tuple({**row, value: values.get(row[label], row[value])} for row in rows)


def _rows(table: Table, records: Iterable[object]) -> tuple[Row, ...]:
    """Return records as rows of a table."""
    return tuple(
        {column.header: _cell(getattr(record, column.field)) for column in table.columns}
        for record in records
    )


def _cell(value: object) -> CellValue:
    """Return a field of a record as a cell shows it."""
    if isinstance(value, bool):
        return YES_NO[0] if value else YES_NO[1]
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, str):
        return value or None
    if value is None or isinstance(value, int | Decimal | dt.date):
        return value
    raise TypeError(value)
