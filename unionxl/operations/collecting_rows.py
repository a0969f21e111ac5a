"""What becomes of the lines of 《会费登记》: a row of dues a month, and one receipt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.dues_owed import owed_up_to, put_to_months
from unionxl.domain.dues_year import dues_year
from unionxl.domain.handouts import account_name_of, payments_with
from unionxl.domain.money import ZERO
from unionxl.domain.period import Month
from unionxl.domain.written import money
from unionxl.operations.taking import Changed, NewRow, Take
from unionxl.tables.dues import DUES, Dues
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.values.reading import parse_cell
from unionxl.views.collect_sheet import (
    ACCOUNT,
    APPROVER,
    DAY,
    HANDLER,
    METHOD,
    MONTH,
    NAME,
    NUMBER,
    PAID,
    REMARK,
    VOUCHER,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues_owed import Owed, OwedPart
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.values.column import Column
    from unionxl.views.drafts import DraftLine, DraftSheet
    from unionxl.views.layout import CellValue

INCOME_OF_DUES, FUND = "会费收入", "会费"


@dataclass(frozen=True, slots=True)
class _Paid:
    """A line on which something was paid, and the months that it is for."""

    line: DraftLine
    amount: Decimal = ZERO
    owed: Owed | None = None
    reason: str = ""


def takes(book: UnionBook, draft: DraftSheet) -> Iterator[Take]:
    """Say what becomes of the lines with an amount, and of the receipt."""
    paid = list(_paid(book, draft))
    if not paid:
        return
    day, problem = parse_cell(
        draft.head.cells.get(DAY, draft.head.facts.get(DAY)), Dues.paid_on, book.fiscal_year
    )
    fine = [one for one in paid if not one.reason]
    reason = ""
    if not isinstance(day, dt.date):
        told = f"{problem.what}{problem.advice}" if problem else "没有填写。请填写，再点一次。"
        reason = f"上面的「{DAY}」{told}"
    else:
        reason = _voucher_reason(book, draft, day, sum((one.amount for one in fine), ZERO))
    for one in paid:
        if one.reason or reason:
            yield Take(one.line.key, reason=one.reason or reason)
    if reason or not isinstance(day, dt.date):
        return
    for one in fine:
        yield _take(one, day)
    if fine:
        yield _receipt(book, draft, day, fine)


def _paid(book: UnionBook, draft: DraftSheet) -> Iterator[_Paid]:
    """Yield the open lines with an amount."""
    month = Month.parse(draft.head.facts[MONTH])
    owed = {
        (one.member.member_no, one.member.name): one for one in owed_up_to(dues_year(book), month)
    }
    for line in draft.open_lines:
        amount, problem = parse_cell(line.cells.get(PAID), Dues.paid_amount, book.fiscal_year)
        if problem is not None and not problem.is_readable:
            yield _Paid(line, reason=f"「{PAID}」{problem.what}{problem.advice}")
        elif isinstance(amount, Decimal) and amount > 0:
            found = owed.get((line.text(NUMBER), line.text(NAME)))
            told = "" if found else "《会费》里已没有欠缴的月份。请核对，不要重复登记。"
            yield _Paid(line, amount, found, told)


def _take(one: _Paid, day: dt.date) -> Take:
    """Return the rows of one member: one for each month that has none yet."""
    rows, changes = [], []
    parts = one.owed.parts if one.owed else ()
    for part, amount in put_to_months(parts, one.amount):
        if part.row is None:
            rows.append(_row(one.line, part, amount, day))
        else:
            more = (part.row.paid_amount or ZERO) + amount
            changes.append(Changed(DUES, part.row.source.row, {Dues.paid_amount: more}))
    told = "" if rows else f"已登记 第 {changes[0].row} 行" if changes else ""
    return Take(one.line.key, tuple(rows), tuple(changes), told=told)


def _row(line: DraftLine, part: OwedPart, amount: Decimal, day: dt.date) -> NewRow:
    """Return the row of one month."""
    values: dict[Column, CellValue] = {
        Dues.member_no: line.text(NUMBER),
        Dues.member_name: line.text(NAME),
        Dues.month: str(part.month),
        Dues.payable_amount: part.payable_amount,
        Dues.paid_amount: amount,
        Dues.paid_on: day,
        Dues.method: line.text(METHOD),
        Dues.remark: line.text(REMARK),
    }
    return NewRow(DUES, values, (Dues.member_no, Dues.member_name, Dues.month))


def account_of_dues(book: UnionBook) -> str:
    """Return the code under which dues are booked, "" where the chart does not tell."""
    chart = ChartOfAccounts.of(book.accounts, book.settings.account_edition)
    account = chart.named(INCOME_OF_DUES)
    return account.account_code if account else ""


def _voucher_reason(book: UnionBook, draft: DraftSheet, day: dt.date, amount: Decimal) -> str:
    """Return why the voucher cannot be that of the receipt."""
    if draft.head.is_registered or _own_entry(book, draft, day, amount):
        return ""
    number = draft.head.text(VOUCHER)
    used = payments_with(book, number, day)
    if not used:
        return ""
    first = used[0]
    return (
        f"凭证号「{number}」已用于《{LEDGER.sheet}》第 {first.source.row} 行"
        f"“{first.description}”{money(first.expense_amount or first.income_amount)} 元。"
        "请核对凭证号，再点一次。"
    )


def _receipt(book: UnionBook, draft: DraftSheet, day: dt.date, fine: Sequence[_Paid]) -> Take:
    """Return what becomes of the ledger: one row the first time, the same raised later on."""
    now = sum((one.amount for one in fine), ZERO)
    own = _own_entry(book, draft, day, now)
    if own is None:
        return Take("", (_ledger_row(book, draft, day, now, len(fine)),))
    if own.description != _description(draft):  # she had booked it herself
        return Take("")
    values: dict[Column, CellValue] = {
        Ledger.income_amount: own.income_amount + now,
        Ledger.person_count: (own.person_count or 0) + len(fine),
    }
    return Take("", changes=(Changed(LEDGER, own.source.row, values),))


def _ledger_row(
    book: UnionBook, draft: DraftSheet, day: dt.date, total: Decimal, heads: int
) -> NewRow:
    """Return the receipt."""
    code = draft.head.text(ACCOUNT)
    values: dict[Column, CellValue] = {
        Ledger.booked_on: day,
        Ledger.voucher_no: draft.head.text(VOUCHER),
        Ledger.description: _description(draft),
        Ledger.account_code: code,
        Ledger.account_name: account_name_of(book, code),
        Ledger.income_amount: total,
        Ledger.fund_source: FUND,
        Ledger.person_count: heads,
        Ledger.handler: draft.head.text(HANDLER),
        Ledger.approver: draft.head.text(APPROVER),
    }
    return NewRow(LEDGER, values)


def _description(draft: DraftSheet) -> str:
    """Say what was received."""
    return f"收{Month.parse(draft.head.facts[MONTH]).month}月会费"


def _own_entry(
    book: UnionBook, draft: DraftSheet, day: dt.date, amount: Decimal
) -> LedgerEntry | None:
    """Return the receipt that the ledger has already, None where there is none."""
    with_voucher = payments_with(book, draft.head.text(VOUCHER), day)
    entries = with_voucher or [one for one in book.ledger_entries if one.booked_on == day]
    same = [one for one in entries if one.description == _description(draft)]
    same += [one for one in with_voucher if one.income_amount == amount]
    return same[0] if same else None
