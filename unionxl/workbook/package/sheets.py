"""The list of sheets in the workbook part, its defined names and the marks of our sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from unionxl.workbook.cells.addresses import fixed_area_text, parse_area
from unionxl.workbook.cells.marks import TITLE_MARK, VIEW_MARK, constant_text, precedence
from unionxl.workbook.package import guards, markup
from unionxl.workbook.package.markup import (
    OFFICE_RELATIONSHIPS,
    children,
    insert_in_order,
    main,
    serialise,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from unionxl.views.layout import Area
    from unionxl.workbook.package.parts import Parts

PRINT_AREA = "_xlnm.Print_Area"
FILTER_NAME = "_xlnm._FilterDatabase"
_HIDDEN_NAMES = frozenset({VIEW_MARK, TITLE_MARK, FILTER_NAME})
_GENERATED_NAMES = _HIDDEN_NAMES | {"_xlnm.Print_Titles", PRINT_AREA}
_ORDER = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)
_TRUE = ("1", "true")
_STORED_BY_LIBREOFFICE = re.compile(rb"(<Application>)LibreOffice[^<]*")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One tab: its place, name and part; `is_grid` is False for chart and dialog sheets."""

    index: int
    name: str
    part: str
    is_grid: bool
    number: int


class WorkbookPart:
    """The main part of a workbook, changed in place and written back by `store`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.name = main_part_name(parts)
        self._root = parts.tree(self.name)
        self._before = serialise(self._root)
        self._links = {link.rel_id: link for link in parts.relationships(self.name)}
        guards.check_main_part(self._root, parts.where)

    def store(self) -> None:
        """Hand the part back if it was changed."""
        self._parts.write_tree(self.name, self._root, self._before)

    @property
    def uses_1904(self) -> bool:
        """Whether days are counted from 1904."""
        properties = self._root.find(main("workbookPr"))
        return properties is not None and properties.get("date1904") in _TRUE

    @property
    def has_locked_structure(self) -> bool:
        """Whether sheets may not be added."""
        protection = self._root.find(main("workbookProtection"))
        return protection is not None and protection.get("lockStructure") in _TRUE

    def sheets(self) -> tuple[SheetEntry, ...]:
        """Return every tab in order."""
        entries = []
        for index, element in enumerate(self._sheet_elements()):
            link = self._links.get(element.get(f"{{{OFFICE_RELATIONSHIPS}}}id", ""))
            entries.append(
                SheetEntry(
                    index,
                    element.get("name", ""),
                    link.part if link else "",
                    bool(link and link.part and link.is_kind("worksheet")),
                    markup.number(element, "sheetId"),
                )
            )
        return tuple(entries)

    def part_of_kind(self, kind: str) -> str:
        """Return the part that the workbook has for styles, shared strings …; empty for none."""
        links = self._links.values()
        return next((link.part for link in links if link.part and link.is_kind(kind)), "")

    def marks(self, name: str) -> dict[int, str]:
        """Return the text behind a mark, by the index of the sheet that carries it."""
        found = {}
        for element in children(self._names()):
            scope, text = element.get("localSheetId", ""), constant_text(element.text or "")
            if (
                element.get("name", "").casefold() == name
                and scope.isdecimal()
                and text is not None
            ):
                found[int(scope)] = text
        return found

    def generated_sheets(self) -> dict[str, SheetEntry]:
        """Return the one sheet of every view."""
        titles = self.marks(TITLE_MARK)
        views = self.marks(VIEW_MARK)
        found: dict[str, list[SheetEntry]] = {}
        for sheet in self.sheets():
            if sheet.is_grid and sheet.index in views:
                found.setdefault(views[sheet.index], []).append(sheet)
        return {
            view: min(
                rivals,
                key=lambda sheet: precedence(titles.get(sheet.index, ""), sheet.name, sheet.index),
            )
            for view, rivals in found.items()
        }

    def add_sheet(self, name: str, rel_id: str) -> int:
        """Add a tab after the others and return its index."""
        listing = self._root.find(main("sheets"))
        if listing is None:
            raise guards.not_a_workbook(self._parts.where)
        elements = self._sheet_elements()
        numbers = [markup.number(element, "sheetId") for element in elements]
        element = etree.SubElement(listing, main("sheet"))
        element.set("name", name)
        element.set("sheetId", str(max(numbers, default=0) + 1))
        element.set(f"{{{OFFICE_RELATIONSHIPS}}}id", rel_id)
        return len(elements)

    def print_area(self, index: int) -> Area | None:
        """Return the one area of a sheet that is printed; None for the whole sheet, or several."""
        text = next((element.text or "" for element in self._print_areas(index)), "")
        return None if "," in text else parse_area(text.rpartition("!")[2])

    def set_print_area(self, index: int, area: Area) -> None:
        """Print another area of a sheet that has one.

        LibreOffice leaves the old name beside the new one; Excel would have to repair the file.
        """
        for count, element in enumerate(self._print_areas(index)):
            if count:
                self._remove(element)
            else:
                sheet = (element.text or "").rpartition("!")[0]
                element.text = f"{sheet}!{fixed_area_text(area)}"

    def _print_areas(self, index: int) -> list[Element]:
        """Return the defined names of what is printed of a sheet."""
        return [
            element
            for element in children(self._names())
            if element.get("name", "").casefold() == PRINT_AREA.casefold()
            and element.get("localSheetId") == str(index)
        ]

    def set_names_of_sheet(self, index: int, names: Mapping[str, str]) -> None:
        """Set our names of one sheet; names that the clerk gave herself stay."""
        wanted = dict(names)
        for element in children(self._names()):
            if element.get("localSheetId") == str(index):
                name = element.get("name", "")
                if name in wanted:
                    _set_name(element, name, wanted.pop(name))
                elif name in _GENERATED_NAMES:
                    self._remove(element)
        for name, text in wanted.items():
            element = etree.SubElement(self._need("definedNames"), main("definedName"))
            element.set("name", name)
            element.set("localSheetId", str(index))
            _set_name(element, name, text)

    def recalculate_on_load(self) -> None:
        """Have every formula computed again when the workbook is opened.

        LibreOffice takes the old results of a file that says it stored it itself.
        """
        self._need("calcPr").set("fullCalcOnLoad", "1")
        for link in self._parts.relationships(""):
            if link.is_kind("extended-properties") and link.part:
                old = self._parts.read(link.part)
                new = _STORED_BY_LIBREOFFICE.sub(rb"\1unionxl", old)
                if new != old:
                    self._parts.write(link.part, new)

    def is_hidden(self, index: int) -> bool:
        """Tell whether a tab is not shown."""
        return self._sheet_elements()[index].get("state", "visible") != "visible"

    def show(self, name: str) -> None:
        """Show the tab of a name."""
        for element in self._sheet_elements():
            if element.get("name", "").casefold() == name.casefold():
                element.attrib.pop("state", "")

    def open_on(self, index: int) -> None:
        """Have every window of the workbook show a tab when it is opened."""
        windows = self._need("bookViews")
        if not children(windows, "workbookView"):
            etree.SubElement(windows, main("workbookView"))
        for window in children(windows, "workbookView"):
            if markup.number(window, "activeTab") != index:
                window.set("activeTab", str(index))

    @property
    def open_index(self) -> int:
        """Which tab the first window shows."""
        windows = children(self._root.find(main("bookViews")), "workbookView")
        return next((markup.number(window, "activeTab") for window in windows), 0)

    def mend_windows(self) -> None:
        """Lead windows that show a tab which is not there to the first one that is shown.

        Excel would have to repair the file. Programs that drop sheets leave such numbers.
        """
        tabs = self._sheet_elements()
        shown = (at for at in range(len(tabs)) if not self.is_hidden(at))
        first = next(shown, 0)
        for window in children(self._root.find(main("bookViews")), "workbookView"):
            for name in ("activeTab", "firstSheet"):
                if markup.number(window, name) >= len(tabs):
                    window.set(name, str(first))

    def _sheet_elements(self) -> list[Element]:
        """Return the elements of all tabs."""
        return children(self._root.find(main("sheets")), "sheet")

    def _names(self) -> Element | None:
        """Return the list of defined names."""
        return self._root.find(main("definedNames"))

    def _need(self, name: str) -> Element:
        """Return a child of the workbook, made at its place when it is missing."""
        element = self._root.find(main(name))
        if element is None:
            element = etree.Element(main(name))
            insert_in_order(self._root, element, _ORDER)
        return element

    def _remove(self, element: Element) -> None:
        """Remove a defined name, and the list with its last one."""
        listing = element.getparent()
        if listing is not None:
            listing.remove(element)
            if not children(listing):
                self._root.remove(listing)


def main_part_name(parts: Parts) -> str:
    """Return the name of the workbook part.

    Raises:
        WorkbookError: the package has none.
    """
    for link in parts.relationships(""):
        if link.kind.endswith("/officeDocument") and link.part:
            return link.part
    raise guards.not_a_workbook(parts.where)


def _set_name(element: Element, name: str, text: str) -> None:
    """Set what a defined name stands for; some are not shown among the clerk's names."""
    if name in _HIDDEN_NAMES and element.get("hidden") not in _TRUE:
        element.set("hidden", "1")
    element.text = text
