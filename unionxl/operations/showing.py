"""Sheets that a new workbook hides, brought into sight for programs without macros."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.operations.outcome import Outcome
from unionxl.tables.all import TABLES

if TYPE_CHECKING:
    from unionxl.tables.model import Group
    from unionxl.workbook.port import Workbook


def show_group(workbook: Workbook, group: Group) -> Outcome:
    """Bring every sheet of a group into sight, and save."""
    tables = [
        one
        for one in TABLES
        if one.group is group and not one.is_in_sight and workbook.has_table(one.name)
    ]
    names = workbook.sheet_names()
    for one in tables:
        is_renamed = one.sheet not in names
        workbook.show_sheet(workbook.read_table(one.name).sheet if is_renamed else one.sheet)
    backup = workbook.save()
    told = "、".join(one.told for one in tables)
    if backup is None:
        return Outcome(f"{group.value}的表都没有收起来，工作簿没有改动：{told}。")
    return Outcome(f"已显示{group.value}的表：{told}。", backup=backup)
