"""What is overdue in the plan and done by the registers is told with its row."""

from __future__ import annotations

import datetime as dt

from tests.assertions import findings_of
from tests.builders import a_book

APRIL = dt.date(2026, 4, 15)
PLAN = """
编号 | 月份 | 工作内容 | 状态
P1 | 3 | 庆三八活动 | 未开始
"""
HELD = """
计划编号 | 活动名称 | 日期 | 实到人数
P1 | 庆三八 | 2026-03-06 | 38
"""


def test_the_record_is_named() -> None:
    book = a_book(as_of=APRIL, plan=PLAN, activities=HELD)
    (found,) = findings_of(book, "item-overdue")
    assert "《活动台账》第 4 行登记 3月6日 已办" in found.message
    assert "请在状态中选“已完成”" in found.advice
    assert [source.sheet for source in found.sources] == ["年度计划", "活动台账"]


def test_a_record_that_she_refused_is_not_named_again() -> None:
    refused = """
    编号 | 月份 | 工作内容 | 状态 | 备注
    P1 | 3 | 庆三八活动 | 未开始 | 登记（3月6日，38人）不作完成
    """
    (found,) = findings_of(a_book(as_of=APRIL, plan=refused, activities=HELD), "item-overdue")
    assert "应在2026年3月31日前完成" in found.message


def test_months_of_a_recurring_item_are_overdue_by_themselves() -> None:
    plan = """
    编号 | 月份 | 工作内容 | 状态 | 按月状态
    P1 | 每月 | 会费收齐 | 进行中 | 2已完成
    """
    book = a_book(as_of=APRIL, plan=plan, activities=HELD)
    proven, missing = findings_of(book, "item-overdue")
    assert "3月状态仍是「未开始」，《活动台账》第 4 行登记 3月6日 已办" in proven.message
    assert "“会费收齐”1月应在当月完成" in missing.message


def test_a_voucher_of_the_item_is_a_trace_of_it() -> None:
    plan = """
    编号 | 月份 | 工作内容 | 状态
    P1 | 3 | 庆三八活动 | 已完成
    """
    ledger = """
    日期 | 凭证号 | 摘要 | 支出金额 | 计划编号
    2026-03-06 | 记-12 | 插花材料 | 1200 | P1
    """
    assert not [
        one
        for one in findings_of(
            a_book(as_of=APRIL, plan=plan, ledger=ledger), "item-done-without-record"
        )
        if "没有活动、收支和完成情况的记录" in one.message
    ]


def test_a_number_that_two_items_have_proves_neither() -> None:
    plan = """
    编号 | 月份 | 工作内容 | 状态
    P1 | 3 | 庆三八活动 | 未开始
    P1 | 2 | 元宵灯谜 | 未开始
    """
    found = findings_of(a_book(as_of=APRIL, plan=plan, activities=HELD), "item-overdue")
    assert len(found) == 2
    assert not any("登记" in one.message for one in found)
