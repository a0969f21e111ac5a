"""The statement of a year's income and expenditure, for the committee and those who audit it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE, INCOME
from unionxl.domain.money import ZERO
from unionxl.domain.year_end import share_of
from unionxl.tables.budget import BUDGET
from unionxl.tables.ledger import LEDGER
from unionxl.views.bands import Band, Span, stack
from unionxl.views.layout import Cell, Orientation, PrintSetup
from unionxl.views.paging import page_height, paginate
from unionxl.views.tables import Page
from unionxl.views.view import YEAR_FIGURES, View
from unionxl.views.wording import (
    UNKNOWN,
    date_notes,
    is_over,
    money_text,
    owner_name,
    rate_value,
    start_note,
    year_word,
)
from unionxl.views.year_tables import YEAR_TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.final_accounts import AccountLine
    from unionxl.domain.year_end import YearEnd
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

VIEW_ID = "statement"
TITLE = "收支决算表"
HEADER = (
    "科目编码",
    "科目名称",
    "上年决算数",
    "年初预算数",
    "调整数",
    "调整后预算",
    "{}决算数",
    "完成预算",
    "说明",
)
PAGE = Page((10, 27, 15, 15, 13, 15, 15, 10, 30))
SIGNERS = ("工会主席", "财务负责人", "复核", "制表")


def statement(book: UnionBook, year_end: YearEnd) -> SheetSpec:
    """Lay out every account against its budget and last year; do the books add up?"""
    accounts = year_end.accounts
    paged = paginate(
        (
            _head(book, year_end),
            _accounts(INCOME, accounts.income_lines, year_end),
            _accounts(EXPENSE, accounts.expense_lines, year_end),
            _balance(year_end),
            _foot(year_end),
        ),
        page_height(PAGE.widths, Orientation.LANDSCAPE),
    )
    setup = PrintSetup(orientation=Orientation.LANDSCAPE)
    return stack(paged.bands, page_breaks=paged.breaks).sheet(VIEW_ID, TITLE, PAGE.widths, setup)


def _head(book: UnionBook, year_end: YearEnd) -> Band:
    """Lay out title, unit of money and edition of the chart of accounts."""
    edition = book.settings.account_edition
    facts = ["单位：元", f"截至 {year_end.as_of:%Y-%m-%d}"]
    facts += filter(None, (start_note(year_end.start_month),))
    if edition:
        facts.insert(1, f"科目按 {edition} 版")
    return Band(
        "head",
        (
            PAGE.title(f"{owner_name(book)}{year_end.year} 年收支决算表".strip()),
            PAGE.subtitle("　·　".join(facts)),
        ),
        head=2,
    )


def _accounts(kind: str, lines: Sequence[AccountLine], year_end: YearEnd) -> Band:
    """Lay out the accounts of one kind and their sum."""
    if not lines:
        return Band(kind, (PAGE.section(kind), PAGE.nothing("暂无数据")), head=1)
    totals, budgets = year_end.accounts.totals, year_end.accounts.budget
    actual, budget = totals.expense_amount, budgets.expense_amount
    if kind == INCOME:
        actual, budget = totals.income_amount, budgets.income_amount
    header = [text.format(year_word(year_end.start_month)) for text in HEADER]
    top = [line for line in lines if not line.depth]
    sums = [
        _sum([line.last_year_amount for line in top]),
        _sum([line.original_amount for line in top]),
        _sum([line.revision_amount for line in top]),
    ]
    total = PAGE.row(
        (
            Cell(None, "total"),
            Cell(f"{kind}合计", "total"),
            *(_money(amount, "total-money") for amount in sums),
            _money(
                budget if any(line.final_amount is not None for line in lines) else None,
                "total-money",
            ),
            Cell(actual, "total-money"),
            Cell(rate_value(share_of(actual, budget)), "total-rate"),
            Cell(None, "total"),
        )
    )
    rows = (_row(line) for line in lines)
    return PAGE.table(kind, kind, PAGE.header(header), (*rows, total))


def _row(line: AccountLine) -> Line:
    """Lay out one account; what exceeds its budget is named, not only coloured."""
    is_over = line.kind == "支出" and bool(line.over_amount)
    note = line.note
    if is_over:
        over = "未列预算" if line.final_amount is None else f"超预算 {money_text(line.over_amount)}"
        note = "；".join(filter(None, (over, note)))
    return PAGE.row(
        (
            Cell(line.account_code or None, "code"),
            Cell(f"{'　' * line.depth}{line.account_name}"),
            _money(line.last_year_amount),
            _money(line.original_amount),
            _money(line.revision_amount),
            _money(line.final_amount),
            Cell(line.actual_amount, "money-over" if is_over else "money"),
            Cell(rate_value(line.execution_rate), "rate"),
            Cell(note or None),
        )
    )


def _money(amount: Decimal | None, style: str = "money") -> Cell:
    """Return an amount, or an empty cell where there is none."""
    return Cell(amount, style)


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """Add up what is known; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None


def _balance(year_end: YearEnd) -> Band:
    """Lay out how the opening balance becomes the closing one."""
    accounts = year_end.accounts
    year = year_word(year_end.start_month)
    closing = "年末结余" if is_over(year_end) else "期末结余"
    rows = [
        ("期初结余", accounts.opening_amount),
        (f"加：{year}收入", accounts.totals.income_amount),
        (f"减：{year}支出", accounts.totals.expense_amount),
        (f"{year}收支差额", accounts.totals.net_amount),
        (closing, accounts.closing_amount),
    ]
    if accounts.budget.drawn_amount:
        rows.insert(1, ("其中：预算动用以前年度结余", accounts.budget.drawn_amount))
    spans = (Span(1, 2), Span(3, 3))
    lines = [
        PAGE.row(
            (
                Cell(name, "total" if name == closing else "body"),
                Cell(
                    UNKNOWN if amount is None else amount,
                    _balance_style(amount, is_sum=name == closing),
                ),
            ),
            spans,
        )
        for name, amount in rows
    ]
    return Band("结余", (PAGE.section("结余"), *lines), head=1, step=1 + len(lines))


def _balance_style(amount: Decimal | None, *, is_sum: bool) -> str:
    if amount is None:
        return "not-available"
    if amount < 0:
        return "money-over"
    return "total-money" if is_sum else "money"


def _foot(year_end: YearEnd) -> Band:
    """Lay out what is not in the figures, and who signs."""
    lines = [PAGE.signatures(SIGNERS)]
    if year_end.accounts.opening_amount is None:
        text = "《设置》没有填写期初结余，年末结余未计算。请补填后重新生成。"
        lines.insert(0, PAGE.remark(text, "warning"))
    lines[:0] = [PAGE.remark(f"{note}本表。请核对。", "warning") for note in date_notes(year_end)]
    left_out = year_end.left_out.text(BUDGET, LEDGER)
    if left_out:
        lines.insert(0, PAGE.remark(f"{left_out}，请运行“检查”查看。", "warning"))
    return Band("foot", tuple(lines), clings=True)


VIEW = View(VIEW_ID, TITLE, statement, YEAR_TABLES, (YEAR_FIGURES,))
