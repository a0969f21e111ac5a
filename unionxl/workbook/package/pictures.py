"""Pictures on a generated sheet: a drawing part, a part for each picture, what relates them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.workbook.package import markup
from unionxl.workbook.package.addresses import address
from unionxl.workbook.package.markup import OFFICE_RELATIONSHIPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element as Element

    from unionxl.views.layout import Picture
    from unionxl.workbook.package.parts import Parts

SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
EMU_A_CM = 360_000
# Programs round places and sizes when they save; less than this is no move by the clerk.
_TOLERANCE = EMU_A_CM // 5
_LONGEST_TEXT = 8_000
_NAME = re.compile(
    r"(?P<name>.*) \((?P<cell>[A-Z]+\d+), (?P<width>[\d.]+) x (?P<height>[\d.]+) cm\)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture lies, columns and rows from 0, and how wide it is, in EMU."""

    column: int
    column_offset: int
    row: int
    row_offset: int
    width: int


def add_pictures(
    parts: Parts, sheet: str, pictures: Sequence[Picture], kept: Mapping[str, Place]
) -> str:
    """Add the pictures of a sheet and return the relationship that it must name.

    `kept` holds the places of pictures that the clerk moved or resized, by their names.
    """
    if not pictures:
        return ""
    drawing = parts.free_name("xl/drawings/drawing1.xml")
    parts.add(drawing, b"", DRAWING_TYPE)
    anchors = []
    for number, picture in enumerate(pictures, 1):
        media = parts.free_name("xl/media/image1.png")
        parts.add(media, picture.content, "image/png")
        rel_id = parts.relate(drawing, "image", media)
        place = kept.get(picture.name) or _given_place(picture)
        anchors.append(_anchor(picture, place, rel_id, number))
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<xdr:wsDr xmlns:xdr="{SHEET_DRAWING}" xmlns:a="{DRAWING}">{"".join(anchors)}</xdr:wsDr>'
    )
    parts.write(drawing, content.encode())
    return parts.relate(sheet, "drawing", drawing)


def kept_places(parts: Parts, sheet: str) -> dict[str, Place]:
    """Return the places of our pictures that are no longer where, or as wide as, we put them."""
    found = {}
    for link in parts.relationships(sheet):
        if link.is_kind("drawing") and link.part:
            for name, place in _placed(parts.tree(link.part)):
                given = _NAME.fullmatch(name)
                if given and _is_moved(place, given):
                    found[given["name"]] = place
    return found


def content_of(parts: Parts, sheet: str) -> dict[str, bytes]:
    """Return the drawing of a sheet and its pictures, by the names of their parts."""
    drawings = [link.part for link in parts.relationships(sheet) if link.is_kind("drawing")]
    images = [
        link.part
        for drawing in drawings
        for link in parts.relationships(drawing)
        if link.is_kind("image")
    ]
    return {name: parts.read(name) for name in (*drawings, *images) if name}


def _given_place(picture: Picture) -> Place:
    """Return the place that the sheet has for a picture."""
    return Place(picture.column - 1, 0, picture.row - 1, 0, round(picture.width_cm * EMU_A_CM))


def _anchor(picture: Picture, place: Place, rel_id: str, number: int) -> str:
    """Return one picture; its height follows its width, so that it is never distorted."""
    height = round(place.width * picture.height_cm / picture.width_cm)
    cell = address(picture.row, picture.column)
    size = f"{picture.width_cm:g} x {picture.height_cm:g} cm"
    name = markup.attribute(f"{picture.name} ({cell}, {size})")
    text = markup.attribute(picture.alt_text[:_LONGEST_TEXT])
    extent = f'cx="{place.width}" cy="{height}"'
    return (
        "<xdr:oneCellAnchor><xdr:from>"
        f"<xdr:col>{place.column}</xdr:col><xdr:colOff>{place.column_offset}</xdr:colOff>"
        f"<xdr:row>{place.row}</xdr:row><xdr:rowOff>{place.row_offset}</xdr:rowOff></xdr:from>"
        f"<xdr:ext {extent}/><xdr:pic><xdr:nvPicPr>"
        f'<xdr:cNvPr id="{number + 1}" name="{name}" descr="{text}"/>'
        '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip xmlns:r="{OFFICE_RELATIONSHIPS}" r:embed="{rel_id}"/>'
        "<a:stretch><a:fillRect/></a:stretch></xdr:blipFill>"
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
        "<xdr:clientData/></xdr:oneCellAnchor>"
    )


def _placed(root: Element) -> Iterator[tuple[str, Place]]:
    """Yield the name and the place of every picture of a drawing."""
    for anchor in root.iterchildren(f"{{{SHEET_DRAWING}}}*"):
        name = anchor.find(f".//{{{SHEET_DRAWING}}}pic//{{{SHEET_DRAWING}}}cNvPr")
        corner = anchor.find(f"{{{SHEET_DRAWING}}}from")
        extent = anchor.find(f"{{{SHEET_DRAWING}}}ext")
        if extent is None:
            extent = anchor.find(f".//{{{SHEET_DRAWING}}}spPr//{{{DRAWING}}}ext")
        if name is None or corner is None or extent is None:
            continue
        column, column_offset, row, row_offset = (
            _number(corner.findtext(f"{{{SHEET_DRAWING}}}{part}"))
            for part in ("col", "colOff", "row", "rowOff")
        )
        width = markup.number(extent, "cx")
        yield name.get("name", ""), Place(column, column_offset, row, row_offset, width)


def _number(text: str | None) -> int:
    """Return a whole number, zero where there is none."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() else 0


def _is_moved(place: Place, given: re.Match[str]) -> bool:
    """Tell whether a picture lies elsewhere, or is of another width, than its name says."""
    width = round(float(given["width"]) * EMU_A_CM)
    is_elsewhere = (
        address(place.row + 1, place.column + 1) != given["cell"]
        or max(place.column_offset, place.row_offset) > _TOLERANCE
    )
    return is_elsewhere or abs(place.width - width) > _TOLERANCE
