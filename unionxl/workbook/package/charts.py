"""Charts of the spreadsheet program, fed by the cells of a generated sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionxl.workbook.cells.charts import ChartCells
from unionxl.workbook.cells.theme import CHART_DARK, CHART_LIGHT, INK, MUTED, WHITE
from unionxl.workbook.package import markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from unionxl.views.layout import CellValue, NativeChart, SheetSpec

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_CATEGORY_AXIS, _VALUE_AXIS = 111, 112
_ROW = re.compile(r"(?<=\$)\d+")
_NUMBER_FORMAT = "#,##0"


def repointed(old: bytes, new: bytes) -> bytes | None:
    """Return an old chart fed by the cells of a new one; None where they show other columns.

    Rows move when the tables above become longer. What a chart remembers of the cells is dropped
    with the old rows.
    """
    root = markup.parse(old, "图表")
    wanted = _formulas(markup.parse(new, "图表"))
    formulas = _formulas(root)
    if sorted(formulas) == sorted(wanted):
        return old
    by_columns = {_without_rows(formula): formula for formula in wanted}
    if len(by_columns) < len(set(wanted)) or {*map(_without_rows, formulas)} != {*by_columns}:
        return None
    for reference in root.iter(f"{{{CHART}}}strRef", f"{{{CHART}}}numRef"):
        for part in list(reference):
            if part.tag == f"{{{CHART}}}f":
                part.text = by_columns[_without_rows(part.text or "")]
            else:
                reference.remove(part)
    return markup.serialise(root)


def _formulas(root: Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{{{CHART}}}f")]


def _without_rows(formula: str) -> str:
    return _ROW.sub("", formula)


def chart_content(chart: NativeChart, spec: SheetSpec, sheet_name: str) -> bytes:
    """Return the part of a chart."""
    data = _ChartData(chart, spec, sheet_name)
    bars = "".join(data.series(number, column) for number, column in enumerate(chart.bar_columns))
    direction = "bar" if chart.is_horizontal else "col"
    axes = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
    line = ""
    if chart.line_column is not None:
        line = (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f"{data.line(len(chart.bar_columns), chart.line_column)}"
            f'<c:marker val="1"/>{axes}</c:lineChart>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}"><c:roundedCorners val="0"/><c:chart>'
        f'{_title(chart.title)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{bars}<c:gapWidth val="70"/>{axes}</c:barChart>{line}'
        f"{_axes(is_horizontal=chart.is_horizontal)}</c:plotArea>"
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    ).encode()


class _ChartData:
    """The cells of one chart, as references with the values that they hold now."""

    def __init__(self, chart: NativeChart, spec: SheetSpec, sheet_name: str) -> None:
        self._chart = chart
        self._cells = ChartCells(chart, spec, sheet_name)

    def series(self, number: int, column: int) -> str:
        """Return a series of bars: the first plain and dark, the second light and hatched."""
        fill = f'<a:solidFill><a:srgbClr val="{CHART_DARK}"/></a:solidFill>'
        if number:
            fill = (
                f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{INK}"/></a:fgClr>'
                f'<a:bgClr><a:srgbClr val="{CHART_LIGHT}"/></a:bgClr></a:pattFill>'
            )
        return (
            f"<c:ser>{self._head(number, column)}<c:spPr>{fill}</c:spPr>"
            f'<c:invertIfNegative val="0"/>{self._figures(column)}</c:ser>'
        )

    def line(self, number: int, column: int) -> str:
        """Return a series drawn as a line with dots."""
        ink = f'<a:solidFill><a:srgbClr val="{INK}"/></a:solidFill>'
        return (
            f"<c:ser>{self._head(number, column)}"
            f'<c:spPr><a:ln w="19050">{ink}</a:ln></c:spPr><c:marker><c:symbol val="circle"/>'
            f'<c:size val="5"/><c:spPr>{ink}</c:spPr></c:marker>{self._figures(column)}'
            '<c:smooth val="0"/></c:ser>'
        )

    def _head(self, number: int, column: int) -> str:
        """Return number and name of a series."""
        first = self._chart.header_row
        name = _texts(self._cells.name(column), [self._value(first, column)])
        return f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx>{name}</c:tx>'

    def _figures(self, column: int) -> str:
        """Return the categories and the figures of a series."""
        first = self._chart.header_row + 1
        rows = range(first, first + self._chart.row_count)
        names = [self._value(row, self._chart.category_column) for row in rows]
        categories = _texts(self._cells.figures(self._chart.category_column), names)
        figures = _numbers(self._cells.figures(column), [self._value(row, column) for row in rows])
        return f"<c:cat>{categories}</c:cat><c:val>{figures}</c:val>"

    def _value(self, row: int, column: int) -> CellValue:
        return self._cells.block.rows[row][column].value


def _texts(cells: str, values: Sequence[CellValue]) -> str:
    """Return a reference to texts."""
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{markup.text(str(value))}</c:v></c:pt>'
        for index, value in enumerate(values)
        if value is not None
    )
    cache = f'<c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache>'
    return f"<c:strRef><c:f>{markup.text(cells)}</c:f>{cache}</c:strRef>"


def _numbers(cells: str, values: Sequence[CellValue]) -> str:
    """Return a reference to figures; an empty cell is a gap."""
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{value}</c:v></c:pt>'
        for index, value in enumerate(values)
        if value is not None
    )
    cache = (
        f"<c:numCache><c:formatCode>{_NUMBER_FORMAT}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache>'
    )
    return f"<c:numRef><c:f>{markup.text(cells)}</c:f>{cache}</c:numRef>"


def _title(text: str) -> str:
    """Return the title of a chart."""
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>"
        '<a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr lang="zh-CN" sz="1200" b="1"/>'
        f"<a:t>{markup.text(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )


def _axes(*, is_horizontal: bool) -> str:
    """Return both axes; horizontal bars begin at the top, in the order of the table."""
    orientation = "maxMin" if is_horizontal else "minMax"
    places = ("l", "b") if is_horizontal else ("b", "l")
    crosses = "max" if is_horizontal else "autoZero"
    grey = f'<a:ln w="9525"><a:solidFill><a:srgbClr val="{MUTED}"/></a:solidFill></a:ln>'
    pale = f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{WHITE}"><a:lumMod val="85000"/>'
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{orientation}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{places[0]}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{grey}</c:spPr>'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{places[1]}"/><c:majorGridlines><c:spPr>'
        f"{pale}</a:srgbClr></a:solidFill></a:ln></c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="{_NUMBER_FORMAT}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="{crosses}"/></c:valAx>'
    )
