"""The assessment list and where its evidence comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One line of the assessment list."""

    evidence_no: str
    category: str
    content: str
    points: Decimal | None
    counted_from: str
    needed_count: int | None
    own_score: Decimal | None
    remark: str
    source: SourceRef
    measure: str = ""
    target: str = ""
    scoring: str = ""
    proof_note: str = ""
