from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_book, standards
from tests.sheet_text import render_text
from tests.years import sample_book
from unionxl.domain.dues import dues_paid_total
from unionxl.rules import ALL_RULES, run_rules
from unionxl.views.dues_sheet import HEADER, dues_sheet
from unionxl.views.layout import Area

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.domain.book import UnionBook
    from unionxl.views.layout import CellValue

MEMBERS = """
会员编号 | 姓名 | 入会日期 | 退会日期 | 月缴费基数 | 在职状态
001 | 王芳 | 2010-09-01 | | 4000.00 | 在职
002 | 李强 | 2010-09-01 | | 5000.00 | 在职
003 | 赵新 | 2026-03-10 | | 3000.00 | 在职
004 | 钱走 | 2010-09-01 | 2026-02-15 | 3000.00 | 调离
005 | 孙缺 | 2010-09-01 | | | 在职
"""
DUES = """
会员编号 | 姓名 | 所属月份 | 应缴 | 实缴
001 | 王芳 | 2026-01 | 20.00 | 20.00
001 | 王芳 | 2026-02 | 20.00 | 20.00
001 | 王芳 | 2026-03 | 20.00 | 20.00
002 | 李强 | 2026-01 | 25.00 | 25.00
002 | 李强 | 2026-02 | 25.00 | 5.00
004 | 钱走 | 2026-01 | 15.00 | 15.00
099 | 无人 | 2026-01 | 15.00 | 15.00
"""
APRIL = dt.date(2026, 4, 10)


def _book(dues: str = DUES) -> UnionBook:
    return a_book(as_of=APRIL, members=MEMBERS, dues=dues)


def _rows(book: UnionBook) -> dict[CellValue, dict[str, CellValue]]:
    (block,) = [one for one in dues_sheet(book).blocks if one.name == "members"]
    return {
        row[1].value: dict(zip(HEADER, (cell.value for cell in row), strict=True))
        for row in block.rows[1:]
    }


def test_a_small_roll(golden: Callable[[str, str], None]) -> None:
    golden("views/dues-sheet.txt", render_text(dues_sheet(_book())))


def test_who_owes_is_told_by_word_month_and_sum() -> None:
    row = _rows(_book())["李强"]
    assert (row["2月"], row["3月"], row["4月"]) == (Decimal(5), "欠", None)
    assert (row["欠缴(元)"], row["说明"]) == (Decimal(45), "2月、3月少缴 45.00 元")


def test_nobody_owes_before_joining_or_after_leaving() -> None:
    rows = _rows(_book())
    assert [rows["赵新"][f"{month}月"] for month in (1, 2, 3)] == ["—", "—", "欠"]
    assert [rows["钱走"][f"{month}月"] for month in (1, 2, 3)] == [Decimal(15), "欠", "—"]


def test_dues_that_cannot_be_computed_are_not_called_paid() -> None:
    row = _rows(_book())["孙缺"]
    assert (row["全年应缴(元)"], row["说明"]) == (None, "应缴无法计算，未检查")


def test_what_fits_no_member_is_told_below() -> None:
    text = render_text(dues_sheet(_book()))
    assert "《会费》表另有 15.00 元与会员对不上" in text


def test_months_without_any_entry_are_not_owed_but_unchecked() -> None:
    book = _book(dues="001 2026-01 20.00\n002 2026-01 25.00")
    text = render_text(dues_sheet(book))
    assert "2月、3月没有任何记录，谁没有缴纳未检查。" in text
    assert _rows(book)["李强"]["2月"] == "未登记"
    assert "已登记的月份没有欠缴；到期未登记 4 人 " not in text


def test_the_sheet_owes_what_the_rule_finds() -> None:
    book = _book()
    (rule,) = [rule for rule in ALL_RULES if rule.rule_id == "dues-unpaid"]
    found = sum(
        (Decimal(str(one.facts["owed_amount"])) for one in run_rules(book, standards(), [rule])),
        Decimal(0),
    )
    assert _rows(book)["合计"]["欠缴(元)"] == found == Decimal("75.00")


def test_the_sums_are_those_of_the_dues_table() -> None:
    book = sample_book()
    spec = dues_sheet(book)
    (block,) = [one for one in spec.blocks if one.name == "members"]
    sums = block.rows[-1]
    by_month = sum((Decimal(str(cell.value)) for cell in sums[3:15]), Decimal(0))
    assert by_month == sums[16].value == dues_paid_total(book.dues_payments, 2026)
    assert spec.filter_area == Area(4, 1, 4 + len(block.rows) - 2, len(HEADER))


def test_two_members_without_rows_are_not_said_to_owe_nothing() -> None:
    members = "会员编号 | 姓名 | 月缴费基数\n001 | 王芳 | 5000\n002 | 李强 | 6000"
    book = a_book(as_of=dt.date(2026, 11, 20), members=members)
    text = render_text(dues_sheet(book))
    assert "到期欠缴 0 人" not in text
    assert "已缴 0.00 元；到期未登记 2 人 20 个月，应缴 550.00 元。" in text
    row = _rows(book)["王芳"]
    assert [row[f"{month}月"] for month in (1, 10, 11)] == ["未登记", "未登记", None]
    assert (row["未登记(元)"], row["说明"]) == (Decimal("250.00"), "1至10月未登记")
    messages = [one.message for one in run_rules(book, standards(), ALL_RULES)]
    assert any("到期未登记 2 人 20 个月，应缴 550.00 元" in message for message in messages)


def test_months_before_the_first_one_kept_are_not_owed() -> None:
    book = a_book(
        as_of=dt.date(2026, 11, 20),
        members="会员编号 | 姓名 | 月缴费基数\n001 | 王芳 | 5000",
        dues="001 2026-09 25.00",
        settings={"启用月份": "9月"},
    )
    text = render_text(dues_sheet(book))
    assert "会员 1 人，9至12月应缴 100.00 元，已缴 25.00 元" in text
    assert "从 9 月起登记（《设置》的启用月份），以前的月份不计应缴、不催缴。" in text
    assert [_rows(book)["王芳"][f"{month}月"] for month in (1, 8, 9, 10)] == [
        "启用前",
        "启用前",
        Decimal("25.00"),
        "未登记",
    ]


def test_all_paid_is_said_only_where_it_is_known() -> None:
    members = "会员编号 | 姓名 | 月缴费基数\n001 | 王芳 | 5000"
    paid = "\n".join(f"001 2026-{month:02d} 25.00" for month in range(1, 4))
    assert "到期的都已缴清" in render_text(
        dues_sheet(a_book(as_of=APRIL, members=members, dues=paid))
    )
    early = a_book(as_of=dt.date(2026, 1, 9), members=members)
    assert "还没有到期的月份" in render_text(dues_sheet(early))


def test_an_excused_member_and_one_without_a_base_are_marked() -> None:
    book = a_book(
        as_of=APRIL,
        members="会员编号 | 姓名 | 月缴费基数\n001 | 王芳 | 5000\n002 | 李强 |",
        dues="会员编号 | 所属月份 | 应缴 | 实缴 | 备注\n001 | 2026-01 | 0 | | 产假免缴",
    )
    rows = _rows(book)
    assert (rows["王芳"]["1月"], rows["李强"]["1月"]) == ("免", "未算")


@pytest.mark.parametrize(
    ("ledger", "dues", "missing"),
    [
        ("", "001 2026-09 20.00", "1至8月、10月"),
        ("2026-07-10 记-001 501 30", "001 2026-09 20.00", "1至8月、10月"),
        ("2026-09-10 记-001 501 30", "", "1至10月"),
    ],
)
def test_of_what_begins_late_the_sheet_says_what_it_knows(
    ledger: str, dues: str, missing: str
) -> None:
    as_of = dt.date(2026, 11, 20)
    book = a_book(as_of=as_of, members=MEMBERS, dues=dues, ledger=ledger)
    said = [render_text(dues_sheet(one)) for one in (book, replace(book, ledger_entries=()))]
    assert said[0] == said[1]  # a click reads the roll and the dues only
    assert "没有任何登记" not in said[0]
    assert "若从" not in said[0]
    told = f"《会费》表中{missing}没有任何记录，谁没有缴纳未检查。不在本工作簿登记的月份"
    assert f"{told}，请在《设置》填启用月份。" in said[0]


def test_an_empty_book_says_so() -> None:
    spec = dues_sheet(a_book())
    assert "还没有可以列出的记录" in render_text(spec)
    assert spec.filter_area is None


ROLL = "会员编号 | 姓名 | 月缴费基数\n001 | 王芳 | 5000\n002 | 李强 | 6000"


def test_before_the_first_month_kept_is_over_nothing_is_said_to_be_paid() -> None:
    book = a_book(as_of=dt.date(2026, 11, 29), members=ROLL, settings={"启用月份": "11月"})
    text = render_text(dues_sheet(book))
    assert "还没有到期的月份" in text
    assert "到期的都已缴清" not in text


def test_a_rate_that_was_refused_leaves_no_sum_of_nothing() -> None:
    book = a_book(as_of=APRIL, members=ROLL, dues="001 2026-01 25.00", settings={"会费比例": 0.5})
    text = render_text(dues_sheet(book))
    assert "全年应缴无法计算，已缴 25.00 元" in text
    assert "0.00 元" not in text
    sums = _rows(book)["合计"]
    assert [sums[head] for head in ("全年应缴(元)", "欠缴(元)", "未登记(元)")] == ["未算"] * 3
    assert sums["已缴(元)"] == Decimal("25.00")


def test_rows_that_were_not_counted_are_not_said_to_be_none() -> None:
    rows = "\n".join(f" | 无人 | 2026-{month:02d} | 25.00" for month in range(1, 4))
    dues = f"会员编号 | 姓名 | 所属月份 | 实缴\n{rows}"
    book = a_book(as_of=APRIL, members=ROLL, dues=dues)
    text = render_text(dues_sheet(book))
    assert "《会费》另有 3 行没有计入" in text
    assert "1至3月没有计入的记录（另有 3 行没有计入），谁没有缴纳未检查。" in text
    for untrue in ("没有任何记录", "全表都没有登记"):
        assert untrue not in text
    messages = " ".join(one.message for one in run_rules(book, standards(), ALL_RULES))
    assert "《会费》表中1至3月没有计入的记录（另有 3 行没有计入）" in messages


def test_a_year_in_one_row_leaves_nothing_owed_and_is_explained() -> None:
    dues = "001 2026-12 300.00\n" + "\n".join(f"002 2026-{m:02d} 30.00" for m in range(1, 4))
    book = a_book(as_of=APRIL, members=ROLL, dues=dues)
    row = _rows(book)["王芳"]
    assert (row["已缴(元)"], row["欠缴(元)"], row["未登记(元)"]) == (Decimal("300.00"), None, None)
    assert row["说明"] == "1至11月由多缴的月份抵缴"
    assert "到期的都已缴清" in render_text(dues_sheet(book))


def test_a_row_for_several_months_stands_in_each_of_them() -> None:
    book = a_book(as_of=dt.date(2026, 11, 20), members=ROLL, dues="001 9-12月 100\n002 全年 360")
    rows = _rows(book)
    assert [rows["王芳"][f"{month}月"] for month in (8, 9, 12)] == ["欠", Decimal(25), Decimal(25)]
    assert [rows["李强"][f"{month}月"] for month in (1, 12)] == [Decimal(30), Decimal(30)]
    assert rows["王芳"]["说明"] == "1至8月少缴 200.00 元"
    assert rows["李强"]["说明"] is None


def test_a_month_covered_in_part_is_said_to_be_so() -> None:
    dues = "001 2026-03 60\n" + "\n".join(f"002 2026-{month:02d} 30" for month in range(1, 4))
    row = _rows(a_book(as_of=APRIL, members=ROLL, dues=dues))["王芳"]
    told = "2月少缴 15.00 元（2月已由多缴的月份抵 10.00 元）；1月由多缴的月份抵缴"
    assert row["说明"] == told
    unregistered = _rows(a_book(as_of=APRIL, members=ROLL, dues="001 2026-03 60"))["王芳"]
    told = "1月、2月未登记；5月由多缴的月份抵 10.00 元，还差 15.00 元；4月由多缴的月份抵缴"
    assert unregistered["说明"] == told


def test_money_that_covers_months_before_the_start_is_said_to() -> None:
    book = a_book(as_of=APRIL, members=ROLL, dues="001 全年 300", settings={"启用月份": "3月"})
    assert "已缴含启用前的月份 50.00 元" in render_text(dues_sheet(book))


def test_who_of_the_roll_is_not_listed_is_said_with_the_reason() -> None:
    roll = """
    会员编号 | 姓名 | 入会日期 | 退会日期 | 月缴费基数 | 在职状态 | 退休日期
    001 | 王芳 | | | 5000 | 在职 |
    002 | 李强 | | | 5000 | 退休 |
    003 | 赵新 | 2027-03-01 | | 5000 | 在职 |
    004 | 钱走 | | 2025-03-01 | 5000 | 调离 |
    001 | 孙同 | | | 5000 | 在职 |
    005 | 周早 | | | 5000 | 退休 | 2026-01-31
    """
    book = a_book(as_of=APRIL, members=roll, settings={"启用月份": "3月"})
    text = render_text(dues_sheet(book))
    assert "会员 1 人" in text
    assert (
        "《会员》有 6 人，其中 5 人未列入本表：在职状态为“退休”而没有填退休日期 1 人（李强）；"
        "本年以后入会 1 人（赵新）；本年以前已离开 1 人（钱走）；"
        "会员编号与别人相同 1 人（孙同）；启用月份以前已离开 1 人（周早）。"
    ) in text
    everybody = a_book(as_of=APRIL, members=ROLL)
    assert "未列入" not in render_text(dues_sheet(everybody))
