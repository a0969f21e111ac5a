"""Whatever stands in the cells, reading gives records or findings, never an exception."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes import a_block, a_workbook
from unionxl.rules.finding import Severity
from unionxl.rules.remarks import BELOW, NOT_COUNTED
from unionxl.tables.all import TABLES
from unionxl.tables.settings import SETTINGS
from unionxl.values.reading import parse_cell, parse_cells, plain_texts
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.book.records import MAX_FINDINGS_A_COLUMN, ColumnReading

if TYPE_CHECKING:
    from unionxl.tables.model import Table
    from unionxl.values.column import Column, ReadValue

TODAY = dt.date(2026, 3, 1)
WHOLE_ROWS = {BELOW, NOT_COUNTED}
SLIPS = (
    *(
        "#REF!",
        "3月",
        "七、八月",
        "2027-01",
        "12、1",
        "2026-02-30",
        "1,200.50",
        "￥1200",
        "是",
        "√",
    ),
    *("-", "=1+1", "未开始", "支出", "放假", "１２", "5%", "1e5", "½", "٣", "九" * 50, "7-8-9"),
)
TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(SLIPS),
    st.text(alphabet="0123456789年月日、-~至.,/ 一二三十上下旬季度万元%", max_size=14),
)
CELLS: st.SearchStrategy[ReadValue] = st.one_of(
    st.none(),
    TEXTS,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@pytest.mark.parametrize("table", [table for table in TABLES if table is not SETTINGS])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_cells_give_records_or_findings(table: Table, data: st.DataObject) -> None:
    headers = [column.header for column in table.columns]
    row = st.fixed_dictionaries(dict.fromkeys(headers, CELLS))
    rows = data.draw(st.lists(row, max_size=6))
    book, findings = read_book(a_workbook(a_block(table, *rows)), as_of=TODAY, tables={table})
    records = getattr(book, table.field)
    assert len(records) + book.skipped_rows.get(table.field, 0) <= len(rows)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert len(errors) >= book.skipped_rows.get(table.field, 0)
    assert len(findings) <= (MAX_FINDINGS_A_COLUMN + 2) * len(headers)
    for finding in findings:
        assert finding.sources[0].cell or finding.rule_id in WHOLE_ROWS
        assert finding.message.endswith("。")
        assert "请" in finding.advice
    for record in records:
        hash(record)


@settings(max_examples=300, deadline=None)
@given(
    cells=st.lists(st.one_of(CELLS, st.sampled_from([0, 0.0, False, 1, 1.0, True]))),
    column=st.sampled_from([column for table in TABLES for column in table.columns]),
)
def test_a_cell_is_read_alike_alone_and_among_others(
    cells: list[ReadValue], column: Column
) -> None:
    together = ColumnReading(column, 0, 2026)
    together.read(cells)
    assert list(together.values) == [parse_cell(cell, column, 2026)[0] for cell in cells]
    assert [type(value) for value in together.values] == [
        type(parse_cell(cell, column, 2026)[0]) for cell in cells
    ]


@settings(max_examples=300, deadline=None)
@given(
    cells=st.lists(st.one_of(st.sampled_from([*SLIPS, "无", "—", "记-1", "", " x"]), TEXTS)),
    column=st.sampled_from([column for table in TABLES for column in table.columns]),
)
def test_plain_texts_are_what_the_cells_say(cells: list[ReadValue], column: Column) -> None:
    if plain_texts(cells, column):
        assert list(parse_cells(cells, column, 2026)) == [(cell, None) for cell in cells]


@settings(max_examples=150, deadline=None)
@given(
    given=st.dictionaries(
        st.sampled_from(["当前月份", "科目版本", "会费比例", "期初结余", "每周首日", "单位名称"]),
        CELLS,
    )
)
def test_any_settings_but_the_year_can_be_read(given: dict[str, ReadValue]) -> None:
    book, _ = read_book(a_workbook(settings=given), as_of=TODAY, tables=())
    assert book.fiscal_year == 2026
    assert book.settings.current_month in {None, *range(1, 13)}
    assert book.settings.account_edition in {"2010", "2021"}
