"""Figures of law and regulation with their validity and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure of one regulation, valid from one day to another.

    Limitations:
        A profile holds what was read. A missing amount means "not set", never "none".
    """

    limit_id: str
    province: str
    matter: str
    measure: str
    amount: Decimal | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    document: str
    document_no: str
    article: str
    confidence: str
    source: SourceRef | None
