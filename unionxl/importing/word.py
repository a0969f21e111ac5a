"""Word documents: every visible text in order, tables as rows, automatic numbers written out.

Tracked insertions count, deletions do not; text boxes, content controls and nested tables are
read; headers, footers and comments are not part of the plan.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from unionxl.errors import DocumentError
from unionxl.importing.model import CELL_BREAK, PARAGRAPH_BREAK, Line
from unionxl.importing.word_numbers import AutomaticNumbers
from unionxl.importing.xml import attribute, child, children, descendants, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MAX_PART = 64 * 1024 * 1024
_MAX_PARTS = 10_000
_DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, EOFError),
    *(NotImplementedError, OSError, RuntimeError, ValueError),
)
_DROPPED = {
    *("del", "moveFrom", "delText", "delInstrText", "instrText"),
    *("pPr", "rPr", "rt", "Fallback", "txbxContent"),
}
_BREAKS = {
    "br": CELL_BREAK,
    "cr": CELL_BREAK,
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "-",
    "sym": "•",
}
_WRAPPERS = {
    "sdt",
    "sdtContent",
    "ins",
    "moveTo",
    "customXml",
    "smartTag",
    "body",
    "document",
    "AlternateContent",
    "Choice",
}


def read_word(data: bytes, where: str) -> tuple[Line, ...]:
    """Return the lines of a .docx document.

    Raises:
        DocumentError: The file is no Word document, or damaged, or too large when unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if len(package.infolist()) > _MAX_PARTS:
                raise _too_large(where)
            name = _main_part(package, where)
            folder = name.rpartition("/")[0]
            document = _part(package, name, where)
            numbering = _part(package, f"{folder}/numbering.xml".lstrip("/"), where)
            styles = _part(package, f"{folder}/styles.xml".lstrip("/"), where)
    except _DAMAGES as error:
        raise _damaged(where) from error
    if document is None:
        raise _not_word(where)
    walker = _Walker(AutomaticNumbers(numbering, styles))
    walker.walk(document)
    return tuple(walker.lines)


def _main_part(package: zipfile.ZipFile, where: str) -> str:
    """Return the name of the part that holds the text."""
    relations = _part(package, "_rels/.rels", where)
    if relations is not None:
        for one in children(relations, "Relationship"):
            if attribute(one, "Type").endswith("/officeDocument"):
                return attribute(one, "Target").lstrip("/")
    return "word/document.xml"


def _part(package: zipfile.ZipFile, name: str, where: str) -> _Element | None:
    """Return a part's tree, None when the package has no such part."""
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    if entry.file_size > _MAX_PART:
        raise _too_large(where)
    with package.open(entry) as stream:
        text = stream.read(_MAX_PART + 1)
    if len(text) > _MAX_PART:
        raise _too_large(where)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(where) from error


class _Walker:
    """Goes through a document and collects its lines."""

    def __init__(self, numbers: AutomaticNumbers) -> None:
        self._numbers = numbers
        self.lines: list[Line] = []

    def walk(self, element: _Element) -> None:
        """Collect the paragraphs and tables below an element."""
        for one in _content(element):
            if local(one) == "p":
                self._add(self._paragraph(one))
                for box in _text_boxes(one):
                    self.walk(box)
            else:
                self._table(one)

    def _add(self, text: str, merged: tuple[int, ...] = ()) -> None:
        """Add one line under the next number."""
        self.lines.append(Line(len(self.lines) + 1, text, merged))

    def _paragraph(self, paragraph: _Element) -> str:
        """Return a paragraph's text behind its automatic number."""
        text = _text(paragraph)
        number = self._numbers.number_of(paragraph) if text.strip() else ""
        return number + text.lstrip() if number else text

    def _table(self, table: _Element) -> None:
        """Collect a table's rows; a table of one column is only a frame around its text."""
        rows = [row for row in _inside(table, "tr") if not _is_deleted(row)]
        if all(len(list(_inside(row, "tc"))) <= 1 for row in rows):
            for row in rows:
                for cell in _inside(row, "tc"):
                    self.walk(cell)
            return
        for row in rows:
            self._row(row)

    def _row(self, row: _Element) -> None:
        """Collect one row, cells that continue the row above named as merged."""
        cells: list[str] = [""] * _count(child(row, "trPr"), "gridBefore", 0)
        merged: list[int] = []
        for cell in _inside(row, "tc"):
            properties = child(cell, "tcPr")
            if _continues_above(properties):
                merged.append(len(cells))
                cells.append("")
            else:
                cells.append(self._cell(cell))
            cells.extend([""] * (_count(properties, "gridSpan", 1) - 1))
        self._add("\t".join(cells), tuple(merged))

    def _cell(self, cell: _Element) -> str:
        """Return a cell's text, its paragraphs and nested rows as lines."""
        inner = _Walker(self._numbers)
        inner.walk(cell)
        texts = (line.text.replace("\t", " ").strip() for line in inner.lines)
        return PARAGRAPH_BREAK.join(text for text in texts if text)


def _content(element: _Element) -> Iterator[_Element]:
    """Give the paragraphs and tables of an element, through content controls and insertions."""
    for one in element:
        name = local(one)
        if name in {"p", "tbl"}:
            yield one
        elif name in _WRAPPERS:
            yield from _content(one)


def _inside(element: _Element, name: str) -> Iterator[_Element]:
    """Give a table's rows or a row's cells, through content controls and insertions."""
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in _WRAPPERS:
            yield from _inside(one, name)


def _text(element: _Element) -> str:
    """Return the visible text of a paragraph."""
    parts: list[str] = []
    stack = list(reversed(element))
    while stack:
        one = stack.pop()
        name = local(one)
        if name in _DROPPED or not name or (name == "r" and _is_hidden(one)):
            continue
        if name == "t":
            parts.append(one.text or "")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        else:
            stack.extend(reversed(one))
    return "".join(parts)


def _text_boxes(paragraph: _Element) -> Iterator[_Element]:
    """Give the text boxes anchored in a paragraph, without the copies kept for old programs."""
    for box in descendants(paragraph, "txbxContent"):
        around = [local(one) for one in box.iterancestors()]
        inner = around[: around.index("p")] if "p" in around else around
        if "Fallback" not in inner and box.getparent() is not None and _owner(box) is paragraph:
            yield box


def _owner(box: _Element) -> _Element | None:
    """Return the paragraph that a text box is anchored in."""
    return next((one for one in box.iterancestors() if local(one) == "p"), None)


def _is_hidden(run: _Element) -> bool:
    """Tell whether a run is hidden text."""
    properties = child(run, "rPr")
    hidden = child(properties, "vanish") if properties is not None else None
    return hidden is not None and attribute(hidden, "val") not in {"0", "false", "off"}


def _is_deleted(row: _Element) -> bool:
    """Tell whether a row was deleted under change tracking."""
    properties = child(row, "trPr")
    return properties is not None and child(properties, "del") is not None


def _continues_above(properties: _Element | None) -> bool:
    """Tell whether a cell is merged with the one above it."""
    merge = child(properties, "vMerge") if properties is not None else None
    return merge is not None and attribute(merge, "val") != "restart"


def _count(properties: _Element | None, name: str, default: int) -> int:
    """Return a count of columns from a row's or cell's properties."""
    found = child(properties, name) if properties is not None else None
    value = attribute(found, "val") if found is not None else ""
    return min(int(value), _MAX_COLUMNS) if value.isdigit() and value.isascii() else default


_MAX_COLUMNS = 63


def _damaged(where: str) -> DocumentError:
    """Return the reason for a file that cannot be unpacked."""
    return DocumentError(
        "文件已损坏，打不开。", where=where, advice="请用 Word 或 WPS 打开并另存为新的 .docx 文件。"
    )


def _not_word(where: str) -> DocumentError:
    """Return the reason for a package without a Word text."""
    return DocumentError(
        "里面没有 Word 正文。",
        where=where,
        advice="请选择 Word 文档（.docx），表格请先另存为 .docx 或 .txt。",
    )


def _too_large(where: str) -> DocumentError:
    """Return the reason for a package that would not fit into memory."""
    return DocumentError(
        f"解压后的内容超过 {_MAX_PART // 1024 // 1024} MB，不像一份计划。",
        where=where,
        advice="请确认选对了文件，或只保留计划正文另存一份。",
    )
