"""What is said of rows below a table, and which of them count."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.bookfiles import rewrite
from tests.fakes import a_block, a_workbook
from unionxl.operations.creating import create_workbook
from unionxl.operations.findings import read_check
from unionxl.tables.members import MEMBERS
from unionxl.workbook.book.below import Surroundings, adds_up_rows, rows_below
from unionxl.workbook.book.below_notes import below_notes
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import Leftover, RowsBelow, Why

if TYPE_CHECKING:
    from pathlib import Path

    from unionxl.values.column import ReadValue

TODAY = dt.date(2026, 3, 20)


@pytest.mark.parametrize(
    "text",
    [
        *("本月发生额", "本月发生额及余额", "期末余额", "余额", "结转下年", "累计支出", "月结"),
        *("转下页", "承上页", "承前页", "过次页", "Total", "年末结余"),
    ],
)
def test_sums_and_carry_overs_are_no_rows(text: str) -> None:
    rows: list[list[ReadValue]] = [[dt.date(2026, 12, 31), text, 500.0]]
    found = rows_below(24, rows, Surroundings(("日期", "摘要", "收入金额")))
    assert found == RowsBelow(24, 0, (Leftover(24, 24, Why.TOTAL),))


@pytest.mark.parametrize(
    "text",
    [
        *("审核人", "审核", "负责人", "会计", "工会主席", "填表日期", "填报单位", "单位（盖章）"),
        *("说明", "注1：", "制表", "制表人："),
    ],
)
def test_signatures_with_the_name_beside_them_are_no_rows(text: str) -> None:
    rows: list[list[ReadValue]] = [[None, text, "李某"]]
    found = rows_below(24, rows, Surroundings(("日期", "摘要", "经手人")))
    assert found == RowsBelow(24, 0, (Leftover(24, 24, Why.SIGNATURE),))


@pytest.mark.parametrize(
    "text", ["上年结余转入", "结余分配说明会", "会计培训", "余额宝退款", "月结算电费"]
)
def test_words_that_only_look_like_it_are_rows(text: str) -> None:
    rows: list[list[ReadValue]] = [[dt.date(2026, 3, 1), text, 500.0]]
    assert rows_below(24, rows, Surroundings(("日期", "摘要", "收入金额"))).count == 1


def test_rows_taken_in_are_said_once() -> None:
    assert below_notes("会员", RowsBelow(24, 56)) == (
        (
            "《会员》第 24 行：第 24 至 79 行在表格外，已一并计入；保存时表格会加长。"
            "请核对：不属于这张表的，请移到别的工作表。"
        ),
    )


def test_each_reason_is_said_once_with_its_rows() -> None:
    left = (Leftover(30, 45, Why.GAP), Leftover(46, 46, Why.TOTAL), Leftover(48, 50, Why.GAP))
    gap, total = below_notes("会员", RowsBelow(24, 0, left))
    assert "第 30 至 45 行、第 48 至 50 行与表格之间隔着空行，没有计入。" in gap
    assert "第 46 行像是合计行，没有计入。" in total


def test_a_book_says_what_stands_below_its_tables() -> None:
    block = a_block(MEMBERS, {"会员编号": "001", "姓名": "王某"})
    workbook = a_workbook(replace(block, below=RowsBelow(4, 1)))
    _, findings = read_book(workbook, as_of=TODAY)
    assert "rows-below-table" in {one.rule_id for one in findings}


@pytest.mark.parametrize(
    ("formula", "is_total"),
    [
        ("=SUM(D4:D23)", True),
        ("=SUBTOTAL(9,D4:D23)", True),
        ("=SUM(D:D)", True),
        ("=SUM(Ledger[收入金额])", True),
        ("=D4+D9+D12", True),
        ("=+D4+D9", True),
        ("=(D4+D9)", True),
        ("=D4+D5-D6", True),
        ("=SUM(D4,D5,D6)", True),
        ("=SUM(OFFSET(D4,0,0,20))", True),
        ('=SUM(INDIRECT("D4:D23"))', True),
        ("=D24-D23", False),
        ("=SUM(D24:F24)", False),
        ("=D24*2", False),
        ("=SUM(120,80)", False),
        ('=IF(D24>0,"SUM(D4:D9)","")', False),
        ("=SUM(Ledger[[#This Row],[收入金额]:[支出金额]])", False),
    ],
)
def test_sums_over_other_rows_are_told_from_sums_of_one(formula: str, is_total: bool) -> None:  # noqa: FBT001 - a table of cases
    assert adds_up_rows(formula, 24) is is_total


def test_eighty_members_pasted_over_the_end_of_the_table_all_count(tmp_path: Path) -> None:
    path = tmp_path / "工会.xlsx"
    create_workbook(path, year=2026)
    book = open_workbook(path)
    rows = [{"会员编号": f"{number:03}", "姓名": f"会员{number}"} for number in range(1, 81)]
    book.append_rows("Members", rows)
    book.save()

    def short(content: bytes) -> bytes:  # as a table of 20 rows stands after a paste in WPS
        return content.replace(b"203", b"23") if b'"Members"' in content else content

    names = [f"xl/tables/table{number}.xml" for number in range(1, 18)]
    rewrite(path, dict.fromkeys(names, short))
    read = open_workbook(path)
    members, findings = read_book(read, as_of=TODAY, tables={MEMBERS})
    assert len(members.members) == 80
    assert [str(one) for one in findings if one.rule_id == "rows-below-table"] == list(
        below_notes("会员", RowsBelow(24, 60))
    )
    found = read_check(read, as_of=TODAY).report.problems
    assert "rows-below-table" in {one.rule_id for one in found}
    before = path.read_bytes()
    assert read.save() is None
    assert path.read_bytes() == before
