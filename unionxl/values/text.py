"""A cell's value as the text that a clerk sees."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.values.column import ReadValue


def as_text(value: ReadValue) -> str:
    """Return a cell's value as the text that a clerk sees.

    >>> as_text(3.0), as_text(None), as_text(" 已完成 ")
    ('3', '', '已完成')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip()
