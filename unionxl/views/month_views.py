"""The lasting names of month sheets."""

from __future__ import annotations

from unionxl.domain.period import Month

FAMILY = "month-sheet"


def view_id(month: Month) -> str:
    """Return the lasting name of a month's sheet."""
    return f"{FAMILY}:{month}"


def month_of_view(view: str) -> Month | None:
    """Return the month of a month's sheet, None for the name of another sheet."""
    name, _, month = view.partition(":")
    try:
        return Month.parse(month) if name == FAMILY else None
    except ValueError:
        return None
