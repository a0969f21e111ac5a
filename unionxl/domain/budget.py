"""Budget lines as approved and revised, and how they are carried out."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from unionxl.domain.accounts import EXPENSE, INCOME, code_parts
from unionxl.domain.ledger import LedgerTotal
from unionxl.domain.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from decimal import Decimal

    from unionxl.domain.accounts import ChartOfAccounts
    from unionxl.domain.source import SourceRef

SUM_WORDS = ("合计", "小计", "总计", "总额")  # in the name of a row that only adds up others
_SUM_ROW = re.compile("|".join(word.replace("计", r"\s*计") for word in SUM_WORDS))
_DRAWN_BALANCE = re.compile(r"动用.*(?:结余|结转|基金)")
_BROUGHT_FORWARD = re.compile(r"(?:上年|期初|年初|以前年度).*(?:结转|结余|余额)")


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """The approved amount of one account for one year, in yuan."""

    kind: str
    account_code: str
    account_name: str
    last_year_amount: Decimal | None
    original_amount: Decimal
    revision_amount: Decimal
    note: str
    source: SourceRef

    @property
    def final_amount(self) -> Decimal:
        """The original amount with its revision."""
        return self.original_amount + self.revision_amount

    @property
    def is_sum_row(self) -> bool:
        """Whether the line only adds up others, such as 本年收入合计."""
        return bool(_SUM_ROW.search(self.account_name))

    @property
    def draws_on_balance(self) -> bool:
        """Whether the line is 动用以前年度结余."""
        return bool(_DRAWN_BALANCE.search(self.account_name))

    @property
    def is_brought_forward(self) -> bool:
        """Whether the line only states what was carried forward, such as 上年结转."""
        return not self.draws_on_balance and bool(_BROUGHT_FORWARD.search(self.account_name))

    @property
    def is_of_an_account(self) -> bool:
        """Whether the line budgets an account, rather than a sum or what earlier years left."""
        return not (self.is_sum_row or self.draws_on_balance or self.is_brought_forward)


@dataclass(frozen=True, slots=True)
class BudgetExecution:
    """One budgeted account against the ledger.

    `lines` are the budget lines with its code, mostly one. A line of a higher account includes
    what is booked on the accounts below it.
    """

    kind: str
    account_code: str
    account_name: str
    original_amount: Decimal
    revision_amount: Decimal
    actual_amount: Decimal
    lines: tuple[BudgetLine, ...]

    @property
    def final_amount(self) -> Decimal:
        """The original amount with its revision."""
        return self.original_amount + self.revision_amount

    @property
    def remaining_amount(self) -> Decimal:
        """What is left; below zero when more was spent, or came in, than budgeted."""
        return self.final_amount - self.actual_amount

    @property
    def execution_rate(self) -> Decimal | None:
        """The actual amount as a share of the final amount; None where that is zero."""
        return self.actual_amount / self.final_amount if self.final_amount else None


def execute_totals(
    lines: Iterable[BudgetLine], totals: Mapping[str, LedgerTotal], chart: ChartOfAccounts
) -> tuple[BudgetExecution, ...]:
    """Set every budgeted account against ledger totals by account code."""
    groups: defaultdict[tuple[str, tuple[str, ...]], list[BudgetLine]] = defaultdict(list)
    for line in lines:
        if not line.is_sum_row:
            parts = code_parts(line.account_code) or (line.account_name,)
            groups[line.kind, parts].append(line)
    rolled = rolled_up(totals, chart)
    return tuple(
        BudgetExecution(
            kind=kind,
            account_code=group[0].account_code,
            account_name=_name_of(group[0], chart),
            original_amount=sum((line.original_amount for line in group), ZERO),
            revision_amount=sum((line.revision_amount for line in group), ZERO),
            actual_amount=rolled.get((kind, parts), ZERO),
            lines=tuple(group),
        )
        for (kind, parts), group in groups.items()
    )


def _name_of(line: BudgetLine, chart: ChartOfAccounts) -> str:
    """Return what a line is called: as it is written, else as the chart names its account."""
    if line.account_name or not line.account_code:
        return line.account_name
    return chart.called(line.account_code)


def rolled_up(
    totals: Mapping[str, LedgerTotal], chart: ChartOfAccounts
) -> dict[tuple[str, tuple[str, ...]], Decimal]:
    """Add every account's total to the account itself and to each one above it."""
    rolled: defaultdict[tuple[str, tuple[str, ...]], Decimal] = defaultdict(lambda: ZERO)
    for code, total in totals.items():
        for ancestor in chart.lineage(code):
            if parts := code_parts(ancestor):
                rolled[INCOME, parts] += total.income_amount
                rolled[EXPENSE, parts] += total.expense_amount
    return rolled


@dataclass(frozen=True, slots=True)
class BudgetTotals:
    """What the budget adds up to, headings and sum rows left out of account.

    `drawn_amount` is 动用以前年度结余. Where no line says so, one such as 上年结转 counts for it.
    """

    income_amount: Decimal
    drawn_amount: Decimal
    expense_amount: Decimal

    @property
    def shortfall_amount(self) -> Decimal:
        """By how much expenditure exceeds income and what is drawn from earlier years."""
        return self.expense_amount - self.income_amount - self.drawn_amount


def budget_totals(lines: Iterable[BudgetLine], chart: ChartOfAccounts) -> BudgetTotals:
    """Add up the budget, taking a heading in place of the lines below it."""
    counted = top_lines(lines, chart)
    income = [line for line in counted if line.kind == INCOME]
    drawn = [line for line in income if line.draws_on_balance]
    drawn = drawn or [line for line in income if line.is_brought_forward]
    earned = [line for line in income if not (line.draws_on_balance or line.is_brought_forward)]
    return BudgetTotals(
        income_amount=_final_sum(earned),
        drawn_amount=_final_sum(drawn),
        expense_amount=_final_sum(line for line in counted if line.kind == EXPENSE),
    )


def top_lines(lines: Iterable[BudgetLine], chart: ChartOfAccounts) -> tuple[BudgetLine, ...]:
    """Return the lines that are neither a sum row nor below another line of the budget."""
    return _tops([line for line in lines if not line.is_sum_row], chart)


def lines_by_heading(
    executions: Iterable[BudgetExecution], chart: ChartOfAccounts
) -> list[tuple[BudgetExecution, tuple[BudgetExecution, ...]]]:
    """Return the budgeted accounts with others below them, each with those directly below."""
    by_parts = {(one.kind, code_parts(one.account_code)): one for one in executions}
    below: defaultdict[tuple[str, tuple[str, ...]], list[BudgetExecution]] = defaultdict(list)
    for (kind, _), execution in by_parts.items():
        above = ((kind, code_parts(one)) for one in chart.lineage(execution.account_code)[1:])
        heading = next((key for key in above if key in by_parts), None)
        if heading is not None:
            below[heading].append(execution)
    return [(by_parts[heading], tuple(found)) for heading, found in below.items()]


def top_executions(
    executions: Iterable[BudgetExecution], chart: ChartOfAccounts
) -> tuple[BudgetExecution, ...]:
    """Return the budgeted accounts that are not below another one, so that none counts twice."""
    return _tops(tuple(executions), chart)


BudgetedT = TypeVar("BudgetedT", BudgetLine, BudgetExecution)


def _tops(budgeted: Collection[BudgetedT], chart: ChartOfAccounts) -> tuple[BudgetedT, ...]:
    """Return what is budgeted and not below something else that is."""
    accounts = {(one.kind, code_parts(one.account_code)) for one in budgeted}
    return tuple(
        one
        for one in budgeted
        if not any(
            (one.kind, code_parts(code)) in accounts for code in chart.lineage(one.account_code)[1:]
        )
    )


def unbudgeted_totals(
    executions: Iterable[BudgetExecution],
    totals: Mapping[str, LedgerTotal],
    chart: ChartOfAccounts,
) -> dict[str, LedgerTotal]:
    """Return what was booked on accounts that no budget line covers, by code.

    Each side counts by itself: an account may have a line for its income and none for expenses.
    """
    budgeted = {(one.kind, code_parts(one.account_code)) for one in executions}

    def left(kind: str, code: str, amount: Decimal) -> Decimal:
        lines = ((kind, code_parts(one)) for one in chart.lineage(code))
        return ZERO if any(line in budgeted for line in lines) else amount

    found = {
        code: LedgerTotal(
            left(INCOME, code, total.income_amount), left(EXPENSE, code, total.expense_amount)
        )
        for code, total in totals.items()
    }
    return {code: total for code, total in found.items() if total != LedgerTotal()}


def _final_sum(lines: Iterable[BudgetLine]) -> Decimal:
    return sum((line.final_amount for line in lines), ZERO)
