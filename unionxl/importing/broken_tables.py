"""Tables whose cells became lines, one under the other."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from unionxl.importing import layout
from unionxl.importing.blocks import Reading
from unionxl.importing.columns import Role, column_role, header_roles
from unionxl.importing.months import read_month_cell
from unionxl.importing.numbering import is_section, read_number
from unionxl.importing.segments import Segment
from unionxl.importing.tables import read_table
from unionxl.importing.text import plain, squeeze
from unionxl.importing.wording import is_side_text

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEW = 3
_SHORT_CELL = 12
_MAX_COLUMNS = 9


def read_broken_table(stretch: Sequence[Segment]) -> Reading | None:
    """Read the table in a stretch whose cells stand one a line under their headers."""
    rows = unflattened(stretch)
    found = read_table(rows.rows) if rows else None
    if rows is None or not found:
        return None
    return Reading(tuple(found), before=stretch[: rows.start], after=stretch[rows.end :])


@dataclass(frozen=True, slots=True)
class Unflattened:
    """Rows put together again from the lines `start` to `end`."""

    rows: tuple[Segment, ...]
    start: int
    end: int


def unflattened(segments: Sequence[Segment]) -> Unflattened | None:
    """Put a table together again whose cells stand one a line under their headers."""
    for at in range(len(segments)):
        width = _header_lines(segments, at)
        if width:
            header = tuple(one.text for one in segments[at : at + width])
            return _unflattened(segments, at, header)
    return None


def _header_lines(segments: Sequence[Segment], at: int) -> int:
    """Return how many lines from a place on are the headers of a table, 0 for none."""
    width = 0
    while width < _MAX_COLUMNS and at + width < len(segments):
        if column_role(segments[at + width].text) is None:
            break
        width += 1
    if width <= 1:
        return 0
    roles = header_roles([one.text for one in segments[at : at + width]])
    return width if roles and roles[0] in {Role.MONTH, Role.DAY} else 0


def _unflattened(
    segments: Sequence[Segment], at: int, header: tuple[str, ...]
) -> Unflattened | None:
    """Return the rows under a header, a row for each month or for each work of it."""
    width = len(header)
    body = range(at + width, len(segments))
    starts = [place for place in body if read_month_cell(segments[place].text)]
    if len(starts) < _FEW - 1 or starts[0] != at + width:
        return None
    end = _body_end(segments, starts[-1])
    roles = header_roles(header)
    groups = [segments[one + 1 : after] for one, after in pairwise([*starts, end])]
    groups = [[one for one in group if one.text not in header] for group in groups]
    rows = [_row(segments[at], header)]
    for start, group in zip(starts, groups, strict=True):
        month = segments[start]
        found = _rows_of_month(group, groups, roles)
        rows.extend(_row(month, (month.text, *cells)) for cells in found)
    return Unflattened(tuple(rows), at, end)


def _body_end(segments: Sequence[Segment], last: int) -> int:
    """Return where the lines of the last month end."""
    for at in range(last + 1, len(segments)):
        one = segments[at]
        if layout.is_signature(one.text) or layout.is_site_text(one.text) or is_section(one.plain):
            return at
    return len(segments)


def _rows_of_month(
    group: Sequence[Segment], groups: Sequence[Sequence[Segment]], roles: Sequence[Role | None]
) -> list[tuple[str, ...]]:
    """Return the cells beside the month of one group of lines."""
    texts = [one.text for one in group]
    width = len(roles) - 1
    numbered = [one for one in group if read_number(one.plain)]
    if width > 1 and not numbered and all(len(one) % width == 0 for one in groups):
        return [tuple(texts[at : at + width]) for at in range(0, len(texts), width)]
    if width == 1 and not numbered and all(len(squeeze(text)) <= _SHORT_CELL for text in texts):
        return [(text,) for text in texts]
    if width == 1 or all(len(one) <= 1 for one in groups):
        return [("\v".join(texts), *("",) * (width - 1))]
    if not numbered:
        beside = len(texts) > 1 and is_side_text(texts[-1])
        works, side = (texts[:-1], texts[-1]) if beside else (texts, "")
        return [(text, side, *("",) * (width - 2)) for text in works]
    last = max(at for at, one in enumerate(group) if read_number(one.plain))
    tail = [text for text in texts[last + 1 :] if len(squeeze(text)) <= _SHORT_CELL]
    kept = texts[: len(texts) - len(tail)]
    sides = [*tail[: width - 1], *("",) * (width - 1 - len(tail))]
    return [("\v".join(kept), *sides)]


def _row(one: Segment, cells: tuple[str, ...]) -> Segment:
    """Return a table row at the place of a segment."""
    text = "\t".join(cells)
    return Segment(one.line, text, plain(text), cells)
