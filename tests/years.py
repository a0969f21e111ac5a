"""The sample year as a book, clean of every fault a rule could find."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from tests.fakes import a_block, a_workbook
from unionxl.resources import load_accounts, load_festivals, load_holidays
from unionxl.sample.year import completed_plan, sample_year
from unionxl.workbook.reader import read_book
from unionxl.workbook.schema import TABLES

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.sample.rows import Row
    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import ReadValue


@cache
def sample_book(year: int = 2026, *, as_of: dt.date | None = None) -> UnionBook:
    """Return the sample year as it stands on its last day."""
    rows = dict(sample_year(year))
    rows["Plan"] = (*rows["Plan"], *completed_plan(year))
    settings = {str(row["项目"]): _as_read(row.get("值")) for row in rows["Settings"]}
    blocks = [
        a_block(table, *(_row_as_read(row) for row in rows[table.name]))
        for table in TABLES
        if table.name in rows and table.name != "Settings"
    ]
    book, findings = read_book(
        a_workbook(*blocks, settings=settings), as_of=as_of or dt.date(year, 12, 31)
    )
    assert not findings, findings[:5]
    return replace(
        book,
        accounts=load_accounts(),
        festivals=load_festivals(),
        holiday_days=load_holidays(),
    )


def _row_as_read(row: Row) -> dict[str, ReadValue]:
    return {header: _as_read(value) for header, value in row.items()}


def _as_read(value: CellValue) -> ReadValue:
    """Return a value as a workbook gives it back: numbers as floats."""
    return float(value) if isinstance(value, Decimal) else value
