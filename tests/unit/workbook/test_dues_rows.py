"""Whose rows of the dues table without a member's number are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.builders import SETTINGS, rows_of
from tests.fakes import a_block, a_workbook
from unionxl.rules.finding import Severity
from unionxl.rules.joining import joined
from unionxl.tables.schema import DUES, MEMBERS
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.rules.finding import Finding

ROLL = """
会员编号 | 姓名 | 月缴费基数
001 | 王芳 | 4000
002 | 李强 | 5000
003 | 李强 | 5000
"""


def _read(dues: str) -> tuple[UnionBook, tuple[Finding, ...]]:
    blocks = (a_block(MEMBERS, *rows_of(MEMBERS, ROLL)), a_block(DUES, *rows_of(DUES, dues)))
    book, findings = read_book(
        a_workbook(*blocks, settings=SETTINGS),
        as_of=dt.date(2026, 11, 20),
        tables={"Members", "Dues"},
    )
    return book, tuple(one for one in findings if one.sources and one.sources[0].sheet == "会费")


def test_a_row_without_a_number_counts_for_the_only_member_of_its_name() -> None:
    book, findings = _read("""
    会员编号 | 姓名 | 所属月份 | 实缴
    | 王 芳 | 2026-01 | 20
    | 王芳 | 2026-02 | 20
    001 | 王芳 | 2026-03 | 20
    """)
    assert [one.member_no for one in book.dues_payments] == ["001"] * 3
    assert not book.skipped_rows
    (note,) = findings
    assert (note.severity, note.facts["row_count"]) == (Severity.NOTE, 2)
    assert "有 2 行没有可用的会员编号（第 4、5 行），姓名在《会员》中只有一人" in note.message


def test_a_row_that_might_be_anybodys_is_left_out_and_that_is_told() -> None:
    book, findings = _read("""
    会员编号 | 姓名 | 所属月份 | 实缴
    | 李强 | 2026-01 | 25
    | 无人 | 2026-01 | 25
    | | 2026-01 | 25
    | 谁 | 2026-01 | 25
    | 王芳 | 2026-01 | 20
    """)
    assert [one.member_no for one in book.dues_payments] == ["001"]
    assert book.skipped_rows["Dues"] == 4
    left_out = [one for one in findings if one.severity is Severity.ERROR]
    assert [one.sources[0].row for one in left_out] == [4, 5, 6, 7]
    assert [one.message for one in left_out] == [
        "没有填写，《会员》中有 2 人叫「李强」。这一行没有计入。",
        "没有填写，姓名「无人」不在《会员》表中。这一行没有计入。",
        "没有填写。这一行没有计入。",
        "没有填写，姓名「谁」不在《会员》表中。这一行没有计入。",
    ]
    assert "补登《会员》表" in left_out[1].advice
    assert any(
        one.message == "2 行没有填写，姓名不在《会员》表中，这些行没有计入。"
        for one in joined(findings)
    )


def test_another_cell_that_cannot_be_read_still_leaves_the_row_out() -> None:
    book, findings = _read("""
    会员编号 | 姓名 | 所属月份 | 实缴
    | 王芳 | 随便 | 20
    """)
    assert (book.dues_payments, book.skipped_rows["Dues"]) == ((), 1)
    assert not any(one.severity is Severity.NOTE for one in findings)
