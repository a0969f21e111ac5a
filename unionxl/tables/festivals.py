"""The festivals."""

from __future__ import annotations

from unionxl.domain.festivals import Festival
from unionxl.tables.model import Group, NextYear, Table, columns_of
from unionxl.values.column import Column, Kind


class Festivals:
    """One festival."""

    name = Column("名称", width=20, is_essential=True, is_required=True)
    rule = Column("规则", width=18, is_essential=True, hint="如 公历 3-8、农历 8-15、节气 清明")
    gift_allowed = Column("年节", Kind.FLAG, 10)
    audience = Column("适用对象", width=20)


FESTIVALS = Table(
    "Festivals",
    "节日",
    columns_of(Festivals),
    Festival,
    "festivals",
    key=Festivals.name.header,
    intro="自己的日子（开学、家长会）也写在这里，年节填“否”，就会印在日历上；年节为“是”的，才可发放节日慰问品。",
    group=Group.BASE,
    next_year=NextYear.KEPT,
    start=lambda facts: facts.festivals,
)
