"""What a workbook shows of the operations: their buttons on the start sheet and in the ribbon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MACRO_MODULE = "UnionButtons"
WORKBOOK_MODULE = "ThisWorkbook"


@dataclass(frozen=True, slots=True)
class Button:
    """One thing the clerk can have done with a click.

    `action` is the fixed word that the macro hands to the program; `label` stands on the button,
    `note` under it in few words, `tip` says what will happen, `icon` is its picture in the ribbon.
    What the action did is noted on the start sheet where `is_noted`. An action that needs a
    `document` asks for it under `document_title`. A button of the start sheet has its `row` there,
    by the name that stands in front of it, and its `place` among all of them. For one that
    `needs_row` the rows that are selected are noted; it stands in row 1 of the sheets
    whose rows have forms, too. One that `needs_item` stands there on the sheet of the plan.
    """

    action: str
    label: str
    note: str
    tip: str
    icon: str
    is_large: bool = False
    is_noted: bool = True
    document: str = ""
    document_title: str = ""
    row: str = ""
    place: int = 0
    needs_row: bool = False
    needs_item: bool = False

    @property
    def procedure(self) -> str:
        """Return the name of the macro: UnionAllMonths for all_months."""
        return "Union" + self.action.title().replace("_", "")

    @property
    def macro(self) -> str:
        """Return the macro as a button names it, with its module."""
        return f"{MACRO_MODULE}.{self.procedure}"


@dataclass(frozen=True, slots=True)
class ButtonGroup:
    """Buttons that stand together."""

    id: str
    label: str
    buttons: tuple[Button, ...]


def front_rows(groups: Iterable[ButtonGroup]) -> tuple[ButtonGroup, ...]:
    """Return the rows of buttons on the start sheet; each is named by what stands in front."""
    shown = [button for group in groups for button in group.buttons if button.row]
    rows: dict[str, list[Button]] = {}
    for button in sorted(shown, key=lambda one: one.place):
        rows.setdefault(button.row, []).append(button)
    return tuple(ButtonGroup(row, row, tuple(buttons)) for row, buttons in rows.items())
