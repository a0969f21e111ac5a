from __future__ import annotations

import datetime as dt

import pytest

from unionxl.domain.festivals import Festival, festival_on
from unionxl.importing.classify import find_category, find_festivals, propose
from unionxl.importing.model import ImportedItem
from unionxl.resources import load_categories, load_festivals
from unionxl.tables.plan import CATEGORIES

CATEGORIES_KNOWN = load_categories()
FESTIVALS = load_festivals()


def _item(text: str, *months: int) -> ImportedItem:
    return ImportedItem(months, text, tentative=False, owner="", note=None, line=7)


def _notices(text: str, year: int, *months: int) -> tuple[str, ...]:
    proposal = propose(
        _item(text, *months),
        year,
        categories=CATEGORIES_KNOWN,
        festivals=FESTIVALS,
        festival_date=festival_on,
    )
    return proposal.notices


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("组织女教职工插花", "女工工作"),
        ("召开教代会征集提案", "民主管理"),
        ("上交工会经费", "经费财务"),
        ("走访困难教职工送温暖", "关爱帮扶"),
        ("教职工趣味运动会", "文体活动"),
        ("学雷锋志愿服务", "志愿公益"),
        ("评选优秀工会积极分子", "评优表彰"),
        ("教师节慰问", "节日慰问"),
        ("整理台账迎接考核", "总结考核"),
        ("月亮", ""),
    ],
)
def test_words_propose_a_category(text: str, category: str) -> None:
    assert find_category(text, CATEGORIES_KNOWN) == category


def test_every_category_of_the_data_file_is_one_of_the_plan_table() -> None:
    assert {one.name for one in CATEGORIES_KNOWN} <= set(CATEGORIES)


@pytest.mark.parametrize(
    "text", ["庆三八", "庆“三、八〞活动", "“3.8”节", "庆三•八长跑", "三·八妇女节", "３．８活动"]
)
def test_the_womens_day_is_found_in_every_spelling(text: str) -> None:
    assert [one.name for one in find_festivals(text, FESTIVALS)] == ["妇女节"]


@pytest.mark.parametrize(
    "text", ["比分3.85", "二十三八班", "13.8公里", "新年度计划", "讨论通过年度预算"]
)
def test_figures_that_belong_to_others_are_no_festival(text: str) -> None:
    assert find_festivals(text, FESTIVALS) == ()


def test_several_festivals_of_one_item_stand_in_the_order_named() -> None:
    names = [one.name for one in find_festivals("中秋、国庆慰问和重阳节走访", FESTIVALS)]
    assert names == ["中秋节", "国庆节", "重阳节"]


def test_the_day_of_the_festival_in_the_plans_year_is_proposed() -> None:
    proposal = propose(
        _item("庆祝教师节", 9),
        2026,
        categories=(),
        festivals=FESTIVALS,
        festival_date=festival_on,
    )
    assert proposal.festival_text == "教师节 2026-09-10（周四）"
    assert proposal.festivals[0].day == dt.date(2026, 9, 10)


@pytest.mark.parametrize(
    ("text", "months", "day"),
    [
        ("元旦慰问品", (12,), "2027-01-01"),
        ("迎元旦文艺汇演", (11, 12), "2027-01-01"),
        ("元旦慰问品", (1,), "2026-01-01"),
        ("全年关注元旦等节日", tuple(range(1, 13)), "2026-01-01"),
        ("筹备春节联欢会", (12,), "2027-02-06"),
        ("春节慰问", (1,), "2026-02-17"),
        ("除夕值班", (12,), "2027-02-05"),
        ("闹元宵筹备", (12,), "2027-02-20"),
        ("春节活动总结", (3,), "2026-02-17"),
        ("制定春节慰问方案", (10,), "2027-02-06"),
        ("元旦慰问", (), "2026-01-01"),
    ],
)
def test_the_festival_of_an_item_is_the_one_nearest_to_its_months(
    text: str, months: tuple[int, ...], day: str
) -> None:
    proposal = propose(
        _item(text, *months), 2026, categories=(), festivals=FESTIVALS, festival_date=festival_on
    )
    assert proposal.festivals[0].day == dt.date.fromisoformat(day)


def test_a_festival_that_falls_twice_in_a_year_is_the_nearer_one() -> None:
    laba = Festival("腊八", "农历 12-8", gift_allowed=False, audience="")
    for month, day in ((1, "2022-01-10"), (12, "2022-12-30"), (11, "2022-12-30")):
        proposal = propose(
            _item("腊八施粥", month),
            2022,
            categories=(),
            festivals=(laba,),
            festival_date=festival_on,
        )
        assert proposal.festivals[0].day == dt.date.fromisoformat(day)


def test_a_festival_that_falls_in_another_month_this_year_is_told() -> None:
    (notice,) = _notices("中秋慰问", 2025, 9)
    assert notice == (
        "第 7 行「中秋慰问」写在 9 月，2025 年中秋节是 10 月 6 日。请核对放在哪个月。"
    )
    assert _notices("中秋慰问", 2026, 9) == ()


def test_work_before_a_festival_may_stand_in_the_month_before() -> None:
    assert _notices("春节前走访", 2026, 1) == ()
    assert _notices("春节联欢", 2026, 1) != ()


def test_the_number_of_the_teachers_day_must_fit_the_year() -> None:
    assert _notices("庆祝第42个教师节", 2026, 9) == ()
    (notice,) = _notices("庆祝第四十一个教师节", 2026, 9)
    assert notice == (
        "第 7 行「庆祝第四十一个教师节」：2026 年是第 42 个教师节，文中写第 41 个。"
        "请核对是否沿用了旧计划的文字。"
    )


def test_a_medical_check_is_noted_as_the_employers_cost() -> None:
    (notice,) = _notices("组织教职工体检", 2026, 5)
    assert "体检" in notice
    assert "请核对经费来源。" in notice


def test_a_festival_without_a_day_is_named_alone() -> None:
    month = Festival("读书月", "整月 4", gift_allowed=False, audience="全体")
    proposal = propose(
        _item("读书月启动", 4),
        2026,
        categories=(),
        festivals=(month,),
        festival_date=lambda _festival, _year: None,
    )
    assert proposal.festival_text == "读书月"
    assert proposal.notices == ()
