"""LibreOffice documents (.odt) as lines: paragraphs, numbered lists, tables as rows."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.errors import DocumentError
from unionxl.importing.model import CELL_BREAK, PARAGRAPH_BREAK, Line
from unionxl.words.numerals import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odfdo import Document, Element

    _Found = tuple[str, tuple[int, ...]]

_NAMESPACE = "application/vnd.oasis.opendocument.text"
_COVERED = "table:covered-table-cell"
_CELLS = {"table:table-cell", _COVERED}
_PARAGRAPHS = {"text:p", "text:h"}
_DROPPED = {
    *("text:tracked-changes", "text:sequence-decls", "text:variable-decls", "office:forms"),
    *("text:note", "office:annotation", "text:ruby-text", "text:table-of-content"),
}
_BREAKS = {"text:line-break": CELL_BREAK, "text:tab": "\t"}
_CHINESE = "一"
_MOST_SPAN, _MOST_SPACES, _DEEPEST = 60, 200, 60
_MOST_NUMBERED = 99
_MAX_PART = 64 * 1024 * 1024


def is_open_document(data: bytes) -> bool:
    """Tell whether a package is a text of LibreOffice."""
    return _NAMESPACE.encode() in data[:200]


def read_open_document(data: bytes, where: str) -> tuple[Line, ...]:
    """Return the lines of an .odt document.

    Raises:
        DocumentError: it is damaged, far too large when unpacked, or has a password.
    """
    from odfdo import Document  # noqa: PLC0415 - half a second that other documents need not pay

    if _unpacked_size(data) > _MAX_PART:
        raise DocumentError(
            "解开以后太大，不像一份计划。",
            where=where,
            advice="请只保留计划正文，另存为 .docx 再导入。",
        )
    try:
        document = Document(io.BytesIO(data))
        found = list(_Walker(document).lines(document.body, 0))
    except Exception as error:  # odfdo raises many kinds over damaged packages
        raise DocumentError(
            "这个 .odt 文档读不出来，可能设有密码或已损坏。",
            where=where,
            advice="请用 LibreOffice 或 WPS 打开，去掉密码，另存为 .docx 再导入。",
        ) from error
    return tuple(Line(at, line, merged) for at, (line, merged) in enumerate(found, start=1))


def _unpacked_size(data: bytes) -> int:
    """Return the size of the largest part of a package as it says itself; 0 for a damaged one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return max((one.file_size for one in package.infolist()), default=0)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError):
        return 0


class _Walker:
    """Goes through a document and counts its lists."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._counts: defaultdict[tuple[str, int], int] = defaultdict(int)

    def lines(self, element: Element, depth: int) -> Iterator[_Found]:
        """Give the paragraphs and rows below an element."""
        for one in element.children:
            name = one.tag
            if name in _PARAGRAPHS:
                yield _text(one), ()
                for box in one.get_elements("descendant::draw:text-box"):
                    yield from self.lines(box, depth + 1)
            elif name == "text:list":
                yield from self._list(one, "", 1)
            elif name == "table:table":
                yield from self._table(one)
            elif name not in _DROPPED and depth < _DEEPEST:
                yield from self.lines(one, depth + 1)

    def _list(self, element: Element, style: str, level: int) -> Iterator[_Found]:
        """Give the entries of a list behind the numbers that are shown."""
        style = str(element.get_attribute("text:style-name") or style)
        goes_on = element.get_attribute("text:continue-numbering")
        goes_on = goes_on or element.get_attribute("text:continue-list")
        if not goes_on:
            self._counts[style, level] = 0
        for entry in element.children:
            is_first = entry.tag == "text:list-item"
            for one in entry.children:
                if one.tag == "text:list":
                    yield from self._list(one, style, level + 1)
                elif one.tag in _PARAGRAPHS:
                    text = _text(one)
                    yield (self._number(style, level) + text.lstrip() if is_first else text), ()
                    is_first = False

    def _number(self, style: str, level: int) -> str:
        """Return the next number of a list, a bullet for one without numbers."""
        self._counts[style, level] += 1
        found = self._document.get_style("list", style) if style else None
        way = found and found.get_element(f"text:list-level-style-number[@text:level='{level}']")
        form = str(way.get_attribute("style:num-format") or "") if way else ""
        if not (way and form):
            return "• "
        number = self._counts[style, level] - 1 + int(way.get_attribute("text:start-value") or 1)
        shown = written(number) if _CHINESE in form and number <= _MOST_NUMBERED else str(number)
        before, behind = (way.get_attribute(f"style:num-{side}") for side in ("prefix", "suffix"))
        return f"{before or ''}{shown}{behind or ''}"

    def _table(self, table: Element) -> Iterator[_Found]:
        """Give the rows of a table; one of one column is only a frame around its text."""
        rows = [[cell for cell in row.children if cell.tag in _CELLS] for row in _rows(table)]
        if all(len(cells) <= 1 for cells in rows):
            for cells in rows:
                for cell in cells:
                    yield from self.lines(cell, 0)
            return
        below: dict[int, int] = {}
        for cells in rows:
            texts: list[str] = []
            merged: list[int] = []
            for cell in cells:
                at = len(texts)
                if cell.tag == _COVERED:
                    merged += [at] if below.get(at, 0) > 0 else []
                    below[at] = below.get(at, 0) - 1
                    texts += [""] * _count(cell, "table:number-columns-repeated")
                    continue
                right = _count(cell, "table:number-columns-spanned")
                down = _count(cell, "table:number-rows-spanned") - 1
                below |= dict.fromkeys(range(at, at + right), down)
                texts.append(self._cell(cell))
            yield "\t".join(texts), tuple(merged)

    def _cell(self, cell: Element) -> str:
        """Return the text of a cell, its paragraphs parted."""
        texts = (line.replace("\t", " ").strip() for line, _ in self.lines(cell, 0))
        return PARAGRAPH_BREAK.join(text for text in texts if text)


def _rows(table: Element) -> Iterator[Element]:
    """Give the rows of a table, also those of its head and of its groups."""
    for one in table.children:
        if one.tag == "table:table-row":
            yield one
        elif one.tag in {"table:table-header-rows", "table:table-rows", "table:table-row-group"}:
            yield from _rows(one)


def _count(element: Element, name: str) -> int:
    """Return a count of columns or rows."""
    written_as = str(element.get_attribute(name) or "1")
    is_count = written_as.isascii() and written_as.isdigit()
    return max(1, min(int(written_as), _MOST_SPAN)) if is_count else 1


def _text(element: Element) -> str:
    """Return the visible text of a paragraph."""
    parts = [element.text or ""]
    for one in element.children:
        name = one.tag
        if name in _BREAKS:
            parts.append(_BREAKS[name])
        elif name == "text:s":
            count = str(one.get_attribute("text:c") or "1")
            parts.append(" " * min(int(count) if count.isdigit() else 1, _MOST_SPACES))
        elif name not in _DROPPED and not name.startswith("draw:"):
            parts.append(_text(one))
        parts.append(one.tail or "")
    return "".join(parts).replace("\r", "")
