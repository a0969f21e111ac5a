from __future__ import annotations

import datetime as dt

import pytest

from unionxl.domain.statutory import statutory_days, statutory_edition


def _days(year: int) -> set[dt.date]:
    return {statutory.day for statutory in statutory_days(year)}


def test_the_thirteen_days_of_2027_are_those_of_the_law() -> None:
    named = [(f"{entry.day:%m-%d}", entry.name) for entry in statutory_days(2027)]
    assert named == [
        ("01-01", "元旦"),
        ("02-05", "春节"),
        ("02-06", "春节"),
        ("02-07", "春节"),
        ("02-08", "春节"),
        ("04-05", "清明节"),
        ("05-01", "劳动节"),
        ("05-02", "劳动节"),
        ("06-09", "端午节"),
        ("09-15", "中秋节"),
        ("10-01", "国庆节"),
        ("10-02", "国庆节"),
        ("10-03", "国庆节"),
    ]


@pytest.mark.parametrize(
    ("year", "count", "document"),
    [
        (2000, 10, "国务院令第270号"),
        (2007, 10, "国务院令第270号"),
        (2008, 11, "国务院令第513号"),
        (2013, 11, "国务院令第513号"),
        (2014, 11, "国务院令第644号"),
        (2024, 11, "国务院令第644号"),
        (2025, 13, "国务院令第795号"),
        (2060, 13, "国务院令第795号"),
    ],
)
def test_each_year_has_the_days_of_its_edition(year: int, count: int, document: str) -> None:
    edition = statutory_edition(year)
    assert edition is not None
    assert edition.document == document
    assert len(statutory_days(year)) == count


def test_the_eve_is_a_day_off_in_2008_to_2013_and_again_from_2025() -> None:
    assert dt.date(2013, 2, 9) in _days(2013)
    assert dt.date(2013, 2, 12) not in _days(2013)
    assert dt.date(2014, 1, 30) not in _days(2014)
    assert dt.date(2014, 2, 2) in _days(2014)
    assert dt.date(2025, 1, 28) in _days(2025)


def test_two_festivals_on_one_day_are_both_named() -> None:
    names = [entry.name for entry in statutory_days(2031) if entry.day == dt.date(2031, 10, 1)]
    assert sorted(names) == ["中秋节", "国庆节"]


def test_years_before_the_first_edition_have_none() -> None:
    assert statutory_days(1999) == ()
    assert statutory_edition(1999) is None
