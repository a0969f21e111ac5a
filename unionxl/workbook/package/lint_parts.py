"""The parts of a workbook file as the lint sees them: found by their relationships."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from unionxl.views.layout import Area
from unionxl.workbook.package.lint_sheet import Indexes, parse_area, rich_text, scan_sheet

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from lxml.etree import _Element

    from unionxl.views.layout import Area
    from unionxl.workbook.package.lint_sheet import SheetScan

CONTENT_TYPES = "[Content_Types].xml"

_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another; `kind` is the last word of its type."""

    key: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the workbook part; `part` is empty when the link leads nowhere."""

    name: str
    sheet_id: str
    part: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table part and the sheet on which it stands."""

    part: str
    sheet_part: str
    root: _Element

    @property
    def area(self) -> Area | None:
        """Return the cells of the table, header included."""
        return parse_area(self.root.get("ref", ""))

    @property
    def filter_fits(self) -> bool:
        """Tell whether the filter, where there is one, begins at the header and stays inside."""
        found = self.root.find("{*}autoFilter")
        if found is None or self.area is None:
            return True
        area = parse_area(found.get("ref", ""))
        return area is not None and (
            (area.top, area.left, area.right) == (self.area.top, self.area.left, self.area.right)
            and area.bottom <= self.area.bottom
        )

    @property
    def columns(self) -> list[_Element]:
        """Return the column elements."""
        return self.root.findall("{*}tableColumns/{*}tableColumn")

    @property
    def header_cells(self) -> tuple[tuple[int, int], ...]:
        """Return the cells of the header row, none for a table without one."""
        if self.area is None or self.root.get("headerRowCount") == "0":
            return ()
        columns = range(self.area.left, self.area.right + 1)
        return tuple((self.area.top, column) for column in columns)


class Package:
    """The parts of a workbook file, found by their relationships."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.parts = [name for name in archive.namelist() if not name.endswith("/")]
        self._by_lower = {name.lower(): name for name in self.parts}
        self._linked = {
            name: tuple(self._read_relationships(name))
            for name in self.parts
            if name.endswith(".rels")
        }

    def find(self, name: str) -> str:
        """Return a part's name as it is written; empty when there is no such part."""
        return self._by_lower.get(name.lower(), "")

    def open(self, part: str) -> IO[bytes]:
        """Open a part for reading."""
        return self._archive.open(part)

    def root(self, part: str) -> _Element:
        """Return the root element of a part."""
        with self.open(part) as stream:
            return etree.parse(stream, _PARSER).getroot()

    def linked(self, part: str, kind: str = "") -> list[Relationship]:
        """Return the inner relationships of a part, or of the package for an empty name."""
        folder, name = posixpath.split(part)
        relationships = self._linked.get(self.find(f"{folder}/_rels/{name}.rels".lstrip("/")), ())
        return [link for link in relationships if kind in ("", link.kind)]

    @property
    def all_links(self) -> Iterator[tuple[str, Relationship]]:
        """Yield every inner relationship with the part that lists it."""
        return ((part, link) for part, links in self._linked.items() for link in links)

    def first_linked(self, part: str, kind: str) -> str:
        """Return the first existing part of a kind to which a part links, or nothing."""
        return next((found for x in self.linked(part, kind) if (found := self.find(x.target))), "")

    def _read_relationships(self, part: str) -> Iterator[Relationship]:
        folder = posixpath.dirname(posixpath.dirname(part))
        for link in self.root(part).iterfind("{*}Relationship"):
            target = unquote(link.get("Target", "").partition("#")[0])
            if link.get("TargetMode") == "External" or not target:
                continue
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = link.get("Type", "").rpartition("/")[2]
            yield Relationship(link.get("Id", ""), kind, path)

    @cached_property
    def workbook(self) -> str:
        """The workbook part."""
        return self.first_linked("", "officeDocument")

    @cached_property
    def workbook_root(self) -> _Element:
        """The root element of the workbook part."""
        return self.root(self.workbook)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets in tab order."""
        targets = {link.key: self.find(link.target) for link in self.linked(self.workbook)}
        return tuple(
            Sheet(
                sheet.get("name", ""),
                sheet.get("sheetId", ""),
                targets.get(_relationship_id(sheet), ""),
            )
            for sheet in self.workbook_root.iterfind("{*}sheets/{*}sheet")
        )

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of all sheets."""
        return tuple(
            Table(part, sheet.part, self.root(part))
            for sheet in self.sheets
            for link in self.linked(sheet.part, "table")
            if (part := self.find(link.target))
        )

    @cached_property
    def indexes(self) -> Indexes:
        """What the cells of the sheets point to."""
        strings: list[str] = []
        if part := self.first_linked(self.workbook, "sharedStrings"):
            with self.open(part) as stream:
                for _, item in etree.iterparse(stream, tag="{*}si", huge_tree=True):
                    strings.append(rich_text(item))
                    item.clear()
        styles = self.first_linked(self.workbook, "styles")
        root = self.root(styles) if styles else etree.Element("none")
        formats = root.findall("{*}cellXfs/{*}xf")
        return Indexes(strings, len(formats) or 1, len(root.findall("{*}dxfs/{*}dxf")))

    @cached_property
    def scans(self) -> dict[str, SheetScan]:
        """Every sheet part, read once."""
        headers: dict[str, set[tuple[int, int]]] = {x.part: set() for x in self.sheets if x.part}
        for table in self.tables:
            headers[table.sheet_part].update(table.header_cells)
        scans = {}
        for part, wanted in headers.items():
            with self.open(part) as stream:
                scans[part] = scan_sheet(part, stream, self.indexes, wanted)
        return scans


def _relationship_id(element: _Element) -> str:
    """Return the attribute r:id, whatever the prefix and the edition of the namespace."""
    ids = (value for name, value in element.items() if str(name).endswith("}id"))
    return str(next(ids, ""))
