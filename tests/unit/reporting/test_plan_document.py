from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import docx
import pytest

from tests.builders import a_book
from tests.plan_trips import read_again, told_by_document, told_by_plan, written
from tests.unit.reporting.test_word import word_errors
from tests.unit.views.years import an_item, empty_year
from tests.years import sample_book
from unionxl.domain.period import Month
from unionxl.domain.plan import ListedMonths, PlanStatus
from unionxl.importing.said import budget_of
from unionxl.reporting.plan_months import by_months, months_of

if TYPE_CHECKING:
    from pathlib import Path

    from unionxl.domain.book import UnionBook

FORMS = ("table", "list")


def a_plan(plan: str, **settings: str) -> UnionBook:
    return a_book(plan=plan, settings={"单位名称": "溪谷小学", **settings})


def assert_round_trip(book: UnionBook, form: str) -> None:
    result = read_again(written(book, form))
    assert told_by_document(result, book.fiscal_year) == told_by_plan(book)
    assert not [one for plan in result.plans for one in plan.items if one.doubt]


def paragraphs_of(document: bytes) -> list[str]:
    return [one.text for one in docx.Document(io.BytesIO(document)).paragraphs if one.text]


def rows_of(document: bytes) -> list[list[str]]:
    tables = docx.Document(io.BytesIO(document)).tables
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows]


@pytest.mark.parametrize("form", FORMS)
def test_the_plan_of_the_sample_is_read_back(form: str) -> None:
    assert_round_trip(sample_book(as_of=dt.date(2026, 1, 5)), form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "rows",
    [
        "5、10月 | 座谈会 | |\n6月 | 端午慰问 | |\n1、9月 | 公开经费 | |",
        "3、9、10月 | 书法展 | |\n7、8月 | 疗休养 | |\n2、3月 | 培训 | |\n1、2月 | 慰问 | |",
        "3-5月 | 趣味运动会 | |\n7-8月 | 疗休养 | |\n1-12月 | 宣传工作 | |\n全年 | 走访会员 | |",
        "11月至2027年1月 | 冬训 | |\n12月至2027年2月 | 送温暖 | |\n2027-01 | 慰问 | |",
        "1月 | 慰问 | |\n11月至2027年1月 | 冬训 | |\n12月 | 总结 | |",
        "2025-12 | 筹备 | |\n11月、2027-02 | 评比 | |\n3月 | 春游 | |\n12月、2027-01 | 联欢 | |",
        "每月 | 生日会 | 张三 |\n每月 | 编发简讯；更新专栏 | |\n2月 | 开学 | |",
        " | 参观学习 | 李敏 | 暂定\n | 培训 | |\n2月 | 开学 | |",
        "3月 | 委员会会议；布置工作；2、讨论预算 | 李敏 | 暂定\n3月 | （一）学习；（二）参观 | |",
        "3月 | 上级会议（工会主席） | 工会主席 |\n3月 | 秋游（待定） | 王芳、李敏 | 暂定",
        "3月 | 一 | 李 |\n4月 | 2026年表彰 | 工会主席/各小组组长（含分会）以及全体工会委员 | 延期",
    ],
)
def test_months_texts_owners_and_what_is_open_are_read_back(rows: str, form: str) -> None:
    assert_round_trip(a_plan(f"月份 | 工作内容 | 负责人 | 状态\n{rows}"), form)


@pytest.mark.parametrize("form", FORMS)
def test_days_budgets_and_people_are_read_back_and_leave_the_text_alone(form: str) -> None:
    book = a_plan(
        """
        月份 | 起始日期 | 结束日期 | 工作内容 | 负责人 | 参与对象 | 计划人数 | 预算金额
        3月 | 2026-03-06 | | 插花活动 | 王芳 | 全体女教工 | 80 | 3000
        5月 | 2026-05-08 | 2026-05-10 | 春游 | | | | 12000.50
        9月 | | 2026-09-20 | 报名 | | | |
        """
    )
    result = read_again(written(book, form))
    assert told_by_document(result, 2026) == told_by_plan(book)
    (plan,) = result.plans
    assert [budget_of(item) for item in plan.items] == [Decimal(3000), Decimal("12000.5"), None]


@pytest.mark.parametrize("form", FORMS)
def test_an_item_with_days_and_no_month_stands_in_the_months_of_its_days(form: str) -> None:
    book = a_plan(
        """
        起始日期 | 结束日期 | 工作内容
        2026-05-28 | 2026-06-02 | 游园
        2026-09-09 | | 教师节
        """
    )
    (plan,) = read_again(written(book, form)).plans
    assert [(item.months, item.text) for item in plan.items] == [((5, 6), "游园"), ((9,), "教师节")]


def test_a_month_stands_once_above_its_items_and_groups_behind_single_months() -> None:
    book = a_plan(
        """
        月份 | 工作内容
        3、9月 | 公开
        4月 | 读书
        3月 | 插花
        3月 | 植树
        7、8月 | 疗休养
        """
    )
    document = written(book, "table")
    body = docx.Document(io.BytesIO(document)).tables[0]._tbl.xml
    assert body.count('<w:vMerge w:val="restart"/>') == 4
    assert body.count('<w:vMerge w:val="continue"/>') == 1
    assert rows_of(document)[1:] == [
        ["三月", "1. 插花", "", ""],
        ["三月", "2. 植树", "", ""],
        ["三月、九月", "1. 公开", "", ""],
        ["四月", "1. 读书", "", ""],
        ["七、八月", "1. 疗休养", "", ""],
    ]


def test_what_has_every_month_and_what_has_none_stand_in_blocks_of_their_own() -> None:
    book = a_plan("月份 | 工作内容\n3月 | 插花\n每月 | 生日会\n | 参观")
    told = paragraphs_of(written(book, "list"))
    at = told.index("（一）各月工作")
    assert told[at : at + 8] == [
        *("（一）各月工作", "三月份：", "1. 插花", "（二）常规工作（每月）", "每月：", "1. 生日会"),
        *("（三）时间待定", "其他："),
    ]


def test_the_remark_leaves_out_what_the_import_remarked() -> None:
    item = an_item(
        "P001",
        (3,),
        "插花",
        planned_start_on=dt.date(2026, 3, 6),
        remark="3月6日；妇女节 2026-03-08（周日）；日期拟为3月6日，请核对；请自带剪刀",
        status=PlanStatus.CANCELLED,
    )
    document = written(replace(empty_year(), work_items=(item,)), "table")
    assert rows_of(document)[1] == ["三月", "1. 插花", "", "3月6日；请自带剪刀；（取消）"]


def test_the_categories_are_sentences_the_most_frequent_first() -> None:
    book = a_plan(
        """
        月份 | 工作内容 | 类别 | 预算金额 | 计划人数
        3月 | 读书 | 学习培训 | |
        4月 | 春游。 | 文体活动 | 3000 | 80
        9月 | 球赛 | 文体活动 | 1000.5 |
        """
    )
    told = paragraphs_of(written(book, "table"))
    at = told.index("（一）文体活动")
    named = "春游（预算 3000 元，80 人）；球赛（预算 1000.5 元）"
    assert told[at + 1 : at + 4] == [
        f"安排工作 2 项，已列预算合计 4,000.50 元：{named}。",
        "（二）学习培训",
        "安排工作 1 项：读书。",
    ]


def test_the_counted_targets_are_those_of_the_assessment_list() -> None:
    book = a_book(
        plan="月份 | 工作内容\n3月 | 插花",
        evidence="""
        编号 | 类别 | 考核内容 | 需要份数
        1 | 年度目标 | 走访慰问会员 | 30
        2 | 民主管理 | 教代会 | 1
        3 | 年度目标 | 会员满意度提高。 |
        """,
    )
    told = paragraphs_of(written(book, "table"))
    at = told.index("二、工作目标")
    assert told[at + 1 : at + 4] == [
        "1. 走访慰问会员（目标：30）。",
        "2. 会员满意度提高。",
        "三、工作重点",
    ]


def test_an_empty_plan_says_what_is_to_be_written() -> None:
    told = paragraphs_of(written(a_book(), "table"))
    assert told[0] == "2026年度工会工作计划"
    assert told.count("《年度计划》没有事项，请补写。") == 2
    assert "（请补写指导思想。）" in told
    assert "（请补写工作目标。）" in told


def test_the_guiding_text_stands_first_and_one_of_an_earlier_year_is_to_be_rewritten() -> None:
    told = paragraphs_of(written(a_plan("", 指导思想="围绕中心。\n服务会员。"), "table"))
    assert told[1:5] == ["一、指导思想", "围绕中心。", "服务会员。", "二、工作目标"]
    told = paragraphs_of(written(a_plan("", 指导思想="2025年，围绕中心。"), "table"))
    assert "（以上是往年计划里的文字，请改写。）" in told
    told = paragraphs_of(written(a_plan("", 指导思想="总结2025年，做好2026年工作。"), "table"))
    assert "（以上是往年计划里的文字，请改写。）" not in told


def test_the_budget_is_appended_where_it_is_asked_for() -> None:
    book = a_book(
        plan="月份 | 工作内容\n3月 | 插花",
        budget="""
        类型 | 科目编码 | 科目名称 | 年初预算数 | 调整数 | 说明
        收入 | 401 | 会费收入 | 1000 | 0 |
        支出 | 501 | 职工活动支出 | 600 | 50.5 | 三八、读书
        支出 | | 支出合计 | 600 | 0 |
        """,
    )
    document = written(book, "table", has_budget=True)
    assert rows_of(document)[-5:] == [
        ["类型", "科目", "预算（元）", "说明"],
        ["收入", "401 会费收入", "1,000.00", ""],
        ["支出", "501 职工活动支出", "650.50", "三八、读书"],
        ["收入合计", "", "1,000.00", ""],
        ["支出合计", "", "650.50", ""],
    ]
    assert told_by_document(read_again(document), 2026) == told_by_plan(book)
    assert "附：经费预算表" not in paragraphs_of(written(book, "table"))
    empty = paragraphs_of(written(a_book(), "table", has_budget=True))
    assert "（《预算》还没有填写，请补写。）" in empty


@pytest.mark.parametrize("form", FORMS)
def test_a_description_over_several_lines_is_one_item(form: str) -> None:
    item = an_item("P001", (3,), "春季\t登山\n和\v踏青", owner="李\n敏")
    book = replace(empty_year(), work_items=(item,))
    assert_round_trip(book, form)


@pytest.mark.parametrize("form", FORMS)
def test_three_hundred_items_are_read_back(form: str) -> None:
    items = tuple(
        an_item(f"P{number:03d}", (number % 12 + 1,), f"第{number}组座谈", category="文体活动")
        for number in range(300)
    )
    assert_round_trip(replace(empty_year(), work_items=items), form)


def test_the_document_is_a_valid_word_file(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(written(sample_book(), "table", has_budget=True))
    assert word_errors(path) == []


def test_rows_that_could_not_be_read_are_told() -> None:
    book = replace(a_plan("月份 | 工作内容\n3月 | 插花"), skipped_rows={"work_items": 2})
    assert any("《年度计划》2 行" in text for text in paragraphs_of(written(book, "table")))


def test_months_are_grouped_by_what_they_mean() -> None:
    one = an_item(
        "P001", (3, 4), "甲", planned_months=ListedMonths((Month(2026, 3), Month(2026, 4)))
    )
    span = an_item("P002", (3, 4), "乙")
    groups = by_months((span, one), 2026)
    assert [months.in_cell for months in groups] == ["三、四月", "3—4月"]
    assert months_of(span, 2026).as_head == "3—4月份"
