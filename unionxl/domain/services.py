"""Visits, gifts and other services to single members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


OWN_MONEY, FUND_MONEY = "个人", "互助保障"
DONATION, CLAIM = "捐款", "理赔"
INSURED = frozenset({"医疗互助", "保险"})
# What the sources of the union's own money are called: 行政补助 was given to it.
UNION_MONEY = ("会费", "拨缴", "补助", "工会", "上级")


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

    @property
    def money_source(self) -> str:
        """Whose money it was, as the row says; a donation is the member's, a claim the fund's."""
        if self.fund_source or not self.amount:
            return self.fund_source
        if self.service_kind == DONATION:
            return OWN_MONEY
        is_claim = CLAIM in self.cause or (self.service_kind in INSURED and CLAIM in self.content)
        return FUND_MONEY if is_claim else ""

    @property
    def is_union_money(self) -> bool:
        """Whether the union paid, or whoever paid is not said."""
        source = self.money_source
        return not source or any(word in source for word in UNION_MONEY)
