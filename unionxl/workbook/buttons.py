"""What a workbook shows of the operations: their buttons on the start sheet and in the ribbon."""

from __future__ import annotations

from dataclasses import dataclass

MACRO_MODULE = "UnionButtons"
WORKBOOK_MODULE = "ThisWorkbook"


@dataclass(frozen=True, slots=True)
class Button:
    """One thing the clerk can have done with a click.

    `action` is the fixed word that the macro hands to the program; `label` stands on the button,
    `note` under it in few words, `tip` says what will happen, `icon` is its picture in the ribbon.
    What the action did is noted on the start sheet where `is_noted`. An action that needs a
    `document` asks for it under `document_title`; for one that `needs_row` the rows that are
    selected are noted. It stands in row 1 of the sheets of `row_tables`, too.
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
    needs_row: bool = False
    row_tables: tuple[str, ...] = ()

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
