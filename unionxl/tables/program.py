"""Tables that are not for the clerk to fill in: what was done last, and where Python is."""

from __future__ import annotations

from unionxl.tables.model import Table, columns_of
from unionxl.values.column import Column, Kind


class Runs:
    """What was done last with one button."""

    label = Column("操作", width=16)
    run_on = Column("日期", Kind.DATE, 12)
    finding_count = Column("待核对", Kind.COUNT, 8)
    result = Column("结果", width=32)


class Hosts:
    """One value that xlwings looks up."""

    option = Column("Option", width=32)
    value = Column("Value", width=60)


GUIDE_SHEET, MORE_SHEET = "使用说明", "更多操作"
RUNS = Table("Runs", "首页", columns_of(Runs), key=Runs.label.header)
HOSTS = Table("Hosts", "xlwings.conf", columns_of(Hosts), key=Hosts.option.header)
# A row of the list that is no button: what the month still needs, as of its day.
STILL_DUE = "本月还差"
# The sheets of these are protected by the program, and written to all the same.
PROGRAM_TABLES = frozenset((RUNS.name, HOSTS.name))
