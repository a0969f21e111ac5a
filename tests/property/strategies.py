"""Books with anything in them that a workbook could hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from unionxl.domain.activities import Activity
from unionxl.domain.book import UnionBook
from unionxl.domain.budget import BudgetLine
from unionxl.domain.disclosures import Disclosure
from unionxl.domain.dues import DuesPayment
from unionxl.domain.ledger import LedgerEntry
from unionxl.domain.members import Member
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus, WorkItem
from unionxl.domain.policy import Limit
from unionxl.domain.proposals import Proposal
from unionxl.domain.services import ServiceEntry
from unionxl.domain.settings import Settings
from unionxl.domain.source import SourceRef

YEAR = 2026
WORDS = (
    *(
        "",
        "春节慰问品",
        "教师节礼品",
        "王芳生日蛋糕券",
        "因肺炎住院探望",
        "父亲去世慰问",
        "3.8活动",
    ),
    *("十一月份会员生日会", "上交工会经费", "全体教职工体检", "秋游用餐", "购物卡", "第40个教师节"),
    *("一至三月", "-", "=1+1", "（）", "１２月", "🎉", "a" * 40),
)
CODES = ("", "401", "402", "501", "50102", "501.02", "5041", "x", "-", "50102030405")
NUMBERS = ("", "记-1", "记-2", "记-0312", "1", "2026-03-001", "第3号", "无", "记-1、记-2", "9" * 40)

texts = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
amounts = st.decimals(min_value=-9999, max_value=999999, places=2)
optional_amounts = st.none() | amounts
days = st.dates(dt.date(YEAR - 1, 6, 1), dt.date(YEAR + 1, 6, 30))
optional_days = st.none() | days
counts = st.none() | st.integers(min_value=0, max_value=400)
flags = st.none() | st.booleans()
months = st.builds(Month, st.integers(YEAR - 1, YEAR + 1), st.integers(1, 12))
names = st.sampled_from(("王芳", "李强", "张伟", "王芳、李强", "全体会员", "", "阿里·买买提"))
numbers = st.sampled_from(("", "001", "002", "003"))
rates = st.none() | st.decimals(min_value=0, max_value=1, places=3)


def sources(sheet: str) -> st.SearchStrategy[SourceRef]:
    """Return rows of a sheet."""
    return st.builds(SourceRef, st.just(sheet), st.integers(4, 60))


entries = st.builds(
    LedgerEntry,
    booked_on=days,
    voucher_no=st.sampled_from(NUMBERS),
    description=texts,
    account_code=st.sampled_from(CODES),
    account_name=st.sampled_from(("", "会费收入", "文体活动费", "职工活动支出-文体活动费")),
    income_amount=st.just(Decimal("0.00")) | amounts,
    expense_amount=st.just(Decimal("0.00")) | amounts,
    fund_source=st.sampled_from(("", "会费", "拨缴经费")),
    item_no=numbers,
    occasion=texts,
    beneficiary=names,
    person_count=counts,
    payment_form=st.sampled_from(("", "实物", "现金", "购物卡")),
    list_signed=flags,
    attachment_count=counts,
    handler=names,
    witness=names,
    approver=names,
    remark=texts,
    source=sources("收支台账"),
)
lines = st.builds(
    BudgetLine,
    kind=st.sampled_from(("收入", "支出", "")),
    account_code=st.sampled_from(CODES),
    account_name=st.sampled_from(("文体活动费", "本年收入合计", "动用以前年度结余", "上年结转")),
    last_year_amount=optional_amounts,
    original_amount=amounts,
    revision_amount=amounts,
    note=st.sampled_from(("", "6月第二次调整")),
    source=sources("预算"),
)
members = st.builds(
    Member,
    member_no=numbers,
    name=names,
    gender=st.sampled_from(("女", "男", "")),
    born_on=st.none() | st.dates(dt.date(1900, 1, 1), dt.date(YEAR + 1, 1, 1)),
    joined_on=optional_days,
    group=st.just(""),
    staff_kind=st.sampled_from(("在编", "合同")),
    dues_class=st.sampled_from(("", "10元/月", "一档")),
    monthly_base_amount=optional_amounts,
    employment_status=st.sampled_from(("在职", "退休", "调离", "")),
    retired_on=optional_days,
    in_hardship=flags,
    phone=st.just(""),
    remark=texts,
    source=sources("会员"),
    left_on=optional_days,
)
payments = st.builds(
    DuesPayment,
    member_no=numbers,
    member_name=names,
    month=st.none() | months,
    payable_amount=optional_amounts,
    paid_amount=optional_amounts,
    paid_on=optional_days,
    method=st.just(""),
    remark=texts,
    source=sources("会费"),
)


def _with_span(payment: DuesPayment, last: Month | None, count: int) -> DuesPayment:
    """Return a row of dues for a run of months that ends with a month of the year."""
    if last is None:
        return payment
    first = max(last.month - count, 1)
    named = tuple(Month(YEAR, number) for number in range(first, last.month + 1))
    return replace(payment, month=last, named_months=named if len(named) > 1 else ())


spans = st.builds(_with_span, payments, st.none() | months, st.integers(1, 11))
advances = st.builds(
    lambda payment, times: replace(
        payment, paid_amount=payment.paid_amount and payment.paid_amount * times
    ),
    payments,
    st.integers(2, 12),
)
services = st.builds(
    ServiceEntry,
    served_on=optional_days,
    member_no=numbers,
    member_name=names,
    service_kind=st.sampled_from(("", "节日慰问", "生日", "五必访", "体检", "疗休养")),
    content=texts,
    amount=optional_amounts,
    voucher_no=st.sampled_from(NUMBERS),
    is_booked=flags,
    proof=texts,
    handler=names,
    remark=texts,
    source=sources("服务台账"),
)
activities = st.builds(
    Activity,
    item_no=numbers,
    name=texts,
    held_on=optional_days,
    place=texts,
    expected_count=counts,
    attended_count=counts,
    winner_count=counts,
    day_count=counts,
    cost_amount=optional_amounts,
    voucher_no=st.sampled_from(NUMBERS),
    evidence=texts,
    remark=texts,
    source=sources("活动台账"),
)
items = st.builds(
    WorkItem,
    item_no=numbers,
    planned_months=st.lists(months, max_size=3).map(tuple),
    planned_start_on=optional_days,
    planned_end_on=optional_days,
    description=texts,
    category=st.just(""),
    owner=names,
    audience=st.just(""),
    planned_count=counts,
    budget_amount=optional_amounts,
    account_code=st.sampled_from(CODES),
    status=st.sampled_from(PlanStatus),
    done_on=optional_days,
    outcome=texts,
    origin=st.just(""),
    remark=texts,
    source=sources("年度计划"),
)
proposals = st.builds(
    Proposal,
    proposal_no=st.just("T1"),
    session=st.just(""),
    sponsor=names,
    seconders=names,
    subject=texts,
    category=st.just(""),
    filing=st.sampled_from(("", "立案", "作意见", "不立案")),
    responsible_unit=texts,
    assigned_on=optional_days,
    answer_due_on=optional_days,
    answered_on=optional_days,
    result=texts,
    satisfaction=st.just(""),
    source=sources("提案"),
)
disclosures = st.builds(
    Disclosure,
    published_on=optional_days,
    subject=st.one_of(texts, st.just("预算调整")),
    category=st.just("经费"),
    channel=st.just(""),
    period=st.sampled_from(("", "2026年第一季度", "4-6月", "下半年", "2025年四季度")),
    handler=names,
    archive_place=st.just(""),
    source=sources("公开"),
)
limits = st.builds(
    Limit,
    limit_id=st.sampled_from(("festival-gift-a-year", "single-payment", "prize-share", "", "我的")),
    province=st.sampled_from(("", "全国", "安徽", "浙江省")),
    matter=st.sampled_from(("节日慰问", "单笔")),
    measure=st.sampled_from(("", "元每病每年")),
    amount=st.none() | st.decimals(min_value=0, max_value=3000, places=2),
    valid_from=optional_days,
    valid_to=optional_days,
    document=texts,
    document_no=st.just(""),
    article=st.just(""),
    confidence=st.sampled_from(("", "V2", "未核实", "上级已确认", "听说")),
    source=sources("支出标准"),
)
settings = st.builds(
    Settings,
    unit_name=st.just("某校"),
    fiscal_year=st.just(YEAR),
    current_month=st.none(),
    province=st.sampled_from(("安徽", "山东省", "浙江", "")),
    account_edition=st.sampled_from(("2010", "2021", "")),
    dues_method=st.sampled_from(("按比例", "定额", "")),
    dues_rate=rates,
    contribution_rate=rates,
    retained_rate=rates,
    payroll_amount=optional_amounts,
    opening_balance_amount=optional_amounts,
    warning_rate=rates,
    first_weekday=st.just("周一"),
    dues_period=st.sampled_from(("", "按月", "按季", "按半年", "按年")),
    dues_rounding=st.sampled_from(("", "到元", "到角")),
    dues_cuts_to_tens=st.sampled_from(("", "是", "否")),
)


def _rows(rows: st.SearchStrategy[object], most: int = 5) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(rows, max_size=most).map(tuple)


books = st.builds(
    UnionBook,
    settings=settings,
    as_of=days,
    work_items=_rows(items),
    members=_rows(members),
    dues_payments=_rows(payments),
    budget_lines=_rows(lines),
    ledger_entries=_rows(entries, 8),
    service_entries=_rows(services),
    activities=_rows(activities),
    proposals=_rows(proposals),
    disclosures=_rows(disclosures),
    limits=_rows(limits),
    skipped_rows=st.just({}),
)
