"""Membership dues that were paid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.period import Month
    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class DuesPayment:
    """The dues of one member for one month."""

    member_no: str
    member_name: str
    month: Month | None
    payable_amount: Decimal | None
    paid_amount: Decimal | None
    paid_on: dt.date | None
    method: str
    remark: str
    source: SourceRef
