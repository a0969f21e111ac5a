from __future__ import annotations

import datetime as dt

import chinese_calendar
import holidays as holidays_package
import pytest

from unionxl.domain.calendar import (
    CalendarDay,
    DayKind,
    calendar_days,
    has_notice,
    is_working_day,
    next_working_day,
)
from unionxl.domain.festivals import Festival
from unionxl.domain.holidays import DayOffKind, HolidayDay
from unionxl.domain.statutory import statutory_days
from unionxl.resources import load_festivals, load_holidays

HOLIDAYS = load_holidays()
FESTIVALS = load_festivals()
FIRST = dt.date(2007, 1, 1)
LAST = dt.date(2026, 12, 31)


def _year(year: int) -> tuple[CalendarDay, ...]:
    return calendar_days(
        dt.date(year, 1, 1), dt.date(year, 12, 31), holidays=HOLIDAYS, festivals=FESTIVALS
    )


def _one(day: dt.date) -> CalendarDay:
    (only,) = calendar_days(day, day, holidays=HOLIDAYS, festivals=FESTIVALS)
    return only


def test_every_day_of_2007_to_2026_is_worked_or_not_as_two_libraries_say() -> None:
    reference = holidays_package.country_holidays("CN", years=range(2006, 2028), language="zh_CN")
    days = calendar_days(FIRST, LAST, holidays=HOLIDAYS, festivals=())
    assert len(days) == 7_305
    assert [d.day for d in days if d.kind.is_worked != reference.is_working_day(d.day)] == []
    assert [d.day for d in days if d.kind.is_worked != chinese_calendar.is_workday(d.day)] == []


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (dt.date(2013, 4, 7), DayKind.MAKEUP),
        (dt.date(2013, 10, 12), DayKind.MAKEUP),
        (dt.date(2020, 1, 31), DayKind.OFF),
        (dt.date(2020, 2, 1), DayKind.OFF),
        (dt.date(2020, 2, 2), DayKind.OFF),
        (dt.date(2020, 2, 3), DayKind.WORKDAY),
        (dt.date(2015, 9, 3), DayKind.OFF),
        (dt.date(2015, 9, 6), DayKind.MAKEUP),
        (dt.date(2019, 5, 2), DayKind.OFF),
        (dt.date(2006, 12, 31), DayKind.MAKEUP),
    ],
)
def test_days_that_other_sources_have_wrong_are_right(day: dt.date, kind: DayKind) -> None:
    assert _one(day).kind is kind


@pytest.mark.parametrize(("year", "off", "makeup"), [(2025, 28, 5), (2026, 33, 6)])
def test_years_have_the_numbers_of_days_off_and_make_up_days(
    year: int, off: int, makeup: int
) -> None:
    kinds = [day.kind for day in _year(year)]
    assert (kinds.count(DayKind.OFF), kinds.count(DayKind.MAKEUP)) == (off, makeup)
    assert all(day.published for day in _year(year))
    assert DayKind.STATUTORY not in kinds


def test_a_year_without_a_notice_shows_the_statutory_days_and_says_so() -> None:
    days = _year(2027)
    assert not any(day.published for day in days)
    assert {day.kind for day in days} == {DayKind.WORKDAY, DayKind.WEEKEND, DayKind.STATUTORY}
    assert [d.day for d in days if d.kind is DayKind.STATUTORY] == [
        entry.day for entry in statutory_days(2027)
    ]
    assert not has_notice(2027, HOLIDAYS)
    assert has_notice(2026, HOLIDAYS)


def test_a_statutory_day_on_a_weekend_keeps_its_name() -> None:
    labour_day = _one(dt.date(2027, 5, 1))
    assert (labour_day.kind, labour_day.holiday_name) == (DayKind.STATUTORY, "劳动节")
    assert _one(dt.date(2031, 10, 1)).holiday_name == "中秋节、国庆节"


def test_a_notice_that_is_read_later_makes_the_year_published() -> None:
    named = HolidayDay(2027, dt.date(2027, 1, 2), DayOffKind.OFF, "元旦", "某号")
    (day,) = calendar_days(named.day, named.day, holidays=[named], festivals=())
    assert (day.published, day.kind, day.holiday_name) == (True, DayKind.OFF, "元旦")


def test_of_two_rows_on_one_day_the_later_counts() -> None:
    day = dt.date(2026, 1, 4)
    rows = [
        HolidayDay(2026, day, DayOffKind.MAKEUP, "元旦", ""),
        HolidayDay(2026, day, DayOffKind.OFF, "元旦", ""),
    ]
    assert not is_working_day(day, rows)
    assert is_working_day(day, reversed(rows))


def test_a_day_carries_all_that_its_cell_shows() -> None:
    assert _one(dt.date(2026, 4, 5)) == CalendarDay(
        day=dt.date(2026, 4, 5),
        lunar_text="十八",
        lunar_month=2,
        lunar_day=18,
        solar_term="清明",
        festivals=("清明节",),
        kind=DayKind.OFF,
        holiday_name="清明节",
        published=True,
    )


def test_festivals_stand_in_table_order_and_only_those_with_a_place() -> None:
    day = dt.date(2026, 6, 21)
    festivals = (
        Festival("父亲节", "星期 6-3-日", gift_allowed=False, audience=""),
        Festival("夏至日", "节气 夏至", gift_allowed=False, audience=""),
        Festival("某某日", "公历 6-21", gift_allowed=False, audience="", is_shown=False),
        Festival("写错的", "六月", gift_allowed=False, audience=""),
    )
    (only,) = calendar_days(day, day, holidays=(), festivals=iter(festivals))
    assert only.festivals == ("父亲节", "夏至日")


def test_days_far_from_today_have_no_lunar_text_and_no_error() -> None:
    (only,) = calendar_days(dt.date.max, dt.date.max, holidays=HOLIDAYS, festivals=FESTIVALS)
    assert (only.lunar_text, only.lunar_month, only.lunar_day) == ("", None, None)
    assert not only.published


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (dt.date(2026, 2, 13), dt.date(2026, 2, 14)),
        (dt.date(2026, 2, 14), dt.date(2026, 2, 24)),
        (dt.date(2026, 3, 6), dt.date(2026, 3, 9)),
        (dt.date(2027, 2, 4), dt.date(2027, 2, 9)),
    ],
)
def test_the_next_working_day_passes_over_days_off(day: dt.date, following: dt.date) -> None:
    assert next_working_day(day, HOLIDAYS) == following
    assert is_working_day(following, HOLIDAYS)
