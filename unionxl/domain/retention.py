"""How long accounting papers must be kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.domain.policy import Citation

FOR_GOOD = "永久"


@dataclass(frozen=True, slots=True)
class Retention:
    """The least time for one kind of papers; `years` is None where they are kept for good.

    The years count from the end of the year, or from what `counts_from` says.
    """

    papers: str
    years: int | None
    counts_from: str
    citation: Citation

    @property
    def told(self) -> str:
        """The period in words."""
        return FOR_GOOD if self.years is None else f"{self.counts_from} {self.years} 年".strip()

    def until(self, year: int) -> str:
        """Return until when the papers of a year are kept at least, "" where no day follows."""
        if self.years is None:
            return FOR_GOOD
        return "" if self.counts_from else f"{year + self.years}年12月31日"
