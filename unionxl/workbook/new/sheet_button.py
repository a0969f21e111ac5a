"""A button on a sheet, with what a reader of the screen says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


class Box(NamedTuple):
    """Size of a button, and how far it stands from the corner of its cell, in pixels."""

    width: int
    height: int
    right: int
    down: int


def put_button(  # noqa: PLR0913
    sheet: Worksheet, row: int, column: int, box: Box, *, macro: str, label: str, told: str
) -> None:
    """Put a button at a cell, both counted from 0."""
    sheet.insert_button(
        row,
        column,
        {
            "macro": macro,
            "caption": label,
            "description": f"{label}：{told}",
            "width": box.width,
            "height": box.height,
            "x_offset": box.right,
            "y_offset": box.down,
        },
    )
