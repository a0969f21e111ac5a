"""Days of the plan that were entered the wrong way round: told, and taken alike everywhere."""

from __future__ import annotations

import datetime as dt

from tests.assertions import assert_finds_nothing, findings_of
from tests.builders import a_book
from unionxl.domain.period import Month
from unionxl.reporting.ics import plan_calendar
from unionxl.rules.finding import Severity
from unionxl.views.month_sheet import month_sheet
from unionxl.views.year_calendar import year_calendar

PLAN = """
编号 | 起始日期 | 结束日期 | 工作内容
P1 | {} | {} | 教工趣味运动会
"""
TODAY = dt.date(2026, 1, 5)
STAMP = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)


def test_an_end_before_the_start_is_told() -> None:
    (found,) = findings_of(
        a_book(plan=PLAN.format("2026-06-09", "2026-06-03")), "item-ends-before-it-starts"
    )
    assert found.severity is Severity.WARNING
    assert found.sources[0].column == "结束日期"
    assert "2026年6月3日早于起始日期2026年6月9日" in found.message


def test_the_same_day_twice_or_one_day_alone_is_well() -> None:
    for days in (("2026-06-03", "2026-06-03"), ("2026-06-03", ""), ("", "2026-06-03")):
        assert_finds_nothing(a_book(plan=PLAN.format(*days)), "item-ends-before-it-starts")


def test_sheets_and_calendar_file_take_both_ways_alike() -> None:
    for first, last in (("2026-06-03", "2026-06-09"), ("2026-05-28", "2026-06-03")):
        right = a_book(plan=PLAN.format(first, last), as_of=TODAY)
        wrong = a_book(plan=PLAN.format(last, first), as_of=TODAY)
        for month in (Month(2026, 5), Month(2026, 6)):
            assert month_sheet(right, month) == month_sheet(wrong, month)
        assert year_calendar(right) == year_calendar(wrong)
        assert plan_calendar(right, STAMP) == plan_calendar(wrong, STAMP)
        assert right.work_items[0].last_planned_on == wrong.work_items[0].last_planned_on
        assert right.work_items[0].first_planned_on == wrong.work_items[0].first_planned_on
