"""What XlsxWriter lacks: named cell styles, and rows whose height still follows their text."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from unionxl.workbook.cells.theme import FONT_NAME, LOOKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from unionxl.workbook.cells.theme import Look

    Edit = Callable[[bytes], bytes]

STYLES_PART = "xl/styles.xml"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Without a scheme: a font of the theme would be shown in place of ours.
FONT = {"font_name": FONT_NAME, "font_scheme": False}
DEFAULT_FORMAT = {**FONT, "font_size": 10}

# A height that is not fixed grows when more is typed.
_FIXED_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')

# By its index 0, XlsxWriter would take General for the format 0, without decimals.
_BUILT_IN = {"0": 1, "#,##0.00": 4, "@": 49}
_BORDERS = {"": 0, "thin": 1, "medium": 2, "thick": 5}
_ALIGNMENTS = {"center": "vcenter", "top": "top"}


class Formats:
    """The formats of one workbook, one for each style name that is used."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[str, Format] = {}
        self._numbers: dict[str, int] = {}

    def __getitem__(self, style: str) -> Format:
        """Return the format of a style name."""
        if style not in self._formats:
            self._formats[style] = self._book.add_format(format_properties(LOOKS[style]))
        return self._formats[style]

    def conditional(self, properties: Mapping[str, object]) -> Format:
        """Return a format for cells while a condition holds."""
        return self._book.add_format(dict(properties))

    def take_all(self) -> None:
        """Give every look a format, those that no cell has yet too.

        Sheets are generated later, and a program may refuse to add a cell style while a sheet is
        protected.
        """
        for style in LOOKS:
            # XlsxWriter writes a format that has a number, and numbers those of cells only.
            self._numbers[LOOKS[style].style_name] = self[style]._get_xf_index()  # noqa: SLF001

    def style_names(self) -> dict[str, int]:
        """Return the name of each cell style and its number among the cell formats.

        Looks that are alike share one; the numbers are there once all are taken.
        """
        return dict(self._numbers)


def format_properties(look: Look) -> dict[str, object]:
    """Return a look in the words of XlsxWriter."""
    properties: dict[str, object] = {
        **FONT,
        "font_size": look.size,
        "bold": look.bold,
        "italic": look.italic,
        "font_color": f"#{look.color}",
        "align": look.horizontal,
        "valign": _ALIGNMENTS[look.vertical],
        "text_wrap": look.wrap,
        "shrink": look.shrink,
        "indent": look.indent,
        "num_format": _BUILT_IN.get(look.number_format, look.number_format),
        "locked": look.locked,
    }
    if look.fill:
        properties["bg_color"] = f"#{look.fill}"
    for edge in ("left", "right", "top", "bottom"):
        if kind := getattr(look.edges, edge):
            properties[edge] = _BORDERS[kind]
            properties[f"{edge}_color"] = f"#{look.edge_color}"
    return properties


def finished(
    package: bytes, edits: Mapping[str, Edit], added: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a workbook with some parts edited and some added.

    The same workbook gives the same bytes: every entry bears the first date that zip knows.
    """
    target = io.BytesIO()
    new = added or {}
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        contents = {name: source.read(name) for name in source.namelist()}
        for name, edit in edits.items():
            contents[name] = edit(contents[name])
        for name, content in {**contents, **new}.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            copy.writestr(entry, content)
    return target.getvalue()


def with_free_heights(sheet: bytes) -> bytes:
    """Return a sheet no row height of which is fixed."""
    return _FIXED_HEIGHT.sub(rb"\1", sheet)


def with_named_styles(style_names: Mapping[str, int], styles: bytes) -> bytes:
    """Make a cell style of each of these cell formats, which belong to the first one of theirs."""
    root = etree.fromstring(styles)
    formats = root.findall(f"{MAIN}cellXfs/{MAIN}xf")
    bases, names = (root.find(f"{MAIN}{tag}") for tag in ("cellStyleXfs", "cellStyles"))
    if bases is None or names is None:
        raise AssertionError(styles)
    taken: set[int] = set()
    for name, number in style_names.items():
        cell_format = formats[number]
        base = etree.fromstring(etree.tostring(cell_format))
        del base.attrib["xfId"]
        if number not in taken:
            cell_format.set("xfId", str(len(bases)))
        taken.add(number)
        etree.SubElement(names, f"{MAIN}cellStyle", name=name, xfId=str(len(bases)))
        bases.append(base)
    for group in (bases, names):
        group.set("count", str(len(group)))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
