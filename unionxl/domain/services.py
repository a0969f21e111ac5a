"""Visits, gifts and other services to single members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.matters import Listing, service_matter

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


FUND_MONEY, CLAIM = "互助保障", "理赔"
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
    def is_waiting(self) -> bool:
        """Whether something happened that was not yet answered by a visit."""
        return self.served_on is None and self.occurred_on is not None

    @property
    def money_source(self) -> str:
        """Whose money it was, as the row says, else as it is with such a matter."""
        if self.fund_source or not self.amount:
            return self.fund_source
        return FUND_MONEY if self.is_claim else service_matter(self.service_kind).payer

    @property
    def is_claim(self) -> bool:
        """Whether an insurance or a mutual fund is asked to pay."""
        matter = service_matter(self.service_kind)
        if matter.listing is not Listing.INSURED or self.cause in matter.done:
            return CLAIM in self.cause
        return CLAIM in self.cause or CLAIM in self.content

    @property
    def is_done(self) -> bool:
        """Whether a row is its matter itself, and not a step towards it or a claim."""
        return not self.is_claim and service_matter(self.service_kind).is_done_by(self.cause)

    @property
    def is_union_money(self) -> bool:
        """Whether the union paid, or whoever paid is not said."""
        source = self.money_source
        return not source or any(word in source for word in UNION_MONEY)
