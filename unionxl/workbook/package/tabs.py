"""Which tab a spreadsheet program shows when it opens the workbook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.sheets import WorkbookPart

_VIEW = re.compile(rb"<(?:[\w.-]+:)?sheetView(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_SELECTED = re.compile(rb"\stabSelected\s*=\s*[\"'](?:1|true|(0|false))[\"']")
_VIEW_NAME = re.compile(rb"<(?:[\w.-]+:)?sheetView")
_VIEWS_END = re.compile(rb"sheetViews\s*>")
_CELL = re.compile(
    rb"<(?:[\w.-]+:)?selection\s[^>]*?activeCell\s*=\s*[\"'][A-Z]{1,3}(\d{1,7})[\"']"
)
_CHUNK = 16_384


def selected_place(parts: Parts, book: WorkbookPart) -> tuple[str, int]:
    """Return the sheet on which the workbook opens and the row of its selected cell."""
    tabs = book.sheets()
    tab = next((one for one in tabs if one.index == book.open_index), None)
    if tab is None or not tab.part:
        return ("" if tab is None else tab.name), 0
    found = _CELL.findall(_head(parts, tab.part))
    return tab.name, int(found[-1]) if found else 1


def turn_to(parts: Parts, book: WorkbookPart, sheet: str) -> None:
    """Have the workbook open on a sheet, that one alone selected; a hidden one is not shown.

    Several selected tabs would be a group, where typing in one goes into all of them.
    """
    tabs = book.sheets()
    wanted = next((tab for tab in tabs if tab.name.casefold() == sheet.casefold()), None)
    if wanted is None or not wanted.part or book.is_hidden(wanted.index):
        return
    book.open_on(wanted.index)
    book.store()
    for tab in tabs:
        if tab.part and (tab is wanted or _SELECTED.search(_head(parts, tab.part))):
            old = parts.read(tab.part)
            new = _with_selection(old, is_selected=tab is wanted)
            if new != old:
                parts.write(tab.part, new)


def _head(parts: Parts, part: str) -> bytes:
    """Return the beginning of a sheet with its views; the rows of a long one are not unpacked."""
    head = b""
    for chunk in parts.chunks(part, _CHUNK):
        head += chunk
        if _VIEWS_END.search(head) or b"sheetData" in head:
            break
    return head


def _with_selection(content: bytes, *, is_selected: bool) -> bytes:
    """Return a sheet whose views say that its tab is selected, or is not."""
    return _VIEW.sub(lambda view: _marked(view[0], is_selected=is_selected), content)


def _marked(view: bytes, *, is_selected: bool) -> bytes:
    """Return the start of one view with the mark of a selected tab, or without it."""
    mark = _SELECTED.search(view)
    if is_selected == bool(mark and not mark[1]):
        return view
    bare = _SELECTED.sub(b"", view)
    return _VIEW_NAME.sub(rb'\g<0> tabSelected="1"', bare, count=1) if is_selected else bare
