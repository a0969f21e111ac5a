"""Names are looked up by their codes, as values and only where nothing stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.fakes import FakeWorkbook, a_block, a_workbook
from unionxl.errors import WorkbookError
from unionxl.operations.making import make
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS
from unionxl.tables.services import SERVICES

if TYPE_CHECKING:
    import pytest

DAY = dt.date(2026, 3, 6)


def _workbook() -> FakeWorkbook:
    return a_workbook(
        a_block(MEMBERS, {"会员编号": "M001", "姓名": "李敏"}),
        a_block(ACCOUNTS, {"版本": "2021", "编码": "50102", "名称": "文体活动费", "类型": "支出"}),
        a_block(
            LEDGER,
            {"日期": DAY, "摘要": "奖品", "科目编码": "50102", "支出金额": 5.0},
            {"日期": DAY, "科目编码": "50102", "科目名称": "活动费", "支出金额": 5.0},
            {"日期": DAY, "科目编码": "599", "支出金额": 5.0},
        ),
        a_block(
            SERVICES,
            {"日期": DAY, "会员编号": "M001", "事项": "生日"},
            {"日期": DAY, "会员编号": "M404", "事项": "生日"},
            {"日期": DAY, "会员编号": "M001", "姓名": "李 敏", "事项": "生日"},
        ),
        a_block(DUES, {"会员编号": "M001", "所属月份": "2026-01", "实缴": 20.0}),
        settings={"科目版本": "2021"},
    )


def _column(workbook: FakeWorkbook, table: str, header: str) -> list[object]:
    block = workbook.read_table(table)
    return [row[block.position(header)] for row in block.rows]


def test_names_are_filled_in_where_the_code_tells_and_nothing_stands() -> None:
    workbook = _workbook()
    make(workbook, "close", as_of=DAY)
    make(workbook, "dues", as_of=DAY)
    assert _column(workbook, "Ledger", "科目名称") == ["文体活动费", "活动费", None]
    assert _column(workbook, "Services", "姓名") == ["李敏", None, "李 敏"]
    assert _column(workbook, "Dues", "姓名") == ["李敏"]


def test_a_table_that_takes_nothing_does_not_stop_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workbook = _workbook()

    def refused(_self: FakeWorkbook, table: str, _changes: object) -> None:
        raise WorkbookError("有保护", where=table, advice="")

    monkeypatch.setattr(FakeWorkbook, "set_cells", refused)
    before = replace(workbook.read_table("Dues"))
    assert make(workbook, "dues", as_of=DAY).summary == "已生成《会费收缴表》。"
    assert workbook.read_table("Dues") == before
