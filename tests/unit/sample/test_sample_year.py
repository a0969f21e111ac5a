from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.fakes import a_block, a_workbook
from tests.unit.sample.books import YEARS, payments, receipts, sums, tables_of, tables_on
from unionxl.sample.year import completed_plan, sample_year
from unionxl.tables.all import TABLES
from unionxl.tables.settings import SETTING_ROWS
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from tests.unit.sample.books import Row
    from unionxl.sample.rows import CellValue
    from unionxl.tables.model import Table
    from unionxl.values.column import ReadValue

YEAR = 2026


def _cell(value: CellValue) -> ReadValue:
    """Return a value as a cell gives it back."""
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("year", YEARS)
def test_the_demonstration_has_the_promised_size(year: int) -> None:
    tables = tables_of(year)
    assert len(tables["Plan"]) == 60
    assert len(tables["Members"]) == 150
    assert len(tables["Ledger"]) == 2000
    filled = {"Dues", "Budget", "Services", "Activities", "Proposals", "Disclosures"}
    assert all(tables[name] for name in filled | {"Duties", "Evidence", "Settings"})


def test_the_same_year_is_the_same_twice() -> None:
    assert sample_year(YEAR) == sample_year(YEAR)
    assert completed_plan(YEAR) == completed_plan(YEAR)


@pytest.mark.parametrize("year", range(2024, 2033))
def test_the_reader_takes_every_cell_without_a_finding(year: int) -> None:
    tables = tables_of(year)
    by_name = {table.name: table for table in TABLES}
    blocks = [
        a_block(by_name[name], *({key: _cell(cell) for key, cell in row.items()} for row in rows))
        for name, rows in tables.items()
    ]
    book, findings = read_book(a_workbook(*blocks), as_of=dt.date(year, 12, 31))
    assert findings == ()
    assert book.fiscal_year == year
    assert len(book.ledger_entries) == 2000
    assert not any(book.skipped_rows.values())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_cells_hold_what_the_columns_offer(table: Table) -> None:
    for row in tables_of(YEAR).get(table.name, ()):
        for column in table.columns:
            if column.choices and column.header in row:
                assert row[column.header] in column.choices, (column.header, row)
            if column.is_required:
                assert row.get(column.header) not in {None, ""}, (column.header, row)


def test_every_setting_has_a_value() -> None:
    labels = [row["项目"] for row in tables_of(YEAR)["Settings"]]
    assert labels == [setting.label for setting in SETTING_ROWS]
    assert all(row["值"] not in {None, ""} for row in tables_of(YEAR)["Settings"])


@pytest.mark.parametrize("year", YEARS)
def test_vouchers_run_through_the_year_without_a_gap(year: int) -> None:
    ledger = tables_of(year)["Ledger"]
    assert [row["凭证号"] for row in ledger] == [f"记-{n:04d}" for n in range(1, 2001)]
    days = [row["日期"] for row in ledger]
    assert days == sorted(days)
    assert {day.year for day in days} == {year}


@pytest.mark.parametrize("year", YEARS)
def test_dues_by_month_are_what_the_ledger_received(year: int) -> None:
    dues = sums(
        ({"月": row["缴费日期"].month, **row} for row in tables_of(year)["Dues"]), "月", "实缴"
    )
    booked = sums(
        ({"月": row["日期"].month, **row} for row in receipts(year) if row["科目编码"] == "401"),
        "月",
        "收入金额",
    )
    assert dues == booked
    assert all(
        row["所属月份"] == f"{row['缴费日期']:%Y-%m}" and row["应缴"] == row["实缴"]
        for row in tables_of(year)["Dues"]
    )


@pytest.mark.parametrize("year", YEARS)
def test_dues_are_the_rate_of_the_base_however_it_is_rounded(year: int) -> None:
    bases = {row["会员编号"]: row["月缴费基数"] for row in tables_of(year)["Members"]}
    for row in tables_of(year)["Dues"]:
        assert row["应缴"] == bases[row["会员编号"]] * Decimal("0.005")
        assert row["应缴"] % 1 == 0


@pytest.mark.parametrize("year", YEARS)
def test_services_with_money_and_the_ledger_name_each_other(year: int) -> None:
    booked = {
        (row["凭证号"], row["受益会员"], row["支出金额"], row["日期"])
        for row in payments(year)
        if "受益会员" in row
    }
    services = [row for row in tables_of(year)["Services"] if "金额" in row]
    served = {(row["凭证号"], row["姓名"], row["金额"], row["日期"]) for row in services}
    assert served == booked
    assert len(services) == len(served)
    assert all(row["是否入账"] == "是" for row in services)


@pytest.mark.parametrize("year", YEARS)
def test_activities_cost_what_their_vouchers_say(year: int) -> None:
    ledger = {row["凭证号"]: row for row in tables_of(year)["Ledger"]}
    with_cost = [row for row in tables_of(year)["Activities"] if "费用" in row]
    assert len(with_cost) > 20
    for row in with_cost:
        entry = ledger[row["凭证号"]]
        assert entry["支出金额"] == row["费用"]
        assert entry["计划编号"] == row["计划编号"]
        assert entry["人数"] == row["实到人数"]
    assert all("凭证号" not in row for row in tables_of(year)["Activities"] if "费用" not in row)


@pytest.mark.parametrize("year", YEARS)
def test_the_budget_balances_and_every_line_is_used_but_not_up(year: int) -> None:
    lines = tables_of(year)["Budget"]
    final = {row["科目编码"]: row["年初预算数"] + row["调整数"] for row in lines}
    by_kind = Counter[str]()
    for row in lines:
        by_kind[row["类型"]] += row["年初预算数"]
    assert by_kind["收入"] == by_kind["支出"]
    assert sum(row["调整数"] for row in lines) == 0
    actual = sums(payments(year), "科目编码", "支出金额")
    warning = next(r["值"] for r in tables_of(year)["Settings"] if r["项目"] == "预警比例")
    assert actual.keys() == {row["科目编码"] for row in lines if row["类型"] == "支出"}
    for code, amount in actual.items():
        assert Decimal("0.8") < amount / final[code] < warning, code


@pytest.mark.parametrize("year", YEARS)
def test_money_never_runs_out(year: int) -> None:
    opening = next(r["值"] for r in tables_of(year)["Settings"] if r["项目"] == "期初结余")
    balance = opening
    for row in tables_of(year)["Ledger"]:
        balance += row.get("收入金额", 0) - row.get("支出金额", 0)
        assert balance >= 0, row
    spent, received = (
        sums(rows, "经费来源", amount)
        for rows, amount in ((payments(year), "支出金额"), (receipts(year), "收入金额"))
    )
    assert all(amount <= received[fund] for fund, amount in spent.items())


@pytest.mark.parametrize("year", YEARS)
def test_every_work_stays_within_its_budget_and_the_line(year: int) -> None:
    plan = {row["编号"]: row for row in tables_of(year)["Plan"]}
    for number, amount in sums(payments(year), "计划编号", "支出金额").items():
        if number is not None:
            assert amount < plan[number]["预算金额"] * Decimal("0.96"), plan[number]["工作内容"]
    codes = {(row["计划编号"], row["科目编码"]) for row in payments(year) if "计划编号" in row}
    assert all(plan[number]["科目编码"] == code for number, code in codes)
    for row in tables_of(year)["Budget"]:
        planned = sums(plan.values(), "科目编码", "预算金额")[row["科目编码"]]
        assert planned <= row["年初预算数"] + row["调整数"]


def test_people_are_invented_and_believable() -> None:
    rows = tables_of(YEAR)["Members"]
    assert len({row["姓名"] for row in rows}) == len({row["会员编号"] for row in rows}) == 150
    assert all(
        re.fullmatch("[荷棠枫桐桃杏橙柚莓榆槐菊竹茉葵]小[甲乙丙丁戊己庚辛壬癸]", row["姓名"])
        for row in rows
    )
    assert all(row["联系电话"].startswith("000-") for row in rows)
    assert Counter(row["性别"] for row in rows)["女"] > 120
    assert {row["在职状态"] for row in rows} == {"在职", "退休", "调离", "离职"}
    assert {row["出生日期"].month for row in rows} == set(range(1, 13))
    for row in rows:
        assert row["入会日期"].year - row["出生日期"].year >= 22
        age = YEAR - row["出生日期"].year
        assert (55 <= age < 65) if row["在职状态"] == "退休" else (22 < age < 55)
        assert ("退休日期" in row) == (row["在职状态"] == "退休")


@pytest.mark.parametrize("day", [dt.date(2026, 1, 1), dt.date(2026, 3, 15), dt.date(2026, 9, 1)])
def test_the_book_of_an_earlier_day_is_the_beginning_of_the_whole_one(day: dt.date) -> None:
    early, whole = tables_on(YEAR, day), tables_of(YEAR)
    dates = {
        "Ledger": "日期",
        "Dues": "缴费日期",
        "Services": "日期",
        "Activities": "日期",
        "Disclosures": "公开日期",
        "Members": "入会日期",
    }
    for table, header in dates.items():
        kept = [row[header] for row in whole[table] if row[header] <= day]
        assert [row[header] for row in early[table]] == kept, table
    assert early["Ledger"] == whole["Ledger"][: len(early["Ledger"])]
    assert all(row.get("完成日期", day) <= day for row in early["Plan"])
    assert all(row.get("答复日期", day) <= day for row in early["Proposals"])
    assert len(early["Plan"]) == 60


def test_in_march_works_are_done_under_way_and_to_come() -> None:
    plan: tuple[Row, ...] = tables_on(YEAR, dt.date(YEAR, 3, 15))["Plan"]
    in_march = Counter(row["状态"] for row in plan if "起始日期" in row and row["月份"] == "3月")
    assert in_march["已完成"] >= 2
    assert in_march["进行中"] >= 1
    assert in_march["未开始"] >= 1


def test_the_plan_can_stand_at_an_earlier_day_than_the_money() -> None:
    tables = sample_year(YEAR, plan_through=dt.date(YEAR, 3, 15))
    assert len(tables["Ledger"]) == 2000
    assert "已完成" not in {row["状态"] for row in tables["Plan"]}
    assert ("当前月份", 3) in {(row["项目"], row["值"]) for row in tables["Settings"]}
