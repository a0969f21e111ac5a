"""The marks by which our own sheets are known in a workbook.

They are hidden names of a sheet of its own: renaming, moving and other programs leave them alone.
A dot in them would be valid in Excel, but LibreOffice takes no such name.
"""

from __future__ import annotations

VIEW_MARK = "unionxl_view"
TITLE_MARK = "unionxl_title"
CODE_MARK = "unionxl_code"  # of the sheets that macros know: their code name


def precedence(title: str, name: str, index: int) -> tuple[bool, int, int]:
    """Return what decides between two sheets that carry the mark of one view; the least is ours.

    A sheet that the clerk copied carries the mark twice: the one that still has the name it was
    made with is ours, else the one with the shortest name (a copy's name is longer), else the
    first tab. The other is hers and left alone.
    """
    return title.casefold() != name.casefold(), len(name), index


def text_constant(text: str) -> str:
    """Return text as the constant of a defined name.

    >>> text_constant("month-sheet:2026-03")
    '"month-sheet:2026-03"'
    """
    return '"' + text.replace('"', '""') + '"'


def constant_text(formula: str) -> str | None:
    """Return the text behind the constant of a defined name, None for anything else.

    >>> constant_text('="3月"')
    '3月'
    """
    text = formula.strip().removeprefix("=")
    is_text = len(text) > 1 and text.startswith('"') and text.endswith('"')
    return text[1:-1].replace('""', '"') if is_text else None
