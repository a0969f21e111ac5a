"""What becomes of the ticked lines of 《发放登记》: services, and one payment in the ledger."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.festival_words import FestivalWords
from unionxl.domain.handouts import (
    Handout,
    account_name_of,
    payments_with,
    unclaimed_text,
    with_unclaimed,
)
from unionxl.domain.money import ZERO
from unionxl.domain.written import money
from unionxl.operations.handout_lines import followed, served_by
from unionxl.operations.taking import Changed, NewRow, Take
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.tables.services import SERVICE_KINDS, SERVICE_SOURCES, SERVICES, Services
from unionxl.values.reading import parse_cell
from unionxl.views.handout_sheet import (
    ACCOUNT,
    ALL,
    AMOUNT,
    APPROVER,
    CONTENT,
    DAY,
    EACH,
    FORM,
    FUND,
    HANDLER,
    ITEM,
    NAME,
    NUMBER,
    OCCASION,
    PAID,
    REMARK,
    TICKED,
    TO,
    VOUCHER,
    WAIVED,
    amount_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.policy import Standards
    from unionxl.values.column import Column
    from unionxl.views.drafts import DraftLine, DraftSheet
    from unionxl.views.layout import CellValue

PROOF = "签收名单"


def handout_of(book: UnionBook, head: DraftLine) -> Handout:
    """Return what the head of the draft says; what cannot be read is empty."""
    year = book.fiscal_year
    day = _value(head, DAY, Services.served_on, year)
    each = _value(head, EACH, Services.amount, year)
    paid = _value(head, PAID, Ledger.expense_amount, year) if head.text(PAID) else None
    return Handout(
        occasion=head.text(OCCASION),
        to=head.text(TO),
        on=day if isinstance(day, dt.date) else None,
        content=head.text(CONTENT),
        each=each if isinstance(each, Decimal) else None,
        paid=paid if isinstance(paid, Decimal) else None,
        item_no=head.text(ITEM),
        voucher_no=head.text(VOUCHER),
        account_code=head.text(ACCOUNT),
        fund_source=head.text(FUND),
        payment_form=head.text(FORM),
        handler=head.text(HANDLER),
        approver=head.text(APPROVER),
    )


def _value(line: DraftLine, name: str, column: Column, year: int) -> object:
    """Return what stands in a cell, or None."""
    return parse_cell(line.cells.get(name, line.facts.get(name)), column, year)[0]


def _says_yes(line: DraftLine, name: str) -> bool | None:
    """Tell whether a cell says yes, None where it says nothing that can be read."""
    value, _ = parse_cell(line.cells.get(name), Services.is_booked, 0)
    return value if isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class _Ticked:
    """A line that was fetched, or why it cannot be registered."""

    line: DraftLine
    amount: Decimal = ZERO
    reason: str = ""


def takes(standards: Standards, book: UnionBook, draft: DraftSheet) -> Iterator[Take]:
    """Say what becomes of the lines that are ticked, and of the payment."""
    handout_ = handout_of(book, draft.head)
    ticked = list(_ticked(book, draft, handout_))
    waives = _says_yes(draft.head, WAIVED) is True
    given = {one.line.key for one in ticked}
    waived = [line for line in draft.open_lines if waives and line.key not in given]
    if not ticked and not waived and not _voucher_came_late(draft.head):
        return
    fine = [one for one in ticked if not one.reason]
    reason = _head_reason(book, draft, handout_, fine)
    for one in ticked:
        if one.reason or reason:
            yield Take(one.line.key, reason=one.reason or reason)
    if reason:
        if _voucher_came_late(draft.head):
            yield Take("", reason=reason)
        return
    words = FestivalWords.of(standards.festivals, book.festivals)
    kind = handout_.kind(words, SERVICE_KINDS)
    for one in fine:
        shown = {**one.line.cells, TICKED: "是"}
        yield Take(one.line.key, (_service(one, handout_, kind),), cells=shown)
    yield from (Take(line.key, told="未领，已放弃") for line in waived)
    if _voucher_came_late(draft.head):
        yield _with_voucher(book, draft, handout_, kind)
    yield from _payment(book, draft, handout_, fine, waives=waives)


def _voucher_came_late(head: DraftLine) -> bool:
    """Tell whether the number of the voucher was typed after the payment was registered."""
    return head.is_registered and bool(head.text(VOUCHER)) and not head.facts.get(VOUCHER)


def _with_voucher(book: UnionBook, draft: DraftSheet, handout_: Handout, kind: str) -> Take:
    """Put a number that came late into the payment and the services that have none."""
    number = handout_.voucher_no
    served = served_by(book, handout_, kind).values()
    rows = [one.source.row for one in served if not one.voucher_no]
    changes = [Changed(SERVICES, row, {Services.voucher_no: number}) for row in rows]
    own = _own_entry(book, handout_, _total(draft, ()))
    if own is not None and not own.voucher_no:
        changes.append(Changed(LEDGER, own.source.row, {Ledger.voucher_no: number}))
    return Take("", changes=tuple(changes))


def _ticked(book: UnionBook, draft: DraftSheet, handout_: Handout) -> Iterator[_Ticked]:
    """Yield the lines that are ticked, all but those with 否 where all are."""
    all_fetched = _says_yes(draft.head, ALL) is True
    for line in draft.open_lines:
        value, problem = parse_cell(line.cells.get(TICKED), Services.is_booked, 0)
        if problem is not None:
            yield _Ticked(line, reason=f"「{TICKED}」{problem.what}{problem.advice}")
        elif value is True or (all_fetched and value is None):
            yield _with_amount(book, followed(line, handout_))


def _with_amount(book: UnionBook, line: DraftLine) -> _Ticked:
    """Return a ticked line with its amount."""
    amount, problem = parse_cell(line.cells.get(AMOUNT), Services.amount, book.fiscal_year)
    if problem is not None and not problem.is_readable:
        return _Ticked(line, reason=f"「{AMOUNT}」{problem.what}{problem.advice}")
    if not isinstance(amount, Decimal) or amount <= 0:
        return _Ticked(
            line, reason=f"「{AMOUNT}」没有填写。请填写，或在上面填「{EACH}」，再点一次。"
        )
    return _Ticked(line, amount)


def _head_reason(
    book: UnionBook, draft: DraftSheet, handout_: Handout, fine: Sequence[_Ticked]
) -> str:
    """Return why nothing can be registered, "" where it can."""
    if not handout_.occasion:
        return f"上面的「{OCCASION}」没有填写。请填写，再点一次。"
    _, problem = parse_cell(draft.head.cells.get(DAY), Services.served_on, book.fiscal_year)
    if handout_.on is None:
        told = f"{problem.what}{problem.advice}" if problem else "没有填写。请填写，再点一次。"
        return f"上面的「{DAY}」{told}"
    if draft.head.text(PAID) and handout_.paid is None:
        return f"上面的「{PAID}」不是金额。请改正，再点一次。"
    total = _total(draft, fine)
    if handout_.paid is not None and handout_.paid < total:
        return (
            f"「{PAID}」{money(handout_.paid)} 元少于已领各行合计 {money(total)} 元。请按凭证核对。"
        )
    if handout_.on.year != book.fiscal_year:
        return f"上面的「{DAY}」不在 {book.fiscal_year} 年。请改正，再点一次。"
    return _voucher_reason(book, handout_, total)


def _voucher_reason(book: UnionBook, handout_: Handout, total: Decimal) -> str:
    """Return why the voucher cannot be that of the payment."""
    if _own_entry(book, handout_, total) is not None:
        return ""
    used = payments_with(book, handout_.voucher_no, handout_.on)
    if not used:
        return ""
    first = used[0]
    return (
        f"凭证号「{handout_.voucher_no}」已用于《{LEDGER.sheet}》第 {first.source.row} 行"
        f"“{first.description}”{money(first.expense_amount or first.income_amount)} 元。"
        "请核对凭证号，再点一次。"
    )


def _service(one: _Ticked, handout_: Handout, kind: str) -> NewRow:
    """Return the row of the services for one member."""
    line = one.line
    content = handout_.told(line.text(CONTENT))
    values: dict[Column, CellValue] = {
        Services.served_on: handout_.on,
        Services.member_no: line.text(NUMBER),
        Services.member_name: line.text(NAME),
        Services.service_kind: kind,
        Services.content: content,
        Services.amount: one.amount,
        Services.voucher_no: handout_.voucher_no,
        Services.is_booked: "是",
        Services.proof: PROOF,
        Services.handler: handout_.handler,
        Services.remark: line.text(REMARK),
        Services.fund_source: _source(handout_.fund_source),
        Services.item_no: handout_.item_no,
    }
    same = (
        *(Services.served_on, Services.member_no, Services.member_name),
        *(Services.service_kind, Services.content),
    )
    return NewRow(SERVICES, values, same)


def _source(fund_source: str) -> str:
    """Return the source as the services call it, "" where they have no such word."""
    return fund_source if fund_source in SERVICE_SOURCES else ""


def _payment(
    book: UnionBook,
    draft: DraftSheet,
    handout_: Handout,
    fine: Sequence[_Ticked],
    *,
    waives: bool,
) -> Iterator[Take]:
    """Say what becomes of the ledger: one row the first time, the same row raised later on."""
    total = _total(draft, fine)
    done = sum(_is_fetched(line) for line in draft.lines) + len(fine)
    left = len(draft.lines) - done
    amount, heads, remark = total, done, ""
    if handout_.paid is not None:
        amount, heads = handout_.paid, len(draft.lines)
        unclaimed = handout_.paid - total
        remark = unclaimed_text(left, unclaimed, is_waived=waives) if unclaimed else ""
    own = _own_entry(book, handout_, total)
    if own is not None:
        values: dict[Column, CellValue] = {Ledger.remark: with_unclaimed(own.remark, remark)}
        if handout_.paid is None:
            values |= {Ledger.expense_amount: amount, Ledger.person_count: heads}
        yield Take("", changes=(Changed(LEDGER, own.source.row, values),))
    elif fine:
        yield Take("", (_ledger_row(book, handout_, amount, heads, remark),))


def _is_fetched(line: DraftLine) -> bool:
    """Tell whether a line has become a row, and was not waived."""
    return line.is_registered and line.text(TICKED) != "" and bool(amount_of(line))


def _total(draft: DraftSheet, fine: Sequence[_Ticked]) -> Decimal:
    """Return what was given so far, and now."""
    before = (amount_of(line) for line in draft.lines if _is_fetched(line))
    return sum((*before, *(one.amount for one in fine)), ZERO)


def _ledger_row(
    book: UnionBook, handout_: Handout, amount: Decimal, heads: int, remark: str
) -> NewRow:
    """Return the payment."""
    values: dict[Column, CellValue] = {
        Ledger.booked_on: handout_.on,
        Ledger.voucher_no: handout_.voucher_no,
        Ledger.description: handout_.description,
        Ledger.account_code: handout_.account_code,
        Ledger.account_name: account_name_of(book, handout_.account_code),
        Ledger.expense_amount: amount,
        Ledger.fund_source: handout_.fund_source,
        Ledger.item_no: handout_.item_no,
        Ledger.occasion: handout_.occasion,
        Ledger.person_count: heads,
        Ledger.payment_form: handout_.payment_form,
        Ledger.list_signed: "是",
        Ledger.handler: handout_.handler,
        Ledger.approver: handout_.approver,
        Ledger.remark: remark,
    }
    return NewRow(LEDGER, values)


def _own_entry(book: UnionBook, handout_: Handout, total: Decimal) -> LedgerEntry | None:
    """Return the payment that the ledger has already, None where there is none.

    With the voucher it may be called otherwise, if the amount is the same.
    """
    amount = total if handout_.paid is None else handout_.paid
    with_voucher = payments_with(book, handout_.voucher_no, handout_.on)
    entries = with_voucher or [
        entry for entry in book.ledger_entries if entry.booked_on == handout_.on
    ]
    same = [
        entry
        for entry in entries
        if entry.occasion == handout_.occasion and entry.description == handout_.description
    ]
    same += [entry for entry in with_voucher if entry.expense_amount == amount]
    return same[0] if same else None
