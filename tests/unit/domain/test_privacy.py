from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.unit.views.years import a_member, empty_year
from unionxl.domain.privacy import Masker, masked_name


def masker(*names: str, phone: str = "000-0001") -> Masker:
    members = tuple(replace(a_member(name, dt.date(1984, 5, 6)), phone=phone) for name in names)
    return Masker.of(replace(empty_year(), members=members))


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王芳", "王*"),
        ("王 芳", "王*"),
        ("王小芳", "王*"),
        ("欧阳修远", "欧*"),
        ("古丽娜尔·买买提", "古*"),
        ("", ""),
    ],
)
def test_names_keep_their_first_character(name: str, masked: str) -> None:
    assert masked_name(name) == masked


def test_the_longer_of_two_names_is_masked_first() -> None:
    assert masker("王芳", "王芳芳").text("慰问王芳芳、王芳") == "慰问王*、王*"


@pytest.mark.parametrize("dot", ["", "·", "•", "．"])
def test_minority_names_are_found_however_their_dot_is_written(dot: str) -> None:
    assert masker("古丽·买买提").text(f"慰问古丽{dot}买买提") == "慰问古*"


def test_telephones_are_masked_known_or_not() -> None:
    mask = masker("王芳")
    assert mask.text("电话000-0001，13812345678，0531-1234567") == "电话*，*，*"


@pytest.mark.parametrize(
    "number",
    [
        "138 1234 5678",
        "138-1234-5678",
        "+86 13812345678",
        "86-13812345678",
        "１３８１２３４５６７８",
        "(0531)1234567",
        "（0531）12345678",
        "0531 1234567",
        "0531—1234567",
        "110101198405061234",
        "11010119840506123X",
        "110101840506123",
    ],
)
def test_numbers_of_telephones_and_identity_cards_are_masked_in_any_form(number: str) -> None:
    assert masker("王芳").text(f"电话{number}，") == "电话*，"


@pytest.mark.parametrize("name", ["王 芳", "王　芳", "王  芳"])
def test_a_name_written_with_a_space_is_masked(name: str) -> None:
    assert masker("王芳").text(f"慰问{name}") == "慰问王*"
    assert masker(name).text("慰问王芳") == "慰问王*"


def test_compound_family_names_are_masked_like_others() -> None:
    assert masker("欧阳修远", "司马光").text("欧阳修远、司马光") == "欧*、司*"


@pytest.mark.parametrize(
    "text",
    [
        "1984年 5月 6日",
        "１９８４年５月６日",
        "1984、05、06",
        "1984年5月6号",
        "198405",
        "84年5月6日",
        "84年5月",
        "84.5.6",
        "84-05-06",
        "04/5/6",
        "一九八四年五月六日",
        "二〇〇四年十二月三十一日",
        "一九八四年五月",
    ],
)
def test_birth_dates_are_masked_in_any_form(text: str) -> None:
    assert masker("王芳").text(f"生于{text}，") == "生于*，"


@pytest.mark.parametrize("text", ["1984年出生", "1984年生", "5月6日生日", "5月6日出生"])
def test_years_and_days_of_birth_are_masked(text: str) -> None:
    assert not set("12345678") & set(masker("王芳").text(text))


@pytest.mark.parametrize(
    "text",
    [
        "2026-2027学年",
        "26年3月",
        "2026年3月8日",
        "26.3.8",
        "三月八日",
        "50102",
        "3月8日活动",
        "12.5%",
    ],
)
def test_what_is_no_birth_date_stays(text: str) -> None:
    assert masker("王芳").text(text) == text


@pytest.mark.parametrize(
    "text", ["1984-05-06", "1984/5/6", "1984.05.06", "19840506", "1984年5月6日", "1984年5月"]
)
def test_birth_dates_are_masked(text: str) -> None:
    assert masker("王芳").text(f"生于{text}") == "生于*"


def test_days_of_the_year_and_amounts_stay() -> None:
    text = "2026-12-31 支出 12,345.67 元，第42个教师节"
    assert masker("王芳").text(text) == text
