"""Short lines that are no work: the theme of a month above its list, the running head of a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from unionxl.importing.labels import read_details
from unionxl.importing.layout import is_page_furniture
from unionxl.importing.months import read_head
from unionxl.importing.numbering import read_number
from unionxl.importing.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.blocks import Block, Piece
    from unionxl.importing.segments import Segment

_LONGEST_THEME = 10
_MOST_LINES = 3
_MOST = 0.6
_LONGEST_HEAD = 30
_TWICE = 2


def with_themes(blocks: Sequence[Block]) -> list[Block]:
    """Take the short lines above the numbered lists of most months for their themes."""
    leading = [_lines_above(block) for block in blocks]
    listed = sum(1 for block in blocks if any(map(_is_numbered, block.pieces)))
    themed = sum(1 for lines in leading if lines)
    if themed < _TWICE or themed < _MOST * listed:
        return list(blocks)
    return [_themed(block, lines) for block, lines in zip(blocks, leading, strict=True)]


def _lines_above(block: Block) -> tuple[Piece, ...]:
    """Return the few short lines above the first number of a month, () where there is none."""
    if block.from_table or block.head is None or not any(map(_is_numbered, block.pieces)):
        return ()
    lines = tuple(takewhile(lambda piece: not _is_numbered(piece), block.pieces))
    short = all(len(squeeze(piece.plain)) <= _LONGEST_THEME and not piece.inline for piece in lines)
    return lines if short and len(lines) <= _MOST_LINES else ()


def _is_numbered(piece: Piece) -> bool:
    """Tell whether a line counts works; what says something of the line above does not."""
    number = read_number(piece.plain)
    return number is not None and not read_details(piece.text[number.end :])


def _themed(block: Block, lines: tuple[Piece, ...]) -> Block:
    """Return a block whose first lines are its theme."""
    if not lines or block.head is None:
        return block
    theme = "".join(piece.text.strip() for piece in lines)
    remark = "；".join(part for part in (block.head.remark, theme) if part)
    head = replace(block.head, remark=remark)
    return replace(block, head=head, pieces=block.pieces[len(lines) :])


def without_running_heads(segments: Sequence[Segment]) -> list[Segment]:
    """Leave out the head that stands over every page, told by the number of the page beside it."""
    pages = [_is_page_number(one) for one in segments]
    if not any(pages):
        return list(segments)
    around = zip(segments, [False, *pages], [*pages[1:], False], strict=False)
    beside = {squeeze(one.plain) for one, before, after in around if before or after}
    times = Counter(squeeze(one.plain) for one in segments)
    heads = {text for text in beside if times[text] >= _TWICE and _may_be_head(text)}
    return [one for one in segments if squeeze(one.plain) not in heads or _opens(one, segments)]


def _is_page_number(one: Segment) -> bool:
    """Tell whether a line holds the number of a page and nothing else."""
    return not one.is_row and is_page_furniture(one.text) and any(map(str.isdigit, one.text))


def _may_be_head(text: str) -> bool:
    """Tell whether a text may stand over a page: short, no sentence, no number, no month."""
    short = 1 < len(text) <= _LONGEST_HEAD and text[-1] not in "。;,、:"
    return short and read_number(text) is None and read_head(text) is None


def _opens(one: Segment, segments: Sequence[Segment]) -> bool:
    """Tell whether a line is the first of the document."""
    return one is segments[0]
