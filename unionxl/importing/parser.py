"""From the lines of a document to plans, items and the lines that found no place.

Forms are recognised, not files: what a head is, where an item begins and where the list ends is
decided from the whole plan. In doubt a line is reported, never placed.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.importing import layout
from unionxl.importing.blocks import Block, Piece
from unionxl.importing.forms import announced_lines, read_other_forms, read_records, unflattened
from unionxl.importing.heads import find_heads
from unionxl.importing.items import (
    Surroundings,
    ends_with_stop,
    first_style,
    read_items,
    wrap_width,
)
from unionxl.importing.model import (
    ImportedPlan,
    ImportResult,
    UnreadLine,
)
from unionxl.importing.months import unscheduled_head
from unionxl.importing.numbering import Style, read_number
from unionxl.importing.segments import flattened, segment, to_segments
from unionxl.importing.suggestions import suggest
from unionxl.importing.tables import read_table, table_runs
from unionxl.importing.text import display_width, plain, squeeze
from unionxl.importing.titles import split_plans
from unionxl.importing.wording import is_report_title, reads_like_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.heads import PlacedHead
    from unionxl.importing.model import (
        ImportedItem,
        Line,
    )
    from unionxl.importing.months import MonthHead
    from unionxl.importing.numbering import Number
    from unionxl.importing.segments import Segment
    from unionxl.importing.titles import PlanPart

LONE_HEAD = "只有这一处写了月份，不能确定是按月安排，未导入"
NO_MONTH_SEEN = "看不出是哪个月的工作，未导入"
PAST = "写法像是已经完成的工作（总结），未导入"
UNSCHEDULED = "「{}」没有具体月份，请自行安排到月"
_YEAR_LINE = re.compile(r"\s*[\[【(]?\s*((?:19|20)\d\d)\s*年度?\s*[\])】]?\s*:?\s*$")
_WRAP_FROM = 10
_WRAP_TO = 8
_SHORTLY_BEFORE = 6
_LONG_THEME = 24


def parse_plan(lines: Sequence[Line]) -> ImportResult:
    """Read the plans of a document.

    Nothing that a document says raises; what could not be placed is in `not_understood`.
    """
    plans: list[ImportedPlan] = []
    unread: list[UnreadLine] = []
    for part in split_plans(to_segments(lines)):
        plan, missed = _read_part(len(plans) + 1, part)
        plans.append(plan)
        unread.extend(missed)
    return ImportResult(tuple(plans), tuple(sorted(unread, key=lambda one: one.line)))


def _read_part(index: int, part: PlanPart) -> tuple[ImportedPlan, list[UnreadLine]]:
    """Read one plan."""
    parsed = _blocks(part.segments)
    first = next((block.months[0] for block in parsed.blocks if block.months), None)
    restarts = _restarts(parsed.blocks, part.segments)
    year, offsets = _year_offsets(parsed.blocks, part.years.year_of(first), restarts)
    items: list[ImportedItem] = []
    unread = list(parsed.unread)
    outside = list(parsed.outside)
    surroundings = _surroundings(parsed.blocks, part.segments)
    for block, around, offset in zip(parsed.blocks, surroundings, offsets, strict=True):
        read = read_items(block, around)
        unread.extend(read.unread)
        outside.extend(segment(one.line, one.text) for one in read.beyond)
        reason = UNSCHEDULED.format(block.label) if block.label else block.reason
        if reason:
            unread.extend(UnreadLine(item.line, item.text, reason) for item in read.items)
        if not block.reason:
            items.extend(
                replace(item, year_offset=offset, label=block.label or "") for item in read.items
            )
    placed = tuple(item for item in items if item.months)
    if is_report_title(part.title) or reads_like_report([item.text for item in placed]):
        unread = [UnreadLine(item.line, item.text, PAST) for item in items]
        placed, items = (), []
    plan = ImportedPlan(
        index=index,
        title=part.title,
        year=year,
        line=part.line,
        items=placed,
        unscheduled=tuple(item for item in items if not item.months),
        suggestions=tuple(suggest(outside)),
    )
    return plan, unread


@dataclass(slots=True)
class _Parsed:
    """A plan cut into blocks, what lies outside of them and what proves too little."""

    blocks: list[Block] = field(default_factory=list)
    outside: list[Segment] = field(default_factory=list)
    unread: list[UnreadLine] = field(default_factory=list)


def _blocks(segments: Sequence[Segment]) -> _Parsed:
    """Cut a plan into blocks: its tables, and the stretches of text between them."""
    parsed = _Parsed()
    stretch: list[Segment] = []
    at = 0
    for start, end in table_runs(segments):
        stretch.extend(segments[at:start])
        at = end
        rows = segments[start:end]
        found = read_table(rows)
        if found is None:
            stretch.extend(flattened(rows))
            continue
        _add_stretch(stretch, parsed)
        parsed.blocks.extend(found)
        stretch = []
    _add_stretch([*stretch, *segments[at:]], parsed)
    if not any(block.head for block in parsed.blocks):
        other = read_other_forms(parsed.outside)
        if other:
            return _Parsed([*parsed.blocks, *other], [], parsed.unread)
        parsed.unread.extend(
            UnreadLine(one.line, one.text, NO_MONTH_SEEN) for one in announced_lines(parsed.outside)
        )
    return parsed


def _add_stretch(stretch: Sequence[Segment], parsed: _Parsed) -> None:
    """Cut a stretch of running text at its month heads."""
    rows = unflattened(stretch)
    table = read_table(rows.rows) if rows else None
    if rows and table:
        _add_stretch(stretch[: rows.start], parsed)
        parsed.blocks.extend(table)
        _add_stretch(stretch[rows.end :], parsed)
        return
    recorded = read_records(stretch)
    if recorded:
        parsed.blocks.extend(recorded)
        return
    heads, lone = find_heads(stretch)
    parsed.unread.extend(
        UnreadLine(stretch[one.at].line, stretch[one.at].text, LONE_HEAD) for one in lone
    )
    if not heads:
        parsed.outside.extend(stretch)
        return
    cuts = _cuts(stretch, heads)
    parsed.outside.extend(stretch[: cuts[0].at])
    ends = [*(cut.at for cut in cuts[1:]), len(stretch)]
    parsed.blocks.extend(
        _text_block(cut, stretch[cut.at : end]) for cut, end in zip(cuts, ends, strict=True)
    )


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
    return label[:2] in {"日常", "常规", "其他", "其它", "机动", "平时", "待定"}


def _text_block(cut: _Cut, segments: Sequence[Segment]) -> Block:
    """Return the block of a head and the segments up to the next."""
    first, *others = segments
    pieces = [_piece(one) for one in others]
    rest = first.text[cut.rest_at :].strip()
    theme = _theme(rest, others) if cut.head else ""
    if rest and not theme:
        begun = _piece(first)
        pieces.insert(0, replace(begun, text=rest, plain=plain(rest), inline=True))
    head = cut.head
    if head and theme:
        head = replace(head, remark="；".join(part for part in (head.remark, theme) if part))
    return Block(first.line, head, tuple(pieces), label=cut.label, number=cut.number)


def _theme(rest: str, others: Sequence[Segment]) -> str:
    """Return the text behind a head that names the month's theme, above a numbered list."""
    bare = squeeze(plain(rest)).rstrip("。;")
    numbered = bool(others) and (number := read_number(others[0].plain)) and number.value == 1
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
    return Piece(one.line, one.text, one.plain, owner=one.owner, note=one.note)


def _surroundings(blocks: Sequence[Block], segments: Sequence[Segment]) -> list[Surroundings]:
    """Return for every block what it needs to know about the others."""
    width = wrap_width([display_width(one.text) for one in segments if not one.is_row])
    styles = [first_style(block) for block in blocks]
    counted = Counter(style for style in styles if style)
    section = _section(blocks, segments)
    stops = ends_with_stop([piece.plain for block in blocks for piece in block.pieces])
    found: list[Surroundings] = []
    after: Block | None = None
    for block, style in zip(reversed(blocks), reversed(styles), strict=True):
        others = counted - Counter([style]) if style else counted
        found.append(
            Surroundings(
                is_last=after is None,
                section=block.number or section,
                styles=frozenset(others),
                wrap_width=width,
                month_may_be_lost=after is None or _skips(block, after),
                ends_with_stop=stops,
            )
        )
        after = block if block.head else after
    return found[::-1]


def _skips(block: Block, after: Block) -> bool:
    """Tell whether a month is missing between two heads."""
    if not block.months:
        return False
    return after.months[0] != block.months[-1] % MONTHS_A_YEAR + 1


def _section(blocks: Sequence[Block], segments: Sequence[Segment]) -> Number | None:
    """Return the number of the section that announces the first block."""
    first = blocks[0].line if blocks else 0
    before = [one for one in segments if one.line < first and not one.is_row]
    for one in reversed(before):
        number = read_number(one.plain)
        if number and (
            number.style in {Style.CJK, Style.CJK_PAREN} or layout.is_arrangement_title(one.text)
        ):
            return number
    return None


def _year_offsets(
    blocks: Sequence[Block], year: int | None, restarts: frozenset[int]
) -> tuple[int | None, list[int]]:
    """Return the plan's year and for every block the years from it.

    A list that goes on after its last months goes on in the next year. One that begins anew under
    a title of its own, or comes back to months named before, belongs to the plan's year again.
    """
    offset = 0
    offsets = []
    before: list[int] = []
    for at, block in enumerate(blocks):
        head = block.head
        if head is not None:
            year = head.year if year is None else year
            if head.year is not None and year is not None:
                offset = head.year - year
            elif head.next_year:
                offset = 1
            elif before and head.months[0] < before[-1]:
                wraps = at not in restarts and _goes_over_year_end(before, blocks[at:])
                offset, before = (offset + 1, []) if wraps else (0, [])
        offsets.append(offset)
        if head is not None:
            before.extend(head.months)
            offset += head.months[-1] < head.months[0]
    return year, offsets


def _goes_over_year_end(before: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Tell whether the months that rise from here lie in the year after those before."""
    rising: list[int] = []
    for block in blocks:
        if block.months and rising and block.months[0] < rising[-1]:
            break
        rising.extend(block.months)
    return before[-1] >= _WRAP_FROM and max(rising) < before[0] and rising[0] <= _WRAP_TO


def _restarts(blocks: Sequence[Block], segments: Sequence[Segment]) -> frozenset[int]:
    """Return the blocks before which a title or a number opens a new list."""
    titles = [one.line for one in segments if _opens_list(one)]
    found = set()
    for at in range(1, len(blocks)):
        first, last = blocks[at - 1].line, blocks[at].line
        number = blocks[at].number
        titled = any(first < line < last for line in titles[bisect(titles, first) :][:1])
        if titled or (number and number.value == 1):
            found.add(at)
    return frozenset(found)


def _opens_list(one: Segment) -> bool:
    """Tell whether a segment is the title of a list of its own."""
    number = read_number(one.plain)
    titled = number is not None and number.style in {Style.CJK, Style.CJK_PAREN}
    return titled and not one.is_row and layout.is_arrangement_title(one.text)
