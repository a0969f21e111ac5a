"""When school terms begin."""

from __future__ import annotations

import datetime as dt

from unionxl.domain.lunar import day_of_lunar_date

AUTUMN_FROM = 7
SATURDAY = 5
LANTERN = (1, 15)
WEEK = dt.timedelta(days=7)
ONE_DAY = dt.timedelta(days=1)


def is_spring(month: int) -> bool:
    """Tell whether a month lies in the half of the year that holds the second term."""
    return month < AUTUMN_FROM


def first_mondays(year: int, *, in_spring: bool) -> tuple[dt.date, ...]:
    """Return the Mondays on which a term is most likely to begin, the likeliest first.

    Terms begin about 1 September, and about the fifteenth day after the Spring Festival.

    >>> [str(day) for day in first_mondays(2026, in_spring=True)]
    ['2026-03-02', '2026-03-09', '2026-02-23']
    """
    near = dt.date(year, 9, 1)
    if in_spring:
        near = day_of_lunar_date(year, *LANTERN) or dt.date(year, 3, 1)
    if near.weekday() >= SATURDAY:
        near += WEEK
    monday = near - near.weekday() * ONE_DAY
    return (monday, monday + WEEK, monday - WEEK)
