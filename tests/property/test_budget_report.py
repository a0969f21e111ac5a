"""The budget report adds up to what pandas adds up over the same rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import a_book
from unionxl.views.budget_report import budget_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.domain.book import UnionBook

CODES = ("401", "402", "50101", "50102", "501", "5041", "")
Row = tuple[dt.date, str, int, int]
ROWS = st.lists(
    st.tuples(
        st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        st.sampled_from(CODES),
        st.integers(0, 10_000_000),
        st.integers(0, 10_000_000),
    ),
    min_size=1,
    max_size=30,
)
BUDGET = """
类型 | 科目编码 | 科目名称 | 年初预算数
收入 | 401 | 会费收入 | 100.00
支出 | 501 | 职工活动支出 | 100.00
支出 | 50102 | 文体活动费 | 100.00
"""


def _book(rows: Sequence[Row]) -> UnionBook:
    lines = (
        f"{day} | 记-{number} | {code} | {income / 100:.2f} | {expense / 100:.2f}"
        for number, (day, code, income, expense) in enumerate(rows, 1)
    )
    head = "日期 | 凭证号 | 科目编码 | 收入金额 | 支出金额"
    return a_book(budget=BUDGET, ledger="\n".join([head, *lines]))


def _frame(rows: Sequence[Row]) -> pd.DataFrame:
    """Return the rows with amounts in fen, which pandas adds exactly."""
    return pd.DataFrame(rows, columns=["day", "code", "income", "expense"])


def _fen(amount: Decimal) -> int:
    fen = amount * 100
    assert fen == fen.to_integral_value()
    return int(fen)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_the_budget_report_leaves_out_no_fen(rows: list[Row]) -> None:
    """What is on lines, each once, and what is on none is the whole ledger."""
    blocks = {block.name: block.rows for block in budget_report(_book(rows)).blocks}
    on_lines = sum(
        (
            Decimal(str(row[5].value))
            for name in ("收入", "支出")
            for row in blocks[name]
            if row[1].value == f"{name}合计"
        ),
        Decimal(0),
    )
    on_none = sum(
        (Decimal(str(row[5].value)) for row in blocks.get("unbudgeted", ())[1:]), Decimal(0)
    )
    frame = _frame(rows)
    assert _fen(on_lines + on_none) == frame["income"].sum() + frame["expense"].sum()
