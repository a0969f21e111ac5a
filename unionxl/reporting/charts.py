"""Charts of a year end as pictures of fixed size, for Word on A4 and for the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.reporting.chart_columns import draw_columns
from unionxl.reporting.chart_layout import FULL
from unionxl.reporting.chart_rows import draw_rows
from unionxl.reporting.chart_strip import draw_strip
from unionxl.reporting.marks import (
    INK,
    MUTED,
    PALE,
    POINTS_A_CM,
    Align,
    Drawing,
    Rect,
    wrap_clauses,
)
from unionxl.reporting.painting import paint
from unionxl.views.chart import NO_DATA, ChartKind

if TYPE_CHECKING:
    from unionxl.reporting.chart_layout import ChartSize
    from unionxl.reporting.fonts import ChartFont
    from unionxl.views.chart import ChartSpec

EMPTY_HEIGHT = 72
_BODIES = {
    ChartKind.RANKING: draw_rows,
    ChartKind.BULLET: draw_rows,
    ChartKind.PAIRS: draw_rows,
    ChartKind.COLUMNS: draw_columns,
    ChartKind.STRIP: draw_strip,
}


@dataclass(frozen=True, slots=True)
class ChartPicture:
    """A painted chart; `missing` are the characters that the font could not draw."""

    chart_id: str
    name: str
    content: bytes
    alt_text: str
    width_cm: float
    height_cm: float
    missing: str


def chart_picture(spec: ChartSpec, font: ChartFont, size: ChartSize = FULL) -> ChartPicture:
    """Paint one chart."""
    drawing = draw_chart(spec, font, size)
    return ChartPicture(
        chart_id=spec.chart_id,
        name=spec.name,
        content=paint(drawing),
        alt_text=spec.alt_text,
        width_cm=round(drawing.width / POINTS_A_CM, 2),
        height_cm=round(drawing.height / POINTS_A_CM, 2),
        missing="".join(dict.fromkeys(drawing.missing)),
    )


def draw_chart(spec: ChartSpec, font: ChartFont, size: ChartSize = FULL) -> Drawing:
    """Lay out one chart: the answer, the figures, where they come from."""
    drawing = Drawing(font, size.width)
    y = size.margin
    for line in wrap_clauses(font, spec.title, size.title, size.room):
        y = drawing.text(line, (size.margin, y), size.title)
    heading = f"{spec.name} · {spec.unit}"
    y = drawing.lines(heading, (size.margin, y + 1), size.small, size.room, color=MUTED)
    y = (
        _no_data(drawing, size, y + 6)
        if spec.is_empty
        else _BODIES[spec.kind](drawing, spec, size, y + 6)
    )
    for line in (*spec.notes, spec.source):
        y = drawing.lines(line, (size.margin, y + 3), size.small, size.room, color=MUTED)
    drawing.height = y + size.margin
    return drawing


def _no_data(drawing: Drawing, size: ChartSize, top: float) -> float:
    """Say that there is nothing to show."""
    area = Rect(size.margin, top, size.room, EMPTY_HEIGHT)
    drawing.box(area, PALE)
    middle = (size.width / 2, top + EMPTY_HEIGHT / 2 - size.text)
    drawing.text(NO_DATA, middle, size.text, align=Align.CENTER, color=INK)
    return area.bottom + 4
