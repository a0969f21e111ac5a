"""Tables as frames: what the types are, what an empty cell is, what cannot be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import unionxl
from tests.fakes import a_block, a_workbook
from tests.unit.api.conftest import TODAY
from unionxl.api.frames import settings_of, table_frame
from unionxl.tables.all import TABLES
from unionxl.tables.budget import BUDGET
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.tables.settings import SETTINGS
from unionxl.values.column import Kind
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fakes import FakeWorkbook
    from unionxl.tables.model import Table

DAY = dt.date(2026, 3, 6)


def frame_of(table: Table, *rows: dict[str, Any], is_float: bool = False) -> pd.DataFrame:
    workbook = a_workbook(a_block(table, *rows), settings={"期初结余": 100})
    return read(workbook, table, is_float=is_float)


def read(workbook: FakeWorkbook, table: Table, *, is_float: bool = False) -> pd.DataFrame:
    return table_frame(workbook, table, settings_of(workbook), is_float=is_float)[1]


def test_the_types_of_a_ledger() -> None:
    frame = frame_of(
        LEDGER,
        {"日期": DAY, "科目编码": "501", "收入金额": 7.1, "经费来源": "会费", "人数": 3},
        {"日期": DAY, "科目编码": 501, "支出金额": 2, "经费来源": "自筹", "名单签收": "是"},
    )
    assert frame.index.tolist() == [4, 5]
    assert frame.index.name == "row"
    assert [*frame.columns] == [*(one.header for one in LEDGER.columns), "errors"]
    assert frame["日期"].dtype == "datetime64[ns]"
    assert frame["人数"].dtype == "Int64"
    assert frame["名单签收"].dtype == "boolean"
    assert frame["科目编码"].tolist() == ["501", "501"]
    assert frame["收入金额"].tolist() == [Decimal("7.10"), Decimal(0)]
    assert frame["余额"].tolist() == [Decimal("107.10"), Decimal("105.10")]
    assert frame["经费来源"].cat.categories.tolist()[:5] == [
        *("会费", "拨缴经费", "上级补助", "行政补助", "其他")
    ]
    assert frame["经费来源"].tolist() == ["会费", "自筹"]
    assert frame["摘要"].isna().all()
    assert frame["errors"].tolist() == ["", ""]


def test_numbers_as_floats() -> None:
    frame = frame_of(
        LEDGER, {"日期": DAY, "收入金额": "x"}, {"日期": DAY, "支出金额": 2.5}, is_float=True
    )
    kinds = {frame[name].dtype.name for name in ("收入金额", "支出金额", "余额")}
    assert kinds == {"float64"}
    assert frame["收入金额"].isna().tolist() == [True, False]
    assert frame["余额"].tolist() == [100, 97.5]
    assert frame["支出金额"].sum() == 2.5


def test_what_cannot_be_read_is_missing_and_told() -> None:
    frame = frame_of(
        LEDGER,
        {"日期": "上周三", "摘要": "甲", "支出金额": "约三百", "人数": "若干"},
        {"日期": dt.date(1900, 1, 5), "摘要": "乙", "收入金额": "#REF!"},
        {"日期": "2026年3月6日", "摘要": "丙", "支出金额": "1,200元"},
    )
    assert frame["日期"].isna().tolist() == [True, True, False]
    assert frame["支出金额"].isna().tolist() == [True, False, False]
    assert frame["支出金额"].tolist()[2] == Decimal("1200.00")
    assert frame["人数"].isna().tolist() == [True, True, True]
    first, second, third = frame["errors"]
    assert (
        first == "「日期」“上周三”不是日期。「支出金额」“约三百”不是金额。「人数」“若干”不是整数。"
    )
    assert (
        second
        == "「日期」日期 1900-01-05 的年份不合常理。「收入金额」公式没有算出结果，显示为 #REF!。"
    )
    assert third == ""
    assert frame["余额"].tolist() == [Decimal(100), Decimal(100), Decimal(-1100)]
    assert frame["支出金额"].sum() == Decimal(1200)
    assert frame["支出金额"].groupby(frame["摘要"]).sum()["丙"] == Decimal(1200)
    assert frame["支出金额"].astype(float).isna().tolist() == [True, False, False]


def test_months_are_periods() -> None:
    plan = frame_of(
        PLAN, {"编号": "P1", "工作内容": "甲", "月份": "3、5月"}, {"编号": "P2", "工作内容": "乙"}
    )
    assert plan["月份"].tolist() == [(pd.Period("2026-03", "M"), pd.Period("2026-05", "M")), ()]
    assert plan["状态"].tolist() == ["未开始", "未开始"]
    dues = frame_of(
        DUES,
        {"会员编号": "1", "所属月份": "1-2月", "实缴": 1},
        {"会员编号": "1", "所属月份": "春天"},
    )
    assert dues["所属月份"].tolist() == [(pd.Period("2026-01", "M"), pd.Period("2026-02", "M")), ()]
    assert "春天" in dues["errors"].tolist()[1]


def test_words_that_a_list_does_not_have_are_told() -> None:
    frame = frame_of(PLAN, {"编号": "P1", "工作内容": "甲", "状态": "差不多"})
    assert frame["状态"].isna().all()
    assert frame["状态"].dtype == "category"
    assert "“差不多”不是可选的词。" in frame["errors"].tolist()[0]


def test_budget_lines_come_to_their_final_amount() -> None:
    lines = {"类型": "支出", "科目编码": "501", "年初预算数": 100, "调整数": -20.5}
    assert frame_of(BUDGET, lines)["最终预算"].tolist() == [Decimal("79.50")]


def test_settings_have_the_values_that_hold() -> None:
    labels: dict[str, Any] = {
        "年度": 2026,
        "会费比例": 0.005,
        "期初结余": "很多",
        "会费周期": None,
        "启用月份": "9月",
    }
    workbook = a_workbook(settings=labels)
    frame = read(workbook, SETTINGS)
    values = frame.set_index("项目")["值"]
    assert values["年度"] == 2026
    assert values["会费比例"] == Decimal("0.005")
    assert values["会费周期"] == "按月"
    assert values["启用月份"] == pd.Period("2026-09", "M")
    assert pd.isna(values["期初结余"])
    (told,) = frame["errors"][frame["errors"] != ""]
    assert "“很多”不是金额。" in told


def test_an_empty_table_has_the_same_types() -> None:
    for table in TABLES:
        if table is SETTINGS:
            continue
        frame = frame_of(table)
        assert len(frame) == 0
        assert frame.index.dtype == "int64"
        dates = [one.header for one in table.columns if one.kind is Kind.DATE]
        assert all(frame[name].dtype == "datetime64[ns]" for name in dates)


def test_the_clerks_own_columns_stand_where_they_stand() -> None:
    block = a_block(MEMBERS, {"会员编号": "1", "姓名": "甲"}, {"会员编号": "2", "姓名": "乙"})
    header = (block.header[0], "errors", *block.header[1:], "工龄", "体检")
    rows = tuple(
        (row[0], "x", *row[1:], years, day)
        for row, years, day in zip(block.rows, (3, None), (DAY, None), strict=True)
    )
    workbook = a_workbook(replace(block, header=header, rows=rows))
    frame = read(workbook, MEMBERS)
    assert [*frame.columns] == [header[0], "errors.1", *header[2:], "errors"]
    assert frame["工龄"].tolist()[0] == 3
    assert frame["体检"].dtype == "datetime64[ns]"
    assert frame["errors.1"].tolist() == ["x", "x"]


def test_a_column_that_came_later_is_there_and_empty() -> None:
    block = a_block(PLAN, {"编号": "P1", "工作内容": "甲"})
    old = replace(block, header=block.header[:-1], rows=tuple(row[:-1] for row in block.rows))
    frame = read(a_workbook(old), PLAN)
    assert frame["按月状态"].isna().all()


def test_headers_and_totals_inside_a_table_are_no_rows() -> None:
    frame = frame_of(
        LEDGER,
        {"日期": DAY, "摘要": "甲", "支出金额": 5},
        {name: name for name in (one.header for one in LEDGER.columns)},
        {"摘要": "合计", "支出金额": 5},
        {"日期": DAY, "摘要": "乙", "支出金额": 6},
    )
    assert frame.index.tolist() == [4, 7]


def test_every_table_of_a_workbook(path: Path) -> None:
    with unionxl.open(path) as book:
        frames = book.frames(money="float")
        assert [*frames] == [table.sheet for table in TABLES]
        for table in TABLES:
            frame = book.frame(table.name.lower(), money="float")
            pd.testing.assert_frame_equal(frame, frames[table.sheet])
            assert (frame["errors"] == "").all()
            block = open_workbook(path).read_table(table.name)
            filled = [one for one in range(len(block.rows)) if any(block.rows[one])]
            assert set(frame.index) <= {block.row_number(one) for one in filled}
    total = frames["收支台账"]["支出金额"].sum()
    assert total == pytest.approx(float(sum(_amounts(path))))


def _amounts(path: Path) -> list[float]:
    block = open_workbook(path).read_table("Ledger")
    at = block.position("支出金额")
    return [float(row[at] or 0) for row in block.rows]  # type: ignore[arg-type]


def test_findings_are_those_of_the_command_and_join_the_rows(path: Path) -> None:
    _plant(path)
    book = unionxl.open(path)
    found = book.findings(today=TODAY)
    assert [*found.columns] == [
        *("rule_id", "severity", "message", "advice", "basis", "sheet", "row", "column", "sources")
    ]
    assert found["severity"].is_monotonic_decreasing
    assert found["row"].dtype == "Int64"
    ledger = book.frame("收支台账")
    theirs = found[found["sheet"] == "收支台账"].merge(ledger, left_on="row", right_index=True)
    (told,) = theirs[theirs["rule_id"] == "unreadable-cell"].itertuples()
    assert told.摘要 == "记错了日期"
    assert told.errors == "「日期」“昨天”不是日期。"
    frames = book.frames()
    for one in found.dropna(subset=["row"]).itertuples():
        assert one.row in frames[one.sheet].index
        assert one.sources[0] == {"sheet": one.sheet, "row": one.row, "column": one.column}


def _plant(path: Path) -> None:
    workbook = open_workbook(path)
    workbook.append_rows("Ledger", [{"日期": "昨天", "摘要": "记错了日期", "支出金额": 5}])
    workbook.save()


def test_findings_of_one_rule_and_none(path: Path) -> None:
    book = unionxl.open(path)
    none = book.findings(today="2026-03-20", rule="rows-below-table")
    assert len(none) == 0
    assert none["severity"].dtype == book.findings(today=TODAY)["severity"].dtype
    assert none["row"].dtype == "Int64"


def test_money_drawn_leaves_the_balance_as_it_is() -> None:
    frame = frame_of(
        LEDGER,
        {"日期": DAY, "科目编码": "101", "支出金额": 60, "账户": "银行"},
        {"日期": DAY, "科目编码": "501", "支出金额": 20, "账户": "现金"},
        {"日期": DAY, "科目编码": "501", "支出金额": 7, "账户": "不收付（转账凭证）"},
    )
    assert frame["余额"].tolist() == [Decimal(100), Decimal(80), Decimal(80)]
