"""Which Excel is talked to, and what its refusals mean to the clerk."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from unionxl.errors import (
    CannotWriteError,
    UnsafeWorkbookError,
    WorkbookBusyError,
    WorkbookError,
)
from unionxl.workbook.live import native

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xlwings as xw

__all__ = [
    "ExcelRefusedError",
    "changeable_folder",
    "native",
    "quietly",
    "run_twice",
    "translated",
]

_QUIET = {
    "ScreenUpdating": False,
    "DisplayAlerts": False,
    "EnableEvents": False,
    "Calculation": native.BY_HAND,
}


class ExcelRefusedError(WorkbookError):
    """Excel did not do what it was asked for, and gave no reason that a clerk could act on."""


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn refusals of Excel into reasons to stop.

    Raises:
        WorkbookBusyError: a cell is being edited, or a dialog is open.
        WorkbookError: Excel is gone, or refused for another reason.
    """
    try:
        yield
    except native.host_errors() as error:
        raise _reason(error, where) from error


def _reason(error: Exception, where: str) -> WorkbookError:
    """Return what to tell the clerk."""
    if native.is_busy(error):
        return WorkbookBusyError(
            "Excel 正忙：可能正在编辑单元格，或有对话框没有关闭。",
            where=where,
            advice="请按回车键结束编辑、关闭对话框，再点一次按钮。",
        )
    if native.is_gone(error):
        return WorkbookError(
            "Excel 已经关闭，或没有响应。",
            where=where,
            advice="请重新打开工作簿，核对内容后再试一次。",
        )
    return ExcelRefusedError(
        "Excel 没有接受其中一步操作。",
        where=where,
        advice="请关闭其他对话框，再试一次；仍是这样，请保存后重新打开工作簿。",
    )


def changeable_folder(book: xw.Book) -> str:
    """Return the folder of a workbook, or its address on the net.

    Raises:
        CannotWriteError: it was never saved, or was opened for reading only.
        UnsafeWorkbookError: it is shared in the old way.
    """
    folder = native.folder_of(book)
    if not folder:
        raise CannotWriteError(
            "还没有保存过，不知道备份放在哪里，未作改动。",
            where=_named(book),
            advice="请先保存为“启用宏的工作簿（.xlsm）”，再点一次按钮。",
        )
    if native.is_read_only(book):
        raise CannotWriteError(
            "是以只读方式打开的，不能写入，未作改动。",
            where=_named(book),
            advice="请关闭别处打开的同一个文件（或取消“只读”）后重新打开；也可以另存一份再用。",
        )
    if native.is_shared(book):
        raise UnsafeWorkbookError(
            "正由几个人共享编辑，不能插入工作表，未作改动。",
            where=_named(book),
            advice="请先取消共享（审阅→共享工作簿），再点一次按钮。",
        )
    return folder


def _named(book: xw.Book) -> str:
    """Name a workbook for a message."""
    return f"工作簿《{book.name}》"


@contextmanager
def quietly(
    app: native.ComObject, book: xw.Book, made: Callable[[], native.ComObject | None]
) -> Iterator[None]:
    """Keep Excel from redrawing, asking, calculating and reacting; afterwards all is as before.

    Where it ended well the tab is in front that `made` names, else the one that was.

    `App.properties` of xlwings does the same, but leaves Excel half switched off when one of the
    properties cannot be set or set back.
    """
    before = {name: getattr(app, name) for name in _QUIET}
    active = native.active_tab(book)
    try:
        for name, value in _QUIET.items():
            setattr(app, name, value)
        native.ask_printer(app, at_once=False)
        yield
        active = made() or active
    finally:
        native.ask_printer(app, at_once=True)
        steps: list[Callable[[], object]] = [
            partial(native.activate_tab, active),
            partial(native.say, app, text=False),
        ]
        steps += [partial(setattr, app, name, value) for name, value in before.items()]
        for step in steps:
            with suppress(*native.host_errors()):
                run_twice(step)


def run_twice(step: Callable[[], object]) -> None:
    """Run a step that puts things back; when Excel refuses, ask once more."""
    try:
        step()
    except native.host_errors():
        step()
