"""The services: one row for each that a member was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.services import ServiceEntry
from unionxl.tables.members import known_member
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

SERVICE_KINDS = (
    "五必访",
    "送温暖",
    "节日慰问",
    "生日",
    "体检",
    "保险",
    "医疗互助",
    "疗休养",
    "困难帮扶",
    "培训",
    "读书笔记",
    "评优",
    "结对",
    "志愿",
    "献血",
    "捐款",
)


class Services:
    """One service to a member."""

    served_on = Column("日期", Kind.DATE, 11, is_required=True, is_of_year=True)
    member_no = Column("会员编号", Kind.CODE, 8)
    member_name = Column("姓名", width=10)
    service_kind = Column("事项", width=10, choices=SERVICE_KINDS)
    content = Column("内容", width=32)
    amount = Column("金额", Kind.MONEY, 11)
    voucher_no = Column("凭证号", Kind.CODE, 9)
    is_booked = Column("是否入账", Kind.FLAG, 7)
    proof = Column("证明材料", width=20)
    handler = Column("经办人", width=9)
    remark = Column("备注", width=16)


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    for entry in book.service_entries:
        yield RegisterRow(
            entry.served_on, entry.service_kind, "" if entry.proof else "没有证明材料"
        )


SERVICES = Table(
    "Services",
    "服务台账",
    columns_of(Services),
    ServiceEntry,
    "service_entries",
    intro="五必访、送温暖、生日、体检、互助保障等，对一名会员的一次服务记一行。",
    group=Group.MEMBERS,
    tab=Tab.MEMBERS,
    next_year=NextYear.CHOSEN,
    checks=(known_member(Services.member_no),),
    register=RegisterReader(_rows, is_by_words=True),
)
