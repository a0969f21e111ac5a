"""What becomes of the lines of 《关怀提醒》: rows of the services, or changes of rows there are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.care_events import REVIEW
from unionxl.domain.care_model import CareState
from unionxl.domain.period import MONTHS_A_YEAR, Month, months_after
from unionxl.domain.served import Served
from unionxl.domain.written import full_day
from unionxl.operations.taking import Changed, NewRow, Take
from unionxl.tables.care import care_in
from unionxl.tables.hardship import HARDSHIP, Hardship
from unionxl.tables.services import SERVICES, Services
from unionxl.values.reading import parse_cell
from unionxl.views.care_sheet import (
    AMOUNT,
    CONTENT,
    DAY,
    DUE,
    HANDLER,
    MATTER,
    MONTH,
    NAME,
    NUMBER,
    STATE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.care_model import CareDue
    from unionxl.domain.services import ServiceEntry
    from unionxl.values.column import Column
    from unionxl.views.drafts import DraftLine, DraftSheet
    from unionxl.views.layout import CellValue

SAME = (Services.served_on, Services.member_no, Services.member_name, Services.service_kind)


@dataclass(frozen=True, slots=True)
class _Typed:
    """What was typed on a line, read."""

    line: DraftLine
    day: dt.date
    amount: Decimal | None


def takes(book: UnionBook, draft: DraftSheet) -> Iterator[Take]:
    """Say what becomes of the lines on which something was typed."""
    month = Month.parse(draft.head.facts[MONTH])
    due = {_who_and_what(one): one for one in care_in(book, month).due}
    taken: set[int] = set()
    for line in draft.open_lines:
        if not any(line.text(name) for name in (DAY, CONTENT, AMOUNT, HANDLER)):
            continue
        typed = _read(book, line)
        if isinstance(typed, str):
            yield Take(line.key, reason=typed)
        else:
            yield _take(book, typed, due.get(_of_line(line)), taken)


def _who_and_what(one: CareDue) -> tuple[str, str, str, bool]:
    number = one.member.member_no if one.member else ""
    return number, one.who, one.matter, one.state is CareState.TO_VISIT


def _of_line(line: DraftLine) -> tuple[str, str, str, bool]:
    is_visit = line.text(STATE) == CareState.TO_VISIT.value
    return line.text(NUMBER), line.text(NAME), line.text(MATTER), is_visit


def _read(book: UnionBook, line: DraftLine) -> _Typed | str:
    """Return what was typed, or why it cannot be registered."""
    day, problem = parse_cell(line.cells.get(DAY), Services.served_on, book.fiscal_year)
    if line.text(DAY) and not isinstance(day, dt.date):
        told = f"{problem.what}{problem.advice}" if problem else "看不出是哪一天。请改正。"
        return f"「{DAY}」{told}"
    if not isinstance(day, dt.date):
        return f"没有填「{DAY}」。请补填，再点一次。"
    if day > book.as_of:
        return f"「{DAY}」{full_day(day)}还没有到。请办过以后再填。"
    amount, problem = parse_cell(line.cells.get(AMOUNT), Services.amount, book.fiscal_year)
    if problem is not None and not problem.is_readable:
        return f"「{AMOUNT}」{problem.what}{problem.advice}"
    return _Typed(line, day, amount if isinstance(amount, Decimal) else None)


def _take(book: UnionBook, typed: _Typed, one: CareDue | None, taken: set[int]) -> Take:
    """Return what becomes of a line that can be registered."""
    line = typed.line
    if line.text(STATE) == CareState.TO_VISIT.value:
        return _visited(book, typed, taken)
    if line.text(MATTER) == REVIEW:
        return _reviewed(book, typed)
    if one is None and (reason := _done_meanwhile(book, typed)):
        return Take(line.key, reason=reason)
    values: dict[Column, CellValue] = {
        Services.served_on: typed.day,
        Services.member_no: line.text(NUMBER),
        Services.member_name: line.text(NAME),
        Services.service_kind: line.text(MATTER),
        Services.content: line.text(CONTENT),
        Services.amount: typed.amount,
        Services.handler: line.text(HANDLER),
    }
    return Take(line.key, (NewRow(SERVICES, values, SAME),))


def _done_meanwhile(book: UnionBook, typed: _Typed) -> str:
    """Say that the matter was registered on another day since the list was made, "" if not."""
    served = Served(book, book.as_of)
    member = served.roll.find(typed.line.text(NUMBER), typed.line.text(NAME))
    last = served.last(member, typed.line.text(MATTER)) if member else None
    if last is None or last.day == typed.day:
        return ""
    due_on = dt.date.fromisoformat(typed.line.text(DUE))
    if last.day < due_on - dt.timedelta(days=366):
        return ""
    return (
        f"{last.source}已有{full_day(last.day)}的{typed.line.text(MATTER)}，没有再记。"
        "确实又办了一次的，请直接登记在那张表。"
    )


def _visited(book: UnionBook, typed: _Typed, taken: set[int]) -> Take:
    """Return the row that told of the event, with the day on which the visit was made."""
    line = typed.line
    found = next((one for one in _open_visits(book, line) if one.source.row not in taken), None)
    if found is None:
        told = f"《{SERVICES.sheet}》里已没有这件还没有走访的事。请核对，不要重复登记。"
        return Take(line.key, reason=told)
    if found.amount is not None and typed.amount not in (None, found.amount):
        told = f"{found.source}的金额已填 {found.amount}，与这里不同。请改成一样的。"
        return Take(line.key, reason=told)
    taken.add(found.source.row)
    values: dict[Column, CellValue] = {Services.served_on: typed.day}
    if content := line.text(CONTENT):
        is_said = content in found.content
        added = "；".join(filter(None, (found.content, content)))
        values[Services.content] = found.content if is_said else added
    if typed.amount is not None:
        values[Services.amount] = typed.amount
    if (handler := line.text(HANDLER)) and not found.handler:
        values[Services.handler] = handler
    change = Changed(SERVICES, found.source.row, values)
    return Take(line.key, changes=(change,), told=f"已登记 第 {found.source.row} 行")


def _open_visits(book: UnionBook, line: DraftLine) -> Iterator[ServiceEntry]:
    """Yield the rows of events that a line may be about."""
    served = Served(book, book.as_of)
    days = dt.timedelta(days=book.settings.visit_days or 0)
    for entry in book.service_entries:
        if entry.served_on is not None or entry.occurred_on is None:
            continue
        member = served.roll.find(entry.member_no, entry.member_name)
        number = member.member_no if member else ""
        name = member.name if member else entry.member_name or entry.member_no
        same = (number, name) == (line.text(NUMBER), line.text(NAME))
        if same and str(entry.occurred_on + days) == line.text(DUE):
            yield entry


def _reviewed(book: UnionBook, typed: _Typed) -> Take:
    """Return the file, with what was found and the day of its next review a year later."""
    line = typed.line
    if typed.amount:
        told = f"复核没有「{AMOUNT}」。发了慰问的请登记在《{SERVICES.sheet}》，再清空这一格。"
        return Take(line.key, reason=told)
    number, name = line.text(NUMBER), line.text(NAME)
    found = [
        one
        for one in book.hardship_files
        if one.is_open and (one.member_no == number if number else one.member_name == name)
    ]
    if not found:
        told = f"《{HARDSHIP.sheet}》里没有找到这一户。请核对。"
        return Take(line.key, reason=told)
    next_on = months_after(typed.day, MONTHS_A_YEAR)
    row, before = found[0].source.row, found[0].remark
    handler = line.text(HANDLER)
    done_by = f"（{handler}）" if handler else ""
    note = f"{typed.day} 复核：{line.text(CONTENT) or '已办'}{done_by}"
    remark = before if note in before else "；".join(filter(None, (before, note)))
    change = Changed(HARDSHIP, row, {Hardship.review_on: next_on, Hardship.remark: remark})
    return Take(line.key, changes=(change,), told=f"已登记 第 {row} 行")
