"""What the words of a payment mean: purposes, festivals, months, names, vouchers."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from unionxl.domain.festival_words import FestivalWords
from unionxl.domain.festivals import Festival
from unionxl.resources import load_festivals
from unionxl.words.months import months_named, quarters_named
from unionxl.words.people import is_group, looks_like_name, names_in, parts_of_list
from unionxl.words.purposes import Purpose, purposes_in

WORDS = FestivalWords.of(load_festivals())
WITH_DOCTESTS = (
    *(
        "domain.accounts",
        "domain.money",
        "words.benefits",
        "words.lists",
        "words.months",
        "words.numerals",
        "words.people",
        "domain.places",
    ),
    *(
        "words.purposes",
        "words.relatives",
        "domain.roll",
        "domain.vouchers",
        "domain.welfare",
        "rules.words",
    ),
)


@pytest.mark.parametrize("name", WITH_DOCTESTS)
def test_the_examples_in_the_docstrings_hold(name: str) -> None:
    results = doctest.testmod(import_module(f"unionxl.{name}"))
    assert results.attempted
    assert not results.failed


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("王芳同志生日蛋糕", Purpose.BIRTHDAY),
        ("看望住院会员", Purpose.HOSPITAL),
        ("李强因肺炎手术慰问", Purpose.HOSPITAL),
        ("喜得二孩慰问", Purpose.CHILDBIRTH),
        ("新婚贺礼", Purpose.WEDDING),
        ("岳父病故慰问金", Purpose.DEATH_OF_KIN),
        ("慰问王芳母亲去世", Purpose.DEATH_OF_KIN),
        ("会员病故抚恤", Purpose.DEATH),
        ("光荣退休纪念品", Purpose.RETIREMENT),
        ("慰问退休老教师", Purpose.PENSIONERS),
        ("女职工两癌筛查", Purpose.CHECKUP),
        ("支付教职工查体费", Purpose.CHECKUP),
        ("全体教师查体", Purpose.CHECKUP),
        ("张伟爸爸去世慰问", Purpose.DEATH_OF_KIN),
        ("职工住院医疗互助保障", Purpose.INSURANCE),
        ("上交2026年上半年工会经费", Purpose.REMITTANCE),
        ("工会经费上解", Purpose.REMITTANCE),
        ("秋游午餐费", Purpose.OUTING),
        ("秋游午餐费", Purpose.MEAL),
        ("团体电影票", Purpose.SHOW),
        ("帮困送温暖", Purpose.HARDSHIP),
    ],
)
def test_a_text_names_its_purpose(text: str, purpose: Purpose) -> None:
    assert purpose in purposes_in(text)


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("工会经费收支公开", Purpose.REMITTANCE),
        ("安全生产慰问一线职工", Purpose.CHILDBIRTH),
        ("李强光荣退休", Purpose.PENSIONERS),
        ("慰问退休教师", Purpose.RETIREMENT),
        ("慰问演出服装", Purpose.GOODS),
        ("会员父亲节活动", Purpose.DEATH_OF_KIN),
        ("会员岳红病故慰问", Purpose.DEATH_OF_KIN),
        ("教师查体温用品", Purpose.CHECKUP),
        ("检查体育器材", Purpose.CHECKUP),
        ("慰问丧偶女教师", Purpose.DEATH_OF_KIN),
    ],
)
def test_a_text_does_not_name_what_only_sounds_alike(text: str, purpose: Purpose) -> None:
    assert purpose not in purposes_in(text)


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("慰问会员王岳2026年10月10日去世", Purpose.DEATH),
        ("慰问会员王岳父亲10月去世", Purpose.DEATH_OF_KIN),
        ("缴纳2026年1月1日至2026年12月31日保管费（工会经费）", None),
        ("购买图书，工会经费2026年12月份上缴", None),
        ("第12批生日蛋糕38份", Purpose.BIRTHDAY),
    ],
)
def test_numbers_between_words_keep_them_apart(text: str, purpose: Purpose | None) -> None:
    assert purposes_in(text) - {Purpose.GOODS} == ({purpose} if purpose else set())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("中秋、国庆双节慰问", ("中秋节", "国庆节")),
        ("庆“三八”活动", ("妇女节",)),
        ("３．８节福利", ("妇女节",)),
        ("三 八 妇女节", ("妇女节",)),
        ("5.1慰问", ("劳动节",)),
        ("五一劳动节", ("劳动节",)),
        ("十一国庆", ("国庆节",)),
        ("中秋月饼", ("中秋节",)),
        ("采购月饼", ("中秋节",)),
        ("圣诞礼盒", ("圣诞",)),
        ("新春慰问", ("春节",)),
    ],
)
def test_a_festival_is_known_by_any_spelling(text: str, names: tuple[str, ...]) -> None:
    assert WORDS.in_text(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "十一月份会员生日",
        "第十一届运动会",
        "2026.5.1活动",
        "15.1元",
        "五一班家访",
        "组织春游",
        "新年度工作计划",
        "劳动竞赛",
        "三八个人",
        "教师培训",
    ],
)
def test_a_number_or_an_everyday_word_is_no_festival(text: str) -> None:
    assert WORDS.in_text(text) == ()


def test_the_sheet_of_festivals_corrects_the_data_file_and_keeps_its_spellings() -> None:
    own = (
        Festival("妇女节", "公历 3-8", gift_allowed=True, audience=""),
        Festival("春节", "农历 1-1", gift_allowed=None, audience=""),
        Festival("古尔邦节", "公历 5-27", gift_allowed=True, audience=""),
    )
    words = FestivalWords.of(load_festivals(), own)
    assert words.in_text("三八、古尔邦节慰问") == ("妇女节", "古尔邦节")
    assert {"妇女节", "古尔邦节", "春节"} <= words.allowed
    assert "教师节" not in words.allowed


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3月份会员生日", (3,)),
        ("三月生日", (3,)),
        ("1-3月会员生日", (1, 2, 3)),
        ("七、八月份", (7, 8)),
        ("7月至8月", (7, 8)),
        ("十一月份", (11,)),
        ("十二月", (12,)),
        ("元月", (1,)),
        ("二季度", (4, 5, 6)),
        ("下半年", (7, 8, 9, 10, 11, 12)),
        ("中秋月饼", ()),
        ("2026年", ()),
        ("坐月子", ()),
    ],
)
def test_months_are_read_in_digits_and_numerals(text: str, months: tuple[int, ...]) -> None:
    assert months_named(text) == months


def test_quarters_are_read_once_each() -> None:
    assert quarters_named("第一季度、1季度和第4季度") == (1, 4)


@pytest.mark.parametrize("name", ["王芳", "欧阳明远", "买买提·艾力", "诸葛亮", "李和平"])
def test_a_name_looks_like_one(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize(
    "text", ["全体会员", "女职工", "食堂", "小一组", "各班", "困难职工", "王芳等人们", "abc", "王"]
)
def test_a_group_does_not_look_like_a_name(text: str) -> None:
    assert not looks_like_name(text)


def test_a_list_of_names_is_taken_apart() -> None:
    assert parts_of_list("王芳（产假）、李强同志，赵敏老师") == ("王芳", "李强", "赵敏")
    assert parts_of_list("王芳和李强") == ("王芳", "李强")
    assert parts_of_list("李和平") == ("李和平",)
    assert names_in("王芳等3人") == ("王芳",)
    assert is_group("各工会小组")
