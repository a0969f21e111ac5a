"""What the month still needs, in one sentence without names."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import a_book
from unionxl.domain.period import Month
from unionxl.tables.care import care_in
from unionxl.views.care_sheet import care_sentence
from unionxl.views.still_due import still_due

TODAY = dt.date(2026, 3, 6)
MEMBERS = """
    会员编号 | 姓名 | 性别 | 出生日期 | 入会日期 | 在职状态
    001 | 王芳 | 女 | 1988-03-09 | 2010-09-01 | 在职
    002 | 李敏 | 女 | 1992-03-02 | 2015-09-01 | 在职
"""
DUTIES = """
    事项 | 对象 | 周期月数 | 起算日期 | 提前天数 | 服务事项
    生日慰问 | 全体会员 |  |  | 0 | 生日
    上缴经费 | 上级工会 | 12 | 2025-05-20 | 60 | 收支台账：上缴
    教代会 | 教职工代表 | 12 | 2025-01-12 | 30 | 会议：教代会
"""


def test_care_and_the_unions_own_duties() -> None:
    book = a_book(as_of=TODAY, members=MEMBERS, duties=DUTIES)
    assert still_due(book) == (
        "本月还差：关怀 2 人次（逾期 1）、教代会 1月12日前（逾期）、上缴经费 5月20日前"
    )


def test_what_is_due_next_month_is_no_work_of_this_one() -> None:
    duties = "事项 | 对象 | 周期月数 | 起算日期 | 提前天数 | 服务事项\n"
    duties += "续保 | 全体会员 | 12 | 2025-04-10 | 45 | 医疗互助"
    book = a_book(as_of=TODAY, members=MEMBERS, duties=duties)
    assert still_due(book) == "本月该办的都已登记"
    assert care_sentence(care_in(book, Month(2026, 3))) == "0 人次；下月起到期 2 人次"
    assert care_sentence(care_in(book, Month(2026, 4))) == "2 人次"


def test_proposals_that_wait_stand_between() -> None:
    proposals = """
        编号 | 案由 | 立案情况 | 交办日期 | 答复期限
        T1 | 食堂 | 立案 | 2026-02-01 | 2026-03-01
        T2 | 车棚 | 立案 | 2026-02-01 | 2026-03-31
        T3 | 操场 | 立案 | 2026-02-01 | 2026-04-30
    """
    book = a_book(as_of=TODAY, members=MEMBERS, duties=DUTIES, proposals=proposals)
    assert "（逾期 1）、提案 2 件、教代会" in still_due(book)


def test_in_a_new_workbook_the_first_days_are_asked_for() -> None:
    duties = "事项 | 对象 | 周期月数 | 起算日期 | 服务事项\n体检 | 女教职工 | 24 |  | 体检"
    for members in ("", MEMBERS):
        told = still_due(a_book(as_of=TODAY, members=members, duties=duties))
        assert told == "《周期事项》的起算日期还没有填，看不出本月还差什么"


def test_nothing_is_due() -> None:
    assert still_due(a_book(as_of=TODAY, members=MEMBERS)) == "本月该办的都已登记"


@pytest.mark.parametrize("day", [dt.date(2025, 12, 31), dt.date(2027, 1, 1)])
def test_of_another_year_nothing_is_said(day: dt.date) -> None:
    assert still_due(a_book(as_of=day, members=MEMBERS, duties=DUTIES)) == ""


def test_many_duties_are_counted() -> None:
    rows = "".join(
        f"    会议{at} | 委员 | 12 | 2025-03-1{at} | 0 | 会议：会议{at}\n" for at in range(5)
    )
    book = a_book(as_of=TODAY, duties=DUTIES.splitlines()[1] + "\n" + rows)
    assert still_due(book) == (
        "本月还差：会议0 3月10日前、会议1 3月11日前、会议2 3月12日前等 5 项定期的事"
    )
