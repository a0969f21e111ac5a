"""A bank's statement by the command: two months, twice the same, nothing of the workbook itself."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

import pytest

from tests.builders import rows_of
from unionxl.errors import DocumentError, RequestError
from unionxl.operations.creating import create_workbook
from unionxl.operations.reconciling import reconcile
from unionxl.operations.request import Request
from unionxl.tables.bank_items import BANK_ITEMS
from unionxl.tables.ledger import LEDGER
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from unionxl.operations.outcome import Outcome

NOW = dt.datetime(2026, 5, 20, 9, 30, tzinfo=dt.UTC)
ROWS = """
日期 | 凭证号 | 摘要 | 科目编码 | 收入金额 | 支出金额 | 账户
2026-03-02 | 记-1 | 会费 | 401 | 300 | |
2026-03-09 | 记-2 | 提现 | 101 | | 100 | 银行
2026-03-10 | 记-3 | 买花 | 501 | | 40 | 现金
2026-03-30 | 记-4 | 蛋糕 | 501 | | 200 |
2026-04-03 | 记-5 | 慰问 | 501 | | 50 |
"""
MARCH = """交易日期,摘要,收入,支出,余额
2026-03-02,会费,300,,1300
2026-03-09,取现,,100,1200
2026-03-31,=利息,1.50,,1201.50
"""
APRIL = """交易日期,摘要,收入,支出,余额
2026-04-01,转账,,200,1001.50
2026-04-03,慰问,,50,951.50
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    rows = {"Ledger": rows_of(LEDGER, ROWS), "Settings": [{"项目": "期初结余", "值": 1000}]}
    create_workbook(path, year=2026, rows=cast("Any", rows))
    return path


def _reconciled(path: Path, text: str, month: str | None = None) -> Outcome:
    statement = path.with_name("对账单.csv")
    statement.write_bytes(text.encode("gbk"))
    workbook = open_workbook(path, clock=lambda: NOW)
    return reconcile(Request(NOW, str(statement), values={"month": month}, given=workbook))


def _items(path: Path) -> list[tuple[str, str, str, str]]:
    book, _ = read_book(open_workbook(path), as_of=NOW.date(), tables=(BANK_ITEMS,))
    return [
        (str(one.month), one.description, one.state, str(one.settled_month or ""))
        for one in book.bank_items
    ]


LEFT = [("2026-03", "=利息", "仅银行", ""), ("2026-03", "记-4 蛋糕", "仅台账", "")]


def test_what_a_month_leaves_open_is_settled_by_the_next(path: Path) -> None:
    said = _reconciled(path, MARCH).summary
    assert said == (
        "已生成《银行对账》（3 月）：相符 2 笔，仅银行 1 笔，仅台账 1 笔；"
        "调节后两边都是 1,001.50 元。"
    )
    assert _items(path) == LEFT
    assert _reconciled(path, APRIL).summary.endswith("调节后两边都是 951.50 元。")
    assert _items(path) == [LEFT[0], (*LEFT[1][:3], "2026-04")]


def test_a_month_run_again_leaves_the_same_open(path: Path) -> None:
    first = _reconciled(path, MARCH).summary
    assert _reconciled(path, MARCH).summary == first
    assert _items(path) == LEFT
    _reconciled(path, MARCH.replace("=利息,1.50,,1201.50", "蛋糕店,,200,1000"))
    assert [one for one in _items(path) if one[1]] == []


def test_a_workbook_is_no_statement_of_itself(path: Path) -> None:
    before = path.read_bytes()
    workbook = open_workbook(path, clock=lambda: NOW)
    with pytest.raises(RequestError, match="选的就是这本工作簿"):
        reconcile(Request(NOW, str(path), given=workbook))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "month", "said"),
    [
        ("日期,摘要,收入,支出\n坏日期,利息,1,\n", None, "读不出日期"),
        ("日期,摘要,收入,支出\n2026-03-02,利息,,\n", None, "没有读到收付的行"),
        (MARCH, "2026-04", "没有 2026 年 4 月的收付，只有 2026 年 3 月"),
        (MARCH.replace("2026-", "2025-"), None, "对账单是 2025 年 3 月的"),
    ],
    ids=["no day", "no amount", "another month", "another year"],
)
def test_what_is_no_statement_of_the_month_changes_nothing(
    path: Path, text: str, month: str | None, said: str
) -> None:
    before = path.read_bytes()
    with pytest.raises((DocumentError, RequestError), match=said):
        _reconciled(path, text, month)
    assert path.read_bytes() == before
