"""Lists that are none, or not as they should be: what the clerk is told, and nothing is harmed."""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.listbooks import a_list_book, accepted, imported
from unionxl.errors import DocumentError, RequestError
from unionxl.importing.lists import read_lists
from unionxl.lists.preview import VIEW_ID
from unionxl.lists.recognising import recognise
from unionxl.lists.statements import movements_in
from unionxl.operations.list_import import accept
from unionxl.operations.request import Request

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def a_sheet(path: Path, *rows: Sequence[object]) -> Path:
    """Write a workbook with these rows."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_the_workbook_itself_is_no_list(tmp_path: Path) -> None:
    workbook = a_list_book()
    workbook.path = a_sheet(tmp_path / "工会.xlsx", ("姓名", "性别", "部门"))
    with pytest.raises(RequestError, match="就是这本工作簿"):
        imported(workbook, workbook.path)
    assert not workbook.save_count


def test_a_sheet_without_heads_is_no_list(tmp_path: Path) -> None:
    source = a_sheet(tmp_path / "a.xlsx", ("食谱",), ("周一", "米饭", "青菜"), ("周二", "面条", ""))
    with pytest.raises(DocumentError, match="没有找到表头"):
        imported(a_list_book(), source)


def test_a_file_with_a_password_is_told(tmp_path: Path) -> None:
    path = tmp_path / "锁.xlsx"
    path.write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(DocumentError, match="设有密码"):
        imported(a_list_book(), path)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK\x03\x04 cut off"),
        ("a.xlsx", bytes(range(256)) * 9),
        ("a.xls", b"\x00\xff" * 99),
    ],
)
def test_a_damaged_workbook_is_to_be_opened_in_excel(
    tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        imported(a_list_book(), path)
    assert str(caught.value).startswith(
        f"文件《{name}》：文件已损坏，读不出内容。请用 Excel 或 WPS"
    )


def test_a_workbook_of_which_a_part_is_damaged_is_told(tmp_path: Path) -> None:
    path = a_sheet(tmp_path / "a.xlsx", ("姓名", "性别"), ("钱多", "男"))
    data = bytearray(path.read_bytes())
    data[data.index(b"xl/worksheets/sheet1.xml") + 40] ^= 0x55
    path.write_bytes(bytes(data))
    with pytest.raises(DocumentError, match="已损坏"):
        imported(a_list_book(), path)


def test_names_with_the_sex_beside_them_are_a_roll(tmp_path: Path) -> None:
    source = a_sheet(tmp_path / "a.xlsx", ("姓名", "性别"), ("钱多", "男"), ("孙晓", "女"))
    assert recognise(read_lists(source), source.name).target == "会员"
    source = a_sheet(tmp_path / "b.xlsx", ("序号", "姓名"), (1, "钱多"), (2, "孙晓"))
    assert recognise(read_lists(source), source.name).target == "服务台账"


def test_a_far_cell_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("名单")
    sheet.append(("姓名", "性别", "部门"))
    sheet["D900000"] = 1
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(DocumentError, match="D900000"):
        imported(a_list_book(), tmp_path / "a.xlsx")


def test_formulas_without_a_value_are_told(tmp_path: Path) -> None:
    source = a_sheet(
        tmp_path / "a.xlsx",
        ("日期", "凭证号", "摘要", "收入", "支出"),
        (dt.date(2026, 3, 9), "记-9", "购茶叶", None, "=100+20.5"),
    )
    outcome = imported(a_list_book(), source)
    assert any("E2" in note and "没有计算结果" in note for note in outcome.notes)


def test_too_many_rows_for_a_preview_are_written_only_at_once(tmp_path: Path) -> None:
    rows = [(f"{no:05d}", f"王{chr(0x4E00 + no)}", "女") for no in range(100, 10_100)]
    source = a_sheet(tmp_path / "a.xlsx", ("工号", "姓名", "性别"), *rows)
    workbook = a_list_book()
    with pytest.raises(RequestError, match="10,000 行"):
        imported(workbook, source)
    begun = time.perf_counter()
    outcome = imported(workbook, source, yes=True)
    assert outcome.summary.startswith("已导入《会员》：新增 ")
    assert time.perf_counter() - begun < 60


def test_one_of_several_sheets_is_to_be_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title in ("端午", "中秋"):
        sheet = book.create_sheet(title)
        for row in (("姓名", "金额", "签字"), ("王芳", 200, None)):
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(RequestError, match=r"《端午》.*《中秋》"):
        imported(a_list_book(), tmp_path / "a.xlsx")
    imported(workbook := a_list_book(), tmp_path / "a.xlsx", sheet="中秋")
    accepted(workbook, 日期="2026-09-20")
    assert workbook.tables["Services"].rows[0][3] == "节日慰问"
    with pytest.raises(RequestError, match="没有工作表“国庆”"):
        imported(a_list_book(), tmp_path / "a.xlsx", sheet="国庆")


def test_a_list_goes_only_where_lists_go(tmp_path: Path) -> None:
    source = a_sheet(tmp_path / "a.xlsx", ("姓名", "性别", "部门"), ("王芳", "女", "语文组"))
    with pytest.raises(RequestError, match="不能导入“提案”"):
        imported(a_list_book(), source, into="提案")


def test_nothing_is_written_before_what_must_be_said_is_said(tmp_path: Path) -> None:
    source = a_sheet(tmp_path / "a.xlsx", ("姓名", "金额", "签字"), ("王芳", 200, None))
    workbook = a_list_book()
    imported(workbook, source)
    with pytest.raises(RequestError, match="还没有填「日期」、「事项」"):
        accepted(workbook)
    assert not workbook.tables["Services"].rows
    accepted(workbook, 日期="2026-03-08", 事项="节日慰问", 经费来源="会费")
    assert len(workbook.tables["Services"].rows) == 1


def test_without_a_preview_there_is_nothing_to_accept() -> None:
    workbook = a_list_book()
    with pytest.raises(RequestError, match="没有等待确认的名单"):
        accept(Request(dt.datetime(2026, 3, 1, tzinfo=dt.UTC), given=workbook))


def test_what_was_accepted_cannot_be_accepted_again(tmp_path: Path) -> None:
    source = a_sheet(tmp_path / "a.xlsx", ("姓名", "性别", "部门"), ("周敏", "女", "语文组"))
    workbook = a_list_book()
    imported(workbook, source)
    accepted(workbook)
    assert "周敏" not in str(workbook.specs[VIEW_ID])
    with pytest.raises(RequestError, match="没有等待确认的名单"):
        accepted(workbook)
    assert len(workbook.tables["Members"].rows) == 5


def test_she_decides_by_row_and_by_column(tmp_path: Path) -> None:
    source = a_sheet(
        tmp_path / "a.xlsx",
        ("姓名", "性别", "参加工作时间", "部门"),
        ("周敏", "女", "2008-09-01", "语文组"),
        ("吴刚", "男", "2009-09-01", "后勤"),
        ("李敏", "女", None, "英语组"),
    )
    workbook = a_list_book()
    imported(workbook, source)
    accepted(workbook, **{"role:2": "入会日期", "role:3": "不导入", "导入:00001": "否"})
    added = workbook.tables["Members"].rows[4:]
    assert [row[1] for row in added] == ["周敏"]
    assert dt.date(2008, 9, 1) in added[0]
    assert "英语组" not in str(workbook.tables["Members"].rows)


def test_accounts_named_once_stand_in_their_rows(tmp_path: Path) -> None:
    source = a_sheet(
        tmp_path / "a.xlsx",
        ("日期", "凭证号", "摘要", "科目编码", "科目名称", "借方", "贷方"),
        (dt.date(2026, 3, 9), "记-9", "慰问", "5539", "职工关爱", 500, None),
        (dt.date(2026, 3, 9), "记-9", "慰问", "1002", "银行存款", None, 500),
    )
    workbook = a_list_book()
    outcome = imported(workbook, source, yes=True)
    assert "还没有对应到本册的科目" in outcome.notes[0]
    assert len(workbook.tables["Ledger"].rows) == 1
    imported(workbook, source)
    accepted(workbook, **{"account:5539": "503"})
    assert workbook.tables["Ledger"].rows[-1][3] == "503"
    assert workbook.tables["AccountMap"].rows == (("5539", "503"),)
    later = a_sheet(
        tmp_path / "b.xlsx",
        ("日期", "凭证号", "摘要", "科目编码", "科目名称", "借方", "贷方"),
        (dt.date(2026, 4, 9), "记-19", "慰问", "5539", "职工关爱", 80, None),
        (dt.date(2026, 4, 9), "记-19", "慰问", "1002", "银行存款", None, 80),
    )
    imported(workbook, later)
    assert "account:5539" not in str(workbook.specs[VIEW_ID])
    accepted(workbook)
    assert workbook.tables["Ledger"].rows[-1][3] == "503"
    assert workbook.tables["AccountMap"].rows == (("5539", "503"),)


def test_rows_in_doubt_wait_until_she_says_what_becomes_of_them(tmp_path: Path) -> None:
    source = a_sheet(tmp_path / "a.xlsx", ("姓名", "性别", "部门"), ("张伟", "男", "三班"))
    workbook = a_list_book()
    assert imported(workbook, source).is_waiting
    assert accepted(workbook).is_waiting


def test_a_list_without_doubts_waits_for_nothing(tmp_path: Path) -> None:
    source = a_sheet(tmp_path / "a.xlsx", ("姓名", "性别", "部门"), ("欧阳新月", "女", "三班"))
    workbook = a_list_book()
    assert not imported(workbook, source).is_waiting
    assert not accepted(workbook).is_waiting


def test_a_question_that_is_open_waits_for_her(tmp_path: Path) -> None:
    source = a_sheet(tmp_path / "a.xlsx", ("姓名", "扣会费"), ("王芳", 20), ("李敏", 20))
    workbook = a_list_book()
    outcome = imported(workbook, source, into="会费")
    assert any("请先在" in note for note in outcome.notes) == outcome.is_waiting
    assert outcome.is_waiting


def test_who_is_named_twice_in_a_list_of_dues_is_in_doubt(tmp_path: Path) -> None:
    title = ("2026年3月工会会费代扣表",)
    people = (("王芳", 20), ("李敏", 18), ("王 芳", 20))
    source = a_sheet(tmp_path / "a.xlsx", title, ("姓名", "扣会费"), *people)
    workbook = a_list_book()
    imported(workbook, source)
    assert "名单中前面已有这个人" in str(workbook.specs[VIEW_ID])
    assert accepted(workbook).is_waiting
    assert [row[0] for row in workbook.tables["Dues"].rows] == ["001", "002"]


def test_who_signed_twice_for_the_same_is_in_doubt(tmp_path: Path) -> None:
    title = ("2026年9月10日教师节慰问签收表",)
    people = (("王芳", "花"), ("李敏", "花"), ("王芳", "花"), ("李敏", "书"))
    source = a_sheet(tmp_path / "a.xlsx", title, ("姓名", "物品", "签字"), *people)
    workbook = a_list_book()
    imported(workbook, source)
    assert "名单中前面已有这个人" in str(workbook.specs[VIEW_ID])
    assert accepted(workbook, 事项="节日慰问").is_waiting
    assert len(workbook.tables["Services"].rows) == 3


@pytest.mark.parametrize("title", ["2025年9月工会会费代扣表", "工会会费代扣表（2027年1月）"])
def test_dues_of_another_year_are_in_doubt(tmp_path: Path, title: str) -> None:
    source = a_sheet(tmp_path / "a.xlsx", (title,), ("姓名", "扣会费"), ("王芳", 20), ("李敏", 18))
    workbook = a_list_book()
    imported(workbook, source)
    assert "不在 2026 年度，请核对月份" in str(workbook.specs[VIEW_ID])
    assert accepted(workbook).is_waiting
    assert not workbook.tables["Dues"].rows


@pytest.mark.parametrize("month", ["2026-13", "2026年0月", "上月"])
def test_what_is_no_month_is_told(tmp_path: Path, month: str) -> None:
    source = a_sheet(tmp_path / "a.xlsx", ("姓名", "扣会费"), ("王芳", 20), ("李敏", 18))
    workbook = a_list_book()
    with pytest.raises(RequestError, match=f"“{month}”不是月份"):
        imported(workbook, source, into="会费", month=month, yes=True)
    assert not workbook.save_count


STATEMENT = ("交易日期", "借方发生额", "贷方发生额", "账户余额", "摘要")


@pytest.mark.parametrize("amount", ["壹仟捌佰元", "1,8OO.00", "约1800"])
def test_an_amount_of_a_statement_that_cannot_be_read_is_named(tmp_path: Path, amount: str) -> None:
    lines = (
        ("2026-10-09", "-", "9,860.40", "56,479.47", "拨缴经费"),
        ("2026-10-12", amount, "", "54,679.47", "场地费"),
    )
    source = a_sheet(tmp_path / "流水.xlsx", STATEMENT, *lines)
    draft = recognise(read_lists(source), source.name, into="收支台账")
    with pytest.raises(DocumentError, match=f"1 处金额读不出来：第 3 行“{amount}”"):
        movements_in(draft, 2026)
