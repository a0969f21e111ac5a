"""A form of an upper union is filled in a copy: the members, and nothing else."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.listbooks import AT, a_list_book
from unionxl.errors import RequestError
from unionxl.operations.filling import fill
from unionxl.operations.request import Request
from unionxl.workbook.package.lint import lint_package

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEADS = ("序号", "姓 名", "性别", "出生年月", "身份证号码", "所在部门", "推荐意见")


def a_form(path: Path, *rows: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("推荐表", 0)
    for row in (("区教育工会疗休养推荐表",), HEADS, *rows):
        sheet.append(row)
    sheet.merge_cells("A1:G1")
    sheet["A3"].font = sheet["B3"].font = Font(name="仿宋", size=14)
    sheet["G30"] = "=COUNTA(B3:B29)"
    sheet.column_dimensions["B"].width = 17
    book["Sheet"]["A1"] = "填表说明"
    book.save(path)
    return path


def filled(form: Path, out: Path | None = None, **values: object) -> Path:
    workbook = a_list_book()
    workbook.path = form.parent / "工会.xlsx"
    request = Request(AT, document=str(form), values={"out": out, **values}, given=workbook)
    made = fill(request).made
    assert made is not None
    assert not workbook.save_count
    return made


def test_the_members_stand_below_the_head_and_nothing_else_changes(tmp_path: Path) -> None:
    form = a_form(tmp_path / "推荐表.xlsx")
    before = form.read_bytes()
    out = filled(form)
    assert (out.name, form.read_bytes()) == ("推荐表（已填）.xlsx", before)
    sheet = openpyxl.load_workbook(out)["推荐表"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=6)]
    assert rows[0] == [1, "王芳", "女", dt.datetime(1985, 3, 12), None, "语文组", None]  # noqa: DTZ001
    assert [row[1] for row in rows] == ["王芳", "李敏", "张伟", "张伟"]
    assert rows[2][3:5] == [None, None]
    assert sheet["B5"].font.name == "仿宋"
    assert sheet["G30"].value == "=COUNTA(B3:B29)"
    assert "A1:G1" in str(sheet.merged_cells)
    assert sheet.column_dimensions["B"].width == 17
    assert lint_package(out) == ()
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(out) as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"}


def test_only_those_who_are_meant_are_listed(tmp_path: Path) -> None:
    form = a_form(tmp_path / "推荐表.xlsx")
    out = filled(form, tmp_path / "女.xlsx", to="女教职工")
    names = [row[1].value for row in openpyxl.load_workbook(out)["推荐表"].iter_rows(min_row=3)]
    assert [name for name in names if name] == ["王芳", "李敏"]
    with pytest.raises(RequestError, match="看不出是哪些会员"):
        filled(form, tmp_path / "b.xlsx", to="宇航员")
    with pytest.raises(RequestError, match="已有同名文件"):
        filled(form, tmp_path / "女.xlsx")


def test_a_form_without_room_is_left_alone(tmp_path: Path) -> None:
    form = a_form(tmp_path / "a.xlsx", (1,), (2,), ("填表人：",))
    with pytest.raises(RequestError, match="空着 2 行，要填 4 人，第 5 行已有内容"):
        filled(form)
    assert [one.name for one in tmp_path.iterdir()] == ["a.xlsx"]


def test_rows_that_are_only_numbered_are_empty(tmp_path: Path) -> None:
    form = a_form(tmp_path / "a.xlsx", *((number,) for number in range(1, 7)))
    sheet = openpyxl.load_workbook(filled(form))["推荐表"]
    assert [sheet.cell(row, 2).value for row in range(3, 9)] == [
        "王芳",
        "李敏",
        "张伟",
        "张伟",
        None,
        None,
    ]


def test_what_is_no_form_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("表").append(("日期", "金额"))
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(RequestError, match="没有找到写着“姓名”"):
        filled(tmp_path / "a.xlsx")
    (tmp_path / "a.xls").write_bytes(b"")
    with pytest.raises(RequestError, match=r"只能填 \.xlsx"):
        filled(tmp_path / "a.xls")
