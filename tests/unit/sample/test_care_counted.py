"""Who is due in the sample year, counted once more with pandas from the rows themselves."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.fakes import a_block, a_workbook
from tests.unit.sample.books import tables_on
from unionxl.domain.care_model import CareState
from unionxl.domain.period import Month
from unionxl.tables.all import BY_NAME
from unionxl.tables.care import CARE_IF_THERE, CARE_READS, care_in
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook

READ = ("Members", "Duties", "Services", "History", "Hardship")
WOMEN, ALL = "全体女职工", "全体会员"
CYCLES = (("体检", 24, WOMEN, 30), ("普访", 36, ALL, 30), ("医疗互助", 12, ALL, 20))
DAYS = [dt.date(2026, month, 6) for month in (2, 3, 5, 6, 7, 10)]


def _book(day: dt.date) -> UnionBook:
    rows = tables_on(2026, day)
    blocks = [a_block(BY_NAME[name], *({**row} for row in rows[name])) for name in READ]
    book, _ = read_book(
        a_workbook(*blocks), as_of=day, tables=CARE_READS, if_there=frozenset(CARE_IF_THERE)
    )
    return book


def _frame(day: dt.date, name: str) -> pd.DataFrame:
    frame = pd.DataFrame(tables_on(2026, day)[name])
    for column in frame.columns:
        if "日期" in column:
            frame[column] = pd.to_datetime(frame[column])
    return frame


def _at_work(day: dt.date) -> pd.DataFrame:
    members, now = _frame(day, "Members"), pd.Timestamp(day)
    for column in ("退会日期", "退休日期"):
        members[column] = members.get(column, pd.Series(pd.NaT, index=members.index))
    ended = members["退会日期"].fillna(members["退休日期"].where(members["在职状态"] == "退休"))
    gone = ended.isna() & ~members["在职状态"].isin(["在职", "借用"])
    return members[(members["入会日期"] <= now) & ~gone & ~(ended < now)]


def _last(day: dt.date, matter: str) -> pd.DataFrame:
    served, past = _frame(day, "Services"), _frame(day, "History")
    if "到期日期" not in served:  # nothing that ends was given yet
        served["到期日期"] = pd.NaT
    one = served.loc[served["事项"] == matter, ["会员编号", "日期", "到期日期"]]
    two = past.loc[past["服务事项"] == matter, ["会员编号", "最近日期"]]
    both = pd.concat([one, two.rename(columns={"最近日期": "日期"})]).sort_values("日期")
    return both.groupby("会员编号").tail(1).set_index("会员编号")


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize(("matter", "months", "audience", "lead"), CYCLES)
def test_who_is_due_by_a_cycle(
    day: dt.date, matter: str, months: int, audience: str, lead: int
) -> None:
    duties = _frame(day, "Duties").set_index("服务事项")
    start, cycle = duties.loc[matter, "起算日期"], pd.DateOffset(months=months)
    people = _at_work(day).set_index("会员编号")
    people = people[people["性别"] == "女"] if audience == WOMEN else people
    people = people.join(_last(day, matter))
    never = (people["入会日期"].clip(lower=start)) + cycle
    due = people["到期日期"].fillna(people["日期"] + cycle).fillna(never)
    until = pd.Timestamp(Month.of(day).last_on)
    expected = set(due[due <= until + pd.Timedelta(days=lead)].index)
    late = set(due[due < pd.Timestamp(day)].index)
    told = [one for one in care_in(_book(day), Month.of(day)).people if one.matter == matter]
    assert {one.member.member_no for one in told if one.member} == expected
    assert {
        one.member.member_no for one in told if one.member and one.state is CareState.OVERDUE
    } == late


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_birthdays_of_the_month(day: dt.date) -> None:
    people, served = _at_work(day), _frame(day, "Services")
    greeted = set(served.loc[served["事项"] == "生日", "会员编号"])
    of_month = people[people["出生日期"].dt.month == day.month]
    expected = set(of_month["会员编号"]) - greeted
    told = care_in(_book(day), Month.of(day))
    due = {one.member.member_no for one in told.people if one.member and one.matter == "生日"}
    assert due == expected
    assert {one.member.member_no for one in told.birthdays} == set(of_month["会员编号"])
    coverage = next(one for one in told.coverage if one.matter == "生日")
    assert {one.member_no for one in coverage.missing} >= expected
