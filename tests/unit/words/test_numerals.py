"""One reader of Chinese numerals, for every part that meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from unionxl.words.months import month_number, months_of_quarter
from unionxl.words.numerals import counted, in_figures, number, spelt, written, year_spelt

PACKAGE = Path(__file__).resolve().parents[3] / "unionxl"
SAID_IN_A_ROW = ("一二三四", "二三四五六", "〇一二", "零一二")


@pytest.mark.parametrize("value", range(1, 100))
def test_what_is_written_is_read(value: int) -> None:
    assert counted(written(value)) == value
    assert number(str(value)) == number(written(value)) == value


@pytest.mark.parametrize("text", ["", "十十", "两十", "十二三", "百五", "一二十", "春", "第三"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert counted(text) is None
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("一百零五", 105), ("百", 100), ("九十九", 99), ("零", 0), ("〇", 0), ("两", 2)],
)
def test_hundreds_and_zeros_are_read(text: str, value: int) -> None:
    assert counted(text) == value


def test_a_number_said_digit_by_digit_is_no_counted_one() -> None:
    assert counted("四二") is None
    assert spelt("四二") == number("四二") == 42


def test_years_are_read_with_any_zero() -> None:
    assert {year_spelt(text) for text in ("二〇二六", "二零二六", "二○二六", "二O二六")} == {2026}
    assert in_figures("二〇２六年") == "2026年"


def test_months_are_read_in_either_script() -> None:
    assert [month_number(word) for word in ("元", "正", "一", "07", "十二", "春")] == [
        *(1, 1, 1, 7, 12, None)
    ]
    assert [list(months_of_quarter(quarter)) for quarter in (1, 4)] == [[1, 2, 3], [10, 11, 12]]


def test_numerals_stand_in_one_place() -> None:
    elsewhere = [
        str(path.relative_to(PACKAGE))
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.name != "numerals.py"
        if any(row in path.read_text("utf-8") for row in SAID_IN_A_ROW)
    ]
    assert elsewhere == []
