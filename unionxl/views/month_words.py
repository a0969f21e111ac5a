"""When items are planned, in the words of a month sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.domain.period import Month
    from unionxl.domain.plan import WorkItem

# Fewer months in a row are named one by one.
SHORTEST_RUN = 3


def planned_time(item: WorkItem, month: Month) -> str | None:
    """Say when an item is planned, as shortly as a clerk would write it on a month's sheet."""
    if item.days is None:
        return None if item.planned_months == (month,) else months_text(item.planned_months)
    start, end = item.days
    if start == end:
        year = "" if start.year == month.year else f"{start.year}年"
        return f"{year}{start.month}月{start.day}日"
    if start in month and end in month:
        return f"{start.day}日至{end.day}日"
    return "至".join(
        f"{'' if day.year == month.year else f'{day.year}.'}{day.month}.{day.day}"
        for day in (start, end)
    )


def months_text(months: Sequence[Month]) -> str:
    """Name months in the shortest common form: 每月, 3至6月, 3、9月.

    >>> months_text([Month(2026, number) for number in (3, 4, 5, 9, 10)])
    '3至5、9、10月'
    """
    if len({month.month for month in months}) == MONTHS_A_YEAR:
        return "每月"
    runs: list[list[Month]] = []
    for month in sorted(set(months)):
        if runs and runs[-1][-1].next == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    parts = [
        part
        for run in runs
        for part in (
            [f"{run[0].month}至{run[-1].month}"]
            if len(run) >= SHORTEST_RUN
            else [str(month.month) for month in run]
        )
    ]
    return "、".join(parts) + "月"
