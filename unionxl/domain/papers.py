"""Papers that came in, went up, or were filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef

RECEIVED, INFORMATION, NOT_USED = "收文", "信息", "未采用"


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
    author: str = ""

    @property
    def is_information(self) -> bool:
        """Whether it is an item of information for the union above."""
        return self.direction.strip() == INFORMATION

    @property
    def is_used(self) -> bool:
        """Whether somebody printed it."""
        return self.used_by.strip() not in {"", NOT_USED}

    @property
    def is_open(self) -> bool:
        """Whether it is to be settled by a day and is not."""
        return self.due_on is not None and self.settled_on is None
