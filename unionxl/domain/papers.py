"""Papers that came in, went up, or were filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: a notice from above, a report, an item of information, a file."""

    dated_on: dt.date | None
    paper_no: str
    direction: str
    title: str
    document_no: str
    counterpart: str
    due_on: dt.date | None
    settled_on: dt.date | None
    used_by: str
    points: Decimal | None
    kept_for: str
    archive_place: str
    remark: str
    source: SourceRef
