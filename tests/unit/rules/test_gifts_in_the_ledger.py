"""Gifts that ledger rows tell of: to whom, how much a head, and what is no gift at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.assertions import assert_finds, assert_finds_nothing, findings_of
from tests.builders import a_book, standards
from unionxl.rules.book_index import BookIndex

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook

MEMBERS = """
会员编号 | 姓名 | 性别 | 出生日期 | 月缴费基数 | 在职状态
001 | 王芳 | 女 | 1988-05-08 | 4000.00 | 在职
002 | 李强 | 男 | 1979-03-20 | 4000.00 | 在职
003 | 陈敏 | 女 | 1990-01-05 | 4000.00 | 在职
"""
LEDGER = "日期 | 凭证号 | 摘要 | 科目编码 | 支出金额 | 事由 | 受益会员 | 人数 | 发放方式"
SERVICES = "日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额 | 凭证号"


def _ledger(*rows: str, services: str = "") -> UnionBook:
    return a_book(
        members=MEMBERS,
        ledger="\n".join((LEDGER, *rows)),
        services=f"{SERVICES}\n{services}" if services else "",
    )


@pytest.mark.parametrize(
    "words",
    [
        *("火灾逃生演练器材", "火灾逃生演练灭火毯", "运动受伤急救药箱", "教师生育政策讲座资料"),
        *("退休政策解读资料印刷", "青蓝工程师徒帮扶手册", "困难职工档案盒", "中秋诗会水果"),
        *(
            "防溺水救助培训教材",
            "预防生病流感讲座海报",
            "结婚登记档案表格打印",
            "教师法律救助讲座资料",
        ),
    ],
)
def test_material_about_an_event_of_life_is_no_gift(words: str) -> None:
    book = _ledger(f"2026-05-25 | 记-1 | {words} | 50102 | 2500.50 | | | |")
    assert_finds_nothing(
        book, "handout-without-signed-list", "event-gift-over-limit", "gift-outside-festival"
    )


@pytest.mark.parametrize(
    ("words", "occasion", "beneficiary"),
    [
        ("困难职工补助发放表", "", ""),
        ("住院看望果篮", "", ""),
        ("王芳结婚资料费", "结婚", "王芳"),
    ],
)
def test_a_gift_stays_one_whatever_else_the_row_says(
    words: str, occasion: str, beneficiary: str
) -> None:
    book = _ledger(f"2026-05-25 | 记-1 | {words} | 50102 | 500 | {occasion} | {beneficiary} | |")
    assert_finds(book, "handout-without-signed-list", row=4)


def test_old_teachers_who_train_young_ones_are_at_work() -> None:
    book = _ledger("2026-05-25 | 记-1 | 老教师与新教师结对听课本 | 50102 | 60.50 | | | |")
    assert_finds_nothing(book, "employer-cost-in-union-ledger")
    book = _ledger("2026-10-18 | 记-1 | 重阳节慰问老教师 | 50102 | 600 | | | |")
    assert_finds(book, "employer-cost-in-union-ledger", row=4)


def test_a_gift_to_everybody_counts_by_the_roll_where_no_heads_are_told() -> None:
    within = "2026-02-10 | 记-1 | 春节慰问品 | 50102 | 6600.00 | 春节 | 全体会员 | | 实物"
    assert_finds_nothing(_ledger(within), "festival-gift-over-limit")
    over = within.replace("6600.00", "6600.60")
    found = assert_finds(_ledger(over), "festival-gift-over-limit", row=4)
    assert "2,200.20" in found.message


def test_a_row_that_names_two_of_whom_one_is_registered_still_counts_for_the_other() -> None:
    row = "2026-11-05 | 记-1 | 11月会员生日蛋糕券 | 50102 | 300.00 | 生日 | 王芳、李强 | 2 | 蛋糕券"
    book = _ledger(row, services="2026-11-05 | 001 | 王芳 | 生日 | 蛋糕券 | 150.00 | 记-1")
    (absent,) = findings_of(book, "ledger-gift-not-in-services")
    assert absent.message.startswith("「李强」生日慰问")
    names = {one.message.split("」")[0] for one in findings_of(book, "birthday-gift-outside-month")}
    assert any("李强" in name for name in names)


def test_the_one_of_two_who_is_not_registered_keeps_a_whole_share() -> None:
    book = _ledger(
        "2026-02-10 | 记-1 | 春节慰问品 | 50102 | 4401.00 | 春节 | 王芳、李强 | 2 | 实物",
        services="2026-02-10 | 001 | 王芳 | 节日慰问 | 春节慰问 | 2200.50 | 记-1",
    )
    told = [one.message for one in findings_of(book, "festival-gift-over-limit")]
    assert len(told) == 2
    assert all("2,200.50" in one for one in told)


@pytest.mark.parametrize(
    ("words", "occasion", "whom", "heads", "amount", "rule_id"),
    [
        ("春节慰问品", "春节", "全体会员", "", "6600.01", "festival-gift-over-limit"),
        ("结婚慰问", "结婚", "王芳、李强、陈敏", "3", "6000.01", "event-gift-over-limit"),
    ],
)
def test_a_fen_over_for_all_together_is_over(
    words: str, occasion: str, whom: str, heads: str, amount: str, rule_id: str
) -> None:
    row = f"2026-02-10 | 记-1 | {words} | 50102 | {{}} | {occasion} | {whom} | {heads} | 实物"
    assert_finds_nothing(_ledger(row.format(amount[:-1] + "0")), rule_id)
    found = assert_finds(_ledger(row.format(amount)), rule_id, row=4)
    assert "每份多不到 1 分，合计多 0.01 元" in found.message


def test_a_gift_registered_for_somebody_else_is_told() -> None:
    row = "2026-05-05 | 记-1 | 王芳住院慰问 | 50102 | 500.00 | 住院 | 王芳 | 1 | 实物"
    book = _ledger(row, services="2026-05-05 | 002 | 李强 | 五必访 | 住院慰问 | 500.00 | 记-1")
    assert_finds(book, "ledger-gift-not-in-services", row=4)


def test_a_mark_for_a_voucher_hides_no_gift() -> None:
    gift = "2026-02-10 | {} | 春节慰问品 | 50102 | 9000 | 春节 | 王芳 | 1 | 实物"
    for mark in ("", "#", "—", "第"):
        book = _ledger(
            gift.format(mark),
            services=f"2026-02-10 | 002 | 李强 | 节日慰问 | 春节慰问 | 10 | {mark}",
        )
        assert_finds(book, "festival-gift-over-limit", row=4)


@pytest.mark.parametrize(
    "words",
    [
        *("天津贴画", "增补贴纸", "承担保洁的志愿者饮水", "优秀奖金属奖牌"),
        *("严禁公款宴请、送礼宣传栏", "不得请客、送礼、发放购物卡提醒牌"),
    ],
)
def test_a_flagged_word_inside_others_or_forbidden_by_the_text_is_not_meant(words: str) -> None:
    book = _ledger(f"2026-05-25 | 记-1 | {words} | 50102 | 60 | | | |")
    assert_finds_nothing(book, "forbidden-purpose-word")


@pytest.mark.parametrize(
    "words", ["发放补贴", "奖金", "不含运费的礼盒、购物卡", "津贴发放", "提供担保", "打高 尔 夫"]
)
def test_a_flagged_word_is_meant_otherwise(words: str) -> None:
    assert_finds(
        _ledger(f"2026-05-25 | 记-1 | {words} | 50102 | 60 | | | |"),
        "forbidden-purpose-word",
        row=4,
    )


@pytest.mark.parametrize(
    ("words", "occasion", "form"),
    [
        ("5月会员生日", "生日", "提货券"),
        ("王芳结婚慰问沃尔玛卡", "结婚", "其他"),
        ("春节慰问", "春节", "现金"),
    ],
)
def test_a_form_that_a_kind_of_gift_must_not_take_is_told(
    words: str, occasion: str, form: str
) -> None:
    book = _ledger(f"2026-05-08 | 记-1 | {words} | 50102 | 100 | {occasion} | 王芳 | 1 | {form}")
    assert_finds(book, "gift-paid-as-cash", row=4)


def test_a_coupon_of_a_named_shop_is_right_for_a_festival() -> None:
    book = _ledger("2026-02-10 | 记-1 | 春节慰问品 | 50102 | 100 | 春节 | 王芳 | 1 | 提货券")
    assert_finds_nothing(book, "gift-paid-as-cash")


def test_a_visit_at_a_festival_is_registered_where_such_visits_are() -> None:
    row = "2026-09-28 | 记-1 | 国庆节慰问品 | 50102 | 120.60 | 国庆 | {} | {} | 实物"
    services = "2026-02-10 | 002 | 李强 | 节日慰问 | 春节慰问 | 100.00 | 记-9"
    alone = _ledger(row.format("王芳", 1), services=services)
    assert_finds(alone, "ledger-gift-not-in-services", row=4)
    for book in (
        _ledger(row.format("全体会员", 3), services=services),
        _ledger(
            row.format("王芳", 1), services=services.replace("节日慰问 | 春节", "五必访 | 住院")
        ),
    ):
        assert_finds_nothing(book, "ledger-gift-not-in-services")


def test_the_days_of_a_lunar_festival_are_known_in_the_years_beside() -> None:
    limits = BookIndex(_ledger(), standards()).limits
    found = [divmod(month - 1, 12) for month in limits.months_of_lunar_festival("春节")]
    assert [(year, month + 1) for year, month in found] == [(2025, 1), (2026, 2), (2027, 2)]
    assert limits.months_of_lunar_festival("元旦") == ()


def test_of_several_festivals_the_first_tells_the_season() -> None:
    row = "2026-09-20 | 记-1 | 中秋、春节慰问品 | 50401 | 600.00 | 中秋节、春节 | | 3 | 实物"
    assert_finds_nothing(_ledger(row), "gift-far-from-festival")
