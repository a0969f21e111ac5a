"""What lies before a day is done, booked and registered; what lies after is not."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.unit.sample.books import YEARS, tables_on
from tests.years import sample_book
from unionxl.domain.period import Month
from unionxl.operations.findings import findings_of, keep_no_record
from unionxl.resources import load_holidays, load_standards
from unionxl.rules.catalogue import ALL_RULES
from unionxl.sample.days import SampleDays
from unionxl.sample.plan import works

if TYPE_CHECKING:
    from tests.unit.sample.books import Row
    from unionxl.domain.book import UnionBook

DAYS = (
    *((1, 1), (1, 16), (2, 28), (3, 15), (3, 31), (4, 19), (5, 1), (5, 20), (6, 10), (6, 30)),
    *((7, 15), (8, 31), (9, 14), (10, 1), (10, 20), (11, 15), (12, 1), (12, 15), (12, 31)),
)
OF_2026 = [dt.date(2026, month, day) for month, day in DAYS]
ALL = [dt.date(year, month, day) for year in YEARS for month, day in DAYS]

on_days = pytest.mark.parametrize("day", OF_2026, ids=str)
on_all_days = pytest.mark.parametrize("day", ALL, ids=str)


def _rule_ids(book: UnionBook) -> list[str]:
    return [one.rule_id for one in findings_of(book, load_standards(), ALL_RULES, keep_no_record)]


@on_all_days
def test_no_rule_finds_anything_on_any_day(day: dt.date) -> None:
    assert _rule_ids(sample_book(day.year, as_of=day)) == []


@on_all_days
def test_what_is_planned_before_the_day_is_done_and_what_comes_after_is_not(day: dt.date) -> None:
    for row in tables_on(day.year, day)["Plan"]:
        ends = row.get("结束日期")
        if ends is not None and row["状态"] != "取消":
            assert (row["状态"] == "已完成") == (ends <= day), row
        assert ("完成日期" in row) == (row["状态"] == "已完成"), row
        assert row.get("完成日期", day) <= day
        told = row["状态"] in {"已完成", "取消"} or "已完成" in row.get("按月状态", "")
        assert ("完成情况" in row) == told, row


@on_days  # of the year of the demo; 中秋 in the week of 1 October has no workday before it
def test_no_work_is_on_a_day_off(day: dt.date) -> None:
    off = {one.day for one in load_holidays() if one.kind.value == "放假"}
    for row in tables_on(day.year, day)["Plan"]:
        assert not off & {row.get("起始日期"), row.get("结束日期")}, row
    for row in tables_on(day.year, day)["Ledger"]:
        assert row["日期"] not in off, row


@on_days
def test_ledger_register_and_plan_tell_the_same_story(day: dt.date) -> None:
    tables = tables_on(day.year, day)
    plan = {row["编号"]: row for row in tables["Plan"]}
    vouchers = {row["凭证号"]: row for row in tables["Ledger"]}
    registered: dict[str, list[Row]] = defaultdict(list)
    for row in tables["Activities"]:
        assert row["日期"] <= day
        registered[row["计划编号"]].append(row)
        if "费用" in row:
            voucher = vouchers[row["凭证号"]]
            assert voucher["支出金额"] == row["费用"]
            assert (voucher["日期"], voucher["计划编号"]) == (row["日期"], row["计划编号"])
    booked = {row.get("计划编号") for row in tables["Ledger"]}
    for number, row in plan.items():
        if row["状态"] == "已完成":
            assert number in registered.keys() | booked, row
        if row["状态"] in {"未开始", "暂定", "取消"}:
            assert number not in registered, row
            assert number not in booked, row
        for activity in registered[number][-1:]:
            assert row.get("完成日期", activity["日期"]) == activity["日期"]


@on_days
def test_a_work_that_returns_is_done_month_by_month(day: dt.date) -> None:
    days = SampleDays.of(day.year)
    returning = [work for work in works(day.year) if work.returns]
    assert len(returning) >= 10
    registered = Counter(row["计划编号"] for row in tables_on(day.year, day)["Activities"])
    plan = {row["编号"]: row for row in tables_on(day.year, day)["Plan"]}
    for work in returning:
        row = plan[work.item_no]
        held = work.held_on(days)
        assert tuple(one.month for one in held) == work.months
        states = work.months_on(day, days)
        done = [month for month, state in states.items() if state.value == "已完成"]
        assert done == [one.month for one in held if one <= day]
        begun = [month for month in work.months if Month(day.year, month).first_on <= day]
        assert list(states) == begun
        assert row.get("按月状态", "").split() == [
            f"{month}{state.value}" for month, state in states.items()
        ]
        assert [line.partition("月：")[0] for line in row.get("完成情况", "").splitlines()] == [
            str(month) for month in done
        ]
        if work.is_registered:
            assert registered[work.item_no] == len(done)


@on_days
def test_dues_of_the_months_past_are_paid_and_none_ahead(day: dt.date) -> None:
    tables = tables_on(day.year, day)
    paid = {row["所属月份"] for row in tables["Dues"]}
    months = {str(Month(day.year, number)) for number in range(1, 13)}
    over = {month for month in months if Month.parse(month).last_on <= day}
    assert over <= paid <= {month for month in months if month <= f"{day:%Y-%m}"}
    booked = sum(
        (row["收入金额"] for row in tables["Ledger"] if row["科目编码"] == "401"), Decimal()
    )
    assert booked == sum((row["实缴"] for row in tables["Dues"]), Decimal())


@on_days
def test_every_quarter_that_is_over_was_disclosed(day: dt.date) -> None:
    disclosed = [row for row in tables_on(day.year, day)["Disclosures"] if "季度" in row["事项"]]
    assert all(row["公开日期"] <= day for row in disclosed)
    assert len(disclosed) >= sum(Month(day.year, 3 * turn).last_on <= day for turn in range(1, 5))


def test_a_budget_is_not_revised_before_it_is_decided() -> None:
    early, late = (tables_on(2026, dt.date(2026, month, 1)) for month in (6, 7))
    assert {row["调整数"] for row in early["Budget"]} == {Decimal(0)}
    assert {row["调整数"] for row in late["Budget"]} == {Decimal(0), Decimal(1500), Decimal(-1500)}
    assert not any("年中" in row.get("说明", "") for row in early["Budget"])


def test_the_union_gives_itself_no_scores_before_the_year_is_summed_up() -> None:
    early, late = (tables_on(2026, dt.date(2026, *day)) for day in ((12, 1), (12, 31)))
    assert not any("自评分" in row for row in early["Evidence"])
    assert all("自评分" in row for row in late["Evidence"])
