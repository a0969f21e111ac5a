"""A list of names for one matter against the services: who is new, who is there already."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.handouts import FESTIVAL_KIND
from unionxl.domain.money import ZERO
from unionxl.domain.roll import Roll, plain_name
from unionxl.domain.written import money
from unionxl.lists.cells import Doubt, read_cell
from unionxl.lists.guessing import festival_in, matter_of
from unionxl.lists.model import TWICE, Ask, Planned, PlannedRow, State
from unionxl.lists.people import match
from unionxl.tables.services import SERVICES, Services

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.lists.model import ListDraft, ListRow
    from unionxl.values.column import Column
    from unionxl.views.layout import CellValue

NUMBER, NAME = Services.member_no.header, Services.member_name.header
DAY, MATTER, AMOUNT = (
    Services.served_on.header,
    Services.service_kind.header,
    Services.amount.header,
)
CONTENT = Services.content.header
FUND, VOUCHER = "经费来源", Services.voucher_no.header
PROOF, SIGNED_LIST = Services.proof.header, "签收名单"
_SIGNED = re.compile(r"签[收领字名]|领取表")
ASKED = (DAY, MATTER, CONTENT, AMOUNT, FUND, VOUCHER)
NEAR = dt.timedelta(days=60)
_DAY_IN_TITLE = re.compile(
    r"(20\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])\s*[月./-]\s*([12]\d|3[01]|0?[1-9])(?!\d)"
)


def plan_services(draft: ListDraft, book: UnionBook) -> Planned:
    """Say what would become of each row."""
    columns = {column.header: column for column in SERVICES.columns}
    asks = tuple(
        _ask(draft, columns[name], book) if name != VOUCHER else _ask_voucher(draft, book)
        for name in ASKED
        if name in columns and not draft.has(name)
    )
    said = {ask.name: ask.value for ask in asks if ask.value}
    if _SIGNED.search(draft.title):
        said[PROOF] = SIGNED_LIST
    roll = Roll.of(book.members)
    there: Counter[tuple[object, ...]] = Counter(
        _key(
            e.member_no or plain_name(e.member_name),
            e.served_on,
            e.service_kind,
            e.amount,
            e.content,
        )
        for e in book.service_entries
    )
    rows = [_planned(draft, row, roll, said, there, book.fiscal_year) for row in draft.rows]
    rows = list(_once_each(rows))
    return Planned(draft, tuple(rows), asks, notes=tuple(_notes(rows)))


def _ask(draft: ListDraft, column: Column, book: UnionBook) -> Ask:
    """Return what is asked once for all rows."""
    value = draft.answers.get(column.header, "")
    if not value and column.header == MATTER:
        value = matter_of(draft.title)
    if not value and column.header == DAY:
        found = _DAY_IN_TITLE.search(draft.title)
        value = "-".join(f"{int(one):02d}" for one in found.groups()) if found else ""
    if not value and column.header == CONTENT and _festival(draft):
        value = f"{_festival(draft)}慰问品"
    is_needed = column.header in {DAY, MATTER}
    hint = {DAY: f"如 {book.fiscal_year}-06-15", AMOUNT: "每人的金额，没有的不填"}.get(
        column.header, ""
    )
    return Ask(column.header, value, hint, column.choices, is_needed=is_needed)


def _ask_voucher(draft: ListDraft, book: UnionBook) -> Ask:
    """Return the question for the voucher; the one payment of what all got together is proposed."""
    value = draft.answers.get(VOUCHER, "")
    if value:
        return Ask(VOUCHER, value)
    read = (
        read_cell(draft.cell(row, AMOUNT), Services.amount, book.fiscal_year) for row in draft.rows
    )
    total = sum((amount for amount, *_ in read if isinstance(amount, Decimal)), ZERO)
    day = _day(draft, book)
    paid = {
        entry.voucher_no
        for entry in book.ledger_entries
        if entry.expense_amount == total > ZERO
        and (day is None or abs(entry.booked_on - day) <= NEAR)
    }
    return Ask(VOUCHER, paid.pop() if len(paid) == 1 else "")


def _day(draft: ListDraft, book: UnionBook) -> dt.date | None:
    """Return the day that is said for all rows, None where none is."""
    told = _ask(draft, Services.served_on, book).value
    value, _, _ = read_cell(told or None, Services.served_on, book.fiscal_year)
    return value if isinstance(value, dt.date) else None


def _planned(
    draft: ListDraft,
    row: ListRow,
    roll: Roll,
    said: Mapping[str, str],
    there: Counter[tuple[object, ...]],
    year: int,
) -> PlannedRow:
    """Say what would become of a row."""
    name = plain_name(draft.text(row, NAME))
    who = match(roll, draft.text(row, NUMBER), name, None)
    values: dict[str, CellValue] = {}
    told = [one for one in (row.said, who.said) if one]
    for column in SERVICES.columns:
        value, doubt, text = read_cell(
            draft.cell(row, column.header) or said.get(column.header), column, year
        )
        if doubt is not Doubt.NONE:
            told.append(text)
        if value is not None:
            values[column.header] = value
    if values.get(MATTER) == FESTIVAL_KIND and (festival := _festival(draft)):
        content = str(values.get(CONTENT) or "")
        if content and not festival_in(content):
            values[CONTENT] = f"{festival}{content}"
    if who.member is not None:
        values |= {NUMBER: who.member.member_no, NAME: who.member.name}
        if who.member.has_left:
            told.append(f"{who.member.name}已{who.member.employment_status}，请核对")
    else:
        values.pop(NUMBER, None)
        values[NAME] = name
    state = _state(who.member is not None, values, there)
    if who.member is None and not who.said:
        told.append("《会员》中没有这个人")
    if row.is_hidden and state is State.NEW:
        state = State.DOUBTFUL
    can_be = state is not State.SAME and not who.perhaps and who.is_person
    return PlannedRow(row, state, name, values if can_be else {}, said="；".join(told))


def _once_each(rows: Sequence[PlannedRow]) -> Iterator[PlannedRow]:
    """Give the rows, in doubt those whose person the list has named before for the same."""
    seen: set[tuple[object, ...]] = set()
    for one in rows:
        who = one.values.get(NUMBER) or one.values.get(NAME)
        key = (who, *(one.values.get(header) for header in (DAY, MATTER, CONTENT)))
        if one.values and key in seen:
            told = "；".join(filter(None, (one.said, TWICE)))
            one = replace(one, state=State.DOUBTFUL, said=told)  # noqa: PLW2901 - as it is told
        seen.add(key)
        yield one


def _festival(draft: ListDraft) -> str:
    """Return the festival for which the list was made, empty for another matter."""
    return festival_in(draft.title) if matter_of(draft.title) == FESTIVAL_KIND else ""


def _state(
    is_known: bool,  # noqa: FBT001 - whose row it is
    values: Mapping[str, CellValue],
    there: Counter[tuple[object, ...]],
) -> State:
    """Return the state of a row, and count off the one of the table that it repeats."""
    day, amount = values.get(DAY), values.get(AMOUNT)
    key = _key(
        str(values.get(NUMBER) or values.get(NAME) or ""),
        day if isinstance(day, dt.date) else None,
        str(values.get(MATTER) or ""),
        amount if isinstance(amount, Decimal) else None,
        str(values.get(CONTENT) or ""),
    )
    if there[key] > 0:
        there[key] -= 1
        return State.SAME
    return State.NEW if is_known else State.DOUBTFUL


def _key(
    who: str, day: dt.date | None, matter: str, amount: Decimal | None, content: str
) -> tuple[object, ...]:
    """Return by what a service is known again."""
    return (who, day, matter, amount or ZERO, "".join(content.split()))


def _notes(rows: Sequence[PlannedRow]) -> Iterator[str]:
    """Say what the new rows come to, and who is not on the roll."""
    taken = [one for one in rows if one.is_taken]
    amounts = [one.values.get(AMOUNT) for one in taken]
    total = sum((one for one in amounts if isinstance(one, Decimal)), ZERO)
    if total:
        yield f"将登记 {len(taken)} 人，合计 {money(total)} 元。"
    strangers = [
        one.name for one in rows if one.state is State.DOUBTFUL and "没有这个人" in one.said
    ]
    if strangers:
        yield f"《会员》中没有：{'、'.join(strangers[:20])}；确实要登记的，请在那一行选“是”。"
