"""Cell formats: ours are added to the clerk's, hers keep their numbers and their looks."""

from __future__ import annotations

import copy
import posixpath
import re
from typing import TYPE_CHECKING

from lxml import etree

from unionxl.workbook.cells.theme import FONT_NAME
from unionxl.workbook.cells.values import DATE_FORMAT, shows_date
from unionxl.workbook.package.markup import (
    MAIN,
    children,
    insert_in_order,
    main,
    number,
    parse,
    serialise,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element as Element

    from unionxl.workbook.cells.theme import Edges, Look
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.sheets import WorkbookPart

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_DEFAULTS = {
    "fonts": '<font xmlns="{0}"><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    "fills": '<fill xmlns="{0}"><patternFill patternType="none"/></fill>',
    "borders": '<border xmlns="{0}"><left/><right/><top/><bottom/><diagonal/></border>',
    "cellStyleXfs": '<xf xmlns="{0}" numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf xmlns="{0}" numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    "cellStyles": '<cellStyle xmlns="{0}" name="Normal" xfId="0" builtinId="0"/>',
}
_GREY_FILL = '<fill xmlns="{0}"><patternFill patternType="gray125"/></fill>'
_BUILT_IN_FORMATS = {
    "General": 0,
    "0": 1,
    "0.00": 2,
    "#,##0": 3,
    "#,##0.00": 4,
    "0%": 9,
    "0.00%": 10,
    "@": 49,
}
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_FIRST_CUSTOM_FORMAT = 164
_MOST_FORMATS = 65_490  # more than these no program takes
_FORMAT = re.compile(rb'<(?:\w+:)?(?:c|row|col)\s[^>]*?\b(?:s|style)="(\d{1,5})"')
_CONDITIONAL = re.compile(rb'\b\w*[dD]xfId="(\d{1,5})"')
_EMPTY = f'<styleSheet xmlns="{MAIN}"/>'.encode()

Signature = tuple[str, tuple[tuple[str, str], ...], tuple["Signature", ...]]


class StyleSheet:
    """The styles part: formats are looked up in it, and added at the end when they are new."""

    def __init__(self, content: bytes, where: str) -> None:
        self._root = parse(content, where)
        for name, default in _DEFAULTS.items():
            if not children(self._collection(name)):
                self._append(name, etree.fromstring(default.format(MAIN)))
        if len(children(self._collection("fills"))) == 1:  # the second fill is reserved as well
            self._append("fills", etree.fromstring(_GREY_FILL.format(MAIN)))
        self._known: dict[str, dict[Signature, int]] = {}
        self.is_changed = False

    def content(self) -> bytes:
        """Return the part as it is now."""
        return serialise(self._root)

    def format_of(self, look: Look, *, is_unlocked: bool = False, is_dated: bool = False) -> int:
        """Return the cell format of a look.

        The named cell style of the workbook counts: where the clerk has restyled it, her style is
        taken. `is_unlocked` makes an input cell of it, `is_dated` has it show a date.
        """
        style_id = self._named_style(look)
        style = children(self._collection("cellStyleXfs"))[style_id]
        xf = etree.Element(main("xf"))
        for name in ("numFmtId", "fontId", "fillId", "borderId"):
            xf.set(name, style.get(name, "0"))
        xf.set("xfId", str(style_id))
        for name in ("NumberFormat", "Font", "Fill", "Border"):
            xf.set(f"apply{name}", "1")
        for child in children(style):
            xf.append(copy.deepcopy(child))
        if is_dated:
            self._show_date(xf)
        if is_unlocked:
            _child(xf, "protection").set("locked", "0")
        for name in ("alignment", "protection"):
            if xf.find(main(name)) is not None:
                xf.set(f"apply{name.capitalize()}", "1")
        return self._put("cellXfs", xf)

    def make_room(self, last: int, last_conditional: int) -> None:
        """Add plain formats up to those numbers: sheets use them, and their part is gone."""
        for name, end in (("cellXfs", last), ("dxfs", last_conditional)):
            for _ in range(min(end, _MOST_FORMATS) + 1 - len(children(self._collection(name)))):
                plain = _DEFAULTS.get(name, '<dxf xmlns="{0}"/>')
                self._append(name, etree.fromstring(plain.format(MAIN)))

    def dated(self, index: int) -> int:
        """Return a format that shows a date and is else like the given one."""
        formats = children(self._collection("cellXfs"))
        xf = copy.deepcopy(formats[index if index < len(formats) else 0])
        self._show_date(xf)
        return self._put("cellXfs", xf)

    def _show_date(self, xf: Element) -> None:
        """Give a format a date's number format unless it has one."""
        if not self._is_date(number(xf, "numFmtId")):
            xf.set("numFmtId", str(self._number_format(DATE_FORMAT)))
            xf.set("applyNumberFormat", "1")

    def _is_date(self, format_id: int) -> bool:
        """Tell whether a number format shows dates."""
        for element in children(self._root.find(main("numFmts"))):
            if element.get("numFmtId") == str(format_id):
                return shows_date(element.get("formatCode", ""))
        return format_id in _BUILT_IN_DATES

    def _named_style(self, look: Look) -> int:
        """Return the index of a named style's format, the style added when it is missing."""
        for element in children(self._collection("cellStyles")):
            if element.get("name", "").casefold() == look.style_name.casefold():
                index = number(element, "xfId")
                if index < len(children(self._collection("cellStyleXfs"))):
                    return index
        xf = etree.Element(main("xf"))
        xf.set("numFmtId", str(self._number_format(look.number_format)))
        xf.set("fontId", str(self._put("fonts", _font(look))))
        xf.set("fillId", str(self._put("fills", _fill(look)) if look.fill else 0))
        xf.set("borderId", str(self._put("borders", _border(look.edges, look.edge_color))))
        _align(_child(xf, "alignment"), look)
        if not look.locked:
            _child(xf, "protection").set("locked", "0")
        index = self._append("cellStyleXfs", xf)  # each named style owns its format
        style = etree.Element(main("cellStyle"))
        style.set("name", look.style_name)
        style.set("xfId", str(index))
        self._append("cellStyles", style)
        return index

    def _number_format(self, code: str) -> int:
        """Return the number of a number format, added when it is new."""
        if code in _BUILT_IN_FORMATS:
            return _BUILT_IN_FORMATS[code]
        numbers = [_FIRST_CUSTOM_FORMAT - 1]
        for element in children(self._root.find(main("numFmts"))):
            if element.get("formatCode") == code:
                return number(element, "numFmtId")
            numbers.append(number(element, "numFmtId"))
        element = etree.Element(main("numFmt"))
        element.set("numFmtId", str(max(numbers) + 1))
        element.set("formatCode", code)
        self._append("numFmts", element)
        return max(numbers) + 1

    def _put(self, name: str, element: Element) -> int:
        """Return the index of an equal element, the element added when there is none."""
        if name not in self._known:
            known: dict[Signature, int] = {}
            for index, other in enumerate(children(self._collection(name))):
                known.setdefault(_signature(other), index)
            self._known[name] = known
        signature = _signature(element)
        if signature not in self._known[name]:
            self._known[name][signature] = self._append(name, element)
        return self._known[name][signature]

    def _append(self, name: str, element: Element) -> int:
        """Add an element at the end of a collection and return its index."""
        collection = self._collection(name)
        collection.append(element)
        self.is_changed = True
        count = len(children(collection))
        collection.set("count", str(count))
        return count - 1

    def _collection(self, name: str) -> Element:
        """Return a collection, made at its place when it is missing."""
        found = self._root.find(main(name))
        if found is None:
            found = etree.Element(main(name))
            insert_in_order(self._root, found, _ORDER)
        return found


def _signature(element: Element) -> Signature:
    """Return what makes two format elements equal."""
    return (
        str(element.tag),
        tuple(sorted((str(name), str(value)) for name, value in element.attrib.items())),
        tuple(_signature(child) for child in element if isinstance(child.tag, str)),
    )


def _child(parent: Element, name: str, **attributes: str) -> Element:
    """Return a child, made when it is missing, with these attributes."""
    found = parent.find(main(name))
    if found is None:
        found = etree.SubElement(parent, main(name))
    for attribute, value in attributes.items():
        found.set(attribute, value)
    return found


def _font(look: Look) -> Element:
    """Return the font of a look."""
    font = etree.Element(main("font"))
    for name, is_wanted in (("b", look.bold), ("i", look.italic)):
        if is_wanted:
            _child(font, name)
    _child(font, "sz", val=f"{look.size:g}")
    _child(font, "color", rgb=f"FF{look.color}")
    _child(font, "name", val=FONT_NAME)
    _child(font, "family", val="2")
    _child(font, "charset", val="134")
    return font


def _fill(look: Look) -> Element:
    """Return the fill of a look that has one."""
    fill = etree.Element(main("fill"))
    pattern = _child(fill, "patternFill", patternType="solid")
    _child(pattern, "fgColor", rgb=f"FF{look.fill}")
    _child(pattern, "bgColor", indexed="64")
    return fill


def _border(edges: Edges, color: str) -> Element:
    """Return the border of a look."""
    border = etree.Element(main("border"))
    for name in ("left", "right", "top", "bottom"):
        edge = _child(border, name)
        line = getattr(edges, name)
        if line:
            edge.set("style", line)
            _child(edge, "color", rgb=f"FF{color}")
    _child(border, "diagonal")
    return border


def _align(alignment: Element, look: Look) -> None:
    """Set how the text of a look lies."""
    alignment.set("horizontal", look.horizontal)
    alignment.set("vertical", look.vertical)
    if look.wrap:
        alignment.set("wrapText", "1")
    if look.indent:
        alignment.set("indent", str(look.indent))
    if look.shrink:
        alignment.set("shrinkToFit", "1")


def open_styles(parts: Parts, book: WorkbookPart) -> StyleSheet:
    """Return the styles of a workbook."""
    part = book.part_of_kind("styles")
    if part:
        return StyleSheet(parts.read(part), f"{parts.where}的样式")
    styles = StyleSheet(_EMPTY, f"{parts.where}的样式")
    sheets = [sheet.part for sheet in book.sheets() if sheet.is_grid]
    tables = [
        link.part
        for sheet in sheets
        for link in parts.relationships(sheet)
        if link.part and link.is_kind("table")
    ]
    contents = [parts.read(part) for part in (*sheets, *tables)]
    styles.make_room(*(_highest(pattern, contents) for pattern in (_FORMAT, _CONDITIONAL)))
    return styles


def _highest(pattern: re.Pattern[bytes], contents: Sequence[bytes]) -> int:
    """Return the highest index of a format that sheets use, -1 where they use none."""
    return max((int(one) for text in contents for one in pattern.findall(text)), default=-1)


def store_styles(parts: Parts, book: WorkbookPart, styles: StyleSheet) -> None:
    """Hand the styles back if formats were added."""
    if not styles.is_changed:
        return
    part = book.part_of_kind("styles")
    parts.unrelate_missing(book.name, "styles")  # else the workbook would have two of them
    if part:
        parts.write(part, styles.content())
    else:
        part = parts.free_name(posixpath.join(posixpath.dirname(book.name), "styles.xml"))
        parts.add(part, styles.content(), CONTENT_TYPE)
        parts.relate(book.name, "styles", part)
