"""The meetings: one row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.meeting_year import CONGRESS, STAFF_MEETING
from unionxl.domain.meetings import Meeting
from unionxl.tables.model import (
    BY_PROGRAM,
    Group,
    NextYear,
    RegisterReader,
    RegisterRow,
    Tab,
    Table,
    columns_of,
)
from unionxl.values.column import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook

MEETING_CATEGORIES = (
    "工会委员会",
    CONGRESS,
    STAFF_MEETING,
    "会员大会",
    "经审会",
    "女工委",
    "小组会",
    "联席会",
    "其他",
)


class Meetings:
    """One meeting."""

    meeting_no = Column("会议编号", Kind.CODE, 8, hint=BY_PROGRAM)
    category = Column("类别", width=10, choices=MEETING_CATEGORIES)
    name = Column("名称", width=30, is_required=True)
    session = Column("届次", width=12)
    held_on = Column("日期", Kind.DATE, 11, is_required=True, is_of_year=True)
    place = Column("地点", width=12)
    chair = Column("主持人", width=9)
    recorder = Column("记录人", width=9)
    expected_count = Column("应到人数", Kind.COUNT, 7)
    attended_count = Column("实到人数", Kind.COUNT, 7)
    observers = Column("列席", width=14, is_folded=True)
    absentees = Column("缺席", width=14, is_folded=True)
    agenda = Column("议题", width=30)
    resolution = Column("决议", width=30)
    votes_for = Column("表决赞成", Kind.COUNT, 7, is_folded=True)
    votes_against = Column("表决反对", Kind.COUNT, 7, is_folded=True)
    votes_abstained = Column("表决弃权", Kind.COUNT, 7, is_folded=True)
    follow_up = Column("落实情况", width=24)


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    for meeting in book.meetings:
        gap = "" if meeting.resolution or meeting.agenda else "没有填议题和决议"
        also = CONGRESS if meeting.category == STAFF_MEETING else ""
        words = " ".join(filter(None, (meeting.category, also, meeting.name)))
        yield RegisterRow(meeting.held_on, words, gap)


MEETINGS = Table(
    "Meetings",
    "会议",
    columns_of(Meetings),
    Meeting,
    "meetings",
    key=Meetings.meeting_no.header,
    intro="工会委员会、教代会、会员大会等，每次会议记一行。",
    is_optional=True,
    group=Group.WORK,
    tab=Tab.OPEN,
    next_year=NextYear.CHOSEN,
    register=RegisterReader(_rows),
)
