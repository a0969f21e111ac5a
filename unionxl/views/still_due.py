"""What a month still needs, in one sentence for the start sheet: counts and days, no names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.care_duties import NO_START
from unionxl.domain.care_model import CareState
from unionxl.domain.period import Month
from unionxl.domain.written import short_day
from unionxl.tables.care import care_in
from unionxl.tables.duties import DUTIES
from unionxl.views.proposal_share import due_proposals

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.domain.book import UnionBook
    from unionxl.domain.care_model import CareDue

MOST_DUTIES = 3
UNTOLD = f"《{DUTIES.sheet}》的起算日期还没有填，看不出本月还差什么"


def still_due(book: UnionBook) -> str:
    """Say what the month of the book's day still needs, "" where that lies in another year."""
    if book.as_of.year != book.fiscal_year:
        return ""
    parts = [part for say in PARTS if (part := say(book, Month.of(book.as_of)))]
    if parts:
        return f"本月还差：{'、'.join(parts)}"
    notes = care_in(book, Month.of(book.as_of)).notes
    return UNTOLD if any(NO_START in note.text for note in notes) else "本月该办的都已登记"


def care_part(book: UnionBook, month: Month) -> str:
    """Say for how many members something is due by the end of the month."""
    due = care_in(book, month).of_month
    if not due:
        return ""
    late = sum(one.state is CareState.OVERDUE for one in due)
    return f"关怀 {len(due)} 人次" + (f"（逾期 {late}）" if late else "")


def proposals_part(book: UnionBook, month: Month) -> str:
    """Say how many proposals wait for an answer."""
    count = len(due_proposals(book, month).lines)
    return f"提案 {count} 件" if count else ""


def duties_part(book: UnionBook, month: Month) -> str:
    """Say until when the union's own duties are to be done."""
    due = care_in(book, month).book_level
    told = "、".join(map(_until, due[:MOST_DUTIES]))
    more = len(due) - MOST_DUTIES
    return f"{told}等 {len(due)} 项定期的事" if more > 0 else told


def _until(one: CareDue) -> str:
    """Say until when one is to be done."""
    late = "（逾期）" if one.state is CareState.OVERDUE else ""
    return f"{one.matter} {short_day(one.due_on)}前{late}"


# What each register has to say, in this order.
PARTS: tuple[Callable[[UnionBook, Month], str], ...] = (
    care_part,
    proposals_part,
    duties_part,
)
