"""What is said about the records."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


class Severity(enum.Enum):
    """How much a finding matters; the value is the word the clerk sees."""

    ERROR = "必须更正"
    WARNING = "请核对"
    NOTE = "提示"

    @property
    def rank(self) -> int:
        """The place in a list that begins with the gravest."""
        return _RANKS[self]


MOST_STRETCHES = 8
LEAST_SPAN = 2  # rows between the first and the last of a span
_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Joint:
    """How several findings of a kind are said as one: “「王芳」等 17 人没有填写出生日期，……”.

    `counted` is the measure word with its noun, `amount` what they add up to, `tail` what is said
    at the end. `out_of` counts the rows that might lack the cell: where all of them do the column
    is not kept, and `unchecked` says what can't be checked without it; `is_needed` where no union
    may do without.
    """

    counted: str
    what: str
    name: str = ""
    amount: Decimal | None = None
    tail: str = ""
    out_of: int = 0
    unchecked: str = ""
    is_needed: bool = False

    def is_of_all(self, row_count: int) -> bool:
        """Tell whether this many rows are all that might lack the cell: nobody fills it in."""
        return 1 < self.out_of == row_count


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a clerk should look at: where, what, what to do, and on what basis.

    `facts` holds the figures of the message for tests, charts and other programs; `confidence`
    says how well the basis is established, in the words of 支出标准. A finding that stands for
    several has the `group` they belong to.
    """

    rule_id: str
    severity: Severity
    message: str
    advice: str
    sources: tuple[SourceRef, ...] = ()
    basis: str = ""
    confidence: str = ""
    facts: Mapping[str, str | int | Decimal | dt.date] = field(default_factory=dict)
    joint: Joint | None = None
    group: str = ""

    @property
    def where(self) -> str:
        """The place in the words of every message: that of one row, or all rows of a group."""
        if not self.sources:
            return ""
        first = self.sources[0]
        if not self.group:
            return str(first)
        column = f"「{first.column}」" if first.column else ""
        return f"《{first.sheet}》{stretches_text(self.stretches)}{column}"

    @property
    def stretches(self) -> tuple[tuple[SourceRef, SourceRef], ...]:
        """The places in order, those of rows that follow each other as first and last."""
        found: list[tuple[SourceRef, SourceRef]] = []
        for place in sorted(self.sources, key=lambda one: one.row):
            if found and place.row == found[-1][1].row + 1:
                found[-1] = (found[-1][0], place)
            else:
                found.append((place, place))
        return tuple(found)

    def __str__(self) -> str:
        """Say it in one line, the four parts in their order."""
        where = f"{self.where}：" if self.sources else ""
        basis = f"依据：{self.basis}。" if self.basis else ""
        return f"{where}{self.message}{self.advice}{basis}"


def stretches_text(stretches: Sequence[tuple[SourceRef, SourceRef]]) -> str:
    """Write rows, those that follow each other as a span: 第 3、5、8 至 20 行."""
    told: list[str] = []
    for first, last in stretches[:MOST_STRETCHES]:
        if last.row - first.row >= LEAST_SPAN:
            told.append(f"{first.row} 至 {last.row}")
        else:
            told += map(str, range(first.row, last.row + 1))
    more = "等" if len(stretches) > MOST_STRETCHES else ""
    return f"第 {'、'.join(told)} {more}行"
