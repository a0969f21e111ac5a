"""Proposals to the workers' congress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.source import SourceRef


FILED, AS_OPINION, NOT_FILED = "立案", "作意见", "不立案"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal and what became of it."""

    proposal_no: str
    session: str
    sponsor: str
    seconders: str
    subject: str
    category: str
    filing: str
    responsible_unit: str
    assigned_on: dt.date | None
    answer_due_on: dt.date | None
    answered_on: dt.date | None
    result: str
    satisfaction: str
    source: SourceRef
    outcome: str = ""
    reasons: str = ""
    is_outstanding: bool | None = None

    @property
    def is_filed(self) -> bool | None:
        """Whether it was put on file; None where that was not decided, or not written down."""
        return self.filing == FILED if self.filing else None
