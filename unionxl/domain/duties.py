"""Duties that return after a number of months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Duty:
    """One recurring duty, such as a check-up for women every 24 months."""

    name: str
    audience: str
    every_months: int | None
    starts_on: dt.date | None
    lead_days: int | None
    basis: str
    remark: str
    source: SourceRef
