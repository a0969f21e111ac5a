"""What the clerk has looked into and found in order, or noted beside a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Review:
    """The clerk's word on one finding; without a day it is only a remark, the finding stands."""

    review_key: str
    rule_id: str
    place: str
    problem: str
    reason: str
    reviewed_on: dt.date | None
    source: SourceRef
