"""The lines under a month head, and the items that begin in them."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from unionxl.importing.model import BREAKS, PARAGRAPH_BREAK
from unionxl.importing.numbering import is_open, read_number, split_points
from unionxl.importing.text import display_width, plain, squeeze
from unionxl.importing.wording import names_roles
from unionxl.words.numerals import QUARTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.importing.blocks import Block, Piece
    from unionxl.importing.labels import Detail
    from unionxl.importing.numbering import Number

UNFINISHED = re.compile(r"[,、(“《‘「:—+/和与及或的对在为以把将被由向从]$")
SUB_HEAD = re.compile(
    rf"""
    (?:
        [上中下]旬 | 月[初中末底] | [上下]半月 | 第[{QUARTERS}五\d]周
      | (?:本月)?(?:主要|重点|具体)?(?:工作|活动|任务)  # 本月重点工作安排如下：
        (?:内容|安排|要点|重点)?(?:如下)?
      | 主题活动
    )
    :?
    """,
    re.VERBOSE,
)
_CLAUSE = re.compile(r"(?<=[;；])")
_LOST_MARK = re.compile(r"(?<=[。；;])\s*[、](?=\S)")
_WIDE_SPACE = re.compile(r"(?<=\S)(?:\u3000|[ \u00a0]{2})\s*(?=\S)")
_INNER_FIRST = re.compile(r"(?<=[:。;\s])(?=1\s?[、.](?!\d)|\(1\)|①|⑴|⒈)")
_MIN_CLAUSE = 2
_MANY_PARTS = 30
_SECOND = 2


@dataclass(slots=True)
class Draft:
    """An item being put together."""

    line: int
    number: Number | None
    parts: list[str]
    piece: Piece
    last_width: int
    note: str = ""
    doubt: str = ""
    details: list[Detail] = field(default_factory=list)
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Sub:
    """One line of a piece."""

    line: int
    text: str
    plain: str
    piece: Piece
    opens_cell: bool
    wrap_width: int
    width: int
    opens_paragraph: bool = False


def subs_of(block: Block, wrap_width: int) -> Iterator[Sub]:
    """Give the lines of a block's pieces."""
    cell = 0
    for piece in block.pieces:
        lines = [
            (line.strip(), not at)
            for paragraph in piece.text.split(PARAGRAPH_BREAK)
            for at, line in enumerate(BREAKS.split(paragraph))
            if line.strip()
        ]
        widths = [display_width(line) for line, _ in lines]
        width = max(widths, default=0) if piece.cell and len(lines) > 1 else wrap_width
        told = PARAGRAPH_BREAK in piece.text
        for (line, opens_paragraph), own_width in zip(lines, widths, strict=True):
            opens = piece.cell != cell
            cell = piece.cell
            begins = told and opens_paragraph
            yield Sub(piece.line, line, plain(line), piece, opens, width, own_width, begins)


def numbered_drafts(sub: Sub, number: Number, note: str) -> list[Draft]:
    """Return the items that one line begins; more than one when it strings them together."""
    cuts = [0, *split_points(sub.plain, number), len(sub.text)]
    drafts = []
    expected = number.value
    for begin, end in itertools.pairwise(cuts):
        part = sub.text[begin:end]
        own = read_number(plain(part), expected=expected)
        expected = own.value + 1 if own and own.value else None
        body = part[own.end :] if own else part
        drafts.append(_draft(sub, own, body, note))
    return drafts


def unnumbered_drafts(sub: Sub, note: str) -> list[Draft]:
    """Return the items of a line without a number at its start."""
    inner = _INNER_FIRST.search(sub.plain)
    if inner:
        tail = sub.plain[inner.start() :]
        first = read_number(tail, expected=1)
        if first and split_points(tail, first):
            rest = replace(sub, text=sub.text[inner.start() :], plain=tail, opens_cell=False)
            lead = sub.text[: inner.start()].strip()
            says_work = not SUB_HEAD.fullmatch(squeeze(plain(lead)))
            found = [_draft(sub, None, lead, note)] if says_work else []
            return found + numbered_drafts(rest, first, note)
    parts = _LOST_MARK.split(sub.text)
    if len(parts) == 1 and not sub.piece.cell:
        parts = _set_apart(sub.text)
    if len(parts) == 1 and (sub.piece.cell or sub.piece.inline):
        parts = _clauses(sub.text)
    if len(parts) > 1 and names_roles(parts[-1]):
        sub = replace(sub, piece=replace(sub.piece, owner=parts.pop().strip()))
    return [_draft(sub, None, part, note) for part in parts]


def _set_apart(text: str) -> list[str]:
    """Split at wide spaces that part whole pieces of work."""
    parts = _WIDE_SPACE.split(text)
    whole = all(
        len(part) >= _SECOND and not UNFINISHED.search(plain(part)) and not is_open(plain(part))
        for part in parts
    )
    return parts if whole and len(parts) <= _MANY_PARTS else [text]


def _clauses(text: str) -> list[str]:
    """Split at semicolons that separate whole pieces of work."""
    parts: list[str] = []
    for part in _CLAUSE.split(text):
        if parts and (is_open(plain(parts[-1])[:-1]) or len(part.strip(" ;；。")) < _MIN_CLAUSE):
            parts[-1] += part
        elif part.strip():
            parts.append(part)
    return parts or [text]


def _draft(sub: Sub, number: Number | None, text: str, note: str) -> Draft:
    """Return a draft that begins with a text."""
    return Draft(sub.line, number, [text.strip()], sub.piece, sub.width, note, mark=sub.text[:1])
