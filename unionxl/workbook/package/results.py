"""The stored results of the formulas of the start sheet: right after every write, or none.

Who reads the file without computing relies on them, and LibreOffice computes no number again on
loading, whatever the workbook asks for, but one that has no result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from unionxl.tables.all import TABLES
from unionxl.tables.program import RUNS
from unionxl.tables.settings import SETTINGS
from unionxl.workbook.cells.addresses import column_letters, parse_area
from unionxl.workbook.cells.computed import ADDED_UP
from unionxl.workbook.cells.formula_values import (
    NoResultError,
    Source,
    cell_value,
    result_of,
)
from unionxl.workbook.cells.limits import MAX_COMPUTED_ROWS
from unionxl.workbook.package.columns import formula_cells, number_text
from unionxl.workbook.package.markup import main, serialise
from unionxl.workbook.port import is_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lxml import etree

    from unionxl.values.column import Column, ReadValue
    from unionxl.workbook.cells.formula_values import Scalar
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.sheets import SheetEntry
    from unionxl.workbook.package.tables import TablePart
    from unionxl.workbook.port import TableBlock

_START = f"'{RUNS.sheet}'!"
_ROW_BY_ROW = tuple(
    (table.name, column)
    for table in TABLES
    for column in table.columns
    if column.formula and table.name not in ADDED_UP
)
_FIXED = re.compile(r"[-+*/().\d\s%]+")  # a formula that follows no other cell


@dataclass(frozen=True, slots=True)
class StoredCells:
    """The tables of a workbook as they stand in the file, and how their cells are looked up."""

    tables: Iterable[TablePart]
    block: Callable[[TablePart], TableBlock]
    rows: Callable[[SheetEntry], Sequence[Sequence[ReadValue]]]


def store_figures(parts: Parts, cells: StoredCells, *, of_new: bool = False) -> None:
    """Store what the key figures come to, and what else the start sheet computes.

    A workbook in which nothing else than its look was changed keeps them, unless it is new.
    """
    found = {table.name: table for table in cells.tables if table.has_header}
    touched = set(parts.changed_names())
    runs, settings = found.get(RUNS.name), found.get(SETTINGS.name)
    if runs is None:
        return
    if not (of_new or any(table.sheet.part in touched for table in found.values())):
        return
    figures = _Figures(parts, found, cells)
    for name, column in _ROW_BY_ROW:
        if name in found:
            figures.store_rows(found[name], column)
    figures.store(runs.sheet)
    if settings is not None and settings.sheet.part != runs.sheet.part:
        figures.store(settings.sheet, only=_START)


class _Figures:
    """The formulas of the program and what they come to."""

    def __init__(self, parts: Parts, tables: dict[str, TablePart], cells: StoredCells) -> None:
        self._parts = parts
        self._tables = tables
        self._cells = cells
        self._tables_read: dict[str, tuple[TableBlock, dict[str, str]]] = {}
        self._known: dict[tuple[str, str], list[Scalar] | None] = {}
        self._start = tables[RUNS.name].sheet
        self._computed: dict[str, Scalar | None] = {}
        self._formulas = formula_cells(parts.read(self._start.part))
        self._values = cells.rows(self._start)
        self._source = Source(self._column, self._cell, _no_row)

    def store(self, sheet: SheetEntry, *, only: str = "") -> None:
        """Store the result of every formula of a sheet, or of those that name something."""
        found = formula_cells(self._parts.read(sheet.part)).values()
        if not any(only in formula for formula in found):
            return
        root = self._parts.tree(sheet.part)
        before = serialise(root)
        for cell in root.iter(main("c")):
            formula = cell.find(main("f"))
            if formula is not None and only in (formula.text or ""):
                self._write(cell, self._result(formula.text or ""))
        self._parts.write_tree(sheet.part, root, before)

    def store_rows(self, table: TablePart, column: Column) -> None:
        """Store the results of a calculated column whose rows stand each for itself."""
        root = self._parts.tree(table.sheet.part)
        before, own = serialise(root), column.formula.removeprefix("=")
        for cell in root.iter(main("c")):
            formula, place = cell.find(main("f")), parse_area(cell.get("r", ""))
            if formula is not None and formula.text == own and place is not None:
                row = place.top - table.first_row
                source = Source(self._column, self._cell, partial(self._field, row))
                self._write(cell, self._result(own, source))
        self._parts.write_tree(table.sheet.part, root, before)

    def _field(self, row: int, table: str, column: str) -> Scalar:
        """Return what a row of a table holds in a column."""
        cells = self._column(table, column)
        if not 0 <= row < len(cells):
            raise NoResultError(column)
        return cells[row]

    def _result(self, formula: str, source: Source | None = None) -> float | str | None:
        """Return what a formula comes to, None where that is not certain."""
        try:
            result = result_of(formula, source or self._source)
        except NoResultError:
            return None
        return None if isinstance(result, bool) else result

    @staticmethod
    def _write(cell: etree._Element, result: float | str | None) -> None:
        """Write a result behind its formula."""
        value = cell.find(main("v"))
        if value is not None:
            cell.remove(value)
        cell.attrib.pop("t", "")
        if result is None:
            return
        value = cell.makeelement(main("v"), {}, None)
        value.text = result if isinstance(result, str) else number_text(result).decode()
        if isinstance(result, str):
            cell.set("t", "str")
        formula = cell.find(main("f"))
        if formula is not None:
            formula.addnext(value)

    def _cell(self, sheet: str, place: str) -> Scalar:
        """Return what a cell of the start sheet holds or comes to."""
        if sheet not in ("", self._start.name):
            raise NoResultError(sheet)
        if place in self._formulas:
            if place not in self._computed:
                self._computed[place] = None  # a formula that leads to itself comes to nothing
                self._computed[place] = self._result(self._formulas[place])
            if (result := self._computed[place]) is None:
                raise NoResultError(place)
            return result
        area = parse_area(place)
        if area is None:
            raise NoResultError(place)
        line = self._values[area.top - 1] if area.top <= len(self._values) else ()
        return cell_value(line[area.left - 1] if area.left <= len(line) else None)

    def _column(self, table: str, column: str) -> list[Scalar]:
        """Return what the cells of a column of a table hold."""
        key = table, column
        if key not in self._known:
            try:
                self._known[key] = self._read(table, column)
            except NoResultError:
                self._known[key] = None
        if (cells := self._known[key]) is None:
            raise NoResultError(column)
        return cells

    def _read(self, name: str, column: str) -> list[Scalar]:
        """Return what the cells of a column hold; a formula of the clerk follows who knows what."""
        table = self._tables.get(name)
        if table is None or table.last_row - table.first_row > MAX_COMPUTED_ROWS:
            raise NoResultError(name)
        if name not in self._tables_read:
            self._tables_read[name] = (
                self._cells.block(table),
                formula_cells(self._parts.read(table.sheet.part)),
            )
        block, formulas = self._tables_read[name]
        places = [place for place, header in enumerate(block.header) if is_header(header, column)]
        if len(places) != 1:
            raise NoResultError(column)
        letters, own = column_letters(block.left + places[0]), _own_formula(name, column)
        cells: list[Scalar] = []
        for number, row in enumerate(block.rows, table.first_row):
            value, formula = row[places[0]], formulas.get(f"{letters}{number}")
            if formula and (_START in formula or _FIXED.fullmatch(formula)):
                value, formula = self._result(formula), own
            if formula is not None and (formula != own or value is None):
                raise NoResultError(column)
            cells.append(cell_value(value))
        return cells


def _no_row(_table: str, column: str) -> Scalar:
    """Refuse to look at the row of a formula that stands in no table."""
    raise NoResultError(column)


def _own_formula(table: str, column: str) -> str:
    """Return the formula of a calculated column, whose results are stored before."""
    added = ADDED_UP.get(table)
    if added is None or not is_header(added.column.header, column):
        return ""
    return added.column.formula.removeprefix("=")
