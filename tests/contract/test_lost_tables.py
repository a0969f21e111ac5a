"""A workbook without tables is recognised alike by every adapter."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import openpyxl
import pytest

from unionxl.errors import TablesLostError
from unionxl.operations.copying import repair
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.workbook.port import Workbook

TODAY = dt.date(2026, 5, 6)
SHEETS: dict[str, tuple[tuple[object, ...], ...]] = {
    "设置": (("项目", "值", "说明"), ("年度", 2026, None), ("单位名称", "甲园工会", None)),
    "会员": (("会员",), (" 会员 编号", "姓名", "性别", "出生日期", "入会日期", "微信"),
           ("001", "甲一", "女", dt.date(1980, 2, 3), None, "wx")),
    "记事": (("买花",),),
}  # fmt: skip


def test_a_click_on_a_workbook_without_tables_says_what_to_do_and_repairs_it(
    opened: Callable[[Path], Workbook], tmp_path: Path
) -> None:
    path = tmp_path / "谷歌存的.xlsx"
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in SHEETS.items():
        sheet = made.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    made.save(path)
    before = path.read_bytes()
    book = opened(path)
    with pytest.raises(TablesLostError, match="请点「修复工作簿」"):
        read_book(book, as_of=TODAY)
    outcome = repair(book, host=Host.EXCEL, today=TODAY)
    assert any("《记事》" in note for note in outcome.notes)
    assert path.read_bytes() == before
    block = open_workbook(tmp_path / "谷歌存的（已修复）.xlsx").read_table("Members")
    row = dict(zip(block.header, block.rows[0], strict=True))
    assert {name: value for name, value in row.items() if value is not None} == {
        "会员编号": "001",
        "姓名": "甲一",
        "性别": "女",
        "出生日期": dt.date(1980, 2, 3),
        "微信": "wx",
    }
