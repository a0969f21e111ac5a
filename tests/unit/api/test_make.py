"""What buttons do, from a program: in memory, then saved as a whole."""

from __future__ import annotations

import datetime as dt
from copy import copy
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.styles import Font

import unionxl
from tests import sheets_made
from tests.clicked import document_of
from tests.unit.api.conftest import TODAY
from unionxl.api.making import MADE
from unionxl.errors import UnionXLError
from unionxl.operations.clicks import CLICKS
from unionxl.operations.performing import perform
from unionxl.operations.request import Request
from unionxl.workbook.package.workbook import PackageWorkbook, open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

ALL_MONTHS = tuple(f"{number}月" for number in range(1, 13))
SHEETS = {
    **{action: (title,) for action, title in sheets_made.SHOWN.items()},
    "month": ("3月",),
    "all_months": ALL_MONTHS,
    "check": ("检查结果",),
    "import_list": ("导入预览",),
    "accept_import": ("导入预览",),
    "close": ("收支决算表", "经费公开", "台账目录"),
    "handout": ("发放登记",),
    "care": ("关怀提醒",),
    "collect": ("会费登记",),
    "done": ("活动登记",),
    "journal": ("银行存款日记账", "收支台账（打印）"),
    "members": ("会员统计",),
    "proposals": ("提案办理",),
    "reconcile": ("银行对账",),
    "form": ("打印",),
}
ROWS = {"form": {"sheet": "会员", "row": "5"}, "done": {"item": "P001"}}


def words_of(action: str, folder: Path) -> dict[str, Any]:
    """Return what an operation must be told."""
    document = document_of(action, folder)
    return {**ROWS.get(action, {}), **({"document": document} if document else {})}


def test_every_operation_on_a_workbook_can_be_made() -> None:
    assert MADE.keys() == CLICKS.keys()


@pytest.mark.parametrize("action", sorted(CLICKS.keys() - {"charts"}))
def test_it_does_what_the_button_does_and_saves_nothing(path: Path, action: str) -> None:
    before = path.read_bytes()
    book = unionxl.open(path)
    if action == "accept_import":
        book.make("import_list", today=TODAY, **words_of("import_list", path.parent))
    done = book.make(action, today=TODAY, **words_of(action, path.parent))
    assert done.sheets == SHEETS.get(action, ())
    assert str(done).startswith(done.summary)
    assert path.read_bytes() == before
    assert not (path.parent / "备份").exists()


@pytest.mark.parametrize("action", ["month", "check"])
def test_once_saved_the_file_is_that_of_the_command(path: Path, action: str) -> None:
    other = path.with_name("命令.xlsm")
    other.write_bytes(path.read_bytes())
    request = Request(dt.datetime.now().astimezone(), values={"file": other, "today": str(TODAY)})
    perform(MADE[action], request)
    book = unionxl.open(path)
    book.make(action, today=TODAY)
    kept = book.save()
    assert kept is not None
    assert kept.parent == path.parent / "备份"
    theirs, ours = open_workbook(other), open_workbook(path)
    assert ours.sheet_names() == theirs.sheet_names()
    for name in ours.sheet_names():
        assert ours.read_sheet(name) == theirs.read_sheet(name)
    assert book.save() is None


def test_several_things_and_one_save(path: Path) -> None:
    with unionxl.open(str(path)) as book:
        book.make("month", month=3, today=TODAY)
        book.make("month", month=dt.date(2026, 4, 1), today=TODAY)
        book.make("month", month=pd.Period("2026-05", "M"), today="2026-03-20")
        assert len(book.make("month", all=True, today=TODAY).sheets) == len(ALL_MONTHS)
        assert book.save() is not None
        again = book.make("month", month="三月", today=TODAY)
        assert again.sheets == ("3月",)
    assert set(ALL_MONTHS) < set(open_workbook(path).sheet_names())
    assert len(list((path.parent / "备份").iterdir())) == 1


def test_what_was_not_saved_is_not_there(path: Path) -> None:
    before = path.read_bytes()
    with unionxl.open(path) as book:
        book.make("budget")
    assert path.read_bytes() == before


def test_what_is_left_out_by_an_error_is_left_out_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original: Callable[..., None] = PackageWorkbook.put_sheet

    def refused(workbook: PackageWorkbook, spec: Any) -> None:
        if spec.title == "台账目录":
            raise UnionXLError("不行。", where="甲", advice="请再试。")
        original(workbook, spec)

    monkeypatch.setattr(PackageWorkbook, "put_sheet", refused)
    book = unionxl.open(path)
    before = path.read_bytes()
    with pytest.raises(UnionXLError, match="不行"):
        book.make("close")
    assert book.save() is None
    assert path.read_bytes() == before
    monkeypatch.undo()
    assert book.make("budget").sheets == ("预算执行",)


def test_what_saving_has_to_say_is_a_warning(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def save(workbook: PackageWorkbook) -> None:
        workbook.message("《收支台账》受保护，表格没有加长。")

    monkeypatch.setattr(PackageWorkbook, "save", save)
    with unionxl.open(path) as book, pytest.warns(UserWarning, match="表格没有加长") as told:
        book.save()
    assert len(told) == 1
    assert told[0].filename == __file__


def test_frames_see_what_was_made(path: Path) -> None:
    book = unionxl.open(path)
    count = len(book.frame("年度计划"))
    done = book.make("import_plan", **words_of("import_plan", path.parent))
    assert done.summary.startswith("已导入《年度计划》2 项")
    assert len(book.frame("Plan")) == count + 2


def test_a_question_is_answered_by_a_word(path: Path) -> None:
    document = path.with_name("旧计划.txt")
    document.write_text(
        "2025年溪谷小学工会工作计划\n三月份：\n1、健步走\n2、训练\n五月份：\n1、春游\n"
        "2024年云岭小学工会工作计划\n三月份：\n1、健步走\n九月份：\n1、走访退休教师\n",
        "utf-8",
    )
    book = unionxl.open(path)
    with pytest.raises(UnionXLError, match="有 2 份按月安排的计划"):
        book.make("import_plan", document=document)
    done = book.make("import_plan", document=document, plan=2, year=2026)
    assert done.summary.startswith("已导入《年度计划》2 项")


def test_traditional_characters_are_turned_where_that_is_asked(path: Path) -> None:
    document = path.with_name("繁体.txt")
    document.write_text(
        "2026年工會工作計劃\n三月\n1.組織女教職工插花活動\n2.核對會員名冊\n", "utf-8"
    )
    book = unionxl.open(path)
    book.make("import_plan", document=document, simplified=True)
    assert "组织女教职工插花活动" in book.frame("Plan")["工作内容"].tolist()


def test_a_brief_is_that_of_the_month_asked_for(path: Path) -> None:
    book = unionxl.open(path)
    told = book.make("brief", month="2026-02", today=TODAY).summary
    assert "2026年2月工会简报.docx" in told
    out = path.with_name("三月.docx")
    book.make("report", month="2026-03", out=out, today=TODAY)
    assert out.exists()


@pytest.fixture
def made(path: Path) -> unionxl.Book:
    book = unionxl.open(path)
    book.make("month", month=3, today=TODAY)
    book.make("budget", today=TODAY)
    return book


def book_of(sheet: Worksheet) -> openpyxl.Workbook:
    assert isinstance(sheet.parent, openpyxl.Workbook)
    return sheet.parent


def test_a_sheet_for_openpyxl_has_everything(made: unionxl.Book, path: Path) -> None:
    sheet = made.to_openpyxl("3月")
    made.save()
    whole = openpyxl.load_workbook(path)["3月"]
    assert sheet.title == "3月"
    assert book_of(sheet).sheetnames == ["3月"]
    assert sheet.merged_cells.ranges == whole.merged_cells.ranges
    assert sheet.dimensions == whole.dimensions
    for row in whole.iter_rows():
        for cell in row:
            ours = sheet[cell.coordinate]
            assert ours.value == cell.value
            assert ours.style == cell.style
            assert ours.number_format == cell.number_format
            for look in ("font", "fill", "border", "alignment"):
                assert copy(getattr(ours, look)) == copy(getattr(cell, look))
    widths = {name: one.width for name, one in whole.column_dimensions.items()}
    assert {name: one.width for name, one in sheet.column_dimensions.items()} == widths
    assert sheet.page_setup.orientation == whole.page_setup.orientation
    assert whole.protection.sheet
    assert not sheet.protection.sheet


def test_it_can_be_restyled_and_saved_elsewhere(made: unionxl.Book, path: Path) -> None:
    before = path.read_bytes()
    sheet = made.to_openpyxl("预算执行")
    sheet["A1"].font = Font(name="黑体", size=20)
    target = path.with_name("另存.xlsx")
    book_of(sheet).save(target)
    again = openpyxl.load_workbook(target)
    assert again.sheetnames == ["预算执行"]
    assert again["预算执行"]["A1"].font.name == "黑体"
    assert list(again.defined_names) == []
    assert not [cell for row in again["预算执行"].iter_rows() for cell in row if cell.hyperlink]
    assert path.read_bytes() == before
    assert made.to_openpyxl("预算执行")["A1"].font.name != "黑体"


def test_pictures_and_a_renamed_sheet_come_along(path: Path) -> None:
    book = unionxl.open(path)
    before = path.read_bytes()
    assert book.make("charts", today=TODAY).sheets == ("年终图表",)
    assert path.read_bytes() == before
    book.save()
    _rename(path, "年终图表", "全年的图")
    sheet: Any = unionxl.open(path).to_openpyxl("全年的图")
    assert len(sheet._images) == 8
    assert len(sheet._charts) == 2


def _rename(path: Path, old: str, new: str) -> None:
    workbook = open_workbook(path)
    part = workbook._now().book
    (entry,) = (one for one in part._sheet_elements() if one.get("name") == old)
    entry.set("name", new)
    part.store()
    workbook.save()
