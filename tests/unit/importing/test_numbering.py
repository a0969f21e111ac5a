from __future__ import annotations

from itertools import pairwise

import pytest

from unionxl.importing.numbering import Style, is_open, read_number, split_points
from unionxl.importing.text import plain
from unionxl.words.numerals import counted


@pytest.mark.parametrize(
    ("text", "style", "value", "rest"),
    [
        ("1.例会", Style.ARABIC, 1, "例会"),
        ("1、 例会", Style.ARABIC, 1, "例会"),
        ("1, 例会", Style.ARABIC, 1, "例会"),
        ("1 、例会", Style.ARABIC, 1, "例会"),
        ("１．例会", Style.ARABIC, 1, "例会"),
        ("⒈例会", Style.ARABIC, 1, "例会"),
        ("（1）例会", Style.PAREN, 1, "例会"),
        ("⑵例会", Style.PAREN, 2, "例会"),
        ("1）例会", Style.HALF, 1, "例会"),
        ("③例会", Style.CIRCLE, 3, "例会"),
        ("一、例会", Style.CJK, 1, "例会"),
        ("（十二）例会", Style.CJK_PAREN, 12, "例会"),
        ("- 例会", Style.BULLET, None, "例会"),
        ("★例会", Style.BULLET, None, "例会"),
        ("、例会", Style.LOST, None, "例会"),
        ("4. 2030年度考核", Style.ARABIC, 4, "2030年度考核"),
        ("1.2030-2031学年计划", Style.ARABIC, 1, "2030-2031学年计划"),
        ("2、8名新会员", Style.ARABIC, 2, "8名新会员"),
    ],
)
def test_a_number_is_read_and_the_rest_is_the_item(
    text: str, style: Style, value: int | None, rest: str
) -> None:
    number = read_number(plain(text))
    assert number is not None
    assert (number.style, number.value, text[number.end :]) == (style, value, rest)


@pytest.mark.parametrize(
    "text",
    [
        "3.8节活动",
        "5.1运动会",
        "三、八活动",
        "六、一联欢",
        "2030年度考核",
        "70岁老人",
        "3月8日活动",
        "1,000元",
        "例会",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert read_number(plain(text)) is None


@pytest.mark.parametrize("text", ["2 例会", "2例会", "2：例会"])
def test_a_number_without_a_mark_counts_only_when_it_is_expected(text: str) -> None:
    assert read_number(plain(text)) is None
    assert read_number(plain(text), expected=3) is None
    number = read_number(plain(text), expected=2)
    assert number is not None
    assert text[number.end :] == "例会"


def _parts(text: str) -> list[str]:
    folded = plain(text)
    number = read_number(folded)
    assert number is not None
    cuts = [0, *split_points(folded, number), len(text)]
    return [text[begin:end] for begin, end in pairwise(cuts)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1、春游2、读书3、插花", 3),
        ("1.春游；2.读书。", 2),
        ("①春游②读书", 2),
        ("（1）春游（2）读书", 2),
        ("、春游。、读书。、插花", 3),
        ("1、春游3、读书", 1),
        ("1、迎“2.读书”活动", 1),
        ("1、第2、3期培训", 1),
        ("1、参加3.8和5.1活动", 1),
        ("1、“未完的引号。2、读书", 2),
    ],
)
def test_items_on_one_line_are_split_where_the_numbers_go_on(text: str, count: int) -> None:
    assert len(_parts(text)) == count


def test_numbers_in_characters_have_values() -> None:
    assert [counted(text) for text in ("一", "十", "十五", "二十", "三十一")] == [
        1,
        10,
        15,
        20,
        31,
    ]


def test_an_open_bracket_is_noticed() -> None:
    assert is_open("开展“巾帼")
    assert not is_open("开展“巾帼”活动（室内）")
