"""What an action tells the clerk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from unionxl.rules.finding import Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action did: sentences for the clerk, what she should look at, the old file's copy.

    `backup` is None when nothing had to be written.
    """

    summary: str
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    backup: Path | None = None
