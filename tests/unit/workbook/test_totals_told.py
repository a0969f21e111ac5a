"""Totals, counts and signatures in any words, inside a table and below it, and what is none."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.fakes import TOP, a_block, a_workbook
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.budget import BUDGET
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.dues import DUES
from unionxl.tables.duties import DUTIES
from unionxl.tables.evidence import EVIDENCE
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.tables.services import SERVICES
from unionxl.words.lists import words
from unionxl.workbook.book.below import Surroundings, rows_below
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.book.totals import Naming, columns_of, naming
from unionxl.workbook.new.figures import NO_DATES, TOTAL_TEXTS
from unionxl.workbook.port import Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue

    Row = dict[str, ReadValue]

DAY = dt.date(2026, 3, 5)
ENTRIES: list[Row] = [
    {"日期": DAY, "凭证号": f"记-{n}", "摘要": "慰问品", "支出金额": 100 + n, "科目编码": "50102"}
    for n in range(1, 5)
]
SUM = sum(100 + n for n in range(1, 5))
ROLL: list[Row] = [
    {"会员编号": f"00{n}", "姓名": f"王{n}", "性别": "女", "月缴费基数": 4000 + n}
    for n in range(1, 4)
]
SERVED: list[Row] = [
    {"日期": DAY, "会员编号": f"00{n}", "姓名": f"王{n}", "事项": "生日", "金额": 100}
    for n in range(1, 4)
]
HELD: list[Row] = [
    {"活动名称": f"活动{n}", "日期": DAY, "实到人数": 30 + n, "费用": 300 + n} for n in range(1, 4)
]
PAID: list[Row] = [
    {"会员编号": f"00{n}", "姓名": f"王{n}", "所属月份": "2026-03", "实缴": 30} for n in (1, 2, 3)
]
PLANNED: list[Row] = [
    {"编号": f"P-{n}", "月份": "3月", "工作内容": f"读书会{n}", "预算金额": 300} for n in (1, 2)
]
PUBLISHED: list[Row] = [{"公开日期": DAY, "事项": f"会务{n}", "类别": "会务"} for n in (1, 2)]


def kinds_below(table: Table, rows: Sequence[Row], last: Sequence[Row]) -> list[Why | None]:
    """Return why each of the last rows is none of the table when all stand below it."""
    header = tuple(one.header for one in table.columns)
    cells = [[row.get(name) for name in header] for row in (*rows, *last)]
    around = Surroundings(header, columns=columns_of(table.name, header))
    below = rows_below(24, cells, around)
    why = {row: one.why for one in below.left for row in range(one.first, one.last + 1)}
    return [why.get(24 + len(rows) + index) for index in range(len(last))]


def count_inside(table: Table, rows: Sequence[Row]) -> int:
    """Return how many records a table with these rows has."""
    book, _ = read_book(a_workbook(a_block(table, *rows)), as_of=dt.date(2026, 3, 20))
    return len(getattr(book, table.field))


WORDS = [
    *(
        "以上共计人民币",
        "∑",
        "Σ",
        "Total:",
        "总共",
        "累计金额",
        "本页小结",
        "总 额",
        "合计：",
        "总和",
    ),
    *(
        "3月小结",
        "本月支出小计",
        "全年支出总额",
        "共计（元）",
        "以上合计",
        "Sub-total",
        "SUM",
        "一季度总计",
    ),
    *("共 4 笔", "合计（大写）", "总金额", "支出总计：410元"),
]


@pytest.mark.parametrize("word", WORDS)
def test_a_total_is_one_by_whatever_word(word: str) -> None:
    total: Row = {"摘要": word, "支出金额": 99}  # not even what the rows come to
    assert kinds_below(LEDGER, ENTRIES, [total]) == [Why.TOTAL]
    assert count_inside(LEDGER, [*ENTRIES, total]) == len(ENTRIES)
    dated = {"日期": dt.date(2026, 3, 31)} | total
    assert kinds_below(LEDGER, ENTRIES, [dated]) == [Why.TOTAL]
    assert count_inside(LEDGER, [*ENTRIES, dated]) == len(ENTRIES)


SUMS: list[tuple[Table, list[Row], Row]] = [
    (LEDGER, ENTRIES, {"摘要": "三月花费", "支出金额": SUM}),
    (LEDGER, ENTRIES, {"摘要": "请领导过目", "支出金额": float(SUM), "备注": "如上"}),
    (LEDGER, ENTRIES, {"支出金额": SUM}),
    (LEDGER, ENTRIES, {"摘要": "上面这些", "支出金额": f"{SUM}.00元"}),
    (MEMBERS, ROLL, {"姓名": "全园基数", "月缴费基数": 12006}),
    (DUES, PAID, {"会员编号": "三月", "姓名": "实收", "实缴": 90}),
    (SERVICES, SERVED, {"内容": "慰问开支", "金额": 300}),
    (ACTIVITIES, HELD, {"活动名称": "今年办的", "实到人数": 96, "费用": 906}),
    (PLAN, PLANNED, {"工作内容": "需要经费", "预算金额": 600}),
]


@pytest.mark.parametrize(("table", "rows", "total"), SUMS)
def test_a_row_that_adds_up_those_above_is_a_total_whatever_it_is_called(
    table: Table, rows: list[Row], total: Row
) -> None:
    assert kinds_below(table, rows, [total])[0] in {Why.TOTAL, Why.SINGLE}
    assert count_inside(table, [*rows, total]) == len(rows)


def test_parts_and_the_whole_are_added_up() -> None:
    part: Row = {"摘要": "办公", "支出金额": 203}
    rest: Row = {"摘要": "其余", "支出金额": 207}
    whole: Row = {"摘要": "全部", "支出金额": SUM}
    rows = [*ENTRIES[:2], part, *ENTRIES[2:], rest, whole]
    assert count_inside(LEDGER, rows) == len(ENTRIES)
    assert kinds_below(LEDGER, ENTRIES[:2], rows[2:3]) == [Why.TOTAL]
    after = kinds_below(LEDGER, ENTRIES[:2], rows[2:])
    assert after == [Why.TOTAL, Why.AFTER, Why.AFTER, Why.TOTAL, Why.TOTAL]


NO_SUMS: list[tuple[Table, list[Row], Row]] = [
    # what lacks the day like others do, repeats one row, or comes to something else
    (LEDGER, [ENTRIES[0], {**ENTRIES[1], "日期": None}], {"摘要": "牛奶", "支出金额": 203}),
    (LEDGER, ENTRIES[:1], {"摘要": "又买", "支出金额": 101, "科目编码": "50102"}),
    (LEDGER, ENTRIES, {"摘要": "补记", "支出金额": SUM + 1, "科目编码": "50102"}),
    (LEDGER, ENTRIES, {**ENTRIES[0], "支出金额": SUM}),
]


@pytest.mark.parametrize(("table", "rows", "row"), NO_SUMS)
def test_a_row_that_only_comes_near_stays(table: Table, rows: list[Row], row: Row) -> None:
    assert kinds_below(table, rows, [row]) == [None]


COUNTS: list[tuple[Table, list[Row], Row]] = [
    (MEMBERS, ROLL, {"会员编号": "共2人", "姓名": "其中女2人"}),
    (MEMBERS, ROLL, {"会员编号": "人数", "姓名": 2}),
    (MEMBERS, ROLL, {"会员编号": "会员人数：", "姓名": "3人"}),
    (MEMBERS, ROLL, {"会员编号": "共 3 名", "姓名": "女 3 人，男 0 人"}),
    (MEMBERS, ROLL, {"姓名": "共三人", "月缴费基数": 5}),
    (MEMBERS, ROLL, {"会员编号": "总人数 3", "性别": "女"}),
    (LEDGER, ENTRIES, {"日期": "共 4 笔", "支出金额": 5}),
    (LEDGER, ENTRIES, {"摘要": "笔数", "人数": 4}),
    (SERVICES, SERVED, {"姓名": "共3人次", "金额": 5}),
    (SERVICES, SERVED, {"日期": "次数", "金额": 3}),
    (ACTIVITIES, HELD, {"活动名称": "共 3 项", "实到人数": 5}),
    (PLAN, PLANNED, {"编号": "共2条", "预算金额": 5}),
    (DUES, PAID, {"姓名": "人数", "实缴": 3}),
    (DISCLOSURES, PUBLISHED, {"公开日期": "份数", "事项": 2}),
    (DISCLOSURES, PUBLISHED, {"事项": "共 2 条", "类别": "会务"}),
]


@pytest.mark.parametrize(("table", "rows", "row"), COUNTS)
def test_what_counts_the_rows_is_no_record(table: Table, rows: list[Row], row: Row) -> None:
    assert kinds_below(table, rows, [row, rows[0]]) == [Why.TOTAL, Why.AFTER]
    assert count_inside(table, [*rows, row]) == len(rows)


RECORDED: list[tuple[Table, Row]] = [
    (EVIDENCE, {"类别": "监督", "考核内容": "经审会设置", "分值": 3}),
    (EVIDENCE, {"类别": "监督", "考核内容": "经审会设置"}),
    (EVIDENCE, {"类别": "小结", "考核内容": "年终总结", "分值": 3}),
    (DUTIES, {"事项": "经审", "周期月数": 12, "起算日期": dt.date(2026, 1, 1)}),
    (DUTIES, {"事项": "经审", "起算日期": dt.date(2026, 1, 1)}),
    (DISCLOSURES, {"公开日期": DAY, "事项": "合计"}),
    (DISCLOSURES, {"公开日期": DAY, "事项": "监督", "类别": "会务"}),
    (DISCLOSURES, {"公开日期": DAY, "事项": "余额", "类别": "经费"}),
    (MEMBERS, {"会员编号": "002", "姓名": "何计", "备注": "合计"}),
    (MEMBERS, {"会员编号": "003", "姓名": "何某", "工会小组": "会计"}),
    (ACTIVITIES, {"活动名称": "统计", "日期": DAY}),
    (ACTIVITIES, {"活动名称": "小结", "日期": DAY, "地点": "会议室", "资料": "小结"}),
    (ACTIVITIES, {"计划编号": "P1", "活动名称": "累计", "日期": DAY}),
    (PLAN, {"编号": "P-9", "月份": "6", "工作内容": "小结", "类别": "总结考核"}),
    (PLAN, {"编号": "P-9", "月份": "6", "工作内容": "审核"}),
    (LEDGER, {"日期": DAY, "摘要": "会计", "科目编码": "50102", "支出金额": 30}),
    (LEDGER, {**ENTRIES[0], "事由": "合计", "备注": "制表"}),
    (SERVICES, {**SERVED[0], "内容": "合计"}),
    (
        BUDGET,
        {"类型": "支出", "科目编码": "50101", "科目名称": "总额", "年初预算数": 3, "说明": "x"},
    ),
]


@pytest.mark.parametrize(("table", "row"), RECORDED)
def test_a_row_with_what_it_needs_is_a_record(table: Table, row: Row) -> None:
    assert kinds_below(table, [], [row, row]) == [None, None]
    assert count_inside(table, [row]) == 1


@pytest.mark.parametrize(
    "row",
    [
        {"日期": "填表人 王五", "摘要": "审核人 赵六"},
        {"日期": "制表人：王五", "科目名称": "审核：赵六", "审批人": "2026年11月"},
        {"摘要": "制表：", "科目名称": "王五"},
        {"摘要": "审核", "科目名称": "王五"},
        {"日期": "注：本表由财务室提供", "摘要": "单位：元"},
    ],
)
def test_signatures_end_the_rows(row: Row) -> None:
    assert kinds_below(LEDGER, ENTRIES, [row]) == [Why.SIGNATURE]


def test_a_long_table_is_added_up_over_its_stretches() -> None:
    block = a_block(LEDGER, *ENTRIES, {"摘要": "三月花费", "支出金额": SUM})
    workbook = a_workbook(block)
    columns = block.by_columns()
    parts = [
        type(columns)(
            columns.sheet,
            columns.top,
            columns.left,
            columns.header,
            columns.first_row + first,
            tuple(cells[first:last] for cells in columns.columns),
        )
        for first, last in ((0, 3), (3, 5))
    ]
    object.__setattr__(
        workbook,
        "read_columns",
        lambda name: iter(parts if name == "Ledger" else [workbook.tables[name].by_columns()]),
    )
    book, findings = read_book(workbook, as_of=dt.date(2026, 3, 20))
    assert len(book.ledger_entries) == len(ENTRIES)
    (told,) = (one for one in findings if one.rule_id == "rows-not-counted")
    assert told.sources[0].row == TOP + 5


def test_the_formulas_of_the_start_sheet_leave_out_the_totals_that_the_list_names() -> None:
    listed = {*words("totals", "合计", "转页", "余额"), "?结"}
    assert listed <= set(TOTAL_TEXTS)
    assert {word[-1] for word in listed} == {sign.strip("*") for sign in NO_DATES} - {"total"}


@pytest.mark.parametrize("text", TOTAL_TEXTS)
def test_what_the_formulas_leave_out_names_a_total(text: str) -> None:
    said = text.replace("?结", "月结").replace("*季", "第一季").replace("*年", "2026年")
    said = said.replace("*月", "3月").replace("*末", "期末").replace("本?", "本月")
    assert naming(said) is Naming.WHOLE
