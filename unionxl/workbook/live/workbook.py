"""A workbook that is open in Excel, as the port wants it.

Excel shows every change at once. So the old state is kept until `save`: a dated copy of the file,
and for every change how it is taken back. A step that Excel refuses takes itself back;
`take_back` does so with everything since the last `save`.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.errors import CannotWriteError, SheetNotOursError, TableNotFoundError, UnionXLError
from unionxl.tables.program import PROGRAM_TABLES
from unionxl.views.layout import Area
from unionxl.workbook import backups
from unionxl.workbook.book.below_notes import not_lengthened
from unionxl.workbook.book.missing import why_missing
from unionxl.workbook.cells import refusals
from unionxl.workbook.cells.marks import TITLE_MARK, VIEW_MARK, text_constant
from unionxl.workbook.cells.placing import check_title, too_many_links
from unionxl.workbook.live.drawings import ShapeBoard
from unionxl.workbook.live.host import changeable_folder, native, quietly, run_twice, translated
from unionxl.workbook.live.known import KnownSheets, KnownTables, views_of
from unionxl.workbook.live.protection import (
    is_protected,
    lift_protection,
    protect,
    protect_as,
    protection_of,
    unprotect,
)
from unionxl.workbook.live.reading import read_used
from unionxl.workbook.live.settling import settle
from unionxl.workbook.live.sheets import CellContents, SheetDrawing, Spare
from unionxl.workbook.live.sight import hidden_columns, show_column
from unionxl.workbook.live.tables import TableEdit
from unionxl.workbook.port import Grid

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    import xlwings as xw

    from unionxl.views.layout import CellValue, SheetSpec
    from unionxl.workbook.live.reading import LiveTable
    from unionxl.workbook.port import CellChange, TableBlock, TableColumns


def open_book(
    book: xw.Book,
    *,
    clock: Callable[[], dt.datetime] = backups.local_time,
    message: Callable[[str], None] | None = None,
) -> ExcelWorkbook:
    """Take over a workbook that is open in Excel; `clock` dates the copies.

    Raises:
        CannotWriteError: it was never saved, or was opened for reading only.
        UnsafeWorkbookError: it is shared in the old way.
    """
    with translated("Excel"):
        return ExcelWorkbook(book, changeable_folder(book), clock, message or partial(_show, book))


def _show(book: xw.Book, text: str) -> None:
    """Show a message in Excel."""
    book.app.alert(text, backups.APPLICATION)


class ExcelWorkbook:
    """A workbook in a running Excel; changes show at once, the file changes with `save`."""

    def __init__(
        self,
        book: xw.Book,
        folder: str,
        clock: Callable[[], dt.datetime],
        message: Callable[[str], None],
    ) -> None:
        self._book = book
        self._app = native.app_of(book)
        self._sheets = KnownSheets(book)
        self._tables, self._tabs = KnownTables(self._sheets), cache(lambda: native.tabs_of(book))
        self._window = native.window_of(book)
        self._name = book.name
        # An address on the net is no folder for copies.
        is_local = "://" not in folder
        beside = (Path(folder) / backups.FOLDER,) if is_local else ()
        self._folders = (*beside, backups.own_folder() / backups.FOLDER)
        self._path = (Path(folder) if is_local else backups.own_folder()) / self._name
        self._clock, self._message = clock, message
        self._contents = partial(CellContents, uses_1904=cache(lambda: native.uses_1904(book)))
        self._undo: list[Callable[[], None]] = []
        self._spares: list[Spare] = []
        self._drops: list[Callable[[], None]] = []
        self._views: dict[str, str] | None = None
        self._seen: dict[str, TableBlock] = {}
        self._used: dict[str, Area] = {}
        self._edited: set[str] = set()
        self._backup: Path | None = None
        self._is_changed = False
        self._is_quiet = False
        self.made: list[str] = []

    @property
    def path(self) -> Path:
        """Where the workbook lies; the clerk's own folder for one on the net."""
        return self._path

    @property
    def backup(self) -> Path | None:
        """The copy of the state before the changes that are not saved yet."""
        return self._backup

    def sheet_names(self) -> tuple[str, ...]:
        """Return the names of all sheets, in tab order."""
        with self._asking():
            spares = {spare.name for spare in self._spares}
            tabs = native.tab_names(self._tabs())
            return tuple(name for name in tabs if name not in spares)

    def table_names(self) -> tuple[str, ...]:
        """Return the names of all tables."""
        with self._asking():
            return self._tables.names()

    def has_table(self, name: str) -> bool:
        """Tell whether there is a table of that name."""
        with self._asking():
            return self._tables.has(name)

    def read_table(self, name: str) -> TableBlock:
        """Return a table as a block that knows its cell addresses.

        Raises:
            TableNotFoundError: no table has that name.
            WorkbookError: the table has no header row.
        """
        try:
            with self._asking():
                live = self._tables.find(name)
                self._seen[live.name] = live.block()
                return self._seen[live.name]
        except TableNotFoundError as stop:
            raise why_missing(self, name) from stop

    def read_columns(self, name: str) -> Iterator[TableColumns]:
        """Yield the rows of a table column by column, all at once.

        Raises:
            TableNotFoundError: no table has that name.
            WorkbookError: the table has no header row.
        """
        yield self.read_table(name).by_columns()

    def read_ahead(self, name: str) -> None:
        """Do nothing: a running Excel gives its cells at once."""

    def generated_sheets(self) -> Mapping[str, str]:
        """Return the sheets that carry our mark: view id to sheet name."""
        if self._views is None:
            with self._asking():
                self._views = views_of(self._sheets)
        return dict(self._views)

    def selected(self) -> tuple[str, int]:
        """Return the sheet in front and the row of its selected cell."""
        with self._asking():
            return native.selected_place(self._book)

    def read_sheet(self, sheet: str) -> Grid:
        """Return the values of a sheet from A1 on.

        Raises:
            WorkbookError: there is no such sheet, or its cells lie too far apart.
        """
        with self._asking():
            known = self._sheets.named(sheet)
            if known is not None:
                rows = read_used(known)
                self._used[sheet] = Area(1, 1, len(rows), len(rows[0]))
                return Grid(sheet, rows)
            if not (name := native.tab_named(self._tabs(), sheet)):
                raise refusals.unknown_sheet(sheet, self._where)
            return Grid(name, ())  # a chart

    def put_sheet(self, spec: SheetSpec) -> None:
        """Add a generated sheet after the others, or replace the one with the same view id.

        Raises:
            SheetNotOursError: another sheet has the title and carries no mark of ours.
        """
        ours = self.generated_sheets().get(spec.view_id)
        with self._changing():
            try:
                if ours is None:
                    self._add(spec)
                else:
                    self._replace(spec, ours)
            except native.host_errors() as error:
                if native.has_locked_structure(self._book):
                    raise refusals.locked_structure(self._where) from error
                raise
        self.made.append(ours or spec.title)
        if text := too_many_links(spec):
            self.message(text)

    def show_sheet(self, sheet: str) -> None:
        """Bring a sheet into sight that is hidden; any other stays as it is."""
        with self._asking():
            known = self._sheets.named(sheet)
            if known is None or native.is_shown(known.api):
                return
        with self._changing():
            self._begin()
            native.show_tab(known.api)
            self._undo.append(partial(native.hide_tab, known.api))

    def show_columns(self, sheet: str, columns: Collection[int]) -> None:
        """Bring columns into sight; on a sheet that is protected all stay."""
        with self._asking():
            known = self._sheets.named(sheet)
            hidden = () if known is None else hidden_columns(known, columns)
        if hidden:
            with self._changing():
                self._begin()
                self._undo += [show_column(one) for one in hidden]

    def append_rows(self, table: str, rows: Sequence[Mapping[str, CellValue]]) -> None:
        """Add rows (header to value) below the last row in use; the table grows as needed.

        Columns that a row does not name stay empty, but a calculated column keeps its formula.
        """
        if rows:
            with self._editing(table) as edit:
                edit.append(rows)

    def set_cells(self, table: str, changes: Sequence[CellChange]) -> None:
        """Change cells of a table; a cell that holds the value already is left alone."""
        with self._editing(table) as edit:
            edit.change(changes)

    def save(self) -> Path | None:
        """Save the workbook; return the copy of its state before the changes, None if unchanged.

        Raises:
            CannotWriteError: the disk does not take it; the changes stay in the open workbook.
        """
        if not self._is_changed:
            return None
        with self.quiet():
            self._keep()
            try:
                native.save(self._book)
            except native.host_errors() as error:
                raise refusals.not_saved(self._where) from error
        backup, self._backup, self._is_changed = self._backup, None, False
        if backup:
            backups.drop_old_backups(backup.parent, self._name)
        return backup

    def take_back(self) -> None:
        """Undo every change since the last save.

        Raises:
            CannotWriteError: Excel did not let itself be put back; the copy has the old state.
        """
        with self._asking(), self.quiet():
            self._take_back_to(0)
            self._is_changed = False
            self._edited.clear()
            self.made.clear()

    def progress(self, text: str) -> None:
        """Say in the status bar what is going on."""
        with suppress(*native.host_errors()):
            native.say(self._app, text)

    def message(self, text: str) -> None:
        """Say what was done."""
        self._message(text)

    @contextmanager
    def quiet(self, *, leads_to_made: bool = False) -> Iterator[None]:
        """Keep Excel from redrawing, asking, calculating and reacting; restore all of it.

        In the end the tab is in front that was, or the sheet that was made first.
        """
        if self._is_quiet:
            yield
            return
        self._is_quiet = True
        try:
            with quietly(self._app, self._book, self._made_tab if leads_to_made else _no_tab):
                yield
        finally:
            self._is_quiet = False

    def _made_tab(self) -> native.ComObject | None:
        """Return the tab of the sheet that was made first, None where none was."""
        sheet = self._sheets.named(self.made[0]) if self.made else None
        return None if sheet is None else sheet.api

    @property
    def _where(self) -> str:
        """Name the workbook for a message."""
        return f"工作簿《{self._name}》"

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Turn what Excel refuses into reasons to stop."""
        with translated(self._where):
            yield

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Change the workbook as a whole or not at all."""
        start, was_changed = len(self._undo), self._is_changed
        with self._asking(), self.quiet():
            try:
                yield
            except BaseException:
                self._take_back_to(start)
                self._is_changed = was_changed
                raise

    def _begin(self, _written: Area | None = None) -> None:
        """Keep a dated copy of the workbook as it is, before the first change."""
        if self._backup is None:
            self._backup = self._kept_copy()
        self._is_changed = True

    def _kept_copy(self) -> Path:
        """Write the copy beside the workbook, or else into the clerk's own folder."""
        reason: Exception | None = None
        unable: tuple[type[Exception], ...] = (OSError, *native.host_errors())
        for folder in self._folders:
            try:
                folder.mkdir(parents=True, exist_ok=True)
                target = backups.backup_path(folder, self._name, self._clock())
                native.save_copy(self._book, target)
            except unable as error:
                reason = error
            else:
                return target
        raise CannotWriteError(
            f"不能留存备份（{'、'.join(str(folder) for folder in self._folders)}），未作改动。",
            where=self._where,
            advice="请结束单元格的编辑，检查磁盘空间和文件夹权限，再点一次按钮。",
        ) from reason

    def _keep(self) -> None:
        """Let the changes stand; what follows leaves no way back but the copy."""
        self._settle()
        self._seen, self._edited = {}, set()
        self._undo.clear()
        for drop in self._drops:
            with suppress(*native.host_errors()):
                run_twice(drop)
        self._drops.clear()
        self._spares.clear()

    def _take_back_to(self, start: int) -> None:
        """Undo the changes after the first `start`, the last one first."""
        self._forget()
        while len(self._undo) > start:
            step = self._undo.pop()
            try:
                run_twice(step)
            except native.host_errors() as error:
                self._undo.clear()
                raise CannotWriteError(
                    "Excel 中断了操作，有的内容没有能够恢复原样；文件没有保存，仍是原来的内容。",
                    where=self._where,
                    advice="请关闭工作簿并选择“不保存”，再重新打开；"
                    f"操作前的副本在 {self._backup}。",
                ) from error

    def _forget(self) -> None:
        """Ask Excel again where things stand."""
        self._views = None
        self._seen.clear()
        self._used.clear()
        self._sheets.forget()
        self._tables.forget()

    @contextmanager
    def _editing(self, table: str) -> Iterator[TableEdit]:
        """Change one table; a protection of the program is lifted meanwhile."""
        with self._changing():
            live = self._tables.find(table)
            self._seen.pop(live.name, None)
            self._edited.add(live.name)
            lifted: list[Callable[[], None]] = []
            begin, contents = partial(self._begin_on, live, lifted), self._contents(live.home)
            yield TableEdit(live, contents, self._undo, begin)
            self._tables.forget()
            for protect_again in lifted:
                protect_again()
                self._undo.append(partial(unprotect, live.sheet))

    def _settle(self) -> None:
        """Let tables grow over the rows that follow them, and print what is filled in."""
        with suppress(UnionXLError), self._asking(), self.quiet():
            known = self._tables, self._seen, self._edited
            if short := settle(*known, self._table_edit):
                self.message(not_lengthened(short))

    @contextmanager
    def _table_edit(self, live: LiveTable) -> Iterator[TableEdit]:
        """Change one table of a sheet that is not protected, or nothing of it."""
        with self._changing():
            yield TableEdit(live, self._contents(live.home), self._undo, self._begin)
            self._tables.forget()

    def _begin_on(
        self, live: LiveTable, lifted: list[Callable[[], None]], written: Area | None
    ) -> None:
        """Begin a change to a table; note in `lifted` how to protect its sheet again.

        What the clerk protected herself is refused, with a password or without. Cells that take
        input anyway, `written` being all that changes, are written to as the clerk does.
        """
        is_locked = is_protected(sheet := live.sheet)
        if is_locked and live.name not in PROGRAM_TABLES:
            raise refusals.protected_sheet(sheet.name)
        self._begin()
        if not is_locked or (written and native.is_unlocked(live.cells(written))):
            return
        protect_again = partial(protect_as, sheet.api, protection_of(sheet.api))
        lift_protection(sheet, protect_again, self._undo)
        lifted.append(protect_again)

    def _add(self, spec: SheetSpec) -> None:
        """Add a tab after the others."""
        check_title(spec.title)
        there = self._sheets.named(spec.title)
        if there is not None:
            raise SheetNotOursError(there.name)
        drawing = SheetDrawing(spec, spec.title, self._contents(spec.title))
        self._begin()
        tab = native.add_tab(self._tabs())
        self._undo.append(partial(native.delete_tab, tab))
        # Marked before it is filled: should Excel die on the way, the sheet is still ours.
        marks = {VIEW_MARK: text_constant(spec.view_id), TITLE_MARK: text_constant(spec.title)}
        native.mark_tab(tab, marks)
        try:
            native.rename_tab(tab, spec.title)
        except native.host_errors() as error:
            taken = native.tab_named(self._tabs(), spec.title)
            raise (SheetNotOursError(taken) if taken else error) from error
        sheet = self._sheets.add(spec.title)
        drawing.draw(self._book, sheet, self._window)
        if spec.pictures or spec.charts:
            ShapeBoard(sheet).put_up(spec, spec.title)
        drawing.close(sheet)
        self._note(spec.view_id, spec.title)

    def _replace(self, spec: SheetSpec, name: str) -> None:
        """Make a sheet again: same tab, same place, the name that the clerk may have given it."""
        sheet = self._sheets.named(name)
        if sheet is None:
            raise refusals.unknown_sheet(name, self._where)
        if len(sheet.tables):
            raise refusals.irreplaceable("表格", name)
        drawing = SheetDrawing(spec, name, self._contents(name))
        self._begin()
        filtered = native.filter_of(sheet)
        if is_protected(sheet):
            again = partial(protect, sheet, can_filter=bool(filtered))
            lift_protection(sheet, again, self._undo)
        spare = Spare(sheet, self._window, filtered)
        self._undo.append(spare.bring_back)
        spare.hide()
        self._spares.append(spare)
        self._drops.append(spare.drop)
        sized = drawing.gives_sizes_to(self._used.pop(name, None))
        board = ShapeBoard(sheet)
        self._undo.append(board.put_back)
        self._drops.append(board.drop_old)
        native.empty(sheet, self._window, is_filtered=bool(filtered), keeps_sizes=sized)
        drawing.draw(self._book, sheet, self._window, is_new=False)
        board.put_up(spec, name)
        drawing.close(sheet)
        self._note(spec.view_id, name)

    def _note(self, view_id: str, name: str) -> None:
        """Remember where a view stands."""
        if self._views is not None:
            self._views[view_id] = name


def _no_tab() -> None:
    """Leave the tab in front that was."""
