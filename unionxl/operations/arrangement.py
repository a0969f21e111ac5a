"""Which button stands where, and in which order commands are listed.

The arrangement to come is data beside the present one: `FRONT` are the ten of the start sheet, the
groups of the catalogue those of the ribbon and of the list of commands. What is not built has no
button. Whoever switches, lets `BUTTONS_NOW` and `COMMANDS_NOW` go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.operations.catalogue import OPERATIONS
from unionxl.operations.listed.groups import GROUPS
from unionxl.workbook.buttons import Button, ButtonGroup

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from unionxl.operations.operation import Operation

FRONT = (
    *("import_plan", "month", "care", "handout", "collect"),
    *("form", "check", "close", "report", "more"),
)

# By group: the name that it has now, and its buttons.
BUTTONS_NOW: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Planning": ("计划", ("import_plan", "write_plan", "holidays")),
    "Monthly": ("每月", ("month", "all_months", "calendar", "brief")),
    "Entry": ("录入", ("handout", "collect")),
    "Money": ("检查", ("check", "budget", "dues")),
    "YearEnd": ("年终", ("charts", "close", "report")),
    "More": ("其他", ("ics", "restore", "repair", "help")),
}
COMMANDS_NOW = (
    *("new", "demo", "month", "calendar", "check", "explain", "budget", "dues", "charts"),
    *("close", "report", "ics", "holidays", "restore", "repair", "setup", "doctor"),
    *("read_plan", "import_plan", "write_plan"),
)


def commands() -> list[Operation]:
    """Return the operations that are commands, as they are listed; new ones stand last."""
    found = [one for one in OPERATIONS if one.command]
    places = {name: number for number, name in enumerate(COMMANDS_NOW)}
    return sorted(found, key=lambda one: places.get(one.id, len(places)))


def button_groups(operations: Iterable[Operation]) -> tuple[ButtonGroup, ...]:
    """Return the buttons of operations, in the groups in which they stand.

    An operation that has no place yet stands in the group of the catalogue, behind the others.
    """
    known = {one.id: one for one in operations if one.has_button}
    placed = {name for _, names in BUTTONS_NOW.values() for name in names}
    now = {group: label for group, (label, _) in BUTTONS_NOW.items()}
    labels = {**now, **{group.id: now.get(group.id, group.label) for group in GROUPS}}
    found = {group: BUTTONS_NOW[group][1] if group in now else () for group in labels}
    for one in known.values():
        if one.id not in placed:
            found[one.group.id] = (*found[one.group.id], one.id)
    return tuple(
        ButtonGroup(group, labels[group], tuple(_button(known[name]) for name in names))
        for group, names in found.items()
        if names
    )


def _button(one: Operation) -> Button:
    """Return the button of an operation."""
    return Button(
        action=one.id,
        label=one.label,
        note=one.note,
        tip=one.tip,
        icon=one.icon,
        is_large=one.is_large,
        is_noted=one.is_noted,
        document=one.document.id if one.document else "",
        document_title=one.document.title if one.document else "",
    )


BUTTON_GROUPS = button_groups(OPERATIONS)
