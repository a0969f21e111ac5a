"""Reasons to stop, each with what the clerk can do about it.

UnionXLError
+-- DocumentError        a plan document or notice that cannot be used
+-- WorkbookError        a file that cannot be read or must not be written
|   +-- TableNotFoundError
|   +-- ColumnNotFoundError
|   +-- SheetNotOursError
|   +-- HomelessInputError
|   +-- UnsafeWorkbookError
|   +-- WorkbookBusyError
|   +-- CannotWriteError
+-- RequestError         a month, a year or an option that does not exist
"""

from __future__ import annotations


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


class WorkbookError(UnionXLError):
    """A workbook that cannot be read or must not be written."""


class TableNotFoundError(WorkbookError):
    """An input table is missing or was renamed."""

    def __init__(self, table: str, sheet: str) -> None:
        super().__init__(
            f"找不到表格「{table}」。",
            where=f"工作表《{sheet}》",
            advice="请恢复表格名称（表格工具→表名称），或从空白工作簿中复制这张工作表。",
        )


class ColumnNotFoundError(WorkbookError):
    """A column of an input table is missing or was renamed."""

    def __init__(self, column: str, sheet: str, row: int) -> None:
        super().__init__(
            f"找不到列「{column}」。",
            where=f"工作表《{sheet}》第 {row} 行（表头）",
            advice=f"请把该列的表头改回「{column}」。",
        )


class SheetNotOursError(WorkbookError):
    """A sheet of the clerk's own has the name of a sheet to be generated."""

    def __init__(self, sheet: str) -> None:
        super().__init__(
            "已有一张同名的工作表，不是本程序生成的，未作改动。",
            where=f"工作表《{sheet}》",
            advice="请给自己的工作表换一个名称，再生成一次。",
        )


class HomelessInputError(WorkbookError):
    """A text typed on a generated sheet belongs to a row that is gone."""

    def __init__(self, *, sheet: str, row: int, column: str, text: str, gone: str) -> None:
        super().__init__(
            f"填写的“{text}”无处带回：{gone}已不存在或有重复。未作改动。",
            where=f"《{sheet}》第 {row} 行「{column}」",
            advice=f"请先把这段文字记到合适的行，再删除工作表《{sheet}》，然后重新生成。",
        )


class UnsafeWorkbookError(WorkbookError):
    """A workbook of a kind that cannot be edited without harm."""


class WorkbookBusyError(WorkbookError):
    """The workbook is open elsewhere or was changed since it was read."""


class CannotWriteError(WorkbookError):
    """The disk or the folder does not take the file."""
