"""The journals of bank and cash, and the ledger as it is printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unionxl.operations.making import Draft, Sheets, make_sheets
from unionxl.operations.months import chosen_month
from unionxl.views.journal import (
    ALL_MONEY,
    BANK_BOOK,
    CASH_BOOK,
    IF_THERE,
    READS,
    journal_sheet,
    opening_of,
)

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.operations.making import Reading
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request
    from unionxl.views.journal import Kept


def journals(request: Request) -> Outcome:
    """Make the books of the year, or of the month that is asked for.

    The book of cash is made where cash was ever used.

    Raises:
        RequestError: the month is none of the workbook's year.
    """
    asked = request.values.get("month")

    def plan(reading: Reading) -> Sheets:
        book = reading.book
        month = chosen_month(asked, book)[0] if asked else None
        books = _wanted(book)
        titles = "".join(f"《{kept.title}》" for kept in books)
        drafts = (
            Draft(
                partial(journal_sheet, kept, book, month),
                f"正在生成《{kept.title}》（{at}/{len(books)}）",
            )
            for at, kept in enumerate(books, 1)
        )
        when = f"{month.year} 年 {month.month} 月" if month else f"{book.fiscal_year} 年"
        return Sheets(drafts, f"已生成 {when}的{titles}。", notes=tuple(_notes(book)))

    return make_sheets(
        request.open(), "journal", plan, as_of=request.as_of, reads=READS, if_there=IF_THERE
    )


def _wanted(book: UnionBook) -> tuple[Kept, ...]:
    """Return the books to be made."""
    is_used = CASH_BOOK.entries(book) or opening_of(CASH_BOOK, book)
    cash = (CASH_BOOK,) if is_used else ()
    return (BANK_BOOK, *cash, ALL_MONEY)


def _notes(book: UnionBook) -> list[str]:
    """Say what the books rest on."""
    if book.openings:
        return []
    if book.settings.opening_balance_amount is None:
        return ["《设置》没有填期初结余，各账从 0 起。请填上期初结余再生成。"]
    if CASH_BOOK.entries(book):
        told = "期初结余全部算在银行存款，现金从 0 起；年初有库存现金的，"
        return [f"{told}请在《期初余额》写一行 101 库存现金，再生成。"]
    return []
