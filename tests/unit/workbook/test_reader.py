from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from operator import add
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes import TOP, a_block, a_workbook
from unionxl.domain.book import TableNotReadError, UnionBook
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.domain.source import SourceRef
from unionxl.errors import ColumnNotFoundError, TableNotFoundError, WorkbookError
from unionxl.rules.finding import Severity
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.all import TABLES
from unionxl.tables.budget import BUDGET
from unionxl.tables.dues import DUES
from unionxl.tables.festivals import FESTIVALS
from unionxl.tables.ledger import LEDGER
from unionxl.tables.limits import LIMITS
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.reviews import REVIEWS
from unionxl.tables.services import SERVICES
from unionxl.tables.settings import SETTING_ROWS, SETTINGS
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.book.records import MAX_FINDINGS_A_COLUMN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fakes import FakeWorkbook
    from unionxl.rules.finding import Finding
    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue

TODAY = dt.date(2026, 3, 1)
ITEM: dict[str, ReadValue] = {"编号": "1", "工作内容": "春游"}
ENTRY: dict[str, ReadValue] = {"日期": dt.date(2026, 3, 5), "支出金额": 100.0}


def read(workbook: FakeWorkbook) -> tuple[UnionBook, tuple[Finding, ...]]:
    return read_book(workbook, as_of=TODAY)


def test_every_table_has_a_record_with_a_field_for_every_column() -> None:
    assert {table.field for table in TABLES} - {""} == {
        field.name
        for field in dataclasses.fields(UnionBook)
        if str(field.type).startswith("tuple") and field.name != "refused_settings"
    }
    for table in TABLES:
        if table is SETTINGS:
            continue
        fields = {field.name: field for field in dataclasses.fields(table.record)}
        columns = {column.field for column in table.columns if not column.formula}
        assert columns <= fields.keys()
        for name in fields.keys() - columns - {"source"}:
            assert fields[name].default is not dataclasses.MISSING


def test_every_setting_is_a_field() -> None:
    book, _ = read(a_workbook())
    names = {field.name for field in dataclasses.fields(book.settings)}
    assert {setting.field for setting in SETTING_ROWS} == names


def test_a_work_item_knows_its_row() -> None:
    row = ITEM | {"月份": "3、4", "预算金额": 1200.0, "计划人数": 30.0}
    book, findings = read(a_workbook(a_block(PLAN, row)))
    (item,) = book.work_items
    assert findings == ()
    assert item.source == SourceRef("年度计划", TOP + 1)
    assert item.planned_months == (Month(2026, 3), Month(2026, 4))
    assert item.budget_amount == Decimal("1200.00")
    assert item.planned_count == 30
    assert item.status is PlanStatus.NOT_STARTED


def test_empty_rows_are_passed_over_and_keep_their_place() -> None:
    book, findings = read(a_workbook(a_block(PLAN, {}, ITEM, {"备注": "  "}, ITEM | {"编号": "2"})))
    assert [item.source.row for item in book.work_items] == [TOP + 2, TOP + 4]
    assert findings == ()
    assert book.skipped_rows == {}


def test_columns_of_the_clerk_may_stand_anywhere() -> None:
    block = a_block(PLAN, ITEM | {"我的列": "x"}, extra_headers=("我的列",))
    turned = dataclasses.replace(
        block,
        header=tuple(reversed(block.header)),
        rows=tuple(tuple(reversed(row)) for row in block.rows),
    )
    (item,) = read(a_workbook(turned))[0].work_items
    assert (item.item_no, item.description) == ("1", "春游")


def test_a_row_with_nothing_but_the_clerks_own_column_is_empty() -> None:
    book, findings = read(a_workbook(a_block(PLAN, {"我的列": "x"}, extra_headers=("我的列",))))
    assert book.work_items == ()
    assert findings == ()


def test_a_header_broken_over_two_lines_is_found() -> None:
    block = a_block(PLAN, ITEM | {"预算金额": 5.0})
    header = tuple(text.replace("预算金额", "预算\n金额") for text in block.header)
    (item,) = read(a_workbook(dataclasses.replace(block, header=header)))[0].work_items
    assert item.budget_amount == Decimal("5.00")


def test_a_cell_that_cannot_be_read_is_named_with_its_address() -> None:
    book, (finding,) = read(a_workbook(a_block(PLAN, ITEM | {"起始日期": "2月30日"})))
    assert book.work_items[0].planned_start_on is None
    assert finding.rule_id == "unreadable-cell"
    assert finding.severity is Severity.ERROR
    assert finding.sources == (SourceRef("年度计划", 4, "起始日期", "C4"),)
    assert str(finding) == (
        "《年度计划》第 4 行「起始日期」：“2月30日”不是日期。请填写日期，如 2026-03-05。"
    )


def test_a_table_that_begins_elsewhere_gives_its_own_addresses() -> None:
    block = dataclasses.replace(
        a_block(PLAN, ITEM | {"起始日期": "某天"}), top=10, left=26, sheet="我的计划"
    )
    _, (finding,) = read(a_workbook(block))
    assert finding.sources == (SourceRef("我的计划", 11, "起始日期", "AB11"),)


def test_a_doubtful_cell_is_used_and_reported() -> None:
    book, (finding,) = read(a_workbook(a_block(LEDGER, ENTRY | {"日期": "2026-03-05"})))
    assert book.ledger_entries[0].booked_on == dt.date(2026, 3, 5)
    assert finding.rule_id == "doubtful-cell"
    assert finding.severity is Severity.WARNING


def test_a_row_without_a_readable_date_is_left_out_and_counted() -> None:
    rows = (ENTRY, ENTRY | {"日期": "三月初"}, ENTRY | {"日期": None})
    book, findings = read(a_workbook(a_block(LEDGER, *rows)))
    assert len(book.ledger_entries) == 1
    assert book.skipped_rows == {"ledger_entries": 2}
    assert [finding.rule_id for finding in findings] == ["unreadable-cell", "missing-cell"]
    assert str(findings[1]) == "《收支台账》第 6 行「日期」：没有填写。这一行没有计入。请补填。"


def test_a_row_with_two_unreadable_cells_is_counted_once() -> None:
    row = ENTRY | {"日期": "某天", "支出金额": "若干"}
    book, findings = read(a_workbook(a_block(LEDGER, row)))
    assert book.skipped_rows == {"ledger_entries": 1}
    assert len(findings) == 2


def test_an_empty_amount_of_the_ledger_is_zero() -> None:
    (entry,) = read(a_workbook(a_block(LEDGER, ENTRY)))[0].ledger_entries
    assert entry.income_amount == Decimal("0.00")


def test_an_empty_budget_is_zero_and_last_year_is_unknown() -> None:
    row: dict[str, ReadValue] = {"类型": "支出", "科目编码": 501.0}
    (line,) = read(a_workbook(a_block(BUDGET, row)))[0].budget_lines
    assert line.account_code == "501"
    assert line.final_amount == Decimal("0.00")
    assert line.last_year_amount is None


def test_a_missing_cell_that_is_not_essential_is_a_warning() -> None:
    book, (finding,) = read(a_workbook(a_block(BUDGET, {"科目编码": "501"})))
    assert len(book.budget_lines) == 1
    assert finding.rule_id == "missing-cell"
    assert finding.severity is Severity.WARNING


def test_a_number_that_stands_twice_is_reported_and_both_rows_stay() -> None:
    rows = (ITEM, ITEM | {"编号": "2"}, ITEM | {"编号": 1.0})
    book, (finding,) = read(a_workbook(a_block(PLAN, *rows)))
    assert len(book.work_items) == 3
    assert finding.rule_id == "duplicate-key"
    assert finding.message == "「1」出现 2 次，在第 4、6 行。"
    assert [source.cell for source in finding.sources] == ["A4", "A6"]


def test_true_one_and_one_point_nought_in_one_column_are_told_apart() -> None:
    cells: tuple[ReadValue, ...] = (True, 1, 1.0)
    rows = [{"会员编号": str(i), "姓名": "甲", "备注": cell} for i, cell in enumerate(cells)]
    book, _ = read(a_workbook(a_block(MEMBERS, *rows)))
    assert [member.remark for member in book.members] == ["TRUE", "1", "1"]


def test_a_whole_column_of_the_wrong_kind_is_summed_up() -> None:
    rows = [ITEM | {"编号": str(number), "起始日期": "某天"} for number in range(1000)]
    _, findings = read(a_workbook(a_block(PLAN, *rows)))
    assert len(findings) == MAX_FINDINGS_A_COLUMN + 1
    assert findings[-1].message == f"该列另有 {1000 - MAX_FINDINGS_A_COLUMN} 个单元格也需要核对。"


def test_findings_come_in_the_order_of_the_rows() -> None:
    rows = (ITEM | {"结束日期": "甲"}, ITEM | {"编号": "2", "起始日期": "乙", "计划人数": "丙"})
    _, findings = read(a_workbook(a_block(PLAN, *rows)))
    assert [finding.sources[0].cell for finding in findings] == ["D4", "C5", "I5"]


def test_a_missing_table_is_named() -> None:
    workbook = a_workbook()
    del workbook.tables["Ledger"]
    with pytest.raises(TableNotFoundError, match="《收支台账》：找不到表格「Ledger」"):
        read(workbook)


def test_a_missing_column_is_named_with_its_row() -> None:
    block = a_block(PLAN)
    header = tuple(text.replace("预算金额", "预算") for text in block.header)
    with pytest.raises(ColumnNotFoundError, match="第 3 行（表头）：找不到列「预算金额」"):
        read(a_workbook(dataclasses.replace(block, header=header)))


def test_a_workbook_made_before_a_column_was_added_reads_as_if_it_were_empty() -> None:
    optional = [(table, one) for table in TABLES for one in table.columns if one.is_optional]
    assert (MEMBERS, MEMBERS.column("left_on")) in optional
    block = a_block(MEMBERS, {"会员编号": "H001", "姓名": "荷小甲", "备注": "组长"})
    at = block.header.index("退会日期")
    header = (*block.header[:at], *block.header[at + 1 :])
    rows = tuple((*row[:at], *row[at + 1 :]) for row in block.rows)
    book, findings = read(a_workbook(dataclasses.replace(block, header=header, rows=rows)))
    (member,) = book.members
    assert (member.name, member.left_on, member.remark) == ("荷小甲", None, "组长")
    assert findings == ()


def test_only_the_tables_asked_for_are_read() -> None:
    workbook = a_workbook(a_block(PLAN, ITEM))
    del workbook.tables["Ledger"]
    book, _ = read_book(workbook, as_of=TODAY, tables={PLAN})
    assert len(book.work_items) == 1


LOOKS: list[Callable[[Any], object]] = [
    *(iter, len, bool, list, reversed, lambda told: told[0]),
    *(lambda told: 1 in told, lambda told: told == (), lambda told: told != ()),
    *(lambda told: add(told, (1,)), lambda told: add((1,), told)),
]


@pytest.mark.parametrize("look", LOOKS)
def test_a_table_that_was_not_asked_for_raises_when_somebody_looks(
    look: Callable[[Any], object],
) -> None:
    book, _ = read_book(a_workbook(), as_of=TODAY, tables={PLAN})
    with pytest.raises(TableNotReadError, match="Ledger"):
        look(book.ledger_entries)
    with pytest.raises(TableNotReadError, match="Ledger"):
        look(dataclasses.replace(book, work_items=()).ledger_entries)


def test_a_table_of_another_version_is_empty_where_it_is_missing() -> None:
    workbook = a_workbook()
    for table in (REVIEWS, ACTIVITIES):
        del workbook.tables[table.name]
    book, _ = read_book(workbook, as_of=TODAY, tables={PLAN, REVIEWS}, if_there={ACTIVITIES})
    assert (book.reviews, book.activities) == ((), ())
    with pytest.raises(WorkbookError):
        read_book(workbook, as_of=TODAY, tables={ACTIVITIES})


def test_a_table_that_may_be_missing_is_read_where_it_is_there() -> None:
    row: dict[str, ReadValue] = {"活动名称": "春游", "日期": dt.date(2026, 4, 3)}
    workbook = a_workbook(a_block(ACTIVITIES, row))
    book, _ = read_book(workbook, as_of=TODAY, tables=(), if_there={ACTIVITIES})
    assert [one.name for one in book.activities] == ["春游"]


def test_dues_are_read_with_the_members_that_they_need() -> None:
    member: dict[str, ReadValue] = {"会员编号": "001", "姓名": "王芳"}
    paid: dict[str, ReadValue] = {"姓名": "王芳", "所属月份": "2026-01", "实缴": 20.0}
    workbook = a_workbook(a_block(MEMBERS, member), a_block(DUES, paid))
    book, _ = read_book(workbook, as_of=TODAY, tables={DUES})
    assert [one.member_no for one in book.dues_payments] == ["001"]
    assert len(book.members) == 1


def test_settings_have_defaults() -> None:
    settings = read(a_workbook())[0].settings
    assert settings.fiscal_year == 2026
    assert settings.account_edition == "2021"
    assert settings.first_weekday == "周一"
    assert settings.dues_rate is None
    assert settings.unit_name == ""


@pytest.mark.parametrize(
    "cell",
    ["0.5%", "0.5％", "０．５％", "0.5 %", "5‰", "千分之五", "千分之5", "百分之零点五", 0.005],
)
def test_a_share_is_read_as_clerks_write_it(cell: ReadValue) -> None:
    book, findings = read(a_workbook(settings={"会费比例": cell}))
    assert (book.settings.dues_rate, findings) == (Decimal("0.005"), ())


def test_a_share_that_is_impossible_is_told_with_both_readings() -> None:
    (found,) = read(a_workbook(settings={"会费比例": 0.5}))[1]
    assert found.advice == "请核对；若是 0.5%，请连同百分号写成 0.5%。"
    (found,) = read(a_workbook(settings={"留成比例": 60}))[1]
    assert found.advice == "请核对；若是 60%，请连同百分号写成 60%。"
    (found,) = read(a_workbook(settings={"会费比例": 5}))[1]
    assert found.advice == "请核对；若是 0.5%，请连同百分号写成 0.5%。"


def test_a_bare_number_as_text_is_used_and_told_in_per_cent() -> None:
    book, (found,) = read(a_workbook(settings={"会费比例": "0.005"}))
    assert book.settings.dues_rate == Decimal("0.005")
    assert found.advice == "请改成 0.5%。"


@pytest.mark.parametrize(
    "cell", [3, 3.0, "3", "3月", "三月", "2026-03", "2026/3", dt.date(2026, 3, 1)]
)
def test_the_first_month_is_read_as_clerks_write_it(cell: ReadValue) -> None:
    book, findings = read(a_workbook(settings={"启用月份": cell}))
    assert (book.settings.start_month, findings) == (Month(2026, 3), ())
    assert book.settings.first_month == Month(2026, 3)


def test_without_a_first_month_the_year_begins_in_january() -> None:
    settings = read(a_workbook())[0].settings
    assert (settings.start_month, settings.first_month) == (None, Month(2026, 1))


@pytest.mark.parametrize(
    ("cell", "month"),
    [("", None), (0.0, None), (None, None), ("3月", 3), ("十一月", 11), (" 7 ", 7), (12.0, 12)],
)
def test_the_month_of_the_settings_may_be_empty(cell: ReadValue, month: int | None) -> None:
    book, findings = read(a_workbook(settings={"当前月份": cell}))
    assert findings == ()
    assert book.settings.current_month == month


def test_settings_are_read_by_their_labels() -> None:
    given: dict[str, ReadValue] = {
        "单位名称": "甲园",
        "当前月份": 3.0,
        "科目版本": 2010.0,
        "会费比例": 0.005,
    }
    book, findings = read(a_workbook(settings=given))
    assert findings == ()
    assert book.settings.unit_name == "甲园"
    assert book.settings.current_month == 3
    assert book.settings.account_edition == "2010"
    assert book.settings.dues_rate == Decimal("0.005")


@pytest.mark.parametrize(
    ("label", "cell", "message"),
    [
        ("当前月份", 13, "应在 1 与 12 之间。"),
        ("留成比例", 60, "“60”就是 6000%，超过 100%，留成比例不会这样高，没有采用。"),
        ("会费比例", 0.5, "“0.5”就是 50%，超过 2%，会费比例不会这样高，没有采用。"),
        ("会费比例", "0.5", "“0.5”就是 50%，超过 2%，会费比例不会这样高，没有采用。"),
        ("会费比例", "5%", "“5%”超过 2%，会费比例不会这样高，没有采用。"),
        ("会费比例", -0.005, "“-0.005”就是 -0.5%，小于零，没有采用。"),
        ("会费比例", "半个点", "“半个点”不是百分数。"),
        ("启用月份", "13月", "“13月”看不出是几月。"),
        ("启用月份", "2025-09", "2025年9月不在 2026 年，没有采用。"),
        ("启用月份", "3-4月", "“3-4月”看不出是几月。"),
        ("每周首日", "周三", "“周三”不是可选的词。"),
        ("期初结余", "不详", "“不详”不是金额。"),
    ],
)
def test_a_setting_that_cannot_be_is_reported(label: str, cell: str | int, message: str) -> None:
    book, (finding,) = read(a_workbook(settings={label: cell}))
    assert finding.message == message
    assert finding.sources[0] == SourceRef("设置", TOP + 2, label, f"B{TOP + 2}")
    assert book.settings.first_weekday == "周一"


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        (None, "「年度」没有填写。"),
        ("明年", "「年度」“明年”不是整数。"),
        (26, "「年度」应在 2000 与 2100 之间。"),
    ],
)
def test_without_a_year_nothing_can_be_read(cell: str | int | None, what: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        read(a_workbook(settings={"年度": cell}))
    assert caught.value.what == what
    assert caught.value.where == "工作表《设置》"
    assert caught.value.advice.startswith("请")


def test_a_year_in_text_is_used_and_reported() -> None:
    book, (finding,) = read(a_workbook(settings={"年度": "2026年".removesuffix("年")}))
    assert book.fiscal_year == 2026
    assert finding.rule_id == "doubtful-cell"


def test_a_known_festival_keeps_what_the_sheet_has_no_column_for() -> None:
    rows = (
        {"名称": "妇女节", "规则": "公历 3-8", "年节": "否"},
        {"名称": "园庆日", "规则": "公历 5-20", "年节": "否"},
    )
    known, own = read(a_workbook(a_block(FESTIVALS, *rows)))[0].festivals
    assert known.spellings
    assert own.spellings == ()
    assert own.source == SourceRef("节日", TOP + 2)


@pytest.mark.parametrize(
    "typed",
    [
        *(3, 3.0, "3", "3月", "三月", "3月份", "2026年3月", "2026-03", "2026/3", "202603"),
        dt.date(2026, 3, 1),
    ],
)
def test_the_current_month_is_taken_however_it_is_written(typed: ReadValue) -> None:
    book, findings = read_book(a_workbook(settings={"当前月份": typed}), as_of=TODAY)
    assert book.settings.current_month == 3
    assert not findings


@pytest.mark.parametrize("typed", ["13", "春天", "3、4月", "2025-03"])
def test_what_is_no_month_of_the_year_is_told(typed: ReadValue) -> None:
    book, findings = read_book(a_workbook(settings={"当前月份": typed}), as_of=TODAY)
    assert book.settings.current_month is None
    assert [one.sources[0].column for one in findings] == ["当前月份"]


@pytest.mark.parametrize("typed", [2026, "2026", "2026年", "2026 年度", "二〇二六年", "２０２６年"])
def test_the_year_is_taken_however_it_is_written(typed: ReadValue) -> None:
    book, _ = read_book(a_workbook(settings={"年度": typed}), as_of=TODAY)
    assert book.fiscal_year == 2026


def test_a_row_that_the_clerk_gave_another_rule_is_her_own_and_is_shown() -> None:
    rows = (
        {"名称": "护士节", "规则": "公历 5-12", "年节": "否"},
        {"名称": "记者节", "规则": "公历 11-6", "年节": "否"},
        {"名称": "开学", "规则": "公历 9-1", "年节": "否"},
    )
    festivals = read(a_workbook(a_block(FESTIVALS, *rows)))[0].festivals
    assert [festival.is_shown for festival in festivals] == [False, True, True]


@pytest.mark.parametrize("rule", ["九月一日", "公历 2-30", "家长会"])
def test_a_festival_whose_rule_names_no_day_is_told(rule: str) -> None:
    rows = ({"名称": "春节", "规则": "农历 1-1"}, {"名称": "家长会", "规则": rule, "年节": "否"})
    _, (finding,) = read(a_workbook(a_block(FESTIVALS, *rows)))
    assert finding.sources == (SourceRef("节日", TOP + 2, "规则", f"B{TOP + 2}"),)
    assert f"「家长会」的规则“{rule}”没有读懂，日历上没有它" in finding.message
    assert "公历 9-1" in str(finding)


def test_amounts_that_are_text_are_told_once_a_column() -> None:
    rows = (
        ENTRY,
        ENTRY | {"支出金额": "1,200元"},
        ENTRY | {"支出金额": "300"},
        ENTRY | {"支出金额": None, "收入金额": "￥50"},
        ENTRY | {"支出金额": " ", "收入金额": "-"},
    )
    book, findings = read(a_workbook(a_block(LEDGER, *rows)))
    assert sum(entry.expense_amount for entry in book.ledger_entries) == Decimal(1600)
    income, expense = sorted(findings, key=lambda one: len(one.sources))
    assert "“￥50”是文字，不是数字" in income.message, "one alone is told with its figure"
    assert f"有 2 格金额是文字（第 {TOP + 2}、{TOP + 3} 行）" in expense.message
    assert [place.row for place in expense.sources] == [TOP + 2, TOP + 3]
    assert "《首页》和余额的公式没有计入" in expense.message
    assert "请改成数字" in expense.advice


def test_a_long_column_of_text_amounts_names_its_first_rows() -> None:
    rows = [ENTRY | {"支出金额": f"{number}元"} for number in range(1, 101)]
    _, (finding,) = read(a_workbook(a_block(LEDGER, *rows)))
    assert "有 100 格金额是文字" in finding.message
    assert "等行" in finding.message
    assert len(finding.message) < 200


@pytest.mark.parametrize(
    ("table", "row", "header", "formulas"),
    [
        (LEDGER, ENTRY, "支出金额", "《首页》和余额的公式没有计入。"),
        (BUDGET, {"类型": "支出"}, "年初预算数", "《首页》和最终预算的公式没有计入。"),
        (BUDGET, {"类型": "支出"}, "调整数", "《首页》和最终预算的公式没有计入。"),
        (DUES, {"会员编号": "H001"}, "实缴", "《首页》的公式没有计入。"),
    ],
)
def test_one_amount_that_is_text_says_which_formulas_pass_it_over(
    table: Table, row: dict[str, ReadValue], header: str, formulas: str
) -> None:
    _, (finding,) = read(a_workbook(a_block(table, row | {header: "1,200元"})))
    assert "“1,200元”是文字，不是数字，暂按 1,200.00 元计算。" in finding.message
    assert finding.message.endswith(formulas)
    _, (finding,) = read(a_workbook(a_block(table, *[row | {header: "1元"}] * 2)))
    assert finding.message.endswith(formulas)


def test_amounts_that_no_formula_adds_up_say_nothing_of_formulas() -> None:
    _, (finding,) = read(a_workbook(a_block(PLAN, ITEM | {"预算金额": "1,200元"})))
    assert "公式" not in finding.message


def test_an_opening_balance_that_is_text_is_told_with_the_formulas() -> None:
    book, (finding,) = read(a_workbook(settings={"期初结余": "12,000元"}))
    assert book.settings.opening_balance_amount == Decimal(12000)
    assert finding.message.endswith(
        "暂按 12,000.00 元计算。《首页》和《收支台账》余额的公式没有计入。"
    )


def test_a_negative_text_amount_is_told_with_its_sign_among_others() -> None:
    rows = [ENTRY | {"支出金额": text} for text in ("1元", "-5元", "2元")]
    _, findings = read(a_workbook(a_block(LEDGER, *rows)))
    several, negative = sorted(findings, key=lambda one: -len(one.sources))
    assert f"有 2 格金额是文字（第 {TOP + 1}、{TOP + 3} 行）" in several.message
    assert "金额为负数 -5.00 元" in negative.message
    assert negative.message.endswith("这一格是文字，《首页》和余额的公式没有计入。")
    assert negative.advice == "请核对金额和正负号，并改成数字。"


@pytest.mark.parametrize(
    ("table", "header", "cells", "said"),
    [
        (MEMBERS, "月缴费基数", ("5,000元", "6000", "7000"), "有 3 格金额是文字"),
        (DUES, "应缴", ("30元", "31", "32"), "有 3 格金额是文字"),
        (SERVICES, "金额", ("30元", "31", "32"), "有 3 格金额是文字"),
        (LEDGER, "支出金额", (1.234, 1.235, 1.236), "有 3 格金额不止两位小数"),
        (LEDGER, "人数", ("3人", "4", "5"), "有 3 格数是文字"),
        (LIMITS, "限额", ("30%", "31", "32"), "有 3 格数是文字"),
        (MEMBERS, "出生日期", ("1980.1.2", "1980.1.3", "1980年1月4日"), "有 3 格日期是文字"),
        (MEMBERS, "出生日期", (19800102, 19800103, 19800104), "有 3 格日期是数字"),
        (SERVICES, "日期", ("3月5日", "3.6", "3月7日"), "有 3 格日期没有写年份"),
    ],
)
def test_cells_taken_as_they_are_meant_are_told_once_a_column(
    table: Table, header: str, cells: tuple[ReadValue, ...], said: str
) -> None:
    whole: dict[str, dict[str, ReadValue]] = {
        "Members": {"姓名": "王某"},
        "Dues": {"会员编号": "H001", "所属月份": "2026-03", "实缴": 1},
        "Ledger": ENTRY,
        "Limits": {},
        "Services": {"日期": dt.date(2026, 3, 5)},
    }
    key = table.key or ("标准编号" if table is LIMITS else "备注")
    rows = [whole[table.name] | {key: f"{i}", header: cell} for i, cell in enumerate(cells)]
    _, (finding,) = read(a_workbook(a_block(table, *rows)))
    assert f"{said}（第 {TOP + 1}、{TOP + 2}、{TOP + 3} 行）：" in finding.message
    assert finding.message.endswith("。")
    assert finding.advice.startswith("请")
    assert [place.row for place in finding.sources] == [TOP + 1, TOP + 2, TOP + 3]
    _, (alone,) = read(a_workbook(a_block(table, rows[0])))
    assert "暂按" in alone.message


def test_amounts_of_rows_that_do_not_count_are_not_said_to_count() -> None:
    rows: list[dict[str, ReadValue]] = [
        {**ENTRY, "日期": None, "支出金额": f"{number}元"} for number in range(1, 6)
    ]
    book, findings = read(a_workbook(a_block(LEDGER, ENTRY, *rows)))
    assert len(book.ledger_entries) == 1
    assert {one.rule_id for one in findings} == {"missing-cell"}
    _, findings = read(a_workbook(a_block(LEDGER, *rows, {**ENTRY, "支出金额": "9元"})))
    (text,) = (one for one in findings if one.rule_id == "doubtful-cell")
    assert [place.row for place in text.sources] == [TOP + 6]


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("1季度", 3),
        ("第二季度", 6),
        ("7-9月", 9),
        ("上半年", 6),
        ("2026年下半年", 12),
        ("2026年第三季度", 9),
        ("前三季度", 9),
        ("一至二季度", 6),
        ("7、8、9月", 9),
        ("2026全年", 12),
        ("Q4", 12),
    ],
)
def test_dues_for_several_months_stand_in_the_last_one(cell: str, month: int) -> None:
    row: dict[str, ReadValue] = {"会员编号": "H001", "所属月份": cell, "实缴": 90}
    book, findings = read(a_workbook(a_block(DUES, row)))
    assert not findings
    assert book.dues_payments[0].month == Month(2026, month)


@pytest.mark.parametrize("cell", ["1、3月", "9-7月", "春季", "2025-2026"])
def test_dues_for_no_run_of_months_are_asked_about(cell: str) -> None:
    row: dict[str, ReadValue] = {"会员编号": "H001", "所属月份": cell, "实缴": 90}
    book, (finding,) = read(a_workbook(a_block(DUES, row)))
    assert not book.dues_payments
    assert "看不出是几月" in finding.message


@pytest.mark.parametrize(
    ("written", "filing", "is_filed"),
    [
        ("是", "立案", True),
        ("否", "不立案", False),
        (True, "立案", True),
        ("作意见", "作意见", False),
        ("不予立案", "不立案", False),
        (None, "", None),
    ],
)
def test_whether_a_proposal_was_filed_is_read_under_the_header_of_before(
    written: ReadValue,
    filing: str,
    is_filed: bool | None,  # noqa: FBT001 - what is expected
) -> None:
    block = a_block(PROPOSALS, {"编号": "T1", "案由": "增设饮水机", "立案情况": written})
    header = tuple("是否立案" if name == "立案情况" else name for name in block.header)
    for there in (block, dataclasses.replace(block, header=header)):
        book, findings = read(a_workbook(there))
        assert findings == ()
        assert [(one.filing, one.is_filed) for one in book.proposals] == [(filing, is_filed)]


def test_of_two_headers_that_of_today_counts() -> None:
    row = {"编号": "T1", "案由": "增设饮水机", "立案情况": "作意见", "是否立案": "是"}
    book, _ = read(a_workbook(a_block(PROPOSALS, row, extra_headers=("是否立案",))))
    assert [one.filing for one in book.proposals] == ["作意见"]


def test_a_visit_still_to_be_made_has_no_day_yet() -> None:
    rows: list[dict[str, ReadValue]] = [
        {"姓名": "王芳", "事项": "五必访", "发生日期": dt.date(2026, 2, 10)},
        {"姓名": "李强", "事项": "五必访"},
    ]
    book, findings = read(a_workbook(a_block(SERVICES, *rows)))
    assert [one.occurred_on for one in book.service_entries] == [dt.date(2026, 2, 10), None]
    assert [(one.rule_id, str(one.sources[0])) for one in findings] == [
        ("missing-cell", "《服务台账》第 5 行「日期」")
    ]


def test_numbers_of_proposals_begin_anew_with_each_session() -> None:
    def numbers(*sessions: str) -> list[str]:
        rows = [{"编号": "T1", "届次": one, "案由": "增设饮水机"} for one in sessions]
        return [one.message for one in read(a_workbook(a_block(PROPOSALS, *rows)))[1]]

    assert numbers("一届一次", "一届二次") == []
    assert numbers("一届一次", "一届一次") == ["「T1」出现 2 次，在第 4、5 行。"]


def test_a_workbook_without_the_later_tables_is_read() -> None:
    workbook = a_workbook(a_block(PLAN, ITEM))
    later = [table for table in TABLES if table.is_optional]
    assert {table.name for table in later} >= {"Meetings", "Hardship", "Papers", "History"}
    for table in later:
        del workbook.tables[table.name]
    book, findings = read(workbook)
    assert findings == ()
    assert (book.meetings, book.hardship_files, book.papers, book.past_services) == ((),) * 4


def test_later_columns_that_are_not_there_are_empty() -> None:
    block = a_block(SERVICES, {"日期": dt.date(2026, 3, 1), "姓名": "王芳"})
    width = len([one for one in SERVICES.columns if not one.is_optional])
    block = dataclasses.replace(
        block, header=block.header[:width], rows=tuple(row[:width] for row in block.rows)
    )
    book, findings = read(a_workbook(block))
    (entry,) = book.service_entries
    assert findings == ()
    assert (entry.occurred_on, entry.cause, entry.quantity, entry.fund_source) == (
        None,
        "",
        None,
        "",
    )
