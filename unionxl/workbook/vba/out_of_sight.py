"""The sheets that a new workbook hides, and the macros that bring them into sight by group."""

from __future__ import annotations

from unionxl.tables.all import TABLES
from unionxl.tables.model import Group
from unionxl.workbook.buttons import MACRO_MODULE

SHEET_GROUPS = {
    group: tuple(one.name for one in TABLES if one.group is group and not one.is_in_sight)
    for group in Group
}


def show_procedure(group: Group) -> str:
    """Return the name of the macro that brings the sheets of a group into sight."""
    return f"UnionShow{group.name.title()}"


def show_macro(group: Group) -> str:
    """Return that macro as a button names it, with its module."""
    return f"{MACRO_MODULE}.{show_procedure(group)}"
