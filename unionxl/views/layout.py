"""A sheet as a value: what is where and what it means, never how it is drawn."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.period import Month
    from unionxl.domain.source import SourceRef

# What a status cell shows that offers 已完成: a proposal, and not yet the state in the plan.
OFFERED_STATUS = "已完成？"
# Before the name of a draft, where a target has the name of a table.
DRAFT_MARK = "+"

CellValue = str | int | Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class InputTarget:
    """The table cell that an input cell of a generated sheet belongs to.

    `key` is the value of the table's key column (`编号` of the plan), `column` a header. `months`
    are those of a recurring item that the cell speaks of. `reason` is why the cell offers another
    value than `base`, the one in the table; an offer that is left standing is taken over later.

    On a draft, `table` is the name of the draft behind a `+`, `key` the lasting key of the line,
    empty for what holds for the whole draft, and `column` the name of the cell.
    """

    table: str
    key: str
    column: str
    months: tuple[Month, ...] = ()
    reason: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What is known of a line of a draft besides its input cells, by names of its own."""

    draft: str
    key: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and the name of its style.

    `link` leads to the cell of an input table; `input_for` makes the cell an input cell whose
    value goes back to a table; `choices` offers a list in it. `line` tells what the row of the
    sheet is about, on a draft.
    """

    value: CellValue = None
    style: str = "body"
    link: SourceRef | None = None
    input_for: InputTarget | None = None
    choices: tuple[str, ...] = ()
    line: LineFacts | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells with a name that charts and tests can refer to."""

    name: str
    top: int
    left: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both corners included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def overlaps(self, other: Area) -> bool:
        """Tell whether two rectangles share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture whose upper left corner lies in a cell, both counted from 1.

    `name` stays the same when the sheet is made again: a picture that the clerk moved or resized
    keeps its place and its width.
    """

    name: str
    content: bytes
    alt_text: str
    row: int
    column: int
    width_cm: float
    height_cm: float


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart of the spreadsheet program itself, which the clerk may restyle.

    It is fed by a block of the same sheet: a header row that names the series, `row_count` rows
    below it, a column of categories, columns drawn as bars and perhaps one drawn as a line. Rows
    and columns of the block count from 0, the cell of its upper left corner from 1.
    """

    name: str
    title: str
    alt_text: str
    block: str
    header_row: int
    row_count: int
    category_column: int
    bar_columns: tuple[int, ...]
    line_column: int | None
    is_horizontal: bool
    row: int
    column: int
    width_cm: float
    height_cm: float


class Orientation(enum.Enum):
    """How the paper lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """A4; `pages_tall` 0 means as many as needed; `title_rows` repeat on every page.

    A `scale` in percent takes the place of fitting pages. `page_breaks` are the rows after which a
    page ends; they go beside a fitted width where the number of pages is left open.
    """

    orientation: Orientation = Orientation.PORTRAIT
    pages_wide: int = 1
    pages_tall: int = 0
    title_rows: tuple[int, int] | None = None
    footer: str = "第 &P 页，共 &N 页"
    scale: int = 0
    page_breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One generated sheet.

    `view_id` names the sheet for good (`month-sheet:2026-03`), `title` is its tab. Widths are in
    characters from column 1 on, heights in points. `hidden_columns` count from 1, `freeze` says how
    many rows and columns stay in view. `filter_area` has filter buttons in its first row. A
    protected sheet takes input only in its input cells; there is no password.
    """

    view_id: str
    title: str
    blocks: tuple[Block, ...]
    merges: tuple[Area, ...] = ()
    column_widths: tuple[float, ...] = ()
    row_heights: tuple[tuple[int, float], ...] = ()
    hidden_columns: tuple[int, ...] = ()
    freeze: tuple[int, int] | None = None
    print_setup: PrintSetup = PrintSetup()
    is_protected: bool = True
    filter_area: Area | None = None
    pictures: tuple[Picture, ...] = ()
    charts: tuple[NativeChart, ...] = ()

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield row, column and cell of every block, both counted from 1."""
        for block in self.blocks:
            for row_number, row in enumerate(block.rows, block.top):
                for column_number, cell in enumerate(row, block.left):
                    yield row_number, column_number, cell
