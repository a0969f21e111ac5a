"""A list of her own comes in by two clicks, and cells are put in order, in Excel and by file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.drafts import type_on
from tests.listbooks import AT, LISTS
from unionxl.lists.kept import list_of
from unionxl.lists.planning import planned, tables_for
from unionxl.lists.preview import VIEW_ID, preview
from unionxl.operations.creating import create_workbook
from unionxl.operations.drafting import DraftKind
from unionxl.operations.list_import import accept, import_list
from unionxl.operations.request import Request
from unionxl.operations.tidying import tidy

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.domain.book import UnionBook
    from unionxl.views.drafts import DraftSheet
    from unionxl.views.layout import SheetSpec
    from unionxl.workbook.port import Workbook

MEMBERS = LISTS / "members-01-hr-export.xlsx"


def _build(book: UnionBook, draft: DraftSheet) -> SheetSpec:
    held = list_of(draft)
    assert held is not None
    return preview(planned(held, book), draft)


KIND = DraftKind(VIEW_ID, lambda _book, _draft: (), _build, tables_for("会员"))


def _in_use(workbook: Workbook, name: str) -> list[tuple[object, ...]]:
    return [row for row in workbook.read_table(name).rows if any(row)]


def test_a_list_comes_in_as_she_decided(opened: Callable[[Path], Workbook], tmp_path: Path) -> None:
    rows = {"Members": [{"会员编号": "001", "姓名": "王芳", "性别": "女"}]}
    create_workbook(tmp_path / "a.xlsx", year=2026, rows=rows)
    workbook = opened(tmp_path / "a.xlsx")
    for _ in range(2):
        import_list(Request(AT, document=str(MEMBERS), given=workbook))
        sheet = workbook.generated_sheets()[VIEW_ID]
        typed = {("00001", "导入"): "否", ("", "role:4"): "入会日期", ("", "role:5"): "不导入"}
        type_on(workbook, KIND, typed)
        accept(Request(AT, given=workbook))
        assert "13800000001" not in str(workbook.read_sheet(sheet))
    found = _in_use(workbook, "Members")
    header = workbook.read_table("Members").header
    wang, zhao = (dict(zip(header, row, strict=True)) for row in found)
    assert wang["联系电话"] == "13800000001"
    assert wang["工会小组"] in {None, ""}
    assert (zhao["会员编号"], zhao["姓名"], zhao["性别"]) == ("007", "赵强", "男")
    born = zhao["出生日期"]
    assert isinstance(born, dt.date)
    assert f"{born:%Y-%m-%d}" == "1991-11-03"


def test_cells_become_what_they_mean(opened: Callable[[Path], Workbook], tmp_path: Path) -> None:
    rows = {"Ledger": [{"日期": "2026.3.8", "摘要": "购书", "支出金额": "￥1,200"}]}
    create_workbook(tmp_path / "a.xlsx", year=2026, rows=rows)
    workbook = opened(tmp_path / "a.xlsx")
    assert tidy(Request(AT, given=workbook)).summary.startswith("已在《导入预览》列出 2 处")
    accept(Request(AT, given=workbook))
    ((day, _voucher, _text, _code, _name, _income, expense, *_),) = [
        row for row in workbook.read_table("Ledger").rows if row[2]
    ]
    assert isinstance(day, dt.date)
    assert f"{day:%Y-%m-%d}" == "2026-03-08"
    assert expense == 1200
    assert isinstance(expense, float | int)
    assert tidy(Request(AT, given=workbook)).summary.startswith("没有需要整理")
