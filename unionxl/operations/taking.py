"""The lines of a draft, into the tables: each once, and what became of it.

What a draft is for says its operation by `Take`s, one for each line: the rows that it becomes, the
cells of tables that it changes, or why it is left standing. All of them are written together.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.source import SourceRef
from unionxl.operations.numbering import with_numbers
from unionxl.values.reading import parse_cell
from unionxl.values.text import as_text
from unionxl.views.drafts import registered_text
from unionxl.workbook.inputs.folded import show_written
from unionxl.workbook.port import CellChange, is_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from unionxl.tables.model import Table
    from unionxl.values.column import Column, ReadValue
    from unionxl.views.drafts import DraftLine, DraftSheet
    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import TableBlock, Workbook


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be added to a table.

    A row of the table that says the same in the columns `same_in` is this one: nothing is added.
    """

    table: Table
    values: Mapping[Column, CellValue]
    same_in: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """New values for cells of a row that a table has already, `row` being that of its sheet."""

    table: Table
    row: int
    values: Mapping[Column, CellValue]


@dataclass(frozen=True, slots=True)
class Take:
    """What becomes of a line, of the draft as a whole where `key` is empty.

    With a `reason` the line is left standing. `told` is what the line says afterwards where it is
    not simply in which row it stands now, `cells` what it shows where that was not typed.
    """

    key: str
    rows: tuple[NewRow, ...] = ()
    changes: tuple[Changed, ...] = ()
    reason: str = ""
    told: str = ""
    cells: Mapping[str, ReadValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """A draft after its lines were taken over.

    `places` are the rows of tables that lines became or were found to be, `added` how many rows
    were added to each sheet, `changed` how many cells were changed, `left` why a line was not
    taken over.
    """

    draft: DraftSheet
    places: Mapping[str, tuple[SourceRef, ...]] = field(default_factory=dict)
    added: Mapping[str, int] = field(default_factory=dict)
    changed: int = 0
    left: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_written(self) -> bool:
        """Whether a table was changed."""
        return bool(self.added or self.changed)


def take_over(
    workbook: Workbook, draft: DraftSheet, takes: Iterable[Take], *, fiscal_year: int
) -> Taken:
    """Write what becomes of the lines of a draft into the tables.

    Raises:
        WorkbookError: a table, or a column that a row needs, is not there; nothing was written.
    """
    wanted = tuple(takes)
    into = _Tables(workbook, fiscal_year)
    for take in wanted:
        if not take.reason:
            for row in take.rows:
                into.add(take.key, row)
            for change in take.changes:
                into.change(change)
    places = into.write()
    left = {take.key: take.reason for take in wanted if take.reason}
    told = {
        take.key: take.told or registered_text(places.get(take.key, ()))
        for take in wanted
        if not take.reason and take.key
    }
    cells = {take.key: take.cells for take in wanted}
    shown = (replace(one, cells={**one.cells, **cells.get(one.key, {})}) for one in draft.lines)
    lines = tuple(_settled(line, told, left) for line in shown)
    head = draft.head.left(left.get("", ""))
    head = head.taken(registered_text(places[""])) if "" in places else head
    changed = sum(len(one) for one in into.changes.values())
    return Taken(replace(draft, head=head, lines=lines), places, into.added, changed, left)


def _settled(line: DraftLine, told: Mapping[str, str], left: Mapping[str, str]) -> DraftLine:
    """Return a line with what became of it."""
    if line.key in told:
        return line.taken(told[line.key])
    return line.left(left.get(line.key, ""))


class _Tables:
    """What is to be written, gathered by table."""

    def __init__(self, workbook: Workbook, fiscal_year: int) -> None:
        self._workbook = workbook
        self._fiscal_year = fiscal_year
        self._tables: dict[str, _Rows] = {}
        self._new: defaultdict[str, list[tuple[str, NewRow]]] = defaultdict(list)
        self.changes: defaultdict[str, list[CellChange]] = defaultdict(list)
        self._places: defaultdict[str, list[SourceRef]] = defaultdict(list)
        self.added: dict[str, int] = {}

    def add(self, key: str, new: NewRow) -> None:
        """Note a row, unless the table has it already."""
        rows = self._rows(new.table)
        found = rows.take_same(new)
        if found is None:
            self._new[new.table.name].append((key, new))
        else:
            self._places[key].append(SourceRef(rows.block.sheet, found))

    def change(self, changed: Changed) -> None:
        """Note changes of cells that do not say so already."""
        rows = self._rows(changed.table)
        self.changes[changed.table.name] += rows.changes(changed)

    def write(self) -> dict[str, tuple[SourceRef, ...]]:
        """Write everything; return where lines stand now."""
        for name, changes in self.changes.items():
            if changes:
                self._workbook.set_cells(name, changes)
        for name, new in self._new.items():
            rows = self._tables[name]
            self._workbook.show_sheet(rows.block.sheet)
            added = [rows.by_header(one) for _, one in new]
            table = new[0][1].table
            told = {header for row in added for header in row}
            show_written(self._workbook, rows.block, table, told)
            self._workbook.append_rows(name, with_numbers(rows.block, table, added))
            block = self._workbook.read_table(name)
            numbers = _last_rows(block, [one for _, one in new])
            for (key, _), number in zip(new, numbers, strict=True):
                self._places[key].append(SourceRef(block.sheet, number))
            self.added[block.sheet] = len(new)
        return {key: tuple(places) for key, places in self._places.items()}

    def _rows(self, table: Table) -> _Rows:
        """Return the rows of a table as they were before."""
        if table.name not in self._tables:
            block = self._workbook.read_table(table.name)
            self._tables[table.name] = _Rows(block, self._fiscal_year)
        return self._tables[table.name]


class _Rows:
    """The rows of a table, looked up by what they say in some columns."""

    def __init__(self, block: TableBlock, fiscal_year: int) -> None:
        self.block = block
        self._fiscal_year = fiscal_year
        self._known: dict[tuple[Column, ...], dict[tuple[object, ...], list[int]]] = {}

    def take_same(self, new: NewRow) -> int | None:
        """Return the row of the sheet that is the new one already; it answers for one line only."""
        columns = new.same_in
        if not columns:
            return None
        if columns not in self._known:
            self._known[columns] = self._by(columns)
        values = tuple(self._value(new.values.get(column), column) for column in columns)
        if not any(values):
            return None
        found = self._known[columns].get(values)
        return found.pop(0) if found else None

    def _by(self, columns: tuple[Column, ...]) -> dict[tuple[object, ...], list[int]]:
        """Return the rows of the sheet by what they say in some columns."""
        places = [self._place(column) for column in columns]
        found: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for index, row in enumerate(self.block.rows):
            cells = zip(places, columns, strict=True)
            values = (self._value(None if at is None else row[at], one) for at, one in cells)
            found[tuple(values)].append(self.block.row_number(index))
        return found

    def changes(self, changed: Changed) -> Iterator[CellChange]:
        """Yield the changes of a row that are some."""
        row = self.block.rows[changed.row - self.block.top - 1]
        for column, value in changed.values.items():
            place = self._place(column)
            if place is not None and self._value(row[place], column) != self._value(value, column):
                told = None if value == "" else value
                yield CellChange(changed.row, self.block.header[place], told)

    def by_header(self, new: NewRow) -> dict[str, CellValue]:
        """Return a row as it is written; a column that came later may be missing."""
        told: dict[str, CellValue] = {}
        for column, value in new.values.items():
            place = self._place(column)
            if place is not None and value not in (None, ""):
                told[self.block.header[place]] = value
        return told

    def _value(self, cell: ReadValue | CellValue, column: Column) -> object:
        """Return what a cell says, to be compared."""
        value = parse_cell(_as_read(cell), column, self._fiscal_year)[0]
        return value if value is not None else ""

    def _place(self, column: Column) -> int | None:
        """Return where a column stands, None for one that an older workbook does not have.

        Raises:
            ColumnNotFoundError: the table must have it.
        """
        if column.is_optional:
            header = enumerate(self.block.header)
            return next((at for at, text in header if is_header(text, column.header)), None)
        return self.block.position(column.header)


def _as_read(cell: ReadValue | CellValue) -> ReadValue:
    """Return a value as it is read from a cell."""
    return float(cell) if isinstance(cell, Decimal) else cell


def _last_rows(block: TableBlock, new: Sequence[NewRow]) -> list[int]:
    """Return the rows of the sheet in which the rows stand that were added last."""
    headers = {column.header for one in new for column in one.values}
    places = [at for at, text in enumerate(block.header) if "".join(text.split()) in headers]
    last = len(block.rows)
    while last and not any(as_text(block.rows[last - 1][at]) for at in places):
        last -= 1
    return [block.row_number(last - len(new) + index) for index in range(len(new))]
