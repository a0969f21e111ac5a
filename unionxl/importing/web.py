"""Web pages as lines: paragraphs, lists and headings in order, tables as rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionxl.importing.model import CELL_BREAK, PARAGRAPH_BREAK, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_DROPPED = {"script", "style", "head", "noscript", "template", "iframe", "svg", "button", "select"}
_BLOCKS = {
    *("p", "div", "section", "article", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th", "header", "footer", "main"),
    *(
        "body",
        "html",
        "center",
        "form",
        "figure",
        "aside",
        "nav",
        "caption",
        "thead",
        "tbody",
        "hr",
    ),
}
_WITHIN = 2048
_MOST_SPAN = 60
_DEEPEST = 200


def is_web_page(data: bytes) -> bool:
    """Tell whether bytes are HTML."""
    start = data[:_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<html", b"<!doctype html", b"<?xml", b"<table", b"<meta", b"<head"))


def read_web_page(text: str) -> tuple[Line, ...]:
    """Return the lines of a page."""
    from lxml import html  # noqa: PLC0415 - other documents need not pay for it

    # lxml refuses a text that names its own encoding in an XML line.
    tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text) or "<p></p>")
    found = [(line, merged) for line, merged in _blocks(tree, 0) if line.strip()]
    return tuple(Line(at, line, merged) for at, (line, merged) in enumerate(found, start=1))


def _blocks(element: HtmlElement, depth: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give the lines of an element: its own texts, and those of the blocks within it."""
    running = [element.text or ""]
    for at, one in enumerate(element):
        name = one.tag if isinstance(one.tag, str) else ""
        if name == "table" and _is_grid(one):
            yield "".join(running), ()
            yield from _rows(one)
            running = []
        elif name in _BLOCKS and depth < _DEEPEST:
            yield "".join(running), ()
            running = []
            mark = _mark(element, one, at)
            for line, merged in _blocks(one, depth + 1):
                yield (mark + line.lstrip() if mark and line.strip() else line), merged
                mark = "" if line.strip() else mark
        elif name == "br":
            yield "".join(running), ()
            running = []
        elif name and name not in _DROPPED:
            running.append(_inline(one))
        running.append(one.tail or "")
    yield "".join(running), ()


def _mark(parent: HtmlElement, one: HtmlElement, at: int) -> str:
    """Return the number or bullet that a browser shows before an entry of a list."""
    if one.tag != "li":
        return ""
    return f"{at + 1}、" if parent.tag == "ol" else "• "


def _inline(element: HtmlElement) -> str:
    """Return the text of an element within a line."""
    return "".join(str(text) for text in element.itertext())


def _is_grid(table: HtmlElement) -> bool:
    """Tell whether a table holds rows of cells, and is no frame around a page."""
    rows = [row for row in table.iter("tr") if _table_of(row) is table]
    nested = any(inner is not table for inner in table.iter("table"))
    return not nested and max((len(_cells(row)) for row in rows), default=0) > 1


def _table_of(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("table"), None)


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [one for one in row if one.tag in {"td", "th"}]


def _rows(table: HtmlElement) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give the rows of a table, spans spelt out."""
    down: dict[int, int] = {}
    for row in table.iter("tr"):
        texts: list[str] = []
        merged: list[int] = []
        for cell in _cells(row):
            _fill(texts, merged, down)
            right, below = _span(cell, "colspan"), _span(cell, "rowspan")
            down |= dict.fromkeys(range(len(texts), len(texts) + right), below - 1)
            texts += [_cell(cell), *[""] * (right - 1)]
        _fill(texts, merged, down)
        yield "\t".join(texts), tuple(merged)


def _fill(texts: list[str], merged: list[int], down: dict[int, int]) -> None:
    """Add the cells that reach down from the rows above."""
    while down.get(len(texts), 0) > 0:
        at = len(texts)
        down[at] -= 1
        merged.append(at)
        texts.append("")


def _span(cell: HtmlElement, name: str) -> int:
    written = str(cell.get(name) or "1")
    return max(1, min(int(written), _MOST_SPAN)) if written.isascii() and written.isdigit() else 1


def _cell(cell: HtmlElement) -> str:
    """Return the text of a cell, its lines as paragraphs."""
    lines = (" ".join(line.split()) for line, _ in _blocks(cell, 0))
    return PARAGRAPH_BREAK.join(line.replace(CELL_BREAK, " ") for line in lines if line)
