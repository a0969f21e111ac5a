from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from unionxl.domain.calendar import calendar_days, is_working_day, next_working_day
from unionxl.domain.festivals import (
    Festival,
    festival_days,
    festival_month,
    festival_on,
    festival_rule_is_readable,
)
from unionxl.domain.holidays import DayOffKind
from unionxl.domain.lunar import day_of_lunar_date, lunar_date
from unionxl.domain.notices import parse_notice
from unionxl.resources import load_festivals, load_holidays

if TYPE_CHECKING:
    from unionxl.domain.holidays import HolidayDay

HOLIDAYS = load_holidays()
FESTIVALS = load_festivals()
ONE_DAY = dt.timedelta(days=1)
LUNAR_DAYS = st.dates(dt.date(1900, 1, 31), dt.date(2101, 1, 28))
RULES = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"(公历|农历|星期|节气|整月) ?[0-9]{0,2}[-月]?[0-9]{0,2}-?[日一除夕清明]?"),
)
NOTICE_WORDS = st.sampled_from(
    [
        "2026年",
        "元旦：",
        "春节：",
        "五、端午节：",
        "1月1日",
        "6月19日（周五）",
        "至",
        "21日",
        "2月30日",
        "9999年12月31日",
        "放假",
        "补休",
        "上班",
        "与周末连休",
        "共3天",
        "，",
        "。",
        "（",
        "）",
        "\n",
        "国办发明电〔2025〕7号",
        "关于2026年部分节假日安排的通知",
    ]
)
NOTICES = st.one_of(st.text(max_size=200), st.lists(NOTICE_WORDS, max_size=40).map("".join))


@given(LUNAR_DAYS)
def test_a_lunar_date_leads_back_to_its_day(day: dt.date) -> None:
    lunar = lunar_date(day)
    assert lunar is not None
    if not lunar.is_leap:
        assert day_of_lunar_date(lunar.year, lunar.month, lunar.day) == day


@given(st.dates())
def test_lunar_days_follow_each_other(day: dt.date) -> None:
    if day < dt.date.max:
        today, tomorrow = lunar_date(day), lunar_date(day + ONE_DAY)
        if today and tomorrow:
            assert tomorrow.day in {today.day + 1, 1}


@given(RULES, st.integers(1, 9999))
def test_any_rule_gives_days_of_that_year_or_none(rule: str, year: int) -> None:
    festival = Festival("某日", rule, gift_allowed=None, audience="")
    days = festival_days(festival, year)
    assert all(day.year == year for day in days)
    assert festival_on(festival, year) == (days[0] if days else None)
    if days or festival_month(festival):
        assert festival_rule_is_readable(rule)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)), st.integers(0, 400))
def test_every_day_of_a_range_stands_once(start: dt.date, length: int) -> None:
    end = start + length * ONE_DAY
    days = calendar_days(start, end, holidays=HOLIDAYS, festivals=FESTIVALS)
    assert [day.day for day in days] == [start + index * ONE_DAY for index in range(length + 1)]
    assert all(day.kind.is_worked == is_working_day(day.day, HOLIDAYS) for day in days[:3])


@given(st.dates(dt.date(2000, 1, 1), dt.date(2060, 1, 1)))
def test_no_working_day_lies_between_a_day_and_the_next_working_day(day: dt.date) -> None:
    following = next_working_day(day, HOLIDAYS)
    between = [day + index * ONE_DAY for index in range(1, (following - day).days)]
    assert is_working_day(following, HOLIDAYS)
    assert not any(is_working_day(other, HOLIDAYS) for other in between)


@given(NOTICES, st.none() | st.integers(-5, 10_000))
def test_any_text_as_a_notice_gives_days_or_problems(text: str, year: int | None) -> None:
    holidays, problems = parse_notice(text, year)
    assert holidays or problems
    days = [holiday.day for holiday in holidays]
    assert days == sorted(set(days))
    assert all(str(problem).startswith("通知第 ") for problem in problems)


@given(st.sampled_from(HOLIDAYS))
def test_a_printed_arrangement_reads_as_itself(holiday: HolidayDay) -> None:
    day = holiday.day
    weekday = "一二三四五六日"[day.weekday()]
    printed = f"{day.year}年{day.month}月{day.day}日（星期{weekday}）"
    off = printed if holiday.kind is DayOffKind.OFF else f"{day.year}年1月1日"
    makeup = f"{printed}上班。" if holiday.kind is DayOffKind.MAKEUP else ""
    read, problems = parse_notice(f"元旦：{off}放假。{makeup}", holiday.year)
    assert problems == ()
    assert (day, holiday.kind) in {(found.day, found.kind) for found in read}
