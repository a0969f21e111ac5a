"""The sheets and tables of a running Excel, each asked for as seldom as possible."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from unionxl.errors import TableNotFoundError
from unionxl.tables.all import TABLES, sheet_of
from unionxl.tables.program import GUIDE_SHEET, HOSTS, MORE_SHEET, RUNS
from unionxl.views.layout import Area
from unionxl.workbook.cells.addresses import parse_area
from unionxl.workbook.cells.marks import TITLE_MARK, VIEW_MARK, precedence
from unionxl.workbook.live import rows as native_rows
from unionxl.workbook.live.host import native
from unionxl.workbook.live.reading import LiveTable, opened

if TYPE_CHECKING:
    import xlwings as xw
    from xlwings.main import Table

_INPUT_SHEETS = frozenset(
    name.casefold()
    for name in (GUIDE_SHEET, MORE_SHEET, *(table.sheet for table in (*TABLES, RUNS, HOSTS)))
)
_HOMES = {table.name.casefold(): table.sheet for table in (RUNS, HOSTS)}


class KnownSheets:
    """The sheets of cells: ours for input asked for by name, the others walked through once."""

    def __init__(self, book: xw.Book) -> None:
        self._grids = book.sheets
        self._asks = sys.platform != "darwin"  # a Mac answers for a sheet that is not there
        self._known: list[tuple[str, xw.Sheet]] | None = None
        self._others: list[tuple[str, xw.Sheet]] | None = None
        self._inputs: dict[str, xw.Sheet | None] = {}

    def all(self) -> list[tuple[str, xw.Sheet]]:
        """Return each sheet with its name, in tab order."""
        if self._known is None:
            self._known = [(sheet.name, sheet) for sheet in self._grids]
        return self._known

    def others(self) -> list[tuple[str, xw.Sheet]]:
        """Return each sheet that is not one of ours for input, with its name, in tab order.

        Most stand behind those for input: the walk begins at the last one, and ends when all are
        found.
        """
        if self._others is None:
            count = len(self._grids)
            if self._known or not self._asks or count < len(_INPUT_SHEETS):
                self._others = [one for one in self.all() if one[0].casefold() not in _INPUT_SHEETS]
            else:
                left = count - sum(self._input(name) is not None for name in _INPUT_SHEETS)
                self._others = self._from_the_end(count, left)
        return self._others

    def _from_the_end(self, count: int, left: int) -> list[tuple[str, xw.Sheet]]:
        """Return the last sheets that are not for input, as many as there are left."""
        found: list[tuple[str, xw.Sheet]] = []
        for index in range(count, 0, -1):
            if len(found) == left:
                break
            sheet = self._grids(index)
            name = sheet.name
            if name.casefold() not in _INPUT_SHEETS:
                found.append((name, sheet))
        return found[::-1]

    def named(self, name: str) -> xw.Sheet | None:
        """Return the sheet of a name, None where there is none."""
        wanted = name.casefold()
        if self._known is None and self._asks and wanted in _INPUT_SHEETS:
            return self._input(wanted)
        listed = self._known or (self.others() if self._asks else self.all())
        return next((sheet for known, sheet in listed if known.casefold() == wanted), None)

    def _input(self, name: str) -> xw.Sheet | None:
        """Return one of our sheets for input, asked for by its name."""
        if name not in self._inputs:
            self._inputs[name] = native_rows.sheet_named(self._grids, name)
        return self._inputs[name]

    def add(self, name: str) -> xw.Sheet:
        """Note a sheet that was added after all others, and return it."""
        sheet = self._grids[name]
        for listed in (self._known, self._others):
            if listed is not None:
                listed.append((name, sheet))
        return sheet

    def forget(self) -> None:
        """Look for them again when they are needed."""
        self._known = self._others = None
        self._inputs.clear()


def views_of(sheets: KnownSheets) -> dict[str, str]:
    """Look for our marks on all sheets but those for input: view id to name of the sheet."""
    found: dict[str, list[tuple[int, str, xw.Sheet]]] = {}
    for index, (name, sheet) in enumerate(sheets.others()):
        if view := native.mark_of(sheet, VIEW_MARK):
            found.setdefault(view, []).append((index, name, sheet))
    return {view: _ours(rivals) for view, rivals in found.items()}


def _ours(rivals: list[tuple[int, str, xw.Sheet]]) -> str:
    """Return the name of our sheet among those with the mark of one view."""
    if len(rivals) == 1:
        return rivals[0][1]
    return min(
        (precedence(native.mark_of(sheet, TITLE_MARK) or "", name, index), name)
        for index, name, sheet in rivals
    )[1]


class KnownTables:
    """The tables, each looked for on the sheet where it belongs, and only then on all sheets."""

    def __init__(self, sheets: KnownSheets) -> None:
        self._sheets = sheets
        self._listed: dict[str, tuple[Table, xw.Sheet, str]] | None = None
        self._bodies: dict[str, Area] = {}

    def forget(self) -> None:
        """Look again where the tables lie: one may have grown."""
        self._bodies.clear()
        self._listed = None

    def names(self) -> tuple[str, ...]:
        """Return the names of all tables, in tab order."""
        return tuple(self._all())

    def has(self, name: str) -> bool:
        """Tell whether there is a table of that name."""
        return self._body(name) is not None or self._listed_as(name) is not None

    def find(self, name: str) -> LiveTable:
        """Return the table of that name, with the rectangle that it fills now.

        Raises:
            TableNotFoundError: no sheet has it.
            WorkbookError: the table has no header row.
        """
        body = self._body(name)
        if body is not None and body.top > 1:
            home = _home_of(name)
            sheet = self._sheets.named(home)
            if sheet is not None:
                whole = Area(body.top - 1, body.left, body.bottom, body.right)
                return LiveTable(sheet, name, home, whole)
        listed = self._listed_as(name)
        if listed is None:
            raise TableNotFoundError(name, sheet_of(name))
        known = next(one for one in self._all() if one.casefold() == name.casefold())
        return opened(known, *listed)

    def _body(self, name: str) -> Area | None:
        """Return where the rows of a table of ours lie that is where it belongs, None for others.

        Excel takes the name of a table for these rows, which saves the walk through its lists.
        """
        plain = name.casefold()
        if plain not in self._bodies:
            sheet = self._sheets.named(_home_of(name))
            body = parse_area(native_rows.body_of(sheet, name)) if sheet else None
            if body is None:
                return None
            self._bodies[plain] = body
        return self._bodies[plain]

    def _listed_as(self, name: str) -> tuple[Table, xw.Sheet, str] | None:
        found = self._all()
        return next((found[one] for one in found if one.casefold() == name.casefold()), None)

    def _all(self) -> dict[str, tuple[Table, xw.Sheet, str]]:
        """Return every table with its sheet and that one's name: no change adds or removes one."""
        if self._listed is None:
            self._listed = {
                table.name: (table, sheet, home)
                for home, sheet in self._sheets.all()
                for table in sheet.tables
            }
        return self._listed


def _home_of(name: str) -> str:
    """Return the name of the sheet where a table belongs."""
    return _HOMES.get(name.casefold()) or sheet_of(name)
