from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_book
from tests.sheet_text import render_text
from unionxl.views.budget_report import bar, budget_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.domain.book import UnionBook
    from unionxl.views.layout import CellValue

BUDGET = """
类型 | 科目编码 | 科目名称 | 年初预算数 | 调整数
收入 | 401 | 会费收入 | 10000.00 | 0.00
收入 | 408 | 其他收入 | 500.00 |
收入 | 499 | 动用以前年度结余 | 2000.00 |
支出 | 501 | 职工活动支出 | 8000.00 | 500.00
支出 | 50102 | 文体活动费 | 5000.00 |
支出 | 504 | 业务支出 | 1000.00 | -200.00
"""
LEDGER = """
日期 | 凭证号 | 科目编码 | 科目名称 | 收入金额 | 支出金额
2026-01-05 | 记-1 | 401 | 会费收入 | 9000.00 |
2026-02-05 | 记-2 | 50102 | 文体活动费 | | 4500.00
2026-03-05 | 记-3 | 50101 | 职工教育费 | | 4500.00
2026-04-05 | 记-4 | 505 | 维权支出 | | 60.00
2026-05-05 | 记-5 | | | | 40.00
"""


def _rows(book: UnionBook) -> dict[CellValue, tuple[CellValue, ...]]:
    """Return the rows by their second cell."""
    spec = budget_report(book)
    return {
        row[1].value: tuple(cell.value for cell in row)
        for block in spec.blocks
        for row in block.rows
        if len(row) > 1
    }


def test_a_budget_with_everything(golden: Callable[[str, str], None]) -> None:
    golden("views/budget-report.txt", render_text(budget_report(_book())))


def _book() -> UnionBook:
    return a_book(budget=BUDGET, ledger=LEDGER)


def test_a_heading_includes_what_is_below_it_and_counts_once_in_the_sum() -> None:
    rows = _rows(_book())
    assert rows["职工活动支出"][4:7] == (Decimal(8500), Decimal(9000), Decimal(-500))
    assert rows["　其中：文体活动费"][5] == Decimal(4500)
    assert rows["支出合计"][2:7] == (
        Decimal(9000),
        Decimal(300),
        Decimal(9300),
        Decimal(9000),
        Decimal(300),
    )


def test_an_overspent_line_says_so_in_words() -> None:
    rows = _rows(_book())
    assert rows["职工活动支出"][9] == "超预算"
    assert rows["　其中：文体活动费"][9] == "接近预算"
    assert rows["其他收入"][9] == "尚未收到"
    assert rows["业务支出"][9] == "尚未支出"


def test_a_line_spent_to_the_last_fen_is_not_overspent() -> None:
    book = a_book(
        budget="50102 文体活动费 1000.00",
        ledger="2026-03-01 记-1 50102 1000.00",
        settings={"预警比例": None},
    )
    row = _rows(book)["文体活动费"]
    assert (row[6], row[7], row[9]) == (0, 1, None)


def test_money_of_earlier_years_is_no_income_of_this_one() -> None:
    rows = _rows(_book())
    assert rows["收入合计"][4] == Decimal(10500)
    assert rows["动用以前年度结余"][5:] == (None, None, None, None, "以前年度资金")


def test_accounts_without_a_line_are_listed() -> None:
    text = render_text(budget_report(_book()))
    assert "505<code> | 资本性支出" in text
    assert "未填<code> | （未填科目）" in text
    assert text.count("支出，未列预算") == 2


def test_the_sums_of_the_sheet_are_those_of_the_ledger() -> None:
    rows = {
        row[0].value: row[5].value
        for block in budget_report(_book()).blocks
        for row in block.rows
        if block.name == "balance" and len(row) > 5
    }
    assert rows["台账收入合计"] == Decimal(9000)
    assert rows["台账支出合计"] == Decimal(9100)
    assert rows["期末结余"] == Decimal(99900)


def test_without_an_opening_balance_the_closing_one_is_not_known() -> None:
    text = render_text(budget_report(a_book(ledger=LEDGER, settings={"期初结余": None})))
    assert text.count("设置中没有填写期初结余") == 2


def test_an_empty_book_says_so_on_both_sides() -> None:
    text = render_text(budget_report(a_book()))
    assert "《预算》表中没有收入预算。" in text
    assert "《预算》表中没有支出预算。" in text


@pytest.mark.parametrize(
    ("rate", "marks"),
    [
        (None, None),
        ("-0.2", "□□□□□□□□□□"),
        ("0", "□□□□□□□□□□"),
        ("0.999", "■■■■■■■■■□"),
        ("1", "■■■■■■■■■■"),
        ("12.5", "■■■■■■■■■■"),
    ],
)
def test_the_bar_is_full_only_at_the_whole(rate: str | None, marks: str | None) -> None:
    assert bar(None if rate is None else Decimal(rate)) == marks


def test_a_line_without_a_name_is_called_as_the_chart_names_its_account() -> None:
    book = a_book(budget="类型 | 科目编码 | 年初预算数\n收入 | 401 | 20\n支出 | 501 | 5")
    text = render_text(budget_report(book))
    assert "会费收入" in text
    assert "（未填名称）" not in text
