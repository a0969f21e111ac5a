"""One pass over a sheet part: order of rows and cells, indexes, merges, validation lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import IO, TYPE_CHECKING

from lxml import etree

from unionxl.views.layout import Area

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from lxml.etree import _Element

LIST_LIMIT = 255  # characters of a list written into the validation itself

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_VISITED = ("{*}row", "{*}col", "{*}mergeCell", "{*}dataValidation", "{*}cfRule", "{*}sheetPr")


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of a part and where in the part it is."""

    part: str
    problem: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Indexes:
    """What the cells of every sheet point to."""

    strings: Sequence[str]
    style_count: int
    dxf_count: int


@dataclass(slots=True)
class SheetScan:
    """What one pass over a sheet found; `texts` holds the wanted cells that are text."""

    part: str
    indexes: Indexes
    wanted: Collection[tuple[int, int]] = ()
    faults: list[Fault] = field(default_factory=list)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    formula_areas: list[Area] = field(default_factory=list)
    code_name: str = ""

    def has_formula(self, cell: tuple[int, int]) -> bool:
        """Tell whether a cell has a formula of its own or lies in an array formula."""
        single = Area(*cell, *cell)
        return cell in self.formulas or any(area.overlaps(single) for area in self.formula_areas)

    def fault(self, problem: str, place: str) -> None:
        """Keep a problem of this sheet."""
        self.faults.append(Fault(self.part, problem, place))


def parse_area(reference: str) -> Area | None:
    """Return the rectangle of A1 or A1:B2; None for whole columns, rows and other things."""
    first, _, last = reference.partition(":")
    start, end = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
    if start is None or end is None:
        return None
    return Area(int(start[2]), column_number(start[1]), int(end[2]), column_number(end[1]))


@cache
def column_number(letters: str) -> int:
    """Return the number of a column: A is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def overlapping(areas: Iterable[Area]) -> Iterator[tuple[Area, Area]]:
    """Yield pairs of rectangles that share cells, sweeping from the top."""
    open_areas: list[Area] = []
    for area in sorted(areas, key=lambda area: area.top):
        open_areas = [other for other in open_areas if other.bottom >= area.top]
        yield from ((other, area) for other in open_areas if other.overlaps(area))
        open_areas.append(area)


def plain(text: str) -> str:
    """Return a text with its _x000A_ escapes resolved and one kind of line break."""
    resolved = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return resolved.replace("\r\n", "\n")


def rich_text(element: _Element) -> str:
    """Return the text of a string item, its runs joined, phonetic hints left out."""
    return "".join(str(node.text or "") for node in element.iter("{*}t") if not _is_hint(node))


def _is_hint(node: _Element) -> bool:
    parent = node.getparent()
    return parent is not None and etree.QName(parent).localname == "rPh"


def scan_sheet(
    part: str, stream: IO[bytes], indexes: Indexes, wanted: Collection[tuple[int, int]]
) -> SheetScan:
    """Read a sheet part once, row by row, so that size does not matter."""
    scan = SheetScan(part, indexes, wanted)
    merges: list[Area] = []
    last_row = 0
    for _, element in etree.iterparse(stream, tag=_VISITED, huge_tree=True):
        match etree.QName(element).localname:
            case "row":
                last_row = _scan_row(scan, element, last_row)
                _forget(element)
            case "col":
                _check_style(scan, element.get("style"), f"column {element.get('min')}")
            case "mergeCell":
                if area := parse_area(element.get("ref", "")):
                    merges.append(area)
            case "dataValidation":
                _check_list(scan, element)
            case "cfRule":
                if int(element.get("dxfId", -1)) >= indexes.dxf_count:
                    scan.fault("a conditional format uses a dxf that does not exist", "")
            case _:
                scan.code_name = element.get("codeName", "")
    for _, area in overlapping(merges):
        scan.fault("merged cells overlap", f"row {area.top}, column {area.left}")
    return scan


def _forget(row: _Element) -> None:
    """Free a row and those before it."""
    row.clear()
    parent = row.getparent()
    while parent is not None and row.getprevious() is not None:
        del parent[0]


def _scan_row(scan: SheetScan, row: _Element, last_row: int) -> int:
    """Check one row and its cells; return its number."""
    number = int(row.get("r", last_row + 1))
    if number <= last_row:
        scan.fault("rows are out of order", f"row {number}")
    _check_style(scan, row.get("s"), f"row {number}")
    last_column = 0
    for cell in row.iterchildren("{*}c"):
        reference = cell.get("r")
        place = _CELL.fullmatch(reference) if reference else None
        column = column_number(place[1]) if place else last_column + 1
        if place and int(place[2]) != number:
            scan.fault("a cell reference does not fit its row", f"{reference} in row {number}")
        if column <= last_column:
            scan.fault("cells are out of order", reference or f"row {number}")
        _scan_cell(scan, cell, (number, column))
        last_column = column
    return number


def _scan_cell(scan: SheetScan, cell: _Element, at: tuple[int, int]) -> None:
    """Check the indexes of one cell and keep what other checks want to know."""
    _check_style(scan, cell.get("s"), cell.get("r", ""))
    value = None
    for child in cell:
        if child.tag.endswith("}v"):
            value = child.text
        elif child.tag.endswith("}f"):
            scan.formulas.add(at)
            if area := parse_area(child.get("ref", "")):
                scan.formula_areas.append(area)
    kind = cell.get("t")
    if kind == "s" and value is not None and int(value) >= len(scan.indexes.strings):
        scan.fault("a cell uses a shared string that does not exist", cell.get("r", ""))
    elif at in scan.wanted and (text := _cell_text(cell, kind, value, scan.indexes)) is not None:
        scan.texts[at] = text


def _cell_text(cell: _Element, kind: str | None, value: str | None, indexes: Indexes) -> str | None:
    """Return the text of a cell; None when it is empty or no text."""
    if kind == "inlineStr":
        return rich_text(cell)
    if kind == "s" and value is not None:
        return indexes.strings[int(value)]
    return value if kind == "str" else None


def _check_style(scan: SheetScan, style: str | None, place: str) -> None:
    if style is not None and int(style) >= scan.indexes.style_count:
        scan.fault("a cell format does not exist", place)


def _check_list(scan: SheetScan, validation: _Element) -> None:
    """Check the length of a list that stands in the validation itself, as "a,b,c"."""
    formula = validation.find("{*}formula1")
    if formula is None or validation.get("type") != "list":
        return
    text = "".join(map(str, formula.itertext())).strip()
    if text.startswith('"') and len(text) - 2 > LIST_LIMIT:
        scan.fault(
            f"a validation list has more than {LIST_LIMIT} characters",
            validation.get("sqref", ""),
        )
