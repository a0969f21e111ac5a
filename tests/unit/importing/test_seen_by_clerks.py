"""Forms found in the plans of schools: heads with a year or a theme, columns that hold work."""

from __future__ import annotations

import pytest

from tests.unit.importing.reading import items_of, read
from unionxl.importing.columns import column_role


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
