"""What a write does to every table of a running Excel: its length and what is printed of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unionxl.errors import UnionXLError
from unionxl.tables.all import column_count, is_input_table
from unionxl.views.layout import Area
from unionxl.workbook.cells.addresses import area_text, parse_area
from unionxl.workbook.cells.print_area import printed_area
from unionxl.workbook.live import rows as native_rows
from unionxl.workbook.live.protection import is_protected
from unionxl.workbook.live.reading import find_table, is_filled_by, last_filled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from contextlib import AbstractContextManager

    import xlwings as xw
    from xlwings.main import Table

    from unionxl.workbook.live.reading import LiveTable
    from unionxl.workbook.live.tables import TableEdit
    from unionxl.workbook.port import TableBlock


def settle(
    tables: Mapping[str, tuple[Table, xw.Sheet]],
    seen: Mapping[str, TableBlock],
    edited: Collection[str],
    edit: Callable[[LiveTable], AbstractContextManager[TableEdit]],
) -> tuple[str, ...]:
    """Let tables grow over the rows that follow them, and print them down to the last one.

    `seen` are tables as they were read, which tells without asking Excel again; of the others
    Excel is asked once a table was `edited`. Returns the sheets whose tables stay too short:
    protected ones, and those where Excel refuses; a refusal takes back the one table only.
    """
    short = []
    for name, (table, sheet) in tables.items():
        if not is_input_table(name):
            continue
        block = seen.get(name)
        is_long = bool(block.below.count) if block else bool(edited) and name not in edited
        if is_long and not block:
            is_long = not is_filled_by(table, sheet)
        if not is_long and name not in edited:
            continue
        if not table.show_headers:
            continue
        live = find_table({name: (table, sheet)}, name)
        try:
            if not is_protected(sheet):
                with edit(live) as change:
                    change.take_in()
                    change.undo.extend(_print(change.live))
                    continue
        except UnionXLError:
            pass
        if live.block().below.count:
            short.append(live.sheet.name)
    return tuple(short)


def _print(live: LiveTable) -> list[Callable[[], None]]:
    """Print the sheet of a table down to the last row that is filled in; return the way back."""
    before = native_rows.print_area(live.sheet)
    old = parse_area(before)
    if old is None:
        return []
    block = live.block()
    whole = Area(block.top, block.left, block.bottom, block.left + len(block.header) - 1)
    usual_right = block.left + column_count(live.name) - 1
    area = printed_area(whole, last_filled(block), usual_right, old)
    if area is None or area == old:
        return []
    native_rows.set_print_area(live.sheet, area_text(area))
    return [partial(native_rows.set_print_area, live.sheet, before)]
