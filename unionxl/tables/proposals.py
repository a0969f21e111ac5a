"""The proposals of the congress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.proposals import Proposal
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


class Proposals:
    """One proposal."""

    proposal_no = Column("编号", Kind.CODE, 8, is_required=True)
    session = Column("届次", width=14)
    sponsor = Column("提案人", width=9)
    seconders = Column("附议人", width=18)
    subject = Column("案由", width=30, is_required=True)
    category = Column("类别", width=9)
    is_filed = Column("是否立案", Kind.FLAG, 7)
    responsible_unit = Column("承办部门", width=11)
    assigned_on = Column("交办日期", Kind.DATE, 11)
    answer_due_on = Column("答复期限", Kind.DATE, 11)
    answered_on = Column("答复日期", Kind.DATE, 11)
    result = Column("落实情况", width=28)
    satisfaction = Column("满意度", width=9, choices=("满意", "基本满意", "不满意"))


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    for proposal in book.proposals:
        open_ = proposal.is_filed and proposal.answered_on is None
        day = proposal.answered_on or proposal.assigned_on
        yield RegisterRow(
            day, f"{proposal.category} {proposal.subject}", "立案未答复" if open_ else ""
        )


PROPOSALS = Table(
    "Proposals",
    "提案",
    columns_of(Proposals),
    Proposal,
    "proposals",
    intro="教代会提案一案一行。",
    group=Group.WORK,
    tab=Tab.OPEN,
    next_year=NextYear.CHOSEN,
    highlights=(
        Highlight(
            (Proposals.subject,),
            'AND({answer_due_on}<>"",{answered_on}="",{answer_due_on}<TODAY())',
            Look.STRONG,
            '@"（答复已到期）"',
        ),
    ),
    register=RegisterReader(_rows),
)
