"""Which lines of a document are one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.importing.columns import column_role
from unionxl.importing.layout import (
    is_arrangement_title,
    is_page_furniture,
    is_signature,
    is_site_text,
)
from unionxl.importing.months import read_head
from unionxl.importing.numbering import Style, read_number
from unionxl.importing.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.importing.segments import Segment

_MAX_INTERRUPTION = 12
_LONG_LINE = 120


def table_runs(segments: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """Give start and end of every run of table rows.

    Lines between two rows belong to the run: the rest of a cell that a converter broke up. After
    the last row only lines that go on counting do.
    """
    at = 0
    while at < len(segments):
        if not segments[at].is_row:
            at += 1
            continue
        end = _run_end(segments, at)
        yield at, end
        at = end


def _run_end(segments: Sequence[Segment], start: int) -> int:
    """Return the end of the run of rows that begins at a place."""
    end = start + 1
    for at in range(start + 1, len(segments)):
        one = segments[at]
        if one.is_row:
            end = at + 1
        elif at - end >= _MAX_INTERRUPTION or not _may_interrupt(one):
            break
    number = _last_number(segments[end - 1])
    while number is not None and end < len(segments):
        follows = read_number(segments[end].plain, expected=number + 1)
        if segments[end].is_row or follows is None or follows.value != number + 1:
            break
        number, end = number + 1, end + 1
    return end


def _last_number(one: Segment) -> int | None:
    """Return the item number in the last cell of a row, or of a line."""
    number = read_number(plain(one.cells[-1])) if one.is_row else read_number(one.plain)
    return number.value if number and number.style is Style.ARABIC else None


def _may_interrupt(one: Segment) -> bool:
    """Tell whether a line between two rows may belong to the table."""
    if is_page_furniture(one.text) or column_role(one.text) is not None:
        return True
    number = read_number(one.plain)
    head = read_head(one.plain)
    outside = (
        (number is not None and number.style in {Style.CJK, Style.CJK_PAREN})
        or (head is not None and head.is_strong)
        or is_arrangement_title(one.text)
        or is_signature(one.text)
        or is_site_text(one.text)
        or len(one.text) > _LONG_LINE
    )
    return not outside
