"""Putting a generated sheet into a package: a new tab, or the same tab made again."""

from __future__ import annotations

import io
import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from unionxl.errors import SheetNotOursError
from unionxl.workbook.cells import refusals
from unionxl.workbook.cells.marks import TITLE_MARK, VIEW_MARK, text_constant
from unionxl.workbook.cells.placing import check_title
from unionxl.workbook.package import markup
from unionxl.workbook.package.drawings import (
    NOTHING_KEPT,
    add_drawing,
    content_of,
    kept_drawing,
)
from unionxl.workbook.package.markup import main
from unionxl.workbook.package.protection import has_password
from unionxl.workbook.package.render import CONTENT_TYPE, MARGINS, KeptView, SheetRenderer
from unionxl.workbook.package.sheets import WorkbookPart
from unionxl.workbook.package.styles import open_styles, store_styles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.views.layout import SheetSpec
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.render import SheetPart
    from unionxl.workbook.package.sheets import SheetEntry

# What other parts of the workbook refer to by name; without it Excel would have to repair them.
_IRREPLACEABLE = {
    "table": "表格",
    "pivotTable": "数据透视表",
    "queryTable": "外部数据",
    "slicer": "切片器",
    "timeline": "日程表",
}

_MARGINS = re.compile(rb"<(?:[\w.-]+:)?pageMargins\s[^>]*>")
_INCHES = re.compile(rb"""\s([a-z]+)=["'](\d{1,2}(?:\.\d+)?)["']""")
_CENTRED = re.compile(
    rb"""<(?:[\w.-]+:)?printOptions\s[^>]*horizontalCentered=["'](?:1|true)["']"""
)
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>/]")


def put_generated_sheet(parts: Parts, spec: SheetSpec) -> str:
    """Add a generated sheet after the others, or make that of the same view again; return its name.

    Raises:
        SheetNotOursError: another sheet has the title and carries no mark of ours.
        RequestError: the title cannot be the name of a tab.
        UnsafeWorkbookError: the change would harm the workbook.
    """
    book = WorkbookPart(parts)
    ours = book.generated_sheets().get(spec.view_id)
    if ours is not None:
        _replace(parts, book, spec, ours)
    else:
        _add(parts, book, spec)
    book.store()
    return ours.name if ours else spec.title


def drop_calculation_chain(parts: Parts, book: WorkbookPart) -> None:
    """Drop the list of formulas, which spreadsheet programs make again; a stale one harms."""
    chain = book.part_of_kind("calcChain")
    if chain:
        parts.unrelate(book.name, chain)
        parts.remove(chain)


def _add(parts: Parts, book: WorkbookPart, spec: SheetSpec) -> None:
    """Add a tab."""
    check_title(spec.title)
    taken = {sheet.name.casefold(): sheet.name for sheet in book.sheets()}
    if spec.title.casefold() in taken:
        raise SheetNotOursError(taken[spec.title.casefold()])
    if book.has_locked_structure:
        raise refusals.locked_structure(parts.where)
    folder = posixpath.dirname(book.name)
    part = parts.free_name(posixpath.join(folder, "worksheets", "sheet1.xml"))
    drawing_id = add_drawing(parts, part, spec, spec.title, NOTHING_KEPT)
    sheet = _render(parts, book, spec, spec.title, KeptView(), drawing_id)
    parts.add(part, sheet.content, CONTENT_TYPE)
    index = book.add_sheet(spec.title, parts.relate(book.name, "worksheet", part))
    book.set_names_of_sheet(index, _names(spec, sheet))


def _replace(parts: Parts, book: WorkbookPart, spec: SheetSpec, ours: SheetEntry) -> None:
    """Make a sheet again: same tab, same place, the name that the clerk may have given it."""
    for link in parts.relationships(ours.part):
        kind = link.kind.rpartition("/")[2]
        if kind in _IRREPLACEABLE:
            raise refusals.irreplaceable(_IRREPLACEABLE[kind], ours.name)
    if has_password(parts.read(ours.part)):
        raise refusals.protected_sheet(ours.name)
    old, old_drawing, point = (
        parts.read(ours.part),
        content_of(parts, ours.part),
        parts.checkpoint(),
    )
    drawing_id = _replace_drawing(parts, ours, spec)
    sheet = _render(parts, book, spec, ours.name, _kept_view(old), drawing_id)
    if sheet.content == old:
        if content_of(parts, ours.part) == old_drawing:
            parts.restore(point)
    else:
        if not drawing_id:
            parts.remove_exclusive(ours.part)
        parts.write(ours.part, sheet.content)
        if _FORMULA.search(old):
            drop_calculation_chain(parts, book)
        book.recalculate_on_load()
    book.set_names_of_sheet(ours.index, _names(spec, sheet))


def _replace_drawing(parts: Parts, ours: SheetEntry, spec: SheetSpec) -> str:
    """Put pictures and charts in place of the old ones; return the relationship, if any."""
    if not (spec.pictures or spec.charts):
        return ""
    kept = kept_drawing(parts, ours.part)
    parts.remove_exclusive(ours.part)
    return add_drawing(parts, ours.part, spec, ours.name, kept)


def _render(
    parts: Parts,
    book: WorkbookPart,
    spec: SheetSpec,
    name: str,
    kept: KeptView,
    drawing_id: str,
) -> SheetPart:
    """Render a sheet with formats of the workbook."""
    styles = open_styles(parts, book)
    renderer = SheetRenderer(spec, name, styles, uses_1904=book.uses_1904)
    sheet = renderer.render(kept, drawing_id)
    store_styles(parts, book, styles)
    return sheet


def _names(spec: SheetSpec, sheet: SheetPart) -> dict[str, str]:
    """Return every defined name of a generated sheet."""
    return {
        VIEW_MARK: text_constant(spec.view_id),
        TITLE_MARK: text_constant(spec.title),
        **sheet.names,
    }


def _kept_view(content: bytes) -> KeptView:
    """Return what stays of a sheet that is made again; its rows are not read."""
    code_name = tab_color = zoom = ""
    is_selected = has_grid_lines = False
    events = etree.iterparse(
        io.BytesIO(content), events=("start",), resolve_entities=False, no_network=True
    )
    for _, element in events:
        if element.tag == main("sheetPr"):
            code_name = element.get("codeName", "")
        elif element.tag == main("tabColor"):
            attributes = sorted(element.attrib.items())
            shown = (f' {name}="{markup.attribute(str(value))}"' for name, value in attributes)
            tab_color = f"<tabColor{''.join(shown)}/>"
        elif element.tag == main("sheetView"):
            is_selected = element.get("tabSelected") in ("1", "true")
            zoom = element.get("zoomScale", "")
            has_grid_lines = element.get("showGridLines", "1") in ("1", "true")
        elif element.tag == main("sheetData"):
            break
    zoom = zoom if zoom.isdigit() else ""
    view = KeptView(code_name, tab_color, is_selected, zoom, has_grid_lines)
    return replace(view, is_centred=_is_centred(content), margins=_margins(content))


def _margins(content: bytes) -> Mapping[str, float]:
    """Return the margins of a sheet; the usual ones where it has none that can be used."""
    found = _MARGINS.search(content, content.rfind(b"sheetData"))
    given = (
        {name.decode(): float(inches) for name, inches in _INCHES.findall(found[0])}
        if found
        else {}
    )
    return given if given.keys() == MARGINS.keys() else MARGINS


def _is_centred(content: bytes) -> bool:
    """Tell whether a sheet is printed in the middle between left and right."""
    return _CENTRED.search(content, content.rfind(b"sheetData")) is not None
