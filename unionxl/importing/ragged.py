"""Tables whose rows lost the cells that were merged: what a cell holds tells what it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.importing.blocks import Block, Piece
from unionxl.importing.cell_times import read_time
from unionxl.importing.columns import Role, header_roles
from unionxl.importing.months import unscheduled_label
from unionxl.importing.tables import NO_MONTH
from unionxl.importing.text import plain, squeeze
from unionxl.importing.wording import names_roles
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.months import MonthHead
    from unionxl.importing.segments import Segment

_FEW = 2
_WEEK = re.compile(rf"第?(?:\d{{1,2}}|[{ONES}十]{{1,3}})周|开学(?:前|初|周)?|期[初中末]|假期")


def read_ragged(rows: Sequence[Segment]) -> list[Block] | None:
    """Return the blocks of a table whose cells do not stand under their headers; else None."""
    header = next((at for at, row in enumerate(rows) if header_roles(row.cells)), None)
    if header is None or not _is_ragged(rows, header):
        return None
    blocks: list[Block] = []
    for cell, row in enumerate(rows[header + 1 :], start=1):
        if not row.is_row:
            continue
        head, texts = _taken_apart(row)
        if head or not blocks:
            blocks.append(Block(row.line, head, (), "" if head else NO_MONTH, from_table=True))
        if texts:
            pieces = (*blocks[-1].pieces, _piece(row, texts, cell))
            blocks[-1] = replace(blocks[-1], pieces=pieces)
    return blocks


def _is_ragged(rows: Sequence[Segment], header: int) -> bool:
    """Tell whether times stand in other columns than the one that the header names."""
    roles = header_roles(rows[header].cells)
    if Role.MONTH in roles or Role.DAY not in roles:
        return False
    column = roles.index(Role.DAY)
    body = [row for row in rows[header + 1 :] if row.is_row and not row.merged]
    times = [at for row in body for at, cell in enumerate(row.cells) if _time(cell)]
    under = sum(1 for at in times if at == column)
    return len(times) - under >= _FEW and len(times) - under > under


def _time(cell: str) -> MonthHead | None:
    """Read a cell that holds months or days and nothing else."""
    bare = squeeze(plain(cell))
    if not bare or not bare[0].isdigit():
        return None
    head = read_time(cell, Role.DAY)
    return head if head and (head.rest_at >= len(bare) or head.precise == bare) else None


def _taken_apart(row: Segment) -> tuple[MonthHead | None, list[str]]:
    """Return the time of a row, and its texts without the name of the week."""
    head: MonthHead | None = None
    texts: list[str] = []
    for cell in row.cells:
        found = _time(cell) if head is None and not texts else None
        if found:
            head = found
        elif cell.strip() and not _names_week(cell):
            texts.append(cell.strip())
    return head, texts


def _names_week(cell: str) -> bool:
    """Tell whether a cell only names a week or a part of the term."""
    return bool(_WEEK.fullmatch(squeeze(plain(cell))) or unscheduled_label(cell))


def _piece(row: Segment, texts: Sequence[str], cell: int) -> Piece:
    """Return the work of a row, who does it where the last cell says that, and the rest as note."""
    work, *beside = texts
    owner = beside.pop() if beside and names_roles(beside[-1]) else ""
    return Piece(row.line, work, plain(work), cell, owner, "；".join(beside))
