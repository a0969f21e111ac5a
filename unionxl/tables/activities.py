"""The activities that were held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.activities import Activity
from unionxl.tables.model import (
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
    intro="每次文体、学习、春秋游等活动记一行。",
    group=Group.WORK,
    tab=Tab.WORK,
    next_year=NextYear.EMPTY,
    register=RegisterReader(_rows),
)
