"""Upright bars over the months, a line below them, and the figures under each month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.reporting.chart_layout import GAP, SWATCH, Ink, Scale, draw_key, draw_swatch
from unionxl.reporting.marks import DARK, FAINT, INK, LIGHT, MUTED, Align, Rect, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.reporting.chart_layout import ChartSize
    from unionxl.reporting.marks import Drawing
    from unionxl.views.chart import ChartSpec, LabelColumn, Series

INKS = (Ink(DARK), Ink(LIGHT, INK, "////"))
BARS_HEIGHT = 96.0
LINE_PANEL_HEIGHT = 40.0
LEAST_TEXT = 5.0
ROUNDED = "图下金额取整，精确到分的数字见数字表"


def draw_columns(drawing: Drawing, spec: ChartSpec, size: ChartSize, top: float) -> float:
    """Draw bars, line and the table of figures; a half picture names the largest bars only."""
    gutter = 0.0 if size.is_half else _gutter(drawing, spec, size)
    start = size.margin + gutter
    step = (size.right - start) / max(1, len(spec.categories))
    centres = [start + step * (index + 0.5) for index in range(len(spec.categories))]
    y = top
    if size.is_half and len(spec.series) > 1:
        entries = [(one.name, ink) for one, ink in zip(spec.series, INKS, strict=False)]
        y = draw_key(drawing, entries, size, y)
    y = _bars(drawing, spec, size, centres, step, y + size.small * 1.4)
    y = _categories(drawing, spec, size, centres, step, y + 2)
    if spec.line is not None:
        y = _line(drawing, spec.line, size, centres, y + 4)
    if not size.is_half:
        y = _table(drawing, spec, size, centres, step, y + 4)
    return y + 3


def _gutter(drawing: Drawing, spec: ChartSpec, size: ChartSize) -> float:
    """Return the room of the heads at the left."""
    heads = [column.head for column in spec.columns] + ([spec.line.name] if spec.line else [])
    widest = max((drawing.font.width(head, size.small) for head in heads), default=0)
    return widest + SWATCH + 3 + GAP / 2


def _bars(
    drawing: Drawing,
    spec: ChartSpec,
    size: ChartSize,
    centres: Sequence[float],
    step: float,
    top: float,
) -> float:
    """Draw the bars of every month, and over the largest of a series what it comes to."""
    values = [value for series in spec.series for value in series.values]
    scale = Scale.of(values, top + BARS_HEIGHT, -BARS_HEIGHT)
    count = len(spec.series)
    width = min(13.0, step * 0.8 / count)
    zero = scale.at(0)
    for number, (series, ink) in enumerate(zip(spec.series, INKS, strict=False)):
        offset = (number - count / 2) * width
        for centre, value in zip(centres, series.values, strict=True):
            upper, height = scale.span(value)
            area = Rect(centre + offset + 0.4, upper, width - 0.8, height)
            drawing.box(area, ink.fill, edge=ink.edge, hatch=ink.hatch)
    left = centres[0] - step / 2
    drawing.stroke((left, zero), (size.right, zero), color=MUTED)
    if size.is_half:
        _name_largest(drawing, spec, size, centres, scale)
    return top + BARS_HEIGHT


def _name_largest(
    drawing: Drawing, spec: ChartSpec, size: ChartSize, centres: Sequence[float], scale: Scale
) -> None:
    """Write over the largest bar of all what it comes to."""
    known = [
        (value, index, number)
        for number, series in enumerate(spec.series)
        for index, value in enumerate(series.values)
        if value
    ]
    value, index, number = max(known)
    text = spec.columns[number].texts[index]
    half = drawing.font.width(text, size.small) / 2
    x = min(max(centres[index], centres[0] + half - GAP), size.right - half)
    place = (x, scale.at(max(value, 0)) - size.small * 1.4)
    drawing.text(text, place, size.small, align=Align.CENTER)


def _categories(
    drawing: Drawing,
    spec: ChartSpec,
    size: ChartSize,
    centres: Sequence[float],
    step: float,
    top: float,
) -> float:
    """Write the months; in a half picture the number alone."""
    for centre, name in zip(centres, spec.categories, strict=True):
        text = name.removesuffix("月") if size.is_half else name
        text = shorten(text, drawing.font, size.small, step - 1)
        drawing.text(text, (centre, top), size.small, align=Align.CENTER)
    return top + size.small * 1.4


def _line(
    drawing: Drawing, line: Series, size: ChartSize, centres: Sequence[float], top: float
) -> float:
    """Draw the line in its own field, named, zero marked."""
    named = drawing.text(line.name, (size.margin, top), size.small, color=INK)
    top = named if size.is_half else top
    scale = Scale.of(line.values, top + LINE_PANEL_HEIGHT - 3, -LINE_PANEL_HEIGHT + 6)
    known = [
        (centre, scale.at(value))
        for centre, value in zip(centres, line.values, strict=True)
        if value is not None
    ]
    zero = scale.at(0)
    drawing.stroke((centres[0] - GAP, zero), (size.right, zero), color=MUTED)
    drawing.stroke(*known, width=1.3, dots=True)
    return top + LINE_PANEL_HEIGHT


def _table(
    drawing: Drawing,
    spec: ChartSpec,
    size: ChartSize,
    centres: Sequence[float],
    step: float,
    top: float,
) -> float:
    """Write the figures under the months, a row for each series."""
    y = top
    text_size = _fitting_size(drawing, spec.columns, size, step)
    names = [series.name for series in spec.series]
    for column in spec.columns:
        drawing.stroke((size.margin, y), (size.right, y), color=FAINT, width=0.6)
        y += 1.5
        if column.head in names and len(names) > 1:
            draw_swatch(drawing, INKS[names.index(column.head)], size.margin, y, size)
        drawing.text(column.head, (size.margin + SWATCH + 3, y), size.small)
        for centre, text in zip(centres, column.short_texts or column.texts, strict=True):
            place = (centre, y + (size.small - text_size) * 0.8)
            drawing.text(text, place, text_size, align=Align.CENTER)
        y += size.small * 1.45
    if any(column.short_texts for column in spec.columns):
        y = drawing.text(ROUNDED, (size.margin, y + 2), size.small, color=MUTED)
    return y


def _fitting_size(
    drawing: Drawing, columns: Sequence[LabelColumn], size: ChartSize, step: float
) -> float:
    """Return the largest size at which every figure fits under its month."""
    texts = [text for column in columns for text in (column.short_texts or column.texts)]
    widest = max((drawing.font.width(text, 10.0) for text in texts), default=0) / 10
    return size.small if not widest else max(LEAST_TEXT, min(size.small, (step - 2) / widest))
