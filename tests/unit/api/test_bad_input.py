"""What cannot be: each is told in one sentence, and the workbook stays as it was."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter

import unionxl
from tests.bookfiles import write_book
from unionxl.errors import UnionXLError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def stopped(work: Callable[[], object]) -> str:
    with pytest.raises(UnionXLError) as stop:
        work()
    told = str(stop.value)
    assert "请" in told
    assert "\n" not in told
    assert not re.search(r"Traceback|Error\b|[!！]|非法|无效|失败", told)
    return told


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    told = stopped(lambda: unionxl.open(tmp_path / "没有.xlsx"))
    assert told == "文件《没有.xlsx》：找不到这个文件。请核对文件名和所在的文件夹，再试一次。"
    assert "文件夹" in stopped(lambda: unionxl.open(str(tmp_path)))


def test_another_kind_of_file(tmp_path: Path) -> None:
    text = tmp_path / "计划.txt"
    text.write_text("三月：健步走", "utf-8")
    assert "不是 Excel 工作簿" in stopped(lambda: unionxl.open(text))
    with zipfile.ZipFile(tmp_path / "空.xlsx", "w") as package:
        package.writestr("a.txt", "a")
    assert "工作簿" in stopped(lambda: unionxl.open(tmp_path / "空.xlsx"))


def test_a_password(tmp_path: Path) -> None:
    locked = tmp_path / "加密.xlsx"
    locked.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert "文件设有打开密码" in stopped(lambda: unionxl.open(locked))


def test_a_workbook_that_is_no_unionbook(tmp_path: Path) -> None:
    foreign = tmp_path / "工资表.xlsx"
    with xlsxwriter.Workbook(foreign) as book:
        book.add_worksheet("一月").write("A1", "姓名")
    assert "这可能不是工会工作簿" in stopped(lambda: unionxl.open(foreign))


def test_a_unionbook_without_its_settings_is_told_when_they_are_needed(tmp_path: Path) -> None:
    book = unionxl.open(write_book(tmp_path / "旧.xlsx"))
    assert "找不到表格「Settings」" in stopped(lambda: book.frame("年度计划"))


@pytest.mark.parametrize("source", [3, object, ["a.xlsx"], b"a.xlsx"])
def test_what_is_no_workbook_at_all(source: Any) -> None:
    assert "不是工作簿" in stopped(lambda: unionxl.open(source))


def test_nobody_called() -> None:
    """In a process of its own: the stand-in for Excel has to be there before xlwings."""
    code = (
        "import unionxl\ntry:\n unionxl.open()\nexcept unionxl.UnionXLError as stop:\n print(stop)"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True
    )
    told = done.stdout.decode("utf-8")
    assert "不是从 Excel 里调用的" in told
    assert "请给出文件的路径" in told


@pytest.fixture
def book(path: Path) -> unionxl.Book:
    return unionxl.open(path)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("收支台帐", "相近的有：《收支台账》（Ledger）。"),
        ("ledgers", "相近的有：《收支台账》（Ledger）"),
        ("台账", "《活动台账》（Activities）"),
        ("年度工作计划", "《年度计划》（Plan）"),
        ("members ", ""),
        ("qqq", "可以写：《设置》（Settings）、《年度计划》（Plan）"),
        ("", "可以写："),
        ("3月", "可以写："),
    ],
)
def test_a_table_that_does_not_exist(book: unionxl.Book, name: str, meant: str) -> None:
    if not meant:
        assert len(book.frame(name))
        return
    told = stopped(lambda: book.frame(name))
    assert told.startswith(f"工作簿《工会工作簿.xlsm》：没有“{name}”这个填写用的表。")
    assert meant in told


@pytest.mark.parametrize(
    ("operation", "words", "told"),
    [
        ("months", {}, "没有“months”这个操作。请核对名称，相近的有：month"),
        ("预算执行", {}, "相近的有：budget"),
        ("restore", {}, "没有“restore”这个操作。"),
        ("new", {}, "没有“new”这个操作。"),
        ("month", {"mouth": 3}, "没有“mouth”这个参数。请核对名称，相近的有：month"),
        ("check", {"as_json": True}, "没有“as_json”这个参数。"),
        ("budget", {"month": 3}, "可以写：today"),
        ("month", {"qqq": 3}, "可以写：month、all、today。"),
        ("month", {"month": "2026-13"}, "“2026-13”不是一个月份。"),
        ("month", {"month": 0}, "“0”不是一个月份。"),
        ("month", {"month": "2028-03"}, "没有 2028 年 3 月"),
        ("import_plan", {}, "没有说明是哪个文件。"),
        ("import_plan", {"document": "没有.docx"}, "没有.docx"),
        ("import_plan", {"document": "甲.docx", "plan": "二"}, "“二”不是整数。"),
        ("charts", {"last": "没有.xlsx"}, "找不到这个文件"),
        ("report", {"out": "总结.pdf"}, "文件名须以 .docx 结尾"),
        ("month", {"today": "明天"}, "“明天”不是日期。"),
    ],
)
def test_an_operation_that_cannot_be_done(
    book: unionxl.Book, path: Path, operation: str, words: dict[str, Any], told: str
) -> None:
    before = path.read_bytes()
    assert told in stopped(lambda: book.make(operation, **words))
    assert book.save() is None
    assert path.read_bytes() == before


def test_a_day_a_rule_and_a_kind_of_number_that_do_not_exist(book: unionxl.Book) -> None:
    assert "“2026-02-30”不是日期。" in stopped(lambda: book.findings(today="2026-02-30"))
    assert "没有“没有的”这条规则。" in stopped(lambda: book.findings(rule="没有的"))
    assert "没有金额（amount-missing）" in stopped(lambda: book.findings(rule="amount-mising"))
    assert "金额为负数（amount-negative）" in stopped(lambda: book.findings(rule="金额为负"))
    kind: Any = "cents"
    assert "请写 decimal 或 float" in stopped(lambda: book.frame("会员", money=kind))


@pytest.mark.parametrize("name", ["3月", "检查结果", "Sheet1", ""])
def test_a_sheet_that_is_not_there(book: unionxl.Book, name: str) -> None:
    assert f"没有“{name}”这个生成的表。" in stopped(lambda: book.to_openpyxl(name))


def test_a_sheet_of_the_other_kind(book: unionxl.Book) -> None:
    assert "请用 frame 读取" in stopped(lambda: book.to_openpyxl("收支台账"))
    book.make("budget")
    assert "请用 to_openpyxl 取得" in stopped(lambda: book.frame("预算执行"))


def test_a_sheet_of_neither_kind_is_not_sent_from_one_to_the_other(book: unionxl.Book) -> None:
    assert "请先用 make 生成一张。" in stopped(lambda: book.to_openpyxl("首页"))
    book.make("budget")
    assert stopped(lambda: book.to_openpyxl("首页")).endswith("选一张：《预算执行》。")
    told = stopped(lambda: book.frame("首页"))
    assert "选一张：《设置》（Settings）、" in told
    assert "to_openpyxl" not in told


def test_a_closed_book(path: Path) -> None:
    with unionxl.open(path) as book:
        pass
    assert repr(book) == "<unionxl.Book (closed)>"
    for work in (book.frames, book.save, lambda: book.path, lambda: book.make("budget")):
        assert stopped(work).startswith("工作簿：已经关闭。")


def test_a_file_that_is_open_elsewhere(book: unionxl.Book, path: Path) -> None:
    path.with_name(f"~${path.name}").write_bytes(b"")
    assert "正在别的程序" in stopped(lambda: book.make("budget"))
    assert len(book.frame("会员"))


def test_a_file_that_was_changed_meanwhile(book: unionxl.Book, path: Path) -> None:
    book.make("budget")
    other = unionxl.open(path)
    other.make("dues")
    other.save()
    newer = path.read_bytes()
    assert "在读取之后被别的程序改动过" in stopped(book.save)
    assert path.read_bytes() == newer


def test_a_file_that_was_removed_meanwhile(book: unionxl.Book, path: Path) -> None:
    book.make("budget")
    path.unlink()
    assert "文件不在原处了" in stopped(book.save)
    assert not path.exists()


def test_a_relative_path_holds_when_the_program_goes_elsewhere(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "别处").mkdir()
    monkeypatch.chdir(tmp_path)
    book = unionxl.open(path.name)
    assert book.path == path
    monkeypatch.chdir(tmp_path / "别处")
    book.make("budget")
    assert book.save() is not None
    assert not list((tmp_path / "别处").iterdir())


def test_several_threads_wait_for_each_other(book: unionxl.Book) -> None:
    works: list[Callable[[], object]] = [
        partial(book.frame, "收支台账"),
        partial(book.make, "budget"),
        partial(book.findings, today="2026-03-20"),
        partial(book.frame, "会员"),
    ]
    with ThreadPoolExecutor(len(works)) as pool:
        done = [one.result() for one in [pool.submit(work) for work in works]]
    assert len(done) == len(works)
    assert book.save() is not None


def test_a_button_pressed_by_a_program_outside_excel() -> None:
    """In a process of its own, as above."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", "import unionxl\nunionxl.month()"],
        capture_output=True,
        check=True,
    )
    told = (done.stdout + done.stderr).decode("utf-8")
    assert "找不到点按钮的工作簿" in told
    assert "程序内部错误" not in told


def test_one_month_and_all_of_them(path: Path) -> None:
    with unionxl.open(path) as book:
        told = stopped(lambda: book.make("month", month="2026-03", all=True))
        assert told == (
            "生成本月工作表：“2026-03”和“十二个月都生成”只能选一样。请去掉其中一样，再试一次。"
        )


def test_a_formula_that_nobody_has_computed(path: Path) -> None:
    other = openpyxl.load_workbook(path, keep_vba=True)
    sheet = other["收支台账"]
    (column,) = (cell.column for cell in sheet[3] if cell.value == "支出金额")
    sheet.cell(5, column).value = "=100+5"
    other.save(path)
    with unionxl.open(path) as book:
        frame = book.frame("收支台账")
        assert "公式，还没有计算出结果" in frame.loc[5, "errors"]
        found = book.findings(today="2026-03-20")
        cells = found[found["rule_id"] == "unreadable-cell"]
        assert ("收支台账", 5, "支出金额") in set(
            zip(cells["sheet"], cells["row"], cells["column"], strict=True)
        )
        assert "公式，还没有计算出结果" in " ".join(cells["message"])
