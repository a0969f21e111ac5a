"""A workbook file as the port wants it: read, changed in memory, saved in one step."""

from __future__ import annotations

import contextlib
import io
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from unionxl.errors import TableNotFoundError, UnionXLError
from unionxl.tables.all import is_input_table
from unionxl.workbook.backups import local_time
from unionxl.workbook.book.below_notes import not_lengthened
from unionxl.workbook.book.missing import why_missing
from unionxl.workbook.cells import refusals
from unionxl.workbook.cells.addresses import MAX_ROW
from unionxl.workbook.cells.limits import MAX_COMPUTED_ROWS
from unionxl.workbook.cells.placing import too_many_links
from unionxl.workbook.cells.values import is_there
from unionxl.workbook.package import guards
from unionxl.workbook.package.archive import Archive, write_archive
from unionxl.workbook.package.col_elements import with_columns_shown
from unionxl.workbook.package.columns import store_columns
from unionxl.workbook.package.edits import TableEdit
from unionxl.workbook.package.generated import drop_calculation_chain, put_generated_sheet
from unionxl.workbook.package.growth import is_protected_text
from unionxl.workbook.package.mending import mend
from unionxl.workbook.package.outside import Outside, set_print_area
from unionxl.workbook.package.parts import Parts
from unionxl.workbook.package.reading import Reader
from unionxl.workbook.package.results import StoredCells, store_figures
from unionxl.workbook.package.saving import check_not_open, save_mended, save_parts
from unionxl.workbook.package.sheets import WorkbookPart, main_part_name
from unionxl.workbook.package.stretches import Stretch
from unionxl.workbook.package.styles import open_styles, store_styles
from unionxl.workbook.package.tables import TablePart, find_tables, table_named
from unionxl.workbook.package.tabs import selected_place, turn_to
from unionxl.workbook.port import NOTHING_BELOW, Grid, TableBlock, TableColumns

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from unionxl.values.column import ReadValue
    from unionxl.views.layout import CellValue, SheetSpec
    from unionxl.workbook.package.edits import EditResult
    from unionxl.workbook.package.tables import TablePart
    from unionxl.workbook.port import CellChange, RowsBelow


def _silent(_text: str) -> None:
    """Say nothing."""


def open_workbook(
    path: Path,
    *,
    clock: Callable[[], dt.datetime] = local_time,
    progress: Callable[[str], None] = _silent,
    message: Callable[[str], None] = _silent,
    host_has_it_open: bool = False,
) -> PackageWorkbook:
    """Open a workbook file; `clock` dates the backups.

    `host_has_it_open` says that a LibreOffice that has the file open waits for us: its mark
    beside the file is then no reason to stop, and what it spoiled when it stored is mended.

    Raises:
        UnsafeWorkbookError: the workbook is of a kind that cannot be edited without harm.
        WorkbookError: the file is missing, damaged or no workbook.
    """
    where = f"文件《{path.name}》"
    parts = Parts(Archive(guards.read_workbook_file(path, where), where), where)
    guards.check_entries(parts.archive, where)
    main_part = main_part_name(parts)
    guards.check_content_type(parts.content_type(main_part), where)
    links = (*parts.relationships(""), *parts.relationships(main_part))
    guards.check_relationships((link.kind for link in links), where)
    WorkbookPart(parts)
    if host_has_it_open:
        mend(parts)
    return PackageWorkbook(
        path, parts, Surroundings(clock, progress, message, host_has_it_open=host_has_it_open)
    )


def show_when_opened(path: Path, sheets: Sequence[str], *, host_has_it_open: bool = False) -> None:
    """Have a spreadsheet program open a file on the first of some sheets, if there is any.

    That is written in place and without a copy; where that cannot be, the file stays.
    """
    with contextlib.suppress(UnionXLError, OSError):
        workbook = open_workbook(path, host_has_it_open=host_has_it_open)
        if sheets:
            workbook.turn_to(sheets[0])
        workbook.save_mended()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a workbook file does not know by itself: the time, the person and the program."""

    clock: Callable[[], dt.datetime]
    progress: Callable[[str], None]
    message: Callable[[str], None]
    host_has_it_open: bool


class _Known:
    """What was looked up in the package between two changes, each thing once."""

    def __init__(self, parts: Parts) -> None:
        self.book = WorkbookPart(parts)
        self.reader = Reader(parts, self.book)
        self.tables = tuple(find_tables(parts, self.book))
        self._parts = parts
        self._below: dict[str, RowsBelow] = {}

    def whole(self, table: TablePart) -> TableBlock:
        """Return a table's values with the rows that follow it."""
        if not table.has_header:
            raise refusals.no_header_row(table.name, table.sheet.name)
        area = replace(table.area, bottom=table.last_row)
        last_row = MAX_ROW if is_input_table(table.name) else 0
        header, *rows = self.reader.block(table.sheet, area, last_row)
        names = tuple("" if name is None else str(name) for name in header)
        count, outside = area.bottom - area.top, self.outside(table)
        beyond = rows[count + int(table.has_totals) :]
        rows = rows[:count]
        below = self._below[table.part] = outside.below(names, beyond, lambda: rows)
        rows = rows + beyond[: below.count]
        return TableBlock(
            table.name, table.sheet.name, area.top, area.left, names, tuple(rows), below
        )

    def outside(self, table: TablePart) -> Outside:
        """Return the room below a table."""
        return Outside(self._parts, table, self.tables)

    def below(self, table: TablePart) -> RowsBelow:
        """Return what stands below a table."""
        if table.part not in self._below:
            is_empty = not table.has_header or self.outside(table).is_empty()
            self._below[table.part] = NOTHING_BELOW if is_empty else self.whole(table).below
        return self._below[table.part]

    def block(self, table: TablePart, last_row: int) -> TableBlock:
        """Return a table's values down to a row of the sheet, the header in any case."""
        if not table.has_header:
            raise refusals.no_header_row(table.name, table.sheet.name)
        last_row = max(table.area.top, min(last_row, table.last_row))
        area = replace(table.area, bottom=last_row)
        header, *rows = self.reader.block(table.sheet, area)
        names = tuple("" if name is None else str(name) for name in header)
        return TableBlock(table.name, table.sheet.name, area.top, area.left, names, tuple(rows))

    def columns(self, table: TablePart) -> Iterator[TableColumns]:
        """Yield the rows of a table column by column, stretch after stretch."""
        if not table.has_header:
            raise refusals.no_header_row(table.name, table.sheet.name)
        area, stretches = table.area, self.reader.stretches(table.sheet)
        reached = (one for one in stretches if one.top + len(one.rows) > area.top)
        first = next(reached, Stretch(area.top, area.left, ()))
        names = _names(first.columns(replace(area, bottom=area.top)))
        data = replace(area, top=table.first_row, bottom=table.last_row)
        beyond: list[tuple[ReadValue, ...]] = []
        outside = replace(area, top=area.bottom + 1, bottom=MAX_ROW)
        for stretch in chain((first,), reached):
            yield TableColumns(
                table.sheet.name,
                area.top,
                area.left,
                names,
                max(stretch.top, data.top),
                stretch.columns(data),
            )
            if stretch.top + len(stretch.rows) > outside.top:
                gap = max(stretch.top, outside.top) - outside.top - len(beyond)
                beyond += [(None,) * len(names)] * gap
                beyond += zip(*stretch.columns(outside), strict=True)
        below = self._below[table.part] = self.outside(table).below(
            names, beyond, lambda: self.block(table, table.last_row).rows
        )
        if below != NOTHING_BELOW:
            taken = tuple(zip(*beyond[: below.count], strict=True)) or ((),) * len(names)
            where = (table.sheet.name, area.top, area.left, names, outside.top)
            yield TableColumns(*where, taken, below)


def _blocks(now: _Known) -> Callable[[TablePart], TableBlock]:
    """Return what gives a table's values as it stands, the header in any case."""
    return lambda table: now.block(table, table.last_row)


def _names(header: Sequence[Sequence[ReadValue]]) -> tuple[str, ...]:
    """Return the names of columns, empty where nothing stands."""
    return tuple("".join(str(name) for name in cells if name is not None) for cells in header)


class PackageWorkbook:
    """A workbook file; changes stay in memory until `save`."""

    def __init__(self, path: Path, parts: Parts, around: Surroundings) -> None:
        self._path = path
        self._parts = parts
        self._around = around
        self._known: _Known | None = None
        self._start = parts.checkpoint()
        self.made: list[str] = []

    @property
    def path(self) -> Path:
        """Where the workbook lies."""
        return self._path

    def sheet_names(self) -> tuple[str, ...]:
        """Return the names of all sheets, in tab order."""
        return tuple(sheet.name for sheet in self._now().book.sheets())

    def table_names(self) -> tuple[str, ...]:
        """Return the names of all tables."""
        return tuple(table.name for table in self._now().tables)

    def has_table(self, name: str) -> bool:
        """Tell whether there is a table of that name."""
        return name in self.table_names()

    def read_table(self, name: str) -> TableBlock:
        """Return a table as a block that knows its cell addresses.

        Raises:
            TableNotFoundError: no table has that name.
            WorkbookError: the table has no header row, or its sheet cannot be read.
        """
        return self._now().whole(self._table(name))

    def read_columns(self, name: str) -> Iterator[TableColumns]:
        """Yield the rows of a table column by column, those of a long one as they are read.

        Raises:
            TableNotFoundError: no table has that name.
            WorkbookError: the table has no header row, or its sheet cannot be read.
        """
        return self._now().columns(self._table(name))

    def _table(self, name: str) -> TablePart:
        """Return a table, or stop with what has become of it."""
        try:
            return table_named(self._now().tables, name)
        except TableNotFoundError as stop:
            raise why_missing(self, name) from stop

    def read_ahead(self, name: str) -> None:
        """Begin to read a long table for `read_columns`, while the program does other things."""
        for table in self._now().tables:
            if table.name.casefold() == name.casefold():
                self._now().reader.read_ahead(table.sheet)

    def generated_sheets(self) -> Mapping[str, str]:
        """Return the sheets that carry our mark: view id to sheet name."""
        sheets = self._now().book.generated_sheets()
        return {view: sheet.name for view, sheet in sheets.items()}

    def selected(self) -> tuple[str, int]:
        """Return the sheet in front and the row of its selected cell, as they were saved."""
        return selected_place(self._parts, self._now().book)

    def read_sheet(self, sheet: str) -> Grid:
        """Return the values of a sheet from A1 on.

        Raises:
            WorkbookError: there is no such sheet, or it cannot be read.
        """
        for entry in self._now().book.sheets():
            if entry.name.casefold() == sheet.casefold():
                return Grid(entry.name, tuple(self._now().reader.rows(entry)))
        raise refusals.unknown_sheet(sheet, self._parts.where)

    def put_sheet(self, spec: SheetSpec) -> None:
        """Add a generated sheet after the others, or replace the one with the same view id.

        Raises:
            SheetNotOursError: another sheet has the title and carries no mark of ours.
        """
        with self._changing():
            name = put_generated_sheet(self._parts, spec)
        self.made.append(name)
        if text := too_many_links(spec):
            self._around.message(text)

    def show_sheet(self, sheet: str) -> None:
        """Bring a sheet into sight that is hidden; any other stays as it is."""
        book = self._now().book
        named = (tab for tab in book.sheets() if tab.name.casefold() == sheet.casefold())
        if any(book.is_hidden(tab.index) for tab in named):
            with self._changing():
                now = self._now().book
                now.show(sheet)
                now.store()

    def show_columns(self, sheet: str, columns: Collection[int]) -> None:
        """Bring columns into sight; on a sheet that is protected, or very long, all stay."""
        found = (one for one in self._now().tables if one.sheet.name.casefold() == sheet.casefold())
        table = next(found, None)
        if table is None or table.last_row > MAX_COMPUTED_ROWS:
            return
        old = self._parts.read(table.sheet.part)
        new = old if is_protected_text(old) else with_columns_shown(old, columns)
        if new != old:
            with self._changing():
                self._parts.write(table.sheet.part, new)

    def append_rows(self, table: str, rows: Sequence[Mapping[str, CellValue]]) -> None:
        """Add rows (header to value) below the last row in use; the table grows as needed.

        Columns that a row does not name stay empty, but a calculated column keeps its formula.
        """
        if rows:
            self._edit(table, 0, lambda edit, block: edit.append(block.header, rows))

    def set_cells(self, table: str, changes: Sequence[CellChange]) -> None:
        """Change cells of a table; a cell that holds the value already is left alone."""

        def changed(edit: TableEdit, block: TableBlock) -> EditResult | None:
            real = [change for change in changes if not is_there(change, block)]
            return edit.change(block.header, real) if real else None

        if changes:
            self._edit(table, max(change.row for change in changes), changed)

    def save(self) -> Path | None:
        """Keep a dated copy of the old file, then write; return the copy, None if unchanged.

        Raises:
            WorkbookBusyError: the file is open elsewhere or was changed since it was read.
            CannotWriteError: the disk or the folder does not take the file.
        """
        if not self._parts.is_changed:
            return None
        self._settle()
        backup, content = save_parts(
            self._parts,
            self._path,
            self._around.clock(),
            host_has_it_open=self._around.host_has_it_open,
        )
        self._parts = Parts(Archive(content, self._parts.where), self._parts.where)
        self._start = self._parts.checkpoint()
        self._known = None
        return backup

    @contextlib.contextmanager
    def as_one(self) -> Iterator[None]:
        """Take several changes together: all of them stay, not yet saved, or none."""
        point = self._parts.checkpoint()
        try:
            yield
        except BaseException:
            self._parts.restore(point)
            raise
        finally:
            self._known = None

    def look_again(self) -> None:
        """Do nothing: a file is what it was when it was opened, and what was changed since."""

    def as_bytes(self) -> bytes:
        """Return the workbook as it is now, saved or not, as the content of a file."""
        content = io.BytesIO()
        write_archive(list(self._parts.entries()), content)
        return content.getvalue()

    def with_results(self) -> bytes:
        """Return a workbook that is new as the content of a file, every formula with its result."""
        self._store_results(of_new=True)
        return self.as_bytes()

    def take_back(self) -> None:
        """Undo every change since the last save."""
        self._parts.restore(self._start)
        self._start = self._parts.checkpoint()  # what is restored is changed from now on
        self._known = None
        self.made.clear()

    def turn_to(self, sheet: str) -> None:
        """Have a spreadsheet program show a sheet when it opens the file; a hidden one stays so."""
        with self._changing():
            turn_to(self._parts, self._now().book, sheet)

    def turn_to_table(self, name: str) -> None:
        """Have a spreadsheet program show the sheet of a table when it opens the file.

        Raises:
            TableNotFoundError: no table has that name.
        """
        self.turn_to(table_named(self._now().tables, name).sheet.name)

    def save_mended(self) -> None:
        """Write what was mended and which tab is shown, in place and without a copy.

        Raises:
            WorkbookBusyError: the file is open elsewhere or was changed since it was read.
            OSError: the disk or the folder does not take the file.
        """
        if self._parts.is_changed:
            save_mended(self._parts, self._path)

    def progress(self, text: str) -> None:
        """Say what is going on."""
        self._around.progress(text)

    def message(self, text: str) -> None:
        """Say what was done."""
        self._around.message(text)

    def _now(self) -> _Known:
        """Return what is known of the workbook as it stands."""
        if self._known is None:
            self._known = _Known(self._parts)
        return self._known

    def _edit(
        self,
        name: str,
        last_row: int,
        change: Callable[[TableEdit, TableBlock], EditResult | None],
    ) -> None:
        """Change one table; its values are looked up down to a row of the sheet."""
        with self._changing():
            point = self._parts.checkpoint()
            self._take_in(self._table(name))
            now = self._now()
            book, table = now.book, self._table(name)
            styles = open_styles(self._parts, book)
            block = now.block(table, last_row)
            result = change(TableEdit(self._parts, book, table, styles), block)
            if result is None:
                self._parts.restore(point)
                return
            store_styles(self._parts, book, styles)
            self._parts.write(table.sheet.part, result.content)
            if result.lost_formula:
                drop_calculation_chain(self._parts, book)
            book.recalculate_on_load()
            book.store()

    def _take_in(self, table: TablePart) -> None:
        """Let a table grow over the rows that follow it."""
        now = self._now()
        below = now.below(table)
        if not below.count:
            return
        styles = open_styles(self._parts, now.book)
        result = TableEdit(self._parts, now.book, table, styles).take_in(below)
        self._parts.write(table.sheet.part, result.content)
        now.book.recalculate_on_load()
        now.book.store()
        self._known = None

    def _settle(self) -> None:
        """Let every table grow over the rows that follow it, but for those of protected sheets."""
        short = []
        for part in [table.part for table in self._now().tables]:
            table = next(one for one in self._now().tables if one.part == part)
            if not is_protected_text(self._parts.read(table.sheet.part)):
                self._take_in(table)
            elif self._now().below(table).count:
                short.append(table.sheet.name)
        if short:
            self.message(not_lengthened(short))
        now = self._now()
        for table in now.tables:
            set_print_area(self._parts, now.book, table)
        now.book.mend_windows()
        now.book.store()
        self._store_results()

    def _store_results(self, *, of_new: bool = False) -> None:
        """Store what our formulas come to; the key figures go by what columns come to."""
        tables = self._now().tables
        store_columns(self._parts, tables, _blocks(self._now()))
        self._known = None
        now = self._now()
        cells = StoredCells(tables, _blocks(now), now.reader.rows)
        store_figures(self._parts, cells, of_new=of_new)
        self._known = None

    @contextlib.contextmanager
    def _changing(self) -> Iterator[None]:
        """Change the package as a whole or not at all."""
        check_not_open(self._path, host_has_it_open=self._around.host_has_it_open)
        with self.as_one():
            yield
