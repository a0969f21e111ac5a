"""The proposals of the congress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.proposals import AS_OPINION, FILED, NOT_FILED, Proposal
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
from unionxl.values.reading import NO, YES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.domain.book import UnionBook


def _spelled(words: Iterable[str]) -> list[str]:
    """Return words as they are typed, small or in capitals."""
    return sorted({form for word in words for form in (word, word.upper())})


FILINGS = (FILED, AS_OPINION, NOT_FILED)
# What clerks write for them, and what the column held when it asked for yes or no.
FILING_SPELLINGS = (
    *((word, FILED) for word in (*_spelled(YES), "予以立案", "已立案", "同意立案")),
    *((word, NOT_FILED) for word in (*_spelled(NO), "不予立案", "未立案")),
    *(
        (word, AS_OPINION)
        for word in ("意见", "建议", "作建议", "作为意见", "作为建议", "作意见处理", "作建议处理")
    ),
)
SATISFACTIONS = ("满意", "基本满意", "不满意")
PROPOSAL_OUTCOMES = ("已解决", "正在解决", "列入计划", "解释说明")


class Proposals:
    """One proposal."""

    proposal_no = Column("编号", Kind.CODE, 8, is_required=True)
    session = Column("届次", width=14)
    sponsor = Column("提案人", width=9)
    seconders = Column("附议人", width=18)
    subject = Column("案由", width=30, is_required=True)
    category = Column("类别", width=9)
    filing = Column(
        "立案情况",
        width=9,
        choices=FILINGS,
        is_closed=True,
        spellings=FILING_SPELLINGS,
        former=("是否立案",),
    )
    responsible_unit = Column("承办部门", width=11)
    assigned_on = Column("交办日期", Kind.DATE, 11)
    answer_due_on = Column("答复期限", Kind.DATE, 11)
    answered_on = Column("答复日期", Kind.DATE, 11)
    result = Column("落实情况", width=28)
    satisfaction = Column("满意度", width=9, choices=SATISFACTIONS)
    outcome = Column(
        "办理结果",
        width=12,
        choices=PROPOSAL_OUTCOMES,
        hint="并入别的提案的，写 并入 和它的编号，如 并入T3",
        is_optional=True,
        is_folded=True,
    )
    reasons = Column("理由和建议", width=34, is_optional=True, is_folded=True)
    is_outstanding = Column("是否优秀", Kind.FLAG, 7, is_optional=True, is_folded=True)


def _rows(book: UnionBook) -> Iterator[RegisterRow]:
    """Yield the rows as a register has them."""
    for proposal in book.proposals:
        open_ = proposal.needs_answer and proposal.answered_on is None
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
    key=Proposals.proposal_no.header,
    key_within=Proposals.session.header,
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
