"""What members were given in earlier years, as far as the last day and the number of times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class PastService:
    """The last time that a member had one matter, and how often before."""

    member_no: str
    member_name: str
    service_kind: str
    last_on: dt.date | None
    total_count: int | None
    origin: str
    source: SourceRef
