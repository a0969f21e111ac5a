"""RTF documents as lines: paragraphs in order, tables as rows on the grid of their edges.

striprtf turns the control words into text. What it cannot tell apart, the cells, rows and
paragraphs of a table, is marked beforehand with characters that no document holds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.errors import DocumentError
from unionxl.importing.model import CELL_BREAK, PARAGRAPH_BREAK, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CELL, _ROW, _OPENS, _OPENED = "\x01", "\x02", "\x03", "\x04"
_NEAR = 40  # twips: edges closer than that are one
_MAX_COLUMNS = 63
_CONTROLS = re.compile(r"[\x00\x05-\x08\x0c-\x1f]")
_PICTURE = re.compile(r"[0-9a-fA-F\r\n]{400,}")  # its bytes as figures
_HIGH = re.compile(r"[\x80-\xff]")
# Control words that carry what striprtf drops, or that it would show: the text of automatic
# numbers in old documents, what was deleted under change tracking.
_WORDS = (
    (re.compile(r"\\cell(?![a-z]) ?"), _CELL),
    (re.compile(r"\\row(?![a-z]) ?"), _ROW),
    (re.compile(r"\\line(?![a-z]) ?"), CELL_BREAK),
)
_NUMBERS = re.compile(r"\\pntext(?![a-z])")
_DELETED = re.compile(r"\\deleted(?![a-z0-9])")
_DEFINED = re.compile(
    r"\\trowd(?![a-z])((?:[^{}\\]|\\(?!(?:trowd|cell|row)(?![a-z]))[a-z]+-?\d* ?)*)"
)
_EDGES = re.compile(r"\\(clvmrg)(?![a-z])|\\cellx(-?\d{1,9})")
_PARTS = re.compile(rf"([{_CELL}{_ROW}\n]|{_OPENS}(?:-?\d{{1,9}}v?[ ]?)*{_OPENED})")
_MARKS = re.compile(rf"\\'0[1-4]|[{_CELL}-{_OPENED}]")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table: its cells, and of each its right edge and whether it goes on from above."""

    cells: tuple[str, ...]
    edges: tuple[tuple[int, bool], ...]


def read_rich_text(data: bytes, where: str) -> tuple[Line, ...]:
    """Return the lines of an RTF document.

    Raises:
        DocumentError: it is damaged.
    """
    from striprtf import striprtf  # noqa: PLC0415 - other documents need not load it

    try:
        # Raw pictures go by their length, before anything in them is written otherwise.
        source = striprtf.remove_pict_groups(data.decode("latin-1"))  # type: ignore[no-untyped-call]
        text = str(striprtf.rtf_to_text(_marked(source), errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as error:  # it promises nothing of damaged documents
        raise DocumentError(
            "这个 RTF 文档读不出来。",
            where=where,
            advice="请用 Word 或 WPS 打开，另存为 .docx 再导入。",
        ) from error
    found = list(_lines(_CONTROLS.sub("", text)))
    return tuple(Line(at, line, merged) for at, (line, merged) in enumerate(found, start=1))


def _marked(source: str) -> str:
    """Return a document in which cells, rows and their edges are characters of the text."""
    text = _PICTURE.sub("", _MARKS.sub("", source))
    text = _HIGH.sub(lambda found: f"\\'{ord(found[0]):02x}", text)
    text = _NUMBERS.sub(r"\\plain", text)
    text = _DELETED.sub(r"\\*\\deleted", text)
    text = _DEFINED.sub(_definition, text)
    for word, mark in _WORDS:
        text = word.sub(lambda _, mark=mark: _as_hex(mark), text)  # type: ignore[misc]
    return text


def _as_hex(mark: str) -> str:
    """Return a mark as RTF; the word before it ends what may still be skipped."""
    return f"\\zz\\'{ord(mark):02x}\\zz "


def _definition(found: re.Match[str]) -> str:
    """Return the edges of a row before what it holds: 1620 2700v, v for what goes on from above."""
    edges: list[str] = []
    goes_on = False
    for merged, edge in _EDGES.findall(found[1]):
        goes_on = goes_on or bool(merged)
        if edge:
            edges.append(f"{edge}{'v' if goes_on else ''}")
            goes_on = False
    return f"{_as_hex(_OPENS)}{' '.join(edges)}{_as_hex(_OPENED)}{found[0]}"


def _lines(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give the paragraphs, and the rows of each table on its common grid."""
    table: list[_Row] = []
    edges: tuple[tuple[int, bool], ...] = ()
    cells: list[str] = []
    running: list[str] = []
    is_row = False
    for part in _PARTS.split(text):
        if part.startswith(_OPENS) and _PARTS.fullmatch(part):
            is_row, edges = True, _edges(part.strip(_OPENS + _OPENED))
        elif part == _CELL:
            cells.append(_cell("".join(running)))
            running = []
        elif part == _ROW:
            table.append(_Row(tuple(cells), edges))
            cells, running, is_row = [], [], False
        elif part == "\n" and not is_row:
            yield from _rows(table)
            yield "".join(running), ()
            table, running = [], []
        else:
            running.append(PARAGRAPH_BREAK if part == "\n" else _MARKS.sub("", part))
    yield from _rows([*table, _Row(tuple(cells), edges)] if cells else table)
    yield "".join(running), ()


def _edges(told: str) -> tuple[tuple[int, bool], ...]:
    """Read the edges of a row."""
    words = told.split()
    return tuple((int(word.rstrip("v")), word.endswith("v")) for word in words)


def _cell(text: str) -> str:
    """Return the text of a cell, its paragraphs parted."""
    paragraphs = (one.replace("\t", " ").strip() for one in text.split(PARAGRAPH_BREAK))
    return PARAGRAPH_BREAK.join(one for one in paragraphs if one)


def _rows(table: Sequence[_Row]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Give the rows of a table, a cell that stretches over others with empty ones behind it."""
    grid: list[int] = []
    for edge in sorted({edge for row in table for edge, _ in row.edges}):
        if not grid or edge - grid[-1] > _NEAR:
            grid.append(edge)
    grid = grid if len(grid) <= _MAX_COLUMNS else []  # no table of a plan: rows as they are
    for row in table:
        texts: list[str] = []
        merged: list[int] = []
        for at, text in enumerate(row.cells):
            edge, goes_on = row.edges[at] if at < len(row.edges) else (0, False)
            merged += [len(texts)] if goes_on else []
            texts.append("" if goes_on else text)
            reaches = bisect_left(grid, edge - _NEAR) + 1
            texts += [""] * (reaches - len(texts))
        yield "\t".join(texts), tuple(merged)
