"""What the clerk looked into, as marked on the list of findings."""

from __future__ import annotations

from unionxl.domain.reviews import Review
from unionxl.tables.model import Group, NextYear, Table, columns_of
from unionxl.values.column import Column, Kind


class Reviews:
    """One review."""

    review_key = Column("核实键", Kind.CODE, 15, is_essential=True, is_required=True)
    rule_id = Column("规则", width=28)
    place = Column("位置", width=26)
    problem = Column("问题", width=52)
    reason = Column("核实说明", width=34)
    reviewed_on = Column("核实日期", Kind.DATE, 12)


REVIEWS = Table(
    "Reviews",
    "核实记录",
    columns_of(Reviews),
    Review,
    "reviews",
    key=Reviews.review_key.header,
    intro="由程序记入：在《检查结果》上选“已核实”的问题和说明；清空一行即撤销核实。",
    is_optional=True,
    group=Group.BASE,
    next_year=NextYear.EMPTY,
)
