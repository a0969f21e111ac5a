"""XML of workbook parts: read without reaching outside, written without losing a character."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from unionxl.errors import UnsafeWorkbookError, WorkbookError
from unionxl.workbook.cells.values import clean_text, without_controls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding=[\"']([\w-]+)")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def parse(data: bytes, where: str) -> Element:
    """Parse one part; nothing outside it is read and no entity is expanded.

    Raises:
        UnsafeWorkbookError: the part declares a document type.
        WorkbookError: the part is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(where) from error
    if _declares_type(root):
        raise UnsafeWorkbookError(
            "文件中含有外部引用的声明，正常的工作簿没有这种内容，未打开。",
            where=where,
            advice="请用 Excel 打开并另存为 .xlsx 或 .xlsm，再试一次。",
        )
    return root


def _declares_type(root: Element) -> bool:
    """Tell whether a part declares a document type, which no office program writes."""
    return root.getroottree().docinfo.internalDTD is not None


def damaged(where: str) -> WorkbookError:
    """Return the reason to stop at a part that cannot be read."""
    return WorkbookError(
        "文件已损坏，读不出内容。",
        where=where,
        advice="请用 Excel 打开并修复，或从“备份”文件夹取回较早的一份。",
    )


def serialise(root: Element) -> bytes:
    """Write a part the way office programs do."""
    return etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )


def as_utf8(data: bytes, where: str) -> bytes:
    """Return a part in UTF-8; nearly every part is."""
    return data if is_utf8(data) else serialise(parse(data, where))


def is_utf8(start: bytes) -> bool:
    """Tell from its start whether a part is in UTF-8."""
    declared = _ENCODING.match(start)
    is_plain = declared is None or declared[1].lower() in (b"utf-8", b"ascii", b"us-ascii")
    return is_plain and b"\0" not in start[:4]


def main(name: str) -> str:
    """Return the full name of a SpreadsheetML element."""
    return f"{{{MAIN}}}{name}"


def children(parent: Element | None, name: str = "") -> list[Element]:
    """Return the child elements in the namespace of spreadsheets, comments left out."""
    if parent is None:
        return []
    if name:
        return list(parent.iterchildren(main(name)))
    return [child for child in parent.iterchildren() if isinstance(child.tag, str)]


def local_names(parent: Element) -> Iterator[tuple[int, str]]:
    """Yield position and name without namespace of every child element."""
    for position, child in enumerate(parent):
        if isinstance(child.tag, str):
            yield position, etree.QName(child).localname


def number(element: Element, name: str, default: int = 0) -> int:
    """Return the whole number that an attribute holds, the default when it holds none."""
    text = element.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() else default


def insert_in_order(parent: Element, child: Element, order: tuple[str, ...]) -> None:
    """Insert a child where the schema's sequence of names wants it.

    Names that are not in the sequence keep their places.
    """
    own_rank = order.index(etree.QName(child).localname)
    position = 0
    for index, name in local_names(parent):
        if name not in order or order.index(name) < own_rank:
            position = index + 1
        elif order.index(name) > own_rank:
            break
    parent.insert(position, child)


def text(value: str) -> str:
    """Return text as XML, readable by every spreadsheet program.

    What XML cannot hold becomes a visible mark; a text such as `_x0041_` stays what it is.
    """
    value = _LOOKS_ESCAPED.sub("_x005F_", clean_text(value))
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: str) -> str:
    """Return text for use between double quotes."""
    value = without_controls(value)
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
