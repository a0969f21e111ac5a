"""Named cell styles that a workbook lacks.

A new workbook has them all. In an older one they are added when they are needed, which some
programs refuse while any sheet is protected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.workbook.live.host import native
from unionxl.workbook.live.protection import all_lifted

if TYPE_CHECKING:
    from collections.abc import Iterable

    import xlwings as xw

    from unionxl.workbook.cells.theme import Look


def apply_look(book: xw.Book, cells: xw.Range, look: Look, others: Iterable[Look]) -> None:
    """Give cells the named style of a look.

    Where the workbook has none of that name it is added, together with those of `others` that are
    missing too. Where not even that is possible, since a sheet has a password, the cells get the
    look without its name.
    """
    try:
        native.apply_style(cells, look.style_name)
    except native.host_errors():
        if native.has_style(book, look.style_name):
            raise
        _add_missing(book, (look, *others))
        if native.has_style(book, look.style_name):
            native.apply_style(cells, look.style_name)
        else:
            native.paint(cells, look)


def _add_missing(book: xw.Book, looks: Iterable[Look]) -> None:
    """Add the styles that a workbook lacks, as far as it takes them."""
    missing = [look for look in dict.fromkeys(looks) if not native.has_style(book, look.style_name)]
    if _add(book, missing):
        return
    with all_lifted(book.api.Worksheets):
        _add(book, missing)


def _add(book: xw.Book, missing: list[Look]) -> bool:
    """Add styles one by one; each that was added is taken from the list. Tell whether all were."""
    while missing:
        try:
            native.add_style(book, missing[0])
        except native.host_errors():
            return False
        del missing[0]
    return True
