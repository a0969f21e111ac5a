"""Headers, totals and signatures pasted inside a table, and rows that only look like them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.fakes import TOP, a_block, a_workbook
from unionxl.operations.creating import create_workbook
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.budget import BUDGET
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.tables.services import SERVICES
from unionxl.workbook.book.below_notes import below_notes
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import Leftover, RowsBelow, Why

if TYPE_CHECKING:
    from pathlib import Path

    from unionxl.domain.book import UnionBook
    from unionxl.rules.finding import Finding
    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue

    Row = dict[str, ReadValue]

DAY = dt.date(2026, 3, 5)
MEMBER: Row = {"会员编号": "001", "姓名": "王某", "出生日期": dt.date(1980, 1, 2)}
PAID: Row = {"会员编号": "001", "姓名": "王某", "所属月份": "2026-03", "实缴": 30}
ENTRY: Row = {"日期": DAY, "凭证号": "记-1", "摘要": "慰问品", "支出金额": 300}
SERVICE: Row = {"日期": DAY, "会员编号": "001", "事项": "生日", "金额": 100}
ACTIVITY: Row = {"活动名称": "春游", "日期": DAY, "费用": 300}
ITEM: Row = {"编号": "P-1", "月份": "3月", "工作内容": "读书会", "预算金额": 300}
LINE: Row = {"类型": "支出", "科目编码": "50101", "科目名称": "文体活动", "年初预算数": 300}


def read(table: Table, *rows: Row) -> tuple[UnionBook, tuple[Finding, ...]]:
    return read_book(a_workbook(a_block(table, *rows)), as_of=dt.date(2026, 3, 20))


def header(table: Table, count: int = 99) -> Row:
    return {one.header: one.header for one in table.columns[:count]}


TABLES = [
    (MEMBERS, MEMBER, "members"),
    (DUES, PAID, "dues_payments"),
    (LEDGER, ENTRY, "ledger_entries"),
    (SERVICES, SERVICE, "service_entries"),
    (ACTIVITIES, ACTIVITY, "activities"),
    (PLAN, ITEM, "work_items"),
    (BUDGET, LINE, "budget_lines"),
]


@pytest.mark.parametrize(
    ("table", "row", "field"), TABLES, ids=lambda one: getattr(one, "name", "")
)
def test_a_header_pasted_inside_a_table_is_no_record(table: Table, row: Row, field: str) -> None:
    spaced: Row = {name: f"{name[:1]} {name[1:]}" for name in header(table)}
    book, findings = read(table, row, header(table), spaced, header(table, 4))
    assert len(getattr(book, field)) == 1
    told = [one for one in findings if one.rule_id != "duplicate-key"]
    assert [one.rule_id for one in told] == ["rows-not-counted"]
    assert f"第 {TOP + 2} 至 {TOP + 4} 行与表头相同，没有计入。" in told[0].message
    assert "删去重复的表头" in told[0].advice
    assert not book.skipped_rows


TOTALS: list[tuple[Table, Row, Row]] = [
    (MEMBERS, MEMBER, {"会员编号": "合计", "月缴费基数": 42288}),
    (MEMBERS, MEMBER, {"姓名": "合 计", "月缴费基数": 42288}),
    (MEMBERS, MEMBER, {"会员编号": "81", "姓名": "合计", "月缴费基数": 42288}),
    (MEMBERS, MEMBER, {"会员编号": "合计", "姓名": "共 80 人"}),
    (MEMBERS, MEMBER, {"会员编号": "语文组小计", "月缴费基数": 4228}),
    (DUES, PAID, {"会员编号": "小计", "实缴": 30}),
    (DUES, PAID, {"会员编号": "001", "姓名": "王某", "所属月份": "小计", "实缴": 30}),
    (DUES, PAID, {"会员编号": "001", "姓名": "小计", "实缴": 30}),
    (DUES, PAID, {"姓名": "一季度合计", "应缴": 30, "实缴": 30}),
    (LEDGER, ENTRY, {"日期": "合计", "支出金额": 300}),
    (LEDGER, ENTRY, {"摘要": "本月合计", "支出金额": 300}),
    (LEDGER, ENTRY, {"日期": dt.date(2026, 3, 31), "摘要": "本月合计", "支出金额": 300}),
    (LEDGER, ENTRY, {"日期": dt.date(2026, 3, 31), "摘要": "2026年3月合计", "支出金额": 300}),
    (LEDGER, ENTRY, {"日期": dt.date(2026, 3, 31), "摘要": "三月份合计", "支出金额": 300}),
    (LEDGER, ENTRY, {"摘要": "合计（元）", "支出金额": 300}),
    (LEDGER, ENTRY, {"日期": dt.date(2026, 4, 1), "摘要": "承前页", "支出金额": 300}),
    (LEDGER, ENTRY, {"日期": dt.date(2026, 4, 1), "摘要": "过 次 页", "支出金额": 300}),
    (LEDGER, ENTRY, {"日期": dt.date(2026, 3, 31), "摘要": "本月发生额及余额", "支出金额": 300}),
    (LEDGER, ENTRY, {"摘要": "结转下年", "支出金额": 300}),
    (LEDGER, ENTRY, {"摘要": "月 结", "支出金额": 300}),
    (LEDGER, ENTRY, {"日期": "Total", "支出金额": 300}),
    (SERVICES, SERVICE, {"事项": "总计", "金额": 100}),
    (SERVICES, SERVICE, {"姓名": "合计：12 人", "金额": 100}),
    (ACTIVITIES, ACTIVITY, {"活动名称": "合计", "费用": 300, "实到人数": 80}),
    (PLAN, ITEM, {"工作内容": "合计", "预算金额": 300}),
    (BUDGET, LINE, {"类型": "合计", "年初预算数": 300}),
]


@pytest.mark.parametrize(("table", "row", "total"), TOTALS)
def test_a_total_inside_a_table_is_no_record(table: Table, row: Row, total: Row) -> None:
    book, findings = read(table, row, total)
    field = {one.name: field for one, _, field in TABLES}[table.name]
    assert len(getattr(book, field)) == 1
    (told,) = findings
    assert told.rule_id == "rows-not-counted"
    assert f"第 {TOP + 2} 行像是合计行，没有计入。" in told.message
    assert told.sources[0].row == TOP + 2
    assert not book.skipped_rows


SIGNATURES: list[tuple[Table, Row, Row]] = [
    (LEDGER, ENTRY, {"日期": "制表人：李某"}),
    (LEDGER, ENTRY, {"日期": "制表人：李某", "摘要": "审核：王某", "备注": "日期：2026年4月1日"}),
    (LEDGER, ENTRY, {"摘要": "工会主席签字：", "经手人": "出纳："}),
    (LEDGER, ENTRY, {"凭证号": "会计", "摘要": "王某"}),
    (MEMBERS, MEMBER, {"会员编号": "填报单位（盖章）", "姓名": "负责人：李某"}),
    (DUES, PAID, {"会员编号": "复核", "所属月份": "制表"}),
    (SERVICES, SERVICE, {"事项": "经办人：李某"}),
    (ACTIVITIES, ACTIVITY, {"活动名称": "备注：以上活动均已公示"}),
    (PLAN, ITEM, {"编号": "制表：", "工作内容": "审核："}),
    (BUDGET, LINE, {"类型": "工会主席：", "科目名称": "经审："}),
]


@pytest.mark.parametrize(("table", "row", "signed"), SIGNATURES)
def test_a_signature_inside_a_table_is_no_record(table: Table, row: Row, signed: Row) -> None:
    book, findings = read(table, row, signed)
    field = {one.name: field for one, _, field in TABLES}[table.name]
    assert len(getattr(book, field)) == 1
    (told,) = findings
    assert told.rule_id == "rows-not-counted"
    assert f"第 {TOP + 2} 行像是制表、审核一类的说明，没有计入。" in told.message
    assert not book.skipped_rows


RECORDS: list[tuple[Table, Row]] = [
    (LEDGER, ENTRY | {"摘要": "审核：王某"}),
    (PLAN, ITEM | {"编号": None, "工作内容": "审核会费台账"}),
    (ACTIVITIES, ACTIVITY | {"活动名称": "说明"}),
    (SERVICES, SERVICE | {"内容": "经办：李某"}),
    (LEDGER, ENTRY | {"摘要": "合计支付三月办公用品款"}),
    (LEDGER, ENTRY | {"摘要": "购买会计账簿，合计 3 本"}),
    (LEDGER, ENTRY | {"摘要": "教职工体检费合计"}),
    (LEDGER, ENTRY | {"摘要": "合计", "科目编码": "50101"}),
    (LEDGER, ENTRY | {"备注": "合计"}),
    (LEDGER, ENTRY | {"摘要": "上年结余购书"}),
    (MEMBERS, MEMBER | {"姓名": "计某"}),
    (MEMBERS, MEMBER | {"备注": "累计"}),
    (DUES, PAID | {"备注": "一季度合计"}),
    (ACTIVITIES, ACTIVITY | {"活动名称": "合计划拳比赛"}),
    (ACTIVITIES, ACTIVITY | {"活动名称": "全年读书活动总计"}),
    (SERVICES, SERVICE | {"内容": "日期"}),
    (PLAN, ITEM | {"工作内容": "年度工作累计表彰"}),
    (PLAN, ITEM | {"备注": "备注"}),
]


@pytest.mark.parametrize(("table", "row"), RECORDS)
def test_a_record_stays_one_whatever_word_stands_in_it(table: Table, row: Row) -> None:
    book, findings = read(table, row)
    field = {one.name: field for one, _, field in TABLES}[table.name]
    assert len(getattr(book, field)) == 1
    assert "rows-not-counted" not in {one.rule_id for one in findings}


def test_rows_inside_and_below_are_said_as_one() -> None:
    inside = (Leftover(12, 12, Why.TOTAL_INSIDE), Leftover(20, 20, Why.TOTAL_INSIDE))
    (said,) = below_notes("会费", RowsBelow(), inside)
    assert "第 12 行、第 20 行像是合计行，没有计入。" in said


def test_rows_below_a_repeated_header_are_told_to_stand_there() -> None:
    left = (
        Leftover(30, 30, Why.HEADER),
        Leftover(31, 40, Why.AFTER),
        Leftover(41, 41, Why.TOTAL),
        Leftover(42, 44, Why.AFTER),
    )
    said = below_notes("会员", RowsBelow(30, 0, left))
    (under,) = (one for one in said if "第 31 至 40 行" in one)
    assert "在重复的表头下面，没有计入。请删去重复的表头那一行" in under
    (after,) = (one for one in said if "第 42 至 44 行" in one)
    assert "在合计、说明一类的行下面" in after


def test_members_with_a_pasted_header_and_a_total_are_counted_once(tmp_path: Path) -> None:
    path = tmp_path / "工会.xlsx"
    create_workbook(path, year=2026)
    book = open_workbook(path)
    titles = {one.header: one.header for one in MEMBERS.columns}
    rows: list[dict[str, str | Decimal]] = [
        {"会员编号": f"{number:03}", "姓名": f"会员{number}", "月缴费基数": Decimal(5000)}
        for number in range(1, 81)
    ]
    book.append_rows("Members", [*rows[:40], titles, *rows[40:], {"姓名": "合计"}])
    book.save()
    read_again = open_workbook(path)
    members, findings = read_book(read_again, as_of=DAY, tables={MEMBERS})
    assert len(members.members) == 80
    told = [str(one) for one in findings if one.rule_id == "rows-not-counted"]
    assert ["与表头相同" in one or "像是合计行" in one for one in told] == [True, True]
    block = read_again.read_table("Members")
    read_again.append_rows("Members", [{"会员编号": "081", "姓名": "会员81"}])
    grown = read_again.read_table("Members")
    assert [grown.rows[index][1] for index in (81, 82)] == ["合计", "会员81"]
    assert grown.rows[:82] == block.rows[:82]
