"""Ledgers: totals, balances, voucher series, what was given to whom."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from tests.builders import a_book, standards
from unionxl.domain.contribution import contribution_of, remitted_amount, split_contribution
from unionxl.domain.dues import DuesPeriod, DuesRounding, DuesTerms, payable_for, period_of
from unionxl.domain.ledger import closing_balance, running_balances, total_of, totals_by_month
from unionxl.domain.money import yuan
from unionxl.domain.period import Month
from unionxl.domain.vouchers import parse_voucher, voucher_book
from unionxl.rules.book_index import BookIndex
from unionxl.words.purposes import Purpose

MEMBERS = """
会员编号 | 姓名 | 性别 | 入会日期 | 人员类别 | 会费档次 | 月缴费基数 | 在职状态
001 | 王芳 | 女 | 2012-09-01 | 在编 | | 4359.00 | 在职
002 | 李强 | 男 | 2026-04-15 | 合同 | 10元/月 | 5210.00 | 在职
"""


def index_of(*, ledger: str = "", services: str = "", activities: str = "") -> BookIndex:
    book = a_book(members=MEMBERS, ledger=ledger, services=services, activities=activities)
    return BookIndex(book, standards())


def test_months_and_balances_follow_the_rows() -> None:
    book = a_book(
        ledger="""
        日期 | 凭证号 | 收入金额 | 支出金额
        2026-03-31 | 记-1 | 100.00 |
        2026-02-28 | 记-2 | | 30.01
        2026-03-01 | 记-3 | | 20.00
        """
    )
    totals = totals_by_month(book.ledger_entries)
    assert list(totals) == [Month(2026, 2), Month(2026, 3)]
    assert totals[Month(2026, 3)].net_amount == Decimal("80.00")
    assert running_balances(book.ledger_entries, Decimal("1.00")) == (
        Decimal("101.00"),
        Decimal("70.99"),
        Decimal("50.99"),
    )
    assert total_of(()).net_amount == 0


def test_rounding_to_a_coarser_unit_keeps_fen() -> None:
    assert str(yuan(Decimal("27.45"), Decimal("0.1"))) == "27.50"
    assert str(yuan(Decimal("27.50"), Decimal(1))) == "28.00"


def test_a_voucher_number_is_one_however_it_is_written() -> None:
    written = ("记-012", "记字第12号", "记 12", "记—12", "记－１２", "记_0012")
    assert {parse_voucher(text) for text in written} == {("记", 12)}
    assert parse_voucher("2026-03-001") == ("2026-03", 1)
    assert parse_voucher("9" * 40)[1] >= 0


def test_numbers_that_begin_again_or_hold_the_month_are_series_of_their_own() -> None:
    yearly = voucher_book(
        a_book(ledger="2026-01-05 记-1 501 1\n2026-02-05 记-2 501 1").ledger_entries
    )
    monthly = voucher_book(
        a_book(
            ledger="""
            2026-01-05 记-1 501 1
            2026-01-06 记-2 501 1
            2026-02-05 记-1 501 1
            2026-02-06 记-2 501 1
            """
        ).ledger_entries
    )
    holding = voucher_book(
        a_book(ledger="2026-01-05 202601001 501 1\n2026-02-05 202602001 501 1").ledger_entries
    )
    assert (yearly.monthly, monthly.monthly, holding.monthly) == (
        frozenset(),
        frozenset({"记"}),
        frozenset({""}),
    )
    assert (monthly.doubles(), monthly.gaps(), holding.gaps()) == ([], [], [])


def test_a_register_finds_a_voucher_of_the_month_after() -> None:
    index = index_of(
        ledger="""
        2026-01-05 记-1 501 1
        2026-01-06 记-2 501 2
        2026-02-05 记-1 501 3
        2026-02-06 记-2 501 4
        """,
        activities="""
        活动名称 | 日期 | 费用 | 凭证号
        座谈会 | 2026-01-30 | 3 | 记-1
        座谈会 | 2026-02-01 | 4 | 记-2
        座谈会 | 2026-03-01 | 4 | 记-2
        """,
    )
    keys = [index.vouchers.named(one.voucher_no, one.held_on)[0] for one in index.book.activities]
    amounts = [index.vouchers.entries[key][0].expense_amount for key in keys]
    assert amounts == [1, 4, 4]


def test_a_register_finds_a_voucher_that_has_no_number() -> None:
    index = index_of(
        ledger="""
        2026-01-05 补 501 1
        2026-01-06 记-2 501 2
        """,
        activities="""
        活动名称 | 日期 | 费用 | 凭证号
        座谈会 | 2026-01-05 | 1 | 补
        座谈会 | 2026-01-06 | 2 | 另
        """,
    )
    (found,) = index.vouchers.entries.values()
    assert [entry.expense_amount for entry in found] == [1]


def test_the_same_money_counts_once() -> None:
    index = index_of(
        ledger="""
        日期 | 凭证号 | 摘要 | 支出金额 | 事由 | 受益会员 | 人数
        2026-05-08 | 记-1 | 结婚慰问 | 600.00 | 结婚 | 王芳 | 1
        2026-06-15 | 记-2 | 端午慰问品 | 200.00 | 端午节 | 全体会员 | 2
        2026-07-01 | 记-3 | 住院慰问 | 500.00 | 住院 | 李强 | 1
        """,
        services="""
        日期 | 会员编号 | 事项 | 内容 | 金额 | 凭证号
        2026-05-08 | 001 | 五必访 | 结婚慰问 | 600.00 | 记-1
        2026-06-15 | 001 | 节日慰问 | 端午慰问品 | 100.00 | 记-2
        2026-06-15 | 002 | 节日慰问 | 端午慰问品 | 100.00 | 记-2
        2026-06-29 | 002 | 五必访 | 住院探望 | 500.00 |
        2026-09-29 | 002 | 五必访 | 住院探望 | 500.00 |
        """,
    )
    assert len(index.gifts.in_ledger) == 3
    assert len(index.gifts.in_services) == 5
    assert sorted(benefit.amount for benefit in index.gifts.given) == [100, 100, 500, 500, 600]


def test_whom_a_gift_reaches_is_read_from_its_words() -> None:
    index = index_of(
        ledger="""
        日期 | 凭证号 | 摘要 | 支出金额 | 事由 | 受益会员 | 人数 | 发放方式
        2026-02-10 | 记-1 | 春节慰问品 | 200.00 | 春节 | | 2 | 实物
        2026-03-06 | 记-2 | 妇女节慰问品 | 100.00 | 三八 | 女职工 | 1 | 实物
        2026-06-15 | 记-3 | 端午节慰问品 | 100.00 | 端午 | 一线教师小组 | 1 | 实物
        2026-06-16 | 记-4 | 端午节慰问品 | 200.00 | 端午 | 李强、张伟 | | 实物
        """
    )
    everyone, women, group, named = index.gifts.in_ledger
    fang, qiang = index.people.roll.members
    assert everyone.reaches(fang)
    assert not everyone.reaches(qiang)  # who joined in April
    assert women.reaches(fang)
    assert not women.reaches(qiang)
    assert not group.reaches(fang)
    assert named.reaches(qiang)
    assert named.strangers == ("张伟",)
    assert named.each_amount == 100
    assert {one.purpose for one in index.gifts.in_ledger} == {Purpose.FESTIVAL}


def test_dues_are_a_share_of_the_base_or_fixed() -> None:
    fang, qiang = index_of().people.roll.members
    half = Decimal("0.005")
    tens = DuesTerms(rate=half, cuts_to_tens=True)
    assert payable_for(fang, 1, DuesTerms(rate=half)) == Decimal("21.80")
    assert payable_for(fang, 1, tens) == Decimal("21.75")
    whole = DuesTerms(rate=half, rounding=DuesRounding.YUAN, period=DuesPeriod.HALF_YEAR)
    assert payable_for(fang, 6, whole) == Decimal("131.00")
    assert payable_for(fang, 1, DuesTerms()) is None
    contract = DuesTerms(rate=half, rates_by_kind={"合同": Decimal("0.0025")})
    assert payable_for(qiang, 1, contract) == Decimal("13.03")
    assert payable_for(qiang, 3, DuesTerms(is_fixed=True)) == Decimal("30.00")
    by_class = DuesTerms(is_fixed=True, amounts_by_class={"10元/月": Decimal(12)})
    assert payable_for(qiang, 1, by_class) == Decimal("12.00")


def test_dues_of_joining_and_leaving_count_by_month() -> None:
    index = index_of()
    qiang = index.people.roll.members[1]
    assert [month.month for month in index.people.months_owed(qiang)] == [
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        12,
    ]
    assert period_of(Month(2026, 5), DuesPeriod.QUARTER) == (
        Month(2026, 4),
        Month(2026, 5),
        Month(2026, 6),
    )


def test_terms_come_from_settings_and_limits() -> None:
    book = a_book(
        members=MEMBERS,
        settings={"会费周期": "按半年", "会费取整": "到元", "基数去零头": "是"},
        limits="""
        标准编号 | 事项 | 限额
        dues-rate:合同 | 合同制会费比例 | 0.0025
        dues-amount:一档 | 一档会费 | 15
        """,
    )
    terms = BookIndex(book, standards()).dues.terms
    assert terms.period is DuesPeriod.HALF_YEAR
    assert terms.rounding is DuesRounding.YUAN
    assert terms.cuts_to_tens
    assert terms.rates_by_kind == {"合同": Decimal("0.0025")}
    assert terms.amounts_by_class == {"一档": Decimal(15)}


def test_the_parts_of_the_contribution_add_up() -> None:
    split = split_contribution(Decimal("1000000.37"), Decimal("0.02"), Decimal("0.6"))
    assert split.due_amount == Decimal("20000.01")
    assert split.retained_amount + split.remitted_amount == split.due_amount
    assert contribution_of(a_book().settings) is None


def test_remittances_are_known_by_their_words() -> None:
    book = a_book(
        ledger="""
        日期 | 凭证号 | 摘要 | 支出金额
        2026-05-18 | 记-1 | 上交上半年工会经费 | 4000.00
        2026-05-19 | 记-2 | 经费公开展板 | 50.00
        """
    )
    assert remitted_amount(book.ledger_entries) == 4000


def test_a_member_works_from_joining_to_leaving() -> None:
    book = a_book(
        members="""
        会员编号 | 姓名 | 出生日期 | 入会日期 | 退会日期 | 在职状态 | 退休日期
        001 | 王芳 | 1988-02-29 | 2026-03-01 | 2026-06-30 | 调离 |
        002 | 李强 | | | | 离职 |
        003 | 赵敏 | | | | 退休 | 2026-08-31
        """
    )
    fang, qiang, min_ = book.members
    days = [dt.date(2026, 2, 28), dt.date(2026, 3, 1), dt.date(2026, 6, 30), dt.date(2026, 7, 1)]
    assert [fang.works_on(day) for day in days] == [False, True, True, False]
    assert not qiang.works_on(days[0])
    assert min_.works_on(dt.date(2026, 8, 31))
    assert not min_.works_on(dt.date(2026, 9, 1))
    assert fang.age_on(dt.date(2026, 2, 28)) == 37
    assert qiang.age_on(days[0]) is None


TRANSFERS = """
日期 | 凭证号 | 摘要 | 科目编码 | 收入金额 | 支出金额 | 账户 | 经手人
2026-03-02 | 记-1 | 会费 | 401 | 300.00 | | |
2026-03-09 | 记-2 | 提取现金 | 101 | | 1000.00 | 银行 |
2026-03-10 | 记-3 | 存入银行 | 102 | | 200.00 | 现金 |
2026-03-11 | 记-4 | 借给李敏买花 | 135 | | 500.00 | 现金 |
2026-03-12 | 记-5 | 上缴经费 | 211 | | 80.00 | | 李敏
2026-03-13 | 记-6 | 买花 | 50102 | | 40.00 | 现金 | 李敏
2026-03-14 | 记-7 | 结清借款 | 50102 | | 450.00 | 不收付（转账凭证） | 李敏
2026-03-14 | 记-7 | 结清借款 | 135 | 450.00 | | 不收付（转账凭证） |
"""


def test_rows_on_accounts_of_the_balance_sheet_are_no_income_and_no_spending() -> None:
    index = index_of(ledger=TRANSFERS)
    assert [entry.voucher_no for entry in index.ledger.incomes] == ["记-1"]
    assert [entry.voucher_no for entry in index.ledger.expenses] == ["记-6", "记-7"]
    assert index.ledger.total.expense_amount == Decimal(490)
    assert not {"101", "102", "135", "211"} & set(index.ledger.account_totals)


def test_money_moves_out_of_all_accounts_or_stays() -> None:
    entries = index_of(ledger=TRANSFERS).book.ledger_entries
    moved = [entry.voucher_no for entry in entries if entry.changes_money]
    assert moved == ["记-1", "记-4", "记-5", "记-6"]
    assert closing_balance(entries, Decimal(1000)) == Decimal(680)


def test_a_transfer_needs_no_signature_and_an_advance_does() -> None:
    index = index_of(ledger=TRANSFERS)
    unsigned = [one for one in index.ledger.payments if not one.handler]
    assert [entry.voucher_no for entry in unsigned] == ["记-4"]


def test_cash_is_drawn_and_the_balance_does_not_fall_below_zero() -> None:
    ledger = "日期 | 科目编码 | 支出金额 | 账户\n2026-03-09 | 101 | 150000.00 | 银行"
    assert index_of(ledger=ledger).ledger.overdrawn == ()
