"""The part of an input sheet that is printed: down to the last row that is filled in.

Tables have blank rows to type into, which would print as empty pages.
"""

from __future__ import annotations

from dataclasses import replace

from unionxl.views.layout import Area

BLANK_ROWS_PRINTED = 20  # of a table that is still empty: a form to fill in by hand


def printed_area(table: Area, last_filled: int, usual_right: int, old: Area | None) -> Area | None:
    """Return what is printed of a sheet with a table; None leaves everything as it is.

    `last_filled` is the last row with something in it, in the table or below. `usual_right` is
    the last column that we made. An area that the clerk set keeps its columns and only grows; one
    that does not begin at the top or does not reach the table is all hers. Where she took the
    area away, none comes back.
    """
    if old is None or old.top > table.top or old.bottom < table.top:
        return None
    is_empty = last_filled <= table.top
    bottom = min(table.top + BLANK_ROWS_PRINTED, table.bottom) if is_empty else last_filled
    is_ours = old.top == 1 and old.left == table.left and old.right in {usual_right, table.right}
    if is_ours:
        return Area(1, table.left, bottom, table.right)
    return replace(old, bottom=max(old.bottom, bottom))
