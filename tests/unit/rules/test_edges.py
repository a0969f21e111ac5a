"""What rules do at the edge of what they know."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.assertions import RULES, assert_finds, assert_finds_nothing, findings_of
from tests.builders import a_book, standards
from unionxl.rules import run_rules
from unionxl.rules.finding import Severity
from unionxl.rules.joining import joined

MEMBERS = """
会员编号 | 姓名 | 性别 | 出生日期 | 月缴费基数 | 在职状态
001 | 王芳 | 女 | 1988-05-08 | 4350.00 | 在职
002 | 李强 | 男 | 1979-11-20 | 5210.00 | 在职
"""
GIFT = "日期 | 凭证号 | 摘要 | 支出金额 | 事由 | 受益会员 | 人数 | 发放方式"


def test_without_an_opening_balance_a_deficit_is_a_hint() -> None:
    book = a_book(settings={"期初结余": None}, ledger="2026-03-01 记-1 50102 5.00")
    (found,) = findings_of(book, "expense-over-funds")
    assert found.severity is Severity.NOTE
    assert "未检查" in found.message
    assert_finds_nothing(book, "balance-below-zero")


def test_figures_of_the_settings_that_are_missing_are_told() -> None:
    book = a_book(
        settings={"预警比例": None, "会费比例": None},
        budget="50102 文体活动费 1000.00",
        members=MEMBERS,
        ledger="""
        日期 | 凭证号 | 科目编码 | 收入金额 | 支出金额
        2026-03-01 | 记-1 | 402 | 5000.00 |
        2026-03-02 | 记-2 | 50102 | | 10.00
        """,
        dues="001 2026-03 21.75",
    )
    told = [found.message for found in findings_of(book, "limit-not-set")]
    assert told == [
        "设置中没有填写预警比例，预算是否快用完未检查。",
        "设置中没有填写职工工资总额、拨缴比例和留成比例，拨缴经费是否足额未检查。",
    ]
    (found,) = findings_of(book, "dues-base-missing")
    assert found.message == "设置中没有填写会费比例，应缴会费未检查。"


def test_a_rate_that_was_refused_is_not_called_missing() -> None:
    book = a_book(settings={"会费比例": 0.5}, members=MEMBERS, dues="001 2026-03 21.75")
    (found,) = findings_of(book, "dues-base-missing")
    assert found.message == "设置中的会费比例没有采用，应缴会费未检查。"


def test_who_has_a_base_and_no_rate_is_not_told_to_fill_in_the_base() -> None:
    members = (
        "会员编号 | 姓名 | 月缴费基数 | 会费档次\n001 | 王芳 | 4000 |\n002 | 李强 | 4000 | 0.5%"
    )
    book = a_book(settings={"会费比例": None}, members=members)
    (found,) = findings_of(book, "dues-base-missing")
    assert found.message == "设置中没有填写会费比例，应缴会费未检查。"


def test_without_a_list_of_festivals_their_goods_are_not_checked_and_that_is_told() -> None:
    book = a_book(ledger=f"{GIFT}\n2026-03-06 | 记-1 | 节日慰问品 | 90.00 | 节日 | | 3 | 实物")
    bare = replace(standards(), festivals=())
    (found,) = run_rules(book, bare, [RULES["limit-not-set"]])[-1:]
    assert "未检查" in found.message
    assert run_rules(book, bare, [RULES["gift-outside-festival"]]) == ()


def test_goods_for_many_without_a_reason_are_asked_about() -> None:
    book = a_book(
        ledger=f"""
        {GIFT}
        2026-04-06 | 记-1 | 发放慰问品 | 1000.00 | | 全体会员 | 20 | 实物
        2026-07-06 | 记-2 | 高温慰问一线职工 | 1000.00 | | 一线职工 | 20 | 实物
        """
    )
    (found,) = findings_of(book, "gift-outside-festival")
    assert found.severity is Severity.NOTE
    assert found.sources[0].row == 4


def test_a_limit_for_one_festival_is_held_against_that_festival() -> None:
    book = a_book(
        settings={"执行标准": "重庆"},
        members=MEMBERS,
        ledger=f"""
        {GIFT}
        2026-06-15 | 记-1 | 端午慰问品 | 400.02 | 端午节 | 全体会员 | 2 | 实物
        2026-10-01 | 记-2 | 国庆慰问品 | 300.00 | 国庆节 | 王芳 | 1 | 实物
        """,
    )
    (found,) = findings_of(book, "festival-gift-over-limit")
    assert found.message == "每位会员全年端午节慰问 200.01 元，超过限额 200.00 元，多 0.01 元。"


def test_gifts_to_women_and_to_a_group_have_their_own_sums() -> None:
    book = a_book(
        members=MEMBERS,
        ledger=f"""
        {GIFT}
        2026-02-10 | 记-1 | 春节慰问品 | 4000.00 | 春节 | 全体会员 | 2 | 实物
        2026-05-01 | 记-2 | 五一慰问品 | 300.00 | 劳动节 | 女职工 | 1 | 实物
        2026-06-15 | 记-3 | 端午慰问品 | 9000.00 | 端午节 | 各小组骨干 | 3 | 实物
        """,
    )
    told = [found.message for found in findings_of(book, "festival-gift-over-limit")]
    assert told == [
        "每位女会员全年节日慰问 2,300.00 元，超过限额 2,200.00 元，多 100.00 元。",
        "发放对象全年节日慰问 3,000.00 元，超过限额 2,200.00 元，多 800.00 元。",
    ]


def test_a_service_for_a_day_that_is_no_festival_is_found_without_a_ledger_row() -> None:
    book = a_book(
        members=MEMBERS,
        services="""
        日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额
        2026-03-06 | 001 | 王芳 | 节日慰问 | 三八节礼品 | 100.00
        """,
    )
    assert_finds(book, "gift-outside-festival", row=4)


def test_visits_for_one_illness_are_added_up_where_the_limit_says_so() -> None:
    book = a_book(
        members=MEMBERS,
        services="""
        日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额
        2026-03-03 | 001 | 王芳 | 五必访 | 肺炎住院探望 | 1500.00
        2026-05-03 | 001 | 王芳 | 五必访 | 肺炎住院探望 | 500.01
        """,
    )
    (found,) = findings_of(book, "event-gift-over-limit")
    assert found.message.startswith("「王芳」同一病种全年住院慰问 2,000.01 元")
    in_shandong = replace(book, settings=replace(book.settings, province="山东"))
    assert len(findings_of(in_shandong, "event-gift-over-limit")) == 1  # 1,500 at once


def test_an_event_told_twice_without_a_day_is_one_event() -> None:
    book = a_book(
        members=MEMBERS,
        ledger=f"{GIFT}\n2026-05-08 | 记-1 | 结婚慰问 | 600.00 | 结婚 | 王芳 | 1 |",
        services="""
        日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额
         | 001 | 王芳 | 五必访 | 结婚慰问 | 500.00
        """,
    )
    assert_finds_nothing(book, "event-gift-repeated")


def test_codes_are_not_checked_against_no_chart() -> None:
    book = replace(a_book(ledger="2026-03-01 记-1 99999 5.00"), accounts=())
    assert_finds_nothing(book, "account-unknown")
    assert_finds_nothing(book, "dues-unlike-ledger")
    assert len(findings_of(book, "chart-missing")) == 1


def test_a_column_that_nobody_fills_in_is_one_problem() -> None:
    rows = "\n".join(f"2026-03-{day:02d} 记-{day} 50102 38.50" for day in range(1, 26))
    (found,) = joined(findings_of(a_book(ledger=rows), "handler-missing"))
    assert found.message == "25 笔支出都没有填写经手人，合计 962.50 元，由谁经手未检查。"
    assert len(found.sources) == 25


def test_attachments_that_nobody_counts_are_told_once() -> None:
    book = a_book(ledger="2026-03-01 记-1 50102 300.00\n2026-03-02 记-2 50102 400.00")
    (found,) = findings_of(book, "round-amount-without-attachment")
    assert "2 笔整数支出" in found.message


def test_thresholds_that_are_missing_silence_only_their_own_rules() -> None:
    bare = replace(standards(), limits=())
    book = a_book(
        members=MEMBERS.replace("1988", "2020"),
        plan="编号 | 月份 | 工作内容 | 状态\n1 | 12 | 联欢会 | 暂定",
        ledger="2026-03-01 记-1 50102 300.00",
    )
    silent = ("member-age-impossible", "tentative-item-near", "round-amount-without-attachment")
    for rule_id in silent:
        assert run_rules(book, bare, [RULES[rule_id]]) == ()
        assert findings_of(book, rule_id)


def test_dues_by_class_are_told_by_class() -> None:
    book = a_book(
        settings={"会费方式": "定额"},
        members="会员编号 | 姓名 | 会费档次\n001 | 王芳 | 10元/月",
        dues="""
        会员编号 | 姓名 | 所属月份 | 应缴 | 实缴
        001 | 王芳 | 2026-03 | 12.00 | 12.00
        001 | 王芳 | 2026-04 | | 10.00
        """,
    )
    (found,) = findings_of(book, "dues-payable-unlike-base")
    assert found.message == "「王芳」3月应缴填的是 12.00 元，按会费档次「10元/月」应为 10.00 元。"


def test_dues_without_days_of_payment_are_compared_for_the_year() -> None:
    book = a_book(
        ledger="日期 | 凭证号 | 科目编码 | 收入金额\n2026-03-18 | 记-1 | 401 | 47.75",
        dues="001 2026-03 21.75\n002 2026-03 26.05\n002 2025-12 26.05",
    )
    (found,) = findings_of(book, "dues-unlike-ledger")
    assert found.message == "《会费》表实缴 47.80 元，台账会费收入 47.75 元，相差 0.05 元。"


def test_a_name_in_the_ledger_that_fits_no_member_is_found_outside_gifts_too() -> None:
    book = a_book(
        members=MEMBERS,
        ledger=f"{GIFT}\n2026-03-05 | 记-1 | 学习资料费 | 60.50 | | 张建国、各小组 | 2 |",
    )
    found = assert_finds(book, "member-unknown", row=4)
    assert "张建国" in found.message
    assert "小组" not in found.message


def test_gifts_without_a_day_are_left_to_other_rules() -> None:
    book = a_book(
        members=MEMBERS,
        dues="002 2026-03 26.05",
        services="""
        日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额
         | 001 | 王芳 | 节日慰问 | 端午慰问品 | 100.00
        """,
    )
    assert_finds_nothing(book, "gift-to-unpaid-member")
    assert_finds_nothing(book, "gift-to-left-member")


def test_an_event_that_was_paid_but_not_registered_is_a_hint() -> None:
    book = a_book(
        plan="""
        编号 | 月份 | 工作内容 | 类别 | 状态 | 完成情况
        1 | 10 | 秋季运动会 | 文体活动 | 已完成 | 圆满
        2 | 10 | 登记会员信息 | 组织建设 | 已完成 | 已登记
        """,
        activities="计划编号 | 活动名称 | 日期\n9 | 座谈会 | 2026-03-01",
    )
    (found,) = findings_of(book, "item-done-without-record")
    assert found.severity is Severity.NOTE
    assert found.sources[0].row == 4


def test_dates_stand_for_months_that_are_missing() -> None:
    book = a_book(
        plan="""
        编号 | 起始日期 | 结束日期 | 工作内容
        1 | 2026-04-01 | 2026-04-20 | 中秋节慰问
        2 | 2026-04-01 | | 第0个教师节
        """
    )
    assert_finds(book, "festival-in-another-month", row=4)
    assert_finds(book, "stale-teachers-day-number", row=5)
    assert_finds(book, "item-overdue", row=4)


def test_a_disclosure_goes_by_its_day_where_it_names_no_quarter() -> None:
    book = a_book(
        as_of=dt.date(2026, 7, 1),
        disclosures="""
        公开日期 | 事项 | 类别 | 所属期间
        2026-02-01 | 工会账目公示 | 会务 |
        2026-05-01 | 预算公示 | 经费 |
         | 经费收支 | 经费 |
        2025-05-01 | 经费收支 | 经费 |
        """,
    )
    (found,) = findings_of(book, "quarter-without-disclosure")
    assert "第二季度" in found.message


def test_the_row_whose_number_does_not_follow_is_named_first() -> None:
    book = a_book(
        ledger="""
        2026-03-01 记-1 501 1.00
        2026-03-02 记-4 501 2.00
        2026-03-03 记-3 501 3.00
        2026-03-04 记-4 501 4.00
        2026-03-05 记-5 501 5.00
        """
    )
    (found,) = findings_of(book, "voucher-repeated")
    assert [source.row for source in found.sources] == [5, 7]


def test_payments_far_apart_are_two_runs() -> None:
    limits = "标准编号 | 事项 | 限额\nsingle-payment | 单笔支出 | 5000.00"
    book = a_book(
        limits=limits,
        ledger="""
        日期 | 凭证号 | 摘要 | 科目编码 | 支出金额
        2026-03-01 | 记-1 | 音响 | 50102 | 4900.00
        2026-03-02 | 记-2 | 音响 | 50102 | 4800.00
        2026-06-01 | 记-3 | 音响 | 50102 | 4900.00
        2026-06-02 | 记-4 | 音响 | 50102 | 4700.00
        """,
    )
    first, second = findings_of(book, "payment-split")
    assert [found.sources[0].row for found in (first, second)] == [4, 6]


def test_a_birthday_on_leap_day_falls_in_february() -> None:
    book = a_book(
        members="会员编号 | 姓名 | 出生日期\n001 | 王芳 | 1988-02-29",
        services="""
        日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额
        2026-02-28 | 001 | 王芳 | 生日 | 蛋糕券 | 98.00
        """,
    )
    assert_finds_nothing(book, "birthday-gift-outside-month")


def test_a_birthday_party_is_an_event_and_no_gift() -> None:
    book = a_book(
        members=MEMBERS,
        ledger=f"{GIFT}\n2026-05-08 | 记-1 | 会员生日主题活动布置 | 600.00 | 活动 | | 30 |",
    )
    assert_finds_nothing(book, "birthday-gift-over-limit")
    assert_finds_nothing(book, "handout-without-signed-list")


def test_where_everybody_is_over_only_extras_are_told_by_name() -> None:
    book = a_book(
        members=MEMBERS,
        ledger=f"""
        {GIFT}
        2026-02-10 | 记-1 | 春节慰问品 | 4800.00 | 春节 | 全体会员 | 2 | 实物
        2026-06-15 | 记-2 | 端午慰问品 | 100.00 | 端午节 | 王芳 | 1 | 实物
        2026-10-01 | 记-3 | 国庆慰问品 | 2300.00 | 国庆节 | 李强 | 1 | 实物
        """,
    )
    told = [found.message for found in findings_of(book, "festival-gift-over-limit")]
    assert told == [
        "每位会员全年节日慰问 2,400.00 元，超过限额 2,200.00 元，多 200.00 元。",
        "「李强」全年节日慰问 2,300.00 元，超过限额 2,200.00 元，多 100.00 元。",
    ]


def test_a_visit_that_names_no_illness_may_be_for_any() -> None:
    book = a_book(
        members=MEMBERS,
        services="""
        日期 | 会员编号 | 姓名 | 事项 | 内容 | 金额
        2026-03-03 | 001 | 王芳 | 五必访 | 肺炎住院探望 | 300.00
        2026-05-03 | 001 | 王芳 | 五必访 | 骨折住院探望 | 300.00
        2026-07-03 | 001 | 王芳 | 五必访 | 住院探望 | 300.00
        2026-09-03 | 001 | 王芳 | 五必访 | 骨折住院探望 | 300.00
        """,
    )
    unnamed, again = findings_of(book, "event-gift-repeated")
    assert [unnamed.sources[0].row, again.sources[0].row] == [6, 7]
    assert "没有写明病种" in unnamed.message
    assert [source.row for source in again.sources] == [7, 5]


def test_signatures_that_the_services_name_are_the_list_of_their_voucher() -> None:
    ledger = f"{GIFT}\n2026-05-08 | 记-1 | 困难职工补助 | 600.00 | 困难 | 王芳 | |"
    services = """
        日期 | 会员编号 | 姓名 | 事项 | 金额 | 凭证号 | 证明材料
        2026-05-08 | 001 | 王芳 | 困难慰问 | 600.00 | {voucher} | {proof}
        """
    listed = services.format(voucher="记字第001号", proof="签领表")
    book = a_book(members=MEMBERS, ledger=ledger, services=listed)
    assert_finds_nothing(book, "handout-without-signed-list")
    restarts = "".join(f"\n2026-{month:02}-08 | 记-1 | 文具 | 50.00 | | | |" for month in (6, 7, 8))
    later = listed.replace("2026-05-08", "2026-08-08")
    book = a_book(members=MEMBERS, ledger=ledger + restarts, services=later)
    assert_finds(book, "handout-without-signed-list", row=4)
    for voucher, proof in (("记-2", "签领表"), ("记-1", "发票"), ("", "签领表")):
        unlisted = services.format(voucher=voucher, proof=proof)
        book = a_book(members=MEMBERS, ledger=ledger, services=unlisted)
        assert_finds(book, "handout-without-signed-list", row=4)


def test_a_meeting_that_is_only_convened_is_not_dated_wrongly() -> None:
    rows = "名称 | 日期 | 应到人数 | 实到人数\n换届准备会 | 2026-12-29 | 7 | {came}"
    for came, told in (("", 0), ("6", 1)):
        book = a_book(meetings=rows.format(came=came), as_of=dt.date(2026, 12, 20))
        assert len(findings_of(book, "register-day-in-future")) == told
