"""Pictures and charts on a generated sheet: a drawing part, their parts, what relates them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.workbook.cells.addresses import address
from unionxl.workbook.cells.shapes import LONGEST_TEXT, given_place, shape_name
from unionxl.workbook.package import markup
from unionxl.workbook.package.carried import add_carried, carried_part
from unionxl.workbook.package.charts import CHART, CHART_TYPE, chart_content, repointed
from unionxl.workbook.package.markup import OFFICE_RELATIONSHIPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from unionxl.views.layout import NativeChart, Picture, SheetSpec
    from unionxl.workbook.cells.shapes import GivenPlace
    from unionxl.workbook.package.carried import CarriedPart
    from unionxl.workbook.package.parts import Parts

SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
EMU_A_CM = 360_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture lies, columns and rows from 0, and how wide it is, in EMU."""

    column: int
    column_offset: int
    row: int
    row_offset: int
    width: int

    def is_moved(self, given: GivenPlace) -> bool:
        """Tell whether this is another place than the name of the picture says."""
        return given.is_moved(
            cell=address(self.row + 1, self.column + 1),
            off_cm=max(self.column_offset, self.row_offset) / EMU_A_CM,
            width_cm=self.width / EMU_A_CM,
        )


@dataclass(frozen=True, slots=True)
class KeptDrawing:
    """What stays of a sheet's drawing, by the names of its pictures and charts.

    `places` are those that the clerk chose; `charts` are charts as she left them, with what she
    drew on them.
    """

    places: dict[str, Place]
    charts: dict[str, CarriedPart]


NOTHING_KEPT = KeptDrawing({}, {})


def add_drawing(
    parts: Parts, sheet: str, spec: SheetSpec, sheet_name: str, kept: KeptDrawing
) -> str:
    """Add pictures and charts of a sheet; return the relationship that the sheet must name."""
    if not (spec.pictures or spec.charts):
        return ""
    drawing = parts.free_name("xl/drawings/drawing1.xml")
    parts.add(drawing, b"", DRAWING_TYPE)
    anchors: list[str] = []
    for picture in spec.pictures:
        media = parts.free_name("xl/media/image1.png")
        parts.add(media, picture.content, "image/png")
        frame = _picture_frame(parts.relate(drawing, "image", media))
        anchors.append(_anchor(picture, frame, kept, len(anchors) + 2))
    for chart in spec.charts:
        part = parts.free_name("xl/charts/chart1.xml")
        content = chart_content(chart, spec, sheet_name)
        old = kept.charts.get(chart.name)
        again = None if old is None else repointed(old.content, content)
        if old is None or again is None:
            parts.add(part, content, CHART_TYPE)
        else:
            add_carried(parts, replace(old, content=again), part)
        frame = _chart_frame(parts.relate(drawing, "chart", part))
        anchors.append(_anchor(chart, frame, kept, len(anchors) + 2))
    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<xdr:wsDr xmlns:xdr="{SHEET_DRAWING}" xmlns:a="{DRAWING}">{"".join(anchors)}</xdr:wsDr>'
    ).encode()
    parts.write(drawing, content)
    return parts.relate(sheet, "drawing", drawing)


def kept_drawing(parts: Parts, sheet: str) -> KeptDrawing:
    """Return what the clerk made of our pictures and charts on a sheet."""
    kept = KeptDrawing({}, {})
    for link in parts.relationships(sheet):
        if not (link.is_kind("drawing") and link.part):
            continue
        targets = {one.rel_id: one.part for one in parts.relationships(link.part)}
        for name, place, rel_id in _placed(parts.tree(link.part)):
            given = given_place(name)
            if given is None:
                continue
            if place.is_moved(given):
                kept.places[given.name] = place
            chart = carried_part(parts, targets[rel_id]) if targets.get(rel_id) else None
            if chart is not None:
                kept.charts[given.name] = chart
    return kept


def content_of(parts: Parts, sheet: str) -> dict[str, bytes]:
    """Return the drawing of a sheet with its pictures and charts, by the names of their parts."""
    drawings = [link.part for link in parts.relationships(sheet) if link.is_kind("drawing")]
    shown = [
        link.part
        for drawing in drawings
        for link in parts.relationships(drawing)
        if link.is_kind("image") or link.is_kind("chart")
    ]
    return {name: parts.read(name) for name in (*drawings, *shown) if name}


def _anchor(item: Picture | NativeChart, frame: str, kept: KeptDrawing, number: int) -> str:
    """Return one picture or chart in its place; its height follows its width."""
    place = kept.places.get(item.name) or _given_place(item)
    height = round(place.width * item.height_cm / item.width_cm)
    name = markup.attribute(shape_name(item))
    text = markup.attribute(item.alt_text[:LONGEST_TEXT])
    shown = frame.format(
        properties=f'<xdr:cNvPr id="{number}" name="{name}" descr="{text}"/>',
        extent=f'cx="{place.width}" cy="{height}"',
    )
    return (
        "<xdr:oneCellAnchor><xdr:from>"
        f"<xdr:col>{place.column}</xdr:col><xdr:colOff>{place.column_offset}</xdr:colOff>"
        f"<xdr:row>{place.row}</xdr:row><xdr:rowOff>{place.row_offset}</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{place.width}" cy="{height}"/>{shown}<xdr:clientData/></xdr:oneCellAnchor>'
    )


def _given_place(item: Picture | NativeChart) -> Place:
    """Return the place that the sheet has for a picture or chart."""
    return Place(item.column - 1, 0, item.row - 1, 0, round(item.width_cm * EMU_A_CM))


def _picture_frame(rel_id: str) -> str:
    """Return the markup of a picture, with holes for its properties and its extent."""
    return (
        "<xdr:pic><xdr:nvPicPr>{properties}"
        '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip xmlns:r="{OFFICE_RELATIONSHIPS}" r:embed="{rel_id}"/>'
        "<a:stretch><a:fillRect/></a:stretch></xdr:blipFill>"
        '<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic>'
    )


def _chart_frame(rel_id: str) -> str:
    """Return the markup of a chart, with holes for its properties and its extent."""
    return (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>{properties}'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>"
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext {extent}/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" '
        f'xmlns:r="{OFFICE_RELATIONSHIPS}" r:id="{rel_id}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame>"
    )


def _placed(root: Element) -> Iterator[tuple[str, Place, str]]:
    """Yield name and place of every picture and chart, and the relationship of a chart."""
    for anchor in root.iterchildren(f"{{{SHEET_DRAWING}}}*"):
        name = anchor.find(f".//{{{SHEET_DRAWING}}}cNvPr")
        corner = anchor.find(f"{{{SHEET_DRAWING}}}from")
        extent = anchor.find(f"{{{SHEET_DRAWING}}}ext")
        if extent is None:
            extent = anchor.find(f".//{{{DRAWING}}}ext[@cx]")
        if name is None or corner is None or extent is None:
            continue
        column, column_offset, row, row_offset = (
            _number(corner.findtext(f"{{{SHEET_DRAWING}}}{part}"))
            for part in ("col", "colOff", "row", "rowOff")
        )
        width = markup.number(extent, "cx")
        chart = anchor.find(f".//{{{CHART}}}chart")
        rel_id = "" if chart is None else chart.get(f"{{{OFFICE_RELATIONSHIPS}}}id", "")
        yield name.get("name", ""), Place(column, column_offset, row, row_offset, width), rel_id


def _number(text: str | None) -> int:
    """Return a whole number, zero where there is none."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() else 0
