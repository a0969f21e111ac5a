"""A generated sheet as a worksheet of openpyxl, alone in a workbook of its own, in memory."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import openpyxl

from unionxl.workbook.package.archive import Archive, write_archive
from unionxl.workbook.package.markup import main, serialise
from unionxl.workbook.package.parts import Parts
from unionxl.workbook.package.sheets import main_part_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from openpyxl.worksheet.worksheet import Worksheet

    from unionxl.api.opening import Opened

_PRINTED = "_xlnm.Print_"
_NOT_COPIED = ("externalReferences", "customWorkbookViews", "calcPr", "bookViews", "pivotCaches")


def worksheet(workbook: Opened, sheet: str) -> Worksheet:
    """Return one sheet of a workbook, without protection and without links to the others."""
    content = _alone(workbook.as_bytes(), sheet)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not keep
        book = openpyxl.load_workbook(io.BytesIO(content))
    (found,) = book.worksheets
    found.protection.disable()
    for cell in [cell for row in found.iter_rows() for cell in row if cell.hyperlink]:
        if cell.hyperlink is not None and not cell.hyperlink.target:
            cell.hyperlink = None
    return found


def _alone(content: bytes, sheet: str) -> bytes:
    """Return a workbook file with one of its sheets only, for reading."""
    parts = Parts(Archive(content, sheet), sheet)
    name = main_part_name(parts)
    root = parts.tree(name)
    _keep_only(root, sheet)
    parts.write(name, serialise(root))
    out = io.BytesIO()
    write_archive(list(parts.entries()), out)
    return out.getvalue()


def _keep_only(root: Element, sheet: str) -> None:
    """Take every other sheet out of the list, and what speaks of them."""
    tabs = list(root.iterfind(f"{main('sheets')}/{main('sheet')}"))
    index = [tab.get("name") for tab in tabs].index(sheet)
    tabs.pop(index).attrib.pop("state", "")
    doomed = [*tabs, *(one for tag in _NOT_COPIED for one in root.iterchildren(main(tag)))]
    for name in root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        if name.get("localSheetId") == str(index) and name.get("name", "").startswith(_PRINTED):
            name.set("localSheetId", "0")
        else:
            doomed.append(name)
    for one in doomed:
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
