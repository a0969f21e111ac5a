"""Reasons to stop that every adapter gives in the same words."""

from __future__ import annotations

from unionxl.errors import CannotWriteError, RequestError, UnsafeWorkbookError, WorkbookError
from unionxl.workbook.cells.addresses import MAX_ROW, address


def locked_structure(where: str) -> UnsafeWorkbookError:
    """Return the reason to stop before adding a sheet to a workbook with a locked structure."""
    return UnsafeWorkbookError(
        "工作簿的结构受保护，不能添加工作表。",
        where=where,
        advice="请在 Excel 中取消保护（审阅→保护工作簿），再试一次。",
    )


def not_saved(where: str) -> CannotWriteError:
    """Return what to say when what is finished in an open workbook could not be saved."""
    return CannotWriteError(
        "新的内容已经写在打开的工作簿里，但没有能够保存，文件仍是原来的内容。",
        where=where,
        advice="请用“另存为”保存到别处；不要新的内容，请关闭工作簿并选择“不保存”。",
    )


def unknown_sheet(sheet: str, where: str) -> WorkbookError:
    """Return the reason to stop when a sheet is not there."""
    return WorkbookError(
        f"找不到工作表《{sheet}》。", where=where, advice="请核对工作表的名称，再试一次。"
    )


def irreplaceable(what: str, sheet: str) -> UnsafeWorkbookError:
    """Return the reason to stop before a generated sheet with something of the clerk's on it."""
    return UnsafeWorkbookError(
        f"这张工作表由程序生成，重新生成会去掉上面的{what}，未作改动。",
        where=f"工作表《{sheet}》",
        advice=f"请把{what}移到自己的工作表，再生成一次。",
    )


def no_header_row(table: str, sheet: str) -> WorkbookError:
    """Return the reason to stop at a table without a header."""
    return WorkbookError(
        f"表格「{table}」没有标题行。",
        where=f"工作表《{sheet}》",
        advice="请勾选“标题行”（表设计→标题行），再试一次；用别的程序另存过的，请点「修复工作簿」。",
    )


def row_outside(table: str, sheet: str, row: int, *, first: int, last: int) -> RequestError:
    """Return the reason to stop before a change outside the rows of a table."""
    return RequestError(
        f"第 {row} 行不在表格「{table}」的数据行中（第 {first} 至 {last} 行），未作改动。",
        where=f"工作表《{sheet}》",
        advice="请核对行号，再试一次。",
    )


def total_row(table: str, sheet: str, row: int) -> UnsafeWorkbookError:
    """Return the reason to stop before a table with a total row grows."""
    return UnsafeWorkbookError(
        f"表格「{table}」带有汇总行，不能在其下添加数据。",
        where=f"工作表《{sheet}》第 {row} 行",
        advice="请关闭汇总行（表设计→汇总行），添加后可再打开。",
    )


def sheet_full(sheet: str) -> WorkbookError:
    """Return the reason to stop at the last row of a sheet."""
    return WorkbookError(
        f"表格已到工作表的最后一行（第 {MAX_ROW:,} 行），放不下新的数据。",
        where=f"工作表《{sheet}》",
        advice="请把往年的数据移到另一个工作簿，再试一次。",
    )


def content_below(table: str, sheet: str, blocker: str) -> UnsafeWorkbookError:
    """Return the reason to stop before a table grows over something else."""
    return UnsafeWorkbookError(
        f"表格「{table}」下方的 {blocker} 已有内容，添加数据会盖住它，未作改动。",
        where=f"工作表《{sheet}》",
        advice="请把表格下方的内容移开（表格下方应留空），再试一次。",
    )


def far_cell(sheet: str, row: int, column: int) -> WorkbookError:
    """Return the reason to stop at a stray cell so far away that reading would fill the memory."""
    far = address(row, column)
    return WorkbookError(
        f"单元格 {far} 有内容，离其他内容太远，表格无法读取。",
        where=f"工作表《{sheet}》",
        advice=f"请删除单元格 {far} 的内容（选中整行或整列后删除）并保存，再试一次。",
    )


def protected_sheet(sheet: str) -> UnsafeWorkbookError:
    """Return the reason to stop before a protected sheet is written to."""
    return UnsafeWorkbookError(
        "工作表受保护，不能写入，未作改动。",
        where=f"工作表《{sheet}》",
        advice="请先撤消保护（审阅→撤消工作表保护），再试一次。",
    )


def shared_formula(sheet: str, row: int, column: int) -> UnsafeWorkbookError:
    """Return the reason to stop before a formula that other cells depend on is overwritten."""
    return UnsafeWorkbookError(
        "单元格中是与其他单元格共用的公式，改动它会影响别处，未作改动。",
        where=f"工作表《{sheet}》{address(row, column)}",
        advice="请在 Excel 中手工修改这个单元格。",
    )
