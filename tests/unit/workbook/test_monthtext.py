from __future__ import annotations

import pytest

from unionxl.values.months import read_months

YEAR = 2026


def months(text: str) -> list[str]:
    return [str(month) for month in read_months(text, YEAR)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3", "2026-03"),
        ("03", "2026-03"),
        ("3月", "2026-03"),
        ("３月", "2026-03"),
        ("3 月份", "2026-03"),
        ("三月", "2026-03"),
        ("元月", "2026-01"),
        ("正月", "2026-01"),
        ("十二月", "2026-12"),
        ("3月中旬", "2026-03"),
        ("3月底", "2026-03"),
        ("3月5日", "2026-03"),
        ("2027-01", "2027-01"),
        ("2027年1月", "2027-01"),
        ("2027/1", "2027-01"),
        ("2027.01", "2027-01"),
        ("202701", "2027-01"),
        ("2026-03-05", "2026-03"),
        ("2026年3月5日", "2026-03"),
        ("明年1月", "2027-01"),
        ("今年9月", "2026-09"),
        ("7、8", "2026-07 2026-08"),
        ("1,2", "2026-01 2026-02"),
        ("3，4月份", "2026-03 2026-04"),
        ("七、八月", "2026-07 2026-08"),
        ("七八月", "2026-07 2026-08"),
        ("7-8月", "2026-07 2026-08"),
        ("7月—9月", "2026-07 2026-08 2026-09"),
        ("一至二月份", "2026-01 2026-02"),
        ("十一月份 十二月份", "2026-11 2026-12"),
        ("3月4月", "2026-03 2026-04"),
        ("3月及5月", "2026-03 2026-05"),
        ("2026-11、2027-01", "2026-11 2027-01"),
        ("2027-1、2", "2027-01 2027-02"),
        ("2026年12月至2027年1月", "2026-12 2027-01"),
        ("第三季度", "2026-07 2026-08 2026-09"),
        ("一季度", "2026-01 2026-02 2026-03"),
        ("上半年", "2026-01 2026-02 2026-03 2026-04 2026-05 2026-06"),
    ],
)
def test_months_are_read_in_every_usual_form(text: str, expected: str) -> None:
    assert months(text) == expected.split()
    assert read_months(text, YEAR)[1]


@pytest.mark.parametrize("text", ["全年", "每月", "1-12月"])
def test_the_whole_year_is_twelve_months(text: str) -> None:
    assert len(months(text)) == 12


@pytest.mark.parametrize(
    "text",
    [
        "",
        "待定",
        "13",
        "0",
        "3.8",
        "八七月",
        "11-2月",
        "1826-03",
        "2026-13",
        "3月、待定",
        "月" * 200,
    ],
)
def test_what_is_no_month_gives_none_at_all(text: str) -> None:
    assert months(text) == []


def test_a_span_of_many_years_is_a_slip() -> None:
    assert months("2026-01至2062-01") == []


@pytest.mark.parametrize("text", ["12、1", "十一、二月"])
def test_months_that_go_backwards_are_read_but_uncertain(text: str) -> None:
    found, is_certain = read_months(text, YEAR)
    assert len(found) == 2
    assert not is_certain


def test_a_long_run_of_spaces_costs_no_time() -> None:
    assert months("3" + " " * 90 + "4") == ["2026-03", "2026-04"]
