"""Files of families in hardship."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO, yuan
from unionxl.domain.period import MONTHS_A_YEAR, months_after

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from unionxl.domain.source import SourceRef

CLOSED = frozenset({"注销", "已注销", "脱困", "已脱困", "撤销", "销档"})


@dataclass(frozen=True, slots=True)
class HardshipFile:
    """The state of one family, as it was found and reviewed."""

    file_no: str
    member_no: str
    member_name: str
    category: str
    level: str
    opened_on: dt.date | None
    family_count: int | None
    income_amount: Decimal | None
    expense_amount: Decimal | None
    main_cause: str
    other_causes: str
    family: str
    contact: str
    review_on: dt.date | None
    state: str
    closed_on: dt.date | None
    attachments: str
    remark: str
    source: SourceRef

    @property
    def is_open(self) -> bool:
        """Whether the file still stands."""
        return self.closed_on is None and self.state not in CLOSED

    @property
    def monthly_amount(self) -> Decimal | None:
        """What a head has in a month after what must be paid; None where that is not known."""
        if self.income_amount is None or not self.family_count:
            return None
        left = self.income_amount - (self.expense_amount or ZERO)
        return yuan(left / MONTHS_A_YEAR / self.family_count)


def review_due_on(one: HardshipFile) -> dt.date | None:
    """Return the day on which a file is to be reviewed: a year after it was opened, if not said."""
    if one.review_on is not None or one.opened_on is None:
        return one.review_on
    return months_after(one.opened_on, MONTHS_A_YEAR)
