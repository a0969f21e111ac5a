"""《活动登记》: an activity is typed once and stands in register, ledger and plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_block, a_workbook
from unionxl.errors import RequestError
from unionxl.operations.doing import done
from unionxl.operations.request import Request
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.plan import PLAN
from unionxl.views.done_sheet import VIEW_ID
from unionxl.workbook.inputs.drafts import read_draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.fakes import FakeWorkbook
    from unionxl.operations.outcome import Outcome
    from unionxl.values.column import ReadValue
    from unionxl.views.layout import Cell

APRIL = dt.datetime(2026, 4, 10, 9, 0, tzinfo=dt.UTC)
MARCH = dt.date(2026, 3, 6)
ITEMS: tuple[dict[str, ReadValue], ...] = (
    {
        "编号": "P004",
        "月份": "3月",
        "起始日期": MARCH,
        "工作内容": "庆三八健步走",
        "计划人数": 40,
        "科目编码": "50102",
        "状态": "未开始",
    },
    {"编号": "P005", "月份": "每月", "工作内容": "读书会"},
)


def _workbook(**tables: list[dict[str, ReadValue]]) -> FakeWorkbook:
    accounts = {"版本": "2021", "编码": "50102", "名称": "文体活动费", "类型": "支出"}
    return a_workbook(
        a_block(PLAN, *ITEMS),
        a_block(ACCOUNTS, accounts),
        a_block(LEDGER, *tables.get("ledger", [])),
        a_block(ACTIVITIES, *tables.get("activities", [])),
        settings={"科目版本": "2021"},
    )


def _click(workbook: FakeWorkbook, **values: object) -> Outcome:
    return done(Request(APRIL, values=values, given=workbook))


def _type(workbook: FakeWorkbook, typed: Mapping[str, object]) -> None:
    spec = workbook.specs[VIEW_ID]

    def filled(cell: Cell) -> Cell:
        name = cell.input_for.column if cell.input_for else ""
        return replace(cell, value=typed[name]) if name in typed else cell  # type: ignore[arg-type]

    blocks = tuple(
        replace(block, rows=tuple(tuple(map(filled, row)) for row in block.rows))
        for block in spec.blocks
    )
    workbook.specs[VIEW_ID] = replace(spec, blocks=blocks)


def _rows(workbook: FakeWorkbook, name: str, *headers: str) -> list[tuple[object, ...]]:
    block = workbook.read_table(name)
    places = [block.position(header) for header in headers]
    return [tuple(row[place] for place in places) for row in block.rows]


FILLED = {"地点": "操场", "实到人数": 38, "费用": 560, "凭证号": "记-9", "经手人": "李敏"}


def test_an_activity_is_typed_once_for_register_ledger_and_plan() -> None:
    workbook = _workbook()
    workbook.at = ("年度计划", 4)
    _click(workbook)
    _type(workbook, FILLED)
    workbook.at = ("活动登记", 6)
    outcome = _click(workbook)
    assert outcome.summary == (
        "已登记《活动台账》1 行、《收支台账》1 行，《年度计划》P004 记为已完成。"
    )
    told = ("计划编号", "活动名称", "日期", "地点", "应到人数", "实到人数", "费用", "活动编号")
    assert _rows(workbook, "Activities", *told) == [
        ("P004", "庆三八健步走", MARCH, "操场", 40, 38, 560.0, "A001")
    ]
    paid = ("日期", "凭证号", "摘要", "科目名称", "支出金额", "计划编号", "人数")
    assert _rows(workbook, "Ledger", *paid) == [
        (MARCH, "记-9", "庆三八健步走", "文体活动费", 560.0, "P004", 38)
    ]
    assert _rows(workbook, "Plan", "状态", "完成日期", "完成情况")[0] == (
        *("已完成", MARCH),
        "3月6日，38人",
    )
    before = {name: workbook.read_table(name).rows for name in ("Activities", "Ledger", "Plan")}
    _click(workbook)
    workbook.at = ("年度计划", 4)
    _click(workbook)
    assert {name: workbook.read_table(name).rows for name in before} == before


def test_nothing_is_registered_before_anything_is_typed() -> None:
    workbook = _workbook()
    workbook.at = ("年度计划", 4)
    _click(workbook)
    _click(workbook)
    assert not _rows(workbook, "Activities", "日期")


def test_a_command_registers_at_once() -> None:
    workbook = _workbook()
    _click(workbook, item="P004", heads="38", yes=True)
    assert _rows(workbook, "Activities", "计划编号", "实到人数") == [("P004", 38)]
    assert not _rows(workbook, "Ledger", "日期")


def test_what_cannot_be_read_is_left_standing() -> None:
    workbook = _workbook()
    _click(workbook, item="P004")
    _type(workbook, {**FILLED, "日期": "上周五"})
    (note,) = _click(workbook).notes
    assert "「日期」“上周五”不是日期。" in note
    assert not _rows(workbook, "Activities", "日期")
    draft = read_draft(workbook, VIEW_ID)
    assert draft is not None
    assert (draft.head.text("日期"), draft.head.text("地点")) == ("上周五", "操场")
    with pytest.raises(RequestError, match="“庆三八健步走”填了还没有登记，没有换成“读书会”"):
        _click(workbook, item="P005")


def test_a_voucher_that_is_booked_is_not_booked_again() -> None:
    paid: dict[str, ReadValue] = {
        "日期": dt.date(2026, 3, 9),
        "凭证号": "记-9",
        "摘要": "健步走奖品",
        "支出金额": 560.0,
    }
    workbook = _workbook(ledger=[paid])
    _click(workbook, item="P004")
    _type(workbook, FILLED)
    _click(workbook)
    assert len(_rows(workbook, "Ledger", "日期")) == 1
    other = _workbook(ledger=[{**paid, "支出金额": 80.0}])
    _click(other, item="P004")
    _type(other, FILLED)
    (note,) = _click(other).notes
    assert "凭证号「记-9」已用于《收支台账》第 4 行“健步走奖品”80.00 元" in note
    assert not _rows(other, "Activities", "日期")


def test_numbers_go_on_and_a_row_that_is_there_is_the_one() -> None:
    there: dict[str, ReadValue] = {
        "计划编号": "P004",
        "活动名称": "庆三八健步走",
        "日期": MARCH,
        "活动编号": "A011",
    }
    workbook = _workbook(activities=[there])
    _click(workbook, item="P004")
    _type(workbook, {"地点": "操场"})
    _click(workbook)
    assert _rows(workbook, "Activities", "活动编号") == [("A011",)]
    _click(workbook, item="P005", yes=True)
    assert _rows(workbook, "Activities", "计划编号", "活动编号")[1] == ("P005", "A012")


@pytest.mark.parametrize(
    ("option", "typed"),
    [("heads", "很多"), ("cost", "abc"), ("cost", "-3"), ("on", "上周"), ("heads", "38.5")],
)
def test_a_command_is_not_taken_at_a_word_that_the_cell_cannot_hold(
    option: str, typed: str
) -> None:
    workbook = _workbook()
    with pytest.raises(RequestError, match=f"“{typed}”不是"):
        _click(workbook, item="P004", **{option: typed}, yes=True)
    assert not _rows(workbook, "Activities", "活动名称")


def test_without_a_selected_item_it_says_what_to_do() -> None:
    workbook = _workbook()
    workbook.at = ("首页", 5)
    with pytest.raises(RequestError, match="请在《年度计划》选中那一行"):
        _click(workbook)
    with pytest.raises(RequestError, match="没有编号“P404”"):
        _click(workbook, item="P404")
