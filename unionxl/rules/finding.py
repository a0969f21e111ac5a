"""What is said about the records."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
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


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a clerk should look at: where, what, what to do, and on what basis.

    `facts` holds the figures of the message for tests, charts and other programs; `confidence`
    says how well the basis is established, in the words of 支出标准.
    """

    rule_id: str
    severity: Severity
    message: str
    advice: str
    sources: tuple[SourceRef, ...] = ()
    basis: str = ""
    confidence: str = ""
    facts: Mapping[str, str | int | Decimal | dt.date] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say it in one line, the four parts in their order."""
        where = f"{self.sources[0]}：" if self.sources else ""
        basis = f"依据：{self.basis}。" if self.basis else ""
        return f"{where}{self.message}{self.advice}{basis}"
