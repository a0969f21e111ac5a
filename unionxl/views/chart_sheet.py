"""The sheet with the year's charts as pictures, each beside the table of its numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.views.bands import Band, Line, Span, spread, stack
from unionxl.views.chart import ChartKind
from unionxl.views.layout import Cell, NativeChart, Orientation, Picture, PrintSetup
from unionxl.views.tables import Page
from unionxl.views.view import View
from unionxl.views.wording import owner_name
from unionxl.views.year_tables import YEAR_TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.views.chart import ChartSpec, LabelColumn
    from unionxl.views.layout import CellValue, SheetSpec

VIEW_ID = "year-charts"
TITLE = "年终图表"
# The first column is as wide as a picture.
PAGE = Page((84, 2, 24, 15, 15, 15))
NUMBER_COLUMNS = 3
MORE_WIDTH = 11.0  # of a column that only some books need
POINTS_A_CM = 72 / 2.54
TALLEST_ROW = 400.0
# Columns are wider where the font of the workbook is missing; this scale leaves room for it.
SCALE = 72
PAGE_HEIGHT = 690.0
# Charts that stand on the sheet a second time, as charts of the spreadsheet program.
EDITABLE = ("budget-execution", "month-by-month")
NATIVE_CM = (13.0, 7.5)
# In the block of a chart: its head, the space, then the head of the table.
HEADER_ROW = 2
NAME_COLUMN = 2


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A chart and the picture of it, whose place on the sheet is not known yet."""

    spec: ChartSpec
    content: bytes
    width_cm: float
    height_cm: float


def chart_sheet(book: UnionBook, charts: Sequence[PlacedChart]) -> SheetSpec:
    """Lay out pictures and numbers; the clerk copies from here into her report."""
    page = _page([chart.spec for chart in charts])
    head = Band(
        "head",
        (
            page.title(f"{owner_name(book)}{book.fiscal_year} 年终图表".strip()),
            page.subtitle(f"截至 {book.as_of:%Y-%m-%d}　·　图片可复制到 Word，另存于“图表”文件夹"),
        ),
    )
    bands, pictures, breaks = [head], [], []
    row, filled = 1 + len(head.lines), sum(line.height for line in head.lines)
    for chart in charts:
        band = _chart_band(chart, page)
        height = sum(line.height for line in band.lines)
        if filled + height > PAGE_HEIGHT:
            breaks.append(row - 1)
            filled = 0.0
        bands.append(band)
        pictures.append(picture_of(chart, row + 2))
        row, filled = row + len(band.lines), filled + height
    editable = [chart for chart in charts if chart.spec.chart_id in EDITABLE]
    natives = _native_charts([chart.spec for chart in editable if not chart.spec.is_empty], row)
    if natives:
        band = _native_band(page)
        if filled + sum(line.height for line in band.lines) > PAGE_HEIGHT:
            breaks.append(row - 1)
        bands.append(band)
    stacked = stack(bands)
    return replace(
        stacked.sheet(
            VIEW_ID,
            TITLE,
            page.widths,
            PrintSetup(
                orientation=Orientation.LANDSCAPE,
                scale=int(SCALE * sum(PAGE.widths) / sum(page.widths)),
                page_breaks=tuple(breaks),
            ),
        ),
        is_protected=False,
        pictures=tuple(pictures),
        charts=natives,
    )


def _page(specs: Sequence[ChartSpec]) -> Page:
    """Return the columns of the sheet, with room for the widest table of numbers."""
    most = max((len(_number_columns(spec)) for spec in specs), default=0)
    return Page((*PAGE.widths, *(MORE_WIDTH,) * max(0, most - NUMBER_COLUMNS)))


def _native_band(page: Page) -> Band:
    """Lay out the head and the room of the charts that the clerk may edit."""
    room = spread((page.whole,), (Cell(None, "blank"),), NATIVE_CM[1] * POINTS_A_CM + 8)
    space = spread((page.whole,), (Cell(None, "blank"),), 5)
    return Band("editable", (page.section("可在表格中修改的图表"), space, room))


def _native_charts(specs: Sequence[ChartSpec], row: int) -> tuple[NativeChart, ...]:
    """Return charts of the spreadsheet program, side by side, fed by the tables above."""
    return tuple(
        NativeChart(
            name=f"{spec.name}（可修改）",
            title=f"{spec.name}（元）",
            alt_text=spec.alt_text,
            block=spec.chart_id,
            header_row=HEADER_ROW,
            row_count=len(spec.categories),
            category_column=NAME_COLUMN,
            bar_columns=(NAME_COLUMN + 1, NAME_COLUMN + 2),
            line_column=None if spec.line is None else NAME_COLUMN + 3,
            is_horizontal=spec.kind is ChartKind.BULLET,
            row=row + 2,
            column=column,
            width_cm=NATIVE_CM[0],
            height_cm=NATIVE_CM[1],
        )
        for spec, column in zip(specs, (1, 3), strict=False)
    )


def picture_of(chart: PlacedChart, row: int) -> Picture:
    """Place a picture in the first column."""
    return Picture(
        name=chart.spec.name,
        content=chart.content,
        alt_text=chart.spec.alt_text,
        row=row,
        column=1,
        width_cm=chart.width_cm,
        height_cm=chart.height_cm,
    )


def _chart_band(chart: PlacedChart, page: Page) -> Band:
    """Lay out the head of a chart, its numbers, and the room that the picture needs below."""
    section = page.section(chart.spec.name)
    table = [_beside(line) for line in _number_lines(chart.spec, Page(page.widths[2:]))]
    left = chart.height_cm * POINTS_A_CM + 8 - sum(line.height for line in table)
    while left > 0:
        table.append(spread((page.whole,), (Cell(None, "blank"),), min(left, TALLEST_ROW)))
        left -= TALLEST_ROW
    # The picture begins below the line of the section's head.
    space = spread((page.whole,), (Cell(None, "blank"),), 5)
    return Band(chart.spec.chart_id, (section, space, *table))


def _beside(line: Line) -> Line:
    """Move a line of the table to the right of the picture."""
    blank = (Cell(None, "blank"),) * 2
    spans = tuple(Span(span.first + 2, span.last + 2) for span in line.spans)
    return Line((*blank, *line.cells), spans, line.height)


def _number_lines(spec: ChartSpec, page: Page) -> list[Line]:
    """Lay out the numbers of a chart, exact to the fen."""
    if spec.is_empty:
        return [page.nothing("暂无数据")]
    header, rows = chart_numbers(spec)
    blanks = len(page.widths) - len(header)
    are_rates = [column.is_rate for column in _number_columns(spec)]
    lines = [page.row([*(Cell(text, "header") for text in header), *_blanks(blanks)])]
    for name, *values in rows:
        shown = map(_number, values, are_rates)
        cells = [Cell(name), *shown, *_blanks(blanks)]
        lines.append(page.row(cells))
    return lines


def _blanks(count: int) -> list[Cell]:
    return [Cell(None, "blank")] * count


def chart_numbers(spec: ChartSpec) -> tuple[tuple[str, ...], list[tuple[CellValue, ...]]]:
    """Return the head and the rows of the table of a chart's numbers."""
    names = spec.row_names or spec.categories
    columns = _number_columns(spec)
    rows: list[tuple[CellValue, ...]] = [
        (name, *((column.figures or column.texts)[index] for column in columns))
        for index, name in enumerate(names)
    ]
    return ("项目", *(column.head for column in columns)), rows


def _number_columns(spec: ChartSpec) -> list[LabelColumn]:
    """Return the columns with figures; those that only have texts where there are no others."""
    return [column for column in spec.columns if column.figures] or list(spec.columns)


def _number(value: CellValue, is_rate: bool) -> Cell:  # noqa: FBT001 - mapped over two lists
    """Return a figure in the style of its kind."""
    if isinstance(value, Decimal):
        return Cell(value, "rate" if is_rate else "money")
    return Cell(value, "count" if isinstance(value, int) else "body-center")


VIEW = View(VIEW_ID, TITLE, chart_sheet, YEAR_TABLES)
