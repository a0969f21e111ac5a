"""The proposals that wait for an answer, as lines of a month sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.proposals import days_left
from unionxl.tables.proposals import PROPOSALS
from unionxl.views.month_bands import BandLine, Share, Turn

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.period import Month
    from unionxl.domain.proposals import Proposal


def due_proposals(book: UnionBook, month: Month) -> Share:
    """Tell of the proposals whose answer is due in a month, or overdue since before."""
    lines = sorted(_lines(book, month), key=lambda pair: pair[0])
    return Share("提案答复到期", PROPOSALS.sheet, tuple(line for _, line in lines))


def _lines(book: UnionBook, month: Month) -> Iterator[tuple[dt.date, BandLine]]:
    for one in book.proposals:
        left, due_on = days_left(one, book.as_of), one.answer_due_on
        if left is None or due_on is None or due_on > month.last_on:
            continue
        if left < 0:
            yield due_on, _line(one, Turn.OVERDUE, f"{due_on:%Y-%m-%d} 到期，逾期 {-left} 天")
        elif due_on in month:
            yield due_on, _line(one, Turn.THIS_MONTH, f"{due_on:%Y-%m-%d} 到期")


def _line(one: Proposal, turn: Turn, state: str) -> BandLine:
    unit = f"（{one.responsible_unit}）" if one.responsible_unit else ""
    return BandLine(turn, f"提案 {one.proposal_no}".strip(), f"{one.subject}{unit}", state)
