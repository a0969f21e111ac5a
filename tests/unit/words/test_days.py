"""One reader of days in a text, within the months that it speaks of."""

from __future__ import annotations

import datetime as dt

import pytest

from unionxl.words.days import Days, days_in

MARCH = [(2026, 3)]
AUTUMN = [(2026, 9), (2026, 10)]


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "months", "first", "last"),
    [
        ("3月6日", MARCH, "2026-03-06", "2026-03-06"),
        ("三月八日", MARCH, "2026-03-08", "2026-03-08"),
        ("2026年3月6日（周五）14:30", MARCH, "2026-03-06", "2026-03-06"),
        ("2026-03-08", MARCH, "2026-03-08", "2026-03-08"),
        ("3.8妇女节活动", MARCH, "2026-03-08", "2026-03-08"),
        ("18日", MARCH, "2026-03-18", "2026-03-18"),
        ("8日-10日", MARCH, "2026-03-08", "2026-03-10"),
        ("3月12-15日", MARCH, "2026-03-12", "2026-03-15"),
        ("9月28日—10月4日", AUTUMN, "2026-09-28", "2026-10-04"),
        ("9.28-10.4", AUTUMN, "2026-09-28", "2026-10-04"),
        ("12.29-1.4", [(2026, 12), (2027, 1)], "2026-12-29", "2027-01-04"),
        ("9月10日前", AUTUMN, "", "2026-09-10"),
        ("3月底前", MARCH, "", "2026-03-31"),
        ("3月1日起", MARCH, "2026-03-01", ""),
        ("中旬", MARCH, "2026-03-11", "2026-03-20"),
        ("第二周周三", MARCH, "2026-03-11", "2026-03-11"),
        ("第一个星期五", MARCH, "2026-03-06", "2026-03-06"),
        ("最后一个周五", MARCH, "2026-03-27", "2026-03-27"),
    ],
)
def test_days_are_read(text: str, months: list[tuple[int, int]], first: str, last: str) -> None:
    assert days_in(text, months) == Days(_day(first), _day(last))


@pytest.mark.parametrize(
    "text",
    ["每周三", "两日游", "春季运动会", "健步走3.5公里", "奖金3.5万元", "2月30日", "4.8"],
)
def test_what_names_no_day_gives_none(text: str) -> None:
    assert days_in(text, MARCH) is None


def test_a_day_alone_is_none_where_several_months_are_spoken_of() -> None:
    assert days_in("18日", AUTUMN) is None
