"""What is said about the records."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.domain.source import SourceRef


class Severity(enum.Enum):
    """How much a finding matters; the value is the word the clerk sees."""

    ERROR = "必须更正"
    WARNING = "请核对"
    NOTE = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a clerk should look at: where, what, what to do, and on what basis."""

    rule_id: str
    severity: Severity
    message: str
    advice: str
    sources: tuple[SourceRef, ...] = ()
    basis: str = ""

    def __str__(self) -> str:
        """Say it in one line, the four parts in their order."""
        where = f"{self.sources[0]}：" if self.sources else ""
        basis = f"依据：{self.basis}。" if self.basis else ""
        return f"{where}{self.message}{self.advice}{basis}"
