"""Every figure of the year end is the ledger's, and the notice tells nothing of anybody."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.books import names, revealing_texts, revealing_years, years
from unionxl.domain.ledger import total_of, totals_by_month
from unionxl.domain.privacy import masked_name
from unionxl.domain.year_end import year_end
from unionxl.reporting.report_facts import brief_facts, report_facts
from unionxl.views.disclosure_notice import disclosure_notice
from unionxl.views.statement import statement
from unionxl.views.wording import money_text
from unionxl.views.year_charts import year_charts

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.views.chart import ChartSpec
    from unionxl.views.layout import SheetSpec

ZERO = Decimal("0.00")


def values_beside(sheet: SheetSpec, label: str) -> list[object]:
    """Return the amounts in the row of a label."""
    return [
        cell.value
        for block in sheet.blocks
        for row in block.rows
        if any(cell.value == label for cell in row)
        for cell in row
        if isinstance(cell.value, Decimal)
    ]


def in_yuan(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def report_amounts(sentence: str) -> list[Decimal]:
    return [in_yuan(text) for text in re.findall(r"(-?[\d,]+\.\d\d) 元", sentence)]


def figures(chart: ChartSpec, number: int = 0) -> Decimal:
    return sum((Decimal(value or 0) for value in chart.series[number].values), ZERO)


@given(years())
def test_kinds_add_up_to_the_ledger(book: UnionBook) -> None:
    total, accounts = total_of(book.ledger_entries), year_end(book).accounts
    assert sum((one.actual_amount for one in accounts.income_kinds), ZERO) == total.income_amount
    assert sum((one.actual_amount for one in accounts.expense_kinds), ZERO) == total.expense_amount
    opening = book.settings.opening_balance_amount
    assert accounts.closing_amount == (None if opening is None else opening + total.net_amount)


@given(years())
def test_months_and_other_years_add_up_to_the_ledger(book: UnionBook) -> None:
    total, ends = total_of(book.ledger_entries), year_end(book)
    income = sum((one.income_amount for one in ends.months), ends.outside_year.income_amount)
    expense = sum((one.expense_amount for one in ends.months), ends.outside_year.expense_amount)
    assert (income, expense) == (total.income_amount, total.expense_amount)


@given(years())
def test_the_last_balance_of_the_months_is_that_of_the_accounts(book: UnionBook) -> None:
    ends = year_end(book)
    later = sum(
        (
            total.net_amount
            for month, total in totals_by_month(book.ledger_entries).items()
            if month.year > book.fiscal_year
        ),
        ZERO,
    )
    balance = ends.months[-1].balance_amount
    if balance is not None and ends.accounts.closing_amount is not None:
        assert balance + later == ends.accounts.closing_amount


@given(years())
@settings(max_examples=60)
def test_statement_notice_charts_and_report_agree_to_the_fen(book: UnionBook) -> None:
    total, ends = total_of(book.ledger_entries), year_end(book)
    sheet, notice = statement(book, ends), disclosure_notice(book, ends)
    charts = {chart.chart_id: chart for chart in year_charts(ends)}
    facts = report_facts(book, ends)
    for word, amount in (("收入", total.income_amount), ("支出", total.expense_amount)):
        for shown in (values_beside(sheet, f"{word}合计"), values_beside(notice, f"{word}合计")):
            assert not shown or amount in shown
        assert facts[f"{word}合计"] == money_text(amount)
    told = [amount for amount in (total.income_amount, total.expense_amount) if amount]
    assert report_amounts(facts["收支概述"])[: len(told)] == told
    for word, amount in (("收入", total.income_amount), ("支出", total.expense_amount)):
        assert sum((in_yuan(row["金额"]) for row in facts[word]), ZERO) == amount
    closing = ends.accounts.closing_amount
    if closing is not None and (total.income_amount or total.expense_amount):
        assert report_amounts(facts["概述"])[-1] == closing
        assert report_amounts(facts["收支概述"])[-1] == closing
    assert values_beside(sheet, "加：本年收入") == [total.income_amount]
    assert values_beside(sheet, "减：本年支出") == [total.expense_amount]
    assert values_beside(notice, "本年收支差额") == [total.net_amount]
    assert figures(charts["income-by-kind"]) == total.income_amount
    assert figures(charts["expense-by-kind"]) == total.expense_amount
    outside = ends.outside_year
    assert figures(charts["month-by-month"]) + outside.income_amount == total.income_amount
    assert figures(charts["month-by-month"], 1) + outside.expense_amount == total.expense_amount


@given(years())
@settings(max_examples=60)
def test_the_amounts_in_titles_are_those_of_the_ledger(book: UnionBook) -> None:
    total, ends = total_of(book.ledger_entries), year_end(book)
    charts = {chart.chart_id: chart for chart in year_charts(ends)}
    for word, amount in (("income", total.income_amount), ("expense", total.expense_amount)):
        chart = charts[f"{word}-by-kind"]
        assert chart.is_empty or report_amounts(chart.title)[-1] == amount
        if "占" in chart.title:
            assert chart.series[0].values[0] == max(
                figure or 0 for figure in chart.series[0].values
            )
    months = charts["month-by-month"]
    if not months.is_empty:
        peak, told = max(one.expense_amount for one in ends.months), report_amounts(months.title)
        assert peak <= 0 or told[0] == peak
        assert ends.accounts.closing_amount is None or told[-1] == ends.accounts.closing_amount


@given(years())
@settings(max_examples=30)
def test_the_briefs_of_all_months_add_up_to_the_ledger(book: UnionBook) -> None:
    ends = year_end(book)
    briefs = [brief_facts(book, ends, month.month) for month in ends.months]
    total, outside = total_of(book.ledger_entries), ends.outside_year
    income = sum((in_yuan(brief["收入合计"]) for brief in briefs), outside.income_amount)
    expense = sum((in_yuan(brief["支出合计"]) for brief in briefs), outside.expense_amount)
    assert (income, expense) == (total.income_amount, total.expense_amount)
    for brief in briefs:
        rows = [in_yuan(row["支出"]) for row in brief["科目"] if row["支出"]]
        assert sum(rows, ZERO) == in_yuan(brief["支出合计"])


@given(revealing_years())
@settings(max_examples=150)
def test_nobody_can_be_recognised_on_the_notice(book: UnionBook) -> None:
    sheet = disclosure_notice(book, year_end(book))
    shown = "\n".join(
        str(cell.value) for _, _, cell in sheet.cells() if isinstance(cell.value, str)
    )
    for member in book.members:
        for text in revealing_texts(member):
            assert text not in shown


@given(names, st.sampled_from(["", " ", "　"]))
def test_a_masked_name_keeps_one_character(name: str, space: str) -> None:
    assert masked_name(space.join(name)) == f"{name[0]}*"
