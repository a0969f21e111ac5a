from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.all import TABLES, column_count
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.model import NextYear
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.reviews import REVIEWS
from unionxl.tables.settings import SETTING_ROWS
from unionxl.values.column import Column, Kind
from unionxl.workbook.new.start_rows import _cell
from unionxl.workbook.new.styles import with_named_styles
from unionxl.workbook.new.validations import column_validation

if TYPE_CHECKING:
    from unionxl.tables.model import Table


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_headers_and_fields_are_unlike(table: Table) -> None:
    assert len({column.header for column in table.columns}) == len(table.columns)
    assert len({column.field for column in table.columns}) == len(table.columns)
    assert table.key in {"", *(column.header for column in table.columns)}
    assert table.intro.endswith("。")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_a_table_declares_is_of_its_own_columns(table: Table) -> None:
    declared = [one.column for one in table.checks]
    declared += [column for one in table.highlights for column in one.columns]
    assert set(declared) <= set(table.columns)
    assert len({one.column for one in table.checks}) == len(table.checks)
    for check in table.checks:
        assert check.known is None or check.known[1] in check.known[0].columns


def test_what_a_table_needs_is_read_before_it() -> None:
    for place, table in enumerate(TABLES):
        assert set(table.needs) <= set(TABLES[:place])


def test_every_table_can_be_reached_from_the_start_sheet() -> None:
    assert {table.name for table in TABLES if table.group is None} == set()


def test_what_a_year_leaves_behind_does_not_go_into_the_next() -> None:
    empty = {table for table in TABLES if table.next_year is NextYear.EMPTY}
    assert empty >= {DUES, LEDGER, ACTIVITIES, DISCLOSURES, REVIEWS}
    for table in TABLES:
        assert table.next_year is not NextYear.KEPT or not table.register


def test_an_older_workbook_has_as_many_of_our_columns_as_its_header_says() -> None:
    now = [column.header for column in PROPOSALS.columns]
    before = ["是否立案" if one == "立案情况" else one for one in now if one != "办理结果"]
    assert column_count("Proposals", now) == len(now)
    assert column_count("proposals", [*before, "我的一列"]) == len(now) - 1
    assert column_count("别的表", now) == 0


def test_sheets_and_tables_are_unlike() -> None:
    assert len({table.name for table in TABLES}) == len(TABLES)
    assert len({table.sheet for table in TABLES}) == len(TABLES)


def test_words_that_stand_for_something_are_a_closed_list() -> None:
    for table in TABLES:
        for column in table.columns:
            if column.enum_type:
                assert column.is_closed
                assert column.choices == tuple(one.value for one in column.enum_type)


def test_a_setting_with_a_default_offers_it() -> None:
    for setting in SETTING_ROWS:
        assert setting.default is None or setting.default in setting.choices


def test_a_list_too_long_for_a_cell_is_refused() -> None:
    column = Column("列", choices=tuple(f"第{number}项" for number in range(100)))
    with pytest.raises(AssertionError):
        column_validation(column)


def test_a_plain_text_column_takes_anything() -> None:
    assert column_validation(Column("列")) is None
    hinted = column_validation(Column("列", Kind.CODE, hint="如 记-1"))
    assert hinted
    assert hinted["validate"] == "any"


def test_only_values_of_cells_go_into_cells() -> None:
    with pytest.raises(TypeError):
        _cell(object())


def test_styles_without_named_styles_are_not_ours() -> None:
    with pytest.raises(AssertionError):
        with_named_styles({}, b"<styleSheet/>")
