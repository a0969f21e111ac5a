"""What is paid to persons for a lecture, for judging and for helping, with the limits of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.policy import Limit
    from unionxl.rules.book_index import BookIndex

LECTURE = "讲课费"
LIMITS_OF = {
    LECTURE: ("lecture-fee",),
    "裁判费": ("referee-fee-half-day", "referee-fee-a-day"),
    "工作人员费": ("staff-fee-half-day",),
}


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee of the ledger with its limit, None where none is set."""

    entry: LedgerEntry
    what: str
    limit: Limit | None


def fees(index: BookIndex) -> Iterator[Fee]:
    """Give the fees of the ledger, each with the limit of its place."""
    for entry, what in index.ledger.fees:
        found = (index.limits.limit(one, entry.booked_on) for one in LIMITS_OF[what])
        yield Fee(entry, what, next((one for one in found if one is not None), None))
