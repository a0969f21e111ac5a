"""What the reconciliation of a month with the bank left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.period import Month
    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class BankItem:
    """One item that stood only with the bank, or only in the ledger."""

    month: Month | None
    dated_on: dt.date | None
    description: str
    income_amount: Decimal | None
    expense_amount: Decimal | None
    state: str
    settled_month: Month | None
    source: SourceRef
