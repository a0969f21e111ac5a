"""Texts in lines, as Chinese is set."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionxl.views.text import text_width
from unionxl.window import lines
from unionxl.window.lines import cut, in_lines


def test_the_examples_are_true() -> None:
    assert doctest.testmod(lines) == (0, 2)


@pytest.mark.parametrize(
    ("text", "room", "wanted"),
    [
        ("", 10, [""]),
        ("甲\n\n乙", 10, ["甲", "", "乙"]),
        ("见《检查结果》：必须更正 12 处", 12, ["见《检查结", "果》：必须更", "正 12 处"]),
        ("已备份 a/very/long/path/book.xlsx", 12, ["已备份 a/ver", "y/long/path/", "book.xlsx"]),
        ("用 Excel 打开", 9, ["用 Excel", "打开"]),
    ],
)
def test_marks_stay_with_their_words(text: str, room: int, wanted: list[str]) -> None:
    assert in_lines(text, room, text_width) == wanted


@given(st.text(alphabet="甲乙，。《》（）ab /\n", max_size=60), st.integers(8, 30))
def test_nothing_is_lost_and_nothing_too_wide(text: str, room: int) -> None:
    found = in_lines(text, room, text_width)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(text_width(line) <= room for line in found)


@given(st.text(alphabet="甲乙 ab.", max_size=40), st.integers(2, 30))
def test_a_cut_text_fits_and_says_so(text: str, room: int) -> None:
    shown = cut(text, room, text_width)
    assert text_width(shown) <= room
    assert shown == text or (shown.count("…") == 1 and len(shown) <= len(text))
