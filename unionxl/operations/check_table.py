"""Findings as a table in colours, for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from unionxl.rules.finding import Severity
from unionxl.rules.pages import basis_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.rules.finding import Finding

COLORS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def findings_table(findings: Iterable[Finding]) -> Table:
    """Return findings as a table; what stands in a cell is never taken for markup."""
    table = Table("级别", "位置", "问题和建议", "规则", show_lines=True)
    for finding in findings:
        table.add_row(
            Text(finding.severity.value, COLORS[finding.severity]),
            Text(finding.where),
            Text(f"{finding.message}{finding.advice}\n依据：{basis_of(finding)}"),
            Text(finding.rule_id),
        )
    return table
