"""Sheets handed to the reading library in a bare workbook of our own making.

It need not understand the rest of the clerk's file then, and only what it is handed takes room.
"""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import python_calamine

from unionxl.values.problem import NOT_COMPUTED
from unionxl.workbook.package import markup
from unionxl.workbook.package.archive import store, write_archive
from unionxl.workbook.package.extent import quotes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from unionxl.workbook.package.archive import PackedEntry
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.sheets import WorkbookPart

_ERROR_CELL = re.compile(rb"(<(?:\w+:)?c\b[^>]*?\bt=)[\"']e[\"']")
# What another program wrote, which computes nothing: <c r="F4"><f>G4+1</f><v></v></c>.
_MAY_BE_UNCOMPUTED = re.compile(
    rb"f>(?:<[\w.:-]*v\s*/>|<[\w.:-]*v></[\w.:-]*v>)?</[\w.:-]*c>|/></(?:[\w.-]+:)?c>"
)
_UNCOMPUTED = re.compile(
    rb"""(<((?:[\w.-]+:)?)c(?:\s+(?!t=["'](?!n["']))[\w:.-]+=(?:"[^"]*"|'[^']*'))*)\s*>"""
    rb"<\2f\b(?:[^<>]*/>|[^<>]*>[^<]*</\2f>)(?:<\2v\s*/>|<\2v></\2v>)?</\2c>"
)
_NUMBER_TYPE = re.compile(rb"""\st=["']n["']""")
_RELATIONSHIP = '<Relationship Id="rId{0}" Type="{1}/{2}" Target="{3}"/>'


def open_bare(
    parts: Parts, book: WorkbookPart, sheets: Iterable[PackedEntry], *, folder: Path | None = None
) -> python_calamine.CalamineWorkbook:
    """Open a workbook of these sheets alone, with the texts and formats of the clerk's file.

    A long one is better written into a `folder` that is removed afterwards: in memory the reading
    library copies it several times.

    Raises:
        CalamineError: the texts or formats cannot be read.
    """
    entries = _entries(parts, book, sheets)
    if folder:
        path = folder / "long.xlsx"
        with path.open("wb") as file:
            write_archive(entries, file)
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        with contextlib.suppress(OSError):  # it stays open, but nobody else finds it any more
            path.unlink()
        return workbook
    out = io.BytesIO()
    write_archive(entries, out)
    out.seek(0)
    return python_calamine.CalamineWorkbook.from_filelike(out)


def uncomputed_as_text(content: bytes | memoryview) -> bytes | memoryview:
    """Return a sheet, or rows of it, in which formulas without a result say so."""
    if not _MAY_BE_UNCOMPUTED.search(content):
        return content
    told = NOT_COMPUTED.encode()

    def marked(cell: re.Match[bytes]) -> bytes:
        head, prefix = _NUMBER_TYPE.sub(b"", cell[1]), cell[2]
        return b'%b t="str"><%bv>%b</%bv></%bc>' % (head, prefix, told, prefix, prefix)

    return _UNCOMPUTED.sub(marked, content)


def errors_as_text(content: bytes) -> bytes:
    """Return a sheet whose cells with errors hold texts."""
    if any(b"t=%be%b" % (quote, quote) in content for quote in quotes_of(content)):
        return _ERROR_CELL.sub(rb'\1"str"', content)
    return content


def _entries(
    parts: Parts, book: WorkbookPart, sheets: Iterable[PackedEntry]
) -> Iterator[PackedEntry]:
    """Yield the parts of the bare workbook."""
    kind = markup.OFFICE_RELATIONSHIPS
    links = _RELATIONSHIP.format(1, kind, "officeDocument", "xl/workbook.xml")
    yield store("_rels/.rels", _relationships(links))
    links = ""
    for position, name in enumerate(("styles", "sharedStrings")):
        part = book.part_of_kind(name)
        if part:
            links += _RELATIONSHIP.format(position, kind, name, f"{name}.xml")
            content = markup.as_utf8(parts.read(part), parts.where)
            yield store(f"xl/{name}.xml", content)
    tabs = ""
    for index, sheet in enumerate(sheets, 2):
        links += _RELATIONSHIP.format(index, kind, "worksheet", f"sheet{index}.xml")
        tabs += f'<sheet name="{index}" sheetId="{index}" r:id="rId{index}"/>'
        yield replace(sheet, name=f"xl/sheet{index}.xml")
    yield store("xl/_rels/workbook.xml.rels", _relationships(links))
    yield store("xl/workbook.xml", _main_part(tabs, uses_1904=book.uses_1904))


def _main_part(tabs: str, *, uses_1904: bool) -> bytes:
    """Return the main part of the bare workbook."""
    return (
        f'<workbook xmlns="{markup.MAIN}" xmlns:r="{markup.OFFICE_RELATIONSHIPS}">'
        f'<workbookPr date1904="{int(uses_1904)}"/>'
        f"<sheets>{tabs}</sheets></workbook>"
    ).encode()


def _relationships(links: str) -> bytes:
    """Return a relationships part."""
    return f'<Relationships xmlns="{markup.PACKAGE_RELATIONSHIPS}">{links}</Relationships>'.encode()
