"""Journals and the printed ledger: pages of a book that bring over and carry on their sums."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.journal import JournalKind, journal, side_of
from unionxl.domain.ledger import BANK, CASH, LedgerTotal, changing_money, of_account
from unionxl.domain.openings import opening_of_all, opening_of_money
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.ledger import LEDGER
from unionxl.tables.openings import OPENINGS
from unionxl.views.bands import Band, stack
from unionxl.views.layout import Cell, PrintSetup
from unionxl.views.paging import page_height
from unionxl.views.tables import SMALLEST_HEIGHT, Page
from unionxl.views.wording import owner_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.journal import JournalLine
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.period import Month
    from unionxl.views.bands import Line
    from unionxl.views.layout import SheetSpec

HEADER = ("日期", "凭证号", "摘要", "对方科目", "借方(收入)", "贷方(支出)", "借或贷", "余额")
PAGE = Page((11, 10, 32, 18, 14, 14, 6, 15))
BROUGHT, CARRIED = "承前页", "过次页"
READS = (LEDGER, ACCOUNTS)
IF_THERE = (OPENINGS,)
TITLE_ROWS = 3  # title, unit and year, head of the columns


@dataclass(frozen=True, slots=True)
class Kept:
    """One book: its sheet and the money that it is about."""

    view_id: str
    title: str
    account: str  # empty for all money
    nothing: str

    def entries(self, book: UnionBook) -> tuple[LedgerEntry, ...]:
        """Return the rows of the ledger that belong into the book."""
        if self.account:
            return tuple(of_account(book.ledger_entries, self.account))
        return changing_money(book.ledger_entries)


BANK_BOOK = Kept("bank-journal", "银行存款日记账", BANK, "本年没有银行收付。")
CASH_BOOK = Kept("cash-journal", "现金日记账", CASH, "本年没有现金收付。")
ALL_MONEY = Kept("ledger-print", "收支台账（打印）", "", "本年没有收付。")


def journal_sheet(kept: Kept, book: UnionBook, month: Month | None = None) -> SheetSpec:
    """Lay out a book for the year, or for one month of it."""
    entries = kept.entries(book)
    lines = journal(
        entries,
        opening_of(kept, book),
        book.fiscal_year,
        month=month,
        is_closed=book.as_of.year > book.fiscal_year,
    )
    chart = ChartOfAccounts.of(book.accounts, book.settings.account_edition)
    pages = _Pages(
        chart, page_height(PAGE.widths) - sum(line.height for line in _head(kept, book, month))
    )
    rows = list(pages.rows(lines))
    if len(lines) == 1 and not entries:
        rows.append(PAGE.nothing(kept.nothing))
    bands = (Band("head", _head(kept, book, month)), Band("lines", tuple(rows)), _foot())
    breaks = tuple(TITLE_ROWS + after for after in pages.breaks)
    setup = PrintSetup(title_rows=(1, TITLE_ROWS))
    return stack(bands, page_breaks=breaks).sheet(kept.view_id, kept.title, PAGE.widths, setup)


def opening_of(kept: Kept, book: UnionBook) -> Decimal:
    """Return what a book begins the year with."""
    return opening_of_money(book, kept.account) if kept.account else opening_of_all(book)


def _head(kept: Kept, book: UnionBook, month: Month | None) -> tuple[Line, ...]:
    """Lay out the rows that every page begins with."""
    when = f"{book.fiscal_year} 年" + (f" {month.month} 月" if month else "度")
    facts = "　　".join(filter(None, (owner_name(book), when, "单位：元")))
    header = PAGE.row([Cell(text, "book-header") for text in HEADER])
    title = PAGE.title(kept.title)
    plain = replace(title, cells=tuple(Cell(cell.value, "book-title") for cell in title.cells))
    return plain, PAGE.subtitle(facts), header


def _foot() -> Band:
    return Band("foot", (PAGE.signatures(("会计主管", "复核", "记账", "出纳")),), clings=True)


class _Pages:
    """Fills pages with lines: 过次页 at the foot of each but the last, 承前页 on the next.

    Both have the sums from the first day of the month to the end of the page (article 60, 8).
    """

    def __init__(self, chart: ChartOfAccounts, room: float) -> None:
        self._chart = chart
        self._room = room
        self.breaks: list[int] = []

    def rows(self, lines: Sequence[JournalLine]) -> Iterator[Line]:
        """Yield the rows of all pages, and note after which of them a page ends."""
        used, count, last = 0.0, 0, len(lines) - 1
        so_far = LedgerTotal()
        for at, line in enumerate(lines):
            row = self._row(line)
            kept_free = SMALLEST_HEIGHT if at < last else 34.0
            if used + row.height + kept_free > self._room and at:
                balance = lines[at - 1].balance_amount
                yield _sum_row(CARRIED, so_far, balance)
                self.breaks.append(count + 1)
                yield _sum_row(BROUGHT, so_far, balance)
                used, count = SMALLEST_HEIGHT, count + 2
            yield row
            used, count = used + row.height, count + 1
            so_far = _month_so_far(so_far, line)

    def _row(self, line: JournalLine) -> Line:
        """Lay out an entry, or a line that the program writes."""
        entry = line.entry
        if entry is None:
            return _sum_row(line.kind.value, line.total, line.balance_amount, line)
        contra = self._chart.called(entry.account_code, entry.account_name)
        return PAGE.row(
            (
                Cell(entry.booked_on, "date"),
                Cell(entry.voucher_no or None, "code"),
                Cell(entry.description or None),
                Cell(" ".join(filter(None, (entry.account_code, contra))) or None, "body-small"),
                Cell(entry.income_amount or None, "money"),
                Cell(entry.expense_amount or None, "money"),
                Cell(side_of(line.balance_amount), "body-center"),
                Cell(abs(line.balance_amount), "money"),
            )
        )


def _month_so_far(so_far: LedgerTotal, line: JournalLine) -> LedgerTotal:
    """Return the sums of the month with a line; a closed month begins anew."""
    if line.kind is JournalKind.ENTRY:
        return LedgerTotal(
            so_far.income_amount + line.total.income_amount,
            so_far.expense_amount + line.total.expense_amount,
        )
    return LedgerTotal() if line.kind is JournalKind.YEAR else so_far


def _sum_row(
    text: str, total: LedgerTotal, balance: Decimal, line: JournalLine | None = None
) -> Line:
    """Lay out a line that the program writes; one without movements has a balance only."""
    shows = line is None or line.kind in {JournalKind.MONTH, JournalKind.YEAR, JournalKind.BEFORE}
    return PAGE.row(
        (
            Cell(line.on if line else None, "date"),
            Cell(None, "code"),
            Cell(text, "book-total"),
            Cell(None, "book-total"),
            Cell(total.income_amount if shows else None, "book-total-money"),
            Cell(total.expense_amount if shows else None, "book-total-money"),
            Cell(side_of(balance), "body-center"),
            Cell(abs(balance), "book-total-money"),
        )
    )
