"""Budget lines as approved and revised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """The approved amount of one account for one year, in yuan."""

    kind: str
    account_code: str
    account_name: str
    last_year_amount: Decimal | None
    original_amount: Decimal
    revision_amount: Decimal
    note: str
    source: SourceRef

    @property
    def final_amount(self) -> Decimal:
        """The original amount with its revision."""
        return self.original_amount + self.revision_amount
