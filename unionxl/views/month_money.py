"""The money block of a month sheet: the budget lines that the month touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.domain.period import Month
from unionxl.views.bands import Band, Span, spread
from unionxl.views.layout import Cell
from unionxl.views.month_widths import WHOLE, table_line

if TYPE_CHECKING:
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.budget import BudgetLine
    from unionxl.views.bands import Line

SPANS = (Span(1, 7), Span(8, 11), Span(12, 14), Span(15, 17), Span(18, 21))
HEADER = ("科目", "预算(元)", "本月(元)", "累计(元)", "预算余额(元)")


def month_money(book: UnionBook, month: Month) -> Band:
    """Lay out budget, month, year to date and remainder of every account used in the month."""
    title = spread((WHOLE,), (Cell("本月经费", "section"),), 19)
    lines = {line.account_code: line for line in book.budget_lines}
    sums = _sums(book, month)
    if not sums:
        nothing = Cell("暂无数据", "not-available")
        return Band("本月经费", (title, spread((WHOLE,), (nothing,))))
    head = spread(SPANS, [Cell(text, "header") for text in HEADER])
    rows = (
        _row(name, lines.get(code), in_month, to_date)
        for (code, name), (in_month, to_date) in sorted(sums.items())
    )
    return Band("本月经费", (title, head, *rows))


def _sums(book: UnionBook, month: Month) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Return amounts in the month and from January to it, of accounts used in the month."""
    names = {line.account_code: line.account_name for line in book.budget_lines}
    sums: dict[tuple[str, str], tuple[Decimal, Decimal]] = {}
    used = set()
    for entry in book.ledger_entries:
        booked = Month.of(entry.booked_on)
        if booked.year != month.year or booked > month:
            continue
        key = (entry.account_code, names.get(entry.account_code) or entry.account_name)
        amount = entry.income_amount + entry.expense_amount
        in_month, to_date = sums.get(key, (ZERO, ZERO))
        if booked == month:
            used.add(key)
            in_month += amount
        sums[key] = (in_month, to_date + amount)
    return {key: amounts for key, amounts in sums.items() if key in used}


def _row(name: str, line: BudgetLine | None, in_month: Decimal, to_date: Decimal) -> Line:
    """Lay out one account; a remainder below zero stands out by a word, not by colour alone."""
    remaining = None if line is None else line.final_amount - to_date
    is_over = line is not None and line.kind == "支出" and remaining is not None and remaining < 0
    cells = (
        Cell(f"{name}（超预算）" if is_over else name or "（未填科目）"),
        Cell(None if line is None else line.final_amount, "money"),
        Cell(in_month, "money"),
        Cell(to_date, "money"),
        Cell(remaining, "money-over" if is_over else "money")
        if line is not None
        else Cell("未列预算", "body-center"),
    )
    return table_line(SPANS, cells)
