"""What becomes of an activity that is filled in: a row of the register, and what was paid."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.handouts import account_name_of, payments_with
from unionxl.domain.written import money
from unionxl.operations.numbering import following
from unionxl.operations.taking import NewRow, Take
from unionxl.tables.activities import ACTIVITIES, Activities
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.values.reading import parse_cell
from unionxl.views.done_sheet import (
    ACCOUNT,
    APPROVER,
    ATTENDED,
    CATEGORY,
    COST,
    DAY,
    DAYS,
    EVIDENCE,
    EXPECTED,
    FUND,
    HANDLER,
    ITEM,
    LEADER,
    NAME,
    PEOPLE,
    PLACE,
    REMARK,
    VOUCHER,
    WINNERS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.values.column import Column, ReadValue
    from unionxl.views.drafts import DraftLine, DraftSheet
    from unionxl.views.layout import CellValue

SURE = "=sure"  # it is to be registered as it stands
EVENT = "活动"
ACTIVITY = "A"  # what the number of an activity begins with
COLUMNS: dict[str, Column] = {
    NAME: Activities.name,
    DAY: Activities.held_on,
    PLACE: Activities.place,
    EXPECTED: Activities.expected_count,
    ATTENDED: Activities.attended_count,
    WINNERS: Activities.winner_count,
    DAYS: Activities.day_count,
    COST: Activities.cost_amount,
    VOUCHER: Activities.voucher_no,
    EVIDENCE: Activities.evidence,
    REMARK: Activities.remark,
    CATEGORY: Activities.category,
    PEOPLE: Activities.participants,
    LEADER: Activities.leader,
}


def held_on(book: UnionBook, head: DraftLine) -> dt.date | None:
    """Return the day of the activity, None where it cannot be read."""
    day, _ = parse_cell(_cell(head, DAY), Activities.held_on, book.fiscal_year)
    return day if isinstance(day, dt.date) else None


def _cell(head: DraftLine, name: str) -> ReadValue:
    return head.cells[name] if name in head.cells else head.facts.get(name)


def takes(book: UnionBook, draft: DraftSheet) -> Iterator[Take]:
    """Say what becomes of the activity, once anything was typed."""
    head = draft.head
    if head.is_registered or not (head.is_changed or head.facts.get(SURE)):
        return
    values: dict[Column, CellValue] = {Activities.item_no: head.facts.get(ITEM, "")}
    for name, column in COLUMNS.items():
        value, problem = parse_cell(_cell(head, name), column, book.fiscal_year)
        if problem is not None and not problem.is_readable:
            yield Take("", reason=f"「{name}」{problem.what}{problem.advice}")
            return
        if isinstance(value, str | int | Decimal | dt.date):
            values[column] = value
    if reason := _reason(book, values):
        yield Take("", reason=reason)
        return
    values[Activities.activity_no] = next_number(book)
    same = (Activities.item_no, Activities.held_on, Activities.name)
    rows = [NewRow(ACTIVITIES, values, same)]
    cost = values.get(Activities.cost_amount)
    if isinstance(cost, Decimal) and cost > 0 and not _is_booked(book, values, cost):
        rows.append(_payment(book, head, values, cost))
    yield Take("", tuple(rows))


def _reason(book: UnionBook, values: dict[Column, CellValue]) -> str:
    """Return why the activity cannot be registered, "" where it can."""
    if not values.get(Activities.name):
        return f"「{NAME}」没有填写。请填写，再点一次。"
    day = values.get(Activities.held_on)
    if not isinstance(day, dt.date):
        return f"「{DAY}」没有填写。请填写，再点一次。"
    if day.year != book.fiscal_year:
        return f"「{DAY}」不在 {book.fiscal_year} 年。请改正，再点一次。"
    cost, number = values.get(Activities.cost_amount), str(values.get(Activities.voucher_no) or "")
    used = payments_with(book, number, day)
    if not used or not cost or any(one.expense_amount == cost for one in used):
        return ""
    if any(one.item_no and one.item_no == values.get(Activities.item_no) for one in used):
        return ""
    first = used[0]
    return (
        f"凭证号「{number}」已用于《{LEDGER.sheet}》第 {first.source.row} 行"
        f"“{first.description}”{money(first.expense_amount or first.income_amount)} 元。"
        "请核对凭证号和费用，再点一次。"
    )


def _is_booked(book: UnionBook, values: dict[Column, CellValue], cost: Decimal) -> bool:
    """Tell whether the ledger has the payment already."""
    day, number = values.get(Activities.held_on), str(values.get(Activities.voucher_no) or "")
    on = day if isinstance(day, dt.date) else None
    if payments_with(book, number, on):
        return True
    item = values.get(Activities.item_no)
    return any(
        one.item_no == item and one.expense_amount == cost and one.booked_on == on
        for one in book.ledger_entries
        if item and not number
    )


def _payment(
    book: UnionBook, head: DraftLine, values: dict[Column, CellValue], cost: Decimal
) -> NewRow:
    """Return the row of the ledger."""
    code = head.text(ACCOUNT)
    told: dict[Column, CellValue] = {
        Ledger.booked_on: values[Activities.held_on],
        Ledger.voucher_no: values.get(Activities.voucher_no),
        Ledger.description: str(values[Activities.name]),
        Ledger.account_code: code,
        Ledger.account_name: account_name_of(book, code),
        Ledger.expense_amount: cost,
        Ledger.fund_source: head.text(FUND),
        Ledger.item_no: values.get(Activities.item_no),
        Ledger.occasion: EVENT,
        Ledger.person_count: values.get(Activities.attended_count),
        Ledger.handler: head.text(HANDLER),
        Ledger.approver: head.text(APPROVER),
    }
    return NewRow(LEDGER, told)


def next_number(book: UnionBook) -> str:
    """Return the number that follows those of the register: A012."""
    known = (one.activity_no for one in book.activities)
    return next(following(known, ACTIVITY))
