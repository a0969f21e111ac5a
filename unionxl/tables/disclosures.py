"""What was made public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.disclosures import Disclosure
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


CATEGORIES = ("会务", "经费", "校务", "评优", "干部", "采购", "收费", "福利", "其他")


class Disclosures:
    """One publication."""

    published_on = Column("公开日期", Kind.DATE, 12, is_required=True, is_of_year=True)
    subject = Column("事项", width=34, is_required=True)
    category = Column("类别", width=10, choices=CATEGORIES)
    channel = Column("公开形式", width=12, choices=("公开栏", "会议", "校园网", "工作群"))
    period = Column("所属期间", width=17)
    handler = Column("经办人", width=10)
    archive_place = Column("存档", width=16)
    posted_until = Column("公示截止", Kind.DATE, 11, is_optional=True, is_folded=True)
    feedback = Column("意见反馈", width=24, is_optional=True, is_folded=True)


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    for disclosure in book.disclosures:
        words = f"{disclosure.category} {disclosure.subject}"
        gap = "" if disclosure.archive_place else "没有填存档"
        yield RegisterRow(disclosure.published_on, words, gap)


DISCLOSURES = Table(
    "Disclosures",
    "公开",
    columns_of(Disclosures),
    Disclosure,
    "disclosures",
    intro="每次会务、经费、校务公开记一行。",
    group=Group.WORK,
    tab=Tab.OPEN,
    next_year=NextYear.EMPTY,
    register=RegisterReader(_rows),
)
