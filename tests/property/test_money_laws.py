"""Sums agree however they are made, and with those of another library."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.property.strategies import YEAR, amounts, entries, lines, members
from unionxl.domain.accounts import EXPENSE, INCOME, ChartOfAccounts, code_parts
from unionxl.domain.budget import execute_totals
from unionxl.domain.contribution import split_contribution
from unionxl.domain.dues import DuesPeriod, DuesRounding, DuesTerms, months_owed, payable_for
from unionxl.domain.ledger import (
    LedgerTotal,
    closing_balance,
    running_balances,
    total_of,
    totals_by_account,
    totals_by_month,
)
from unionxl.domain.money import ZERO, yuan
from unionxl.resources import load_accounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.domain.budget import BudgetLine
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.members import Member
    from unionxl.domain.period import Month

CHART = ChartOfAccounts.of(load_accounts(), "2010")
ledgers = st.lists(entries, max_size=30)
shares = st.decimals(min_value=0, max_value=1, places=4)


def _sum(totals: Mapping[str, LedgerTotal] | Mapping[Month, LedgerTotal]) -> LedgerTotal:
    return LedgerTotal(
        sum((total.income_amount for total in totals.values()), ZERO),
        sum((total.expense_amount for total in totals.values()), ZERO),
    )


@given(ledgers)
def test_sums_by_month_and_by_account_are_the_total(ledger: list[LedgerEntry]) -> None:
    total = total_of(ledger)
    by_month, by_account = totals_by_month(ledger), totals_by_account(ledger)
    for totals in (by_month, by_account):
        assert _sum(totals) == total


@given(ledgers, amounts)
def test_the_last_running_balance_is_the_closing_one(
    ledger: list[LedgerEntry], opening: Decimal
) -> None:
    balances = running_balances(ledger, opening)
    assert len(balances) == len(ledger)
    assert (balances or (opening,))[-1] == closing_balance(ledger, opening)
    assert closing_balance(ledger, opening) == opening + total_of(ledger).net_amount


@given(ledgers)
def test_our_totals_are_those_of_pandas(ledger: list[LedgerEntry]) -> None:
    frame = pd.DataFrame(
        {
            "code": [entry.account_code for entry in ledger],
            "month": [f"{entry.booked_on:%Y-%m}" for entry in ledger],
            "income": pd.Series([entry.income_amount for entry in ledger], dtype=object),
            "expense": pd.Series([entry.expense_amount for entry in ledger], dtype=object),
        }
    )
    for key, ours in (
        ("code", totals_by_account(ledger)),
        ("month", {str(month): total for month, total in totals_by_month(ledger).items()}),
    ):
        theirs = {
            name: LedgerTotal(sum(group["income"], ZERO), sum(group["expense"], ZERO))
            for name, group in frame.groupby(key)
        }
        assert ours == theirs


def _is_within(code: str, ancestor: str) -> bool:
    parts = code_parts(ancestor)
    return bool(parts) and code_parts(code)[: len(parts)] == parts


@given(st.lists(lines, max_size=8), ledgers)
def test_budget_execution_is_what_a_plain_loop_adds_up(
    budget: list[BudgetLine], ledger: list[LedgerEntry]
) -> None:
    for execution in execute_totals(budget, totals_by_account(ledger), CHART):
        inside = [
            entry
            for entry in ledger
            if entry.account_code and _is_within(entry.account_code, execution.account_code)
        ]
        if execution.kind == EXPENSE:
            assert execution.actual_amount == sum((one.expense_amount for one in inside), ZERO)
        elif execution.kind == INCOME:
            assert execution.actual_amount == sum((one.income_amount for one in inside), ZERO)
        assert execution.remaining_amount == execution.final_amount - execution.actual_amount
        assert execution.final_amount == sum((one.final_amount for one in execution.lines), ZERO)


@given(st.lists(lines, max_size=8))
def test_every_line_of_the_budget_is_executed_once(budget: list[BudgetLine]) -> None:
    executed = [line for one in execute_totals(budget, {}, CHART) for line in one.lines]
    assert sorted(map(repr, executed)) == sorted(repr(one) for one in budget if not one.is_sum_row)


@given(amounts.filter(lambda amount: amount >= 0), shares, shares)
def test_what_stays_and_what_goes_up_is_the_contribution(
    payroll: Decimal, rate: Decimal, retained: Decimal
) -> None:
    split = split_contribution(payroll, rate, retained)
    assert split.retained_amount + split.remitted_amount == split.due_amount
    assert ZERO <= split.retained_amount <= split.due_amount


@given(members, st.integers(1, 12), st.sampled_from(DuesRounding), shares)
def test_dues_are_rounded_once_and_never_far_from_exact(
    member: Member, month_count: int, rounding: DuesRounding, rate: Decimal
) -> None:
    terms = DuesTerms(rate=rate, rounding=rounding)
    payable = payable_for(member, month_count, terms)
    base = member.monthly_base_amount
    if base is None:
        assert payable is None
    else:
        assert payable is not None
        assert abs(payable - base * rate * month_count) <= rounding.unit / 2
        assert payable % rounding.unit == 0


@given(members)
def test_months_owed_lie_between_joining_and_leaving(member: Member) -> None:
    for month in months_owed(member, YEAR):
        assert month.year == YEAR
        assert member.joined_on is None or month.last_on >= member.joined_on
        ended_on = member.membership_ended_on
        assert ended_on is None or month.first_on <= ended_on


@given(members, st.sampled_from(DuesPeriod))
def test_the_periods_of_a_year_make_up_the_year(member: Member, period: DuesPeriod) -> None:
    terms = DuesTerms(rate=Decimal("0.005"), period=period)
    monthly = payable_for(member, 1, terms)
    if monthly is not None and monthly == yuan(monthly, Decimal(1)):
        parts = [payable_for(member, period.month_count, terms)] * (12 // period.month_count)
        exact = (member.monthly_base_amount or ZERO) * Decimal("0.005") * 12
        assert abs(sum((part or ZERO for part in parts), ZERO) - exact) <= Decimal("0.06")
