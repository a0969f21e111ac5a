"""The services: one row for each that a member was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.matters import matter_causes, matter_names, units_told
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

SERVICE_KINDS = matter_names()
SERVICE_CAUSES = matter_causes()
SERVICE_SOURCES = ("会费", "拨缴经费", "上级补助", "行政", "个人", "互助保障", "其他")


class Services:
    """One service to a member."""

    served_on = Column(
        "日期",
        Kind.DATE,
        11,
        is_required=True,
        is_of_year=True,
        required_unless="occurred_on",
    )
    member_no = Column("会员编号", Kind.CODE, 8)
    member_name = Column("姓名", width=10)
    service_kind = Column("事项", width=10, choices=SERVICE_KINDS)
    content = Column("内容", width=32)
    amount = Column("金额", Kind.MONEY, 11)
    voucher_no = Column("凭证号", Kind.CODE, 9)
    is_booked = Column("是否入账", Kind.FLAG, 7, is_folded=True)
    proof = Column("证明材料", width=20, is_folded=True)
    handler = Column("经办人", width=9)
    remark = Column("备注", width=16)
    occurred_on = Column(
        "发生日期",
        Kind.DATE,
        11,
        is_of_year=True,
        is_optional=True,
        is_folded=True,
        hint="住院、生育等事情发生的日期；还没有走访的，日期可以先空着",
    )
    cause = Column("事由", width=11, choices=SERVICE_CAUSES, is_optional=True, is_folded=True)
    related_person = Column(
        "相关人", width=10, hint="结对写师父；给家属办的写家属", is_optional=True, is_folded=True
    )
    quantity = Column(
        "数量",
        Kind.NUMBER,
        7,
        hint=f"只写数字：{units_told()}",
        is_optional=True,
        is_folded=True,
    )
    expires_on = Column(
        "到期日期",
        Kind.DATE,
        11,
        hint="保险、互助、结对等到哪一天为止",
        is_optional=True,
        is_folded=True,
    )
    fund_source = Column(
        "经费来源", width=9, choices=SERVICE_SOURCES, is_optional=True, is_folded=True
    )
    item_no = Column("计划编号", Kind.CODE, 7, is_optional=True, is_folded=True)


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
    is_in_sight=True,
    group=Group.MEMBERS,
    tab=Tab.MEMBERS,
    next_year=NextYear.CHOSEN,
    checks=(known_member(Services.member_no),),
    register=RegisterReader(_rows, is_by_words=True),
)
