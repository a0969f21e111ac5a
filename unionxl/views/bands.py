"""Bands of rows that are stacked into a sheet, so that no view counts rows by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.views.layout import Area, Block, Cell, Orientation, PrintSetup, SheetSpec
from unionxl.views.text import HIGHEST_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Span:
    """The columns, from 1 and both included, that one cell of a table stretches over."""

    first: int
    last: int

    def width(self, column_widths: Sequence[float]) -> float:
        """Return the width of the span in characters."""
        return sum(column_widths[self.first - 1 : self.last])


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet with its merged cells and its height in points."""

    cells: tuple[Cell, ...]
    spans: tuple[Span, ...] = ()
    height: float = 16.5


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that belong together under one name.

    `tall` are the merged areas over several rows, counted from the band's own first row. For the
    division into pages: the first `head` lines never stand without rows, a page ends only every
    `step` rows, `again` is written above what goes on on the next page, and a band that `clings`
    takes the last rows of the one before with it.
    """

    name: str
    lines: tuple[Line, ...]
    tall: tuple[Area, ...] = ()
    head: int = 0
    step: int = 1
    again: tuple[Line, ...] = ()
    clings: bool = False


def spread(spans: Sequence[Span], cells: Iterable[Cell], height: float = 16.5) -> Line:
    """Lay cells over their spans; the covered cells keep the style, so that borders are whole."""
    row: list[Cell] = []
    for span, cell in zip(spans, cells, strict=True):
        row += [Cell(None, "blank")] * (span.first - 1 - len(row))
        row += [cell] + [Cell(None, cell.style)] * (span.last - span.first)
    return Line(tuple(row), tuple(span for span in spans if span.last > span.first), height)


@dataclass(frozen=True, slots=True)
class Stack:
    """Bands as blocks of one sheet; `page_breaks` are the rows after which a page ends."""

    blocks: tuple[Block, ...]
    merges: tuple[Area, ...]
    row_heights: tuple[tuple[int, float], ...]
    page_breaks: tuple[int, ...] = ()

    @property
    def height(self) -> float:
        """The height of all rows in points."""
        return sum(height for _, height in self.row_heights)

    def sheet(
        self,
        view_id: str,
        title: str,
        column_widths: tuple[float, ...],
        print_setup: PrintSetup | None = None,
    ) -> SheetSpec:
        """Return the bands as a sheet of its own; `replace` adds what few sheets have."""
        setup = print_setup or PrintSetup()
        return SheetSpec(
            view_id=view_id,
            title=title,
            blocks=self.blocks,
            merges=self.merges,
            column_widths=column_widths,
            row_heights=self.row_heights,
            print_setup=replace(setup, page_breaks=self.page_breaks or setup.page_breaks),
        )

    def list_sheet(
        self,
        view_id: str,
        title: str,
        column_widths: tuple[float, ...],
        header_row: int,
        *,
        frozen_columns: int = 0,
        filter_area: Area | None = None,
    ) -> SheetSpec:
        """Return the bands as a wide sheet whose header stays in sight, on paper too."""
        setup = PrintSetup(Orientation.LANDSCAPE, title_rows=(header_row, header_row))
        return replace(
            self.sheet(view_id, title, column_widths, setup),
            freeze=(header_row, frozen_columns),
            filter_area=filter_area,
        )


def stack(bands: Iterable[Band], *, top: int = 1, page_breaks: tuple[int, ...] = ()) -> Stack:
    """Put bands one below the other, beginning at row `top`."""
    blocks: list[Block] = []
    merges: list[Area] = []
    heights: list[tuple[int, float]] = []
    row = top
    for band in bands:
        blocks.append(Block(band.name, row, 1, tuple(line.cells for line in band.lines)))
        merges += [
            Area(row + area.top - 1, area.left, row + area.bottom - 1, area.right)
            for area in band.tall
        ]
        for line in band.lines:
            merges += [Area(row, span.first, row, span.last) for span in line.spans]
            heights.append((row, min(line.height, HIGHEST_ROW)))
            row += 1
    return Stack(tuple(blocks), tuple(merges), tuple(heights), page_breaks)
