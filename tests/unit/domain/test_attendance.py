"""Lists of participants as clerks paste them: thirty shapes and more."""

from __future__ import annotations

import datetime as dt
import time
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_book
from unionxl.domain.attendance import participants, read_participants
from unionxl.domain.roll import Roll

DAY = dt.date(2026, 3, 9)
MEMBERS = """
会员编号 | 姓名 | 性别 | 入会日期 | 工会小组 | 在职状态 | 社团 | 退休日期
M1 | 王芳 | 女 | 2010-09-01 | 大班组 | 在职 | 合唱社 |
M2 | 李敏 | 女 | 2010-09-01 | 大班组 | 在职 | 合唱社、瑜伽社 |
M3 | 张婷 | 女 | 2010-09-01 | 中班组 | 在职 | |
M4 | 刘洋 | 男 | 2026-05-01 | 后勤组 | 在职 | |
M5 | 何静 | 女 | 2010-09-01 | 小班组 | 在职 | |
M6 | 何静 | 女 | 2010-09-01 | 后勤组 | 在职 | |
M7 | 欧阳娜娜 | 女 | 2010-09-01 | 小班组 | 在职 | |
M8 | 李明 | 男 | 2010-09-01 | 小班组 | 退休 | | 2020-01-01
"""


@cache
def roll() -> Roll:
    return Roll.of(a_book(members=MEMBERS).members)


THREE = "M1 M2 M3"
AT_WORK = "M1 M2 M3 M5 M6 M7"
CHAIN = "#接龙\n周五羽毛球活动，4点集合\n例 张三\n1. 王芳\n2. 李敏（+1）\n3、张婷+2"
# The text; who came, guests, what is not known, the number that is written.
SHAPES: list[tuple[str, str, int, str, int | None]] = [
    ("王芳、李敏、张婷", THREE, 0, "", None),
    ("王芳，李敏；张婷。", THREE, 0, "", None),
    ("王芳 李敏 张婷", THREE, 0, "", None),
    ("王 芳、李敏、张　婷", THREE, 0, "", None),
    ("王芳\n李敏\n张婷\n", THREE, 0, "", None),
    ("王芳;李敏;;张婷;", THREE, 0, "", None),
    ("王芳/李敏/张婷", THREE, 0, "", None),
    ("王芳和李敏", "M1 M2", 0, "", None),
    ("王芳李敏张婷", THREE, 0, "", None),
    ("王芳、王芳、李敏", "M1 M2", 0, "", None),
    ("欧阳娜娜、王芳", "M1 M7", 0, "", None),
    (CHAIN, THREE, 3, "", None),
    ("1.王芳 2.李敏 3.张婷", THREE, 0, "", None),
    ("1.王芳2.李敏3.张婷", THREE, 0, "", None),
    ("①王芳②李敏③张婷", THREE, 0, "", None),
    ("（1）王芳（2）李敏（3）张婷", THREE, 0, "", None),
    ("1）王芳 2）李敏 3）张婷", THREE, 0, "", None),
    ("1 王芳\n2 李敏\n3 张婷", THREE, 0, "", None),
    ("01王芳\n02李敏", "M1 M2", 0, "", None),
    ("1-王芳\n2-李敏", "M1 M2", 0, "", None),
    ("1、王芳、李敏\n2、张婷", THREE, 0, "", None),
    ("王芳\t大班组\t√\n李敏\t大班组\t√", "M1 M2", 0, "", None),
    ("王芳（大班组）、李敏（带孩子）", "M1 M2", 1, "", None),
    ("王芳（带家属2人）", "M1", 2, "", None),
    ("王芳：参加\n李敏：请假", "M1", 0, "", None),
    ("王芳-参加", "M1", 0, "", None),
    ("1. 王芳 参加\n2. 李敏 请假\n3. 张婷 自己开车", "M1 M3", 0, "", None),
    ("报名：\n1.王芳\n2.李敏 不去了", "M1", 0, "", None),
    ("1. 王芳🌹\n2. 李敏✅\n3. 张婷👍🏻", THREE, 0, "", None),
    ("@王芳 @李敏", "M1 M2", 0, "", None),
    ("王芳老师、李敏老师", "M1 M2", 0, "", None),
    ("小王、王芳", "M1", 0, "小王", None),
    ("小王+1、王芳", "M1", 1, "小王", None),
    ("王老师，王芳", "M1", 0, "王老师", None),
    ("王芳 小李 李敏", "M1 M2", 0, "小李", None),
    ("王芳华、李敏", "M2", 0, "王芳华", None),
    ("王芳、李敏等12人", "M1 M2", 0, "", 12),
    ("共12人：王芳、李敏", "M1 M2", 0, "", 12),
    ("参加人员：王芳、李敏", "M1 M2", 0, "", None),
    ("女：王芳、李敏；男：刘洋", "M1 M2 M4", 0, "", None),
    ("王芳、李敏，家属2人", "M1 M2", 2, "", None),
    ("王芳、外聘教练一名", "M1", 1, "", None),
    ("王芳、李敏（请假）", "M1", 0, "", None),
    ("应到8人，实到6人，请假：王芳、李敏", "", 0, "", 6),
    ("大班组", "M1 M2", 0, "", None),
    ("大班组全体、张婷", THREE, 0, "", None),
    ("合唱社", "M1 M2", 0, "", None),
    ("女教师", AT_WORK, 0, "", None),
    ("全体会员", AT_WORK, 0, "", None),
    ("全体会员，除：王芳、李明", "M2 M3 M5 M6 M7", 0, "", None),
    ("全体会员（除王芳、李敏外）", "M3 M5 M6 M7", 0, "", None),
    ("除王芳、李敏外全体参加", "M3 M5 M6 M7", 0, "", None),
    ("全体会员，王芳、李敏请假", "M3 M5 M6 M7", 0, "", None),
    ("M1王芳、M2", "M1 M2", 0, "", None),
    ("王芳(M1)、何静(M6)", "M1 M6", 0, "", None),
    ("何静、何静", "M5 M6", 0, "", None),
    ("约60人", "", 0, "", 60),
    ("上级工会代表", "", 0, "", None),
    ("", "", 0, "", None),
]


@pytest.mark.parametrize(("text", "came", "guests", "unknown", "claimed"), SHAPES)
def test_a_pasted_list_gives_people_guests_and_what_is_not_known(
    text: str, came: str, guests: int, unknown: str, claimed: int | None
) -> None:
    found = read_participants(text, roll(), DAY)
    assert [one.member_no for one in found.members] == came.split()
    assert found.guest_count == guests
    assert found.unknown == tuple(unknown.split())
    assert found.claimed_count == claimed


def test_a_name_of_two_members_is_one_of_them_and_nobody_knows_which() -> None:
    found = read_participants("王芳、何静", roll(), DAY)
    assert (found.alike, found.count) == (("何静",), 2)
    assert [one.member_no for one in found.members] == ["M1"]


def test_all_are_those_of_the_day() -> None:
    later = read_participants("全体会员", roll(), dt.date(2026, 6, 1))
    assert len(later.members) == len(AT_WORK.split()) + 1
    assert not later.is_precise
    assert read_participants("全体会员，除：王芳", roll(), DAY).is_precise


def test_the_column_of_guests_goes_before_what_the_list_says() -> None:
    book = a_book(
        members=MEMBERS,
        activities="活动名称 | 日期 | 参加人员 | 来宾\n健步走 | 2026-03-09 | 王芳（+1）、李敏 | 3",
    )
    (activity,) = book.activities
    assert participants(activity, Roll.of(book.members)).count == 5


def test_two_thousand_names_are_read_at_once() -> None:
    begun = time.perf_counter()
    found = read_participants("、".join(["王芳", "某人", "李敏"] * 700), roll(), DAY)
    assert (len(found.members), found.unknown) == (2, ("某人",))
    assert time.perf_counter() - begun < 5


@given(
    st.text(
        alphabet="王芳李敏何静小 、，；\n\t1.（）()+＋①等12人全体会员除外：:请假家属带@🌹",
        max_size=60,
    )
)
def test_nothing_that_is_pasted_raises(text: str) -> None:
    found = read_participants(text, roll(), DAY)
    assert found.guest_count >= 0
    assert len({one.member_no for one in found.members}) == len(found.members)
