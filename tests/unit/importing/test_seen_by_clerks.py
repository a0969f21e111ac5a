"""Forms found in the plans of schools: heads with a year or a theme, columns that hold work."""

from __future__ import annotations

import pytest

from tests.unit.importing.reading import items_of, only_item, read
from unionxl.domain.festivals import festival_on
from unionxl.importing.classify import propose
from unionxl.importing.columns import column_role
from unionxl.resources import load_categories, load_festivals


def test_a_month_with_its_year_above_a_list_is_a_head() -> None:
    text = "2026年工会工作计划\n2026年9月\n• 迎新会\n• 座谈会\n10月\n• 运动会\n11月\n• 献血"
    assert items_of(read(text)) == [
        ((9,), "迎新会"),
        ((9,), "座谈会"),
        ((10,), "运动会"),
        ((11,), "献血"),
    ]


def test_the_date_of_a_cover_is_no_head() -> None:
    text = "工会工作计划\n2026年1月\n一、指导思想\n服务教工。\n三月\n1、插花\n四月\n1、春游"
    assert items_of(read(text)) == [((3,), "插花"), ((4,), "春游")]


@pytest.mark.parametrize("head", ["三月 · 春暖", "### 三月 · 春暖", "三月——春暖"])
def test_a_theme_beside_a_month_above_its_list_is_no_work(head: str) -> None:
    text = f"2026年工会工作计划\n{head}\n- [ ] **三八节**：插花\n- [ ] 植树\n四月\n- [ ] 春游\n"
    result = read(text)
    assert items_of(result) == [((3,), "三八节：插花"), ((3,), "植树"), ((4,), "春游")]
    assert result.plans[0].items[0].note == "春暖"
    assert result.left_over == ()


def test_words_behind_a_dash_without_a_list_below_are_the_work() -> None:
    text = "2026年工会工作计划\n三月 - 插花\n四月 - 春游\n五月 - 讲座"
    assert items_of(read(text)) == [((3,), "插花"), ((4,), "春游"), ((5,), "讲座")]


def test_a_column_of_work_on_money_holds_work() -> None:
    rows = ("月份\t文体\t经费审查", "1月\t春联\t", "2月\t—\t上年决算审查", "6月\t\t半年经费检查")
    result = read("\n".join(("2026年工会工作计划", *rows)))
    assert items_of(result) == [((1,), "春联"), ((2,), "上年决算审查"), ((6,), "半年经费检查")]
    assert [one.line for one in result.left_over] in ([], [2])


def test_a_cell_worded_like_a_head_of_a_column_is_not_lost() -> None:
    assert column_role("教工活动") is not None
    result = read("2026年工会工作计划\n三月\n1、插花\n四月\n1、春游\n其他说明\n\n表\t教工活动")
    assert any("教工活动" in one.text for one in result.left_over)


def test_the_number_of_a_line_is_no_month_of_it() -> None:
    (plan,) = read("2026年工会工作计划\n工会在2. 3月上旬调整小组。\n1. 1月开会，分工。").plans
    assert [(one.months, one.line) for one in plan.suggestions][-1] == ((1,), 3)


OUTLINE = """2026年工会工作要点
一、加强自身建设
（一）健全组织
1. 1月召开委员会会议。
2. 3月上旬调整小组长。
3. 8月慰问班主任。
（二）4月17日召开教代会。
二、开展文体活动
1. 三八节期间展示健身操。
2. 12月30日举办晚会。
3. 5月举办排球联赛。
三、工作要求
各小组及时报送简讯。"""


def test_works_of_an_outline_are_placed_by_the_time_that_each_begins_with() -> None:
    result = read(OUTLINE)
    assert items_of(result) == [
        ((1,), "1月召开委员会会议。"),
        ((3,), "3月上旬调整小组长。"),
        ((8,), "8月慰问班主任。"),
        ((4,), "4月17日召开教代会。"),
        ((12,), "12月30日举办晚会。"),
        ((5,), "5月举办排球联赛。"),
    ]
    assert {item.year_offset for item in result.plans[0].items} == {0}
    assert [one.line for one in result.not_understood] == [9]


def test_months_of_an_outline_lie_in_the_second_year_of_a_school_year() -> None:
    text = """2026-2027学年工会工作计划
一、文体
1、9月举办晚会
2、12月迎新
二、慰问
1、1月慰问
2、10月重阳慰问"""
    (plan,) = read(text).plans
    assert [(item.months[0], item.year_offset) for item in plan.items] == [
        (9, 0),
        (12, 0),
        (1, 1),
        (10, 0),
    ]


def test_an_outline_that_seldom_names_a_time_is_no_arrangement() -> None:
    text = """2026年工会工作计划
一、重点工作
1、5月份起推行社团制。
2、关心教工。
3、维权。
4、3月开会，4月检查。
5、公开经费。
6、办好活动，6月总结。"""
    assert items_of(read(text)) == []


@pytest.mark.parametrize(
    ("text", "category"),
    [("教职工篮球赛，预算3500元", "文体活动"), ("排球联赛（所需经费约0.5万元）", "文体活动")],
)
def test_what_a_work_costs_does_not_make_it_work_on_money(text: str, category: str) -> None:
    found = propose(
        only_item(f"2026年工会工作计划\n一、三月：\n1、{text}"),
        2026,
        categories=load_categories(),
        festivals=load_festivals(),
        festival_date=festival_on,
    )
    assert found.category == category


def test_a_row_of_totals_in_both_halves_is_no_work_and_no_puzzle() -> None:
    rows = ("月份\t活动\t经费\t月份\t活动\t经费", "1月\t春联\t800\t7月\t送清凉\t900")
    text = "\n".join(("2026年工会工作计划", *rows, "合计\t\t800\t合计\t\t900元"))
    result = read(text)
    assert items_of(result) == [((1,), "春联"), ((7,), "送清凉")]
    assert result.not_understood == ()


def test_a_list_of_works_has_a_title() -> None:
    text = "河畔学校工会2026年重点活动清单\n1、登山\n时间：4月\n2、联欢\n时间：9月"
    assert read(text).plans[0].title == "河畔学校工会2026年重点活动清单"
