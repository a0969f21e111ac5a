"""What a write does to every table of a running Excel: its length and what is printed of it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from unionxl.errors import UnionXLError, WorkbookError
from unionxl.tables.all import TABLES, column_count
from unionxl.tables.program import PROGRAM_TABLES
from unionxl.views.layout import Area
from unionxl.workbook.cells.addresses import area_text, parse_area
from unionxl.workbook.cells.print_area import printed_area
from unionxl.workbook.live import rows as native_rows
from unionxl.workbook.live.protection import is_protected
from unionxl.workbook.live.reading import fills_its_sheet, last_filled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from contextlib import AbstractContextManager

    from unionxl.workbook.live.known import KnownTables
    from unionxl.workbook.live.reading import LiveTable
    from unionxl.workbook.live.tables import TableEdit
    from unionxl.workbook.port import TableBlock


def settle(
    tables: KnownTables,
    seen: Mapping[str, TableBlock],
    edited: Collection[str],
    edit: Callable[[LiveTable], AbstractContextManager[TableEdit]],
) -> tuple[str, ...]:
    """Let tables grow over the rows that follow them, and print them down to the last one.

    `seen` are tables as they were read, which tells without asking Excel again; of the others
    Excel is asked once a table of the clerk was `edited`. Returns the sheets whose tables stay too
    short: protected ones, and those where Excel refuses; a refusal takes back the one table only.
    """
    return tuple(
        name
        for table in TABLES
        if (name := _settle(tables, table.name, seen.get(table.name), edited, edit))
    )


def _settle(
    tables: KnownTables,
    name: str,
    block: TableBlock | None,
    edited: Collection[str],
    edit: Callable[[LiveTable], AbstractContextManager[TableEdit]],
) -> str:
    """Settle one table; return the name of its sheet where it stays too short."""
    is_long = bool(block.below.count) if block else not PROGRAM_TABLES.issuperset(edited)
    if not (is_long or name in edited):
        return ""
    try:
        live = tables.find(name)
        if not block and name not in edited and fills_its_sheet(live):
            return ""
        block = live.block()
    except WorkbookError:  # it is not there, or has no header
        return ""
    with suppress(UnionXLError):
        if not is_protected(live.sheet):
            with edit(live) as change:
                change.take_in()
                change.undo.extend(_print(change.live))
                return ""
    return live.home if block.below.count else ""


def _print(live: LiveTable) -> list[Callable[[], None]]:
    """Print the sheet of a table down to the last row that is filled in; return the way back."""
    before = native_rows.print_area(live.sheet)
    old = parse_area(before)
    if old is None:
        return []
    block = live.block()
    whole = Area(block.top, block.left, block.bottom, block.left + len(block.header) - 1)
    usual_right = block.left + column_count(live.name, block.header) - 1
    area = printed_area(whole, last_filled(block), usual_right, old)
    if area is None or area == old:
        return []
    native_rows.set_print_area(live.sheet, area_text(area))
    return [partial(native_rows.set_print_area, live.sheet, before)]
