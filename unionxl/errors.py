"""Reasons to stop, each with what the clerk can do about it.

UnionXLError
+-- DocumentError        a plan document or notice that cannot be used
+-- WorkbookError        a file that cannot be read or must not be written
|   +-- TableNotFoundError
|   +-- TablesLostError
|   +-- ColumnNotFoundError
|   +-- SheetNotOursError
|   +-- HomelessInputError
|   +-- UnsafeWorkbookError
|   +-- WorkbookBusyError
|   +-- CannotWriteError
+-- RequestError         a month, a year or an option that does not exist
+-- OutOfMemoryError
+-- ReportError          a report or a picture that cannot be made
|   +-- FontNotFoundError
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_TEXTS_SHOWN = 6

# How a library that finds no room, or a thread that does not start, says so.
_FULL = "磁盘已满", "请腾出磁盘空间，再试一次。"
_IN_USE = "文件正被别的程序占用", "请关闭正在使用它的程序，再试一次。"
_FORBIDDEN = (
    "文件夹不允许写入",
    "请换一个文件夹，再试一次；文件正在别的程序中打开的，请先关闭它。",
)
_READ_ONLY = "磁盘是只读的", "请换一个可以写入的磁盘或文件夹，再试一次。"
_TOO_LONG = "文件名和文件夹的名称合起来太长", "请换短一些的名称，或换一个文件夹，再试一次。"
_NO_FOLDER = "文件夹不在了（移走、改名，或网络盘断开）", "请核对文件夹，再试一次。"
_BROKEN = "磁盘或网络出了错", "请换一个文件夹，再试一次。"
_IS_FOLDER = "那里有一个同名的文件夹", "请把那个文件夹改名或移走，再试一次。"
_UNKNOWN_CAUSE = "系统没有接受", "请换一个文件夹，再试一次。"
# By the number of Windows, which tells more, and as text by that of every system.
_NOT_WRITTEN: dict[int | str, tuple[str, str]] = {
    **dict.fromkeys((39, 112), _FULL),
    **dict.fromkeys((32, 33), _IN_USE),
    **{
        f"{getattr(errno, name)}": cause
        for cause, names in (
            (_FULL, "ENOSPC EDQUOT EFBIG"),
            (_IN_USE, "EBUSY ETXTBSY"),
            (_FORBIDDEN, "EACCES EPERM"),
            (_READ_ONLY, "EROFS"),
            (_TOO_LONG, "ENAMETOOLONG"),
            (_NO_FOLDER, "ENOENT ENOTDIR ESTALE ENETUNREACH EHOSTDOWN"),
            (_BROKEN, "EIO ENXIO"),
            (_IS_FOLDER, "EISDIR"),
        )
        for name in names.split()
        if hasattr(errno, name)
    },
}
_NO_MEMORY = ("failed to map segment", "cannot allocate memory", "can't start new thread")


class UnionXLError(Exception):
    """A reason to stop that the clerk can act on.

    The text has the four parts of every message: where, what, what to do and, when there is
    one, the basis.
    """

    def __init__(self, what: str, *, where: str, advice: str, basis: str = "") -> None:
        grounds = f"依据：{basis}。" if basis else ""
        super().__init__(f"{where}：{what}{advice}{grounds}")
        self.what = what
        self.where = where
        self.advice = advice
        self.basis = basis


class DocumentError(UnionXLError):
    """A plan document or a notice that cannot be read or holds nothing to import."""


class RequestError(UnionXLError):
    """What was asked for does not exist: a month, a year, a plan number."""


class ReportError(UnionXLError):
    """A report, a picture or a calendar file that cannot be made."""


class FontNotFoundError(ReportError):
    """No Chinese font for the charts."""

    def __init__(self) -> None:
        super().__init__(
            "这台电脑上没有找到可用的中文字体，图表未生成。",
            where="图表",
            advice="请安装“微软雅黑”或“思源黑体”（双击字体文件，点“安装”），再试一次。",
        )


class OutOfMemoryError(UnionXLError):
    """The computer has no memory left for what was asked."""

    def __init__(self) -> None:
        super().__init__(
            "内存不够用，没有做完，数据未改动。",
            where="这台电脑",
            advice="请关闭其他程序再试一次；工作簿特别大的，请把往年的数据移到另一个工作簿。",
        )


def is_out_of_memory(error: Exception) -> bool:
    """Tell whether an error of any kind means that the computer has no memory left."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    said = str(error).lower()
    return isinstance(error, MemoryError) or (
        isinstance(error, ImportError | RuntimeError) and any(sign in said for sign in _NO_MEMORY)
    )


def why_not_written(error: OSError) -> tuple[str, str]:
    """Return why the system did not take a file, and what to do: the one cause that it names."""
    known = _NOT_WRITTEN.get(getattr(error, "winerror", None) or 0)
    return known or _NOT_WRITTEN.get(f"{error.errno}", _UNKNOWN_CAUSE)


class WorkbookError(UnionXLError):
    """A workbook that cannot be read or must not be written."""


class TableNotFoundError(WorkbookError):
    """An input table is missing or was renamed."""

    def __init__(self, table: str, sheet: str, *, cause: str = "", advice: str = "") -> None:
        super().__init__(
            f"找不到表格「{table}」{cause}。",
            where=f"工作表《{sheet}》",
            advice=advice
            or "请恢复表格名称（表设计→表名称）；表格已经没有了的，请点「修复工作簿」，"
            "会在旁边另存一本修好的。",
        )


class TablesLostError(WorkbookError):
    """Another program has kept the cells and dropped the tables."""

    def __init__(self, file: str) -> None:
        super().__init__(
            "各张工作表里的表格都不见了，内容还在。多半是用“Google 表格”“Numbers”、"
            "金山文档网页版或转换工具另存过，它们不保留表格。",
            where=f"文件《{file}》",
            advice="请点「修复工作簿」（在《首页》或功能区“工会工作”里），会在旁边另存一本修好的。",
        )


class ColumnNotFoundError(WorkbookError):
    """A column of an input table is missing or was renamed."""

    def __init__(self, column: str, sheet: str, row: int, header: tuple[str, ...] = ()) -> None:
        super().__init__(
            f"找不到列「{column}」。",
            where=f"工作表《{sheet}》第 {row} 行（表头）",
            advice=f"请把该列的表头改回「{column}」；列已删除的，请插入一列，表头写「{column}」。",
        )
        self.header = header


class SheetNotOursError(WorkbookError):
    """A sheet of the clerk's own has the name of a sheet to be generated."""

    def __init__(self, sheet: str) -> None:
        super().__init__(
            "已有一张同名的工作表，不是本程序生成的，未作改动。",
            where=f"工作表《{sheet}》",
            advice="请给自己的工作表换一个名称，再生成一次。",
        )


class HomelessInputError(WorkbookError):
    """Texts typed on a generated sheet belong to rows that are gone.

    `texts` gives row, column and text of each; `gone` names the place of the first.
    """

    def __init__(self, *, sheet: str, texts: Sequence[tuple[int, str, str]], gone: str) -> None:
        row, column, text = texts[0]
        others = "".join(
            f"、第 {other_row} 行「{other_column}」“{other}”"
            for other_row, other_column, other in texts[1:MOST_TEXTS_SHOWN]
        )
        rest = len(texts) - MOST_TEXTS_SHOWN
        more = f"还有{others[1:]}" + (f"等 {len(texts) - 1} 处" if rest > 0 else "") + "同样如此。"
        super().__init__(
            f"填写的“{text}”无处带回：{gone}已不存在或有重复。{more if others else ''}未作改动。",
            where=f"《{sheet}》第 {row} 行「{column}」",
            advice=f"请先把这些内容记到合适的行，再删除工作表《{sheet}》，然后重新生成。",
        )


class UnsafeWorkbookError(WorkbookError):
    """A workbook of a kind that cannot be edited without harm."""


class WorkbookBusyError(WorkbookError):
    """The workbook is open elsewhere or was changed since it was read."""


class CannotWriteError(WorkbookError):
    """The disk or the folder does not take the file."""
