"""Activities that were held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity with its attendance and cost."""

    item_no: str
    name: str
    held_on: dt.date | None
    place: str
    expected_count: int | None
    attended_count: int | None
    winner_count: int | None
    day_count: int | None
    cost_amount: Decimal | None
    voucher_no: str
    evidence: str
    remark: str
    source: SourceRef
    activity_no: str = ""
    category: str = ""
    club: str = ""
    participants: str = ""
    leader: str = ""
    guest_count: int | None = None
