"""The money block of a month sheet: what the month touched, how it stands, and the dues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE, INCOME, ChartOfAccounts
from unionxl.domain.budget import execute_totals, unbudgeted_totals
from unionxl.domain.dues_year import dues_year
from unionxl.domain.ledger import closing_balance, income_and_spending, total_of, totals_by_account
from unionxl.domain.left_out import LeftOut
from unionxl.domain.money import ZERO
from unionxl.domain.period import Month
from unionxl.domain.written import money
from unionxl.rules.dues.words import standing_texts, start_text
from unionxl.tables.ledger import LEDGER
from unionxl.views.bands import Band, Span, spread
from unionxl.views.layout import Cell
from unionxl.views.month_widths import COLUMN_WIDTHS, WHOLE, table_line
from unionxl.views.text import line_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.budget import BudgetExecution
    from unionxl.domain.dues_year import DuesYear
    from unionxl.domain.ledger import LedgerEntry, LedgerTotal
    from unionxl.views.bands import Line

SPANS = (Span(1, 7), Span(8, 11), Span(12, 14), Span(15, 17), Span(18, 21))
HEADER = ("科目", "预算(元)", "本月(元)", "累计(元)", "预算余额(元)")


def month_money(book: UnionBook, month: Month) -> Band:
    """Lay out budget, month, year to date and remainder of every account used in the month."""
    to_date = income_and_spending(_until(book, month))
    in_month = [entry for entry in to_date if entry.booked_on in month]
    title = spread((WHOLE,), (Cell("本月经费", "section"),), 18)
    lines = [*_accounts(book, in_month, to_date), *_sums(book, month, in_month)]
    lines += _dues(book, month)
    if not lines:
        told = f"{LeftOut.of(book).besides(LEDGER)}暂无数据"
        lines = [spread((WHOLE,), (Cell(told, "not-available"),))]
    if not in_month:
        return Band("本月经费", (title, *lines), head=1)
    again = (spread((WHOLE,), (Cell("本月经费（续）", "section"),), 18), lines[0])
    return Band("本月经费", (title, *lines), head=2, again=again)


def _accounts(
    book: UnionBook, in_month: Sequence[LedgerEntry], to_date: Sequence[LedgerEntry]
) -> Iterator[Line]:
    """Lay out the accounts that the month touched."""
    if not in_month:
        return
    chart = ChartOfAccounts.of(book.accounts, book.settings.account_edition)
    month_totals, totals = totals_by_account(in_month), totals_by_account(to_date)
    executions = execute_totals(book.budget_lines, totals, chart)
    of_month = execute_totals(book.budget_lines, month_totals, chart)
    yield spread(SPANS, [Cell(text, "header") for text in HEADER])
    for execution, now in zip(executions, of_month, strict=True):
        if now.actual_amount:
            name = execution.account_name or chart.called(execution.account_code)
            yield _budgeted_line(execution, name, now.actual_amount)
    names = {entry.account_code: entry.account_name for entry in reversed(in_month)}
    for code, total in unbudgeted_totals(executions, month_totals, chart).items():
        yield from _unbudgeted_lines(chart.called(code, names[code]), total, totals[code])


def _budgeted_line(execution: BudgetExecution, name: str, month_amount: Decimal) -> Line:
    """Lay out one budgeted account; an overspent one stands out by a word, not by colour alone."""
    is_over = execution.kind == EXPENSE and execution.remaining_amount < 0
    cells = (
        Cell(f"{name}（超预算）" if is_over else name),
        Cell(execution.final_amount, "money"),
        Cell(month_amount, "money"),
        Cell(execution.actual_amount, "money"),
        Cell(execution.remaining_amount, "money-over" if is_over else "money"),
    )
    return table_line(SPANS, cells)


def _unbudgeted_lines(name: str, total: LedgerTotal, to_date: LedgerTotal) -> Iterator[Line]:
    """Lay out an account without a budget line, income and expenditure apart."""
    for kind, now, whole in (
        (INCOME, total.income_amount, to_date.income_amount),
        (EXPENSE, total.expense_amount, to_date.expense_amount),
    ):
        if now:
            cells = (
                Cell(name),
                Cell(None, "money"),
                Cell(now, "money"),
                Cell(whole, "money"),
                Cell(f"{kind}，未列预算", "body-center"),
            )
            yield table_line(SPANS, cells)


def _until(book: UnionBook, month: Month) -> list[LedgerEntry]:
    """Return the rows of the year up to the end of a month."""
    return [
        entry
        for entry in book.ledger_entries
        if entry.booked_on.year == month.year and Month.of(entry.booked_on) <= month
    ]


def _sums(book: UnionBook, month: Month, in_month: Sequence[LedgerEntry]) -> Iterator[Line]:
    """Say what came in, what went out, and what is left, where anything did."""
    if not in_month:
        return
    now, opening = total_of(in_month), book.settings.opening_balance_amount
    text = f"本月收入 {money(now.income_amount)} 元，支出 {money(now.expense_amount)} 元"
    if opening is not None:
        text += f"；月末结余 {money(closing_balance(_until(book, month), opening))} 元"
    yield spread((WHOLE,), (Cell(f"{text}。", "note"),), 15)


def _dues(book: UnionBook, month: Month) -> Iterator[Line]:
    """Say what dues are payable and paid, and how those that are due stand.

    Nothing is said where no dues are entered and none can be computed, or of a month of another
    year: they are kept elsewhere.
    """
    if month.year != book.fiscal_year:
        return
    dues = dues_year(book)
    is_refused = dues.rate_is_refused and bool(dues.accounts)
    is_entered = bool(book.dues_payments or dues.uncounted_row_count or is_refused)
    if not is_entered and not any(one.told_payable_amount for one in dues.accounts):
        return
    text = "；".join((_month_dues(book, dues, month), *standing_texts(dues)))
    height = 2 + 13.0 * line_count(text, WHOLE.width(COLUMN_WIDTHS), size=9)
    yield spread((WHOLE,), (Cell(f"{text}。", "note"),), height)


def _month_dues(book: UnionBook, dues: DuesYear, month: Month) -> str:
    """Say what is payable and paid for a month, or for the period that it lies in."""
    if dues.is_before_start(month):
        return f"会费：{start_text(book.settings.first_month)}"
    accounts = [account for account in dues.accounts if month in account.months]
    told = [account.told_payable_amount for account in accounts if account.owed_months]
    known = [amount for amount in told if amount is not None]
    unknown = len(told) - len(known)
    paid = sum((account.settled_amount for account in accounts), ZERO)
    name = "本月" if dues.terms.period.month_count == 1 else "本期"
    payable = f"应缴 {money(sum(known, ZERO))} 元"
    if unknown:
        payable = f"{payable}（不含无法计算的 {unknown} 人）" if known else "应缴无法计算"
        if not known and dues.rate_is_refused:
            payable = f"{payable}（《设置》的会费比例没有采用）"
    return f"会费：{name}{payable}，已缴 {money(paid)} 元"
