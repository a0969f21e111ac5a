"""The dues: one row for a member's month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.dues import DuesPayment
from unionxl.tables.members import MEMBERS, known_member
from unionxl.tables.model import (
    Group,
    Highlight,
    Look,
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


PAYMENT_METHODS = ("工资代扣", "现金", "转账", "其他")


class Dues:
    """The dues of one member for one month."""

    # a row without one counts for the only member of its name: dues_rows
    member_no = Column("会员编号", Kind.CODE, 9, is_required=True)
    member_name = Column("姓名", width=11)
    month = Column(
        "所属月份", Kind.MONTH, 10, is_essential=True, hint="如 2026-03", names_months=True
    )
    payable_amount = Column("应缴", Kind.MONEY, 11)
    paid_amount = Column("实缴", Kind.MONEY, 11, is_essential=True, summed_by="《首页》")
    paid_on = Column("缴费日期", Kind.DATE, 12, is_of_year=True)
    method = Column("方式", width=11, choices=PAYMENT_METHODS)
    remark = Column("备注", width=24)


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    for payment in book.dues_payments:
        gap = "" if payment.paid_amount else "没有实缴"
        yield RegisterRow(payment.paid_on, payment.method, gap)


DUES = Table(
    "Dues",
    "会费",
    columns_of(Dues),
    DuesPayment,
    "dues_payments",
    called="会费明细",
    intro="一行为一名会员一个月的会费。",
    needs=(MEMBERS,),
    group=Group.MEMBERS,
    tab=Tab.MEMBERS,
    next_year=NextYear.EMPTY,
    highlights=(
        Highlight(
            (Dues.member_name,),
            "AND(ISNUMBER({payable_amount}),N({paid_amount})<N({payable_amount}))",
            Look.STRONG,
            '@"（未缴足）"',
        ),
    ),
    checks=(known_member(Dues.member_no),),
    register=RegisterReader(_rows),
)
