"""One planter for every rule, in several of the forms that clerks write."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from tests.faults import Fault
from unionxl.domain.money import ZERO
from unionxl.domain.period import Month
from unionxl.domain.plan import ListedMonths, PlanStatus

if TYPE_CHECKING:
    from tests.faults import Draft
    from unionxl.domain.budget import BudgetLine
    from unionxl.domain.source import SourceRef

NO_FESTIVALS = (
    ("教师节", "教师节慰问品"),
    ("", "购买三八妇女节福利发放女教职工"),
    ("六一", "六一儿童节礼品"),
    ("重阳节", "重阳节慰问品"),
    ("节日慰问", "“三八”节慰问品"),
    ("", "母亲节礼盒"),
    ("元宵节", "元宵节慰问品（汤圆）"),
    ("", "圣诞节礼品"),
    ("", "七夕节慰问女职工"),
    ("3.8", "女职工过节慰问品"),
)
CASH = (
    ("春节", "春节慰问金", "现金"),
    ("中秋节", "中秋慰问", "购物卡"),
    ("端午", "端午节发放超市购物卡", "其他"),
    ("国庆", "国庆节慰问", "代金券"),
    ("生日", "生日慰问红包", "现金"),
    ("五一", "五一劳动节慰问", "预付卡"),
    ("端午", "端午节节日费", "转账"),
    ("", "国庆节发放话费充值卡", "其他"),
)
EVENTS = (
    ("结婚", "结婚慰问"),
    ("", "新婚慰问金"),
    ("", "喜结良缘贺礼"),
    ("婚庆", "会员婚庆贺礼"),
    ("生育", "生育慰问品"),
    ("", "喜得二孩慰问"),
    ("住院", "住院慰问"),
    ("", "探望生病会员"),
    ("慰问", "手术住院看望"),
    ("", "父亲去世慰问"),
    ("丧事", "直系亲属病故吊唁"),
    ("退休", "退休纪念品"),
    ("", "光荣退休慰问"),
)
FORBIDDEN = (
    "宴请兄弟学校",
    "请客送礼支出",
    "发放交通补贴",
    "加班津贴",
    "年终奖金",
    "健身卡办理",
    "高尔夫练习",
    "为职工贷款担保",
    "参与集资款",
    "转入小金库",
)
EMPLOYER_COSTS = (
    "女教职工妇科检查费",
    "全体教职工体检",
    "教职工健康体检费用",
    "慰问退休教师",
    "离退休人员春节福利",
    "退休教职工重阳活动",
)
OUTINGS = (
    "团体电影票",
    "春游门票",
    "秋游车辆",
    "公园年卡",
    "观看话剧",
    "球赛门票及球票",
    "踏青活动",
    "影院包场",
)


def _festival(draft: Draft) -> tuple[str, str, int]:
    return draft.rng.choice((("端午节", "端午节慰问品", 6), ("国庆节", "国庆慰问品", 10)))


def date_outside_year(draft: Draft) -> SourceRef:
    years = (draft.year - 1, draft.year + 1, draft.year - 10)
    return draft.pay(booked_on=dt.date(draft.rng.choice(years), 12, 20))


def amount_missing(draft: Draft) -> SourceRef:
    return draft.pay(expense_amount=ZERO)


def amounts_on_both_sides(draft: Draft) -> SourceRef:
    return draft.pay(income_amount=draft.amount())


def amount_negative(draft: Draft) -> SourceRef:
    return draft.pay(expense_amount=-draft.amount())


def account_missing(draft: Draft) -> SourceRef:
    return draft.pay(account_code="", account_name="")


def account_unknown(draft: Draft) -> SourceRef:
    return draft.pay(account_code=draft.rng.choice(("599", "5O1", "9", "4011", "5041")))


def account_name_unlike_code(draft: Draft) -> SourceRef:
    return draft.pay(account_name=draft.rng.choice(("职工活动支出", "会费收入", "维权", "办公费")))


def income_account_with_expense(draft: Draft) -> SourceRef:
    return draft.pay(account_code="402", account_name="拨缴经费收入")


def expense_account_with_income(draft: Draft) -> SourceRef:
    return draft.pay(income_amount=draft.amount(), expense_amount=ZERO)


def chart_missing(draft: Draft) -> None:
    draft.tables["accounts"] = []


def handler_missing(draft: Draft) -> SourceRef:
    return draft.pay(handler=draft.rng.choice(("", "/", "无")))


def approver_missing(draft: Draft) -> SourceRef:
    return draft.pay(approver=draft.rng.choice(("", "—", "待定")))


def handler_approves_own(draft: Draft) -> SourceRef:
    name = draft.clean.members[4].name
    return draft.pay(handler=draft.rng.choice((name, f"{name}、李四")), approver=name)


def round_amount_without_attachment(draft: Draft) -> SourceRef:
    amount = Decimal(draft.rng.choice((100, 300, 500)))
    return draft.pay(expense_amount=amount, attachment_count=None)


def voucher_missing(draft: Draft) -> SourceRef:
    return draft.pay(voucher_no="")


def voucher_repeated(draft: Draft) -> SourceRef:
    taken = draft.rng.choice(draft.clean.ledger_entries[20:-20]).voucher_no
    return draft.pay(voucher_no=draft.rng.choice((taken, taken.replace("-0", "-"))))


def voucher_gap(draft: Draft) -> SourceRef:
    draft.pay()
    return draft.pay(voucher_no=draft.voucher(skipped=draft.rng.randint(1, 9)))


def payment_repeated(draft: Draft) -> SourceRef:
    index = draft.rng.randrange(len(draft.clean.ledger_entries))
    twin = draft.clean.ledger_entries[index]
    words = twin.description
    if draft.rng.random() < 0.5:
        return draft.add("ledger_entries", replace(twin, voucher_no=draft.voucher()))
    ways = (f"{words[:2]} {words[2:]}", f"{words}（补）", f"补记：{words}", f"{words}补记")
    again = replace(twin, voucher_no=draft.voucher(), description=draft.rng.choice(ways))
    return draft.add("ledger_entries", again)


def payment_split(draft: Draft) -> SourceRef:
    draft.limit("single-payment", "9000.00", "单笔支出集体研究起点")
    goods = f"购置音响设备{draft.rng.randrange(10**6)}"
    day = dt.date(draft.year, 12, draft.rng.randint(1, 18))
    amounts = [Decimal(draft.rng.randrange(850000, 899900)) / 100 for _ in range(2)]
    place = draft.pay(description=goods, booked_on=day, expense_amount=amounts[0])
    later = day + dt.timedelta(days=draft.rng.randint(1, 6))
    draft.pay(description=goods, booked_on=later, expense_amount=amounts[1])
    return place


def budget_missing(draft: Draft) -> None:
    draft.tables["budget_lines"] = []


def _budget_index(draft: Draft) -> int:
    """Return the place of the line for business costs."""
    code, _ = draft.expense_account()
    lines = draft.tables["budget_lines"]
    return next(index for index, line in enumerate(lines) if line.account_code == code)


def _budget_line(draft: Draft) -> BudgetLine:
    line: BudgetLine = draft.tables["budget_lines"][_budget_index(draft)]
    return line


def _spent(draft: Draft) -> Decimal:
    code, _ = draft.expense_account()
    entries = draft.tables["ledger_entries"]
    return sum((one.expense_amount for one in entries if one.account_code == code), ZERO)


def budget_line_overspent(draft: Draft) -> SourceRef:
    line = _budget_line(draft)
    over = line.final_amount - _spent(draft) + Decimal("0.01")
    draft.pay(expense_amount=max(over, Decimal("0.01")))
    return line.source


def budget_line_near_limit(draft: Draft) -> SourceRef:
    draft.as_of = dt.date(draft.year, 12, 30)
    line = _budget_line(draft)
    draft.pay(expense_amount=line.final_amount - _spent(draft))
    return line.source


def budget_forecast_over(draft: Draft) -> SourceRef:
    line = _budget_line(draft)
    draft.plan(
        status=PlanStatus.IN_PROGRESS,
        budget_amount=line.final_amount,
        account_code=line.account_code,
        planned_months=(Month(draft.year, 12),),
    )
    return line.source


def expense_without_budget_line(draft: Draft) -> SourceRef:
    names = ("资本性支出", "补助下级支出", "其他支出")
    edition = draft.settings.account_edition
    accounts = [
        one
        for one in draft.tables["accounts"]
        if one.edition == edition and one.account_name in names
    ]
    account = draft.rng.choice(accounts)
    return draft.pay(account_code=account.account_code, account_name=account.account_name)


def expense_over_funds(draft: Draft) -> SourceRef:
    entries = draft.tables["ledger_entries"]
    left = (draft.settings.opening_balance_amount or ZERO) + sum(
        (one.income_amount - one.expense_amount for one in entries), ZERO
    )
    day = dt.date(draft.year, 12, 31)
    return draft.pay(expense_amount=left + Decimal("0.01"), booked_on=day)


def balance_below_zero(draft: Draft) -> SourceRef:
    first = dt.date(draft.year, 1, 1)
    much = Decimal("900000.37")
    place = draft.pay(expense_amount=much, booked_on=first)
    draft.pay(income_amount=much, expense_amount=ZERO, booked_on=first + dt.timedelta(days=2))
    return place


def balance_counted_twice(draft: Draft) -> SourceRef:
    amount = draft.settings.opening_balance_amount or draft.amount()
    draft.settings = replace(draft.settings, opening_balance_amount=amount)
    return draft.pay(
        income_amount=amount,
        expense_amount=ZERO,
        account_code="",
        account_name="",
        description=draft.rng.choice(("上年结转", "上年结余", "期初余额", "承前结余")),
    )


def budget_not_balanced(draft: Draft) -> SourceRef:
    revision = _budget_line(draft).revision_amount + Decimal("999999.01")
    draft.change("budget_lines", _budget_index(draft), revision_amount=revision)
    return next(one.source for one in draft.clean.budget_lines if one.kind == "支出")


def budget_heading_unlike_lines(draft: Draft) -> SourceRef:
    line = _budget_line(draft)
    below = replace(line, account_code=f"{line.account_code}01", account_name="培训支出")
    over = line.final_amount + Decimal("0.01")
    draft.add("budget_lines", replace(below, original_amount=over, revision_amount=ZERO))
    return line.source


def budget_line_repeated(draft: Draft) -> SourceRef:
    line = _budget_line(draft)
    return draft.add("budget_lines", line)


def budget_revised_twice(draft: Draft) -> SourceRef:
    notes = ("第二次调整", "6月20日调整500元，11月8日再次调整", "两次调整合计", "9月第2次预算调整")
    return draft.change("budget_lines", _budget_index(draft), note=draft.rng.choice(notes))


def budget_line_unused(draft: Draft) -> SourceRef:
    account = next(
        one
        for one in draft.tables["accounts"]
        if one.account_name == "其他支出" and one.edition == draft.settings.account_edition
    )
    line = _budget_line(draft)
    return draft.add(
        "budget_lines",
        replace(
            line,
            account_code=account.account_code,
            account_name=account.account_name,
            original_amount=Decimal("0.01"),
            revision_amount=ZERO,
        ),
    )


def gift_outside_festival(draft: Draft) -> SourceRef:
    occasion, text = draft.rng.choice(NO_FESTIVALS)
    return draft.give(occasion=occasion, description=text)


def gift_paid_as_cash(draft: Draft) -> SourceRef:
    occasion, text, form = draft.rng.choice(CASH)
    return draft.give(occasion=occasion, description=text, payment_form=form)


def festival_gift_over_limit(draft: Draft) -> SourceRef:
    occasion, text, month = _festival(draft)
    amount = Decimal("2400.01")
    if draft.rng.random() < 0.5:
        return draft.give(
            occasion=occasion, description=text, expense_amount=amount, booked_on=draft.day(month)
        )
    return draft.serve(
        service_kind="节日慰问", content=text, amount=amount, served_on=draft.day(month)
    )


def festival_gift_share_over_limit(draft: Draft) -> SourceRef:
    draft.limit("festival-gift-budget-share", "0.5", "节日慰问占比")
    spent = Decimal("999999.01")
    return draft.give(
        beneficiary="全体会员",
        person_count=10,
        occasion="国庆节",
        description="国庆慰问品",
        expense_amount=spent,
    )


def festival_gifts_too_many(draft: Draft) -> SourceRef:
    draft.limit("festival-gifts-a-year", "1", "节日慰问次数")
    return draft.give(
        beneficiary="全体会员",
        person_count=10,
        occasion="国庆节",
        description="国庆慰问品",
        booked_on=draft.day(10),
    )


def festival_goods_832_short(draft: Draft) -> SourceRef:
    draft.limit("festival-goods-832-share", "0.9", "脱贫地区农副产品采购占比")
    spent = Decimal("999999.01")
    return draft.give(
        beneficiary="全体会员",
        person_count=10,
        occasion="国庆节",
        description="国庆慰问品",
        expense_amount=spent,
    )


def gifts_unequal(draft: Draft) -> SourceRef:
    return draft.serve(
        service_kind="节日慰问",
        content="中秋节慰问品",
        amount=Decimal("999.00"),
        served_on=draft.day(10),
    )


def gift_far_from_festival(draft: Draft) -> SourceRef:
    text, month = draft.rng.choice((("中秋月饼", 3), ("端午节慰问品", 12), ("春节慰问品", 7)))
    return draft.give(occasion="节日慰问", description=text, booked_on=draft.day(month))


def birthday_gift_over_limit(draft: Draft) -> SourceRef:
    member = draft.worker()
    words = draft.rng.choice(("生日蛋糕", "会员生日慰问", "庆生蛋糕券"))
    return draft.give(
        beneficiary=member.name,
        occasion="生日",
        description=words,
        booked_on=member.birthday_in(draft.year),
        expense_amount=Decimal("500.01"),
    )


def birthday_gift_outside_month(draft: Draft) -> SourceRef:
    member = draft.worker()
    birthday = member.birthday_in(draft.year)
    assert birthday is not None
    day = dt.date(draft.year, birthday.month % 12 + 1, 15)
    if draft.rng.random() < 0.5:
        return draft.serve(
            member=member, service_kind="生日", content="蛋糕券", amount=Decimal(98), served_on=day
        )
    return draft.give(
        beneficiary=member.name, description="生日蛋糕", booked_on=day, payment_form="蛋糕券"
    )


def event_gift_over_limit(draft: Draft) -> SourceRef:
    occasion, text = draft.rng.choice(EVENTS)
    return draft.give(occasion=occasion, description=text, expense_amount=Decimal("2000.01"))


def event_gift_repeated(draft: Draft) -> SourceRef:
    member = draft.worker()
    occasion, text = draft.rng.choice(EVENTS)
    for month in (3, 8):
        place = draft.give(
            beneficiary=member.name,
            occasion=occasion,
            description=text,
            booked_on=dt.date(draft.year, month, draft.rng.randint(1, 28)),
        )
    return place


def roll_missing(draft: Draft) -> None:
    draft.tables["members"] = []


def gift_to_non_member(draft: Draft) -> SourceRef:
    occasion, text, month = _festival(draft)
    if draft.rng.random() < 0.5:
        heads = len(draft.clean.members) + draft.rng.randint(1, 9)
        return draft.give(
            beneficiary="全体会员",
            person_count=heads,
            occasion=occasion,
            description=text,
            booked_on=draft.day(month),
            expense_amount=Decimal(heads * 2),
        )
    names = draft.rng.choice(("张建国", "欧阳明远", "王芳、李娜", "买买提·艾力"))
    return draft.give(beneficiary=names, occasion=occasion, description=text)


def gift_to_left_member(draft: Draft) -> SourceRef:
    occasion, text, _ = _festival(draft)
    gone = [one for one in draft.clean.members if one.is_gone or one.retired_on]
    member = draft.rng.choice(gone)
    return draft.give(beneficiary=member.name, occasion=occasion, description=text)


def gift_to_unpaid_member(draft: Draft) -> SourceRef:
    member = draft.worker()
    draft.tables["dues_payments"] = [
        one for one in draft.tables["dues_payments"] if one.member_no != member.member_no
    ]
    occasion, text, _ = _festival(draft)
    return draft.give(beneficiary=member.name, occasion=occasion, description=text)


def handout_without_signed_list(draft: Draft) -> SourceRef:
    occasion, text, _ = _festival(draft)
    signed = draft.rng.choice((None, False))
    return draft.give(occasion=occasion, description=text, list_signed=signed)


def member_unknown(draft: Draft) -> SourceRef:
    index = draft.dues_index()
    changes = draft.rng.choice(({"member_no": "9999"}, {"member_name": "张建国"}))
    if draft.rng.random() < 0.5:
        return draft.serve(**changes)
    return draft.change("dues_payments", index, **changes)


def forbidden_purpose_word(draft: Draft) -> SourceRef:
    return draft.pay(description=f"{draft.rng.choice(FORBIDDEN)}（{draft.rng.randrange(999)}）")


def employer_cost_in_union_ledger(draft: Draft) -> SourceRef:
    text = draft.rng.choice(EMPLOYER_COSTS)
    if draft.rng.random() < 0.5:
        return draft.plan(
            description=f"组织{text}",
            budget_amount=Decimal(800),
            status=PlanStatus.NOT_STARTED,
            planned_months=(Month(draft.year, 12),),
        )
    return draft.pay(description=f"{text}（{draft.rng.randrange(999)}）")


def too_many_prize_winners(draft: Draft) -> SourceRef:
    return draft.hold(name="知识竞赛", attended_count=30, winner_count=draft.rng.randint(21, 30))


def event_meal_over_standard(draft: Draft) -> SourceRef:
    draft.limit("event-meal", "40.00", "文体活动用餐")
    text = draft.rng.choice(("运动会工作餐", "联欢会聚餐", "比赛用餐", "拓展活动午餐"))
    return draft.pay(description=text, person_count=10, expense_amount=Decimal("400.10"))


def event_cost_over_limit(draft: Draft) -> SourceRef:
    draft.limit("souvenir-each", "100.00", "文体活动纪念品")
    if draft.rng.random() < 0.5:
        words = draft.rng.choice(
            ("健步走纪念品每人120元", "运动会纪念品，101元/人", "纪念品150元一份")
        )
        return draft.pay(description=words, expense_amount=Decimal("1800.00"))
    text = f"歌咏比赛纪念品{draft.rng.randrange(999)}"
    return draft.pay(description=text, person_count=10, expense_amount=Decimal("1000.10"))


def member_outing_not_from_dues(draft: Draft) -> SourceRef:
    fund = draft.rng.choice(("拨缴经费", "行政补助", ""))
    return draft.pay(description=draft.rng.choice(OUTINGS), fund_source=fund)


def dues_top_up_over_limit(draft: Draft) -> SourceRef:
    draft.limit("dues-top-up-factor", "3", "会员活动由工会经费补充")
    return draft.pay(
        description=draft.rng.choice(OUTINGS), fund_source="会费", expense_amount=Decimal(999999)
    )


def outing_overnight(draft: Draft) -> SourceRef:
    return draft.hold(name="教职工春游", held_on=draft.day(4), day_count=draft.rng.randint(2, 4))


def outings_too_many(draft: Draft) -> SourceRef:
    draft.limit("outings-a-year", "4", "春秋游次数")
    for _ in range(5):
        place = draft.hold(
            name="踏青登山", held_on=dt.date(draft.year, 12, 28), day_count=1, attended_count=9
        )
    return place


def outing_cost_over_limit(draft: Draft) -> SourceRef:
    draft.limit("outing-a-day", "200.00", "春秋游费用")
    cost = Decimal("2000.10")
    voucher = draft.voucher()
    draft.pay(voucher_no=voucher, expense_amount=cost, fund_source="会费")
    return draft.hold(
        name="教职工秋游", attended_count=10, day_count=1, cost_amount=cost, voucher_no=voucher
    )


def recuperation_over_limit(draft: Draft) -> SourceRef:
    draft.limit("recuperation-days", "5", "疗休养天数")
    draft.limit("recuperation-a-day", "600.00", "疗休养费用")
    return draft.hold(name="暑期疗休养", day_count=draft.rng.randint(6, 9))


def service_not_in_ledger(draft: Draft) -> SourceRef:
    number = draft.rng.choice(("记-99999", "", "补-3"))
    amount = Decimal(draft.rng.randrange(11111, 22222)) / 100
    return draft.serve(
        service_kind="五必访", content="住院探望", amount=amount, voucher_no=number, is_booked=True
    )


def service_amount_unlike_ledger(draft: Draft) -> SourceRef:
    services = draft.clean.service_entries
    index = draft.rng.choice([i for i, one in enumerate(services) if one.amount])
    amount = (services[index].amount or ZERO) + Decimal("0.01")
    return draft.change("service_entries", index, amount=amount)


def ledger_gift_not_in_services(draft: Draft) -> SourceRef:
    occasion, text = draft.rng.choice(EVENTS)
    return draft.give(occasion=occasion, description=text)


def activity_voucher_missing(draft: Draft) -> SourceRef:
    number = draft.rng.choice(("", "记-88888"))
    return draft.hold(cost_amount=draft.amount(), voucher_no=number)


def activity_cost_unlike_ledger(draft: Draft) -> SourceRef:
    activities = draft.clean.activities
    index = draft.rng.choice([i for i, one in enumerate(activities) if one.cost_amount])
    cost = (activities[index].cost_amount or ZERO) + Decimal("0.01")
    return draft.change("activities", index, cost_amount=cost)


def dues_unlike_ledger(draft: Draft) -> SourceRef:
    rows = [
        index
        for index, one in enumerate(draft.tables["ledger_entries"])
        if one.account_name == "会费收入" and one.income_amount > 1
    ]
    index = draft.rng.choice(rows)
    amount = draft.tables["ledger_entries"][index].income_amount
    return draft.change("ledger_entries", index, income_amount=amount - Decimal("0.01"))


def employer_contribution_unlike_payroll(draft: Draft) -> SourceRef:
    rows = [
        index
        for index, one in enumerate(draft.tables["ledger_entries"])
        if one.account_name == "拨缴经费收入"
    ]
    amount = Decimal(draft.rng.choice((0, 99999))) + Decimal("0.37")
    places = [draft.change("ledger_entries", index, income_amount=amount) for index in rows]
    return places[0]


def remittance_unlike_contribution(draft: Draft) -> SourceRef:
    text = draft.rng.choice(("上缴上级工会经费", "上交下半年工会经费", "工会经费上解"))
    amount = Decimal("999999.37")
    return draft.pay(description=text, expense_amount=amount, booked_on=dt.date(draft.year, 12, 31))


def item_done_without_record(draft: Draft) -> SourceRef:
    return draft.plan(outcome="")


def item_over_budget(draft: Draft) -> SourceRef:
    place = draft.plan(item_no=f"X{draft.rng.randrange(10**9)}", budget_amount=Decimal(50))
    item = draft.tables["work_items"][-1]
    draft.pay(item_no=item.item_no, expense_amount=Decimal("50.01"))
    return place


def item_unknown(draft: Draft) -> SourceRef:
    if draft.rng.random() < 0.5:
        return draft.hold(item_no="ZZ9")
    return draft.pay(item_no="ZZ9")


def dues_payable_unlike_base(draft: Draft) -> SourceRef:
    index = draft.dues_index()
    payable = draft.tables["dues_payments"][index].payable_amount
    return draft.change("dues_payments", index, payable_amount=payable + 10)


def dues_unpaid(draft: Draft) -> SourceRef:
    index = draft.dues_index()
    paid = draft.tables["dues_payments"][index].paid_amount
    return draft.change(
        "dues_payments", index, paid_amount=draft.rng.choice((ZERO, paid - Decimal("0.01")))
    )


def dues_month_missing(draft: Draft) -> None:
    month = Month(draft.year, draft.rng.randint(1, 11))
    draft.tables["dues_payments"] = [
        one for one in draft.tables["dues_payments"] if one.month != month
    ]


def dues_overpaid(draft: Draft) -> SourceRef:
    index = draft.dues_index()
    paid = draft.tables["dues_payments"][index].paid_amount
    return draft.change("dues_payments", index, paid_amount=paid * 10)


def dues_repeated(draft: Draft) -> SourceRef:
    payment = draft.tables["dues_payments"][draft.dues_index()]
    return draft.add("dues_payments", payment)


def dues_base_missing(draft: Draft) -> SourceRef:
    number = draft.worker().member_no
    index = next(i for i, one in enumerate(draft.tables["members"]) if one.member_no == number)
    return draft.change("members", index, monthly_base_amount=None)


def dues_of_another_year(draft: Draft) -> SourceRef:
    month = Month(draft.year + draft.rng.choice((-1, 1)), draft.rng.randint(1, 12))
    row = draft.rng.choice(draft.tables["dues_payments"])
    return draft.add("dues_payments", replace(row, month=month))


def item_without_owner(draft: Draft) -> SourceRef:
    return draft.plan(owner=draft.rng.choice(("", "待定")), status=PlanStatus.IN_PROGRESS)


def item_overdue(draft: Draft) -> SourceRef:
    status = draft.rng.choice(
        (PlanStatus.NOT_STARTED, PlanStatus.IN_PROGRESS, PlanStatus.POSTPONED)
    )
    return draft.plan(status=status, planned_months=(Month(draft.year, 3),))


def tentative_item_near(draft: Draft) -> SourceRef:
    month = Month(draft.year + 1, 1)
    if draft.rng.random() < 0.5:
        return draft.plan(status=PlanStatus.TENTATIVE, planned_months=(month,))
    open_state = PlanStatus.NOT_STARTED
    return draft.plan(description="迎春会（待定）", status=open_state, planned_months=(month,))


def festival_in_another_month(draft: Draft) -> SourceRef:
    text = draft.rng.choice(("中秋节慰问", "端午节包粽子活动", "重阳节座谈会", "元宵节猜灯谜"))
    return draft.plan(description=text, planned_months=(Month(draft.year, 12),))


def item_on_day_off(draft: Draft) -> SourceRef:
    text = draft.rng.choice(("教职工气排球比赛", "召开工会委员会", "青年教师座谈会"))
    day = dt.date(draft.year, 10, draft.rng.randint(1, 3))
    return draft.plan(
        description=text,
        status=PlanStatus.NOT_STARTED,
        planned_months=(Month(draft.year, 10),),
        planned_start_on=day,
    )


def item_ends_before_it_starts(draft: Draft) -> SourceRef:
    first = dt.date(draft.year, draft.rng.randint(3, 9), draft.rng.randint(10, 28))
    last = first - dt.timedelta(days=draft.rng.randint(1, 40))
    return draft.plan(planned_start_on=first, planned_end_on=last, planned_months=())


def state_of_unplanned_month(draft: Draft) -> SourceRef:
    months = ListedMonths(Month(draft.year, number) for number in (3, 5))
    text = draft.rng.choice(("4已完成", "3、4已完成", "11-1月已完成"))
    return draft.plan(planned_months=months, month_states=text)


def stale_teachers_day_number(draft: Draft) -> SourceRef:
    text = draft.rng.choice(("庆祝第38个教师节", "庆祝第三十五个教师节", "第 40 个教师节表彰"))
    return draft.plan(description=text, planned_months=(Month(draft.year, 9),))


def remittance_not_booked(draft: Draft) -> SourceRef:
    text = draft.rng.choice(("上交工会经费", "上缴上级工会经费", "做好工会经费上缴工作"))
    return draft.plan(description=text, planned_months=(Month(draft.year, 5),))


def member_without_birth_date(draft: Draft) -> SourceRef:
    number = draft.worker().member_no
    index = next(i for i, one in enumerate(draft.tables["members"]) if one.member_no == number)
    return draft.change("members", index, born_on=None)


def member_age_impossible(draft: Draft) -> SourceRef:
    number = draft.worker().member_no
    index = next(i for i, one in enumerate(draft.tables["members"]) if one.member_no == number)
    year = draft.rng.choice((draft.year - 5, draft.year - 120, draft.year - 71, draft.year + 1))
    return draft.change("members", index, born_on=dt.date(year, 1, 15))


def member_repeated(draft: Draft) -> SourceRef:
    member = draft.worker()
    twin = replace(member, member_no=draft.rng.choice((member.member_no, "H900", "H901", "H902")))
    return draft.add("members", twin)


def proposal_without_answer(draft: Draft) -> SourceRef:
    return draft.propose(answered_on=None, answer_due_on=None, result="")


def proposal_answer_overdue(draft: Draft) -> SourceRef:
    late = draft.rng.choice((None, dt.date(draft.year, 5, 20)))
    return draft.propose(answered_on=late)


def quarter_without_disclosure(draft: Draft) -> None:
    quarter = draft.rng.randint(1, 3)
    word = "一二三四"[quarter - 1]
    draft.tables["disclosures"] = [
        one for one in draft.tables["disclosures"] if f"第{word}季度" not in one.period
    ]
    draft.tables["disclosures"] = [
        one
        for one in draft.tables["disclosures"]
        if "季度" in one.period or (one.published_on.month - 1) // 3 + 1 != quarter
    ]


def start_month_untold(draft: Draft) -> None:
    first = Month(draft.year, draft.rng.randint(2, 9)).first_on
    days = {
        "ledger_entries": "booked_on",
        "service_entries": "served_on",
        "activities": "held_on",
        "disclosures": "published_on",
        "work_items": "done_on",
        "meetings": "held_on",
        "papers": "dated_on",
    }
    for table, field in days.items():
        draft.tables[table] = [
            one for one in draft.tables[table] if (getattr(one, field) or first) >= first
        ]
    draft.tables["dues_payments"] = [
        one for one in draft.tables["dues_payments"] if one.month >= Month.of(first)
    ]
    draft.tables["proposals"] = []
    draft.settings = replace(draft.settings, start_month=None)


def duty_overdue(draft: Draft) -> SourceRef:
    like = draft.rng.choice(draft.clean.duties)
    starts_on = dt.date(draft.year - 2, draft.rng.randrange(1, 11), 15)  # its month has passed
    nowhere = draft.rng.choice(("会议：女工委", "心理关爱", "文件材料：换届"))
    return draft.add(
        "duties", replace(like, starts_on=starts_on, every_months=12, fulfilled_by=nowhere)
    )


def care_overdue(draft: Draft) -> SourceRef:
    at_work = {
        one.member_no: one
        for one in draft.clean.members
        if one.works_on(dt.date(draft.year, 12, 31)) and not one.is_retired
    }
    insured = [
        index
        for index, one in enumerate(draft.clean.service_entries)
        if one.service_kind == "医疗互助" and one.member_no in at_work
    ]
    index = draft.rng.choice(insured)
    draft.change("service_entries", index, service_kind="心理关爱")
    return at_work[draft.clean.service_entries[index].member_no].source


def coverage_short(draft: Draft) -> SourceRef:
    index = draft.rng.randrange(len(draft.clean.evidence_items))
    promised = {"counted_from": "服务台账：体检", "measure": "覆盖率", "target": "99%"}
    return draft.change("evidence_items", index, **promised)


def score_without_evidence(draft: Draft) -> SourceRef:
    index = draft.rng.randrange(len(draft.clean.evidence_items))
    points = draft.clean.evidence_items[index].points
    return draft.change("evidence_items", index, needed_count=99_999, own_score=points)


def year_duty_missing(draft: Draft) -> None:
    words = ("经审", "审查")
    for table in ("work_items", "activities", "disclosures"):
        draft.tables[table] = [
            one for one in draft.tables[table] if not any(word in repr(one) for word in words)
        ]
    draft.tables["work_items"] = [
        one for one in draft.tables["work_items"] if "审" not in repr(one)
    ]


def limit_not_set(draft: Draft) -> None:
    draft.settings = replace(draft.settings, province="浙江")


def club_without_meeting(draft: Draft) -> None:
    worker = draft.worker()
    index = next(at for at, one in enumerate(draft.tables["members"]) if one.name == worker.name)
    draft.change("members", index, clubs=f"第{draft.rng.randrange(10**6)}社")


def never_took_part(draft: Draft) -> None:
    name = draft.worker().name
    for index in range(len(draft.tables["activities"])):
        draft.change("activities", index, participants=name)


def term_ended(draft: Draft) -> None:
    day = dt.date(draft.year - 5, 1, draft.rng.randrange(2, 28))
    draft.settings = replace(draft.settings, elected_on=day, term_years="3")


def certificate_expiring(draft: Draft) -> None:
    day = draft.as_of - dt.timedelta(days=draft.rng.randrange(1, 300))
    draft.settings = replace(draft.settings, certificate_expires_on=day)


SWEEPING = frozenset(
    {
        "chart-missing",
        "never-took-part",
        "roll-missing",
        "budget-missing",
        "limit-not-set",
        "dues-month-missing",
        "year-duty-missing",
        "quarter-without-disclosure",
        "budget-line-near-limit",
        "budget-not-balanced",
        "employer-contribution-unlike-payroll",
        "budget-line-repeated",
        "balance-below-zero",
        "budget-line-overspent",
        "budget-forecast-over",
        "budget-heading-unlike-lines",
        "budget-line-unused",
        "expense-over-funds",
        "dues-top-up-over-limit",
        "remittance-unlike-contribution",
        "start-month-untold",
        "duty-overdue",
        "score-without-evidence",
    }
)
ONCE = SWEEPING | {
    "budget-revised-twice",
    "outings-too-many",
    "dues-unlike-ledger",
    "term-ended",
    "certificate-expiring",
    "club-without-meeting",
}
FAULTS = tuple(
    Fault(
        rule_id=(name := function.__name__.replace("_", "-")),
        plant=function,
        sweeps=name in SWEEPING,
        most=1 if name in ONCE else 4,
    )
    for function in list(vars().values())
    if callable(function)
    and getattr(function, "__module__", "") == __name__
    and not function.__name__.startswith("_")
)
