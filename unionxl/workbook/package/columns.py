"""The stored results of our calculated columns: right after every write, whoever reads them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from unionxl.workbook.cells.addresses import column_letters
from unionxl.workbook.cells.computed import (
    ADDED_UP,
    OPENING_COLUMNS,
    OPENING_TABLE,
    added_up,
    opening_of,
)
from unionxl.workbook.cells.limits import MAX_COMPUTED_ROWS
from unionxl.workbook.port import is_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from unionxl.values.column import Column
    from unionxl.workbook.cells.computed import AddedUp
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.tables import TablePart
    from unionxl.workbook.port import TableBlock

    Blocks = Callable[[TablePart], TableBlock]

_CELL = rb'<((?:[\w.-]+:)?)c\s([^<>]*?\br="%s(\d+)"[^<>/]*)>(.*?)</\1c>'
_FORMULA = re.compile(rb"<((?:[\w.-]+:)?)f(\s[^<>]*)?>([^<]*)</\1f>")
_ANY_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_FORMULA_CELL = re.compile(
    rb"""<(?:[\w.-]+:)?c\s[^<>]*?\br="([A-Z]+\d+)"[^<>/]*><((?:[\w.-]+:)?)f\b[^<>]*?(?:/>|>([^<]*)<)"""
)
_LONGEST = 1e15  # of whole numbers that are written without an exponent
_TYPE = re.compile(rb'\s+t="[^"]*"')


def store_columns(parts: Parts, tables: Iterable[TablePart], blocks: Blocks) -> None:
    """Store what calculated columns of ours come to; of a long table only where it was changed.

    Where a result is not certain none is stored, and the program that opens the file computes it.
    """
    found = {table.name: table for table in tables if table.has_header}
    touched = set(parts.changed_names())
    settings = found.get(OPENING_TABLE)
    for name, added in ADDED_UP.items():
        table = found.get(name)
        if table is None:
            continue
        sources = [table, settings] if added.goes_on and settings else [table]
        is_long = table.last_row - table.first_row > MAX_COMPUTED_ROWS
        if is_long and not any(one.sheet.part in touched for one in sources):
            continue
        start = _opening(parts, settings, blocks) if added.goes_on else 0.0
        _Column(parts, table, blocks(table)).store(added, start)


def _opening(parts: Parts, settings: TablePart | None, blocks: Blocks) -> float | None:
    """Return what the balance begins with; None where that is not certain."""
    if settings is None:
        return None
    sheet = _Column(parts, settings, blocks(settings))
    places = [sheet.place(column) for column in OPENING_COLUMNS]
    if None in places:
        return None
    label, value = (place or 0 for place in places)
    unsure = sheet.with_formula(value)
    return opening_of(
        (row[label], True if number in unsure else row[value])
        for number, row in enumerate(sheet.block.rows, settings.first_row)
    )


def formula_cells(content: bytes) -> dict[str, str]:
    """Return the formulas of a sheet by their cells; one that another cell has for it is empty."""
    return {
        cell[1].decode(): html.unescape((cell[3] or b"").decode("utf-8", "replace"))
        for cell in _FORMULA_CELL.finditer(content)
    }


class _Column:
    """A calculated column of one table in the text of its sheet."""

    def __init__(self, parts: Parts, table: TablePart, block: TableBlock) -> None:
        self._parts = parts
        self._table = table
        self.block = block
        self._content = parts.read(table.sheet.part)

    def place(self, column: Column) -> int | None:
        """Return where a column stands in the table, from 0; None where it is not there."""
        header = self.block.header
        return next((i for i, name in enumerate(header) if is_header(name, column.header)), None)

    def with_formula(self, place: int) -> set[int]:
        """Return the rows of the sheet in which a column holds a formula."""
        return {
            int(cell[3])
            for cell in self._pattern(place).finditer(self._content)
            if _ANY_FORMULA.search(cell[4])
        }

    def store(self, added: AddedUp, start: float | None) -> None:
        """Store what every row comes to."""
        at = self.place(added.column)
        places = [(self.place(one), sign) for one, sign in added.terms]
        if at is None or any(place is None for place, _ in places):
            return
        known = [(place, sign) for place, sign in places if place is not None]
        told_by = [self.place(one) for one in added.told_by]
        looked_at = [place for place in (*dict(known), *told_by) if place is not None]
        formulas = {place: self.with_formula(place) for place in looked_at}
        cells = {int(cell[3]): cell[4] for cell in self._pattern(at).finditer(self._content)}
        results: dict[int, float | None] = {}
        above = start
        for number, row in enumerate(self.block.rows, self._table.first_row):

            def value(place: int | None) -> object:
                if place is None:
                    return None
                return True if number in formulas[place] else row[place]  # noqa: B023 - used at once

            values = [(value(place), sign) for place, sign in known]
            begun = above if added.goes_on else start
            formula = self._formula(cells.get(number, b""))
            if formula == added.column.formula:
                above = results[number] = added.after(begun, values, map(value, told_by))
            elif formula and formula == added.column.former_formula:
                above = results[number] = added_up(begun, values)
            elif added.goes_on:
                above = added_up(0.0, ((row[at], 1),)) if formula is None else None
        self._write(at, results)

    def _write(self, at: int, results: Mapping[int, float | None]) -> None:
        """Write results behind their formulas."""

        def stored(cell: re.Match[bytes]) -> bytes:
            number = int(cell[3])
            formula = _FORMULA.search(cell[4])
            if number not in results or formula is None:
                return cell[0]
            result, prefix = results[number], cell[1]
            value = (
                b"" if result is None else b"<%bv>%b</%bv>" % (prefix, number_text(result), prefix)
            )
            attributes = _TYPE.sub(b"", cell[2])
            return b"<%bc %b>%b%b</%bc>" % (prefix, attributes, formula[0], value, prefix)

        content = self._pattern(at).sub(stored, self._content)
        if content != self._content:
            self._parts.write(self._table.sheet.part, content)

    def _pattern(self, place: int) -> re.Pattern[bytes]:
        letters = column_letters(self._table.area.left + place).encode()
        return re.compile(_CELL % letters, re.DOTALL)

    @staticmethod
    def _formula(cell: bytes) -> str | None:
        """Return the formula of a cell of its own, "" for another kind, None where it has none."""
        found = _FORMULA.search(cell)
        if found is None:
            return "" if _ANY_FORMULA.search(cell) else None
        return "" if found[2] else "=" + html.unescape(found[3].decode("utf-8", "replace"))


def number_text(number: float) -> bytes:
    """Return a number as a file has it."""
    return (
        str(int(number)) if number.is_integer() and abs(number) < _LONGEST else repr(number)
    ).encode()
