"""Payments, dues and revisions in the words of clerks: what is one, what is two, what is none."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.assertions import assert_finds, assert_finds_nothing, findings_of
from tests.builders import a_book
from unionxl.rules.finding import Severity

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.rules.finding import Finding

MEMBERS = """
会员编号 | 姓名 | 性别 | 出生日期 | 月缴费基数 | 在职状态
001 | 王芳 | 女 | 1988-05-08 | 6000.00 | 在职
002 | 李强 | 男 | 1979-11-20 | 6000.00 | 在职
"""
DUES = "会员编号 | 姓名 | 所属月份 | 应缴 | 实缴 | 备注"
SERVICES = "日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额 | 凭证号"
LEDGER = "日期 | 凭证号 | 摘要 | 科目编码 | 支出金额 | 受益会员"


def _ledger(*rows: str) -> UnionBook:
    """Return a book with a limit of 3,000.00 a payment and these ledger rows."""
    return a_book(
        limits="标准编号 | 限额\nsingle-payment | 3000",
        ledger="\n".join((LEDGER, *rows)),
    )


def _split(first: str, second: str) -> UnionBook:
    """Return a book with two payments just under the limit, two days apart; account after `@`."""
    (words, _, code), (more, _, other) = first.partition("@"), second.partition("@")
    return _ledger(
        f"2026-05-08 | 记-1 | {words} | {code or '503'} | 2950.00 |",
        f"2026-05-10 | 记-2 | {more} | {other or '503'} | 2900.00 |",
    )


def _one_day(first: str, second: str) -> UnionBook:
    """Return a book with two payments of one amount on one day."""
    return _ledger(
        f"2026-05-08 | 记-1 | {first} | 501 | 860.00 |",
        f"2026-05-08 | 记-2 | {second} | 501 | 860.00 |",
    )


@pytest.mark.parametrize(
    ("period", "told", "message"),
    [
        (
            "按半年",
            "181.00",
            "「王芳」1至6月应缴填的是 181.00 元，按缴费基数 6,000.00 元应为 180.00",
        ),
        ("按半年", "31.00", "「王芳」1月应缴填的是 31.00 元，按缴费基数 6,000.00 元应为 30.00"),
        ("按月", "181.00", "「王芳」1月应缴填的是 181.00 元，按缴费基数 6,000.00 元应为 30.00"),
    ],
)
def test_what_is_payable_is_told_for_the_month_or_the_period(
    period: str, told: str, message: str
) -> None:
    book = a_book(
        settings={"会费周期": period},
        members=MEMBERS,
        dues=f"{DUES}\n001 | 王芳 | 2026-01 | {told} | {told} |",
    )
    (found,) = findings_of(book, "dues-payable-unlike-base")
    assert found.message == f"{message} 元。"


def _excused(months: int, visit: str, others: int = 12) -> UnionBook:
    """Return a book in which 王芳 is excused for the first months, and got a gift."""
    rows = [f"001 | 王芳 | 2026-{n:02d} | 0.00 | 0.00 | 产假免缴" for n in range(1, months + 1)]
    rows += [f"002 | 李强 | 2026-{n:02d} | 30.00 | 30.00 |" for n in range(1, others + 1)]
    return a_book(
        members=MEMBERS,
        dues="\n".join((DUES, *rows)),
        services=f"{SERVICES}\n{visit} | 001 | 王芳 | 五必访 | 生育慰问 | 300.00 |",
    )


@pytest.mark.parametrize(("months", "others"), [(12, 12), (3, 3)])
def test_who_is_excused_from_dues_may_be_given_something(months: int, others: int) -> None:
    book = _excused(months, "2026-08-03", others)
    assert_finds_nothing(book, "gift-to-unpaid-member", "dues-payable-unlike-base")


def test_who_was_excused_for_some_months_only_owes_the_others() -> None:
    assert_finds(_excused(3, "2026-08-03"), "gift-to-unpaid-member", row=4)
    assert_finds_nothing(_excused(3, "2026-04-20"), "gift-to-unpaid-member")


def test_a_handout_for_all_counts_who_is_excused() -> None:
    rows = "001 | 王芳 | 2026-01 | 0.00 | 0.00 | 产假免缴\n002 | 李强 | 2026-01 | 30.00 | 30.00 |"
    ledger = """
    日期 | 凭证号 | 摘要 | 支出金额 | 受益会员 | 人数
    2026-02-10 | 记-1 | 春节慰问品 | 600.00 | 全体会员 | 2
    """
    fine = a_book(members=MEMBERS, dues=f"{DUES}\n{rows}", ledger=ledger)
    assert_finds_nothing(fine, "gift-to-unpaid-member")
    owing = a_book(members=MEMBERS, dues=f"{DUES}\n{rows.replace('产假免缴', '')}", ledger=ledger)
    (found,) = findings_of(owing, "gift-to-unpaid-member")
    assert found.message == "发放 2 人，在册会员中本年缴纳会费的只有 1 人。"


REVERSED = (
    "2026-05-08 | 记-1 | 购置书法用纸 | 501 | 460.00 |",
    "2026-05-12 | 记-2 | 冲销记-1号凭证（红字） | 501 | -460.00 |",
    "2026-05-12 | 记-3 | 重记 购置书法用纸 | 501 | 460.00 |",
)


@pytest.mark.parametrize("words", ["冲销记-1号凭证（红字）", "购置书法用纸", "红字更正"])
def test_what_was_taken_back_may_be_entered_again(words: str) -> None:
    first, back, again = REVERSED
    back = back.replace("冲销记-1号凭证（红字）", words)
    assert_finds_nothing(_ledger(first, back, again), "payment-repeated")


def test_what_was_not_taken_back_is_there_twice() -> None:
    first, back, again = REVERSED
    assert_finds(_ledger(first, again), "payment-repeated", row=5)
    other = back.replace("-460.00", "-40.00")
    assert_finds(_ledger(first, other, again), "payment-repeated", row=6)
    before = back.replace("05-12", "05-02")
    assert_finds(_ledger(before, first, again), "payment-repeated", row=6)
    of_another = back.replace("冲销记-1号凭证（红字）", "退回多付场租")
    assert_finds(_ledger(first, of_another, again), "payment-repeated", row=6)


def test_what_was_taken_back_on_the_same_day_is_there_once() -> None:
    once = _ledger(
        "2026-05-08 | 记-1 | 讲课酬金 | 501 | 460.00 | 王芳",
        "2026-05-08 | 记-2 | 冲销记-1 | 501 | -460.00 | 王芳",
        "2026-05-08 | 记-3 | 讲课酬金（更正科目） | 503 | 460.00 | 王芳",
    )
    assert_finds_nothing(once, "payment-repeated")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("付康乐器材款", "付康乐器材款（二）"),
        ("支付恒利公司音响", "恒利公司音响"),
        ("付大华公司书柜款@501", "付大华公司书柜款@503"),
        ("购置音响设备（余款）", "音响设备预付款"),
        ("购买话筒费用", "采购话筒"),
    ],
)
def test_parts_of_one_purchase_are_seen_in_other_words(first: str, second: str) -> None:
    assert_finds(_split(first, second), "payment-split", row=4)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("付大华公司书柜款", "付恒利公司音响款"),
        ("外聘教练课酬（4月）", "外聘教练课酬（5月）"),
        ("讲课酬金（张伟）", "讲课酬金（李娜）"),
        ("慰问品@501", "慰问品@503"),
        ("4月场租", "5月场租"),
    ],
)
def test_two_purchases_are_no_parts_of_one(first: str, second: str) -> None:
    assert_finds_nothing(_split(first, second), "payment-split")


def test_one_voucher_on_two_accounts_is_one_payment() -> None:
    rows = (
        "2026-05-08 | 记-1 | 付大华公司书柜款 | 501 | 2950.00 |",
        "2026-05-08 | 记-1 | 付大华公司书柜款 | 503 | 2900.00 |",
    )
    assert_finds_nothing(_ledger(*rows), "payment-split")


def test_a_payee_is_one_on_two_accounts_but_a_group_is_not() -> None:
    rows = (
        "2026-05-08 | 记-1 | 器材 | 501 | 2950.00 | 王芳",
        "2026-05-10 | 记-2 | 用品 | 503 | 2900.00 | 王芳",
    )
    assert_finds(_ledger(*rows), "payment-split", row=4)
    for_all = [row.replace("王芳", "全体会员") for row in rows]
    assert_finds_nothing(_ledger(*for_all), "payment-split")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("付新华书店图书款", "新华书店图书款（转账）"),
        ("购百货大楼毛巾", "百货大楼购毛巾款"),
        ("支付场地费", "场地费用（对公转账，附发票）"),
        ("付款", "付款"),
    ],
)
def test_a_payment_is_one_however_it_is_worded(first: str, second: str) -> None:
    assert_finds(_one_day(first, second), "payment-repeated", row=5)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("付讲课费（张伟）", "付讲课费（李娜）"),
        ("场地费（一）", "场地费（二）"),
        ("付场地费（上午）", "付场地费（下午）"),
        ("付场地费（王芳垫付）", "付场地费（李娜垫付）"),
        ("购买", "付款"),
    ],
)
def test_payments_that_an_aside_tells_apart_are_two(first: str, second: str) -> None:
    assert_finds_nothing(_one_day(first, second), "payment-repeated")


def _note(words: str) -> UnionBook:
    return a_book(
        budget=f"科目编码 | 科目名称 | 年初预算数 | 说明\n50102 | 文体活动费 | 900.00 | {words}"
    )


@pytest.mark.parametrize(
    "words",
    [
        "4月追加500元，10月追加300元",
        "5月20日调增1000，9月12日调减400",
        "5月20日经批准调增1000元；9月12日经批准核减400元",
        "4月8日经委员会审议，追加500元；10月9日经委员会审议，追加300元",
        "追加500元（4月）、追加300元（10月）",
        "3月5日、9月8日调整",
        "调整：3月5日，9月8日",
        "2026-05-20调整，2026-09-12调整",
        "3月增加预算500元，9月增加300元",
        "6月20日调整500元，11月8日再次调整",
        "文体费4月追加500元,10月追加300元",
        "2026 年 4 月 8 日追加，10 月 9 日追加",
    ],
)
def test_two_days_of_revision_are_two_revisions(words: str) -> None:
    assert_finds(_note(words), "budget-revised-twice", row=4)


@pytest.mark.parametrize(
    "words",
    [
        "年中调整，7月5日经工会委员会审议、7月8日经审会审议",
        "7月5日经工会委员会审议、7月8日经审会审议，调增1000元",
        "7月5日、7月8日分别经工会委员会、经审会审议后调整",
        "6月10日调增500元，6月15日经审会审议通过",
        "6月10日提出调整方案，6月15日经审会批准调整",
        "6月调整（6月12日会议纪要），由3.5万元调整为4.2万元",
        "6月调增500元用于10月秋游，调整后1500元",
        "3月妇女节增加鲜花，9月教师节增加贺卡",
        "3月、9月各一次活动，6月追加500元",
        "5月调整增加500元",
    ],
)
def test_one_revision_with_several_days_is_one(words: str) -> None:
    assert_finds_nothing(_note(words), "budget-revised-twice")


def _numbered(*rows: str) -> UnionBook:
    return a_book(ledger="\n".join(f"2026-{row} 50102 {at}.50" for at, row in enumerate(rows, 1)))


def test_the_first_numbers_of_the_year_are_missing() -> None:
    book = _numbered("01-08 记-003", "01-09 记-004", "02-10 记-005")
    (found,) = findings_of(book, "voucher-gap")
    assert found.severity is Severity.NOTE
    assert found.message == "1月的凭证从「记-003」编起，之前缺 「记-001」至「记-002」，共 2 个号。"


def test_the_first_number_of_a_later_month_is_missing() -> None:
    months = [f"{month:02d}-{day:02d} 记-{day}" for month in range(3, 9) for day in range(1, 5)]
    assert_finds_nothing(_numbered(*months), "voucher-gap")
    (found,) = findings_of(
        _numbered(*[row for row in months if row != "06-01 记-1"]), "voucher-gap"
    )
    assert found.message == "6月的凭证从「记-2」编起，之前缺 「记-1」，共 1 个号。"
    assert_finds_nothing(_numbered(*months[1:]), "voucher-gap")


@pytest.mark.parametrize(
    "rows",
    [
        ("05-08 记-003", "05-09 记-004", "06-10 记-005"),
        ("01-08 记-010", "01-09 记-011", "02-10 记-012"),
        ("01-08 记-003", "01-09 记-004"),
        ("01-07 收-1", "01-08 付-2", "01-09 付-3", "02-10 付-4"),
        ("01-08 0103", "01-09 0104", "02-10 0201", "02-11 0202"),
        ("01-07 无", "01-08 记-2", "01-09 记-3", "02-10 记-4"),
    ],
)
def test_numbers_that_go_on_from_elsewhere_lack_no_first_one(rows: tuple[str, ...]) -> None:
    assert_finds_nothing(_numbered(*rows), "voucher-gap")


PAYROLL = {"职工工资总额": "1200000", "拨缴比例": "2%", "留成比例": "60%"}


def _contributed(as_of: dt.date, *rows: str) -> tuple[Finding, ...]:
    ledger = "\n".join(
        (
            "日期 | 凭证号 | 摘要 | 科目编码 | 收入金额 | 支出金额",
            "2026-01-05 | 记-1 | 笔 | 505 | | 9",
            *rows,
        )
    )
    book = a_book(settings=PAYROLL, ledger=ledger, as_of=as_of)
    return findings_of(book, "employer-contribution-unlike-payroll")


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (dt.date(2026, 1, 10), ""),
        (dt.date(2026, 3, 31), ""),
        (dt.date(2026, 4, 1), "前 3 个月应有 3,600.00 元，少 3,600.00 元"),
        (dt.date(2026, 12, 5), "前 11 个月应有 13,200.00 元，少 13,200.00 元"),
        (dt.date(2026, 12, 31), "按工资总额应有 14,400.00 元，少 14,400.00 元"),
        (dt.date(2027, 2, 1), "按工资总额应有 14,400.00 元，少 14,400.00 元"),
    ],
)
def test_the_contribution_is_held_against_the_months_that_are_over(
    as_of: dt.date, expected: str
) -> None:
    """A row dated ahead, in December, does not make the year over."""
    found = _contributed(as_of, "2026-12-28 | 记-2 | 提前录入 | 505 | | 5")
    assert [expected in one.message for one in found] == ([True] if expected else [])


def test_a_contribution_above_that_of_the_year_is_told_at_any_time() -> None:
    (found,) = _contributed(dt.date(2026, 2, 10), "2026-02-01 | 记-2 | 拨缴 | 402 | 20000 |")
    assert "按工资总额应有 14,400.00 元，多 5,600.00 元" in found.message
    assert not _contributed(dt.date(2026, 2, 10), "2026-02-01 | 记-2 | 拨缴 | 402 | 14400 |")
