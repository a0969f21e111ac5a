"""Which button stands where, and in which order commands are listed.

Every button stands in the ribbon, in the window and on 《更多操作》 in its group of the catalogue.
`FRONT` are those of the start sheet as well, row by row. What is not built has no button.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.operations.catalogue import OPERATIONS
from unionxl.operations.listed.groups import GROUPS
from unionxl.workbook.buttons import Button, ButtonGroup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.operations.operation import Operation

FRONT = {
    "每月": ("month", "care", "check"),
    "录入": ("import_plan", "handout", "collect", "form"),
    "年终": ("close", "report", "more"),
}
FIRST_COMMANDS = ("new", "demo")


def commands() -> list[Operation]:
    """Return the operations that are commands, as they are listed: group by group."""
    found = [one for one in OPERATIONS if one.command]
    return sorted(found, key=lambda one: one.id not in FIRST_COMMANDS)


def button_groups(operations: Iterable[Operation]) -> tuple[ButtonGroup, ...]:
    """Return the buttons of operations, in the groups in which they stand."""
    shown = [one for one in operations if one.has_button]
    found = (
        ButtonGroup(
            group.id, group.label, tuple(_button(one) for one in shown if one.group == group)
        )
        for group in GROUPS
    )
    return tuple(group for group in found if group.buttons)


def _button(one: Operation) -> Button:
    """Return the button of an operation."""
    places = [(row, name) for row, names in FRONT.items() for name in names]
    place = next((at for at, (_, name) in enumerate(places, 1) if name == one.id), 0)
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
        row=places[place - 1][0] if place else "",
        place=place,
        needs_row=one.needs_row,
        needs_item=one.needs_item,
    )


BUTTON_GROUPS = button_groups(OPERATIONS)
