"""A list as the lines of a draft and back: the preview holds the rows themselves, no source."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from unionxl.lists.model import NO, NOT_TAKEN, YES, ListColumn, ListDraft, ListRow
from unionxl.values.text import as_text
from unionxl.views.drafts import DraftLine, DraftSheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from unionxl.importing.lists import ListCell
    from unionxl.lists.model import Planned

WANTED = "导入"
ROLE, ANSWER, ACCOUNT = "role:", "ask:", "account:"
_HEAD, _ROW = "list", "row"
_LONGEST_TITLE = 400
_DAY, _TIME, _AMOUNT = "day", "time", "amount"


def draft_of(planned: Planned) -> DraftSheet:
    """Return a list as a draft: what holds for all in its head, a line for each row."""
    draft = planned.draft
    facts = {
        _HEAD: json.dumps(
            {
                "target": draft.target,
                "source": draft.source,
                "title": draft.title[:_LONGEST_TITLE],
                "notes": draft.notes,
                "columns": [[column.label, column.role] for column in draft.columns],
            },
            ensure_ascii=False,
        )
    }
    cells: dict[str, Any] = {
        f"{ROLE}{at}": column.role or NOT_TAKEN for at, column in enumerate(draft.columns)
    }
    cells |= {f"{ANSWER}{ask.name}": ask.value for ask in planned.asks}
    cells |= {f"{ACCOUNT}{ask.code}": ask.ours for ask in planned.accounts}
    keys = {id(row): f"{at:05d}" for at, row in enumerate(draft.rows)}
    lines = tuple(
        DraftLine(
            keys[id(row)],
            {WANTED: None if row.wanted is None else (YES if row.wanted else NO)},
            facts={_ROW: _written(row)},
        )
        for row in draft.rows
    )
    return DraftSheet(DraftLine("", cells, facts=facts), lines)


def list_of(sheet: DraftSheet) -> ListDraft | None:
    """Return the list that a preview holds, None where it holds none any more."""
    told = sheet.head.facts.get(_HEAD)
    if not told:
        return None
    known = json.loads(told)
    columns = tuple(
        ListColumn(label, _role(sheet.head, at, role))
        for at, (label, role) in enumerate(known["columns"])
    )
    lines = sorted(sheet.lines, key=lambda line: line.key)
    rows = tuple(_row(line) for line in lines if line.facts.get(_ROW))
    return ListDraft(
        known["target"],
        known["source"],
        columns,
        rows,
        known["title"],
        tuple(known["notes"]),
        dict(_said(sheet.head, ANSWER)),
        dict(_said(sheet.head, ACCOUNT)),
    )


def _role(head: DraftLine, at: int, role: str) -> str:
    """Return the part of a column as the clerk left it."""
    said = head.text(f"{ROLE}{at}")
    return role if not said else ("" if said == NOT_TAKEN else said)


def _said(head: DraftLine, kind: str) -> Iterator[tuple[str, str]]:
    """Give what was typed into the cells of a kind, by name."""
    for name, value in head.cells.items():
        text = as_text(value)
        if name.startswith(kind) and text:
            yield name.removeprefix(kind), text


def _written(row: ListRow) -> str:
    """Return a row as a text."""
    told: dict[str, Any] = {"n": row.number, "c": [_packed(cell) for cell in row.cells]}
    if row.said:
        told["s"] = row.said
    if row.is_hidden:
        told["h"] = 1
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _row(line: DraftLine) -> ListRow:
    """Return the row that a line holds."""
    told: Mapping[str, Any] = json.loads(line.facts[_ROW])
    wanted = {YES: True, NO: False}.get(line.text(WANTED))
    cells = tuple(map(_unpacked, told["c"]))
    return ListRow(told["n"], cells, told.get("s", ""), bool(told.get("h")), wanted)


def _packed(cell: ListCell) -> object:
    if isinstance(cell, dt.datetime):
        return {_TIME: cell.isoformat()}
    if isinstance(cell, dt.date):
        return {_DAY: cell.isoformat()}
    if isinstance(cell, Decimal):
        return {_AMOUNT: str(cell)}
    return cell


def _unpacked(cell: Any) -> ListCell:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(cell, dict):
        found: ListCell = cell
        return found
    if _TIME in cell:
        return dt.datetime.fromisoformat(cell[_TIME])
    if _DAY in cell:
        return dt.date.fromisoformat(cell[_DAY])
    return Decimal(cell[_AMOUNT])


def said_again(draft: ListDraft, planned: Planned) -> ListDraft:
    """Return a list with what was proposed for its questions as said."""
    answers = {ask.name: ask.value for ask in planned.asks if ask.value}
    accounts = {ask.code: ask.ours for ask in planned.accounts if ask.ours}
    return replace(
        draft, answers={**answers, **draft.answers}, accounts={**accounts, **draft.accounts}
    )
