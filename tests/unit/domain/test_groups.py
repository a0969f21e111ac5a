"""Groups of people in words: who belongs, who is unsure, what is not understood."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionxl.domain.group import Group
from unionxl.domain.groups import Unknown, parse_group
from unionxl.domain.members import Member
from unionxl.domain.roll import Roll
from unionxl.domain.source import SourceRef

ON = dt.date(2026, 11, 29)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _member(
    number: str, name: str, gender: str = "女", born: str | None = None, **more: str
) -> Member:
    return Member(
        number,
        name,
        gender,
        _day(born),
        _day(more.get("joined", "2015-09-01")),
        more.get("group", "大班组"),
        more.get("kind", "在编"),
        "",
        None,
        more.get("status", "在职"),
        _day(more.get("retired")),
        bool(more.get("hard")),
        "",
        "",
        SourceRef("会员", int(number) + 1),
        _day(more.get("left")),
        union_roles=more.get("roles", ""),
        clubs=more.get("clubs", ""),
    )


ROLL = Roll.of(
    (
        _member("1", "李敏", born="1995-03-01"),
        _member("2", "王芳", born="1980-05-05"),
        _member("3", "刘洋", "男", "1991-07-08", group="后勤组", kind="合同"),
        _member("4", "张婷", born="1950-01-01", status="退休", retired="2005-02-01"),
        _member("5", "何静", clubs="合唱社、篮球社", roles="委员，女工"),
        _member("6", "陈强", "男", "1970-01-01", hard="是", group="后勤组"),
        _member("7", "许新", "", "2004-02-29", joined="2026-09-01"),
        _member("8", "周杰", "男", "1955-02-02", status="退休", retired="2015-03-03"),
        _member("9", "李敏", born="1960-01-01", status="调离", left="2020-01-01"),
        _member("10", "马莉", born="1971-12-01", status="退休", retired="2026-12-01"),
        _member("11", "孙悦", born="1999-12-01", joined="2026-11-30"),
        _member("12", "高远", "男", "1960-01-01", status="退休"),
    )
)
# What a clerk writes; who belongs; whom the roll says too little about.
PHRASES = (
    ("全体会员", "1 2 3 5 6 7 10", ""),
    ("会员", "1 2 3 5 6 7 10", ""),
    ("所有教职工", "1 2 3 5 6 7 10", ""),
    ("在职教职工", "1 2 3 5 6 7 10", ""),
    ("全体教师（80人）", "1 2 3 5 6 7 10", ""),
    ("每位女教工", "1 2 5 10", "7"),
    ("全体女教职工", "1 2 5 10", "7"),
    ("妇女会员", "1 2 5 10", "7"),
    ("男教师", "3 6", "7"),
    ("男、女教师", "1 2 3 5 6 10", "7"),
    ("男女教师", "1 2 3 5 6 7 10", ""),
    ("退休教师", "4 8 12", ""),
    ("离退休老同志", "4 8 12", ""),
    ("70周岁以上退休老教师", "4 8", ""),
    ("71周岁以上的退休教师", "4 8", ""),
    ("超过71周岁的退休教师", "4", ""),
    ("满66周岁的退休教师", "4 8 12", ""),
    ("35周岁以下教师", "1 3 7", "5"),
    ("不满35周岁教师", "1 7", "5"),
    ("35周岁（不含）以下", "1 7", "5"),
    ("35周岁以下（不含35周岁）", "1 7", "5"),
    ("三十五周岁以下教师", "1 3 7", "5"),
    ("35 岁及以下", "1 3 7", "5"),
    ("35岁以下女教师", "1", "5 7"),
    ("年龄在35岁以下", None, "在35岁以下"),
    ("40—56周岁的教职工", "2 6 10", "5"),
    ("40至46岁", "2", "5"),
    ("35周岁", "3", "5"),
    ("90后教师", "1 3", "5"),
    ("00后", "7", "5"),
    ("23周岁以上", "1 2 3 6 10", "5"),
    ("22周岁以下", "7", "5"),
    ("全体会员（除退休人员外）", "1 2 3 5 6 7 10", ""),
    ("全体会员，李敏、刘洋除外", "2 5 6 7 10", ""),
    ("除李敏外的女教师", "2 5 10", "7"),
    ("除王 芳、何静以外的女教师", "1 10", "7"),
    ("除后勤组外", "1 2 5 7 10", ""),
    ("女职工、男职工（除后勤组外）", "1 2 5 10", "7"),
    ("全体教职工（不含女教师）", "3 6", "7"),
    ("全体会员（含退休）", "1 2 3 4 5 6 7 8 10 12", ""),
    ("女教职工（含退休教师）", "1 2 4 5 10", "7"),
    ("全体教职工及退休教师", "1 2 3 4 5 6 7 8 10 12", ""),
    ("大班组、后勤组", "1 2 3 5 6 7 10", ""),
    ("后勤组（男）", "3 6", ""),
    ("后勤组合同工", "3", ""),
    ("在职在编教职工", "1 2 5 6 7 10", ""),
    ("合同", "3", ""),
    ("困难职工", "6", ""),
    ("家庭困难的会员", "6", ""),
    ("新会员", "7", ""),
    ("本年度入会会员", "7", ""),
    ("今年退休教师", "10", "12"),
    ("李敏、王 芳 刘洋老师", "1 2 3 9", ""),
    ("李敏老师", "1 9", ""),
    ("工会委员（王芳、刘洋）", "2 3", ""),
    ("合唱社", "5", ""),
    ("合唱社成员、工会委员", "5", ""),
    ("委员", "5", ""),
    ("女工", "1 2 5 10", "7"),
    ("全体会员、学生家长", "1 2 3 5 6 7 10", ""),
    *((body, "", "") for body in ("上级工会", "工会委员会", "教职工代表", "经费审查委员会")),
    *((body, "", "") for body in ("有关会员", "学生家长", "困难职工子女", "合唱比赛获奖者")),
    ("全体会员（自愿）", "", ""),
    ("青年教师", None, "青年教师"),
    ("35周岁以下青年教师", None, "青年教师"),
    ("合唱俱乐部", None, "合唱俱乐部"),
    ("外聘教师", None, "外聘教师"),
    ("已婚女教师、李敏", None, "已婚女教师"),
    ("老教师", None, "老教师"),
    ("今年教师", None, "今年教师"),
    ("全体教师（除班主任外）", None, "班主任"),
    ("", None, ""),
    ("、、", None, ""),
    ("=1+1", None, "=1"),
)


@pytest.mark.parametrize(("text", "numbers", "rest"), PHRASES, ids=[one[0] for one in PHRASES])
def test_a_phrase_means_these_people(text: str, numbers: str | None, rest: str) -> None:
    group = parse_group(text, ROLL)
    if numbers is None:
        assert isinstance(group, Unknown)
        assert " ".join(group.words)[: len(rest)] == rest
        return
    assert isinstance(group, Group)
    assert [one.member_no for one in group.members(ROLL, ON)] == numbers.split()
    assert [one.member_no for one in group.unsure(ROLL, ON)] == rest.split()


def test_a_group_says_why_somebody_belongs_and_whose_name_is_shared() -> None:
    group = parse_group("35岁以下女教师、李敏", ROLL)
    assert isinstance(group, Group)
    first, *_rest, moved = group.members(ROLL, ON)
    assert group.why(first, ON) == "35岁以下、女、在职"
    assert group.why(moved, ON) == "李敏"
    assert not group.why(ROLL.by_no["3"], ON)
    assert group.alike(ROLL) == ("李敏",)


def test_outsiders_alone_have_no_list() -> None:
    group = parse_group("学生家长、社区", ROLL)
    assert isinstance(group, Group)
    assert not group.has_list
    assert group.outsiders == ("学生家长", "社区")


PIECES = ("女教师", "退休教师", "35周岁以下", "李敏", "大班组", "困难职工", "合同", "新会员")


@given(st.text("全体女教师35周岁以下退休、（）除外含和的李敏大班组 ,=+;除外" + "\n", max_size=300))
def test_nothing_raises(text: str) -> None:
    group = parse_group(text, ROLL)
    assert isinstance(group, Group | Unknown)


@given(st.sampled_from(PIECES), st.sampled_from(PIECES))
def test_or_and_without_are_the_algebra_of_sets(one: str, other: str) -> None:
    first, second, either, less = (
        parse_group(text, ROLL) for text in (one, other, f"{one}、{other}", f"{one}（除{other}外）")
    )
    assert isinstance(first, Group)
    assert isinstance(second, Group)
    assert isinstance(either, Group)
    assert isinstance(less, Group)
    for member in ROLL.members:
        is_first, is_second = first.holds(member, ON), second.holds(member, ON)
        known = is_first is not None and is_second is not None
        if known:
            assert either.holds(member, ON) == (is_first or is_second)
            assert not (less.holds(member, ON) and is_second)
            assert not less.holds(member, ON) or is_first


def test_a_list_of_two_thousand_names_is_read_in_linear_time() -> None:
    text = "、".join(["李敏", "王芳", "全体会员"] * 700)
    group = parse_group(text, ROLL)
    assert isinstance(group, Group)
    assert len(group.terms) == len(text.split("、"))
