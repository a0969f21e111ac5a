"""The activities that were held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.activities import Activity
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


ACTIVITY_CATEGORIES = (
    "文体",
    "学习",
    "女工",
    "社团",
    "志愿",
    "节日",
    "春秋游",
    "疗休养",
    "竞赛",
    "其他",
)


class Activities:
    """One activity."""

    item_no = Column("计划编号", Kind.CODE, 7)
    name = Column("活动名称", width=38, is_required=True)
    held_on = Column("日期", Kind.DATE, 11, is_required=True, is_of_year=True)
    place = Column("地点", width=14)
    expected_count = Column("应到人数", Kind.COUNT, 7)
    attended_count = Column("实到人数", Kind.COUNT, 7)
    winner_count = Column("获奖人数", Kind.COUNT, 7)
    day_count = Column("天数", Kind.COUNT, 6)
    cost_amount = Column("费用", Kind.MONEY, 12)
    voucher_no = Column("凭证号", Kind.CODE, 9)
    evidence = Column("资料", width=22, hint="方案、通知、签到、照片、小结")
    remark = Column("备注", width=16)
    activity_no = Column(
        "活动编号", Kind.CODE, 8, hint=BY_PROGRAM, is_optional=True, is_folded=True
    )
    category = Column(
        "类别", width=8, choices=ACTIVITY_CATEGORIES, is_optional=True, is_folded=True
    )
    club = Column("社团", width=10, is_optional=True, is_folded=True)
    participants = Column(
        "参加人员",
        width=30,
        hint="姓名之间用“、”，也可以写 全体会员，除：某某",
        is_optional=True,
        is_folded=True,
    )
    leader = Column("负责人", width=9, is_optional=True, is_folded=True)
    guest_count = Column(
        "来宾",
        Kind.COUNT,
        6,
        hint="家属、外校老师等，不是会员的人数",
        is_optional=True,
        is_folded=True,
    )


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    categories = {item.item_no: item.category for item in book.work_items if item.item_no}
    for activity in book.activities:
        words = f"{categories.get(activity.item_no, '')} {activity.name}"
        yield RegisterRow(activity.held_on, words, "" if activity.evidence else "没有填资料")


ACTIVITIES = Table(
    "Activities",
    "活动台账",
    columns_of(Activities),
    Activity,
    "activities",
    key=Activities.activity_no.header,
    intro="每次文体、学习、春秋游等活动记一行。",
    is_in_sight=True,
    group=Group.WORK,
    tab=Tab.WORK,
    next_year=NextYear.EMPTY,
    register=RegisterReader(_rows),
)
