from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.unit.views.years import a_budget_line, an_expense
from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.final_accounts import (
    AccountLine,
    compare_years,
    final_accounts,
    last_year_sum,
)
from unionxl.resources import load_accounts

if TYPE_CHECKING:
    from unionxl.domain.final_accounts import (
        FinalAccounts,
    )

DAY = dt.date(2026, 3, 1)
CHART_2010 = ChartOfAccounts.of(load_accounts(), "2010")


def accounts_of(*rows: tuple[str, str], budget: tuple[tuple[str, str], ...] = ()) -> FinalAccounts:
    entries = [an_expense(DAY, code, "", amount) for code, amount in rows]
    lines = [a_budget_line(code, "", amount) for code, amount in budget]
    return final_accounts(lines, entries, CHART_2010, Decimal("100.00"))


def shown(accounts: FinalAccounts) -> list[tuple[str, int, str, str]]:
    return [
        (line.account_name, line.depth, str(line.final_amount), str(line.actual_amount))
        for line in accounts.expense_lines
    ]


def test_a_heading_includes_what_is_booked_below_it() -> None:
    accounts = accounts_of(("50102", "600.00"), ("50101", "50.00"), ("501", "1.00"))
    assert shown(accounts) == [
        ("职工活动支出", 0, "None", "651.00"),
        ("职工教育费", 1, "None", "50.00"),
        ("文体活动费", 1, "None", "600.00"),
    ]
    assert [line.account_name for line in accounts.expense_kinds] == ["职工活动支出"]


def test_a_heading_without_a_budget_adds_up_those_below_it() -> None:
    accounts = accounts_of(budget=(("50101", "50.00"), ("50102", "600.00")))
    assert shown(accounts)[0] == ("职工活动支出", 0, "650.00", "0.00")


def test_a_heading_with_a_budget_of_its_own_keeps_it() -> None:
    accounts = accounts_of(budget=(("501", "1000.00"), ("50102", "600.00")))
    assert shown(accounts)[0] == ("职工活动支出", 0, "1000.00", "0.00")
    assert accounts.budget.expense_amount == Decimal("1000.00")


def test_accounts_with_the_same_beginning_stay_apart() -> None:
    accounts = accounts_of(("504", "1.00"), ("5041", "2.00"))
    assert [(line.account_code, line.depth) for line in accounts.expense_lines] == [
        ("504", 0),
        ("5041", 0),
    ]


def test_rows_without_a_code_stand_at_the_end_under_their_own_name() -> None:
    accounts = accounts_of(("", "3.00"), ("999", "2.00"))
    assert [line.account_name for line in accounts.expense_lines] == ["科目 999", "（未填科目）"]
    assert accounts.expense_lines[-1].actual_amount == Decimal("3.00")


def test_over_by_one_fen_is_over_and_the_exact_budget_is_not() -> None:
    accounts = accounts_of(
        ("501", "10.01"), ("502", "10.00"), budget=(("501", "10.00"), ("502", "10.00"))
    )
    assert [line.over_amount for line in accounts.expense_lines] == [
        Decimal("0.01"),
        Decimal("0.00"),
    ]


def test_an_account_without_a_budget_is_over_by_all_of_it() -> None:
    (line,) = accounts_of(("501", "10.00")).expense_lines
    assert (line.final_amount, line.execution_rate) == (None, None)
    assert line.over_amount == Decimal("10.00")


def test_the_balance_is_known_only_with_an_opening_balance() -> None:
    accounts = accounts_of(("501", "10.00"))
    assert accounts.closing_amount == Decimal("90.00")
    assert replace(accounts, opening_amount=None).closing_amount is None


def test_a_part_of_last_year_is_no_sum() -> None:
    def line(last: str | None) -> AccountLine:
        amount = None if last is None else Decimal(last)
        return AccountLine("支出", "501", "甲", 0, amount, None, None, Decimal(0), "")

    assert last_year_sum([line("1.00"), line("2.00")]) == Decimal("3.00")
    assert last_year_sum([line("1.00"), line(None)]) is None
    assert last_year_sum([]) is None


def test_years_are_compared_by_name_because_codes_changed_their_meaning() -> None:
    chart_2021 = ChartOfAccounts.of(load_accounts(), "2021")
    this = final_accounts([], [an_expense(DAY, "504", "", "5.00")], chart_2021, None)
    last = accounts_of(("502", "4.00"), ("503", "9.00"))
    pairs = compare_years(this, last)
    assert [(pair.account_name, pair.last_amount, pair.this_amount) for pair in pairs] == [
        ("维权支出", Decimal("4.00"), Decimal("5.00")),
        ("业务支出", Decimal("9.00"), Decimal("0.00")),
    ]
