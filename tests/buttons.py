"""Every button of the workbook, in the order in which they stand."""

from __future__ import annotations

from unionxl.operations.arrangement import BUTTON_GROUPS

BUTTONS = tuple(button for group in BUTTON_GROUPS for button in group.buttons)
