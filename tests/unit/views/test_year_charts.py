"""What the charts show and say, compared as data."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_book
from tests.samples import sample_book
from tests.unit.views.years import (
    SETTINGS,
    a_budget_line,
    a_service,
    an_expense,
    an_item,
    empty_year,
    small_year,
)
from unionxl.domain.dues import DuesPayment
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.domain.source import SourceRef
from unionxl.domain.year_end import year_end
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.plan import PLAN
from unionxl.tables.services import SERVICES
from unionxl.views.year_charts import year_charts

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.domain.book import UnionBook
    from unionxl.views.chart import ChartSpec


def charts_of(book: UnionBook) -> dict[str, ChartSpec]:
    return {chart.chart_id: chart for chart in year_charts(year_end(book))}


def as_text(chart: ChartSpec) -> str:
    """Show a chart as data."""
    lines = [f"# {chart.chart_id} {chart.name} ({chart.kind.value})", chart.title, chart.unit]
    lines.append(f"categories: {' | '.join(chart.categories)}")
    lines += [f"rows: {' | '.join(chart.row_names)}"] if chart.row_names else []
    for series in (*chart.series, *([chart.line] if chart.line else [])):
        lines.append(f"{series.name}: {' | '.join(str(value) for value in series.values)}")
    lines += [f"[{column.head}] {' | '.join(column.texts)}" for column in chart.columns]
    lines += [f"marks: {' | '.join(chart.marks)}"] if any(chart.marks) else []
    return "\n".join([*lines, *chart.notes, chart.source, f"alt: {chart.alt_text}"]) + "\n"


@pytest.mark.parametrize(
    ("name", "book"), [("sample", sample_book), ("small", small_year), ("empty", empty_year)]
)
def test_charts_are_what_they_were(
    name: str, book: Callable[[], UnionBook], golden: Callable[[str, str], None]
) -> None:
    charts = year_charts(year_end(book()))
    golden(f"charts/{name}.txt", "\n".join(as_text(chart) for chart in charts))


def test_an_empty_year_says_so_in_every_chart() -> None:
    for chart in charts_of(empty_year()).values():
        assert chart.is_empty
        assert chart.title.startswith("暂无数据")
        assert chart.alt_text == f"{chart.name}：{chart.title}"


def test_an_overspent_account_is_named_with_its_excess() -> None:
    book = replace(
        empty_year(),
        budget_lines=(a_budget_line("501", "甲", "10.00"), a_budget_line("502", "乙", "10.00")),
        ledger_entries=(
            an_expense(dt.date(2026, 1, 1), "501", "", "10.01"),
            an_expense(dt.date(2026, 1, 1), "502", "", "10.00"),
            an_expense(dt.date(2026, 1, 1), "503", "丙", "1.00"),
        ),
    )
    chart = charts_of(book)["budget-execution"]
    assert chart.title == (
        "支出预算执行 105.1%，1 个科目超出预算，共超 0.01 元，1 个科目未列预算，支出 1.00 元"
    )
    assert chart.marks == ("超 0.01", "", "未列预算")
    assert chart.columns[1].texts == ("10.00", "10.00", "未列预算")


def test_shares_are_left_out_where_the_total_is_not_above_zero() -> None:
    book = replace(
        empty_year(), ledger_entries=(an_expense(dt.date(2026, 1, 1), "501", "甲", "-5.00"),)
    )
    chart = charts_of(book)["expense-by-kind"]
    assert chart.title == "截至 3 月 1 日支出 -5.00 元"
    assert chart.columns[1].texts == ("—",)


def test_a_year_is_compared_with_the_last_only_when_it_is_over() -> None:
    book = sample_book()
    assert "比上年" in charts_of(book)["expense-by-kind"].title
    march = charts_of(replace(book, as_of=dt.date(2026, 3, 31)))
    assert not any("比上年" in chart.title for chart in march.values())
    chart = march["year-comparison"]
    assert chart.title == "截至 3 月 31 日收入为上年全年的 105.0%，支出为上年全年的 102.1%"
    assert chart.notes == (
        "本年的数字截至 3 月 31 日，上年的数字为全年",
        "有 1575 笔的日期在 2026-03-31 之后，已计入",
    )


def test_a_change_too_small_for_a_digit_is_told_in_words() -> None:
    book = sample_book()
    last = year_end(sample_book(2025)).accounts
    chart = {one.chart_id: one for one in year_charts(year_end(book), last)}["year-comparison"]
    assert chart.title == "收入与上年持平，支出比上年略少"


def test_the_most_of_several_alike_are_all_named() -> None:
    expenses = tuple(
        an_expense(dt.date(2026, month, 1), code, name, "5.00")
        for month, code, name in ((1, "501", "甲"), (2, "502", "乙"))
    )
    items = tuple(
        an_item(name, (2,), name, category=name, status=PlanStatus.DONE) for name in "甲乙丙丁"
    )
    services = (a_service("生日"), a_service("五必访"))
    book = replace(
        empty_year(), ledger_entries=expenses, work_items=items, service_entries=services
    )
    charts = charts_of(book)
    assert charts["expense-by-kind"].title.startswith("甲、乙各占 50.0%，")
    assert charts["month-by-month"].title.startswith("1 月、2 月并列支出最多，各 5.00 元，")
    assert charts["work-by-month"].title.endswith(
        "全部完成，甲、乙、丙等 4 个并列完成最多，各 1 项"
    )
    assert charts["services-by-kind"].title.endswith("2 人次，生日、五必访并列最多，各 1 人次")


def test_one_kind_alone_is_not_called_the_most() -> None:
    items = (an_item("P1", (2,), "甲", category="甲", status=PlanStatus.DONE),)
    book = replace(empty_year(), work_items=items, service_entries=(a_service("生日"),) * 2)
    charts = charts_of(book)
    assert charts["work-by-month"].title == "截至 3 月 1 日 1 项工作全部完成"
    assert charts["services-by-kind"].title == "截至 3 月 1 日服务会员 2 人次，都是生日"


def test_a_service_whose_kind_was_not_written_down_is_not_called_a_kind() -> None:
    for services in ((a_service(""),) * 2, (a_service(""), a_service(""), a_service("生日"))):
        title = charts_of(replace(empty_year(), service_entries=services))["services-by-kind"].title
        assert title == f"截至 3 月 1 日服务会员 {len(services)} 人次"


def test_dues_that_were_all_paid_back_are_not_called_missing() -> None:
    amounts = (Decimal("20.00"), Decimal("-20.00"))
    payments = tuple(
        DuesPayment("H1", "", Month(2026, 1 + i), None, amount, None, "", "", SourceRef("会费", 4))
        for i, amount in enumerate(amounts)
    )
    chart = charts_of(replace(empty_year(), dues_payments=payments))["dues-by-period"]
    assert chart.title == "《会员》名册没有应缴会费的人，实缴 0.00 元"


def test_shares_are_not_in_the_title_where_a_kind_is_below_zero() -> None:
    expenses = (
        an_expense(dt.date(2026, 1, 1), "501", "甲", "8.00"),
        an_expense(dt.date(2026, 1, 1), "502", "乙", "-3.00"),
    )
    chart = charts_of(replace(empty_year(), ledger_entries=expenses))["expense-by-kind"]
    assert chart.title == "甲最多，8.00 元，截至 3 月 1 日支出 5.00 元"


def test_a_year_without_a_budget_is_not_over_it() -> None:
    book = replace(
        empty_year(), ledger_entries=(an_expense(dt.date(2026, 1, 1), "501", "甲", "5"),)
    )
    title = charts_of(book)["budget-execution"].title
    assert title == "《预算》没有支出预算，截至 3 月 1 日支出 5.00 元"


def test_income_that_equals_expenditure_leaves_nothing() -> None:
    expense = an_expense(dt.date(2026, 1, 1), "501", "甲", "5.00")
    income = replace(
        expense,
        account_code="401",
        income_amount=Decimal("5.00"),
        expense_amount=Decimal("0.00"),
    )
    book = replace(empty_year(), ledger_entries=(expense, income))
    assert charts_of(book)["month-by-month"].title.endswith("，截至 3 月 1 日收支持平")


def test_months_that_have_not_begun_have_no_figure() -> None:
    chart = charts_of(sample_book(2026, dt.date(2026, 6, 15)))["month-by-month"]
    assert chart.series[0].values[6:] == (None,) * 6
    assert chart.columns[0].texts[6:] == ("",) * 6


def test_rows_of_another_year_are_told_wherever_they_count() -> None:
    book = replace(
        empty_year(), ledger_entries=(an_expense(dt.date(2025, 1, 1), "501", "甲", "5.00"),)
    )
    charts = charts_of(book)
    assert charts["expense-by-kind"].notes == ("有 1 笔的日期不在 2026 年，已计入",)
    assert "未列入各月" in charts["month-by-month"].notes[0]


def test_rows_dated_after_the_last_day_are_told_wherever_they_count() -> None:
    book = replace(
        empty_year(), ledger_entries=(an_expense(dt.date(2026, 3, 2), "501", "甲", "5.00"),)
    )
    charts, told = charts_of(book), "有 1 笔的日期在 2026-03-01 之后，已计入"
    for name in ("expense-by-kind", "budget-execution", "month-by-month"):
        assert told in charts[name].notes


def test_a_missing_opening_balance_leaves_the_line_out_and_is_told() -> None:
    book = sample_book()
    book = replace(book, settings=replace(book.settings, opening_balance_amount=None))
    chart = charts_of(book)["month-by-month"]
    assert chart.line is None
    assert chart.notes == ("《设置》没有填写期初结余，未画月末结余",)


def test_rows_left_out_are_told_on_every_chart() -> None:
    tables = [table.field for table in (LEDGER, PLAN, SERVICES, DUES)]
    book = replace(sample_book(), skipped_rows=dict.fromkeys(tables, 1))
    assert all("另有 1 行因内容无法识别" in one.notes[-1] for one in charts_of(book).values())


def test_works_of_the_year_are_counted_once_in_the_title() -> None:
    settings = replace(SETTINGS, fiscal_year=2026)
    items = (an_item("P1", tuple(range(1, 13)), "按月收缴会费"), an_item("P2", (3,), "春游"))
    book = replace(empty_year(), settings=settings, work_items=items)
    assert charts_of(book)["work-by-month"].title == "截至 3 月 1 日 2 项工作完成 0 项"


def test_last_years_book_takes_the_place_of_the_budgets_figures() -> None:
    book = sample_book()
    last = year_end(sample_book(2025)).accounts
    chart = {one.chart_id: one for one in year_charts(year_end(book), last)}["year-comparison"]
    assert chart.series[1].values[0] == last.income_kinds[0].actual_amount
    assert chart.source == "来源：《收支台账》、上年的工作簿；截至 2026-12-31"
    assert sum(Decimal(value or 0) for value in chart.series[1].values) == (
        last.totals.income_amount + last.totals.expense_amount
    )


def _eighty(dues: str, **settings: str) -> str:
    roll = "\n".join(f"{number:03d} | 某{number} | 4000" for number in range(1, 81))
    book = a_book(
        as_of=dt.date(2026, 11, 29),
        members=f"会员编号 | 姓名 | 月缴费基数\n{roll}",
        dues=dues,
        settings=settings,
    )
    return charts_of(book)["dues-by-period"].title


def test_only_dues_that_are_due_by_the_day_count_as_asked_for() -> None:
    paid = [f"{number:03d} 2026-09 20.00" for number in range(1, 81)]
    paid += [f"{number:03d} 2026-10 20.00" for number in range(1, 76)]
    told = "9 月 1 日至 11 月 29 日会费应缴 160 人次，已缴 155 人次（96.9%）"
    title = _eighty("\n".join(paid), 启用月份="9月")
    assert title.startswith(f"{told}，实缴 3,100.00 元")
    assert "到期欠缴 5 人次" in title
    ahead = _eighty("\n".join([*paid, "001 2026-12 20.00"]), 启用月份="9月")
    assert ahead.startswith(f"{told}，另有预缴 1 人次，实缴 3,120.00 元")


def test_only_quarters_that_are_due_by_the_day_count_as_asked_for() -> None:
    paid = "\n".join(f"{number:03d} 2026-09 20.00" for number in range(1, 61))
    title = _eighty(paid, 启用月份="9月", 会费周期="按季")
    assert "会费应缴 80 人次，已缴 60 人次（75.0%）" in title


def test_dues_paid_before_any_is_due_are_paid_ahead() -> None:
    title = _eighty("001 2026-12 20.00", 启用月份="12月")
    assert title == "截至 11 月 29 日还没有到期的会费，另有预缴 1 人次，实缴 20.00 元"


def test_dues_rows_that_were_not_counted_are_not_called_none() -> None:
    rows = " | 无人 | 2026-09 | 20.00\n" * 3
    title = _eighty(f"会员编号 | 姓名 | 所属月份 | 实缴\n{rows}", 启用月份="9月")
    assert "还没有缴纳记录" not in title
    assert "《会费》另有 3 行没有计入" in title
