"""What is an outing or a show of members, and how many outings there were."""

from __future__ import annotations

import pytest

from tests.assertions import assert_finds, assert_finds_nothing, findings_of
from tests.builders import a_book

FOUR = """
活动名称 | 日期
教职工春游 | 2026-03-14
植物园踏青 | 2026-04-18
湿地公园远足 | 2026-06-13
教职工秋游 | 2026-10-17
"""


@pytest.mark.parametrize("name", ["教职工登山比赛", "环湖徒步", "登山", "踏青健步走", "赏花打卡"])
def test_sport_is_no_outing(name: str) -> None:
    assert_finds_nothing(
        a_book(activities=f"{FOUR}{name} | 2026-11-14", ledger=_paid(f"{name}用水")),
        *("outings-too-many", "member-outing-not-from-dues"),
    )


@pytest.mark.parametrize("name", ["春游登山", "秋季登山一日游", "踏青登山", "秋游健步走"])
def test_an_outing_with_sport_is_one(name: str) -> None:
    book = a_book(activities=f"{FOUR}{name} | 2026-11-14", ledger=_paid(name))
    assert_finds(book, "outings-too-many", row=8)
    assert_finds(book, "member-outing-not-from-dues", row=4)


@pytest.mark.parametrize("words", ["健步徒步奖章", "观看反诈宣传片资料", "组织观看警示教育片"])
def test_sport_and_lessons_need_not_be_paid_from_dues(words: str) -> None:
    assert_finds_nothing(a_book(ledger=_paid(words)), "member-outing-not-from-dues")


@pytest.mark.parametrize(
    "words", ["观看电影", "观看足球比赛门票", "观影券", "爱国主义教育片电影票"]
)
def test_a_treat_of_members_is_paid_from_dues(words: str) -> None:
    assert_finds(a_book(ledger=_paid(words)), "member-outing-not-from-dues", row=4)


def _paid(words: str) -> str:
    return (
        f"日期 | 凭证号 | 摘要 | 支出金额 | 经费来源\n2026-04-18 | 记-1 | {words} | 60 | 拨缴经费"
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("冬游（第一批）", "冬游（第二批）"),
        ("冬游第1批次", "冬游第2批次"),
        ("冬游（一）", "冬游（二）"),
        ("冬游（上午）", "冬游（下午）"),
        ("第一组冬游", "第二组冬游"),
    ],
)
def test_batches_near_each_other_are_one_outing(first: str, second: str) -> None:
    three = "\n".join(FOUR.strip().splitlines()[:-1])
    batches = f"{first} | 2026-11-14\n{second} | 2026-11-21"
    assert_finds_nothing(a_book(activities=f"{three}\n{batches}"), "outings-too-many")
    (found,) = findings_of(a_book(activities=f"{FOUR}{batches}"), "outings-too-many")
    assert [source.row for source in found.sources] == [8, 9]


@pytest.mark.parametrize(
    "two",
    [
        "冬游（一） | 2026-01-10\n冬游（二） | 2026-11-21",
        "第一次冬游 | 2026-11-14\n第二次冬游 | 2026-11-21",
        "冬游 | 2026-11-14\n冬游 | 2026-11-15",
    ],
)
def test_outings_that_are_no_batches_count_each(two: str) -> None:
    three = "\n".join(FOUR.strip().splitlines()[:-1])
    assert len(findings_of(a_book(activities=f"{three}\n{two}"), "outings-too-many")) == 1
