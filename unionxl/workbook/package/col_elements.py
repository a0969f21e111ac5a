"""Columns of a sheet that are hidden, in the text of the sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_DATA = re.compile(rb"<(?:[\w.-]+:)?sheetData\b")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s[^<>]*?/>")
_RANGE = re.compile(rb"""\s(min|max)\s*=\s*["'](\d+)["']""")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_COLLAPSED = re.compile(rb"""\scollapsed\s*=\s*["'](?:1|true)["']""")


def with_columns_shown(sheet: bytes, columns: Collection[int]) -> bytes:
    """Return the text of a sheet in which none of some columns is hidden.

    >>> with_columns_shown(b'<cols><col min="2" max="4" hidden="1"/></cols><sheetData/>', {3})
    b'<cols><col min="2" max="2" hidden="1"/><col min="3" max="3"/>\
<col min="4" max="4" hidden="1"/></cols><sheetData/>'
    """
    data = _DATA.search(sheet)
    head = sheet[: data.start()] if data else sheet
    shown = _COLUMN.sub(lambda found: b"".join(_pieces(found[0], columns)), head)
    return sheet if shown == head else shown + sheet[len(head) :]


def _pieces(element: bytes, columns: Collection[int]) -> Iterator[bytes]:
    """Yield the element of columns, cut where some of them come into sight."""
    bounds = {found[1]: int(found[2]) for found in _RANGE.finditer(element)}
    first, last = bounds.get(b"min", 0), bounds.get(b"max", 0)
    wanted = sorted(column for column in columns if first <= column <= last)
    if _HIDDEN.search(element):
        start = first
        for column in wanted:
            if start < column:
                yield _of(element, start, column - 1)
            yield _HIDDEN.sub(b"", _of(element, column, column))
            start = column + 1
        if start <= last:
            yield _of(element, start, last)
    else:
        # Behind columns that came into sight nothing is collapsed any more.
        yield _COLLAPSED.sub(b"", element) if first - 1 in columns else element


def _of(element: bytes, first: int, last: int) -> bytes:
    """Return the element of columns for some of them only."""
    bounds = {b"min": first, b"max": last}
    return _RANGE.sub(lambda found: b' %s="%d"' % (found[1], bounds[found[1]]), element)
