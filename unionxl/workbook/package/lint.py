"""What no validator finds in a workbook file, but makes Excel repair it or drop something.

The checks read the package alone and know nothing of its maker, so that they also serve for
workbooks that a clerk brings along.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

import olefile
from lxml import etree

from unionxl.workbook.package.lint_parts import CONTENT_TYPES, Package
from unionxl.workbook.package.lint_sheet import Fault, overlapping, parse_area, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from unionxl.workbook.package.lint_parts import Table
    from unionxl.workbook.package.lint_sheet import Indexes, SheetScan

MAX_SHEET_NAME = 31

_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def lint_package(path: Path) -> tuple[str, ...]:
    """Return what is wrong with a workbook file, a line for each part and problem.

    Raises:
        zipfile.BadZipFile: the file is no zip archive, so that there is nothing to check.
    """
    with zipfile.ZipFile(path) as archive:
        try:
            package = Package(archive)
            if not package.workbook:
                return ("the package has no workbook part",)
            return _lines(fault for check in CHECKS for fault in check(package))
        except (etree.XMLSyntaxError, ValueError) as error:
            return (f"a part cannot be read: {error}",)


def _lines(faults: Iterable[Fault]) -> tuple[str, ...]:
    """Return one line for each part and problem, with the first place and the count."""
    places: dict[tuple[str, str], list[str]] = {}
    for fault in faults:
        places.setdefault((fault.part, fault.problem), []).append(fault.place)
    lines = []
    for (part, problem), found in places.items():
        first = f": {found[0]}" if found[0] else ""
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        lines.append(f"{part}: {problem}{first}{more}")
    return tuple(lines)


def _doubles(names: Iterable[str]) -> list[str]:
    """Return the names that occur more than once, without regard to case."""
    return [name for name, count in Counter(map(str.casefold, names)).items() if count > 1]


def parts_and_links(package: Package) -> Iterator[Fault]:
    """Check that names are unique, links lead to parts and every part has a content type."""
    for name in _doubles(package.parts):
        yield Fault(name, "the package holds this part twice")
    for rels, link in package.all_links:
        if not package.find(link.target):
            yield Fault(rels, "a relationship leads to no part", link.target)
    types = package.root(CONTENT_TYPES)
    extensions = {item.get("Extension", "").lower() for item in types.iterfind("{*}Default")}
    overrides = {item.get("PartName", "").lower() for item in types.iterfind("{*}Override")}
    for part in package.parts:
        has_default = part.rpartition(".")[2].lower() in extensions
        if part != CONTENT_TYPES and not has_default and f"/{part}".lower() not in overrides:
            yield Fault(part, "the part has no content type")
    for name in overrides:
        if not package.find(unquote(name).lstrip("/")):
            yield Fault(CONTENT_TYPES, "a content type is given for a part that is missing", name)


def sheet_list(package: Package) -> Iterator[Fault]:
    """Check names, ids and links of the sheets, and the numbers of tabs."""
    part = package.workbook
    for sheet in package.sheets:
        name = sheet.name
        if (
            not 0 < len(name.encode("utf-16-le")) <= 2 * MAX_SHEET_NAME
            or _FORBIDDEN_IN_SHEET_NAME.search(name)
            or name.startswith("'")
            or name.endswith("'")
        ):
            yield Fault(part, "a sheet name is not allowed", name)
        if not sheet.part:
            yield Fault(part, "a sheet leads to no part", name)
    for name in _doubles(sheet.name for sheet in package.sheets):
        yield Fault(part, "two sheets have the same name", name)
    for number in _doubles(sheet.sheet_id for sheet in package.sheets):
        yield Fault(part, "two sheets have the same id", number)
    for view in package.workbook_root.iterfind("{*}bookViews/{*}workbookView"):
        for attribute in ("activeTab", "firstSheet"):
            if int(view.get(attribute, 0)) >= len(package.sheets):
                yield Fault(part, f"{attribute} is not a sheet", view.get(attribute, ""))


def defined_names(package: Package) -> Iterator[Fault]:
    """Check that names are unique where they hold, also against tables."""
    part = package.workbook
    tables = {table.root.get("displayName", "").casefold() for table in package.tables}
    seen = set()
    for element in package.workbook_root.iterfind("{*}definedNames/{*}definedName"):
        name, scope = element.get("name", ""), element.get("localSheetId")
        if (name.casefold(), scope) in seen:
            yield Fault(part, "a name is defined twice", name)
        seen.add((name.casefold(), scope))
        if scope is None and name.casefold() in tables:
            yield Fault(part, "a defined name is also the name of a table", name)
        if scope is not None and int(scope) >= len(package.sheets):
            yield Fault(part, "the localSheetId of a defined name is not a sheet", name)


def sheet_contents(package: Package) -> Iterator[Fault]:
    """Pass on what the scan of each sheet found."""
    for scan in package.scans.values():
        yield from scan.faults


def tables(package: Package) -> Iterator[Fault]:
    """Check every table against its own columns, its sheet and the other tables."""
    for table in package.tables:
        yield from _columns(table, package.indexes)
        yield from _headers(table, package.scans[table.sheet_part])
    for sheet in package.sheets:
        areas = [x.area for x in package.tables if x.sheet_part == sheet.part and x.area]
        for _, area in overlapping(areas):
            yield Fault(sheet.part, "tables overlap", f"row {area.top}, column {area.left}")
    for attribute in ("id", "displayName"):
        for value in _doubles(table.root.get(attribute, "") for table in package.tables):
            yield Fault(package.workbook, f"two tables have the same {attribute}", value)


def _columns(table: Table, indexes: Indexes) -> Iterator[Fault]:
    """Check the columns of one table."""
    columns = table.columns
    if table.area is None:
        yield Fault(table.part, "the ref of the table is not a range", table.root.get("ref", ""))
    elif table.area.right - table.area.left + 1 != len(columns):
        yield Fault(table.part, "the ref of the table does not fit its columns")
    elif not table.filter_fits:
        yield Fault(table.part, "the filter of the table does not fit its ref")
    for attribute in ("name", "id"):
        for value in _doubles(plain(column.get(attribute, "")) for column in columns):
            yield Fault(table.part, f"two columns of the table have the same {attribute}", value)
    for element in (table.root, *columns):
        for key, index in element.items():
            if str(key).lower().endswith("dxfid") and int(index) >= indexes.dxf_count:
                yield Fault(table.part, "the table uses a dxf that does not exist", str(key))


def _headers(table: Table, scan: SheetScan) -> Iterator[Fault]:
    """Check that the header cells say what the columns are called."""
    for cell, column in zip(table.header_cells, table.columns, strict=False):
        name = column.get("name", "")
        text = scan.texts.get(cell)
        if text is None:
            yield Fault(table.part, "a header cell of the table is not text", name)
        elif plain(text) != plain(name):
            yield Fault(table.part, "a header cell differs from the column", f"{text} / {name}")


def calc_chain(package: Package) -> Iterator[Fault]:
    """Check that every cell in the calculation chain has a formula."""
    part = package.first_linked(package.workbook, "calcChain")
    if not part:
        return
    sheets = {sheet.sheet_id: package.scans.get(sheet.part) for sheet in package.sheets}
    sheet_id = ""
    for entry in package.root(part):
        sheet_id = str(
            entry.get("i", sheet_id)
        )  # an entry without a sheet is on that of the last one
        scan = sheets.get(sheet_id)
        area = parse_area(entry.get("r", ""))
        if scan is None or area is None or not scan.has_formula((area.top, area.left)):
            yield Fault(part, "an entry is for a cell without a formula", entry.get("r", ""))


def ribbon_ids(package: Package) -> Iterator[Fault]:
    """Check that the ids of a ribbon part are unique."""
    for link in package.linked("", "extensibility"):
        if part := package.find(link.target):
            elements = package.root(part).iter("{*}*")
            for name in _doubles(x.get("id", "") for x in elements if x.get("id")):
                yield Fault(part, "two controls of the ribbon have the same id", name)


def code_names(package: Package) -> Iterator[Fault]:
    """Check that workbook and sheets name the document modules of the VBA project."""
    part = package.first_linked(package.workbook, "vbaProject")
    if not part:
        return
    properties = package.workbook_root.find("{*}workbookPr")
    owners = {package.workbook: "" if properties is None else properties.get("codeName", "")}
    owners |= {name: scan.code_name for name, scan in package.scans.items()}
    with package.open(part) as stream:
        modules = document_modules(stream.read())
    known = {name.casefold() for name in modules}
    for owner, name in owners.items():
        if name and name.casefold() not in known:
            yield Fault(owner, "the code name is no document module of the VBA project", name)
    for name in _doubles(filter(None, owners.values())):
        yield Fault(part, "two sheets have the same code name", name)
    used = {name.casefold() for name in owners.values()}
    for name in modules:
        if name.casefold() not in used:
            yield Fault(part, "a document module belongs to no sheet", name)


def document_modules(project: bytes) -> Sequence[str]:
    """Return the names of the document modules of a VBA project.

    PROJECT ([MS-OVBA] 2.3.1) lists them in the project's code page, PROJECTwm (2.3.3) holds each
    name in that code page and in UTF-16.
    """
    with olefile.OleFileIO(io.BytesIO(project)) as ole:
        listed = ole.openstream("PROJECT").read()
        names = ole.openstream("PROJECTwm").read() if ole.exists("PROJECTwm") else b""
    unicode_names = {}
    while names[:1] not in (b"", b"\0"):
        coded, _, names = names.partition(b"\0")
        end = next(i for i in range(0, len(names), 2) if names[i : i + 2] in (b"\0\0", b""))
        unicode_names[coded] = names[:end].decode("utf-16-le")
        names = names[end + 2 :]
    return [
        unicode_names.get(coded, coded.decode("latin-1"))
        for coded in re.findall(rb"^Document=([^/\r\n]+)/", listed, re.MULTILINE)
    ]


CHECKS = (
    parts_and_links,
    sheet_list,
    defined_names,
    sheet_contents,
    tables,
    calc_chain,
    ribbon_ids,
    code_names,
)
