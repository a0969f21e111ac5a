"""Cells that were read but are not what they should be: what becomes of them, and what does not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_block, a_workbook
from tests.listbooks import AT, accepted
from unionxl.errors import RequestError
from unionxl.lists.preview import VIEW_ID
from unionxl.lists.tidying import tidied
from unionxl.operations.request import Request
from unionxl.operations.tidying import tidy
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.tables.members import MEMBERS, Members

if TYPE_CHECKING:
    from tests.fakes import FakeWorkbook
    from unionxl.values.column import Column, ReadValue

CASES = [
    ("2026.3.8", Ledger.booked_on, dt.date(2026, 3, 8)),
    ("3月8日", Ledger.booked_on, dt.date(2026, 3, 8)),
    ("2026年3月8日", Members.joined_on, dt.date(2026, 3, 8)),
    (20260308, Ledger.booked_on, dt.date(2026, 3, 8)),
    ("￥1,200", Ledger.expense_amount, Decimal(1200)),
    ("１２００", Ledger.expense_amount, Decimal(1200)),
    ("1.2万元", Ledger.expense_amount, Decimal(12000)),
    ("38人", Ledger.person_count, 38),
    ("√", Members.in_hardship, "是"),
    ("有", Ledger.list_signed, "是"),
    ("×", Ledger.list_signed, "否"),
]
STAY = [
    ("3月上旬", Ledger.booked_on),
    ("3月8日", Members.born_on),
    ("1985.3", Members.born_on),
    (dt.date(2026, 3, 8), Ledger.booked_on),
    (1200.0, Ledger.expense_amount),
    (1200.005, Ledger.expense_amount),
    ("12.345", Ledger.expense_amount),
    ("约1200", Ledger.expense_amount),
    ("-300", Ledger.expense_amount),
    ("是", Members.in_hardship),
    ("待定", Members.in_hardship),
    ("-", Ledger.expense_amount),
    ("００１", Members.member_no),
    ("", Ledger.booked_on),
]


@pytest.mark.parametrize(("cell", "column", "new"), CASES, ids=lambda one: str(one)[:12])
def test_what_is_certain_becomes_what_it_means(
    cell: ReadValue, column: Column, new: object
) -> None:
    assert tidied(cell, column, 2026) == new


@pytest.mark.parametrize(("cell", "column"), STAY, ids=lambda one: str(one)[:12])
def test_what_is_not_certain_or_right_already_stays(cell: ReadValue, column: Column) -> None:
    assert tidied(cell, column, 2026) is None


def a_book_to_tidy() -> FakeWorkbook:
    return a_workbook(
        a_block(LEDGER, {"日期": "2026.3.8", "支出金额": "￥1,200", "摘要": "购书"}),
        a_block(MEMBERS, {"会员编号": "001", "姓名": "王芳", "困难职工": "√"}),
    )


def test_it_is_shown_first_and_changed_at_the_second_click() -> None:
    workbook = a_book_to_tidy()
    outcome = tidy(Request(AT, given=workbook))
    assert outcome.summary == "已在《导入预览》列出 3 处，还没有改动。"
    assert workbook.tables["Ledger"].rows[0][0] == "2026.3.8"
    accepted(workbook, **{"导入:Members:4:in_hardship": "否"})
    assert workbook.tables["Ledger"].rows[0][0] == dt.date(2026, 3, 8)
    assert 1200.0 in workbook.tables["Ledger"].rows[0]
    assert "√" in workbook.tables["Members"].rows[0]
    with pytest.raises(RequestError, match="没有等待确认"):
        accepted(workbook)


def test_a_cell_that_was_changed_meanwhile_is_left_alone() -> None:
    workbook = a_book_to_tidy()
    tidy(Request(AT, given=workbook))
    workbook.tables["Ledger"] = a_block(LEDGER, {"日期": "2026.3.9", "支出金额": "￥1,200"})
    accepted(workbook)
    assert workbook.tables["Ledger"].rows[0][0] == "2026.3.9"
    assert 1200.0 in workbook.tables["Ledger"].rows[0]


def test_one_table_at_once_and_then_nothing_more() -> None:
    workbook = a_book_to_tidy()
    values = {"table": "会员", "yes": True}
    assert tidy(Request(AT, given=workbook, values=values)).summary == "已整理 1 处。"
    assert "是" in workbook.tables["Members"].rows[0]
    assert tidy(Request(AT, given=workbook, values=values)).summary.startswith("没有需要整理")
    assert VIEW_ID not in workbook.specs
    with pytest.raises(RequestError, match="没有“提岸”这张表"):
        tidy(Request(AT, given=workbook, values={"table": "提岸"}))
