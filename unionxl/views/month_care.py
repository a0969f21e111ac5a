"""What a month sheet says of care and of duties: matter, names and state, never why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.care_model import CareState
from unionxl.domain.matters import service_matter
from unionxl.tables.care import care_in
from unionxl.tables.duties import DUTIES
from unionxl.views.month_bands import BandLine, Share, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.care_model import CareDue
    from unionxl.domain.period import Month

CARE_TITLE, DUTIES_TITLE = "本月关怀", "周期事项到期提醒"
CARE_SHEET = "关怀提醒"
MOST_NAMES = 12
TURNS = {
    CareState.OVERDUE: Turn.OVERDUE,
    CareState.TO_VISIT: Turn.OVERDUE,
    CareState.DUE: Turn.THIS_MONTH,
    CareState.COMING: Turn.LATER,
}


def care_share(book: UnionBook, month: Month) -> Share:
    """Tell of the members who are due, a line a matter; proposals stand on their own list only."""
    by_matter: dict[str, list[CareDue]] = {}
    for one in care_in(book, month).due:
        if one.is_of_person and one.is_counted:
            by_matter.setdefault(one.matter, []).append(one)
    lines = (
        BandLine(TURNS[found[0].state], matter, _names(found), _states(found))
        for matter, found in by_matter.items()
    )
    return Share(CARE_TITLE, CARE_SHEET, tuple(lines))


def duties_share(book: UnionBook, month: Month) -> Share:
    """Tell of the union's own duties that fall due, or did and are not done."""
    lines = (
        BandLine(
            TURNS[one.state],
            one.matter,
            one.audience,
            f"{one.due_on:%Y-%m-%d} {_word(one.state)}",
        )
        for one in care_in(book, month).book_level
    )
    return Share(DUTIES_TITLE, DUTIES.sheet, tuple(lines))


def _word(state: CareState) -> str:
    return state.value if state is CareState.OVERDUE else CareState.DUE.value


def _names(found: Sequence[CareDue]) -> str:
    """Name who is due, those who have waited longest first; of private matters only how many.

    The sheet is posted: whom an illness, a death or hardship has met is nobody else's business.
    """
    if any(one.is_of_file for one in found):
        return f"{len(found)} 户，见《{CARE_SHEET}》"
    if any(map(_is_private, found)):
        return f"{len(found)} 人，见《{CARE_SHEET}》"
    room = MOST_NAMES
    parts = []
    for state, names in _by_state(found):
        if room > 0:
            listed = "、".join(names[:room])
            parts.append(f"{state.value}：{listed}")
            room -= len(names)
    more = f"等 {len(found)} 人，见《{CARE_SHEET}》" if room < 0 else ""
    return "；".join(parts) + more


def _is_private(one: CareDue) -> bool:
    """Tell whether an event is behind it, or a matter that is a member's own."""
    return one.state is CareState.TO_VISIT or service_matter(one.matter).is_private


def _states(found: Sequence[CareDue]) -> str:
    """Say how many are in each state."""
    return "，".join(f"{state.value} {len(names)}" for state, names in _by_state(found))


def _by_state(found: Sequence[CareDue]) -> Iterator[tuple[CareState, list[str]]]:
    for state in CareState:
        names = [one.who for one in found if one.state is state]
        if names:
            yield state, names
