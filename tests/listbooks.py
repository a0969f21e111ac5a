"""A small workbook that lists are imported into, and a clerk who answers on the preview."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

from tests.builders import SETTINGS, rows_of
from tests.fakes import a_block, a_workbook
from unionxl.lists.preview import VIEW_ID
from unionxl.operations.list_import import accept, import_list
from unionxl.operations.request import Request
from unionxl.resources import load_accounts
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.fakes import FakeWorkbook
    from unionxl.operations.outcome import Outcome
    from unionxl.views.layout import Block, Cell, CellValue

LISTS = Path(__file__).parent / "lists"
AT = dt.datetime(2026, 11, 30, 9, tzinfo=dt.UTC)
# A list that any workbook can take, of one person who is new everywhere.
A_LIST = "姓名,性别,部门,联系电话\n欧阳新月,女,音乐组,13800000077\n"
ROLL = """
会员编号 | 姓名 | 性别 | 出生日期 | 工会小组
001 | 王芳 | 女 | 1985-03-12 | 语文组
002 | 李敏 | 女 | 1990-05-06 | 数学组
003 | 张伟 | 男 | | 后勤
004 | 张伟 | 男 | 1979-01-02 | 体育组
"""
BOOKED = """
日期 | 凭证号 | 摘要 | 科目编码 | 支出金额
2026-03-05 | 记-3 | 购买三八节慰问品 | 501 | 8000
"""


def write_form(path: Path) -> Path:
    """Write a form of an upper union: a head and nothing below it."""
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet("推荐表").append(("序号", "姓名", "性别", "身份证号", "部门"))
    book.save(path)
    return path


def a_list_book() -> FakeWorkbook:
    """Return a workbook with four members, one row of the ledger and the chart of accounts."""
    accounts = [
        {
            "版本": one.edition,
            "编码": one.account_code,
            "名称": one.account_name,
            "类型": one.kind,
        }
        for one in load_accounts()
    ]
    return a_workbook(
        a_block(MEMBERS, *rows_of(MEMBERS, ROLL)),
        a_block(LEDGER, *rows_of(LEDGER, BOOKED)),
        a_block(ACCOUNTS, *accounts),
        settings=SETTINGS,
    )


def imported(workbook: FakeWorkbook, source: Path | str, **values: object) -> Outcome:
    """Choose a file."""
    return import_list(
        Request(AT, document=str(source), values={"file": workbook.path, **values}, given=workbook)
    )


def accepted(workbook: FakeWorkbook, **typed: CellValue) -> Outcome:
    """Answer on the preview, by name of the cell or of the question, and click again."""
    spec = workbook.specs[VIEW_ID]
    said = {name if ":" in name else f"ask:{name}": value for name, value in typed.items()}
    workbook.specs[VIEW_ID] = replace(
        spec, blocks=tuple(_typed(block, said) for block in spec.blocks)
    )
    return accept(Request(AT, values={"file": workbook.path}, given=workbook))


def _typed(block: Block, said: Mapping[str, CellValue]) -> Block:
    """Return a block with what was typed into its cells."""
    rows = tuple(tuple(_answered(cell, said) for cell in row) for row in block.rows)
    return replace(block, rows=rows)


def _answered(cell: Cell, said: Mapping[str, CellValue]) -> Cell:
    target = cell.input_for
    if target is None:
        return cell
    names = (target.column, f"{target.column}:{target.key}")
    found = next((name for name in names if name in said), None)
    return cell if found is None else replace(cell, value=said[found])
