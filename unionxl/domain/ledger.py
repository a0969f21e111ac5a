"""The ledger of income and expenditure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row of the ledger; amounts in yuan, zero where the cell is empty."""

    booked_on: dt.date
    voucher_no: str
    description: str
    account_code: str
    account_name: str
    income_amount: Decimal
    expense_amount: Decimal
    fund_source: str
    item_no: str
    occasion: str
    beneficiary: str
    person_count: int | None
    payment_form: str
    list_signed: bool | None
    attachment_count: int | None
    handler: str
    witness: str
    approver: str
    remark: str
    source: SourceRef
