"""Limits a head hold to the fen, and the heads are those of the row or of its activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.assertions import assert_finds, assert_finds_nothing, findings_of
from tests.builders import a_book
from unionxl.rules.finding import Severity

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook

SHANDONG = {"执行标准": "山东"}
CHONGQING = {"执行标准": "重庆"}
LEDGER = "日期 | 凭证号 | 摘要 | 支出金额 | 人数 | 计划编号"
ACTIVITIES = "计划编号 | 活动名称 | 日期 | 实到人数 | 获奖人数 | 凭证号"


def _paid(words: str, amount: str, heads: str = "", activities: str = "") -> UnionBook:
    """Return a book of 山东 with one payment of the item P07, and perhaps its activities."""
    return a_book(
        settings=SHANDONG,
        ledger=f"{LEDGER}\n2026-04-18 | 记-1 | {words} | {amount} | {heads} | P07",
        activities=f"{ACTIVITIES}\n{activities}" if activities else "",
    )


def _outing(cost: str) -> UnionBook:
    return a_book(
        settings=SHANDONG,
        activities=f"""
        活动名称 | 日期 | 实到人数 | 天数 | 费用
        教职工春游 | 2026-04-18 | 40 | 1 | {cost}
        """,
    )


def test_an_outing_a_few_fen_over_is_told_with_what_it_is_over_in_all() -> None:
    (found,) = findings_of(_outing("8000.15"), "outing-cost-over-limit")
    assert (
        "每人每天 200.00 元，超过标准 200.00 元，每份多不到 1 分，合计多 0.15 元" in found.message
    )
    assert findings_of(_outing("8000.01"), "outing-cost-over-limit")
    assert_finds_nothing(_outing("8000.00"), "outing-cost-over-limit")


def test_souvenirs_a_few_fen_over_are_told_with_what_they_are_over_in_all() -> None:
    (found,) = findings_of(_paid("运动会纪念品", "6000.20", "60"), "event-cost-over-limit")
    assert "合计多 0.20 元" in found.message
    assert_finds_nothing(_paid("运动会纪念品", "6000.00", "60"), "event-cost-over-limit")


def _gifts(words: str, amount: str, *, settings: dict[str, str], heads: int = 10) -> UnionBook:
    return a_book(
        settings=settings,
        ledger=f"""
        日期 | 凭证号 | 摘要 | 支出金额 | 人数 | 发放方式
        2026-09-20 | 记-1 | {words} | {amount} | {heads} | 实物
        """,
    )


def test_a_gift_a_few_fen_over_is_told() -> None:
    over = _gifts("中秋节慰问品", "2000.02", settings=CHONGQING)
    assert "合计多 0.02 元" in findings_of(over, "festival-gift-over-limit")[0].message
    fine = _gifts("中秋节慰问品", "2000.00", settings=CHONGQING)
    assert_finds_nothing(fine, "festival-gift-over-limit")


def test_thirds_of_a_limit_add_up_to_no_more_than_it() -> None:
    rows = "\n".join(
        f"2026-{month}-20 | 记-{month} | {name}慰问品 | 2000.00 | 3 | 实物"
        for month, name in (("02", "春节"), ("06", "端午节"), ("09", "中秋节"))
    )
    book = a_book(
        settings=SHANDONG, ledger=f"日期 | 凭证号 | 摘要 | 支出金额 | 人数 | 发放方式\n{rows}"
    )
    assert_finds_nothing(book, "festival-gift-over-limit")


@pytest.mark.parametrize(
    ("words", "limit", "over"),
    [
        ("中秋国庆双节慰问品", "5000.00", "5000.01"),
        ("国庆、中秋慰问品", "5000.00", "6005.00"),
        ("元旦春节慰问品", "12000.00", "13005.00"),
    ],
)
def test_festivals_together_have_the_sum_of_their_limits(words: str, limit: str, over: str) -> None:
    fine = _gifts(words, limit, settings=CHONGQING)
    assert_finds_nothing(fine, "festival-gift-over-limit")
    assert_finds(_gifts(words, over, settings=CHONGQING), "festival-gift-over-limit", row=4)


def test_a_gift_for_one_of_two_festivals_counts_with_that_for_both() -> None:
    book = a_book(
        settings=CHONGQING,
        ledger="""
        日期 | 凭证号 | 摘要 | 支出金额 | 人数 | 发放方式
        2026-09-20 | 记-1 | 中秋慰问品 | 1000.00 | 10 | 实物
        2026-09-28 | 记-2 | 中秋国庆双节慰问品 | 4000.10 | 10 | 实物
        """,
    )
    (found,) = findings_of(book, "festival-gift-over-limit")
    assert "500.01 元，超过限额 500.00 元，多 0.01 元" in found.message


def test_festivals_of_which_one_has_no_limit_are_not_held_against_the_other() -> None:
    book = _gifts("教师节中秋节慰问品", "5000.00", settings=CHONGQING)
    assert_finds_nothing(book, "festival-gift-over-limit")


@pytest.mark.parametrize(
    "activity",
    [
        " | 书法比赛 | 2026-04-18 | 30 | 10 | 记-1",
        "P07 | 书法比赛 | 2026-04-18 | 30 | 10 | ",
        "P07 | 书法比赛 | 2026-04-18 | 30 | 10 | 记-9",
    ],
)
def test_the_winners_of_an_activity_are_the_heads_of_its_prizes(activity: str) -> None:
    over = _paid("书法比赛个人奖品", "5001.00", activities=activity)
    found = assert_finds(over, "event-cost-over-limit", row=4)
    assert "奖品人均 500.10 元（5,001.00 元，按活动台账 10 人次）" in found.message
    fine = _paid("书法比赛个人奖品", "5000.00", activities=activity)
    assert_finds_nothing(fine, "event-cost-over-limit", "limit-not-set")


def test_who_came_to_an_outing_ate_its_meals() -> None:
    activity = "P07 | 教职工春游 | 2026-04-18 | 20 | | 记-1"
    over = _paid("春游午餐", "900.60", activities=activity)
    assert "45.03 元" in assert_finds(over, "event-meal-over-standard", row=4).message
    fine = _paid("春游午餐", "800.00", activities=activity)
    assert_finds_nothing(fine, "event-meal-over-standard")


def test_the_heads_of_the_row_come_before_those_of_the_activity() -> None:
    activity = "P07 | 教职工春游 | 2026-04-18 | 20 | | 记-1"
    assert_finds_nothing(
        _paid("春游午餐", "900.60", "25", activities=activity), "event-meal-over-standard"
    )


def test_all_activities_of_an_item_share_its_payment() -> None:
    activities = "P07 | 书法比赛 | 2026-03-18 | 30 | 10 |\nP07 | 书法比赛 | 2026-04-18 | 30 | 10 |"
    book = _paid("书法比赛奖品", "5001.00", activities=activities)
    assert_finds_nothing(book, "event-cost-over-limit")


def test_rows_of_which_nothing_tells_the_heads_are_told_once_as_not_checked() -> None:
    book = a_book(
        settings=SHANDONG,
        ledger=f"""
        {LEDGER}
        2026-04-18 | 记-1 | 春游午餐 | 900.60 | | P07
        2026-04-19 | 记-2 | 春游晚餐 | 900.60 | | P07
        2026-05-19 | 记-3 | 书法比赛奖品、纪念品 | 900.60 | | P08
        2026-05-20 | 记-4 | 书法比赛奖品 | 400.00 | | P08
        2026-05-21 | 记-5 | 书法比赛奖品每人60元 | 900.00 | | P08
        2026-05-22 | 记-6 | 春游早餐 | 300.00 | 20 | P07
        """,
    )
    (found,) = [one for one in findings_of(book, "limit-not-set") if "人数" in one.message]
    assert "有 3 笔没有填写人数" in found.message
    assert "未检查" in found.message
    assert found.severity is Severity.NOTE
    assert [source.row for source in found.sources] == [4, 5, 6]


@pytest.mark.parametrize("words", ["拔河比赛团体奖品", "合唱比赛集体奖奖品", "各队奖品"])
def test_prizes_of_teams_have_a_limit_of_their_own(words: str) -> None:
    assert_finds(_paid(words, "3010.00", "10"), "event-cost-over-limit", row=4)
    assert_finds_nothing(_paid(words, "3000.00", "10"), "event-cost-over-limit")


@pytest.mark.parametrize("words", ["拔河比赛奖品", "拔河比赛个人和团体奖品"])
def test_prizes_that_are_not_only_for_teams_have_the_limit_of_single_winners(words: str) -> None:
    assert_finds_nothing(_paid(words, "5000.00", "10"), "event-cost-over-limit")
    assert_finds(_paid(words, "5000.01", "10"), "event-cost-over-limit", row=4)


@pytest.mark.parametrize("name", ["工会干部培训班", "新教师研修班优秀学员评选"])
def test_of_trainees_fewer_may_win(name: str) -> None:
    register = f"{ACTIVITIES}\n | {name} | 2026-04-18 | 40 |"
    over = a_book(settings=SHANDONG, activities=f"{register} 7 |")
    found = assert_finds(over, "too-many-prize-winners", row=4)
    assert "40 人参加，7 人获奖，超过 3/20（最多 6 人）" in found.message
    fine = a_book(settings=SHANDONG, activities=f"{register} 6 |")
    assert_finds_nothing(fine, "too-many-prize-winners")
    elsewhere = a_book(settings=CHONGQING, activities=f"{register} 7 |")
    assert_finds_nothing(elsewhere, "too-many-prize-winners")


def test_a_contest_of_trainees_is_a_contest() -> None:
    register = f"{ACTIVITIES}\n | 培训班趣味比赛 | 2026-04-18 | 40 | 20 |"
    book = a_book(settings=SHANDONG, activities=register)
    assert_finds_nothing(book, "too-many-prize-winners")


def test_the_award_of_the_best_trainees_has_the_limit_set_for_it() -> None:
    limits = "标准编号 | 限额\ntrainee-award | 300"
    ledger = f"{LEDGER}\n2026-04-18 | 记-1 | 优秀学员奖励 | 3000.01 | 10 |"
    book = a_book(settings=SHANDONG, ledger=ledger, limits=limits)
    assert_finds(book, "event-cost-over-limit", row=4)
    fine = a_book(settings=SHANDONG, ledger=ledger)
    assert_finds_nothing(fine, "event-cost-over-limit")


def _shanghai_outing(meal: str, *, name: str = "教职工春游", more: str = "") -> UnionBook:
    return a_book(
        settings={"执行标准": "上海"},
        ledger=f"""
        日期 | 凭证号 | 摘要 | 支出金额 | 人数 | 计划编号
        2026-04-18 | 记-1 | 春游门票 | 2000.00 | 20 | P07
        2026-04-18 | 记-2 | 春游午餐 | {meal} | 20 | P07
        """,
        activities=f"""
        计划编号 | 活动名称 | 日期 | 实到人数 | 费用
        P07 | {name} | 2026-04-18 | 20 | 4000.00
        {more}
        """,
    )


def test_the_meals_of_an_outing_are_a_share_of_its_cost() -> None:
    found = assert_finds(_shanghai_outing("2000.01"), "event-meal-over-standard", row=5)
    assert "用餐 2,000.01 元，超过费用的 50%，多 0.01 元" in found.message
    assert_finds_nothing(_shanghai_outing("2000.00"), "event-meal-over-standard")


def test_meals_of_two_days_or_of_two_outings_are_held_against_no_share() -> None:
    two_days = _shanghai_outing("2000.01", name="教职工春游两日游")
    two = _shanghai_outing("2000.01", more="P07 | 教职工秋游 | 2026-10-18 | 20 | 4000.00")
    assert_finds_nothing(two_days, "event-meal-over-standard")
    assert_finds_nothing(two, "event-meal-over-standard")


def test_a_row_for_several_things_is_asked_about_and_not_judged_whole() -> None:
    book = a_book(
        settings={"执行标准": "山东"},
        ledger="""
            日期 | 凭证号 | 摘要 | 支出金额 | 人数
            2026-04-25 | 记-1 | 春游租车、门票、午餐 | 6000 | 30
            2026-04-26 | 记-2 | 春游午餐 | 6000 | 30
        """,
    )
    told = [one.severity.value for one in findings_of(book, "event-meal-over-standard")]
    assert told == ["提示", "请核对"]
