"""Who is marked as served leaves the list alone, and nobody takes the place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_book
from unionxl.domain.care import care
from unionxl.domain.history import PastService
from unionxl.domain.period import Month
from unionxl.domain.source import SourceRef

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.care_model import Care, CareDue
    from unionxl.domain.services import ServiceEntry

MEMBERS = 9
DAYS = st.dates(dt.date(2021, 1, 1), dt.date(2026, 12, 31))


@cache
def _base() -> UnionBook:
    rows = "\n".join(
        f"{number:03d} | 会员{'甲乙丙丁戊己庚辛壬'[number]} | {'女男'[number % 2]} "
        f"| 1980-0{number + 1}-1{number} | 2010-09-01 | 在职"
        for number in range(MEMBERS)
    )
    return a_book(
        members=f"会员编号 | 姓名 | 性别 | 出生日期 | 入会日期 | 在职状态\n{rows}",
        duties="""
            事项 | 对象 | 周期月数 | 起算日期 | 提前天数 | 服务事项
            普访 | 全体会员 | 36 | 2023-06-10 | 30 | 普访
            体检 | 女教职工 | 24 | 2024-03-08 |  | 体检
            互助 | 全体会员 | 12 | 2025-06-10 | 0 | 医疗互助
            生日 | 全体会员 |  |  | 0 | 生日
        """,
    )


@cache
def _a_service() -> ServiceEntry:
    book = a_book(services="日期 | 会员编号 | 姓名 | 事项\n2026-01-01 | 000 | 会员甲 | 普访")
    return book.service_entries[0]


@st.composite
def _books(draw: st.DrawFn) -> UnionBook:
    base = _base()
    on = draw(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
    past = [
        PastService(member.member_no, member.name, matter, last_on, 1, "", SourceRef("x", 4))
        for member in base.members
        for matter in ("普访", "体检", "医疗互助")
        if (last_on := draw(st.none() | DAYS)) is not None and last_on < on
    ]
    starts = [draw(st.dates(dt.date(2021, 1, 1), dt.date(2025, 12, 31))) for _ in base.duties]
    duties = (
        replace(duty, starts_on=start) for duty, start in zip(base.duties, starts, strict=True)
    )
    return replace(base, as_of=on, past_services=tuple(past), duties=tuple(duties))


def _asked(book: UnionBook) -> Care:
    return care(book, book.as_of, Month.of(book.as_of).last_on)


def _keys(found: Care) -> list[tuple[str, str, dt.date, str]]:
    return [(one.who, one.matter, one.due_on, one.state.value) for one in found.due]


def _served(book: UnionBook, one: CareDue) -> UnionBook:
    assert one.member is not None
    row = replace(_a_service(), member_no=one.member.member_no, member_name=one.member.name)
    row = replace(row, served_on=book.as_of, service_kind=one.matter)
    return replace(book, service_entries=(*book.service_entries, row))


@given(_books(), st.data())
def test_a_person_who_is_served_leaves_the_list_alone(book: UnionBook, data: st.DataObject) -> None:
    before = _asked(book)
    if not before.due:
        return
    one = data.draw(st.sampled_from(before.due))
    after = _asked(_served(book, one))
    gone = (one.who, one.matter, one.due_on, one.state.value)
    assert _keys(after) == [key for key in _keys(before) if key != gone]
    counts = [
        next(each.done_count for each in told.coverage if each.matter == one.matter)
        for told in (before, after)
    ]
    assert counts[1] == counts[0] + 1
