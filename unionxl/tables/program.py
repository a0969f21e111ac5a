"""Tables that are not for the clerk to fill in: what was done last, and where Python is."""

from __future__ import annotations

from unionxl.tables.model import Table
from unionxl.values.column import Column, Kind

RUNS = Table(
    "Runs",
    "首页",
    (
        Column("操作", "label", width=16),
        Column("日期", "run_on", Kind.DATE, 12),
        Column("待核对", "finding_count", Kind.COUNT, 8),
        Column("结果", "result", width=32),
    ),
    key="操作",
)
HOSTS = Table(
    "Hosts",
    "xlwings.conf",
    (Column("Option", "option", width=32), Column("Value", "value", width=60)),
    key="Option",
)
# The sheets of these are protected by the program, and written to all the same.
PROGRAM_TABLES = frozenset((RUNS.name, HOSTS.name))
