"""When items are planned, in the words of a month sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.domain.written import months_briefly, short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.domain.period import Month
    from unionxl.domain.plan import WorkItem


def planned_time(item: WorkItem, month: Month) -> str | None:
    """Say when an item is planned, as shortly as a clerk would write it on a month's sheet."""
    if item.days is None:
        return None if item.planned_months == (month,) else planned_months_text(item.planned_months)
    start, end = item.days
    if start == end:
        year = "" if start.year == month.year else f"{start.year}年"
        return f"{year}{short_day(start)}"
    if start in month and end in month:
        return f"{start.day}日至{end.day}日"
    return "至".join(
        f"{'' if day.year == month.year else f'{day.year}.'}{day.month}.{day.day}"
        for day in (start, end)
    )


def planned_months_text(months: Sequence[Month]) -> str:
    """Name months in the shortest common form: 每月, 3至6月, 3、9月.

    >>> from unionxl.domain.period import Month
    >>> planned_months_text([Month(2026, number) for number in (3, 4, 5, 9, 10)])
    '3至5、9、10月'
    """
    if len({month.month for month in months}) == MONTHS_A_YEAR:
        return "每月"
    return months_briefly(months)
