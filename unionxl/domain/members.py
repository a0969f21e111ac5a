"""The members of the union."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Member:
    """One person on the roll of members."""

    member_no: str
    name: str
    gender: str
    born_on: dt.date | None
    joined_on: dt.date | None
    group: str
    staff_kind: str
    dues_class: str
    monthly_base_amount: Decimal | None
    employment_status: str
    retired_on: dt.date | None
    in_hardship: bool | None
    phone: str
    remark: str
    source: SourceRef

    def birthday_in(self, year: int) -> dt.date | None:
        """Return the birthday in a year; 29 February falls on 28 February in a common year."""
        if self.born_on is None:
            return None
        try:
            return self.born_on.replace(year=year)
        except ValueError:
            return self.born_on.replace(year=year, day=28)
