"""Files of families in hardship."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO, yuan
from unionxl.domain.period import MONTHS_A_YEAR, months_after

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.source import SourceRef

DEEP, RELATIVE, BY_ACCIDENT, UNDECIDED = "深度困难", "相对困难", "意外致困", "未定"
CLASSES = (DEEP, RELATIVE, BY_ACCIDENT)
ACCIDENTS = ("意外", "灾害", "重特大疾病")
RELATIVE_TIMES = 2  # as much as the minimum of a living, below which a family is in relative need
LOSS_SHARE = Decimal("0.8")  # of its income, beyond which what a family must spend is a loss
LEAST_INCOME = Decimal(100)  # a year's income below it was written in 万元
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

    @property
    def doubt(self) -> str:
        """Why the figures of the family say nothing; empty where they do."""
        if self.income_amount is None:
            return ""
        if not self.family_count or self.family_count < 1:
            return "家庭人口是 0" if self.family_count == 0 else "没有填家庭人口"
        in_ten_thousands = ZERO < self.income_amount < LEAST_INCOME
        return "家庭年收入不到 100 元，像是按万元填的" if in_ten_thousands else ""


def class_of(file: HardshipFile, minimum: Decimal | None) -> str:
    """Return the class of a family by its figures and the local minimum of a living.

    Below the minimum is deep, below twice as much relative need; exactly as much is not below.
    An accident, a disaster or a grave illness that took more than four fifths of the income is a
    class of its own. What the figures do not say is not decided.
    """
    left = file.monthly_amount
    if left is None or minimum is None or minimum <= ZERO or file.doubt:
        return UNDECIDED
    if left < minimum:
        return DEEP
    if left < RELATIVE_TIMES * minimum:
        return RELATIVE
    causes = f"{file.main_cause}、{file.other_causes}"
    income, spent = file.income_amount or ZERO, file.expense_amount or ZERO
    has_lost = spent > LOSS_SHARE * income and any(word in causes for word in ACCIDENTS)
    return BY_ACCIDENT if has_lost else UNDECIDED


def review_due_on(one: HardshipFile) -> dt.date | None:
    """Return the day on which a file is to be reviewed: a year after it was opened, if not said."""
    if one.review_on is not None or one.opened_on is None:
        return one.review_on
    return months_after(one.opened_on, MONTHS_A_YEAR)
