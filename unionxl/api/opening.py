"""What a program hands in as a workbook, taken over by the adapter that fits it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeGuard

from unionxl.errors import RequestError
from unionxl.tables.all import BY_NAME
from unionxl.tables.settings import SETTINGS
from unionxl.workbook.port import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    import xlwings as xw


class Opened(Workbook, Protocol):
    """A workbook that a program has opened."""

    made: list[str]

    def as_one(self) -> AbstractContextManager[None]:
        """Take several changes together: all of them stay, not yet saved, or none."""

    def look_again(self) -> None:
        """Forget what somebody else may have changed meanwhile."""

    def as_bytes(self) -> bytes:
        """Return the workbook as it is now, saved or not, as the content of a file."""


def opened(source: str | os.PathLike[str] | xw.Book | None, tell: Callable[[str], None]) -> Opened:
    """Open a file, or take over a workbook that is open in Excel; without one, the caller.

    Raises:
        RequestError: it is neither, or nobody called.
        WorkbookError: it cannot be read, or is none of ours.
    """
    if source is None:
        source = _caller()
    workbook = _of_excel(source, tell) if _is_of_excel(source) else _of_file(source, tell)
    names = workbook.table_names()
    if not BY_NAME.keys() & set(names):
        from unionxl.workbook.book.reader import check_is_there

        check_is_there(workbook, SETTINGS)
    return workbook


def _of_file(source: object, tell: Callable[[str], None]) -> Opened:
    """Open a workbook file."""
    if not isinstance(source, str | os.PathLike):
        raise RequestError(
            f"{type(source).__name__} 不是工作簿。",
            where="打开工作簿",
            advice="请给出文件的路径，或 xlwings 的 Book。",
        )
    from unionxl.workbook.package.workbook import open_workbook

    # Absolute: the program may go to another folder before it saves.
    return open_workbook(Path(os.fsdecode(source)).absolute(), message=tell)


def _is_of_excel(source: object) -> TypeGuard[xw.Book]:
    """Tell whether something is a workbook of xlwings, which need not be imported for that."""
    xlwings: Any = sys.modules.get("xlwings")
    return xlwings is not None and isinstance(source, xlwings.Book)


def _of_excel(live: xw.Book, tell: Callable[[str], None]) -> Opened:
    """Take over a workbook that is open in Excel."""
    if sys.platform == "darwin":
        raise RequestError(
            "苹果电脑上的 Excel 不能边开着边改。",
            where="打开工作簿",
            advice="请先保存并关闭工作簿，再按文件的路径打开。",
        )
    from unionxl.workbook.live.programmed import open_programmed

    return open_programmed(live, tell)


def _caller() -> xw.Book:
    """Return the workbook from which Python was called."""
    from unionxl.workbook.live.lean import calling_book, import_xlwings

    try:
        found = calling_book(import_xlwings(is_whole=True))
    except Exception as error:
        raise RequestError(
            "不是从 Excel 里调用的，不知道是哪一本工作簿。",
            where="打开工作簿",
            advice="请给出文件的路径，或从工作簿的宏里用 RunPython 调用。",
        ) from error
    return found
