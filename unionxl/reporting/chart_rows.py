"""Charts that are read like a table: a name, its bar, its figures, one row a category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.reporting.chart_layout import GAP, Ink, Scale, draw_key
from unionxl.reporting.marks import (
    DARK,
    FAINT,
    INK,
    LIGHT,
    MUTED,
    OVER,
    PALE,
    WHITE,
    Align,
    Rect,
    shorten,
    wrap,
)
from unionxl.views.chart import ChartKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from unionxl.reporting.chart_layout import ChartSize
    from unionxl.reporting.marks import Drawing
    from unionxl.views.chart import ChartSpec, Figure, LabelColumn

MOST_ROWS = 30
DENSE_FROM = 17
MOST_LINES = 5
# Long names take several lines as long as the rows still fit on a page.
ROOM_OF_ROWS = 560.0
NAME_SHARE = 0.3
LEAST_BARS_SHARE = 0.16
ROW_PADDING, DENSE_PADDING = 7.0, 4.5
OVER_SIGN = "▲"
BAR_HEIGHT = 9.0
FREE_HEIGHT = 18.0

BAR = Ink(DARK)
NEGATIVE = Ink(WHITE, DARK, "////")
EXCESS = Ink(WHITE, OVER, "//////")
BUDGET = Ink(PALE, MUTED)
THIS_YEAR, LAST_YEAR = Ink(DARK), Ink(LIGHT, INK, "////")


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where names, bars and figures stand; `rights` are the right edges of the figures."""

    name_room: float
    columns: tuple[LabelColumn, ...]
    rights: tuple[float, ...]
    scale: Scale


def draw_rows(drawing: Drawing, spec: ChartSpec, size: ChartSize, top: float) -> float:
    """Draw a row for each category; what is beyond the most rows is only counted."""
    count = min(len(spec.categories), MOST_ROWS)
    grid = _grid(drawing, spec, size)
    y = _key(drawing, spec, size, top)
    y = _heads(drawing, grid, size, y)
    first = y
    for index in range(count):
        y = _row(drawing, spec, size, grid, index, y)
    zero = grid.scale.at(0)
    drawing.stroke((zero, first), (zero, y), color=MUTED, width=0.7)
    left_out = len(spec.categories) - count
    if left_out:
        text = f"另有 {left_out} 项未画出，见数字表"
        y = drawing.text(text, (size.margin, y + 2), size.small, color=MUTED)
    return y + 3


def _grid(drawing: Drawing, spec: ChartSpec, size: ChartSize) -> _Grid:
    """Share out the width; figures at the far right give way where bars would get too short."""
    font = drawing.font
    sign = OVER_SIGN if any(spec.marks) else ""
    names = (*(f"{sign}{name}" for name in spec.categories[:MOST_ROWS]), *spec.marks)
    widest = max((font.width(name, size.text) for name in names if name), default=0)
    name_room = min(widest, size.room * (0.34 if size.is_half else NAME_SHARE)) + 1
    columns = spec.columns
    while columns:
        widths = [
            max(font.width(text, size.text) for text in (column.head, *column.texts[:MOST_ROWS]))
            for column in columns
        ]
        bars = size.room - name_room - 2 * GAP - sum(width + GAP for width in widths)
        if bars >= size.room * LEAST_BARS_SHARE:
            break
        columns = columns[:-1]
    else:
        widths, bars = [], size.room - name_room - 2 * GAP
    start = size.margin + name_room + GAP
    rights, edge = [], start + bars + GAP
    for width in widths:
        edge += width + GAP
        rights.append(edge - GAP)
    if rights:
        shift = size.right - rights[-1]
        rights = [right + shift for right in rights]
    shown = [value for series in spec.series for value in series.values[:MOST_ROWS]]
    return _Grid(name_room, columns, tuple(rights), Scale.of(shown, start, bars))


def _key(drawing: Drawing, spec: ChartSpec, size: ChartSize, top: float) -> float:
    """Draw the key of charts with more than one kind of bar."""
    if spec.kind is ChartKind.BULLET:
        entries = [(spec.series[0].name, BAR), (spec.series[1].name, BUDGET)]
        if any(spec.marks):
            entries.append((f"{OVER_SIGN} 超出或未列预算", EXCESS))
        return draw_key(drawing, entries, size, top)
    if spec.kind is ChartKind.PAIRS:
        entries = [(spec.series[0].name, THIS_YEAR), (spec.series[1].name, LAST_YEAR)]
        return draw_key(drawing, entries, size, top)
    return top


def _heads(drawing: Drawing, grid: _Grid, size: ChartSize, top: float) -> float:
    """Draw the heads of the figures."""
    if not grid.columns:
        return top
    for column, right in zip(grid.columns, grid.rights, strict=True):
        drawing.text(column.head, (right, top), size.small, align=Align.RIGHT, color=MUTED)
    bottom = top + size.small * 1.5
    drawing.stroke((size.margin, bottom), (size.right, bottom), color=FAINT, width=0.6)
    return bottom + 2


def _row(
    drawing: Drawing,
    spec: ChartSpec,
    size: ChartSize,
    grid: _Grid,
    index: int,
    top: float,
) -> float:
    """Draw one row and return its lower edge."""
    is_dense = len(spec.categories) >= DENSE_FROM
    mark = spec.marks[index] if spec.marks else ""
    name = f"{OVER_SIGN}{spec.categories[index]}" if mark else spec.categories[index]
    line_height = size.text * 1.32
    padding = DENSE_PADDING if is_dense else ROW_PADDING
    lines = wrap(
        drawing.font, name, size.text, grid.name_room, most=_most_lines(spec, line_height, padding)
    )
    mark = "" if is_dense else mark
    height = line_height * max(1, len(lines) + bool(mark)) + padding
    y = top + padding / 2
    for line in lines:
        y = drawing.text(line, (size.margin, y), size.text)
    if mark:
        small = shorten(mark, drawing.font, size.small, grid.name_room)
        drawing.text(small, (size.margin, y), size.small, color=OVER)
    middle = top + height / 2
    for column, right in zip(grid.columns, grid.rights, strict=True):
        place = (right, middle - line_height / 2)
        drawing.text(column.texts[index], place, size.text, align=Align.RIGHT)
    values = [series.values[index] for series in spec.series]
    _BARS[spec.kind](drawing, values, grid.scale, middle, min(height, FREE_HEIGHT))
    return top + height


def _most_lines(spec: ChartSpec, line_height: float, padding: float) -> int:
    """Return how many lines a name may take."""
    room = ROOM_OF_ROWS / len(spec.categories) - padding
    return max(1, min(MOST_LINES, int(room / line_height) - bool(any(spec.marks))))


def _draw_ranked(
    drawing: Drawing, values: Sequence[Figure], scale: Scale, middle: float, _height: float
) -> None:
    """Draw one bar; below zero it is hatched."""
    ink = NEGATIVE if (values[0] or 0) < 0 else BAR
    _bar(drawing, values[0], scale, middle, BAR_HEIGHT, ink)


def _draw_bullet(
    drawing: Drawing, values: Sequence[Figure], scale: Scale, middle: float, height: float
) -> None:
    """Draw the budget as a pale bar with a line at its end, over it what was spent."""
    actual, limit = values[0] or 0, values[1]
    _bar(drawing, limit, scale, middle, height - 4, BUDGET)
    within = min(actual, limit or 0) if actual > 0 else actual
    _bar(drawing, within, scale, middle, BAR_HEIGHT - 2, NEGATIVE if within < 0 else BAR)
    if actual > (limit or 0):
        start, end = scale.at(max(limit or 0, 0)), scale.at(actual)
        area = Rect(start, middle - BAR_HEIGHT / 2 + 1, end - start, BAR_HEIGHT - 2)
        drawing.box(area, EXCESS.fill, edge=EXCESS.edge, hatch=EXCESS.hatch)
    if limit:
        x, half = scale.at(limit), height / 2 - 1
        drawing.stroke((x, middle - half), (x, middle + half), width=1.8)


def _draw_pair(
    drawing: Drawing, values: Sequence[Figure], scale: Scale, middle: float, _height: float
) -> None:
    """Draw this year above last year."""
    _bar(drawing, values[0], scale, middle - 3.3, 6, THIS_YEAR)
    _bar(drawing, values[1], scale, middle + 3.3, 6, LAST_YEAR)


def _bar(
    drawing: Drawing, value: Figure | Decimal, scale: Scale, middle: float, height: float, ink: Ink
) -> None:
    """Draw one bar from zero."""
    start, length = scale.span(value)
    area = Rect(start, middle - height / 2, length, height)
    drawing.box(area, ink.fill, edge=ink.edge, hatch=ink.hatch)


_BARS = {
    ChartKind.RANKING: _draw_ranked,
    ChartKind.BULLET: _draw_bullet,
    ChartKind.PAIRS: _draw_pair,
}
