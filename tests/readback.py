"""Reading a written sheet back from its file, whichever program wrote it.

LibreOffice writes number formats with a language and with escapes, numbers its cell styles in a way
that openpyxl does not follow, and counts widths in a character of its own.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LANGUAGE = re.compile(r"\[\$-\w+\]")
_COLOR = re.compile(r"&K[0-9A-Fa-f]{6}")
_MARGIN = 5 / 7  # of a character, on both sides of every column


def style_names(path: Path) -> dict[int, str]:
    """Return the named cell styles of a file by the number that cells refer to."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("xl/styles.xml"))
    styles = root.iterfind(f"{_MAIN}cellStyles/{_MAIN}cellStyle")
    return {int(style.get("xfId", "0")): style.get("name", "") for style in styles}


def style_of(path: Path, cell: Any) -> str:
    """Return the name of a cell's style."""
    return _style_of(style_names(path), cell)


def _style_of(names: dict[int, str], cell: Any) -> str:
    """Return the name of a cell's style; the types do not know where a cell keeps it."""
    return names[cell._style.xfId]


def number_format_of(cell: Cell | MergedCell) -> str:
    """Return a cell's number format without what programs add to it."""
    return _LANGUAGE.sub("", cell.number_format).replace("\\", "")


def characters(width: float, other: float, known: float) -> float:
    """Return a column's width in characters, from another one that is known to be `known` wide."""
    return width / other * (known + _MARGIN) - _MARGIN


def footer_of(sheet: Worksheet) -> str:
    """Return what stands at the middle of the foot of every page."""
    footer = sheet.oddFooter.center.text if sheet.oddFooter and sheet.oddFooter.center else ""
    return _COLOR.sub("", footer or "")


def sheet_as_text(path: Path, title: str) -> str:
    """Return a sheet with everything that a clerk sees of it, one line a thing."""
    sheet = openpyxl.load_workbook(path)[title]
    names = style_names(path)
    lines = [
        f"{cell.coordinate} {_value(cell)} {_style_of(names, cell)} {number_format_of(cell)}"
        f" {'locked' if cell.protection.locked else 'open'}"
        f" {cell.hyperlink.location if cell.hyperlink else ''}"
        for row in sheet.iter_rows()
        for cell in row
        if cell.has_style
    ]
    lines += sorted(f"merged {area}" for area in sheet.merged_cells.ranges)
    heights = fixed_heights(path, title)
    lines += [f"height {number} {height}" for number, height in sorted(heights.items())]
    return "\n".join(lines)


def _value(cell: Any) -> str:
    """Return a cell's value; programs write whole numbers with and without decimals."""
    is_whole = isinstance(cell.value, float) and cell.value.is_integer()
    return repr(int(cell.value) if is_whole else cell.value)


def look_of(cell: Any) -> tuple[object, ...]:
    """Return how a cell looks, but for the name of its font, which LibreOffice exchanges."""
    font, place, fill = cell.font, cell.alignment, cell.fill
    edges = (getattr(cell.border, edge) for edge in ("left", "right", "top", "bottom"))
    return (
        (font.sz, bool(font.b), bool(font.i)),
        font.color.rgb if font.color and isinstance(font.color.rgb, str) else "FF000000",
        fill.fgColor.rgb if fill.patternType else None,
        tuple((edge.style, edge.color.rgb if edge.style else None) for edge in edges),
        (place.horizontal, place.vertical, bool(place.wrap_text), bool(place.shrink_to_fit)),
        place.indent or 0,
    )


def page_of(sheet: Worksheet) -> dict[str, object]:
    """Return how a sheet is printed and shown."""
    page = sheet.page_setup
    return {
        "paper": (page.paperSize, page.orientation, page.fitToWidth, page.fitToHeight),
        "area": (sheet.print_area, sheet.print_title_rows),
        "page breaks": [one.id for one in sheet.row_breaks.brk],
        "is centred": sheet.print_options.horizontalCentered,
        "footer": footer_of(sheet),
        "frozen": sheet.freeze_panes,
        "is protected": sheet.protection.sheet,
        "hidden": [name for name, column in sheet.column_dimensions.items() if column.hidden],
        "lists": [
            (str(rule.sqref), rule.formula1) for rule in sheet.data_validations.dataValidation
        ],
    }


def fixed_heights(path: Path, title: str) -> dict[int, float]:
    """Return the heights of rows that do not follow their text."""
    with zipfile.ZipFile(path) as archive:
        book = etree.fromstring(archive.read("xl/workbook.xml"))
        links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        (tab,) = (tab for tab in book.iter(f"{_MAIN}sheet") if tab.get("name") == title)
        number = tab.get(f"{_LINKS}id")
        (part,) = (link.get("Target", "") for link in links if link.get("Id") == number)
        sheet = etree.fromstring(archive.read(f"xl/{part.removeprefix('/xl/')}"))
    return {
        int(row.get("r", "")): float(row.get("ht", ""))
        for row in sheet.iter(f"{_MAIN}row")
        if row.get("customHeight") in ("1", "true")
    }
