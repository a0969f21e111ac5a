"""Findings and reviews for tests."""

from __future__ import annotations

import datetime as dt

from unionxl.domain.reviews import Review
from unionxl.domain.source import SourceRef
from unionxl.rules.check_report import review_key
from unionxl.rules.finding import Finding, Severity


def a_finding(
    rule_id: str,
    row: int,
    severity: Severity = Severity.ERROR,
    message: str = "金额不对。",
    *,
    column: str = "支出金额",
) -> Finding:
    """Return a finding in the ledger."""
    return Finding(
        rule_id, severity, message, "请核对。", (SourceRef("收支台账", row, column, f"H{row}"),)
    )


def a_review(finding: Finding, reason: str) -> Review:
    """Return the clerk's word on a finding."""
    return Review(
        review_key(finding),
        finding.rule_id,
        str(finding.sources[0]),
        finding.message,
        reason,
        dt.date(2026, 3, 5),
        SourceRef("核实记录", 4),
    )
