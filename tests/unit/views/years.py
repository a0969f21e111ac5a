"""Small books for the tests of views."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from unionxl.domain.book import UnionBook
from unionxl.domain.budget import BudgetLine
from unionxl.domain.duties import Duty
from unionxl.domain.ledger import LedgerEntry
from unionxl.domain.members import Member
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus, WorkItem
from unionxl.domain.services import ServiceEntry
from unionxl.domain.settings import Settings
from unionxl.domain.source import SourceRef
from unionxl.resources import load_festivals, load_holidays

SETTINGS = Settings(
    unit_name="晨露幼儿园",
    fiscal_year=2026,
    current_month=3,
    province="",
    account_edition="2021",
    dues_method="按比例",
    dues_rate=None,
    contribution_rate=None,
    retained_rate=None,
    payroll_amount=None,
    opening_balance_amount=None,
    warning_rate=None,
    first_weekday="周一",
)


def an_item(number: str, months: tuple[int, ...], text: str, **changes: object) -> WorkItem:
    item = WorkItem(
        item_no=number,
        planned_months=tuple(Month(2026, month) for month in months),
        planned_start_on=None,
        planned_end_on=None,
        description=text,
        category="",
        owner="",
        audience="",
        planned_count=None,
        budget_amount=None,
        account_code="",
        status=PlanStatus.NOT_STARTED,
        done_on=None,
        outcome="",
        origin="",
        remark="",
        source=SourceRef("年度计划", 4),
    )
    return replace(item, **changes)  # type: ignore[arg-type]


def a_member(name: str, born_on: dt.date | None, status: str = "在职") -> Member:
    return Member(
        member_no="",
        name=name,
        gender="女",
        born_on=born_on,
        joined_on=None,
        group="",
        staff_kind="",
        dues_class="",
        monthly_base_amount=None,
        employment_status=status,
        retired_on=None,
        in_hardship=None,
        phone="",
        remark="",
        source=SourceRef("会员", 4),
    )


def an_expense(day: dt.date, code: str, name: str, amount: str) -> LedgerEntry:
    return LedgerEntry(
        booked_on=day,
        voucher_no="1",
        description="",
        account_code=code,
        account_name=name,
        income_amount=Decimal("0.00"),
        expense_amount=Decimal(amount),
        fund_source="",
        item_no="",
        occasion="",
        beneficiary="",
        person_count=None,
        payment_form="",
        list_signed=None,
        attachment_count=None,
        handler="",
        witness="",
        approver="",
        remark="",
        source=SourceRef("收支台账", 4),
    )


def a_service(kind: str, member_no: str = "H001") -> ServiceEntry:
    return ServiceEntry(
        served_on=dt.date(2026, 2, 1),
        member_no=member_no,
        member_name="云一一",
        service_kind=kind,
        content="",
        amount=None,
        voucher_no="",
        is_booked=None,
        proof="",
        handler="",
        remark="",
        source=SourceRef("服务台账", 4),
    )


def a_budget_line(code: str, name: str, amount: str) -> BudgetLine:
    return BudgetLine(
        kind="支出",
        account_code=code,
        account_name=name,
        last_year_amount=None,
        original_amount=Decimal(amount),
        revision_amount=Decimal("0.00"),
        note="",
        source=SourceRef("预算", 4),
    )


def a_duty(name: str, starts_on: dt.date | None, every_months: int, lead_days: int = 0) -> Duty:
    return Duty(
        name=name,
        audience="",
        every_months=every_months,
        starts_on=starts_on,
        lead_days=lead_days,
        basis="",
        remark="",
        source=SourceRef("周期事项", 4),
    )


def empty_year(year: int = 2026) -> UnionBook:
    return UnionBook(
        settings=replace(SETTINGS, fiscal_year=year),
        as_of=dt.date(year, 3, 1),
        festivals=load_festivals(),
        holiday_days=load_holidays(),
        skipped_rows={},
    )


def small_year() -> UnionBook:
    return replace(
        empty_year(),
        work_items=(
            an_item("P001", (2,), "走访慰问退休教师", owner="云一一"),
            an_item("P002", (2,), "工会委员例会", status=PlanStatus.DONE),
            an_item(
                "P003",
                (3,),
                "庆祝三八妇女节健步走活动",
                owner="溪二二",
                planned_start_on=dt.date(2026, 3, 6),
                budget_amount=Decimal("3000.00"),
            ),
            an_item(
                "P004", (3,), "部署教工合唱团、气排球队训练（暂定）", status=PlanStatus.TENTATIVE
            ),
            an_item(
                "P005",
                (),
                "读书月",
                planned_start_on=dt.date(2026, 3, 30),
                planned_end_on=dt.date(2026, 4, 23),
                outcome="已发通知",
            ),
            an_item("P006", (4,), "春游"),
            an_item("", (3,), "没有编号的事项"),
        ),
        members=(
            a_member("云一一", dt.date(1990, 3, 8)),
            a_member("溪二二", dt.date(1984, 3, 8)),
            a_member("禾三三", dt.date(1980, 3, 9), "调离"),
        ),
        budget_lines=(
            a_budget_line("50102", "文体活动费", "1000.00"),
            a_budget_line("504", "维权支出", "5000.00"),
        ),
        ledger_entries=(
            an_expense(dt.date(2026, 1, 9), "50102", "文体活动费", "600.00"),
            an_expense(dt.date(2026, 3, 9), "50102", "文体活动费", "400.01"),
            an_expense(dt.date(2026, 2, 9), "504", "维权支出", "100.00"),
            an_expense(dt.date(2026, 3, 9), "509", "其他", "1.00"),
        ),
        duties=(a_duty("女职工体检", dt.date(2024, 4, 10), 24, 30),),
        skipped_rows={"work_items": 1},
    )
