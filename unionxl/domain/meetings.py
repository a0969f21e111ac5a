"""Meetings of the union and of the congress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: who came, what was decided, what became of it."""

    meeting_no: str
    category: str
    name: str
    session: str
    held_on: dt.date | None
    place: str
    chair: str
    recorder: str
    expected_count: int | None
    attended_count: int | None
    observers: str
    absentees: str
    agenda: str
    resolution: str
    votes_for: int | None
    votes_against: int | None
    votes_abstained: int | None
    follow_up: str
    source: SourceRef

    @property
    def has_outcome(self) -> bool:
        """Whether anything is told that only a meeting that was held can leave behind."""
        told = (self.attended_count, self.absentees, self.resolution, self.follow_up)
        return any(one not in {None, ""} for one in told) or self.vote_count is not None

    @property
    def vote_count(self) -> int | None:
        """How many votes were counted; None where none are written down."""
        votes = (self.votes_for, self.votes_against, self.votes_abstained)
        told = [one for one in votes if one is not None]
        return sum(told) if told else None
