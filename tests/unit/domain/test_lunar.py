from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from lunar_python import LunarYear, Solar
from tyme4py import lunar as tyme
from tyme4py.solar import SolarTerm

from unionxl.domain.lunar import (
    DAY_NAMES,
    FIRST_LUNAR_YEAR,
    LAST_LUNAR_YEAR,
    MONTH_NAMES,
    SOLAR_TERMS,
    LunarDate,
    day_of_lunar_date,
    lunar_date,
    solar_term,
    solar_term_day,
)

if TYPE_CHECKING:
    from tyme4py.solar import SolarDay

YEARS = range(2000, 2051)
ONE_DAY = dt.timedelta(days=1)


def _days(first_year: int, last_year: int) -> list[dt.date]:
    first = dt.date(first_year, 1, 1)
    count = (dt.date(last_year, 12, 31) - first).days + 1
    return [first + index * ONE_DAY for index in range(count)]


def _date(julian_day: float) -> dt.date:
    solar = Solar.fromJulianDay(julian_day)
    return dt.date(solar.getYear(), solar.getMonth(), solar.getDay())


def _dates_of_second_library() -> dict[dt.date, LunarDate]:
    """Every day by the months of lunar-python; asking it day by day takes twenty seconds."""
    found: dict[dt.date, LunarDate] = {}
    for year in range(YEARS.start - 1, YEARS.stop):
        for month in LunarYear.fromYear(year).getMonths():
            first = _date(month.getFirstJulianDay())
            number = month.getMonth()
            for index in range(month.getDayCount()):
                found[first + index * ONE_DAY] = LunarDate(
                    month.getYear(), abs(number), index + 1, number < 0
                )
    return found


def _of_tyme(day: SolarDay) -> dt.date:
    return dt.date(day.get_year(), day.get_month(), day.get_day())


def test_names_are_those_of_the_library_that_the_table_was_made_with() -> None:
    assert tuple(SolarTerm.NAMES) == SOLAR_TERMS
    assert tuple(tyme.LunarMonth.NAMES) == MONTH_NAMES
    assert tuple(tyme.LunarDay.NAMES) == DAY_NAMES


def test_every_lunar_month_begins_where_the_library_has_it() -> None:
    for year in range(FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR + 1):
        for month in tyme.LunarYear(year).get_months():
            number = month.get_month_with_leap()
            first = _of_tyme(month.get_first_julian_day().get_solar_day())
            assert lunar_date(first) == LunarDate(year, abs(number), 1, number < 0)
            before = lunar_date(first - ONE_DAY)
            assert before is None or before.day in {29, 30}


def test_every_solar_term_begins_where_the_library_has_it() -> None:
    for year in range(FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR + 1):
        for index in range(1, 25):
            term = SolarTerm(year, index)
            day = _of_tyme(term.get_solar_day())
            assert (solar_term(day), solar_term_day(year, term.get_name())) == (
                term.get_name(),
                day,
            )


def test_every_day_of_2000_to_2050_has_the_lunar_date_of_a_second_library() -> None:
    expected = _dates_of_second_library()
    days = _days(2000, 2050)
    assert len(days) == 18_628
    assert [day for day in days if lunar_date(day) != expected[day]] == []


@pytest.mark.parametrize("year", [2025, 2026, 2033])
def test_the_second_library_asked_day_by_day_says_the_same(year: int) -> None:
    for day in _days(year, year):
        other = Solar.fromYmd(day.year, day.month, day.day).getLunar()
        lunar = lunar_date(day)
        assert lunar is not None
        assert (lunar.year, -lunar.month if lunar.is_leap else lunar.month, lunar.day) == (
            other.getYear(),
            other.getMonth(),
            other.getDay(),
        )
        assert solar_term(day) == other.getJieQi()


def test_solar_terms_of_2000_to_2050_fall_on_the_days_of_a_second_library() -> None:
    for year in YEARS:
        ours = [day for day in _days(year, year) if solar_term(day)]
        # Its table begins with the winter solstice of the year before and has 31 entries.
        theirs = [_date(julian) for julian in LunarYear.fromYear(year).getJieQiJulianDays()]
        assert ours == [day for day in theirs if day.year == year]


@pytest.mark.parametrize(
    ("year", "leap_month"), [(2020, 4), (2023, 2), (2025, 6), (2028, 5), (2031, 3), (2033, 11)]
)
def test_leap_months_are_told_apart(year: int, leap_month: int) -> None:
    leap = {
        lunar.month
        for day in _days(year, year + 1)
        if (lunar := lunar_date(day)) is not None and lunar.is_leap and lunar.year == year
    }
    assert leap == {leap_month}


def test_a_common_year_has_no_leap_month() -> None:
    assert not any(lunar.is_leap for day in _days(2026, 2026) if (lunar := lunar_date(day)))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (dt.date(2026, 2, 16), "廿九"),
        (dt.date(2026, 2, 17), "正月"),
        (dt.date(2026, 2, 24), "初八"),
        (dt.date(2025, 7, 25), "闰六月"),
        (dt.date(2025, 12, 20), "十一月"),
        (dt.date(2026, 3, 18), "三十"),
    ],
)
def test_a_calendar_prints_the_month_on_its_first_day(day: dt.date, text: str) -> None:
    assert str(lunar_date(day)) == text


@pytest.mark.parametrize(
    "day", [dt.date.min, dt.date(1900, 1, 30), dt.date(2101, 1, 29), dt.date.max]
)
def test_days_outside_the_lunar_years_have_no_lunar_date(day: dt.date) -> None:
    assert lunar_date(day) is None


def test_the_first_and_the_last_day_of_the_lunar_years_have_one() -> None:
    assert lunar_date(dt.date(1900, 1, 31)) == LunarDate(1900, 1, 1)
    assert lunar_date(dt.date(2101, 1, 28)) == LunarDate(2100, 12, 29)


def test_a_lunar_date_that_does_not_exist_has_no_day() -> None:
    assert day_of_lunar_date(2026, 12, 29) == dt.date(2027, 2, 5)
    assert day_of_lunar_date(2026, 12, 30) is None
    assert day_of_lunar_date(2026, 13, 1) is None
    assert day_of_lunar_date(2026, 1, 0) is None
    assert day_of_lunar_date(2101, 1, 1) is None


def test_solar_terms_are_known_from_1900_to_2100() -> None:
    assert solar_term_day(2026, "清明") == dt.date(2026, 4, 5)
    assert solar_term_day(2026, "冬至") == dt.date(2026, 12, 22)
    assert solar_term_day(1899, "清明") is None
    assert solar_term(dt.date(2101, 4, 5)) == ""
