"""Tables without a column of times: a row that holds a month alone dates the rows below it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.importing.blocks import Block, Piece
from unionxl.importing.columns import Role, column_role
from unionxl.importing.months import read_head, unscheduled_label
from unionxl.importing.text import plain, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.months import MonthHead
    from unionxl.importing.segments import Segment

_FEW = 2


def read_month_rows(rows: Sequence[Segment]) -> list[Block] | None:
    """Return the blocks of a table whose months stand in rows of their own; else None."""
    only = [row for row in rows if row.is_row]
    if sum(1 for row in only if _month_of(row)) < _FEW:
        return None
    roles: tuple[Role | None, ...] = ()
    blocks: list[Block] = []
    for cell, row in enumerate(only, start=1):
        found = tuple(column_role(text) for text in row.cells)
        head = _month_of(row)
        label = _label_of(row)
        if Role.CONTENT in found:
            roles = found
        elif head or label:
            blocks.append(Block(row.line, head, (), "", label, from_table=True))
        elif blocks:
            pieces = (*blocks[-1].pieces, *_pieces(row, roles, cell))
            blocks[-1] = replace(blocks[-1], pieces=pieces)
    return blocks


def _alone(row: Segment) -> str:
    """Return the text of a row with one filled cell, "" for any other."""
    filled = list(dict.fromkeys(cell.strip() for cell in row.cells if cell.strip()))
    return filled[0] if len(filled) == 1 else ""


def _month_of(row: Segment) -> MonthHead | None:
    """Read the month that stands alone in a row: 三月, 【3月：巾帼风采】."""
    text = _alone(row)
    head = read_head(plain(text)) if text else None
    return head if head and head.is_strong and not head.has_day else None


def _label_of(row: Segment) -> str:
    """Read 全年 or the like that stands alone in a row."""
    text = _alone(row)
    return unscheduled_label(text) if text and text != row.cells[-1].strip() else ""


def _pieces(row: Segment, roles: Sequence[Role | None], cell: int) -> list[Piece]:
    """Return the work of a row: the column headed as work, else the longest text."""
    texts = {at: text.strip() for at, text in enumerate(row.cells) if text.strip()}
    content = roles.index(Role.CONTENT) if Role.CONTENT in roles else None
    if content not in texts:
        content = max(texts, key=lambda at: len(squeeze(texts[at])), default=None)
    if content is None:
        return []
    owner = roles.index(Role.OWNER) if Role.OWNER in roles else -1
    index = roles.index(Role.INDEX) if Role.INDEX in roles else -1
    beside = [text for at, text in texts.items() if at not in {content, owner, index}]
    text = texts[content]
    return [Piece(row.line, text, plain(text), cell, texts.get(owner, ""), "；".join(beside))]
