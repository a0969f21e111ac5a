"""Tables of a running Excel, changed in blocks and put back as they were."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from unionxl.tables.all import column_formulas
from unionxl.views.layout import Area
from unionxl.workbook.cells import refusals
from unionxl.workbook.cells.addresses import MAX_ROW, address, parse_area
from unionxl.workbook.cells.placing import column_runs
from unionxl.workbook.cells.values import DATE_FORMAT, is_there, shows_date
from unionxl.workbook.live import rows as native_rows
from unionxl.workbook.live.host import native
from unionxl.workbook.live.sheets import typed_text
from unionxl.workbook.port import is_header

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import xlwings as xw

    from unionxl.views.layout import CellValue
    from unionxl.workbook.live.reading import LiveTable
    from unionxl.workbook.live.sheets import CellContents
    from unionxl.workbook.port import CellChange

GENERAL_FORMAT, TEXT_FORMAT = "General", "@"
_NEAR = 1_000  # rows, or cells
_FEW_RUNS = 2


class TableEdit:
    """One change to one table; every step says how it is taken back."""

    def __init__(
        self,
        live: LiveTable,
        contents: CellContents,
        undo: list[Callable[[], None]],
        begin: Callable[[Area | None], None],
    ) -> None:
        self._live = live
        self._sheet = live.home
        self._contents = contents
        self._undo = undo
        self._begin = begin
        self._block = live.block()
        self._formulas: tuple[Area, list[list[str]]] | None = None

    def change(self, changes: Sequence[CellChange]) -> None:
        """Write new values into cells; those that hold them already are left alone."""
        area = self._live.area
        reach = max(area.bottom, self._block.below.last)
        for change in changes:
            if not area.top < change.row <= reach:
                raise refusals.row_outside(
                    self._live.name,
                    self._sheet,
                    change.row,
                    first=area.top + 1,
                    last=reach,
                )
        wanted = {
            (self._column(change.column), change.row): change
            for change in changes
            if not is_there(change, self._block)
        }
        contents = {
            place: self._contents.of(change.value, change.row, place[0])
            for place, change in wanted.items()
        }
        if wanted:
            columns, rows_of = zip(*wanted, strict=True)
            self._begin(Area(min(rows_of), min(columns), max(rows_of), max(columns)))
            self._take_in()
            self._show_these(sorted({*rows_of}))
        runs = list(column_runs((row, column) for column, row in wanted))
        self._look_at(runs)
        for run in runs:
            rows = range(run.top, run.bottom + 1)
            dated = [isinstance(wanted[run.left, row].value, dt.date) for row in rows]
            self._write(run, [contents[run.left, row] for row in rows], dated)
        self._formulas = None

    def append(self, rows: Sequence[Mapping[str, CellValue]]) -> None:
        """Write rows below the last one in use; the table grows as needed."""
        area, below = self._live.area, self._block.below
        formulas = native.formulas(self._live.cells(area))[1:]
        calculated = self._live.calculated(formulas)
        used = area.top + _rows_in_use(formulas, calculated, area.left)
        start = 1 + max(used, below.last if below.count else 0)
        end = start + len(rows) - 1
        columns = self._columns(rows, start)
        if end > max(area.bottom, below.last):
            self._check_room(end)
        self._begin(None)
        self._take_in()
        if end > self._live.area.bottom:
            self._grow(end, calculated)
        self._show(start, end)
        for column, (values, dated) in columns.items():
            if column not in calculated:
                self._write(Area(start, column, end, column), values, dated)
                continue
            header = self._block.header[column - area.left]
            named = (any(is_header(header, name) for name in row) for row in rows)
            for offset in (offset for offset, is_named in enumerate(named) if is_named):
                place = Area(start + offset, column, start + offset, column)
                self._write(place, [values[offset]], [dated[offset]])

    @property
    def live(self) -> LiveTable:
        """The table as it lies now."""
        return self._live

    @property
    def undo(self) -> list[Callable[[], None]]:
        """How everything is taken back."""
        return self._undo

    def take_in(self) -> None:
        """Let the table grow over the rows that follow it."""
        if self._block.below.count:
            self._begin(None)
            self._take_in()

    def _take_in(self) -> None:
        """Let the table grow over the rows that follow it; its columns calculate there too."""
        live, area, below = self._live, self._live.area, self._block.below
        if not below.count:
            return
        new = Area(below.first, area.left, below.last, area.right)
        old = native.formulas(live.cells(new))
        model = native.formulas(live.cells(Area(area.bottom, area.left, area.bottom, area.right)))
        usual = column_formulas(live.name, self._block.header)
        grown = replace(area, bottom=below.last)
        self._undo.append(partial(native_rows.resize, live.table, live.cells(area)))
        native_rows.resize(live.table, live.cells(grown))
        self._live = replace(live, area=grown)
        for place, formula in enumerate(model[0]):
            if not (formula.startswith("=") or place in usual):
                continue
            empty = [row for row, cells in enumerate(old, below.first) if cells[place] == ""]
            for run in column_runs((row, area.left + place) for row in empty):
                cells = live.cells(run)
                self._undo.append(cells.clear_contents)
                if formula.startswith("="):
                    _copy_down(live.column(run.left, area.bottom, area.bottom), live, run)
                else:
                    cells.formula = usual[place]

    def _show_these(self, rows: Sequence[int]) -> None:
        """Let some rows be seen; where no row near them is hidden, one look tells it."""
        first, last = rows[0], rows[-1]
        if last - first < _NEAR and not native_rows.any_hidden(self._live.sheet, first, last):
            return
        for run in column_runs((row, 1) for row in rows):
            self._show(run.top, run.bottom)

    def _show(self, first: int, last: int) -> None:
        """Let rows be seen that a filter or the clerk has hidden."""
        for row in native_rows.hidden_rows(self._live.sheet, first, last):
            cells = self._live.column(self._live.area.left, row, row)
            self._undo.append(partial(native_rows.hide_rows, cells, hidden=True))
            native_rows.hide_rows(cells, hidden=False)

    def _columns(
        self, rows: Sequence[Mapping[str, CellValue]], start: int
    ) -> dict[int, tuple[list[str | float], list[bool]]]:
        """Return the contents of the named columns, and which of them are dates."""
        names = dict.fromkeys(name for row in rows for name in row)
        columns = {}
        for name in names:
            column = self._column(name)
            columns[column] = (
                [self._contents.of(row.get(name), start + i, column) for i, row in enumerate(rows)],
                [isinstance(row.get(name), dt.date) for row in rows],
            )
        return columns

    def _column(self, name: str) -> int:
        """Return the column of the sheet that has a header."""
        return self._live.area.left + self._block.position(name)

    def _write(self, area: Area, contents: list[str | float], dated: list[bool]) -> None:
        """Write rows of one column; text stays text, dates show as dates."""
        cells = self._live.cells(area)
        number_format = cells.number_format
        if number_format is None and area.top < area.bottom:  # the cells are not formatted alike
            for offset, content in enumerate(contents):
                row = area.top + offset
                self._write(Area(row, area.left, row, area.left), [content], [dated[offset]])
            return
        self._keep(cells, area, number_format)
        if any(dated) and number_format is not None and not shows_date(number_format):
            self._undo.append(partial(_set_format, cells, number_format))
            cells.number_format = DATE_FORMAT
        # A cell that is formatted as text takes every text as it is, and makes a text of a number.
        is_text = number_format == TEXT_FORMAT
        if is_text and any(isinstance(content, float) for content in contents):
            self._undo.append(partial(_set_format, cells, TEXT_FORMAT))
            cells.number_format = GENERAL_FORMAT
            cells.raw_value = [[_typed(content)] for content in contents]
            cells.number_format = TEXT_FORMAT
            return
        cells.raw_value = [[content if is_text else _typed(content)] for content in contents]

    def _look_at(self, runs: Sequence[Area]) -> None:
        """Read the formulas around some cells with one look, unless they lie far apart."""
        if len(runs) <= _FEW_RUNS:
            return
        around = Area(
            min(one.top for one in runs),
            min(one.left for one in runs),
            max(one.bottom for one in runs),
            max(one.right for one in runs),
        )
        size = (around.bottom - around.top + 1) * (around.right - around.left + 1)
        if size <= _NEAR:
            self._formulas = around, native.formulas(self._live.cells(around))

    def _formulas_of(self, cells: xw.Range, area: Area) -> list[list[str]]:
        """Return the formulas of rows of one column."""
        if self._formulas is None:
            return native.formulas(cells)
        around, formulas = self._formulas
        column = area.left - around.left
        first, end = area.top - around.top, area.bottom - around.top + 1
        return [[row[column]] for row in formulas[first:end]]

    def _keep(self, cells: xw.Range, area: Area, number_format: str | None) -> None:
        """Note how the cells are put back; refuse those that share one formula."""
        formulas = self._formulas_of(cells, area)
        is_blank = all(formula[0] == "" for formula in formulas)
        nothing: list[list[object]] = [[None] for _ in formulas]
        values = nothing if is_blank else native.stored(cells)
        old = [(formula[0], value[0]) for formula, value in zip(formulas, values, strict=True)]
        if any(_is_formula(*pair) for pair in old) and native.is_array(cells):
            raise refusals.shared_formula(self._sheet, area.top, area.left)
        is_text = number_format == TEXT_FORMAT
        typed = [[_retyped(*pair, is_text=is_text)] for pair in old]
        self._undo.append(partial(_set_raw, cells, typed))

    def _check_room(self, end: int) -> None:
        """Refuse to grow over a total row or over anything below the table."""
        live, area = self._live, self._live.area
        if live.has_totals:
            raise refusals.total_row(live.name, self._sheet, area.bottom + 1)
        if end > MAX_ROW:
            raise refusals.sheet_full(self._sheet)
        first = max(area.bottom, self._block.below.last) + 1
        wanted = Area(first, area.left, end, area.right)
        blocker = self._content_in(wanted) or self._neighbour_in(wanted)
        if blocker:
            raise refusals.content_below(live.name, self._sheet, blocker)

    def _content_in(self, area: Area) -> str:
        """Return the address of the first cell with content in an area, empty for none."""
        for row, formulas in enumerate(native.formulas(self._live.cells(area)), area.top):
            for column, formula in enumerate(formulas, area.left):
                if formula != "":
                    return address(row, column)
        return ""

    def _neighbour_in(self, area: Area) -> str:
        """Return the first cell of a table or merged area that reaches into an area."""
        for table in self._live.sheet.tables:
            other = parse_area(table.range.address)
            if other and table.name != self._live.name and other.overlaps(area):
                return address(other.top, other.left)
        is_merged = self._live.cells(area).merge_cells is not False
        return address(area.top, area.left) if is_merged else ""

    def _grow(self, end: int, calculated: set[int]) -> None:
        """Let the table reach down to a row; new rows look and calculate like the one above."""
        live, area = self._live, self._live.area
        new = Area(area.bottom + 1, area.left, end, area.right)
        self._undo.append(partial(_shrink, live, live.cells(new)))
        native_rows.resize(live.table, live.cells(Area(area.top, area.left, end, area.right)))
        top = area.bottom
        while top < end:
            count = min(top - area.bottom + 1, end - top)
            source = Area(area.bottom, area.left, area.bottom + count - 1, area.right)
            live.cells(source).copy(live.cells(Area(top + 1, area.left, top + 1, area.left)))
            top += count
        constants = (column for column in range(area.left, area.right + 1))
        for run in column_runs((column, 1) for column in constants if column not in calculated):
            live.cells(Area(new.top, run.top, new.bottom, run.bottom)).clear_contents()
        height = live.cells(Area(area.bottom, area.left, area.bottom, area.left)).row_height
        if height is not None:
            live.cells(new).row_height = height


def _copy_down(model: xw.Range, live: LiveTable, run: Area) -> None:
    """Copy a cell into all cells of a column below it, ever more of them at once."""
    model.copy(live.column(run.left, run.top, run.top))
    done, count = 1, run.bottom - run.top + 1
    while done < count:
        more = min(done, count - done)
        source = live.column(run.left, run.top, run.top + more - 1)
        source.copy(live.column(run.left, run.top + done, run.top + done))
        done += more


def _typed(content: str | float) -> str | float:
    """Return what must be typed into a cell that is not formatted as text."""
    return content if isinstance(content, float) else typed_text(content)


def _rows_in_use(formulas: list[list[str]], calculated: set[int], left: int) -> int:
    """Return how many rows there are down to the last one that holds something of its own."""
    for number in range(len(formulas), 0, -1):
        for column, formula in enumerate(formulas[number - 1], left):
            if formula != "" and not (column in calculated and formula.startswith("=")):
                return number
    return 0


def _is_formula(formula: str, stored: object) -> bool:
    """Tell a formula from a text that begins with an equals sign."""
    return formula.startswith("=") and stored != formula


def _retyped(formula: str, stored: object, *, is_text: bool) -> object:
    """Return what must be typed into a cell so that it holds again what it held."""
    if stored is None or _is_formula(formula, stored):
        return formula
    if isinstance(stored, str):
        return stored if is_text else typed_text(stored)
    return stored if isinstance(stored, float | bool) else formula


def _set_raw(cells: xw.Range, rows: list[list[object]]) -> None:
    """Type rows into cells."""
    cells.raw_value = rows


def _set_format(cells: xw.Range, number_format: str) -> None:
    """Give cells a number format."""
    cells.number_format = number_format


def _shrink(live: LiveTable, new: xw.Range) -> None:
    """Make a table as large as it was; the rows that it had grown by were empty."""
    new.clear()
    native_rows.resize(live.table, live.cells(live.area))
