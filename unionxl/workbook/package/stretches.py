"""A long sheet in stretches of rows, read one after the other beside the program."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from unionxl.workbook.package.archive import store
from unionxl.workbook.package.bare import errors_as_text, open_bare
from unionxl.workbook.package.extent import has_plain_rows
from unionxl.workbook.package.markup import is_utf8

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from python_calamine import CalamineSheet

    from unionxl.views.layout import Area
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.sheets import WorkbookPart
    from unionxl.workbook.port import ReadValue

STRETCH_BYTES = 4 * 1024 * 1024  # some ten thousand rows of a ledger

_FORMULA = re.compile(rb"<f(?:\s[^>]*)?>[^<]*</f>")
_NUMBERED = re.compile(rb"<row\s[^>]*?\br=\"\d")
_START, _ROW, _END = b"<sheetData>", b"<row ", b"</sheetData>"
_TAIL = b"</sheetData></worksheet>"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of a sheet that follow each other; `top` and `left` are those of the first cell, from 1.

    Every row has the same width; an empty cell holds empty text.
    """

    top: int
    left: int
    rows: Sequence[Sequence[ReadValue]]

    def columns(self, area: Area) -> tuple[Sequence[ReadValue], ...]:
        """Return the columns of a rectangle, as far down as the rows go."""
        rows = self.rows[max(area.top - self.top, 0) : max(area.bottom + 1 - self.top, 0)]
        there = tuple(zip(*rows, strict=True))
        blank = (None,) * len(rows)
        return tuple(
            there[at] if 0 <= at < len(there) else blank
            for at in range(area.left - self.left, area.right + 1 - self.left)
        )


class ReadAhead:
    """Reads a long sheet stretch by stretch, while the program does other things.

    The reading library parses without Python's lock, so this takes a processor of its own.
    """

    def __init__(
        self, parts: Parts, book: WorkbookPart, part: str, whole: Callable[[], bytes]
    ) -> None:
        """Begin; `whole` gives the sheet to be read in one piece, where it must be."""
        from concurrent.futures import ThreadPoolExecutor

        self._parts = parts
        self._book = book
        self._part = part
        self._whole = whole
        self._found: SimpleQueue[CalamineSheet | None] = SimpleQueue()
        pool = ThreadPoolExecutor(1)
        self._done = pool.submit(self._read)
        pool.shutdown(wait=False)

    def stretches(self) -> Iterator[Stretch]:
        """Yield the stretches from the top, each as soon as it is read; once only.

        Raises:
            CalamineError: the sheet cannot be read.
            WorkbookError: a stray cell lies so far away that reading would fill the memory, or
                the content cannot be had.
        """
        while sheet := self._found.get():
            row, column = sheet.start or (0, 0)
            yield Stretch(row + 1, column + 1, sheet.to_python(skip_empty_area=True))
        self._done.result()

    def _read(self) -> None:
        """Read the sheet."""
        from tempfile import TemporaryDirectory

        try:
            pieces = deque(cut_rows(self._parts.chunks(self._part, STRETCH_BYTES)))
            if len(pieces) <= 1:
                self._read_pieces(pieces or deque([self._whole()]))
                return
            try:
                with TemporaryDirectory(prefix="unionxl-", ignore_cleanup_errors=True) as folder:
                    self._read_pieces(pieces, Path(folder))
            except OSError:  # no room for it on the disk, or no such folder
                self._read_pieces(deque([self._whole()]))
        finally:
            self._found.put(None)

    def _read_pieces(self, pieces: deque[bytes], folder: Path | None = None) -> None:
        """Read pieces, each a sheet of its own."""
        count = len(pieces)
        entries = (store("", pieces.popleft()) for _ in range(count))  # they take room
        with open_bare(self._parts, self._book, entries, folder=folder) as workbook:
            for index in range(count):
                self._found.put(workbook.get_sheet_by_index(index))


def cut_rows(chunks: Iterable[bytes]) -> list[bytes]:
    """Cut a sheet that comes in chunks into sheets that hold some of its rows each.

    Formulas are left out, which may be a third of a ledger. A sheet that is not written as the
    programs write them gives nothing.
    """
    following = iter(chunks)
    head, start, waiting = next(following, b"").partition(_START)
    if not start or b"<worksheet" not in head or not is_utf8(head):
        return []
    pieces = []
    for chunk in chain((b"",), following):
        waiting += chunk
        cut = waiting.rfind(_ROW)
        if cut > 0 and len(waiting) > STRETCH_BYTES // 2:
            pieces.append(_piece(head, memoryview(waiting)[:cut]))
            waiting = waiting[cut:]
    pieces.append(_piece(head, memoryview(waiting)[: waiting.rfind(_END)]))
    return pieces if all(pieces) else []


def _piece(head: bytes, rows: memoryview) -> bytes:
    """Return rows as a sheet of their own, nothing if they are not plain."""
    values = _FORMULA.sub(b"", rows).strip()
    is_whole = _NUMBERED.match(values) and values.endswith((b"</row>", b"/>"))
    if not is_whole or not has_plain_rows(values):
        return b""
    return b"".join((head, _START, errors_as_text(values), _TAIL))
