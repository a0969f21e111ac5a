"""What is said beside the rules: of cells as they are read, of rules that did not run."""

from __future__ import annotations

from unionxl.rules.finding import Severity

UNREADABLE = "unreadable-cell"
DOUBTFUL = "doubtful-cell"
MISSING = "missing-cell"
DUPLICATE = "duplicate-key"
NOT_RUN = "rule-not-run"
BELOW = "rows-below-table"
NOT_COUNTED = "rows-not-counted"
PASSED_OVER = "passed_over_by"  # the fact that names formulas which do not count the cell

# The title and the gravest severity of each.
REMARKS = {
    UNREADABLE: ("单元格无法识别", Severity.ERROR),
    MISSING: ("必填的单元格空着", Severity.ERROR),
    DUPLICATE: ("编号重复", Severity.ERROR),
    DOUBTFUL: ("单元格存疑", Severity.WARNING),
    NOT_COUNTED: ("有的行没有计入", Severity.WARNING),
    BELOW: ("表格下方的行已计入", Severity.NOTE),
    NOT_RUN: ("规则未能运行", Severity.WARNING),
}
