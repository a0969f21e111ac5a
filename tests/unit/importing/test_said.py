"""What an item says beside its work: money, who takes part, who does it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.importing.reading import only_item, read
from unionxl.importing.model import to_json
from unionxl.importing.said import audience_of, budget_of, count_of, days_of, place_of

HEAD = "2026年工会工作计划\n一、三月：\n1、"


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("秋游（预算3000元）", Decimal(3000)),
        ("秋游，经费约0.5万元", Decimal(5000)),
        ("秋游\n预算：1.2万元", Decimal(12000)),
        ("秋游\n经费：800", Decimal(800)),
        ("困难会员每人补助150元", None),
        ("表彰优秀，每名500元，经费从工会列支", None),
        ("秋游经费每人预算200元", None),
        ("一等奖300元", None),
    ],
)
def test_a_budget_is_told_from_a_sum_a_head(text: str, budget: Decimal | None) -> None:
    assert budget_of(only_item(HEAD + text)) == budget


@pytest.mark.parametrize(
    ("text", "owner", "audience"),
    [
        ("插花（全体女教工）", "", "全体女教工"),
        ("粉笔字比武（35周岁以下）", "", "35周岁以下"),
        ("例会（工会主席）", "工会主席", ""),
        ("例会（工会主席／负责人：李敏）", "李敏", ""),
        ("插花\n责任人：女工委员　参加对象：女教工", "女工委员", "女教工"),
    ],
)
def test_who_does_it_is_told_from_who_takes_part(text: str, owner: str, audience: str) -> None:
    item = only_item(HEAD + text)
    assert (item.owner, audience_of(item)) == (owner, audience)


def test_columns_beside_the_work_say_where_how_many_and_for_how_much() -> None:
    result = read(
        "月份\t工作内容\t地点\t参加人数\t预算（万元）\n3月\t插花\t礼堂\t40人\t0.3\n4月\t春游\t\t\t"
    )
    first, second = result.plans[0].items
    assert (place_of(first), count_of(first), budget_of(first)) == ("礼堂", 40, Decimal(3000))
    assert (place_of(second), count_of(second), budget_of(second)) == ("", None, None)
    entry = to_json(result)["plans"][0]["entries"][0]
    assert (entry["budget"], entry["place"], entry["starts_on"]) == ("3000", "礼堂", None)


def test_what_a_row_says_of_several_items_is_a_remark_of_the_row() -> None:
    result = read("月份\t工作内容\t预算\n3月\t1、插花 2、植树\t3000\n4月\t春游\t")
    first, *_ = result.plans[0].items
    assert budget_of(first) is None
    assert first.note == "预算：3000（同一行 2 项共用）"


@pytest.mark.parametrize(
    ("remark", "day", "budget"),
    [
        ("3月6日，预算2400元", "2026-03-06", Decimal(2400)),
        ("3月底前", None, None),
        ("暂定3月20日下午2:30", "2026-03-20", None),
        ("预算0.6万元", None, Decimal(6000)),
        ("每人慰问品预算不超过300元", None, None),
        ("3月6日前报名", None, None),
        ("与3月12日的植树活动合办", None, None),
    ],
)
def test_the_remark_beside_a_work_says_its_day_and_its_money(
    remark: str, day: str | None, budget: Decimal | None
) -> None:
    item = only_item(f"2026年工会工作计划\n月份\t工作内容\t备注\n3月\t插花\t{remark}")
    assert budget_of(item) == budget
    days = days_of(item, 2026)
    assert (days.first.isoformat() if days and days.first else None) == day


def test_a_remark_that_works_share_says_neither_the_day_of_one_nor_its_money() -> None:
    text = "2026年工会工作计划\n月份\t工作内容\t备注\n3月\t1.插花 2.讲座\t3月6日，预算800元"
    (plan,) = read(text).plans
    assert len(plan.items) > 1
    assert [budget_of(item) for item in plan.items] == [None] * len(plan.items)
    assert [days_of(item, 2026) for item in plan.items] == [None] * len(plan.items)
