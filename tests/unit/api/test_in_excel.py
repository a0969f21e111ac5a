"""The same in a running Excel: a workbook of xlwings instead of a path."""

from __future__ import annotations

import datetime as dt
import sys
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import unionxl
from tests.excelhost import need_excel, open_in_excel
from tests.unit.api.conftest import TODAY
from tests.unit.api.test_bad_input import stopped
from unionxl import addin
from unionxl.errors import UnionXLError
from unionxl.operations.creating import create_workbook
from unionxl.workbook.live.programmed import ProgrammedWorkbook
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import xlwings as xw

    from unionxl.views.layout import CellValue

    Rows = Sequence[Mapping[str, CellValue]]


LEDGER: Rows = (
    {"日期": dt.date(2026, 3, 2), "凭证号": "记-1", "科目编码": "402", "收入金额": 900},
    {"日期": "昨天", "凭证号": "记-2", "科目编码": "501", "支出金额": "约三百"},
    {
        "日期": "2026.3.5",
        "凭证号": "记-3",
        "科目编码": "501",
        "支出金额": "1,200元",
        "名单签收": "是",
    },
)
PLAN: Rows = (
    {"编号": "P1", "月份": "3月", "工作内容": "健步走", "状态": "进行中"},
    {"编号": "P2", "月份": "3、5月", "工作内容": "读书会", "计划人数": 30},
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_excel()
    path = tmp_path_factory.mktemp("excel") / "工会 工作簿.xlsm"
    create_workbook(path, year=2026, rows={"Plan": PLAN, "Ledger": LEDGER})
    return path


@pytest.fixture
def live(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> xw.Book:
    monkeypatch.setattr("unionxl.workbook.backups.own_folder", lambda: tmp_path / "文档")
    return open_in_excel(path)


def names(live: xw.Book) -> list[str]:
    return [sheet.name for sheet in live.sheets]


def test_frames_and_findings_are_those_of_the_file(live: xw.Book, path: Path) -> None:
    open_one, file = unionxl.open(live), unionxl.open(path)
    theirs = file.frames()
    for name, frame in open_one.frames().items():
        pd.testing.assert_frame_equal(frame, theirs[name])
    pd.testing.assert_frame_equal(open_one.findings(today=TODAY), file.findings(today=TODAY))


def test_what_is_typed_meanwhile_is_seen(live: xw.Book) -> None:
    book = unionxl.open(live)
    before = book.frame("年度计划")
    row = int(before.index[-1]) + 1
    sheet = live.sheets["年度计划"]
    sheet.range(f"A{row}").value = "P900"
    sheet.range(f"E{row}").value = "临时加的一件事"
    sheet.name = "今年的事"
    frame = book.frame("今年的事")
    assert len(frame) == len(before) + 1
    assert frame.loc[row, "工作内容"] == "临时加的一件事"


def test_a_macro_clicks_then_a_program_makes_it_again_and_saves(
    live: xw.Book, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tabs, told = names(live), list[str]()
    monkeypatch.setattr(sys.modules["xlwings"].Book, "caller", lambda: live)
    monkeypatch.setattr(addin, "_tell", told.append)
    monkeypatch.setattr(sys, "argv", ["-c", f"--wb={path}", "--from_xl=1", "--hwnd=0"])
    unionxl.budget()
    assert [said.partition("\n")[0] for said in told] == ["已生成《预算执行》。"]
    before = path.read_bytes()
    with unionxl.open() as book:
        assert book.path == path
        assert book.make("budget", today=TODAY).sheets == ("预算执行",)
        assert names(live) == [*tabs, "预算执行"]
        assert book.to_openpyxl("预算执行")["A1"].value
        assert path.read_bytes() == before
        kept = book.save()
        assert kept is not None
        assert book.save() is None
    live.close()
    mine = open_workbook(path).read_sheet("预算执行").rows
    file = unionxl.open(kept)
    file.make("budget", today=TODAY)
    file.save()
    assert open_workbook(kept).read_sheet("预算执行").rows == mine


def test_what_is_refused_on_the_way_is_taken_back(
    live: xw.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    original, tabs = ProgrammedWorkbook.put_sheet, names(live)

    def refused(workbook: ProgrammedWorkbook, spec: Any) -> None:
        original(workbook, spec)
        raise UnionXLError("不行。", where="甲", advice="请再试。")

    monkeypatch.setattr(ProgrammedWorkbook, "put_sheet", refused)
    book = unionxl.open(live)
    assert "不行" in stopped(lambda: book.make("budget", today=TODAY))
    assert names(live) == tabs
    assert book.save() is None


def test_a_workbook_that_is_closed_or_was_never_saved(live: xw.Book) -> None:
    book = unionxl.open(live)
    live.close()
    closed = "Excel 中的工作簿：已经关闭。请重新打开它，再试一次。"
    assert stopped(lambda: book.frame("会员")) == closed
    assert stopped(lambda: unionxl.open(live)) == closed
    fresh = need_excel().books.add()
    assert "还没有保存过" in stopped(lambda: unionxl.open(fresh))
    fresh.close()


def test_a_workbook_in_excel_that_is_no_unionbook(tmp_path: Path) -> None:
    fresh = need_excel().books.add()
    fresh.save(tmp_path / "别的.xlsx")
    assert "这可能不是工会工作簿" in stopped(lambda: unionxl.open(fresh))
    fresh.close()


def test_an_excel_that_is_gone(live: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    book = unionxl.open(live)
    monkeypatch.setattr("unionxl.workbook.live.native.is_gone", lambda _error: True)
    live.close()
    assert "Excel 已经关闭，或没有响应。" in stopped(lambda: book.make("month"))


def test_on_a_mac_it_is_asked_for_as_a_file(live: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert "请先保存并关闭工作簿，再按文件的路径打开。" in stopped(lambda: unionxl.open(live))
