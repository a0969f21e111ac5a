"""Closed columns come into sight when an import, a draft or a finding leads to them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_block, a_workbook
from unionxl.domain.source import SourceRef
from unionxl.operations.checking import check_workbook
from unionxl.operations.taking import NewRow, Take, take_over
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.tables.proposals import PROPOSALS
from unionxl.views.drafts import DraftLine, DraftSheet
from unionxl.workbook.inputs.folded import show_linked
from unionxl.workbook.package.col_elements import with_columns_shown

if TYPE_CHECKING:
    from unionxl.values.column import Column, ReadValue
    from unionxl.views.layout import CellValue

DAY = dt.date(2026, 3, 6)
LETTERS = {column.header: at for at, column in enumerate(LEDGER.columns, 1)}


def _closed(*headers: str) -> set[int]:
    return {LETTERS[header] for header in headers}


def test_a_link_opens_the_whole_group_and_no_other() -> None:
    workbook = a_workbook()
    at = LETTERS["受益会员"]
    link = SourceRef("收支台账", 7, "受益会员", f"{chr(64 + at)}7")
    show_linked(workbook, [link, SourceRef("收支台账", 7, "摘要", "C7"), SourceRef("收支台账", 7)])
    group = ("经费来源", "计划编号", "事由", "受益会员", "人数", "发放方式", "名单签收")
    assert workbook.opened == {"收支台账": _closed(*group)}


def test_a_column_that_is_open_opens_nothing() -> None:
    workbook = a_workbook()
    show_linked(
        workbook, [SourceRef("收支台账", 7, "摘要", "C7"), SourceRef("没有", 7, "摘要", "C7")]
    )
    assert workbook.opened == {}


def test_a_check_opens_what_its_findings_lead_to() -> None:
    row: dict[str, ReadValue] = {
        "编号": "T1",
        "案由": "休息区",
        "立案情况": "立案",
        "答复日期": DAY,
        "满意度": "满意",
    }
    workbook = a_workbook(a_block(PROPOSALS, row))
    check_workbook(workbook, as_of=dt.date(2026, 6, 1))
    outcome = 1 + [column.header for column in PROPOSALS.columns].index("办理结果")
    assert workbook.opened["提案"] == {outcome, outcome + 1, outcome + 2}


def test_a_draft_opens_what_it_writes_to() -> None:
    workbook = a_workbook(a_block(LEDGER))
    values: dict[Column, CellValue] = {
        Ledger.booked_on: DAY,
        Ledger.voucher_no: "记-1",
        Ledger.witness: "李敏",
    }
    draft = DraftSheet(lines=(DraftLine("one"),))
    take_over(workbook, draft, [Take("one", (NewRow(LEDGER, values),))], fiscal_year=2026)
    assert workbook.opened == {"收支台账": _closed("证明人")}


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ({5}, b'<cols><col min="1" max="2" width="9"/><col min="5" max="6"/></cols><sheetData/>'),
    ],
)
def test_columns_that_are_in_sight_stay(columns: set[int], wanted: bytes) -> None:
    assert with_columns_shown(wanted, columns) == wanted


def test_a_group_loses_its_mark_and_others_keep_theirs() -> None:
    sheet = (
        b'<x:cols><x:col min="2" max="3" outlineLevel="1" hidden="1"/>'
        b'<x:col min="4" max="4" collapsed="1"/><x:col min="6" max="6" hidden="true"/></x:cols>'
        b"<x:sheetData/>"
    )
    assert with_columns_shown(sheet, {2, 3}) == (
        b'<x:cols><x:col min="2" max="2" outlineLevel="1"/>'
        b'<x:col min="3" max="3" outlineLevel="1"/>'
        b'<x:col min="4" max="4"/><x:col min="6" max="6" hidden="true"/></x:cols>'
        b"<x:sheetData/>"
    )
