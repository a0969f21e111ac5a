"""From the lines of a document to plans, items and the lines that found no place.

Forms are recognised, not files: what a head is, where an item begins and where the list ends is
decided from the whole plan. In doubt a line is reported, never placed.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.importing import layout
from unionxl.importing.accounting import left_over
from unionxl.importing.dated import with_dated_lines, with_outline_numbers
from unionxl.importing.forms import announced_lines, read_as_last_resort, read_stretch
from unionxl.importing.items import (
    NOTHING,
    Surroundings,
    ends_with_stop,
    first_style,
    has_two_lists,
    read_items,
    wrap_width,
)
from unionxl.importing.model import (
    ImportedPlan,
    ImportResult,
    TermAsked,
    UnreadLine,
)
from unionxl.importing.month_rows import read_month_rows
from unionxl.importing.numbering import Style, read_number
from unionxl.importing.ragged import read_ragged
from unionxl.importing.reports import reported
from unionxl.importing.segments import flattened, segment, to_segments
from unionxl.importing.suggestions import suggest
from unionxl.importing.table_runs import table_runs
from unionxl.importing.tables import read_table
from unionxl.importing.text import display_width
from unionxl.importing.themes import with_themes, without_running_heads
from unionxl.importing.titles import SECOND_TERM, split_plans
from unionxl.importing.weeks import (
    ONE_DAY,
    lies_in_term,
    term_begins,
    weeks_asked,
    with_dated_weeks,
)
from unionxl.importing.wording import is_report_title, reads_like_report

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from unionxl.importing.blocks import Block
    from unionxl.importing.model import (
        ImportedItem,
        Line,
    )
    from unionxl.importing.numbering import Number
    from unionxl.importing.segments import Segment
    from unionxl.importing.titles import PlanPart, SchoolYears

NO_MONTH_SEEN = "看不出是哪个月的工作，未导入"
PAST = "写法像是已经完成的工作（总结），未导入"
UNSCHEDULED = "「{}」没有具体月份，请自行安排到月"
_WRAP_FROM = 10
_WRAP_TO = 8


def parse_plan(lines: Sequence[Line], *, term_begins_on: dt.date | None = None) -> ImportResult:
    """Read the plans of a document; weeks of a term that begins on the day given are dated by it.

    Nothing that a document says raises; what could not be placed is in `not_understood`, and every
    other line that gave no item in `left_over`.
    """
    plans: list[ImportedPlan] = []
    unread: list[UnreadLine] = []
    for part in split_plans(without_running_heads(to_segments(lines))):
        plan, missed = _read_part(len(plans) + 1, part, term_begins_on)
        plans.append(plan)
        unread.extend(missed)
    unread.sort(key=lambda one: one.line)
    rest = left_over(lines, plans, unread)
    return ImportResult(tuple(plans), tuple(unread), rest, tuple(lines))


def _read_part(
    index: int, part: PlanPart, term_begins_on: dt.date | None
) -> tuple[ImportedPlan, list[UnreadLine]]:
    """Read one plan."""
    begins = term_begins(part.segments, part.years.term_year)
    if begins is None and term_begins_on and lies_in_term(term_begins_on, part.years):
        begins = term_begins_on - term_begins_on.weekday() * ONE_DAY
    segments = with_outline_numbers(with_dated_lines(with_dated_weeks(part.segments, begins)))
    past = reported(segments)
    parsed = _without_reports(_blocks(segments), past)
    parsed.blocks = with_themes(parsed.blocks)
    ordered = (block.months[0] for block in parsed.blocks if block.months and not block.is_apart)
    first = next(ordered, None)
    restarts = _restarts(parsed.blocks, part.segments)
    year, offsets = _year_offsets(parsed.blocks, part.years.year_of(first), restarts)
    year = begins.year if year is None and begins else year
    offsets = [
        part.years.offset_of(block.months, year) if block.is_apart else offset
        for block, offset in zip(parsed.blocks, offsets, strict=True)
    ]
    items = _read_blocks(parsed, _surroundings(parsed.blocks, part.segments), offsets)
    placed = tuple(item for item in items if item.months)
    unread = parsed.unread
    if is_report_title(part.title) or reads_like_report([item.text for item in placed]):
        unread = [UnreadLine(item.line, item.text, PAST) for item in items]
        placed, items = (), []
    asked = weeks_asked(segments, {item.line for item in items}) if begins is None else ()
    lines = {one.line for one in asked}
    unread = [*(one for one in unread if one.line not in lines), *asked]
    plan = ImportedPlan(
        index=index,
        title=part.title,
        year=year,
        line=part.line,
        items=placed,
        unscheduled=tuple(item for item in items if not item.months),
        suggestions=tuple(suggest([one for one in parsed.outside if one.line not in past])),
        term=_term(part.years) if asked else None,
    )
    return plan, unread


def _term(years: SchoolYears) -> TermAsked:
    """Return which term's beginning is asked for."""
    return TermAsked(years.term_year, None if years.term is None else years.term == SECOND_TERM)


def _read_blocks(
    parsed: _Parsed, surroundings: Sequence[Surroundings], offsets: Sequence[int]
) -> list[ImportedItem]:
    """Return the items of all blocks; what is none goes to the lines unread or outside."""
    items: list[ImportedItem] = []
    for block, around, offset in zip(parsed.blocks, surroundings, offsets, strict=True):
        read = read_items(block, around)
        if read is NOTHING:
            continue
        parsed.unread.extend(read.unread)
        parsed.outside.extend(segment(one.line, one.text) for one in read.beyond)
        reason = UNSCHEDULED.format(block.label) if block.label else block.reason
        timeless = [item for item in read.items if not item.months]
        if reason:
            parsed.unread.extend(UnreadLine(one.line, one.text, reason) for one in timeless)
        if not block.reason:
            items.extend(_placed(item, block, offset) for item in read.items)
    return items


def _placed(item: ImportedItem, block: Block, offset: int) -> ImportedItem:
    """Return an item with its year, and with the label of its block where it has no month."""
    label = "" if item.months else block.label
    return replace(item, year_offset=offset + item.year_offset, label=label)


def _without_reports(parsed: _Parsed, lines: frozenset[int]) -> _Parsed:
    """Leave out what stands in a review or a chronicle, line by line told."""
    past = [block for block in parsed.blocks if block.line in lines]
    told = [
        UnreadLine(piece.line, " ".join(piece.text.split()), PAST)
        for block in past
        for piece in block.pieces
    ]
    parsed.blocks = [block for block in parsed.blocks if block.line not in lines]
    parsed.outside = [one for one in parsed.outside if one.line not in lines]
    parsed.unread.extend(told)
    return parsed


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
        found = read_ragged(rows) or read_table(rows) or read_month_rows(rows)
        if found is None:
            stretch.extend(flattened(rows))
            continue
        _add_stretch(stretch, parsed)
        parsed.blocks.extend(found)
        stretch = []
    _add_stretch([*stretch, *segments[at:]], parsed)
    if not any(block.head for block in parsed.blocks):
        other = read_as_last_resort(parsed.outside)
        if other:
            return _Parsed([*parsed.blocks, *other.blocks], [], parsed.unread)
        parsed.unread.extend(
            UnreadLine(one.line, one.text, NO_MONTH_SEEN) for one in announced_lines(parsed.outside)
        )
    return parsed


def _add_stretch(stretch: Sequence[Segment], parsed: _Parsed) -> None:
    """Add what a stretch of running text holds."""
    found = read_stretch(stretch)
    if found is None:
        parsed.outside.extend(stretch)
        return
    parsed.unread.extend(found.unread)
    parsed.outside.extend(found.outside)
    if found.before:
        _add_stretch(found.before, parsed)
    parsed.blocks.extend(found.blocks)
    if found.after:
        _add_stretch(found.after, parsed)


def _surroundings(blocks: Sequence[Block], segments: Sequence[Segment]) -> list[Surroundings]:
    """Return for every block what it needs to know about the others."""
    width = wrap_width([display_width(one.text) for one in segments if not one.is_row])
    styles = [first_style(block) for block in blocks]
    counted = Counter(style for style in styles if style)
    section = _section(blocks, segments)
    stops = ends_with_stop([[piece.plain for piece in block.pieces] for block in blocks])
    twice = sum(1 for block in blocks if has_two_lists(block)) > max(1, len(blocks) / 2)
    found: list[Surroundings] = []
    after: Block | None = None
    others = {style: frozenset(counted - Counter([style])) for style in counted}
    all_styles = frozenset(counted)
    for block, style in zip(reversed(blocks), reversed(styles), strict=True):
        found.append(
            Surroundings(
                is_last=after is None,
                section=block.number or section,
                styles=others[style] if style else all_styles,
                wrap_width=width,
                month_may_be_lost=not twice and (after is None or _skips(block, after)),
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
                wraps = at not in restarts and _goes_over_year_end(before, blocks, at)
                offset, before = (offset + 1, []) if wraps else (0, [])
        offsets.append(offset)
        if head is not None:
            before.extend(head.months)
            offset += head.months[-1] < head.months[0]
    return year, offsets


def _goes_over_year_end(before: Sequence[int], blocks: Sequence[Block], start: int) -> bool:
    """Tell whether the months that rise from here lie in the year after those before."""
    rising: list[int] = []
    for at in range(start, len(blocks)):
        block = blocks[at]
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
