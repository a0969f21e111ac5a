"""What clerks write in ways of their own: a fault is found, what is none is left alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.assertions import assert_finds, assert_finds_nothing, findings_of
from tests.builders import a_book
from unionxl.rules.check_report import said_once
from unionxl.rules.finding import Finding, Severity
from unionxl.rules.remarks import DOUBTFUL, PASSED_OVER

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook

MEMBERS = """
会员编号 | 姓名 | 性别 | 出生日期 | 月缴费基数 | 在职状态
001 | 王芳 | 女 | 1988-05-08 | 4000.00 | 在职
002 | 李强 | 男 | 1979-11-20 | 4000.00 | 在职
"""
SERVICES = "日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额 | 凭证号"
ACTIVITIES = "计划编号 | 活动名称 | 日期 | 费用 | 凭证号"
DUES = "会员编号 | 姓名 | 所属月份 | 应缴 | 实缴 | 备注"


def _row(words: str, *, expense: str = "60.00", income: str = "", code: str = "501") -> UnionBook:
    """Return a book of 2021's chart with one row."""
    return a_book(
        settings={"科目版本": "2021"},
        ledger=f"""
        日期 | 凭证号 | 摘要 | 科目编码 | 收入金额 | 支出金额
        2026-05-25 | 记-1 | {words} | {code} | {income} | {expense}
        """,
    )


def test_rows_of_one_voucher_are_no_double_where_the_next_number_follows() -> None:
    numbers = [*range(1, 30), 29, *range(30, 60)]
    rows = "\n".join(f"2026-05-08 记-{number:03d} 50102 {number}.50" for number in numbers)
    assert_finds_nothing(a_book(ledger=rows), "voucher-repeated")


def test_a_number_typed_twice_leaves_a_gap_and_is_a_double() -> None:
    numbers = [*range(1, 30), 29, *range(31, 60)]
    rows = "\n".join(f"2026-05-08 记-{number:03d} 50102 {number}.50" for number in numbers)
    book = a_book(ledger=rows)
    assert_finds(book, "voucher-repeated", row=33)
    (gap,) = findings_of(book, "voucher-gap")
    assert gap.message == "「记-031」之前缺 「记-030」，共 1 个号。"


def test_a_number_typed_twice_does_not_make_its_services_wrong() -> None:
    services = f"{SERVICES}\n2026-05-08 | 001 | 王芳 | 五必访 | 住院慰问 | 10.50 | 记-010"
    numbers = [*range(1, 30), 10, *range(31, 60)]
    rows = "\n".join(
        f"2026-05-{1 + place // 2:02d} 记-{number:03d} 50102 {place + 1}.50"
        for place, number in enumerate(numbers)
    )
    book = a_book(members=MEMBERS, ledger=rows, services=services)
    assert_finds(book, "voucher-repeated", row=33)
    assert_finds_nothing(book, "service-amount-unlike-ledger")


def test_the_number_of_a_row_that_could_not_be_read_is_not_missing() -> None:
    rows = "\n".join(f"2026-05-08 记-{number} 50102 {number}.50" for number in range(1, 9))
    whole = a_book(ledger=rows)
    entries = tuple(one for one in whole.ledger_entries if one.voucher_no not in {"记-3", "记-6"})
    left_out = replace(whole, ledger_entries=entries, skipped_rows={"ledger_entries": 2})
    assert_finds_nothing(left_out, "voucher-gap")
    taken_out = replace(left_out, skipped_rows={})
    assert len(findings_of(taken_out, "voucher-gap")) == 2


def test_the_voucher_of_an_activity_is_one_of_its_payments() -> None:
    book = a_book(
        ledger="""
        日期 | 凭证号 | 科目编码 | 收入金额 | 支出金额 | 计划编号
        2026-04-10 | 记-1 | 402 | 5000.00 | |
        2026-04-18 | 记-2 | 50102 | | 1800.00 | P07
        """,
        activities=f"{ACTIVITIES}\nP07 | 教职工春游 | 2026-04-18 | 1800.00 | 记-1",
    )
    (found,) = findings_of(book, "activity-cost-unlike-ledger")
    assert "支出 0.00 元，相差 1,800.00 元" in found.message


def test_a_range_of_vouchers_names_each_of_them() -> None:
    book = a_book(
        ledger="2026-05-08 记-008 50102 500.00\n2026-05-09 记-009 50102 200.00",
        activities=f"{ACTIVITIES}\n | 趣味运动会 | 2026-05-08 | 700.00 | 记-008至009",
    )
    assert_finds_nothing(book, "activity-voucher-missing", "activity-cost-unlike-ledger")


def test_an_activity_paid_in_two_payments_may_name_one_of_them() -> None:
    book = a_book(
        ledger="""
        日期 | 凭证号 | 科目编码 | 支出金额 | 计划编号
        2026-04-10 | 记-1 | 50102 | 500.00 | P07
        2026-04-18 | 记-2 | 50102 | 1300.00 | P07
        """,
        activities=f"{ACTIVITIES}\nP07 | 教职工春游 | 2026-04-18 | 1800.00 | 记-2",
    )
    assert_finds_nothing(book, "activity-cost-unlike-ledger")


def test_services_that_name_two_vouchers_are_held_against_both() -> None:
    services = f"""
    {SERVICES}
    2026-09-18 | 001 | 王芳 | 节日慰问 | 中秋节慰问品 | 300.00 | 记-1、记-2
    2026-09-18 | 002 | 李强 | 节日慰问 | 中秋节慰问品 | 300.00 | 记-1、记-2
    """
    ledger = "2026-09-18 记-1 50104 400.00\n2026-09-18 记-2 50104 "
    fine = a_book(members=MEMBERS, ledger=f"{ledger}200.00", services=services)
    assert_finds_nothing(fine, "service-amount-unlike-ledger")
    (found,) = findings_of(
        a_book(members=MEMBERS, ledger=f"{ledger}199.99", services=services),
        "service-amount-unlike-ledger",
    )
    assert "相差 0.01 元" in found.message


@pytest.mark.parametrize("words", ["退回趣味运动会剩余奖品款", "收回多付春游门票款", "商家退货款"])
def test_money_that_came_back_is_a_hint(words: str) -> None:
    (found,) = findings_of(_row(words, expense="", income="60.00"), "expense-account-with-income")
    assert found.severity is Severity.NOTE


@pytest.mark.parametrize("words", ["上年结转", "结转下年", "本月合计", "承前页"])
def test_a_line_of_the_old_account_book_is_one_hint(words: str) -> None:
    book = _row(words, expense="", code="")
    (found,) = findings_of(book, "amount-missing")
    assert found.severity is Severity.NOTE
    assert_finds_nothing(book, "account-missing", "voucher-missing")


def test_one_slip_is_told_once() -> None:
    both = _row("购材料", income="60.00")
    assert_finds(both, "amounts-on-both-sides", row=4)
    assert_finds_nothing(both, "expense-account-with-income", "income-account-with-expense")
    wrong_side = a_book(budget="50102 文体活动费 1000.00", ledger="2026-05-25 记-1 402 | 300.00 |")
    assert_finds_nothing(wrong_side, "expense-without-budget-line")


def test_a_negative_amount_is_told_by_the_rule_and_not_by_the_reading_too() -> None:
    (told,) = findings_of(_row("冲销记-007号凭证", expense="-20.00"), "amount-negative")
    read = Finding(DOUBTFUL, Severity.WARNING, "金额为负数", "请核对", told.sources)
    other = Finding(DOUBTFUL, Severity.WARNING, "是文字", "请改成数字")
    assert said_once([read, other, told]) == [other, told]


def test_a_negative_amount_that_is_text_is_told_as_text_beside_the_rule() -> None:
    (told,) = findings_of(_row("冲销记-007号凭证", expense="-20.00"), "amount-negative")
    facts = {PASSED_OVER: "《首页》和余额"}
    read = Finding(DOUBTFUL, Severity.WARNING, "文字", "请改", told.sources, facts=facts)
    assert said_once([read, told]) == [read, told]


@pytest.mark.parametrize(
    "name", ["职工活动支出-文体活动", "职工活动支出（会员活动）", "501 职工活动支出"]
)
def test_an_account_name_may_have_a_code_before_and_a_detail_behind(name: str) -> None:
    book = a_book(
        settings={"科目版本": "2021"},
        ledger=f"""
        日期 | 凭证号 | 科目编码 | 科目名称 | 支出金额
        2026-05-25 | 记-1 | 501 | {name} | 60.00
        """,
    )
    assert_finds_nothing(book, "account-name-unlike-code")


def test_a_detail_that_has_a_code_of_its_own_is_asked_about() -> None:
    book = a_book(
        ledger="""
        日期 | 凭证号 | 科目编码 | 科目名称 | 支出金额
        2026-05-25 | 记-1 | 501 | 职工活动支出-文体活动费 | 60.00
        """
    )
    assert_finds(book, "account-name-unlike-code", row=4)


def test_dues_that_a_remark_excuses_are_not_asked_for() -> None:
    book = a_book(
        members=MEMBERS,
        dues=f"{DUES}\n001 | 王芳 | 2026-03 | 0.00 | 0.00 | 产假期间免缴",
        as_of=dt.date(2026, 5, 8),
    )
    assert_finds_nothing(book, "dues-payable-unlike-base")
    assert [one.message for one in findings_of(book, "dues-unpaid")] == [
        "「李强」3月会费少缴 20.00 元。"
    ]


def test_dues_paid_in_part_are_found_before_the_period_is_over() -> None:
    book = a_book(
        settings={"会费周期": "按半年"},
        members=MEMBERS,
        dues=f"{DUES}\n001 | 王芳 | 2026-07 | 120.00 | 100.00 |",
        as_of=dt.date(2026, 9, 8),
    )
    (found,) = findings_of(book, "dues-unpaid")
    assert found.message == "「王芳」7至12月会费少缴 20.00 元。"


def test_a_dues_row_there_twice_is_not_told_as_overpaid_too() -> None:
    row = "001 | 王芳 | 2026-03 | 20.00 | 20.00 |"
    book = a_book(members=MEMBERS, dues=f"{DUES}\n{row}\n{row}")
    assert_finds(book, "dues-repeated", row=5)
    assert_finds_nothing(book, "dues-overpaid")


def test_dues_are_not_held_against_a_ledger_that_is_not_kept() -> None:
    book = a_book(members=MEMBERS, dues=f"{DUES}\n001 | 王芳 | 2026-03 | 20.00 | 20.00 |")
    assert_finds_nothing(book, "dues-unlike-ledger")


def test_cards_of_one_voucher_are_one_finding() -> None:
    book = a_book(
        members=MEMBERS,
        ledger="2026-09-18 记-1 50104 600.00",
        services=f"""
        {SERVICES}
        2026-09-18 | 001 | 王芳 | 节日慰问 | 中秋节慰问，京东E卡 | 300.00 | 记-1
        2026-09-18 | 002 | 李强 | 节日慰问 | 中秋节慰问，京东E卡 | 300.00 | 记-1
        """,
    )
    (found,) = findings_of(book, "gift-paid-as-cash")
    assert found.message == "节日慰问 2 笔共 600.00 元以「E卡」发放。"
    assert [source.row for source in found.sources] == [4, 5]


@pytest.mark.parametrize(
    "name", ["教职工春游两日游", "教职工春游（2天1晚）", "教职工秋游，住宿费另付"]
)
def test_an_outing_over_night_is_known_by_its_words(name: str) -> None:
    book = a_book(settings={"执行标准": "山东"}, activities=f"活动名称 | 日期\n{name} | 2026-04-18")
    assert_finds(book, "outing-overnight", row=4)


def test_a_hotel_of_an_outing_is_found_in_the_ledger() -> None:
    book = a_book(
        settings={"执行标准": "山东"},
        ledger="""
        日期 | 凭证号 | 摘要 | 支出金额
        2026-04-19 | 记-1 | 春游住宿费 | 300.00
        2026-07-09 | 记-2 | 工会干部培训住宿费 | 800.00
        """,
    )
    assert_finds(book, "outing-overnight", row=4)
    assert len(findings_of(book, "outing-overnight")) == 1


def test_a_name_typed_with_a_space_is_one_name() -> None:
    book = a_book(
        ledger="""
        日期 | 凭证号 | 科目编码 | 支出金额 | 经手人 | 审批人
        2026-05-25 | 记-1 | 50102 | 60.00 | 王芳 | 王　芳
        """
    )
    assert_finds(book, "handler-approves-own", row=4)


def test_parts_of_one_purchase_are_seen_in_spite_of_their_numbers() -> None:
    book = a_book(
        limits="标准编号 | 限额\nsingle-payment | 2000",
        ledger="""
        日期 | 凭证号 | 摘要 | 科目编码 | 支出金额
        2026-07-06 | 记-1 | 付惠民家电城空调款（一） | 50104 | 1980.00
        2026-07-07 | 记-2 | 付惠民家电城空调款（二） | 50104 | 1980.00
        """,
    )
    assert_finds(book, "payment-split", row=4)


def test_who_left_before_joining_is_asked_about() -> None:
    book = a_book(
        members="""
        会员编号 | 姓名 | 入会日期 | 退会日期
        001 | 王芳 | 2015-09-01 | 2010-06-30
        """
    )
    (found,) = findings_of(book, "member-age-impossible")
    assert found.message == "「王芳」退会日期2010年6月30日早于入会日期2015年9月1日。"
    assert found.sources[0].column == "退会日期"


def test_a_visit_after_a_birth_is_one_for_the_birth() -> None:
    book = a_book(
        settings={"执行标准": "山东"},
        members=MEMBERS,
        services=f"""
        {SERVICES}
        2026-08-03 | 001 | 王芳 | 五必访 | 生二孩探望 | 600.01 |
        """,
    )
    (found,) = findings_of(book, "event-gift-over-limit")
    assert found.message.startswith("「王芳」生育慰问 600.01 元")


@pytest.mark.parametrize("words", ["招待客人用餐", "年终聚餐", "委员加班补助", "支付学校水电费"])
def test_words_of_no_verified_basis_are_a_hint(words: str) -> None:
    found = findings_of(_row(words), "forbidden-purpose-word")
    assert [one.severity for one in found] == [Severity.NOTE]


def test_what_earlier_years_left_needs_no_code_in_the_budget() -> None:
    lines = """
    类型 | 科目编码 | 科目名称 | 年初预算数
    收入 | 401 | 会费收入 | 1000.00
    收入 | | 动用以前年度结余 | 500.00
    收入 | | 本年收入合计 | 1500.00
    支出 | 50102 | 文体活动费 | 1500.00
    """
    book = a_book(budget=lines)
    assert len(book.budget_lines) == 3  # a line of sums is none
    assert_finds_nothing(
        book,
        *("budget-not-balanced", "account-missing", "account-unknown", "budget-line-repeated"),
        "budget-heading-unlike-lines",
    )
    over = a_book(budget=f"{lines}    支出 | 50101 | 职工教育费 | 0.01\n")
    assert_finds(over, "budget-not-balanced", row=7)


def test_any_other_budget_line_without_a_code_is_an_error() -> None:
    book = a_book(
        budget="""
        类型 | 科目编码 | 科目名称 | 年初预算数
        支出 | 50102 | 文体活动费 | 1500.00
        支出 | | 宣传活动费 | 200.00
        """
    )
    found = assert_finds(book, "account-missing", row=5)
    assert found.severity is Severity.ERROR
    assert found.sources[0].sheet == "预算"


PUPILS = "赵钱孙李周吴郑王冯陈"
ROLL = "会员编号 | 姓名 | 性别 | 出生日期 | 月缴费基数 | 在职状态\n" + "\n".join(
    f"{number:03d} | {name}明 | 女 | 1988-05-08 | 4000.00 | 在职"
    for number, name in enumerate(PUPILS, start=1)
)


def _given(content: str, amount: str, voucher: str) -> str:
    return "\n".join(
        f"2026-09-08 | {number:03d} | {name}明 | 节日慰问 | {content} | {amount} | {voucher}"
        for number, name in enumerate(PUPILS, start=1)
    )


def test_one_payment_to_many_is_one_finding() -> None:
    gifts = f"""
    {SERVICES}
    {_given("教师节慰问品", "40.00", "记-1")}
    {_given("中秋节慰问品", "2300.00", "记-2")}
    """
    book = a_book(
        members=ROLL,
        ledger="2026-09-08 记-1 50104 400.00\n2026-09-08 记-2 50104 23000.00",
        services=gifts,
    )
    (outside,) = findings_of(book, "gift-outside-festival")
    assert outside.message.startswith("「教师节」不是年节，这 10 笔共 400.00 元")
    assert len(outside.sources) == len(PUPILS)
    (over,) = findings_of(book, "festival-gift-over-limit")
    assert over.message.startswith("「赵明」等 10 人，每人全年节日慰问 2,340.00 元，超过限额")
    assert [source.row for source in over.sources] == list(range(14, 24))


def test_services_that_name_no_festival_are_for_that_of_their_voucher() -> None:
    book = a_book(
        members=ROLL,
        ledger="""
        日期 | 凭证号 | 摘要 | 支出金额 | 事由 | 人数 | 发放方式
        2026-09-08 | 记-1 | 购大米发放会员 | 400.00 | 教师节 | 10 | 实物
        """,
        services=f"{SERVICES}\n{_given('节日慰问品', '40.00', '记-1')}",
    )
    (found,) = findings_of(book, "gift-outside-festival")
    assert found.sources[0].sheet == "收支台账"


def test_a_name_wrong_on_the_roll_is_one_finding_there() -> None:
    dues = "\n".join(
        f"{number} | {name} | 2026-{month:02d} | 20.00 | 20.00 |"
        for month in range(1, 7)
        for number, name in (("001", "王芳"), ("002", "李刚"), ("020", "赵敏"))
    )
    book = a_book(members=MEMBERS, dues=f"{DUES}\n{dues}")
    wrong, unknown = findings_of(book, "member-unknown")
    assert wrong.message == "会员编号「002」是「李强」，姓名却是「李刚」，共 6 行。"
    assert (wrong.sources[0].sheet, wrong.sources[0].row) == ("会员", 5)
    assert unknown.message == "会员编号「020」不在《会员》表中，共 6 行。"
    assert len(unknown.sources) == 6
