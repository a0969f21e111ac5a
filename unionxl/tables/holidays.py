"""The days off and the working weekends that a notice announces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.holidays import DayOffKind, HolidayDay
from unionxl.tables.model import Group, NextYear, Table, columns_of
from unionxl.values.column import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.tables.model import StartFacts


class Holidays:
    """One day of a notice."""

    year = Column("年度", Kind.COUNT, 10, is_essential=True, is_required=True)
    day = Column("日期", Kind.DATE, 14, is_essential=True, is_required=True)
    kind = Column(
        "性质",
        width=10,
        choices=tuple(kind.value for kind in DayOffKind),
        is_closed=True,
        is_essential=True,
        is_required=True,
        enum_type=DayOffKind,
    )
    name = Column("名称", width=20)
    document_no = Column("文号", width=30)


def _around_the_year(facts: StartFacts) -> Iterator[HolidayDay]:
    """Yield the days of the year and of those beside it."""
    yield from (day for day in facts.holidays if abs(day.year - facts.year) <= 1)


HOLIDAYS = Table(
    "Holidays",
    "放假安排",
    columns_of(Holidays),
    HolidayDay,
    "holiday_days",
    intro="国务院办公厅通知公布的放假和调休上班日；没有通知的年度留空。",
    group=Group.BASE,
    next_year=NextYear.DRAFTED,
    start=_around_the_year,
)
