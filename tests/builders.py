"""Books for tests, their tables as text beside the assertion.

A table is text with one row a line. With `|` in it, its first line names the columns by their
headers; without, the words of a line are those of the shortest useful columns.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from textwrap import dedent
from typing import TYPE_CHECKING

from tests.fakes import a_block, a_workbook
from unionxl.resources import load_accounts, load_standards
from unionxl.tables.all import TABLES
from unionxl.values.column import Kind
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.domain.policy import Standards
    from unionxl.tables.model import Table
    from unionxl.values.column import Column, ReadValue

SETTINGS: Mapping[str, ReadValue] = {
    "年度": 2026,
    "执行标准": "安徽",
    "科目版本": "2010",
    "会费比例": 0.005,
    "预警比例": 0.9,
    "期初结余": 100000.0,
}
SHORT_HEADERS = {
    "Budget": ("科目编码", "科目名称", "年初预算数"),
    "Ledger": ("日期", "凭证号", "科目编码", "支出金额"),
    "Members": ("会员编号", "姓名"),
    "Dues": ("会员编号", "所属月份", "实缴"),
}
BY_ARGUMENT = {table.name.lower(): table for table in TABLES}
FIRST_ROW = 4  # the sheet row of the first row of a table


@cache
def standards() -> Standards:
    """Return the data files as they are shipped."""
    return load_standards()


def a_book(
    *,
    as_of: dt.date = dt.date(2026, 11, 30),
    settings: Mapping[str, ReadValue] | None = None,
    **tables: str,
) -> UnionBook:
    """Return a book of 2026 with these tables, and all others empty."""
    blocks = [
        a_block(BY_ARGUMENT[name], *rows_of(BY_ARGUMENT[name], text))
        for name, text in tables.items()
        if text.strip()
    ]
    workbook = a_workbook(*blocks, settings={**SETTINGS, **(settings or {})})
    book, _ = read_book(workbook, as_of=as_of)
    return replace(book, accounts=book.accounts or load_accounts())


def rows_of(table: Table, text: str) -> list[dict[str, ReadValue]]:
    """Return the rows of a table from its text."""
    lines = [line for line in dedent(text).strip().splitlines() if line.strip()]
    if any("|" in line for line in lines):
        headers, *body = [_cells(line) for line in lines]
    else:
        headers, body = list(SHORT_HEADERS[table.name]), [line.split() for line in lines]
    by_header = {column.header: column for column in table.columns}
    rows = [
        {header: _value(by_header[header], cell) for header, cell in zip(headers, row, strict=True)}
        for row in body
    ]
    return [_completed(table, row) for row in rows]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _value(column: Column, cell: str) -> ReadValue:
    """Return a cell as a workbook would give it."""
    if not cell:
        return None
    if column.kind is Kind.DATE:
        return dt.date.fromisoformat(cell)
    if column.kind in {Kind.MONEY, Kind.NUMBER}:
        return float(cell)
    return int(cell) if column.kind is Kind.COUNT else cell


def _completed(table: Table, row: dict[str, ReadValue]) -> dict[str, ReadValue]:
    """Say which side of the budget an account is on, where the text does not."""
    if table.name == "Budget" and "类型" not in row:
        row["类型"] = "收入" if str(row["科目编码"]).startswith("4") else "支出"
    return row
