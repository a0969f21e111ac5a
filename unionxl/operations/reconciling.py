"""A bank's statement held against the ledger, month by month."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.domain.bank_matching import State
from unionxl.domain.bank_month import bank_month, left_open
from unionxl.errors import RequestError
from unionxl.importing.lists import read_lists
from unionxl.lists.recognising import recognise
from unionxl.lists.statements import months_in, movements_in, statement_of
from unionxl.operations.list_import import refuse_itself
from unionxl.operations.making import Draft, Sheets, make_sheets
from unionxl.operations.months import chosen_month
from unionxl.tables.bank_items import BANK_ITEMS, BankItems
from unionxl.tables.ledger import LEDGER
from unionxl.tables.openings import OPENINGS
from unionxl.views.bank_reconciliation import TITLE, reconciliation_sheet, warnings
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.domain.bank_matching import Movement
    from unionxl.domain.bank_month import BankMonth
    from unionxl.domain.book import UnionBook
    from unionxl.domain.period import Month
    from unionxl.domain.reconciliation import BankItem
    from unionxl.lists.entries import Entry
    from unionxl.operations.making import Reading
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request
    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import Workbook


def reconcile(request: Request) -> Outcome:
    """Hold a statement against the ledger's bank account; what stays open is kept for the next.

    Raises:
        RequestError: it is the workbook itself; it has not the month that is meant.
        DocumentError: the statement cannot be read.
    """
    workbook, path = request.open(), Path(request.document)
    refuse_itself(path, workbook.path)
    draft = recognise(read_lists(path), path.name, into=LEDGER.sheet)

    def plan(reading: Reading) -> Sheets:
        book = reading.book
        found = movements_in(draft, book.fiscal_year)
        month = _month(found, request.values.get("month"), book, path.name)
        reconciled = bank_month(book, statement_of(found, month))
        notes = tuple(_notes(book, reconciled))
        if workbook.has_table(BANK_ITEMS.name):
            _keep(workbook, book, reconciled)
        else:
            notes = (*notes, _NO_TABLE)
        sheet = Draft(partial(reconciliation_sheet, book, reconciled))
        return Sheets((sheet,), _told(reconciled), notes=notes)

    return make_sheets(
        workbook,
        "reconcile",
        plan,
        as_of=request.as_of,
        reads=(LEDGER,),
        if_there=(BANK_ITEMS, OPENINGS),
    )


_NO_TABLE = "这本工作簿没有《对账记录》，没有对上的款项带不到下个月。新建的工作簿有这张表。"


def _month(found: Sequence[Entry], asked: str | None, book: UnionBook, name: str) -> Month:
    """Return the month that is meant: the one asked for, or the only one of the statement."""
    months = months_in(found)
    month = chosen_month(asked, book)[0] if asked or len(months) > 1 else months[0]
    if month not in months:
        listed = "、".join(f"{one.year} 年 {one.month} 月" for one in months[:12])
        raise RequestError(
            f"对账单里没有 {month.year} 年 {month.month} 月的收付，只有 {listed}。",
            where=f"文件《{name}》",
            advice="请在《首页》选好要对的月份，或选那个月的对账单。",
        )
    if month.year != book.fiscal_year:
        raise RequestError(
            f"对账单是 {month.year} 年 {month.month} 月的，这是 {book.fiscal_year} 年的工作簿。",
            where=f"文件《{name}》",
            advice=f"请选 {book.fiscal_year} 年的对账单，或打开 {month.year} 年的工作簿。",
        )
    return month


def _told(reconciled: BankMonth) -> str:
    """Say how the month came out."""
    result, month = reconciled.result, reconciled.month
    counts = "，".join(
        f"{state.value} {len(pairs)} 笔" for state in State if (pairs := result.of(state))
    )
    if reconciled.opening_gap_amount is None:
        end = "对账单没有余额，不能证明两边相等"
    elif reconciled.opening_gap_amount:
        end = f"调节后两边相差 {abs(reconciled.opening_gap_amount):,.2f} 元"
    else:
        end = f"调节后两边都是 {result.adjusted_bank_amount:,.2f} 元"
    return f"已生成《{TITLE}》（{month.month} 月）：{counts or '没有收付'}；{end}。"


def _notes(book: UnionBook, reconciled: BankMonth) -> Iterator[str]:
    """Say what the comparison rests on."""
    if book.settings.opening_balance_amount is None and not book.openings:
        yield "《设置》没有填期初结余，台账余额从 0 起。请填上期初结余再对。"
    yield from warnings(reconciled)
    if reconciled.settled:
        yield f"以前月份没有对上的 {len(reconciled.settled)} 笔，这个月对上了。"


def _keep(workbook: Workbook, book: UnionBook, reconciled: BankMonth) -> None:
    """Write what the month leaves open over what it left before, and settle earlier items."""
    month = str(reconciled.month)
    old = [item for item in book.bank_items if item.month == reconciled.month]
    new = [_row(month, state, one) for state, one in left_open(reconciled)]
    changes = [
        CellChange(item.source.row, BankItems.settled_month.header, month)
        for item in reconciled.settled
        if item.settled_month != reconciled.month
    ]
    changes += [
        CellChange(item.source.row, BankItems.settled_month.header, None)
        for item in reconciled.reopened
    ]
    more = []
    for item, row in zip_longest(old, new):
        if item is None:
            more.append(row)
        else:
            changes += list(_over(item, row or dict.fromkeys(_HEADERS)))
    if changes:
        workbook.set_cells(BANK_ITEMS.name, changes)
    if more:
        workbook.append_rows(BANK_ITEMS.name, more)


_HEADERS = tuple(column.header for column in BANK_ITEMS.columns)


def _over(item: BankItem, row: Mapping[str, CellValue]) -> Iterator[CellChange]:
    """Yield the cells of a row written over an old one."""
    for header in _HEADERS:
        yield CellChange(item.source.row, header, row.get(header))


def _row(month: str, state: State, one: Movement) -> dict[str, CellValue]:
    """Return an open item as a row."""
    return {
        BankItems.month.header: month,
        BankItems.dated_on.header: one.booked_on,
        BankItems.description.header: " ".join(filter(None, (one.voucher_no, one.text))) or None,
        BankItems.income_amount.header: one.income_amount or None,
        BankItems.expense_amount.header: one.expense_amount or None,
        BankItems.state.header: state.value,
    }
