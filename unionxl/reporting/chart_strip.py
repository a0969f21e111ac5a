"""A field for each category and month: what was done when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.reporting.chart_layout import GAP
from unionxl.reporting.marks import INK, LINE_HEIGHT, MUTED, WHITE, Align, Rect, wrap

if TYPE_CHECKING:
    from unionxl.reporting.chart_layout import ChartSize
    from unionxl.reporting.marks import Drawing
    from unionxl.views.chart import ChartSpec

MOST_ROWS = 30
TOTALS = "完成/计划"
ROW_HEIGHT = 14.5
# From nothing to much; each step is clearly darker in grey as well.
SHADES = ("#f4f6f8", "#c6dbef", "#7fb3d5", "#2b7bb9", "#08467e")
DARK_FROM = 3


def draw_strip(drawing: Drawing, spec: ChartSpec, size: ChartSize, top: float) -> float:
    """Draw the fields with their counts; what is not done yet stands as 1/2 in a frame."""
    font, count = drawing.font, min(len(spec.row_names), MOST_ROWS)
    totals = _totals(spec, count)
    widest = max(font.width(name, size.text) for name in spec.row_names[:count])
    name_room = min(widest, size.room * 0.24) + 1
    total_room = max(font.width(text, size.text) for text in (TOTALS, *totals))
    total_room = 0 if size.is_half else total_room
    start = size.margin + name_room + GAP / 2
    step = (size.right - total_room - GAP / 2 - start) / len(spec.categories)
    y = _heads(drawing, spec, size, start, step, top)
    for index in range(count):
        _row(drawing, spec, size, index, (start, y), step)
        (name, *_) = wrap(font, spec.row_names[index], size.text, name_room, most=1)
        drawing.text(name, (size.margin, y + 1.5), size.text)
        if total_room:
            place = (size.right, y + 1.5)
            drawing.text(totals[index], place, size.text, align=Align.RIGHT)
        y += ROW_HEIGHT
    if len(spec.row_names) > count:
        text = f"另有 {len(spec.row_names) - count} 类未画出，见数字表"
        y = drawing.text(text, (size.margin, y + 1), size.small, color=MUTED)
    has_open = any(value for series in spec.series[1::2] for value in series.values)
    key = "数字为完成的项数，越多颜色越深"
    key += "；加框 1/2 为两项完成一项" if has_open else ""
    return drawing.lines(key, (size.margin, y + 3), size.small, size.room, color=MUTED)


def _totals(spec: ChartSpec, count: int) -> list[str]:
    """Return how many works of each row were done out of how many."""
    done, planned = spec.columns[:2]
    pairs = zip(done.texts[:count], planned.texts[:count], strict=True)
    return [f"{one}/{all_}" for one, all_ in pairs]


def _heads(
    drawing: Drawing, spec: ChartSpec, size: ChartSize, start: float, step: float, top: float
) -> float:
    """Write the months over the fields."""
    for index, name in enumerate(spec.categories):
        text = name.removesuffix("月") if size.is_half else name
        place = (start + step * (index + 0.5), top)
        drawing.text(text, place, size.small, align=Align.CENTER, color=MUTED)
    if not size.is_half:
        drawing.text(TOTALS, (size.right, top), size.small, align=Align.RIGHT, color=MUTED)
    return top + size.small * 1.5


def _row(
    drawing: Drawing,
    spec: ChartSpec,
    size: ChartSize,
    index: int,
    at: tuple[float, float],
    step: float,
) -> None:
    """Draw the fields of one category."""
    font = drawing.font
    done, still_open = spec.series[2 * index].values, spec.series[2 * index + 1].values
    for month, (finished, left) in enumerate(zip(done, still_open, strict=True)):
        area = Rect(at[0] + step * month + 0.7, at[1] + 0.7, step - 1.4, ROW_HEIGHT - 1.4)
        level = min(int(finished or 0), len(SHADES) - 1)
        drawing.box(area, SHADES[level], edge=INK if left else "", edge_width=1.2)
        text = f"{finished}/{(finished or 0) + left}" if left else str(finished or "")
        color = WHITE if level >= DARK_FROM else INK
        text_size = min(size.small, size.small * area.width / max(1, font.width(text, size.small)))
        place = (area.x + area.width / 2, area.y + (area.height - text_size * LINE_HEIGHT) / 2)
        drawing.text(text, place, text_size, align=Align.CENTER, color=color)
