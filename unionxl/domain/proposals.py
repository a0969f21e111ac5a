"""Proposals to the workers' congress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal and what became of it."""

    proposal_no: str
    session: str
    sponsor: str
    seconders: str
    subject: str
    category: str
    is_filed: bool | None
    responsible_unit: str
    assigned_on: dt.date | None
    answer_due_on: dt.date | None
    answered_on: dt.date | None
    result: str
    satisfaction: str
    source: SourceRef
