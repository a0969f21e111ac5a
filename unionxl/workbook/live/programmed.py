"""A workbook that is open in Excel, in the hands of a program instead of a button.

A program makes several things one after the other and saves when it likes, and whoever sits in
front of Excel goes on working in between.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.errors import WorkbookError
from unionxl.workbook.backups import local_time
from unionxl.workbook.live.host import ExcelRefusedError, changeable_folder, native, translated
from unionxl.workbook.live.workbook import ExcelWorkbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xlwings as xw


def open_programmed(book: xw.Book, message: Callable[[str], None]) -> ProgrammedWorkbook:
    """Take over a workbook that is open in Excel.

    Raises:
        CannotWriteError: it was never saved, or was opened for reading only.
        UnsafeWorkbookError: it is shared in the old way.
    """
    check_still_open(book)
    with translated("Excel"):
        return ProgrammedWorkbook(book, changeable_folder(book), local_time, message)


def check_still_open(book: xw.Book) -> None:
    """Stop where the workbook has been closed meanwhile.

    Raises:
        WorkbookError: it was closed, Excel is gone, or busy.
    """
    try:
        with translated("Excel"):
            _ = book.name
    except ExcelRefusedError as error:
        raise WorkbookError(
            "已经关闭。", where="Excel 中的工作簿", advice="请重新打开它，再试一次。"
        ) from error


class ProgrammedWorkbook(ExcelWorkbook):
    """A workbook in a running Excel whose changes stand before it is saved."""

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Take several changes together: all of them stay, not yet saved, or none."""
        with self._changing():
            yield
            if self._is_changed:
                self._keep()

    def look_again(self) -> None:
        """Forget where things stand: somebody else may have changed the open workbook.

        Raises:
            WorkbookError: it was closed, Excel is gone, or busy.
        """
        check_still_open(self._book)
        self._forget()

    def as_bytes(self) -> bytes:
        """Return the workbook as it is now, saved or not, as the content of a file."""
        with self._asking(), tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / self._name
            native.save_copy(self._book, copy)
            return copy.read_bytes()
