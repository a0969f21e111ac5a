"""《会费登记》: what members owe becomes rows of the dues and one receipt, in two clicks."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.fakes import a_block, a_workbook
from unionxl.domain.dues_owed import OwedPart, put_to_months
from unionxl.domain.dues_year import dues_year
from unionxl.domain.period import Month
from unionxl.errors import RequestError
from unionxl.operations.collecting import collect
from unionxl.operations.request import Request
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS
from unionxl.views.collect_sheet import VIEW_ID
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.drafts import read_draft

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.fakes import FakeWorkbook
    from unionxl.operations.outcome import Outcome
    from unionxl.values.column import ReadValue
    from unionxl.views.drafts import DraftSheet
    from unionxl.views.layout import Cell

APRIL = dt.datetime(2026, 4, 10, 9, 0, tzinfo=dt.UTC)


def _workbook(
    count: int = 3, dues: tuple[Mapping[str, object], ...] = (), **settings: object
) -> FakeWorkbook:
    members = [
        {
            "会员编号": f"M{number:03d}",
            "姓名": f"会员{number}",
            "入会日期": dt.date(2015, 9, 1),
            "月缴费基数": 4000.0 + number,
            "在职状态": "在职",
        }
        for number in range(1, count + 1)
    ]
    accounts = [{"版本": "2021", "编码": "401", "名称": "会费收入", "类型": "收入"}]
    blocks = (
        a_block(MEMBERS, *members),  # type: ignore[arg-type]
        a_block(ACCOUNTS, *accounts),
        a_block(DUES, *dues),  # type: ignore[arg-type]
        a_block(LEDGER),
    )
    usual = {"会费比例": 0.005, "科目版本": "2021"}
    return a_workbook(*blocks, settings={**usual, **settings})  # type: ignore[dict-item]


def _click(workbook: FakeWorkbook, **values: object) -> Outcome:
    return collect(Request(APRIL, values=values, given=workbook))


def _draft(workbook: FakeWorkbook) -> DraftSheet:
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    return draft


def _type(workbook: FakeWorkbook, typed: Mapping[tuple[str, str], object]) -> None:
    """Type into input cells, by number of the member and name of the cell."""
    spec = workbook.specs[VIEW_ID]

    def filled(cell: Cell) -> Cell:
        target = cell.input_for
        place = (target.key.partition("|")[0], target.column) if target else ("", "")
        return replace(cell, value=typed[place]) if place in typed else cell  # type: ignore[arg-type]

    blocks = tuple(
        replace(block, rows=tuple(tuple(map(filled, row)) for row in block.rows))
        for block in spec.blocks
    )
    workbook.specs[VIEW_ID] = replace(spec, blocks=blocks)


def _rows(workbook: FakeWorkbook, name: str, *headers: str) -> list[tuple[object, ...]]:
    block = workbook.read_table(name)
    places = [block.position(header) for header in headers]
    return [tuple(row[place] for place in places) for row in block.rows]


def _owed(workbook: FakeWorkbook) -> Decimal:
    book, _ = read_book(workbook, as_of=dt.date(2026, 12, 31))
    first = [one for one in dues_year(book).accounts if one.months[0] <= Month(2026, 3)]
    return sum((one.short_amount for one in first), Decimal(0))


def test_a_month_takes_two_clicks_and_nothing_typed() -> None:
    workbook = _workbook(80, 启用月份="2026-03")
    _click(workbook, month="2026-03")
    assert not _rows(workbook, "Dues", "会员编号")
    outcome = _click(workbook, month="2026-03")
    assert outcome.summary == (
        "已登记《会费》80 行、《收支台账》1 行，"
        "《会费登记》截至2026年3月：已登记 80 人，没有登记 0 人。"
    )
    told = ("会员编号", "所属月份", "应缴", "实缴", "缴费日期", "方式")
    assert _rows(workbook, "Dues", *told)[0] == (
        *("M001", "2026-03", 20.01, 20.01),
        *(dt.date(2026, 4, 10), "工资代扣"),
    )
    ((income, heads, account, name, fund),) = _rows(
        workbook, "Ledger", "收入金额", "人数", "科目编码", "科目名称", "经费来源"
    )
    paid = sum(Decimal(str(row[0])) for row in _rows(workbook, "Dues", "实缴"))
    assert (Decimal(str(income)), heads, account, name, fund) == (
        *(paid, 80, "401", "会费收入"),
        "会费",
    )
    before = {one: workbook.read_table(one).rows for one in ("Dues", "Ledger")}
    _click(workbook, month="2026-03")
    assert {one: workbook.read_table(one).rows for one in before} == before


def test_a_line_is_a_row_for_each_month_that_is_owed() -> None:
    paid = {"会员编号": "M001", "所属月份": "2026-02", "应缴": 20.01, "实缴": 20.01}
    workbook = _workbook(2, (paid,))
    _click(workbook, month="3月")
    months = [line.text("月份") for line in _draft(workbook).lines]
    assert months == ["1月、3月", "1至3月"]
    _click(workbook, month="3月", yes=True)
    assert _rows(workbook, "Dues", "会员编号", "所属月份")[1:] == [
        *(("M001", "2026-01"), ("M001", "2026-03")),
        *(("M002", "2026-01"), ("M002", "2026-02"), ("M002", "2026-03")),
    ]
    assert _owed(workbook) == 0


def test_who_did_not_pay_stays_open_and_who_paid_less_is_not_asked_twice() -> None:
    workbook = _workbook(3, 启用月份="2026-02")
    _click(workbook, month="2026-03")
    _type(workbook, {("M001", "实缴"): None, ("M002", "实缴"): 30})
    _click(workbook, month="2026-03")
    assert _rows(workbook, "Dues", "会员编号", "所属月份", "实缴")[:2] == [
        ("M002", "2026-02", 20.01),
        ("M002", "2026-03", 9.99),
    ]
    assert [(line.text("会员编号"), line.is_registered) for line in _draft(workbook).lines] == [
        ("M001", False),
        ("M002", True),
        ("M003", True),
    ]
    count = len(_rows(workbook, "Dues", "会员编号"))
    _click(workbook, month="2026-03")
    assert len(_rows(workbook, "Dues", "会员编号")) == count
    _type(workbook, {("M001", "实缴"): 40.02})
    _click(workbook, month="2026-03")
    ((income, heads),) = _rows(workbook, "Ledger", "收入金额", "人数")
    assert (income, heads) == (30 + 40.02 + 40.04, 3)


def test_a_row_that_is_not_paid_in_full_is_raised() -> None:
    short = {"会员编号": "M001", "所属月份": "2026-03", "应缴": 20.01, "实缴": 10.0}
    workbook = _workbook(1, (short,), 启用月份="2026-03")
    _click(workbook, month="2026-03")
    (line,) = _draft(workbook).lines
    assert line.text("实缴") == "10.01"
    _click(workbook, month="2026-03")
    assert _rows(workbook, "Dues", "所属月份", "实缴") == [("2026-03", 20.01)]
    assert _rows(workbook, "Ledger", "收入金额") == [(10.01,)]


@pytest.mark.parametrize(
    ("period", "last"), [("按季", 3), ("按半年", 6), ("按年", 12), ("按月", 2)]
)
def test_a_period_is_collected_to_its_end(period: str, last: int) -> None:
    workbook = _workbook(1, 会费周期=period, 会费取整="到元")
    _click(workbook, month="2026-02", yes=True)
    rows = _rows(workbook, "Dues", "所属月份")
    assert [str(row[0]) for row in rows] == [f"2026-{month:02d}" for month in range(1, last + 1)]
    book, _ = read_book(workbook, as_of=dt.date(2026, 12, 31))
    wrong = [one for one in dues_year(book).accounts if one.months[-1].month <= last]
    assert [one.short_amount or one.over_amount for one in wrong] == [0] * len(wrong)


def test_a_list_made_anew_goes_on_with_the_same_receipt() -> None:
    workbook = _workbook(2, 启用月份="2026-03")
    _click(workbook, month="2026-03")
    _type(workbook, {("M001", "实缴"): None})
    _click(workbook, month="2026-03")
    del workbook.specs[VIEW_ID]
    _click(workbook, month="2026-03")
    _click(workbook, month="2026-03")
    assert _rows(workbook, "Ledger", "收入金额", "人数") == [(40.02, 2)]


def test_a_receipt_that_she_booked_herself_stays_as_it_is() -> None:
    workbook = _workbook(1, 启用月份="2026-03")
    row: dict[str, ReadValue] = {
        "日期": dt.date(2026, 4, 9),
        "凭证号": "记-45",
        "摘要": "三月会费",
        "收入金额": 20.01,
    }
    workbook.tables["Ledger"] = a_block(LEDGER, row)
    _click(workbook, month="2026-03", voucher="记-45", yes=True)
    assert _rows(workbook, "Ledger", "摘要", "收入金额") == [("三月会费", 20.01)]
    assert len(_rows(workbook, "Dues", "会员编号")) == 1


def test_a_list_that_was_not_registered_goes_into_the_next() -> None:
    workbook = _workbook(2, 启用月份="2026-02")
    _click(workbook, month="2026-02")
    outcome = _click(workbook, month="2026-03")
    assert outcome.notes == ("截至2026年2月的名单没有登记，已并入这一次。",)
    assert [line.text("月份") for line in _draft(workbook).lines] == ["2月、3月"] * 2
    _type(workbook, {("M002", "实缴"): 5})
    with pytest.raises(RequestError, match="还有 1 人填了没有登记（会员2），没有换成 4 月"):
        _click(workbook, month="2026-04")


def test_whose_dues_cannot_be_computed_is_marked_and_waits() -> None:
    workbook = _workbook(2, 会费比例=None, 启用月份="2026-03")
    _click(workbook, month="2026-03", yes=True)
    assert not _rows(workbook, "Dues", "会员编号")
    texts = {cell.value for _, _, cell in workbook.specs[VIEW_ID].cells()}
    assert {"算不出", "请补填《会员》的月缴费基数或会费档次"} <= texts
    _type(workbook, {("M001", "实缴"): 20})
    _click(workbook, month="2026-03")
    assert _rows(workbook, "Dues", "会员编号", "应缴", "实缴") == [("M001", None, 20.0)]


def test_the_payroll_office_gets_a_list_of_its_own(tmp_path: Path) -> None:
    workbook = _workbook(2, 启用月份="2026-03")
    _click(workbook, month="2026-03")
    _type(workbook, {("M002", "方式"): "现金"})
    out = tmp_path / "代扣.xlsx"
    _click(workbook, month="2026-03", list=out)
    rows = list(openpyxl.load_workbook(out)["代扣名单"].iter_rows(values_only=True))
    assert rows[2:] == [
        (1, "M001", "会员1", None, "3月", 20.01),
        ("合计 1 人", None, None, None, None, 20.01),
    ]


def test_a_sum_is_put_to_the_oldest_months_first() -> None:
    parts = [OwedPart(Month(2026, one), Decimal(20), Decimal(20)) for one in (1, 2, 3)]
    told = [amount for _, amount in put_to_months(parts, Decimal("45.5"))]
    assert told == [Decimal(20), Decimal(20), Decimal("5.5")]
    assert [amount for _, amount in put_to_months(parts, Decimal(70))] == [20, 20, 30]
