"""An open workbook that lives in memory, for tests of whatever works through the port."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.errors import TableNotFoundError
from unionxl.tables.all import TABLES
from unionxl.tables.settings import SETTINGS
from unionxl.workbook.cells import refusals
from unionxl.workbook.port import Grid, TableBlock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue
    from unionxl.views.layout import CellValue, SheetSpec
    from unionxl.workbook.port import CellChange, TableColumns

TOP = 3  # where the header of a table stands


def a_block(
    table: Table, *rows: Mapping[str, ReadValue], extra_headers: tuple[str, ...] = ()
) -> TableBlock:
    """Return a table whose rows map headers to values."""
    headers = tuple(column.header for column in table.columns) + extra_headers
    unknown = {header for row in rows for header in row} - set(headers)
    if unknown:
        raise ValueError(unknown)
    cells = tuple(tuple(row.get(header) for header in headers) for row in rows)
    return TableBlock(table.name, table.sheet, TOP, 1, headers, cells)


def a_workbook(
    *blocks: TableBlock, settings: Mapping[str, ReadValue] | None = None
) -> FakeWorkbook:
    """Return a workbook of 2026 with these tables; all others are empty."""
    values = {"年度": 2026, **(settings or {})}
    tables = {table.name: a_block(table) for table in TABLES}
    rows = ({"项目": label, "值": value} for label, value in values.items())
    tables["Settings"] = a_block(SETTINGS, *rows)
    tables |= {block.name: block for block in blocks}
    return FakeWorkbook(tables)


@dataclass
class FakeWorkbook:
    """Fulfils `port.Workbook` with dictionaries."""

    tables: dict[str, TableBlock]
    specs: dict[str, SheetSpec] = field(default_factory=dict)
    path: Path = Path("unionbook.xlsx")
    save_count: int = 0
    said: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    opened: dict[str, set[int]] = field(default_factory=dict)
    at: tuple[str, int] = ("", 0)

    def __post_init__(self) -> None:
        self._kept = (dict(self.tables), dict(self.specs))

    def sheet_names(self) -> tuple[str, ...]:
        """Return the sheets of the tables, then the generated ones."""
        ours = (spec.title for spec in self.specs.values())
        return (*(block.sheet for block in self.tables.values()), *ours)

    def table_names(self) -> tuple[str, ...]:
        """Return the names of all tables."""
        return tuple(self.tables)

    def has_table(self, name: str) -> bool:
        """Tell whether there is a table of that name."""
        return name in self.tables

    def read_table(self, name: str) -> TableBlock:
        """Return a table."""
        if name not in self.tables:
            raise TableNotFoundError(name, name)
        return self.tables[name]

    def read_columns(self, name: str) -> Iterator[TableColumns]:
        """Yield a table at once."""
        yield self.read_table(name).by_columns()

    def read_ahead(self, name: str) -> None:
        """Have everything at hand."""

    def generated_sheets(self) -> Mapping[str, str]:
        """Return view id to sheet name."""
        return {view_id: spec.title for view_id, spec in self.specs.items()}

    def selected(self) -> tuple[str, int]:
        """Return where the clerk is."""
        return self.at

    def read_sheet(self, sheet: str) -> Grid:
        """Return the values of a generated sheet, or the table of another."""
        for block in self.tables.values():
            if block.sheet == sheet:
                return Grid(sheet, (*((),) * (block.top - 1), block.header, *block.rows))
        spec = next((spec for spec in self.specs.values() if spec.title == sheet), None)
        if spec is None:
            raise refusals.unknown_sheet(sheet, "工作簿")
        cells = {(row, column): cell.value for row, column, cell in spec.cells()}
        height = max((row for row, _ in cells), default=0)
        width = max((column for _, column in cells), default=0)
        rows = tuple(
            tuple(_read_back(cells.get((row, column))) for column in range(1, width + 1))
            for row in range(1, height + 1)
        )
        return Grid(sheet, rows)

    def put_sheet(self, spec: SheetSpec) -> None:
        """Keep a sheet."""
        self.specs[spec.view_id] = spec

    def show_sheet(self, sheet: str) -> None:
        """Bring a sheet into sight."""
        self.shown.append(sheet)

    def show_columns(self, sheet: str, columns: Collection[int]) -> None:
        """Bring columns into sight."""
        self.opened.setdefault(sheet, set()).update(columns)

    def append_rows(self, table: str, rows: Sequence[Mapping[str, CellValue]]) -> None:
        """Add rows at the end."""
        block = self.read_table(table)
        added = (tuple(_read_back(row.get(header)) for header in block.header) for row in rows)
        self.tables[table] = replace(block, rows=(*block.rows, *added))

    def set_cells(self, table: str, changes: Sequence[CellChange]) -> None:
        """Change cells."""
        block = self.tables[table]
        rows = [list(row) for row in block.rows]
        for change in changes:
            row = rows[change.row - block.top - 1]
            row[block.header.index(change.column)] = _read_back(change.value)
        self.tables[table] = replace(block, rows=tuple(tuple(row) for row in rows))

    def save(self) -> Path | None:
        """Count the saves."""
        self.save_count += 1
        self.__post_init__()
        return None

    def take_back(self) -> None:
        """Be as after the last save."""
        tables, specs = self._kept
        self.tables, self.specs = dict(tables), dict(specs)

    def progress(self, text: str) -> None:
        """Keep what is going on."""
        self.said.append(text)

    def message(self, text: str) -> None:
        """Keep what was done."""
        self.said.append(text)


def _read_back(value: CellValue) -> ReadValue:
    """Return a written value as a spreadsheet gives it back."""
    return float(value) if isinstance(value, Decimal) else value
