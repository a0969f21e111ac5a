"""Functions in cells: as plain functions, and through xlwings' own calls in the stand-in."""

from __future__ import annotations

import datetime as dt
import importlib
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.excelhost import need_excel
from unionxl import functions
from unionxl.tables import budget, ledger
from unionxl.tables.festivals import FESTIVALS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from unionxl.functions import Cell, Grid
    from unionxl.tables.model import Table

NAMES = ["农历", "节日", "是否工作日", "下一个工作日", "应缴会费", "科目余额", "预算剩余"]


def day(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def call(name: str, *arguments: Grid) -> Grid:
    grid: Grid = getattr(functions, name)(*arguments)
    return grid


def table(of: Table, *rows: dict[str, Cell]) -> Grid:
    header: list[Cell] = [column.header for column in of.columns]
    return [header, *([row.get(str(name)) for name in header] for row in rows)]


LEDGER = table(
    ledger.LEDGER,
    {"日期": day("2026-03-01"), "凭证号": "1", "科目编码": "50102", "支出金额": 600.0},
    {"日期": day("2026-03-02"), "凭证号": "2", "科目编码": "5010201", "支出金额": 400.01},
    {"日期": day("2026-03-03"), "凭证号": "3", "科目编码": "401", "收入金额": 5000.0},
)
BUDGET = table(
    budget.BUDGET,
    {"类型": "支出", "科目编码": "50102", "科目名称": "文体", "年初预算数": 900.0, "调整数": 100.0},
)


def test_lunar_dates_keep_the_shape_of_the_range() -> None:
    days: Grid = [[day("2026-02-17"), None], [46070.0, "明天"]]
    assert call("农历", days) == [["正月初一", ""], ["正月初一", "不是日期"]]


def test_a_leap_month_is_named_so() -> None:
    assert call("农历", [[day("2025-07-25")]]) == [["闰六月初一"]]


def test_festivals_of_a_day_are_named() -> None:
    assert call("节日", [[day("2026-03-08"), day("2026-03-10")]]) == [["妇女节", ""]]


def test_festivals_come_from_the_table_that_is_given() -> None:
    festivals = table(FESTIVALS, {"名称": "校庆日", "规则": "公历 3-10"})
    assert call("节日", [[day("2026-03-10")]], festivals) == [["校庆日"]]


def test_working_days_follow_the_notice() -> None:
    days: Grid = [[day("2026-10-01"), day("2026-10-10"), day("2026-03-20")]]
    assert call("是否工作日", days) == [["否", "是", "是"]]


def test_a_year_without_a_notice_is_said_to_have_none() -> None:
    assert call("是否工作日", [[day("2036-10-01")]]) == [["待国务院通知"]]
    assert call("下一个工作日", [[day("2036-10-01")]]) == [["待国务院通知"]]


def test_the_next_working_day_skips_the_holiday() -> None:
    assert call("下一个工作日", [[day("2026-09-30")]]) == [[day("2026-10-08")]]


def test_dues_are_rounded_to_the_fen() -> None:
    assert call("应缴会费", [[5001.0], [None], ["多"]], [[0.005]]) == [[25.01], [""], ["不是数字"]]
    assert call("应缴会费", [[5001.0]], [[0.005]], [[3.0]]) == [[75.02]]


@pytest.mark.parametrize("rate", [0.5, "50%", 5.0, -0.005, "0.5"])
def test_dues_with_an_impossible_rate_say_so(rate: float | str) -> None:
    ((told,),) = call("应缴会费", [[5000.0]], [[rate]])
    assert "请写成 0.5% 的样子" in str(told)


@pytest.mark.parametrize("rate", ["0.5%", "千分之五", "5‰", 0.005])
def test_dues_take_a_rate_as_clerks_write_it(rate: float | str) -> None:
    assert call("应缴会费", [[5001.0]], [[rate]]) == [[25.01]]


def test_dues_without_a_rate_say_so() -> None:
    assert call("应缴会费", [[5000.0]], [[None]]) == [["未填比例"]]


def test_the_balance_of_an_account_holds_those_below_it() -> None:
    assert call("科目余额", [["50102"], [5010201.0], ["401"], ["402"], [None]], LEDGER) == [
        [-1000.01],
        [-400.01],
        [5000.0],
        [0.0],
        [""],
    ]


def test_what_is_left_of_a_budget() -> None:
    assert call("预算剩余", [["50102"], ["503"]], BUDGET, LEDGER) == [[-0.01], ["未列预算"]]


def test_a_ledger_with_an_unreadable_row_gives_no_sum() -> None:
    broken = [*LEDGER, [*LEDGER[1][:5], "很多", *LEDGER[1][6:]]]
    ((said,),) = call("科目余额", [["401"]], broken)
    assert "有 1 行没有能够识别，未计算。" in str(said)


def test_a_table_without_its_header_is_asked_for() -> None:
    ((said,),) = call("科目余额", [["401"]], LEDGER[1:])
    assert "请" in str(said)


@pytest.fixture
def udfs(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """Return xlwings' side of cell functions, ours made known to it."""
    need_excel()
    module = importlib.import_module("xlwings.udfs")
    for name in ("func", "arg", "ret"):
        monkeypatch.setattr(sys.modules["xlwings"], name, getattr(module, f"xl{name}"))
    importlib.reload(functions)
    yield module
    monkeypatch.undo()
    importlib.reload(functions)


def test_xlwings_knows_category_and_help_of_every_function(udfs: ModuleType) -> None:
    assert udfs
    for name in NAMES:
        known: dict[str, Any] = getattr(functions, name).__xlfunc__
        assert known["category"] == "工会工作"
        assert known["ret"]["doc"].endswith("。")
        assert all(not one["doc"].startswith("Positional") for one in known["args"])


def test_xlwings_hands_ranges_over_and_takes_the_answers(
    udfs: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(udfs, "get_udf_module", lambda _name, _book: functions)
    book = need_excel().books.add()
    cells = book.sheets[0].range("A1:A2")
    cells.value = [[dt.datetime(2026, 2, 17)], [None]]  # noqa: DTZ001 - Excel knows no zones
    caller = book.sheets[0].range("C1").api
    found = udfs.call_udf("unionxl.functions", "农历", (cells.api,), None, caller)
    single = udfs.call_udf("unionxl.functions", "应缴会费", (5001.0, 0.005, MISSING), None, caller)
    book.close()
    assert [list(row) for row in found] == [["正月初一"], [""]]
    assert [list(row) for row in single] == [[25.01]]


MISSING = -2147352572
