"""A long sheet in stretches of rows, read one after the other beside the program."""

from __future__ import annotations

import re
from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from unionxl.workbook.cells import limits
from unionxl.workbook.package.archive import store
from unionxl.workbook.package.bare import errors_as_text, open_bare, uncomputed_as_text
from unionxl.workbook.package.extent import plain_rows
from unionxl.workbook.package.markup import is_utf8
from unionxl.workbook.package.memory import check_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from python_calamine import CalamineSheet

    from unionxl.values.column import ReadValue
    from unionxl.views.layout import Area
    from unionxl.workbook.package.parts import Parts
    from unionxl.workbook.package.sheets import WorkbookPart

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
            OSError: the folder for temporary files failed halfway.
        """
        while sheet := self._found.get():
            row, column = sheet.start or (0, 0)
            yield Stretch(row + 1, column + 1, sheet.to_python(skip_empty_area=True))
        self._done.result()

    def _read(self) -> None:
        """Read the sheet."""
        try:
            pieces = deque(cut_rows(self._parts.chunks(self._part, STRETCH_BYTES)))
            check_memory(sum(map(len, pieces)), limits.READING_AHEAD_BYTES)
            for sheet in self._sheets(pieces) if len(pieces) > 1 else self._one_sheet():
                self._found.put(sheet)
        finally:
            self._found.put(None)

    def _sheets(self, pieces: deque[bytes]) -> Iterator[CalamineSheet]:
        """Yield pieces as they are read, or the whole sheet where no folder takes them."""
        from tempfile import TemporaryDirectory

        count = len(pieces)
        entries = (store("", pieces.popleft()) for _ in range(count))  # each is let go of then
        with ExitStack() as opened:
            try:
                folder = TemporaryDirectory(prefix="unionxl-", ignore_cleanup_errors=True)
                path = Path(opened.enter_context(folder))
                workbook = open_bare(self._parts, self._book, entries, folder=path)
            except OSError:
                yield from self._one_sheet()
                return
            opened.enter_context(workbook)
            yield from map(workbook.get_sheet_by_index, range(count))

    def _one_sheet(self) -> Iterator[CalamineSheet]:
        """Yield the sheet in one piece."""
        content = self._whole()
        check_memory(len(content), limits.READING_AHEAD_BYTES)
        entries = (store("", content),)
        with open_bare(self._parts, self._book, entries) as workbook:
            yield workbook.get_sheet_by_index(0)


def cut_rows(chunks: Iterable[bytes]) -> list[bytes]:
    """Cut a sheet that comes in chunks into sheets that hold some of its rows each.

    Formulas are left out, which may be a third of a ledger. A short sheet gives one piece; one
    that is not written as the programs write them gives none.
    """
    following = iter(chunks)
    head, start, rows = next(following, b"").partition(_START)
    if not start or b"<worksheet" not in head or not is_utf8(head):
        return []
    pieces = []
    above = 0
    for portion in _portions(rows, following):
        values = _FORMULA.sub(b"", uncomputed_as_text(portion)).strip()
        is_whole = _NUMBERED.match(values) and values.endswith((b"</row>", b"/>"))
        numbers = plain_rows(values) if is_whole else None
        if numbers is None or numbers[0] <= above:
            return []
        above = numbers[-1]
        pieces.append(b"".join((head, _START, errors_as_text(values), _TAIL)))
    return pieces


def _portions(waiting: bytes, chunks: Iterable[bytes]) -> Iterator[memoryview]:
    """Yield the rows of a sheet, each time as many as are there; nothing where its end is lost."""
    for chunk in chain((b"",), chunks):
        waiting += chunk
        cut = waiting.rfind(_ROW)
        if cut > 0 and len(waiting) > STRETCH_BYTES // 2:
            yield memoryview(waiting)[:cut]
            waiting = waiting[cut:]
    rows, end, rest = waiting.rpartition(_END)
    yield memoryview(rows if end and rest.rstrip().endswith(b"</worksheet>") else b"")
