"""What is looked up by its code, as values in cells that are empty: names of accounts and members.

Values, no formulas: rows may be sorted, and what the clerk typed stays.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.book import NotRead
from unionxl.domain.roll import Roll
from unionxl.errors import WorkbookError
from unionxl.tables.dues import DUES, Dues
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.tables.services import SERVICES, Services
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.tables.model import Table
    from unionxl.workbook.port import Workbook


def fill_names(workbook: Workbook, book: UnionBook) -> None:
    """Fill in the names of the tables that were read; a sheet that is protected stays as it is."""
    for table, changes in missing_names(book):
        if changes and workbook.has_table(table.name):
            with suppress(WorkbookError):
                workbook.set_cells(table.name, changes)


def missing_names(book: UnionBook) -> Iterator[tuple[Table, tuple[CellChange, ...]]]:
    """Yield, by table, the names that are not there and that the codes beside them tell."""
    if _are_read(book.ledger_entries, book.accounts):
        yield LEDGER, tuple(_accounts(book))
    if _are_read(book.members):
        names = {number: one.name for number, one in Roll.of(book.members).by_no.items() if number}
        for table, column, records in (
            (SERVICES, Services.member_name, book.service_entries),
            (DUES, Dues.member_name, book.dues_payments),
        ):
            if _are_read(records):
                yield (
                    table,
                    tuple(
                        CellChange(one.source.row, column.header, names[one.member_no])
                        for one in records
                        if not one.member_name and one.member_no in names
                    ),
                )


def _accounts(book: UnionBook) -> Iterator[CellChange]:
    """Yield the names of the accounts that rows of the ledger have by their code only."""
    open_ones = [one for one in book.ledger_entries if one.account_code and not one.account_name]
    if not open_ones:
        return
    chart = ChartOfAccounts.of(book.accounts, book.settings.account_edition)
    for entry in open_ones:
        account = chart.find(entry.account_code)
        if account is not None:
            column = Ledger.account_name.header
            yield CellChange(entry.source.row, column, account.account_name)


def _are_read(*records: Iterable[object]) -> bool:
    """Tell whether tables were asked for when the book was read."""
    return not any(isinstance(one, NotRead) for one in records)
