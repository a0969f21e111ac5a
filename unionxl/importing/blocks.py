"""What stands between a document's lines and its items: blocks of text under one month head."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.importing.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.labels import Detail
    from unionxl.importing.model import UnreadLine
    from unionxl.importing.months import MonthHead
    from unionxl.importing.numbering import Number
    from unionxl.importing.segments import Segment


@dataclass(frozen=True, slots=True)
class Piece:
    """A text under a month head, as one line or one cell.

    `cell` numbers the cells of tables, 0 for running text; `inline` is the rest of a head's line,
    `indent` how far in a line begins.
    """

    line: int
    text: str
    plain: str
    cell: int = 0
    owner: str = ""
    note: str = ""
    details: tuple[Detail, ...] = ()
    inline: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """The texts under one head.

    Without a `head` the texts are either unscheduled under a `label` such as 全年, or unread for a
    `reason`. One that `is_apart` stands in no order of months, and tells no year.
    """

    line: int
    head: MonthHead | None
    pieces: tuple[Piece, ...]
    reason: str = ""
    label: str = ""
    from_table: bool = False
    number: Number | None = None
    is_apart: bool = False

    @property
    def months(self) -> tuple[int, ...]:
        """The months of the head, () for a head without a month."""
        return self.head.months if self.head else ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form made of a stretch of running text.

    `before` and `after` are read again by every form; `outside` belongs to none, and `unread`
    proves too little. One that has no blocks only tells what was seen.
    """

    blocks: tuple[Block, ...]
    before: Sequence[Segment] = ()
    after: Sequence[Segment] = ()
    outside: Sequence[Segment] = ()
    unread: tuple[UnreadLine, ...] = ()


def with_piece(block: Block, one: Segment, begin: int) -> Block:
    """Add the text of a segment from a place on."""
    text = one.text[begin:].strip()
    piece = Piece(one.line, text, plain(text), owner=one.owner, note=one.note, indent=one.indent)
    return replace(block, pieces=(*block.pieces, piece)) if text else block
