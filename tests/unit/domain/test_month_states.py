"""What the states of single months are read from, and how the clerk's own words stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.assertions import assert_finds_nothing, findings_of
from tests.builders import a_book
from unionxl.domain.month_states import (
    overall_state,
    state_in,
    stated_months,
    states_of,
    unplanned_months,
    unread_states,
    with_state,
)
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus

if TYPE_CHECKING:
    from unionxl.domain.plan import WorkItem

YEAR = 2026


def item(months: str, states: str, status: PlanStatus = PlanStatus.NOT_STARTED) -> WorkItem:
    book = a_book(plan=f"编号 | 月份 | 工作内容\n1 | {months} | 走访")
    return replace(book.work_items[0], month_states=states, status=status)


def done(one: WorkItem) -> list[str]:
    return [str(month) for month, state in states_of(one).items() if state is PlanStatus.DONE]


@pytest.mark.parametrize(
    "text",
    [
        *("11-1月已完成", "11月至1月已完成", "十一至一月已完成", "11月-2027年1月已完成"),
        *("2026年11月至1月已完成", "2026-11～2027-01 已完成", "11、12、1月已完成"),
        "十一、十二月已完成 1月已完成",
    ],
)
def test_a_stretch_goes_over_the_turn_of_the_year(text: str) -> None:
    one = item("11、12、2027-01", text)
    assert done(one) == ["2026-11", "2026-12", "2027-01"]
    assert not unread_states(text)
    assert not unplanned_months(one)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "一至三月已完成",
            "1.2.3已完成",
            "1·2·3已完成",
            "1+2+3已完成",
            "1|2|3已完成",
            "1&2&3已完成",
        ),
        *("一、二、三月已完成", "一二三月已完成", "1与2、3月已完成", "一月、二月和三月份：已完成"),
        "１．２．３已完成",
    ],
)
def test_months_are_read_with_whatever_stands_between_them(text: str) -> None:
    one = item("1、2、3", text)
    assert done(one) == ["2026-01", "2026-02", "2026-03"]
    assert not unread_states(text)


def test_months_that_the_item_has_not_are_told_not_dropped() -> None:
    book = a_book(
        plan="""
        编号 | 月份 | 工作内容 | 按月状态
        1 | 每月 | 收会费 | 10月至2月已完成
        2 | 3、6 | 公开 | 3、4已完成
        3 | 3-6 | 讲座 | 3已完成
        4 | 每月 | 例会 | 1-12已完成
        """
    )
    assert done(book.work_items[0]) == ["2026-10", "2026-11", "2026-12"]
    found = findings_of(book, "state-of-unplanned-month")
    assert [one.sources[0].row for one in found] == [4, 5, 6]
    assert "2027年1月、2027年2月" in found[0].message
    assert "写了4月" in found[1].message
    assert "“3已完成”没有采用" in found[2].message


@pytest.mark.parametrize(
    ("text", "month", "written"),
    [
        ("1·2已完成 3好像", 4, "1已完成 2已完成 4已完成 3好像"),
        ("1已完成(3月5日)", 2, "1已完成(3月5日) 2已完成"),
        ("1月已完成90%，2月进行中", 2, "1月已完成90%,2月进行中 2已完成"),
        ("大约1月已完成 2进行中", 1, "大约1月已完成 2进行中"),
        ("2月 × 3", 4, "4已完成 2月 × 3"),
        ("1:好；2已完成", 3, "1:好;2已完成 3已完成"),
    ],
)
def test_her_own_words_stay_where_they_can_be_read(text: str, month: int, written: str) -> None:
    one = item("每月", text)
    status = overall_state(stated_months(one).values())
    one = replace(one, status=status if "进行中" in text else PlanStatus.NOT_STARTED)
    texts = with_state(one, Month(YEAR, month), PlanStatus.DONE, has_column=True)
    assert texts.month_states == written
    again = item("每月", texts.month_states, PlanStatus(texts.status))
    assert states_of(again) == {**states_of(one), Month(YEAR, month): PlanStatus.DONE}
    assert unread_states(written) == unread_states(text)
    same = with_state(again, Month(YEAR, month), PlanStatus.DONE, has_column=True)
    assert same.month_states == written


def test_a_state_that_was_misread_can_be_taken_back() -> None:
    one = item("每月", "大约1月已完成")
    texts = with_state(one, Month(YEAR, 1), PlanStatus.NOT_STARTED, has_column=True)
    assert texts.month_states == "大约1月已完成 1未开始"
    assert state_in(item("每月", texts.month_states), Month(YEAR, 1)) is PlanStatus.NOT_STARTED


def test_states_of_the_next_year_are_written_with_it() -> None:
    one = item("11、12、2027-01", "11-1月进行中", PlanStatus.IN_PROGRESS)
    texts = with_state(one, Month(YEAR, 11), PlanStatus.DONE, has_column=True)
    assert texts.month_states == "11已完成 12进行中 2027-01进行中"
    other = item("11、12", "11-1月进行中", PlanStatus.IN_PROGRESS)
    texts = with_state(other, Month(YEAR, 11), PlanStatus.DONE, has_column=True)
    assert texts.month_states == "11已完成 12进行中 2027-01进行中"


def test_a_plan_that_fits_is_not_spoken_of() -> None:
    book = a_book(
        plan="编号 | 月份 | 工作内容 | 按月状态\n1 | 11、12、2027-01 | 走访 | 11-1月已完成"
    )
    assert_finds_nothing(book, "state-of-unplanned-month")
