"""What the rules of the domain guide forbid, asserted simply and without the rules."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.unit.sample.books import YEARS, handouts, payments, receipts, sums, tables_of
from unionxl.domain.festivals import festival_month, festival_on
from unionxl.resources import load_accounts, load_festivals
from unionxl.sample.days import SampleDays
from unionxl.sample.plan import works

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

pytestmark = pytest.mark.parametrize("year", YEARS)

FESTIVALS_WITH_GIFTS = {"春节": Decimal(1000), "端午": Decimal(200), "中秋": Decimal(200)}
# For each occasion the lowest figure of any province in section 6 of the domain guide.
LOWEST_LIMITS = {
    "生日": Decimal(300),
    "结婚": Decimal(500),
    "生育": Decimal(500),
    "住院": Decimal(300),
    "直系亲属去世": Decimal(1000),
    "退休": Decimal(1000),
}
FLAGGED = re.compile(
    "宴请|请客|送礼|购物卡|代金券|高尔夫|健身卡|津贴|补贴|奖金|小金库|集资|担保|红包|烟|酒"
)
EMPLOYERS_COST = re.compile("体检|健康检查|退休(人员|教师|职工|教职工)|离退休")


def _texts(year: int) -> Iterator[str]:
    tables = tables_of(year)
    yield from (row["摘要"] for row in tables["Ledger"])
    yield from (row["工作内容"] for row in tables["Plan"])
    yield from (row["内容"] for row in tables["Services"])
    yield from (row["活动名称"] for row in tables["Activities"])


def test_every_row_has_exactly_one_positive_amount_and_its_signatures(year: int) -> None:
    names = {row["姓名"] for row in tables_of(year)["Members"]}
    for row in tables_of(year)["Ledger"]:
        amounts = [row[header] for header in ("收入金额", "支出金额") if header in row]
        assert len(amounts) == 1
        assert amounts[0] > 0
        assert amounts[0] == round(amounts[0], 2)
        people = [row["经手人"], row["证明人"], row["审批人"]]
        assert names >= set(people)
        assert len({*people, row.get("受益会员")}) == 4
        assert row["附件张数"] >= 1


def test_accounts_are_those_of_the_chart(year: int) -> None:
    chart = {
        (one.account_code, one.account_name): one.kind
        for one in load_accounts()
        if one.edition == "2021"
    }
    for row in tables_of(year)["Ledger"]:
        kind = chart[row["科目编码"], row["科目名称"]]
        assert kind == ("收入" if "收入金额" in row else "支出")
    for row in tables_of(year)["Budget"]:
        assert chart[row["科目编码"], row["科目名称"]] == row["类型"]


def test_nothing_looks_like_a_payment_made_twice(year: int) -> None:
    keys = Counter(
        (row["日期"], row.get("收入金额"), row.get("支出金额"), row.get("受益会员"))
        for row in tables_of(year)["Ledger"]
    )
    assert max(keys.values()) == 1


def test_nothing_looks_like_a_sum_that_was_split(year: int) -> None:
    for limit in (500, 1000, 2000, 5000, 10000):
        just_under = [row for row in payments(year) if limit * 0.9 <= row["支出金额"] <= limit]
        same_day = Counter((row["日期"], row["科目编码"]) for row in just_under)
        assert max(same_day.values(), default=0) <= 1, limit


def test_goods_are_given_at_festivals_in_kind_and_in_the_festivals_month(year: int) -> None:
    festivals = {one.name[:2]: one for one in load_festivals()}
    for row in handouts(year):
        occasion = row["事由"]
        assert occasion in FESTIVALS_WITH_GIFTS | LOWEST_LIMITS
        if occasion in FESTIVALS_WITH_GIFTS:
            assert festivals[occasion].gift_allowed
            day = festival_on(festivals[occasion], year)
            assert day is not None
            assert row["日期"].month == day.month
            assert row["日期"] < day
            assert row["发放方式"] == "实物"
            assert row["支出金额"] <= FESTIVALS_WITH_GIFTS[occasion]


def test_gifts_of_a_year_stay_under_every_known_limit(year: int) -> None:
    festival_gifts = [row for row in handouts(year) if row["事由"] in FESTIVALS_WITH_GIFTS]
    a_member = sums(festival_gifts, "受益会员", "支出金额")
    assert max(a_member.values()) <= 1200
    assert sum(a_member.values()) < sum(row["收入金额"] for row in receipts(year)) * Decimal("0.3")
    for occasion, limit in LOWEST_LIMITS.items():
        rows = [row for row in handouts(year) if row["事由"] == occasion]
        assert rows
        assert max(row["支出金额"] for row in rows) <= limit
        assert max(Counter(row["受益会员"] for row in rows).values()) == 1


def test_birthdays_are_kept_in_their_month_with_a_cake(year: int) -> None:
    born = {row["姓名"]: row["出生日期"] for row in tables_of(year)["Members"]}
    for row in handouts(year):
        if row["事由"] == "生日":
            assert row["日期"].month == born[row["受益会员"]].month
            assert row["发放方式"] == "蛋糕券"


def test_who_receives_has_paid_dues_for_the_month_and_signed(year: int) -> None:
    paid = {(row["姓名"], row["所属月份"]) for row in tables_of(year)["Dues"]}
    for row in handouts(year):
        assert (row["受益会员"], f"{row['日期']:%Y-%m}") in paid
        assert row["名单签收"] == "是"
        assert row["人数"] == 1
    owed = {row["姓名"] for row in tables_of(year)["Members"] if row["在职状态"] == "在职"}
    assert owed == {name for name, month in paid if month == f"{year}-12"}


def test_numbers_and_names_fit_the_roll(year: int) -> None:
    roll = {row["会员编号"]: row["姓名"] for row in tables_of(year)["Members"]}
    for table in ("Dues", "Services"):
        assert all(roll[row["会员编号"]] == row["姓名"] for row in tables_of(year)[table])
    assert all(row["受益会员"] in roll.values() for row in handouts(year))
    assert all(row["经办人"] in roll.values() for row in tables_of(year)["Services"])
    assert all(row["经办人"] != row["姓名"] for row in tables_of(year)["Services"])


def test_no_words_raise_a_flag(year: int) -> None:
    assert [text for text in _texts(year) if FLAGGED.search(text)] == []
    assert [text for text in _texts(year) if EMPLOYERS_COST.search(text)] == []


def test_activities_have_few_winners_and_outings_are_short_cheap_and_paid_from_dues(
    year: int,
) -> None:
    ledger = {row["凭证号"]: row for row in tables_of(year)["Ledger"]}
    for row in tables_of(year)["Activities"]:
        assert row.get("实到人数", 0) <= row.get("应到人数", 0)
        assert row.get("获奖人数", 0) <= row.get("实到人数", 0) * 0.3
    members_only = re.compile("春游|秋游|观影")
    outings = [row for row in tables_of(year)["Activities"] if members_only.search(row["活动名称"])]
    assert len(outings) == 3
    for row in outings:
        assert row.get("天数", 1) == 1
        assert row["费用"] / row["实到人数"] <= 200
        assert ledger[row["凭证号"]]["经费来源"] == "会费"
    dues = sum(row["收入金额"] for row in receipts(year) if row["科目编码"] == "401")
    assert sum(row["费用"] for row in outings) <= dues


def test_the_contribution_fits_the_payroll(year: int) -> None:
    settings = {row["项目"]: row["值"] for row in tables_of(year)["Settings"]}
    due = settings["职工工资总额"] * settings["拨缴比例"] * settings["留成比例"]
    assert sum(row["收入金额"] for row in receipts(year) if row["科目编码"] == "402") == due


def test_festivals_stand_in_the_month_in_which_they_fall(year: int) -> None:
    for festival in load_festivals():
        day = festival_on(festival, year)
        month = day.month if day else festival_month(festival)
        for row in tables_of(year)["Plan"]:
            if any(name in row["工作内容"] for name in (festival.name, *festival.spellings)):
                assert row["月份"] == f"{month}月", (festival.name, row["工作内容"])


def test_the_number_of_teachers_day_fits_the_year(year: int) -> None:
    text = next(row["工作内容"] for row in tables_of(year)["Plan"] if "教师节" in row["工作内容"])
    assert f"第{year - 1984}个教师节" in text


def test_at_the_years_end_every_work_is_closed_with_owner_and_record(year: int) -> None:
    plan = tables_of(year)["Plan"]
    assert [row["编号"] for row in plan] == [f"P{number:03d}" for number in range(1, 61)]
    days = SampleDays.of(year)
    held = {work.item_no: list(work.held_on(days)) for work in works(year)}
    registered: dict[str, list[dt.date]] = defaultdict(list)
    for row in tables_of(year)["Activities"]:
        registered[row["计划编号"]].append(row["日期"])
    booked = {row.get("计划编号") for row in tables_of(year)["Ledger"]}
    for row in plan:
        number = row["编号"]
        assert row["负责人"]
        assert row["状态"] in {"已完成", "取消"}
        is_done = row["状态"] == "已完成"
        assert ("完成日期" in row) == (number in registered.keys() | booked) == is_done
        assert row.get("完成日期") == (held[number][-1] if is_done else None)
        assert registered.get(number, held[number]) == held[number]
        assert row["完成情况"]
    assert Counter(row["状态"] for row in plan)["取消"] == 1


def test_proposals_were_answered_in_time(year: int) -> None:
    for row in tables_of(year)["Proposals"]:
        seconders = row["附议人"].split("、")
        assert len({row["提案人"], *seconders}) == len(seconders) + 1 >= 3
        if row["立案情况"] == "立案":
            assert row["交办日期"] < row["答复日期"] <= row["答复期限"]
            assert row["承办部门"]
            assert row["落实情况"]


def test_every_quarter_has_its_disclosure_of_money(year: int) -> None:
    published = {
        (row["公开日期"].month + 2) // 3: row["所属期间"]
        for row in tables_of(year)["Disclosures"]
        if row["类别"] == "经费" and "季度" in row["所属期间"]
    }
    assert published == {
        quarter: f"{year}年第{name}季度" for quarter, name in enumerate("一二三四", start=1)
    }


def test_registers_stand_in_order_of_days(year: int) -> None:
    for table, header in (
        ("Services", "日期"),
        ("Activities", "日期"),
        ("Disclosures", "公开日期"),
    ):
        days = [row[header] for row in tables_of(year)[table]]
        assert all(first <= second for first, second in pairwise(days)), table


def test_the_assessment_list_adds_up_to_a_hundred(year: int) -> None:
    rows = tables_of(year)["Evidence"]
    assert sum(row["分值"] for row in rows) == 100
    assert all(row["自评分"] <= row["分值"] for row in rows)
