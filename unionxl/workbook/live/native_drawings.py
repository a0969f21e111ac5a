"""Pictures and charts in Excel's own words, where the public API of xlwings has none for them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from unionxl.workbook.cells.theme import CHART_DARK, CHART_LIGHT, INK
from unionxl.workbook.live.native import color_of, host_errors

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

    from unionxl.views.layout import NativeChart

ComObject = Any  # what Excel hands out has no types
Box = tuple[float, float, float, float]  # left, top, width, height in points

_PICTURE, _CHART = 13, 3
_MOVES_WITH_CELLS = 2
_COLUMNS, _BARS, _LINE_WITH_DOTS = 51, 57, 65
_AT_THE_BOTTOM = -4107
_CATEGORIES, _VALUES = 1, 2
_LARGEST = 2
_HATCHED = 22  # wide upward diagonal
_NUMBER_FORMAT = "#,##0"


def shapes_of(sheet: xw.Sheet) -> list[ComObject]:
    """Return the pictures and charts of a sheet."""
    shapes = sheet.api.Shapes
    if not shapes.Count:
        return []
    return [shape for shape in shapes if shape.Type in (_PICTURE, _CHART)]


def box_of(shape: ComObject) -> Box:
    """Return where a shape lies."""
    return shape.Left, shape.Top, shape.Width, shape.Height


def set_box(shape: ComObject, box: Box) -> None:
    """Lay a shape somewhere."""
    shape.Left, shape.Top, shape.Width, shape.Height = box


def corner_of(shape: ComObject) -> ComObject:
    """Return the cell under the upper left corner of a shape."""
    return shape.TopLeftCell


def add_picture(sheet: xw.Sheet, file: Path, box: Box) -> ComObject:
    """Add a picture that lies in the workbook; it is not linked to the file."""
    linked, kept = False, True
    return sheet.api.Shapes.AddPicture(str(file), linked, kept, *box)


def name_shape(shape: ComObject, name: str, alt_text: str) -> None:
    """Give a shape its name and the words for those who cannot see it."""
    shape.Name = name
    shape.AlternativeText = alt_text
    shape.Placement = _MOVES_WITH_CELLS


def put_away(shape: ComObject, name: str) -> None:
    """Keep a shape out of sight, its name free for another one."""
    shape.Name = name
    shape.Visible = False


def show_again(shape: ComObject, name: str) -> None:
    """Show a shape that was put away."""
    shape.Name = name
    shape.Visible = True


def delete_shape(shape: ComObject) -> None:
    """Delete a shape."""
    shape.Delete()


def series_of(shape: ComObject) -> tuple[str, ...]:
    """Return the formulas of a chart's series; none for a picture, or where they are unreadable."""
    if shape.Type != _CHART:
        return ()
    with suppress(*host_errors()):
        return tuple(series.Formula for series in shape.Chart.SeriesCollection())
    return ()


def add_chart(sheet: xw.Sheet, chart: NativeChart, box: Box, series: tuple[str, ...]) -> ComObject:
    """Add a chart of bars, fed by the formulas of its series, perhaps the last one as a line."""
    kind = _BARS if chart.is_horizontal else _COLUMNS
    shape = sheet.api.Shapes.AddChart(kind, *box)
    try:
        _draw_chart(shape.Chart, chart, series)
    except BaseException:
        with suppress(*host_errors()):
            shape.Delete()
        raise
    return shape


def _draw_chart(drawn: ComObject, chart: NativeChart, series: tuple[str, ...]) -> None:
    """Give an empty chart its series and its looks."""
    while drawn.SeriesCollection().Count:  # Excel fills a new chart from what is selected
        drawn.SeriesCollection(1).Delete()
    for number, formula in enumerate(series):
        one = drawn.SeriesCollection().NewSeries()
        one.Formula = formula
        if number < len(chart.bar_columns):
            _fill(one, number)
        else:
            _draw_line(one)
    drawn.HasTitle = True
    drawn.ChartTitle.Text = chart.title
    drawn.ChartTitle.Font.Size, drawn.ChartTitle.Font.Bold = 12, True
    drawn.HasLegend = True
    drawn.Legend.Position = _AT_THE_BOTTOM
    drawn.ChartGroups(1).GapWidth = 70
    drawn.Axes(_VALUES).TickLabels.NumberFormat = _NUMBER_FORMAT
    if chart.is_horizontal:  # begin at the top, in the order of the table
        drawn.Axes(_CATEGORIES).ReversePlotOrder = True
        drawn.Axes(_CATEGORIES).Crosses = _LARGEST


def _fill(series: ComObject, number: int) -> None:
    """Fill bars: the first series plain and dark, the second light and hatched."""
    fill = series.Format.Fill
    if number:
        fill.Patterned(_HATCHED)
        fill.ForeColor.RGB = color_of(INK)
        fill.BackColor.RGB = color_of(CHART_LIGHT)
    else:
        fill.Solid()
        fill.ForeColor.RGB = color_of(CHART_DARK)


def _draw_line(series: ComObject) -> None:
    """Draw a series as a line with dots."""
    series.ChartType = _LINE_WITH_DOTS
    series.Format.Line.ForeColor.RGB = color_of(INK)
    series.Format.Line.Weight = 1.5
