"""The budget against the ledger, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR
from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE, INCOME, ChartOfAccounts
from unionxl.domain.budget import execute_totals, top_executions, unbudgeted_totals
from unionxl.domain.ledger import count_later, income_and_spending, total_of, totals_by_account
from unionxl.domain.left_out import LeftOut
from unionxl.domain.money import ZERO
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.budget import BUDGET
from unionxl.tables.ledger import LEDGER
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.layout import Cell, Orientation
from unionxl.views.paging import page_height, paginate
from unionxl.views.text import BAR_MARKS, line_count
from unionxl.views.view import View
from unionxl.views.wording import later_note, owner_name, rate_value, start_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.budget import BudgetExecution
    from unionxl.domain.ledger import LedgerEntry, LedgerTotal
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID = "budget-report"
TITLE = "预算执行"
HEADER = (
    *("科目编码", "科目名称", "年初预算(元)", "调整(元)", "最终预算(元)"),
    *("实际(元)", "余额(元)", "执行率", "执行进度", "说明"),
)
COLUMN_WIDTHS = (10.0, 28.0, 14.0, 13.0, 14.0, 14.0, 14.0, 9.0, 15.0, 14.0)
SPANS = tuple(Span(number, number) for number in range(1, len(HEADER) + 1))
WHOLE = Span(1, len(HEADER))


@dataclass(frozen=True, slots=True)
class _Sums:
    """What some budgeted accounts add up to."""

    original_amount: Decimal
    revision_amount: Decimal
    actual_amount: Decimal

    @classmethod
    def of(cls, executions: Sequence[BudgetExecution]) -> _Sums:
        return cls(
            sum((one.original_amount for one in executions), ZERO),
            sum((one.revision_amount for one in executions), ZERO),
            sum((one.actual_amount for one in executions), ZERO),
        )


def budget_report(book: UnionBook) -> SheetSpec:
    """Lay out how the budget is carried out, for the committee and the reviewers of funds.

    The question is what is left of each line, and what was booked without one.
    """
    chart = ChartOfAccounts.of(book.accounts, book.settings.account_edition)
    totals = totals_by_account(income_and_spending(book.ledger_entries))
    executions = execute_totals(book.budget_lines, totals, chart)
    top = top_executions(executions, chart)
    bands = [_head(book), _header()]
    bands += [_side(kind, executions, top, book) for kind in (INCOME, EXPENSE)]
    bands += _unbudgeted(unbudgeted_totals(executions, totals, chart), book, chart)
    bands.append(_balance(book))
    titles = sum(line.height for line in bands[1].lines)
    paged = paginate(bands, page_height(COLUMN_WIDTHS, Orientation.LANDSCAPE), titles=titles)
    header_row = len(bands[0].lines) + 1
    stacked = stack(paged.bands, page_breaks=paged.breaks)
    return stacked.list_sheet(VIEW_ID, TITLE, COLUMN_WIDTHS, header_row)


def _head(book: UnionBook) -> Band:
    """Lay out title, day, and how many rows of the ledger are missing."""
    owner = owner_name(book)
    last = max((entry.booked_on for entry in book.ledger_entries), default=None)
    until = f"　台账记到 {last:%Y-%m-%d}" if last else ""
    start = start_note(book.settings.start_month)
    late = f"　{start}" if start else ""
    lines = [
        _wide(f"{owner}{book.fiscal_year} 年{TITLE}表".strip(), "title", 34),
        _wide(f"制表 {book.as_of:%Y-%m-%d}{until}{late}　单位：元", "subtitle", 18),
    ]
    later = count_later(book.ledger_entries, book.as_of, book.fiscal_year)
    if note := later_note(later, book.as_of):
        lines.append(_wide(f"{note}本表。请核对。", "warning", 16))
    left_out = LeftOut.of(book).text(BUDGET, LEDGER, here="本表")
    if left_out:
        lines.append(_wide(f"{left_out}，请运行“检查”查看是哪些单元格。", "warning", 16))
    return Band("head", tuple(lines), head=len(lines))


def _header() -> Band:
    line = spread(SPANS, [Cell(text, "header") for text in HEADER], 22)
    return Band("header", (line,), head=1)


def _side(
    kind: str,
    executions: Iterable[BudgetExecution],
    top: Sequence[BudgetExecution],
    book: UnionBook,
) -> Band:
    """Lay out the lines of income or of expenditure with their sum."""
    warning_rate, left_out = book.settings.warning_rate, LeftOut.of(book)
    ours = [one for one in executions if one.kind == kind]
    booked = [one for one in ours if not _is_from_earlier_years(one)]
    carried = [one for one in ours if _is_from_earlier_years(one)]
    lines = [_wide(kind, "section", 20)]
    if not ours:
        told = left_out.nothing(BUDGET, f"表中没有{kind}预算")
        lines.append(_wide(f"{told}。", "not-available", 20))
    lines += [_line(one, is_below=one not in top, warning_rate=warning_rate) for one in booked]
    if booked:
        lines.append(_sum_line(f"{kind}合计", _Sums.of([one for one in booked if one in top])))
    lines += [_carried_line(one) for one in carried]
    return Band(kind, tuple(lines), head=1, again=(_again(kind),))


def _is_from_earlier_years(execution: BudgetExecution) -> bool:
    """Tell whether a line is no income of this year: the ledger never books it."""
    return any(line.draws_on_balance or line.is_brought_forward for line in execution.lines)


def _line(execution: BudgetExecution, *, is_below: bool, warning_rate: Decimal | None) -> Line:
    """Lay out one budgeted account; one below another is set in, its heading includes it."""
    is_expense = execution.kind == EXPENSE
    is_over = is_expense and execution.remaining_amount < 0
    rate = execution.execution_rate
    is_near = is_expense and None not in (rate, warning_rate) and _reaches(rate, warning_rate)
    note = "超预算" if is_over else "接近预算" if is_near else ""
    if not note and not execution.actual_amount and execution.final_amount:
        note = "尚未支出" if is_expense else "尚未收到"
    name = execution.account_name or "（未填名称）"
    cells = (
        Cell(execution.account_code, "code", link=execution.lines[0].source),
        Cell(f"　其中：{name}" if is_below else name),
        Cell(execution.original_amount, "money"),
        Cell(execution.revision_amount, "money"),
        Cell(execution.final_amount, "money"),
        Cell(execution.actual_amount, "money"),
        Cell(execution.remaining_amount, "money-over" if is_over else "money"),
        Cell(rate_value(rate), "rate"),
        Cell(bar(rate), "bar"),
        Cell(note or None, "body-center"),
    )
    return _fitting(cells)


def _reaches(rate: Decimal | None, warning_rate: Decimal | None) -> bool:
    return rate is not None and warning_rate is not None and rate >= warning_rate


def bar(rate: Decimal | None) -> str | None:
    """Show a share as marks, which a black and white print keeps.

    >>> from decimal import Decimal
    >>> bar(Decimal("0.62"))
    '■■■■■■□□□□'
    """
    if rate is None:
        return None
    full = int((rate * BAR_MARKS).to_integral_value(ROUND_FLOOR))
    full = min(max(full, 0), BAR_MARKS)
    return "■" * full + "□" * (BAR_MARKS - full)


def _carried_line(execution: BudgetExecution) -> Line:
    """Lay out a line on money of earlier years, with which nothing is booked."""
    cells = (
        Cell(execution.account_code, "code", link=execution.lines[0].source),
        Cell(execution.account_name),
        Cell(execution.original_amount, "money"),
        Cell(execution.revision_amount, "money"),
        Cell(execution.final_amount, "money"),
        *(Cell(None, "body-center") for _ in range(4)),
        Cell("以前年度资金", "body-center"),
    )
    return _fitting(cells)


def _sum_line(name: str, sums: _Sums) -> Line:
    """Lay out a sum row."""
    final = sums.original_amount + sums.revision_amount
    rate = sums.actual_amount / final if final else None
    amounts = (
        sums.original_amount,
        sums.revision_amount,
        final,
        sums.actual_amount,
        final - sums.actual_amount,
    )
    cells = (
        Cell(None, "total"),
        Cell(name, "total"),
        *(Cell(amount, "total-money") for amount in amounts),
        Cell(rate_value(rate), "total-rate"),
        Cell(bar(rate), "bar"),
        Cell(None, "total"),
    )
    return spread(SPANS, cells, 20)


def _unbudgeted(
    totals: dict[str, LedgerTotal], book: UnionBook, chart: ChartOfAccounts
) -> list[Band]:
    """Lay out the accounts that were used and have no budget line."""
    if not totals:
        return []
    names = _names_used(book.ledger_entries)
    title = "未列预算的科目"
    lines = [_wide(title, "section", 20)]
    for code, total in sorted(totals.items()):
        name = chart.called(code, names.get(code, ""))
        for kind, amount in ((INCOME, total.income_amount), (EXPENSE, total.expense_amount)):
            if amount:
                lines.append(_unbudgeted_line(code, name, kind, amount))
    return [Band("unbudgeted", tuple(lines), head=1, again=(_again(title),))]


def _names_used(entries: Iterable[LedgerEntry]) -> dict[str, str]:
    """Return the name that the ledger writes beside each code."""
    return {entry.account_code: entry.account_name for entry in entries if entry.account_name}


def _unbudgeted_line(code: str, name: str, kind: str, amount: Decimal) -> Line:
    cells = (
        Cell(code or "未填", "code"),
        Cell(name),
        *(Cell(None, "money") for _ in range(3)),
        Cell(amount, "money-over"),
        *(Cell(None, "money") for _ in range(3)),
        Cell(f"{kind}，未列预算", "body-center"),
    )
    return _fitting(cells)


def _balance(book: UnionBook) -> Band:
    """Lay out the whole ledger, and with the opening balance what is left."""
    total = total_of(income_and_spending(book.ledger_entries))
    opening = book.settings.opening_balance_amount
    rows: list[tuple[str, Decimal | None]] = [
        ("期初结余", opening),
        ("台账收入合计", total.income_amount),
        ("台账支出合计", total.expense_amount),
        ("期末结余", None if opening is None else opening + total.net_amount),
    ]
    lines = [_wide("收支结余", "section", 20)]
    for name, amount in rows:
        value = (
            Cell("设置中没有填写期初结余", "body-center")
            if amount is None
            else Cell(amount, "total-money")
        )
        lines.append(spread((Span(1, 5), Span(6, 7)), (Cell(name, "total"), value), 20))
    return Band("balance", tuple(lines), head=1, step=len(lines))


def _again(title: str) -> Line:
    """Lay out the head of a block that goes on on the next page."""
    return _wide(f"{title}（续）", "section", 20)


def _fitting(cells: Sequence[Cell]) -> Line:
    """Lay out a row as high as its longest name needs."""
    lines = max(
        line_count(str(cells[at].value or ""), COLUMN_WIDTHS[at], size=9.5) for at in (1, 9)
    )
    return spread(SPANS, cells, 6 + 13.5 * lines)


def _wide(text: str, style: str, height: float) -> Line:
    """Lay out a text over the whole width."""
    return spread((WHOLE,), (Cell(text, style),), height)


VIEW = View(VIEW_ID, TITLE, budget_report, (BUDGET, LEDGER, ACCOUNTS))
