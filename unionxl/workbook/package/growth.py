"""What lies around the rows of a sheet and grows along with a table."""

from __future__ import annotations

import re

from unionxl.views.layout import Area
from unionxl.workbook.cells.addresses import area_text, parse_area

_AREAS = re.compile(rb'(\ssqref="|<(?:[\w.-]+:)?sqref>)([^"<]*)')
_DIMENSION = re.compile(rb'(<(?:[\w.-]+:)?dimension\s[^>]*?ref=")([^"]*)')
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s[^>]*>")
_ATTRIBUTE = re.compile(rb'\s(min|max|width)="([\d.]+)"')
_PROTECTION = re.compile(rb"<(?:[\w.-]+:)?sheetProtection\s[^>]*>")
_MERGE = re.compile(rb'<(?:[\w.-]+:)?mergeCell\s[^>]*?ref="([^"]*)"')


def with_larger_dimension(head: bytes, area: Area) -> bytes:
    """Return what stands before the rows with the sheet's extent reaching around an area."""

    def larger(match: re.Match[bytes]) -> bytes:
        old = parse_area(match[2].decode()) or area
        union = Area(
            min(old.top, area.top),
            min(old.left, area.left),
            max(old.bottom, area.bottom),
            max(old.right, area.right),
        )
        return match[1] + area_text(union).encode()

    return _DIMENSION.sub(larger, head, count=1)


def with_longer_areas(tail: bytes, data: Area, bottom: int) -> bytes:
    """Return what stands after the rows with rules of a table's last row reaching to `bottom`.

    Validation lists, conditional formats and the like that cover the last row of `data` grow, as
    they do when the clerk types below a table.
    """

    def longer(match: re.Match[bytes]) -> bytes:
        texts = match[2].decode().split()
        return match[1] + " ".join(_longer(text, data, bottom) for text in texts).encode()

    return _AREAS.sub(longer, tail)


def _longer(text: str, data: Area, bottom: int) -> str:
    """Return one area of a rule, down to `bottom` if it covers the last row of the data."""
    area = parse_area(text)
    if area is None:
        return text
    is_inside = data.left <= area.left and area.right <= data.right
    if is_inside and data.top <= area.bottom and area.top <= data.bottom <= area.bottom < bottom:
        return area_text(Area(area.top, area.left, bottom, area.right))
    return text


def merged_areas(tail: bytes) -> list[Area]:
    """Return the merged areas of a sheet."""
    found = (parse_area(match[1].decode()) for match in _MERGE.finditer(tail))
    return [area for area in found if area is not None]


def is_protected_text(content: bytes) -> bool:
    """Tell whether a sheet is protected."""
    match = _PROTECTION.search(content, content.rfind(b"sheetData>"))
    return match is not None and re.search(rb'\ssheet="(?:1|true)"', match[0]) is not None


def column_widths(head: bytes) -> list[tuple[int, int, float]]:
    """Return first column, last column and width in characters of every width that a sheet says."""
    widths = []
    for match in _COLUMN.finditer(head):
        said = {name: float(number) for name, number in _ATTRIBUTE.findall(match[0])}
        if len(said) == len((b"min", b"max", b"width")):
            widths.append((int(said[b"min"]), int(said[b"max"]), said[b"width"]))
    return widths
