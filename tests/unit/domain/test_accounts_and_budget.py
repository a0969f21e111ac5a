"""Accounts by the parts of their code, and budgets with headings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.assertions import findings_of
from tests.builders import a_book
from unionxl.domain.accounts import Account, ChartOfAccounts, code_parts, names_agree
from unionxl.domain.budget import budget_totals, execute_totals, top_lines
from unionxl.domain.ledger import totals_by_account
from unionxl.resources import load_accounts
from unionxl.rules.finding import Severity

OLDER = ChartOfAccounts.of(load_accounts(), "2010")
NEWER = ChartOfAccounts.of(load_accounts(), "2021")


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("501", ("501",)),
        ("5010203", ("501", "02", "03")),
        ("501-02", ("501", "02")),
        ("5041", ("5041",)),
        ("合计", ("合计",)),
        ("", ()),
        (" - ", ()),
    ],
)
def test_a_code_has_levels(code: str, parts: tuple[str, ...]) -> None:
    assert code_parts(code) == parts


def test_a_code_with_the_same_beginning_is_no_child() -> None:
    assert code_parts("50102")[:1] == code_parts("501")
    assert code_parts("5041")[:1] != code_parts("504")
    assert code_parts("50102")[:1] != code_parts("5010")
    assert code_parts("") == ()


def test_one_code_is_another_account_in_the_other_edition() -> None:
    older, newer = OLDER.find("504"), NEWER.find("504")
    assert older is not None
    assert newer is not None
    assert (older.account_name, newer.account_name) == ("行政支出", "维权支出")


def test_a_named_parent_outranks_the_code() -> None:
    accounts = (
        Account("2021", "501", "职工活动支出", "支出", "", None),
        Account("2021", "H01", "会员活动", "", "501", None),
    )
    chart = ChartOfAccounts.of(accounts, "2021")
    assert chart.lineage("H01") == ("H01", "501")
    assert chart.kind_of("H01") == "支出"
    assert chart.kind_of("H02") == ""


def test_parents_in_a_circle_end() -> None:
    accounts = (
        Account("2021", "A", "甲", "支出", "B", None),
        Account("2021", "B", "乙", "支出", "A", None),
    )
    assert ChartOfAccounts.of(accounts, "2021").lineage("A") == ("A", "B")


def test_details_are_known_only_below_what_is_not_divided() -> None:
    assert OLDER.covers("50102")
    assert not OLDER.covers("50199")
    assert NEWER.covers("50102")
    assert not NEWER.covers("599")


def test_names_agree_but_for_their_endings() -> None:
    assert names_agree("职工活动支出-文体活动", "文体活动费")
    assert names_agree("会费", "会费收入")
    assert not names_agree("维权支出", "业务支出")
    assert OLDER.named("文体活动") == OLDER.find("50102")
    assert OLDER.named("没有的科目") is None


def test_a_heading_takes_in_the_lines_below_it_and_is_counted_once() -> None:
    book = a_book(
        budget="""
        501 职工活动支出 1000.00
        50102 文体活动费 600.00
        """,
        ledger="""
        2026-03-01 记-1 50102 100.00
        2026-03-02 记-2 50101 50.00
        2026-03-02 记-3 5011 50.00
        """,
    )
    heading, line = execute_totals(book.budget_lines, totals_by_account(book.ledger_entries), OLDER)
    assert (heading.actual_amount, line.actual_amount) == (Decimal("150.00"), Decimal("100.00"))
    assert heading.execution_rate == Decimal("0.15")
    assert [one.account_code for one in top_lines(book.budget_lines, OLDER)] == ["501"]


def test_what_is_carried_forward_counts_only_where_nothing_is_drawn() -> None:
    rows = """
    类型 | 科目编码 | 科目名称 | 年初预算数
    收入 | 1 | 上年结转 | 900.00
    收入 | 401 | 会费收入 | 100.00
    收入 | 9 | 本年收入合计 | 1000.00
    支出 | 501 | 职工活动支出 | 1000.00
    """
    forward = budget_totals(a_book(budget=rows).budget_lines, OLDER)
    assert (forward.income_amount, forward.drawn_amount) == (Decimal(100), Decimal(900))
    assert forward.shortfall_amount == 0
    drawn = rows + "    收入 | 2 | 动用以前年度结余 | 50.00\n"
    totals = budget_totals(a_book(budget=drawn).budget_lines, OLDER)
    assert totals.shortfall_amount == Decimal(850)


def test_a_line_without_amount_has_no_rate() -> None:
    book = a_book(budget="501 职工活动支出 0")
    (line,) = execute_totals(book.budget_lines, {}, OLDER)
    assert line.execution_rate is None


def test_details_of_an_undivided_account_are_told_once() -> None:
    book = a_book(
        settings={"科目版本": "2021"},
        ledger="""
        2026-03-01 记-1 50102 100.00
        2026-03-02 记-2 50102 50.00
        2026-03-02 记-3 599 50.00
        """,
    )
    unknown, detail = findings_of(book, "account-unknown")
    assert unknown.severity is Severity.ERROR
    assert detail.severity is Severity.NOTE
    assert [source.row for source in detail.sources] == [4, 5]
