"""What an action tells the clerk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.rules.joining import joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unionxl.rules.finding import Finding

MOST_FINDINGS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action did: sentences for the clerk, what she should look at, the old file's copy.

    `backup` is None when nothing had to be written. `made` is the file beside the workbook that was
    made, None where what was made is in the workbook. `is_waiting` where lines are left that only
    she can see to.
    """

    summary: str
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    backup: Path | None = None
    made: Path | None = None
    is_waiting: bool = False

    def lines(self) -> Iterator[str]:
        """Say what was done, what to look at and where the old file is."""
        yield self.summary
        yield from (f"· {note}" for note in self.notes)
        told = joined(self.findings)
        if told:
            yield f"有 {len(told)} 处请核对："
        yield from (f"· {finding}" for finding in told[:MOST_FINDINGS_SHOWN])
        if len(told) > MOST_FINDINGS_SHOWN:
            yield f"· 另有 {len(told) - MOST_FINDINGS_SHOWN} 处未列出。"
        if self.backup is not None:
            yield f"原文件已备份：{self.backup}"
