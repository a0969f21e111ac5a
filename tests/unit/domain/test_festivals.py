from __future__ import annotations

import datetime as dt

import pytest
from lunar_python import Lunar, LunarMonth

from unionxl.domain.festivals import (
    Festival,
    festival_days,
    festival_month,
    festival_on,
    festival_rule_is_readable,
)
from unionxl.resources import load_festivals

FESTIVALS = {festival.name: festival for festival in load_festivals()}
KNOWN_DATES = """
年份 除夕 春节 元宵节 清明节 端午节 中秋节 重阳节 母亲节
2025 01-28 01-29 02-12 04-04 05-31 10-06 10-29 05-11
2026 02-16 02-17 03-03 04-05 06-19 09-25 10-18 05-10
2027 02-05 02-06 02-20 04-05 06-09 09-15 10-08 05-09
2028 01-25 01-26 02-09 04-04 05-28 10-03 10-26 05-14
2029 02-12 02-13 02-27 04-04 06-16 09-22 10-16 05-13
2030 02-02 02-03 02-17 04-05 06-05 09-12 10-05 05-12
2031 01-22 01-23 02-06 04-05 06-24 10-01 10-24 05-11
2032 02-10 02-11 02-25 04-04 06-12 09-19 10-12 05-09
"""


def _festival(rule: str, first_year: int | None = None) -> Festival:
    return Festival("某日", rule, gift_allowed=False, audience="", first_year=first_year)


def test_festivals_fall_on_their_known_dates() -> None:
    header, *rows = (line.split() for line in KNOWN_DATES.strip().splitlines())
    for year, *dates in rows:
        for name, date in zip(header[1:], dates, strict=True):
            expected = dt.date.fromisoformat(f"{year}-{date}")
            assert festival_on(FESTIVALS[name], int(year)) == expected, (name, year)


@pytest.mark.parametrize(
    ("name", "month", "day"),
    [("春节", 1, 1), ("元宵节", 1, 15), ("端午节", 5, 5), ("中秋节", 8, 15), ("重阳节", 9, 9)],
)
def test_lunar_festivals_of_2000_to_2050_fall_where_a_second_library_has_them(
    name: str, month: int, day: int
) -> None:
    for year in range(2000, 2051):
        solar = Lunar.fromYmd(year, month, day).getSolar()
        expected = dt.date(solar.getYear(), solar.getMonth(), solar.getDay())
        assert festival_on(FESTIVALS[name], year) == expected


def test_the_eve_of_2000_to_2050_is_the_last_day_of_the_lunar_year() -> None:
    for year in range(2000, 2051):
        last = LunarMonth.fromYm(year - 1, 12).getDayCount()
        solar = Lunar.fromYmd(year - 1, 12, last).getSolar()
        expected = dt.date(solar.getYear(), solar.getMonth(), solar.getDay())
        assert festival_on(FESTIVALS["除夕"], year) == expected


def test_mid_autumn_falls_in_october_in_eight_years_of_2020_to_2050() -> None:
    days = [festival_on(FESTIVALS["中秋节"], year) for year in range(2020, 2051)]
    assert [day.month for day in days if day].count(10) == 8
    assert [day.month for day in days if day].count(9) == 23


@pytest.mark.parametrize("year", [2025, 2028, 2033])
def test_a_festival_is_kept_in_the_plain_month_and_not_in_the_leap_one(year: int) -> None:
    leap = {2025: 6, 2028: 5, 2033: 11}[year]
    assert len(festival_days(_festival(f"农历 {leap}-5"), year)) == 1


def test_a_date_late_in_the_lunar_year_may_fall_twice_or_never_in_a_solar_year() -> None:
    laba = _festival("农历 12-8")
    assert festival_days(laba, 2022) == (dt.date(2022, 1, 10), dt.date(2022, 12, 30))
    assert festival_on(laba, 2022) == dt.date(2022, 1, 10)
    assert festival_days(laba, 2021) == (dt.date(2021, 1, 20),)
    assert festival_days(laba, 2023) == ()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("公历 3-8", "2026-03-08"),
        ("公历3月8日", "2026-03-08"),
        (" 公历　３－８ ", "2026-03-08"),
        ("公历 3.8", "2026-03-08"),
        ("公历 03/08", "2026-03-08"),
        ("农历 8—15", "2026-09-25"),
        ("农历 9·9", "2026-10-18"),
        ("农历除夕", "2026-02-16"),
        ("星期 5-2-日", "2026-05-10"),
        ("星期 5-2-天", "2026-05-10"),
        ("星期 11-4-四", "2026-11-26"),
        ("节气 冬至", "2026-12-22"),
    ],
)
def test_rules_are_read_in_the_forms_that_clerks_type(rule: str, expected: str) -> None:
    assert festival_rule_is_readable(rule)
    assert festival_on(_festival(rule), 2026) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "三月八日",
        "公历 13-1",
        "公历 2-30",
        "公历 4-31",
        "公历 0-5",
        "农历 8-31",
        "农历 闰6-1",
        "星期 5-6-日",
        "星期 5-2-八",
        "节气 清明节",
        "整月 13",
        "公历",
        "=1+1",
    ],
)
def test_a_rule_that_names_no_day_is_said_to_be_unreadable(rule: str) -> None:
    assert not festival_rule_is_readable(rule)
    assert festival_on(_festival(rule), 2026) is None


@pytest.mark.parametrize(
    ("rule", "year"),
    [("公历 2-29", 2026), ("农历 12-30", 2027), ("星期 2-5-一", 2026), ("农历 1-1", 2150)],
)
def test_a_good_rule_may_name_no_day_in_some_years(rule: str, year: int) -> None:
    assert festival_rule_is_readable(rule)
    assert festival_on(_festival(rule), year) is None


def test_a_festival_is_not_kept_before_its_first_year() -> None:
    assert festival_on(_festival("公历 9-10", first_year=1985), 1984) is None
    assert festival_on(_festival("公历 9-10", first_year=1985), 1985) == dt.date(1985, 9, 10)


def test_a_festival_of_a_whole_month_has_no_day() -> None:
    assert festival_month(FESTIVALS["安全生产月"]) == 6
    assert festival_on(FESTIVALS["安全生产月"], 2026) is None
    assert festival_month(FESTIVALS["春节"]) is None
    assert festival_rule_is_readable(FESTIVALS["敬老月"].rule)
