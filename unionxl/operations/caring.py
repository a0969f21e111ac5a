"""《关怀提醒》: who is due in a month; what was done becomes a row of the services."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.operations.caring_rows import takes
from unionxl.operations.drafting import Drafting, DraftKind
from unionxl.operations.making import make_sheets
from unionxl.operations.months import chosen_month, default_note
from unionxl.tables.care import CARE_IF_THERE, CARE_READS, care_in
from unionxl.views.care_sheet import (
    AMOUNT,
    CONTENT,
    DAY,
    DUE,
    HANDLER,
    LAST,
    MATTER,
    MONTH,
    NAME,
    NUMBER,
    STATE,
    TEAM,
    TITLE,
    VIEW_ID,
    WHY,
    care_sentence,
    care_sheet,
)
from unionxl.views.drafts import DraftLine, DraftSheet
from unionxl.views.still_due import still_due

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.care_model import CareDue
    from unionxl.domain.period import Month
    from unionxl.operations.making import Reading, Sheets
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request

KIND = DraftKind(VIEW_ID, takes, care_sheet, CARE_READS, CARE_IF_THERE)
CELLS = (DAY, CONTENT, AMOUNT, HANDLER)


def care(request: Request) -> Outcome:
    """Register what was done, then list who is due in the month."""
    workbook = request.open()
    asked = request.values.get("month")

    def plan(reading: Reading) -> Sheets:
        work = Drafting(workbook, KIND, reading)
        standing = work.standing()
        if standing is not None:
            standing = work.take(standing)
        (month,) = chosen_month(asked, work.book)
        draft = listed(work.book, month, standing)
        said = care_sentence(care_in(work.book, month))
        told = f"《{TITLE}》{month.month} 月要关怀 {said}"
        notes = tuple(filter(None, (default_note(asked, work.book),)))
        sheets = work.sheets(draft, told, notes)
        needed = still_due(work.book)
        return replace(sheets, noted=said, told=sheets.noted, still_due=needed)

    return make_sheets(
        workbook, VIEW_ID, plan, as_of=request.as_of, reads=KIND.reads, if_there=KIND.if_there
    )


def listed(book: UnionBook, month: Month, standing: DraftSheet | None) -> DraftSheet:
    """Return the list of a month; what was typed and is not registered stays on it."""
    kept = {line.key: line for line in _kept(standing)}
    lines = [_with_typed(line, kept.pop(line.key, None)) for line in _lines(book, month)]
    head = DraftLine("", facts={MONTH: str(month)})
    return DraftSheet(head, tuple(_together([*lines, *kept.values()])), TITLE)


def _kept(standing: DraftSheet | None) -> Iterator[DraftLine]:
    """Yield the lines on which something was typed that no table has yet."""
    for line in standing.open_lines if standing else ():
        if any(line.text(name) for name in CELLS):
            yield line


def _with_typed(line: DraftLine, before: DraftLine | None) -> DraftLine:
    """Return a line with what was typed on it before."""
    if before is None:
        return line
    return replace(line, cells={**line.cells, **before.cells}).left(before.reason)


def _together(lines: list[DraftLine]) -> list[DraftLine]:
    """Put the lines of a matter together, the matters in the order in which they come up."""
    order = {
        matter: at for at, matter in enumerate(dict.fromkeys(one.text(MATTER) for one in lines))
    }
    return sorted(lines, key=lambda line: order[line.text(MATTER)])


def _lines(book: UnionBook, month: Month) -> Iterator[DraftLine]:
    """Yield a line for each member who is due."""
    seen: Counter[str] = Counter()
    for one in care_in(book, month).due:
        if not one.is_of_person:
            continue
        key = key_of(one)
        seen[key] += 1
        key += f"#{seen[key]}" if seen[key] > 1 else ""
        facts = {
            NUMBER: one.member.member_no if one.member else "",
            NAME: one.who,
            TEAM: one.member.group if one.member else "",
            MATTER: one.matter,
            WHY: one.reason,
            LAST: str(one.last_on or ""),
            DUE: str(one.due_on),
            STATE: one.state.value,
        }
        yield DraftLine(key, dict.fromkeys(CELLS), facts=facts)


def key_of(one: CareDue) -> str:
    """Return the lasting key of a line."""
    number = one.member.member_no if one.member else ""
    return f"{number or one.who}|{one.matter}|{one.due_on}"
