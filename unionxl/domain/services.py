"""Visits, gifts and other services to single members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service to one member: a visit, a birthday, a check-up, a course."""

    served_on: dt.date | None
    member_no: str
    member_name: str
    service_kind: str
    content: str
    amount: Decimal | None
    voucher_no: str
    is_booked: bool | None
    proof: str
    handler: str
    remark: str
    source: SourceRef
    occurred_on: dt.date | None = None
    cause: str = ""
    related_person: str = ""
    quantity: Decimal | None = None
    expires_on: dt.date | None = None
    fund_source: str = ""
    item_no: str = ""
