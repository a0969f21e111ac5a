"""The items of a plan under the months of its document, each month or group of months once.

How months are written here, the import reads again: a group whose first number could be taken for
that of a section names every month with its 月, and months of another year say their year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.plan import ListedMonths
from unionxl.words.numerals import written

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from unionxl.domain.plan import WorkItem

EVERY_MONTH, NO_MONTH = "每月", "其他"
_PAIR = 2
_AUTUMN = 10


@dataclass(frozen=True, slots=True)
class Months:
    """Months that items share: named one by one, or as one stretch of time."""

    months: tuple[Month, ...]
    is_span: bool
    year: int

    @property
    def is_every(self) -> bool:
        """Whether the work comes round in every month of the year."""
        whole = tuple(Month(self.year, number) for number in range(1, MONTHS_A_YEAR + 1))
        return self.months == whole and not self.is_span

    def is_narrowed_by(self, days: tuple[dt.date, dt.date]) -> bool:
        """Whether days lie in some of several months only."""
        first, last = map(Month.of, days)
        return len(self.months) > 1 and (first, last) != (self.months[0], self.months[-1])

    @property
    def order(self) -> tuple[bool, tuple[Month, ...], int, bool]:
        """Where they stand: by their first month, single months before groups.

        What reaches into another year stands last: a reader goes on counting the years from there.
        """
        return self._is_abroad, self.months[:1], len(self.months), self.is_span

    @property
    def _is_abroad(self) -> bool:
        return any(month.year != self.year for month in self.months)

    @property
    def in_cell(self) -> str:
        """Name them in a cell of their own.

        >>> Months((Month(2026, 7), Month(2026, 8)), False, 2026).in_cell
        '七、八月'
        """
        if self._follow_each_other and not self._is_abroad:
            return f"{'、'.join(written(month.month) for month in self.months)}月"
        return self._named or NO_MONTH

    @property
    def as_head(self) -> str:
        """Name them as the head of a list.

        >>> Months((Month(2026, 5), Month(2026, 10)), False, 2026).as_head
        '五月、十月份'
        """
        return f"{self._named}份" if self.months and not self.is_every else self.in_cell

    @property
    def _follow_each_other(self) -> bool:
        """Whether they are two neighbours, which are named in one breath: 七、八月."""
        if self.is_span or len(self.months) != _PAIR:
            return False
        return all(first.next == then for first, then in pairwise(self.months))

    @property
    def _named(self) -> str:
        """Name each month, or the first and the last of a stretch."""
        if self.is_every:
            return EVERY_MONTH
        if not self.is_span:
            return "、".join(map(self._one, self.months))
        first, last = self.months[0], self.months[-1]
        if self._is_abroad:
            return f"{self._one(first)}至{self._one(last)}"
        return f"{first.month}—{last.month}月"

    def _one(self, month: Month) -> str:
        """Name one month."""
        if self._is_abroad:
            return f"{month.year}年{month.month}月"
        return f"{written(month.month)}月"


def months_of(item: WorkItem, year: int) -> Months:
    """Return the months of an item, those of its days where it names none."""
    months = item.planned_months
    if not months and item.days:
        first, last = (Month.of(day) for day in item.days)
        found = [first]
        while found[-1] < last:
            found.append(found[-1].next)
        months = tuple(found)
    is_span = len(months) > 1 and not isinstance(months, ListedMonths)
    return Months(tuple(months), is_span, year)


def by_months(items: Iterable[WorkItem], year: int) -> dict[Months, list[WorkItem]]:
    """Return items by their months, in the order of the year; in a month as the plan has them.

    Months of two years that no reader would tell apart in one breath stand year by year.
    """
    found: dict[Months, list[WorkItem]] = {}
    for item in items:
        for months in _told_apart(months_of(item, year)):
            found.setdefault(months, []).append(item)
    return dict(sorted(found.items(), key=lambda one: one[0].order))


def _told_apart(named: Months) -> list[Months]:
    """Return months as they can be named: together where they turn the year once, at its end."""
    numbers = [month.month for month in named.months]
    falls = [(before, after) for before, after in pairwise(numbers) if after <= before]
    turns_late = all(before >= _AUTUMN and after < before - 1 for before, after in falls)
    is_plain = len(set(numbers)) == len(numbers) and _counted_on(named.months) == named.months
    if is_plain and (named.is_span or (len(falls) <= 1 and turns_late)):
        return [named]
    by_year = groupby(named.months, key=lambda month: month.year)
    return [replace(named, months=tuple(months)) for _, months in by_year]


def _counted_on(months: Sequence[Month]) -> tuple[Month, ...]:
    """Return months with the years that a reader gives them, who is told the first one."""
    found: list[Month] = []
    for month in months:
        year = found[-1].year if found else month.year
        turns = bool(found) and month.month < found[-1].month
        found.append(Month(year + turns, month.month))
    return tuple(found)
