"""Whose figures and documents a rule uses: those of the place, never another place's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.assertions import RULES
from tests.builders import a_book, standards
from tests.unit.rules.test_examples import EXAMPLES, book_of
from unionxl.domain.places import places_of
from unionxl.domain.policy import Policy
from unionxl.resources import load_limits, load_places
from unionxl.rules import ALL_RULES, run_rules

PLACES = sorted({limit.province for limit in load_limits()} - {"全国"})
CHOSEN = ("安徽", "山东", "湖北", "海南", "上海", "青岛市", "铜川", "")


def _numbers_of_others(place: str) -> re.Pattern[str]:
    """Return the names and document numbers of the places whose rules do not hold here."""
    here = places_of(place, load_places())
    words = {one for one in PLACES if one not in here and not any(one in own for own in here)}
    numbers = {
        limit.document_no
        for limit in load_limits()
        if limit.province not in here and limit.document_no
    }
    return re.compile("|".join(map(re.escape, sorted(words | numbers))))


@pytest.mark.parametrize("place", CHOSEN)
def test_no_rule_cites_the_document_of_another_place(place: str) -> None:
    others = _numbers_of_others(place)
    for rule_id, example in EXAMPLES.items():
        book = book_of(example)
        there = replace(book, settings=replace(book.settings, province=place), limits=())
        for found in run_rules(there, standards(), [RULES[rule_id]]):
            assert not others.search(found.basis), (place, found.basis)


def test_what_rests_on_no_document_of_the_place_says_so_and_is_a_hint() -> None:
    example = book_of(EXAMPLES["birthday-gift-outside-month"])
    there = replace(example, settings=replace(example.settings, province="海南"))
    (found, *_) = run_rules(there, standards(), [RULES["birthday-gift-outside-month"]])
    assert found.basis == "通行做法，没有读到本地的文件"
    assert found.severity.value == "提示"


def test_every_figure_of_the_data_is_read_by_a_rule_that_names_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: set[str] = set()
    by_rule: set[str] = set()
    on, below = Policy.limit_on, Policy.limits_below

    def limit_on(self: Policy, limit_id: str, day: object) -> object:
        asked.add(limit_id.partition(":")[0])
        return on(self, limit_id, day)  # type: ignore[arg-type]  # a day, as it came

    def limits_below(self: Policy, prefix: str, day: object) -> object:
        asked.add(prefix)
        return below(self, prefix, day)  # type: ignore[arg-type]  # a day, as it came

    everything = a_book(
        settings={"执行标准": "浙江"},
        ledger="""
            日期 | 凭证号 | 摘要 | 支出金额 | 人数 | 事由
            2026-03-08 | 记-1 | 优秀学员奖励 | 900 | 10 |
            2026-03-09 | 记-2 | 拔河比赛团体奖品 | 900 | 10 |
            2026-03-10 | 记-3 | 合唱服装 | 900 | 10 |
            2026-03-11 | 记-4 | 电影票 | 900 | 10 |
            2026-03-12 | 记-5 | 公园年卡 | 900 | 10 |
            2026-03-13 | 记-6 | 工会消费券 | 900 | 10 |
            2026-03-14 | 记-7 | 会员生育慰问 | 900 | 1 | 生育
            2026-03-15 | 记-8 | 会员退休慰问 | 900 | 1 | 退休
            2026-03-16 | 记-9 | 困难职工慰问 | 900 | 1 | 困难帮扶
            2026-03-17 | 记-10 | 会员病故慰问 | 900 | 1 | 会员去世
            2026-03-18 | 记-11 | 春游午餐 | 900 | 10 |
            2026-03-19 | 记-12 | 比赛工作餐 | 900 | 10 |
            2026-03-20 | 记-13 | 裁判费 | 900 | 10 |
            2026-03-21 | 记-14 | 工作人员补助 | 900 | 10 |
            2026-03-22 | 记-15 | 讲课费 | 900 | 10 |
            2026-03-23 | 记-16 | 电脑 | 4900 | |
            2026-03-24 | 记-17 | 春节慰问品 | 900 | 10 | 春节
        """,
        activities="""
            活动名称 | 日期 | 实到人数 | 获奖人数 | 天数 | 费用 | 凭证号
            春游 | 2026-03-18 | 10 | | 1 | 1900 | 记-11
            暑期疗休养 | 2026-07-18 | 10 | | 3 | 1900 |
            工会干部培训班 | 2026-05-18 | 10 | 3 | 1 | 1900 |
        """,
    )
    monkeypatch.setattr(Policy, "limit_on", limit_on)
    monkeypatch.setattr(Policy, "limits_below", limits_below)
    for rule in ALL_RULES:
        asked.clear()
        if rule.rule_id == "limit-not-set":
            continue  # it reads them to say that they are missing
        run_rules(book_of(EXAMPLES[rule.rule_id]), standards(), [rule])
        run_rules(everything, standards(), [rule])
        assert set(rule.limits) <= asked, rule.rule_id
        by_rule |= set(rule.limits)
    assert {limit.limit_id.partition(":")[0] for limit in load_limits()} <= by_rule


def test_a_figure_that_may_be_old_is_a_hint_and_says_so() -> None:
    book = a_book(
        settings={"执行标准": "广东"},
        ledger="""
            日期 | 凭证号 | 摘要 | 支出金额 | 事由 | 受益会员 | 人数 | 发放方式
            2026-09-18 | 记-1 | 中秋慰问品 | 26000.10 | 中秋节 | | 10 | 实物
        """,
    )
    (found,) = run_rules(book, standards(), [RULES["festival-gift-over-limit"]])
    assert found.severity.value == "提示"
    assert "所读的页面是 2020 年的，数额可能已提高" in found.basis
    assert found.basis.startswith("广东标准")


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("海南", {"纪念品", "奖品", "服装", "观影观演", "年卡", "工会消费券"}),
        ("贵州", {"年卡", "观影观演"}),
    ],
)
def test_what_events_hand_out_is_not_passed_over_in_silence(place: str, what: set[str]) -> None:
    book = a_book(
        settings={"执行标准": place},
        ledger="""
            日期 | 凭证号 | 摘要 | 支出金额 | 人数
            2026-03-08 | 记-1 | 健步走纪念品 | 900 | 10
            2026-03-09 | 记-2 | 跳绳比赛奖品 | 900 | 10
            2026-03-10 | 记-3 | 合唱服装 | 900 | 10
            2026-03-11 | 记-4 | 电影票 | 900 | 10
            2026-03-12 | 记-5 | 公园年卡 | 900 | 10
            2026-03-13 | 记-6 | 工会消费券 | 900 | 10
        """,
    )
    found = run_rules(book, standards(), [RULES["limit-not-set"]])
    named = {one.message.partition("有 ")[0] for one in found if "未设限额" in one.message}
    assert named == what
