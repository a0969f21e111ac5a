from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.unit.views.years import SETTINGS, a_member, an_expense, an_item, empty_year
from unionxl.domain.dues import DuesPayment
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.domain.services import ServiceEntry
from unionxl.domain.source import SourceRef
from unionxl.domain.year_end import (
    dues_by_period,
    money_by_month,
    services_by_kind,
    work_by_category,
    year_end,
)

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.plan import WorkItem

YEAR_END = dt.date(2026, 12, 31)
DONE = PlanStatus.DONE


def done_months(*items: WorkItem) -> list[int]:
    (work,) = work_by_category(items, 2026)
    return [number for number, count in enumerate(work.done_counts, 1) if count]


def test_a_work_of_one_month_stands_where_it_was_done() -> None:
    late = an_item("P1", (3,), "春游", status=DONE, done_on=dt.date(2026, 5, 8))
    assert done_months(late) == [5]


def test_a_work_of_several_months_is_done_in_the_one_of_its_day() -> None:
    item = an_item("P1", (7, 8), "送清凉", status=DONE, done_on=dt.date(2026, 8, 10))
    assert done_months(item) == [8]


def test_a_work_done_without_a_month_stands_where_it_was_done() -> None:
    assert done_months(an_item("P1", (), "探访", status=DONE, done_on=dt.date(2026, 2, 1))) == [2]


def test_cancelled_works_count_nowhere_and_open_ones_apart() -> None:
    items = [
        an_item("P1", (3,), "甲", category="文体活动", status=PlanStatus.CANCELLED),
        an_item("P2", (3,), "乙", category="文体活动"),
        an_item("P3", (3,), "丙", category=""),
        an_item("P4", (3,), "丁", category=""),
    ]
    works = work_by_category(items, 2026)
    assert [(work.category, work.item_count) for work in works] == [("文体活动", 1), ("未分类", 2)]
    assert works[0].open_counts[2] == 1
    assert works[0].done_counts[2] == 0


def test_balances_end_with_the_day_of_the_book_and_hold_earlier_rows() -> None:
    entries = [
        an_expense(dt.date(2025, 12, 30), "501", "", "1.00"),
        an_expense(dt.date(2026, 2, 1), "501", "", "2.00"),
    ]
    months = money_by_month(entries, 2026, Decimal("10.00"), dt.date(2026, 3, 31))
    assert [month.balance_amount for month in months[:4]] == [
        Decimal("9.00"),
        Decimal("7.00"),
        Decimal("7.00"),
        None,
    ]


def test_a_month_that_has_bookings_has_a_balance() -> None:
    entries = [an_expense(dt.date(2026, 6, 1), "501", "", "2.00")]
    months = money_by_month(entries, 2026, Decimal("10.00"), dt.date(2026, 3, 31))
    assert months[5].balance_amount == Decimal("8.00")
    assert months[6].balance_amount is None


def test_without_an_opening_balance_there_is_none() -> None:
    months = money_by_month([], 2026, None, YEAR_END)
    assert {month.balance_amount for month in months} == {None}


def a_service(kind: str, member: str, amount: str | None = None) -> ServiceEntry:
    return ServiceEntry(
        served_on=dt.date(2026, 3, 1),
        member_no=member,
        member_name="",
        service_kind=kind,
        content="",
        amount=None if amount is None else Decimal(amount),
        voucher_no="",
        is_booked=None,
        proof="",
        handler="",
        remark="",
        source=SourceRef("服务台账", 4),
    )


def test_services_are_counted_by_turn_and_by_person() -> None:
    counts = services_by_kind(
        [a_service("", "H1"), a_service("生日", "H1", "9.50"), a_service("生日", "H1")]
    )
    assert [(c.service_kind, c.entry_count, c.member_count, str(c.amount)) for c in counts] == [
        ("生日", 2, 1, "9.50"),
        ("未填事项", 1, 1, "0.00"),
    ]


def test_a_visit_that_is_still_to_be_made_is_no_service_yet() -> None:
    visit = replace(a_service("五必访", "H1"), served_on=None, occurred_on=dt.date(2026, 3, 2))
    assert services_by_kind([visit]) == ()
    (count,) = services_by_kind([visit, a_service("五必访", "H2")])
    assert (count.entry_count, count.member_count) == (1, 1)


def a_payment(member: str, month: int, amount: str | None) -> DuesPayment:
    return DuesPayment(
        member_no=member,
        member_name="",
        month=Month(2026, month),
        payable_amount=None,
        paid_amount=None if amount is None else Decimal(amount),
        paid_on=None,
        method="",
        remark="",
        source=SourceRef("会费", 4),
    )


def a_union(period: str, *payments: DuesPayment) -> UnionBook:
    members = tuple(
        replace(a_member(name, None), member_no=number)
        for number, name in (("H1", "云一一"), ("H2", "溪二二"))
    )
    retired = replace(a_member("禾三三", None, "退休"), member_no="H3")
    return replace(
        empty_year(),
        settings=replace(SETTINGS, dues_period=period),
        members=(*members, retired),
        dues_payments=payments,
    )


def test_a_member_without_a_row_is_counted_as_owing() -> None:
    book = a_union("按月", a_payment("H1", 1, "5.00"), a_payment("H2", 1, "0.00"))
    january, *_ = dues_by_period(book, dt.date(2026, 2, 28))
    assert (january.owing_count, january.due_paid_count) == (2, 1)
    assert january.paid_amount == Decimal("5.00")


def test_who_pays_without_owing_adds_money_but_no_payer() -> None:
    (january,) = dues_by_period(a_union("按月", a_payment("H3", 1, "5.00")), dt.date(2026, 1, 9))
    assert (january.owing_count, january.due_paid_count) == (2, 0)
    assert january.paid_amount == Decimal("5.00")


@pytest.mark.parametrize(
    ("period", "count"), [("按月", 12), ("按季", 4), ("按半年", 2), ("按年", 1), ("随便", 12)]
)
def test_dues_are_counted_by_collection_period(period: str, count: int) -> None:
    assert len(dues_by_period(a_union(period), YEAR_END)) == count


def test_periods_that_have_not_begun_are_left_out_until_somebody_pays() -> None:
    assert len(dues_by_period(a_union("按月"), dt.date(2026, 3, 31))) == 3
    book = a_union("按月", a_payment("H1", 6, "5.00"))
    assert [one.months[0].month for one in dues_by_period(book, dt.date(2026, 3, 31))] == [
        1,
        2,
        3,
        6,
    ]


def test_rows_dated_after_the_last_day_are_counted() -> None:
    days = (dt.date(2026, 3, 1), dt.date(2026, 3, 2), dt.date(2027, 1, 1))
    entries = tuple(an_expense(day, "501", "", "1.00") for day in days)
    assert year_end(replace(empty_year(), ledger_entries=entries)).later_count == 1


def test_rows_of_other_years_are_counted_and_named() -> None:
    entries = (
        an_expense(dt.date(2025, 12, 30), "501", "", "1.00"),
        an_expense(dt.date(2026, 2, 1), "501", "", "2.00"),
    )
    ends = year_end(replace(empty_year(), ledger_entries=entries))
    assert ends.outside_year_count == 1
    assert ends.outside_year.expense_amount == Decimal("1.00")
    assert ends.later_count == 0
    assert ends.accounts.totals.expense_amount == Decimal("3.00")
