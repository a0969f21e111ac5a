"""Running text with month heads: 三月：…, each with its items up to the next head."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.importing.blocks import Block, Piece, Reading
from unionxl.importing.heads import find_heads
from unionxl.importing.model import UnreadLine
from unionxl.importing.months import unscheduled_head
from unionxl.importing.numbering import read_number
from unionxl.importing.text import plain, squeeze
from unionxl.words.lists import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.heads import PlacedHead
    from unionxl.importing.months import MonthHead
    from unionxl.importing.numbering import Number
    from unionxl.importing.segments import Segment

LONE_HEAD = "只有这一处写了月份，不能确定是按月安排，未导入"
_YEAR_LINE = re.compile(r"\s*[\[【(]?\s*((?:19|20)\d\d)\s*年度?\s*[\])】]?\s*:?\s*$")
_SHORTLY_BEFORE = 6
_LONG_THEME = 24
_FEW_WORDS = 4


def read_month_heads(stretch: Sequence[Segment]) -> Reading | None:
    """Cut a stretch of running text at its month heads."""
    heads, lone = find_heads(stretch)
    unread = tuple(
        UnreadLine(stretch[one.at].line, stretch[one.at].text, LONE_HEAD) for one in lone
    )
    if not heads:
        return Reading((), outside=stretch, unread=unread) if unread else None
    cuts = _cuts(stretch, heads)
    ends = [*(cut.at for cut in cuts[1:]), len(stretch)]
    blocks = tuple(
        _text_block(cut, stretch[cut.at : end]) for cut, end in zip(cuts, ends, strict=True)
    )
    return Reading(blocks, outside=stretch[: cuts[0].at], unread=unread)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where a block begins: a month head, a head without a month, or a year."""

    at: int
    head: MonthHead | None = None
    number: Number | None = None
    label: str = ""
    rest_at: int = 0


def _cuts(stretch: Sequence[Segment], heads: Sequence[PlacedHead]) -> list[_Cut]:
    """Return where blocks begin, heads taking over the year of a line such as 2026年."""
    by_place = {one.at: one for one in heads}
    first, last = heads[0].at, heads[-1].at
    year: int | None = None
    cuts: list[_Cut] = []
    for at, one in enumerate(stretch):
        placed = by_place.get(at)
        if placed:
            head = placed.head
            head = replace(head, year=year) if head.year is None and year else head
            cuts.append(_Cut(at, head, placed.number, "", head.rest_at))
            continue
        if at < first - _SHORTLY_BEFORE:
            continue
        year_line = _YEAR_LINE.match(one.plain)
        if year_line:
            year = int(year_line[1])
            if at > first:
                cuts.append(_Cut(at, rest_at=len(one.text)))
            continue
        found = _unscheduled(one, heads)
        if found and (at > last or not _is_routine(found[0])):
            cuts.append(_Cut(at, None, None, found[0], found[1]))
    return cuts


def _unscheduled(one: Segment, heads: Sequence[PlacedHead]) -> tuple[str, int] | None:
    """Read a head without a month, numbered only where the month heads are numbered alike."""
    number = read_number(one.plain)
    if number is None:
        return unscheduled_head(one.plain)
    styles = {head.number.style for head in heads if head.number}
    found = unscheduled_head(one.plain[number.end :]) if number.style in styles else None
    return (found[0], number.end + found[1]) if found else None


def _is_routine(label: str) -> bool:
    """Tell whether a label may also stand inside a month: 日常工作, 其他."""
    return label[:2] in words("times", "日常")


def _text_block(cut: _Cut, segments: Sequence[Segment]) -> Block:
    """Return the block of a head and the segments up to the next."""
    first, *others = segments
    pieces = [_piece(one) for one in others]
    rest = first.text[cut.rest_at :].strip()
    theme = _theme(first.plain[: cut.rest_at], rest, others) if cut.head else ""
    if rest and not theme:
        begun = _piece(first)
        pieces.insert(0, replace(begun, text=rest, plain=plain(rest), inline=True))
    head = cut.head
    if head and theme:
        head = replace(head, remark="；".join(part for part in (head.remark, theme) if part))
    return Block(first.line, head, tuple(pieces), label=cut.label, number=cut.number)


def _theme(head_text: str, rest: str, others: Sequence[Segment]) -> str:
    """Return the text behind a head that names the month's theme, above a numbered list."""
    bare = squeeze(plain(rest)).rstrip("。;")
    first = read_number(others[0].plain) if others else None
    barred = first is not None and head_text.rstrip().endswith("|")
    if barred and not read_number(plain(rest)):
        return rest.strip()
    is_few = others and head_text.rstrip().endswith("|") and len(bare) <= _FEW_WORDS
    if is_few and not read_number(others[0].plain):
        return rest.strip()  # 3月 | 春日花事, above works without numbers
    numbered = first is not None and first.value == 1
    if not numbered or len(bare) > _LONG_THEME or read_number(plain(rest)):
        return ""
    if bare.startswith("主题:"):
        return rest.strip()
    bracketed = bare.startswith("(") and bare.endswith(")")
    return (
        rest.strip("（）() 　")
        if bracketed or bare.endswith(("月", "周", "主题", "主题月"))
        else ""
    )


def _piece(one: Segment) -> Piece:
    """Return a segment as a piece of a block."""
    return Piece(one.line, one.text, one.plain, owner=one.owner, note=one.note, indent=one.indent)
