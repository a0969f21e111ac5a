"""Workbooks, CSV files and web pages as lines of a plan."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from tests.unit.importing.reading import items_of
from unionxl.errors import DocumentError
from unionxl.importing.documents import read_document
from unionxl.importing.parser import parse_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def _workbook(path: Path, rows: Sequence[Sequence[Any]], *merged: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def _items(path: Path) -> list[tuple[tuple[int, ...], str]]:
    return items_of(parse_plan(read_document(path)))


def test_a_workbook_with_merged_months_is_a_plan(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["某校工会2026年工作计划"],
        ["月份", "工作内容", "负责人"],
        ["3月", "妇女节活动", "李敏"],
        [None, "教代会", "王芳"],
        ["4月", "春游", "李敏"],
    ]
    path = _workbook(tmp_path / "计划.xlsx", rows, "A1:C1", "A3:A4")
    assert _items(path) == [((3,), "妇女节活动"), ((3,), "教代会"), ((4,), "春游")]
    (plan,) = parse_plan(read_document(path)).plans
    assert plan.year == 2026
    assert [item.owner for item in plan.items] == ["李敏", "王芳", "李敏"]


def test_dates_and_bare_numbers_of_a_workbook_are_months(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["序号", "时间", "活动名称", "牵头科室"],
        [1, 3, "插花", "工会"],
        [2, dt.date(2026, 4, 10), "春游", "体育组"],
        [3, "5月上旬", "母亲节慰问", "女工委"],
    ]
    path = _workbook(tmp_path / "计划.xlsx", rows)
    assert _items(path) == [((3,), "插花"), ((4,), "春游"), ((5,), "母亲节慰问")]


def test_a_workbook_under_another_name_is_told_by_its_bytes(tmp_path: Path) -> None:
    made = _workbook(tmp_path / "a.xlsx", [["月份", "内容"], ["3月", "插花"], ["4月", "春游"]])
    path = tmp_path / "计划.et"
    path.write_bytes(made.read_bytes())
    assert _items(path) == [((3,), "插花"), ((4,), "春游")]


def test_a_workbook_that_cannot_be_opened_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "计划.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le") * 99)
    with pytest.raises(DocumentError, match="这个工作簿打不开"):
        read_document(path)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig"])
def test_a_csv_file_is_read_as_a_table(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "计划.csv"
    rows = ('"插花, 茶艺",3月,工会,2000', '"健步走\n趣味赛",5月,体育组,300')
    text = "\n".join(("活动项目,计划月份,牵头科室,金额", *rows))
    path.write_bytes(text.encode(encoding))
    assert _items(path) == [((3,), "插花, 茶艺"), ((5,), "健步走"), ((5,), "趣味赛")]


def test_a_web_page_keeps_its_spans_and_drops_its_scripts(tmp_path: Path) -> None:
    path = tmp_path / "计划.html"
    path.write_text(
        "<html><head><style>p{}</style></head><body><script>3月：x</script><h1>2026年工会计划</h1>"
        "<table><tr><th>月份</th><th>工作内容</th></tr><tr><td rowspan=2>3月</td><td>插花</td></tr>"
        "<tr><td>植树</td></tr><tr><td>4月</td><td>春游<br>读书</td></tr></table></body></html>",
        "utf-8",
    )
    assert _items(path) == [((3,), "插花"), ((3,), "植树"), ((4,), "春游"), ((4,), "读书")]


def test_an_unknown_head_of_a_column_gives_a_remark_and_no_item(tmp_path: Path) -> None:
    rows = [["月份", "工作内容", "呈报情况"], ["3月", "插花", "已报"], ["4月", "春游", "未报"]]
    path = _workbook(tmp_path / "计划.xlsx", rows)
    assert _items(path) == [((3,), "插花"), ((4,), "春游")]


def test_columns_for_kinds_of_work_hold_work(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["月份", "文体类", "关爱类"],
        ["3月", "插花比赛", "走访会员"],
        ["4月", "春季运动会", "送温暖"],
    ]
    path = _workbook(tmp_path / "计划.xlsx", rows)
    assert _items(path) == [
        *(((3,), "插花比赛"), ((3,), "走访会员")),
        *(((4,), "春季运动会"), ((4,), "送温暖")),
    ]


class _PanicError(BaseException):
    """What calamine throws over some damaged files: no Exception."""


def test_a_panic_over_a_damaged_workbook_is_told_like_any_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _workbook(tmp_path / "计划.xlsx", [["月份", "内容"]])

    def panics(*_: Any) -> None:
        raise _PanicError

    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", panics)
    with pytest.raises(DocumentError, match="这个工作簿打不开"):
        read_document(path)
