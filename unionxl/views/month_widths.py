"""The column grid that the calendar and the tables of a month sheet share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.views.bands import Span, spread
from unionxl.views.text import line_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.views.bands import Line
    from unionxl.views.layout import Cell

COLUMNS_A_DAY = 3
COLUMN_WIDTHS = (5.4, 3.9, 3.9) * 7
WHOLE = Span(1, len(COLUMN_WIDTHS))
LINE_HEIGHT = 13.0
SMALLEST_HEIGHT = 15.5
# What merging gives for each column that a cell goes over: the margins between columns.
BETWEEN_COLUMNS = 0.35
ITEM_SIZE = 9.5
SHRUNK = frozenset({"body-fit", "code", "money-small"})


def merged_width(span: Span) -> float:
    """Return the width of a merged cell in characters."""
    return span.width(COLUMN_WIDTHS) + BETWEEN_COLUMNS * (span.last - span.first)


def table_line(spans: Sequence[Span], cells: Sequence[Cell], *, size: float = ITEM_SIZE) -> Line:
    """Lay out a table row that is as high as its longest text needs."""
    lines = max(
        line_count(str(cell.value), merged_width(span), size=size)
        for span, cell in zip(spans, cells, strict=True)
        if cell.style not in SHRUNK
    )
    return spread(spans, cells, max(SMALLEST_HEIGHT, 4 + LINE_HEIGHT * lines))
