"""Why an input table is not there, in the words of what the clerk sees."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from unionxl.errors import TableNotFoundError, WorkbookError
from unionxl.tables.all import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue
    from unionxl.workbook.port import Workbook

HEADER_WITHIN = 12  # rows from the top of a sheet
FOREIGN = "其他的表也一张都没有，这可能不是工会工作簿"
CHOOSE_ANOTHER = "请核对是不是选错了文件；确是工会工作簿的，请从“备份”文件夹取最近的副本。"
FITS = 0.6  # of the columns that a table must have


def why_missing(workbook: Workbook, name: str) -> TableNotFoundError:
    """Return what has become of a table that no sheet has any more."""
    table = BY_NAME.get(name)
    if table is None:
        return TableNotFoundError(name, name)
    sheets = workbook.sheet_names()
    if renamed := _renamed(workbook, table):
        return renamed
    homes = (table.sheet,) if table.sheet in sheets else sheets
    for sheet, row in _headers(workbook, table, homes):
        return TableNotFoundError(
            name,
            sheet,
            cause=f"，可能转换成了普通区域；第 {row} 行的表头还在",
            advice=f"请选中第 {row} 行的表头和下面的数据，点“插入→表格”并勾选“表包含标题”，"
            f"再把“表设计→表名称”改成 {name}；或点「修复工作簿」，会在旁边另存一本修好的。",
        )
    from unionxl.workbook.book.recognising import is_foreign

    if is_foreign(workbook):
        return TableNotFoundError(name, table.sheet, cause=f"，{FOREIGN}", advice=CHOOSE_ANOTHER)
    if table.sheet in sheets:
        return TableNotFoundError(
            name,
            table.sheet,
            cause="，表头也不见了",
            advice="请撤消刚才的改动；已经保存的，请从“备份”文件夹里的副本把这张表复制回来。",
        )
    return sheet_gone(table)


def sheet_gone(table: Table) -> TableNotFoundError:
    """Return the reason to stop where the sheet of a table was deleted."""
    return TableNotFoundError(
        table.name,
        table.sheet,
        cause="，这张工作表可能已经删除",
        advice="请撤消删除；已经保存的，点「恢复备份」（现在的文件会另存一份），"
        "或从“备份”文件夹里的副本把这张表复制回来。",
    )


def header_gone(table: Table, where: str) -> WorkbookError:
    """Return the reason to stop where something else stands in the place of the header."""
    first = "、".join(one.header for one in table.columns[:3])
    return WorkbookError(
        f"表头不见了，这一行应是「{first}」等栏目的名称。",
        where=where,
        advice="请撤消刚才的改动；已经保存的，请从“备份”文件夹里的副本把这一行表头复制回来。",
    )


def fits(header: Iterable[ReadValue], table: Table) -> bool:
    """Tell whether some cells are the header of a table, one or two columns aside."""
    found = {"".join(str(name).split()) for name in header if name is not None}
    wanted = [one for one in table.columns if not (one.formula or one.is_optional)]
    there = sum(not found.isdisjoint((one.header, *one.former)) for one in wanted)
    return there >= FITS * len(wanted)


def _renamed(workbook: Workbook, table: Table) -> TableNotFoundError | None:
    """Return the reason to stop where the table has another name, None where none has its form."""
    for name in workbook.table_names():
        if name in BY_NAME:
            continue
        with suppress(WorkbookError):
            block = workbook.read_table(name)
            if fits(block.header, table):
                return TableNotFoundError(
                    table.name,
                    block.sheet,
                    cause=f"，它的名称改成了「{name}」",
                    advice=f"请把名称改回 {table.name}"
                    "（点表格里任一格，“表设计→表名称”），再试一次。",
                )
    return None


def _headers(workbook: Workbook, table: Table, sheets: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the sheets on which the header of a table stands, with its row."""
    for sheet in sheets:
        with suppress(WorkbookError):
            for number, row in enumerate(workbook.read_sheet(sheet).rows[:HEADER_WITHIN], 1):
                if fits(row, table):
                    yield sheet, number
