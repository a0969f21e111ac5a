"""The groups of operations, in order."""

from __future__ import annotations

from unionxl.operations.operation import Group

PLANNING = Group("Planning", "计划")
MONTHLY = Group("Monthly", "每月")
ENTRY = Group("Entry", "录入")
ROW = Group("Row", "这一行")  # in the ribbon, and in row 1 of the sheets whose rows it is about
MONEY = Group("Money", "经费")
MEMBERS = Group("Roll", "会员")
YEAR_END = Group("YearEnd", "年终")
MORE = Group("More", "其他")
GROUPS = (PLANNING, MONTHLY, ENTRY, ROW, MONEY, MEMBERS, YEAR_END, MORE)
