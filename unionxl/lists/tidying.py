"""Cells of our tables that are read although they are not what they should be, put in order.

2026.3.8 and 3月8日 become days, ￥1,200 and １２００ numbers, √ and 有 the words of the list. What
is not certain stays as it is.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.lists.cells import cell_value, text_of
from unionxl.lists.kept import WANTED
from unionxl.lists.model import NO, YES
from unionxl.lists.preview import TITLE, VIEW_ID
from unionxl.values.column import Kind
from unionxl.values.reading import parse_cell
from unionxl.values.text import as_text
from unionxl.views.bands import Band, Span, spread, stack
from unionxl.views.drafts import DraftLine, LineCells
from unionxl.views.layout import Area, Cell
from unionxl.views.text import line_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.tables.model import Table
    from unionxl.values.column import Column, ReadValue
    from unionxl.views.bands import Line
    from unionxl.views.drafts import DraftSheet
    from unionxl.views.layout import CellValue, SheetSpec

TIDY = "tidy"
WIDTHS = (16.0, 8.0, 14.0, 26.0, 20.0, 9.0)
HEADER = ("工作表", "行", "栏目", "现在填的", "改为", WANTED)
HOW_TO = (
    "核对后点「确认导入」，才会改动。空着的照改；不要改的，在最后一格选“否”。"
    "拿不准的没有列出，仍照原样。"
)
_WHOLE = Span(1, len(WIDTHS))
_HOURS = re.compile("[午晚早晨点时]|全天")
_KINDS = frozenset({Kind.DATE, Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.FLAG})
_MANY_DECIMALS = re.compile(r"\.\d{3,}")


@dataclass(frozen=True, slots=True)
class Tidied:
    """A cell of a table, what stands in it and what it would hold; `row` is that of the sheet."""

    table: Table
    row: int
    column: Column
    old: str
    new: CellValue

    @property
    def key(self) -> str:
        """Name the cell for good."""
        return f"{self.table.name}:{self.row}:{self.column.field}"


def tidied(cell: ReadValue, column: Column, year: int) -> CellValue:
    """Return what a cell would hold, None for one that stays as it is."""
    if column.kind not in _KINDS or column.formula or cell is None or isinstance(cell, bool):
        return None
    is_text = isinstance(cell, str) and bool(cell.strip())
    is_number = column.kind is Kind.DATE and isinstance(cell, int | float)
    if not (is_text or is_number) or (is_text and _MANY_DECIMALS.search(str(cell))):
        return None
    value, problem = parse_cell(cell, column, year)
    if value is None or (problem is not None and not problem.is_readable):
        return None
    if problem is not None and problem.is_odd:
        return None
    if column.kind is Kind.DATE and is_text and _HOURS.search(str(cell)):
        return None  # the hour of a meeting stands nowhere else
    new = cell_value(value, column)
    is_word = column.kind is Kind.FLAG
    return new if (is_word and new != cell) or (not is_word and problem is not None) else None


def tidy_sheet(found: Sequence[Tidied], wanted: Sequence[DraftLine] = ()) -> SheetSpec:
    """Lay out the cells that would be changed."""
    head = LineCells(VIEW_ID, DraftLine("", facts={TIDY: "1"}))
    lines = [
        spread((_WHOLE,), (head.facts(Cell(f"{TITLE}：整理格式", "title")),), 34),
        spread((_WHOLE,), (Cell(f"共 {len(found)} 处", "subtitle"),), 20),
        spread((_WHOLE,), (Cell(HOW_TO, "note"),), 4 + 13.0 * line_count(HOW_TO, sum(WIDTHS))),
        spread(_each(), [Cell(text, "header") for text in HEADER], 22),
    ]
    said = {line.key: line for line in wanted}
    rows = [_row(one, said.get(one.key)) for one in found]
    area = Area(len(lines), 1, len(lines) + len(rows), len(WIDTHS)) if rows else None
    bands = (Band("head", tuple(lines)), Band("rows", tuple(rows)))
    return stack(bands).list_sheet(VIEW_ID, TITLE, WIDTHS, len(lines), filter_area=area)


def _row(one: Tidied, said: DraftLine | None) -> Line:
    """Lay out a cell, old and new."""
    facts = {TIDY: json.dumps([one.old, text_of(one.new)], ensure_ascii=False)}
    cells = {WANTED: said.text(WANTED) if said else None}
    line = LineCells(VIEW_ID, DraftLine(one.key, cells, facts=facts))
    style = "date" if isinstance(one.new, dt.date) else "body"
    row = (
        line.facts(Cell(one.table.sheet)),
        Cell(one.row, "count"),
        Cell(one.column.header),
        Cell(one.old),
        Cell(one.new if style == "date" else text_of(one.new), style),
        line.input(WANTED, "input-choice", "body", choices=(YES, NO)),
    )
    return spread(_each(), row, max(18.0, 5 + 13.5 * line_count(one.old, WIDTHS[3])))


def _each() -> list[Span]:
    return [Span(at, at) for at in range(1, len(WIDTHS) + 1)]


def is_tidying(sheet: DraftSheet) -> bool:
    """Tell whether a preview is of cells that would be put in order."""
    return TIDY in sheet.head.facts


def agreed(sheet: DraftSheet, found: Sequence[Tidied]) -> Iterator[Tidied]:
    """Give the cells that are as the preview shows them and that the clerk wants changed."""
    lines = {line.key: line for line in sheet.lines}
    for one in found:
        line = lines.get(one.key)
        if line is None or line.text(WANTED) == NO:
            continue
        if json.loads(line.facts[TIDY]) == [one.old, text_of(one.new)]:
            yield one


def found_in(
    table: Table, header: Sequence[str], rows: Sequence[tuple[int, Sequence[ReadValue]]], year: int
) -> Iterator[Tidied]:
    """Give the cells of a table that would be put in order; rows come with their numbers."""
    by_header = {"".join(column.header.split()): column for column in table.columns}
    columns = [by_header.get("".join(text.split())) for text in header]
    for number, cells in rows:
        for column, cell in zip(columns, cells, strict=False):
            new = None if column is None else tidied(cell, column, year)
            if column is not None and new is not None:
                yield Tidied(table, number, column, as_text(cell), new)
