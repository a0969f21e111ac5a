"""The roll on a day in figures: how many of which kind, who came and went, what is missing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR, months_after
from unionxl.domain.roll import Roll

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from unionxl.domain.members import Member

WOMAN, MAN = "女", "男"
NOT_FILLED = "未填"
# Ages in whole years, both ends in; the bands of 江苏's statistical yearbook for union members.
AGE_BANDS = (
    ("35岁及以下", 0, 35),
    ("36至45岁", 36, 45),
    ("46至54岁", 46, 54),
    ("55岁及以上", 55, 200),
)


@dataclass(frozen=True, slots=True)
class Split:
    """How many of a kind: women, men, and those whose sex is not filled."""

    name: str
    women: int
    men: int
    unknown: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.women + self.men + self.unknown


@dataclass(frozen=True, slots=True)
class Movement:
    """Who came or went in the year, each with the day if it is known."""

    name: str
    members: tuple[tuple[Member, dt.date | None], ...]


@dataclass(frozen=True, slots=True)
class MemberStatistics:
    """The roll on a day: `at_work` are counted in the splits, the retired apart."""

    on: dt.date
    at_work: tuple[Member, ...]
    retired: tuple[Member, ...]
    movements: tuple[Movement, ...]
    retiring: tuple[Member, ...]

    def split(self, name: str = "合计") -> Split:
        """Return all members at work."""
        return split_of(name, self.at_work)

    def by(self, read: Callable[[Member], str]) -> tuple[Split, ...]:
        """Return the members at work by what a column says, in the order of the roll."""
        found: dict[str, list[Member]] = {}
        for member in self.at_work:
            found.setdefault(read(member).strip() or NOT_FILLED, []).append(member)
        last = found.pop(NOT_FILLED, [])
        splits = [split_of(name, members) for name, members in found.items()]
        return (*splits, *([split_of(NOT_FILLED, last)] if last else []))

    def by_age(self) -> tuple[Split, ...]:
        """Return the members at work by their age on the day; who has no birth date stands last."""
        ages = [(member, member.age_on(self.on)) for member in self.at_work]
        bands = [
            split_of(name, (one for one, age in ages if age is not None and low <= age <= high))
            for name, low, high in AGE_BANDS
        ]
        unknown = split_of(NOT_FILLED, (one for one, age in ages if age is None))
        return (*bands, *([unknown] if unknown.total else []))

    @property
    def net_change(self) -> int:
        """How many more came in the year than went."""
        joined, *gone = self.movements
        return len(joined.members) - sum(len(one.members) for one in gone)

    def lacking(self, read: Callable[[Member], object]) -> tuple[Member, ...]:
        """Return the members at work of whom a column says nothing."""
        return tuple(member for member in self.at_work if not read(member))


def split_of(name: str, members: Iterable[Member]) -> Split:
    """Count members by sex."""
    counts = Counter(member.gender for member in members)
    known = counts[WOMAN] + counts[MAN]
    return Split(name, counts[WOMAN], counts[MAN], counts.total() - known)


def member_statistics(members: Sequence[Member], on: dt.date, year: int) -> MemberStatistics:
    """Read the roll on a day; movements are those of the year up to it."""
    roll = Roll.of(members)
    at_work = roll.at_work_on(on)
    return MemberStatistics(
        on,
        at_work,
        tuple(
            one for one in members if one.is_retired and not one.works_on(on) and not _left(one, on)
        ),
        tuple(_movements(members, on, year)),
        tuple(_retiring(at_work, on)),
    )


def _left(member: Member, on: dt.date) -> bool:
    """Tell whether a retired member has left the union besides."""
    return bool(member.left_on and member.left_on <= on and member.left_on != member.retired_on)


def _movements(members: Iterable[Member], on: dt.date, year: int) -> Iterable[Movement]:
    """Yield who joined, retired, moved away, and left otherwise, each in the order of days."""

    def in_year(day: dt.date | None) -> bool:
        return day is not None and day.year == year and day <= on

    listed = tuple(members)
    yield _moved("入会", ((one, one.joined_on) for one in listed if in_year(one.joined_on)))
    retired = [one for one in listed if one.is_retired and in_year(one.retired_on)]
    yield _moved("退休", ((one, one.retired_on) for one in retired))
    gone = [one for one in listed if one not in retired and in_year(one.left_on)]
    for name, is_it in (("调出", True), ("退会", False)):
        own = ((one, one.left_on) for one in gone if (one.employment_status == "调离") is is_it)
        yield _moved(name, own)


def _moved(name: str, members: Iterable[tuple[Member, dt.date | None]]) -> Movement:
    return Movement(name, tuple(sorted(members, key=lambda pair: (pair[1] is None, pair[1]))))


def _retiring(members: Iterable[Member], on: dt.date) -> Iterable[Member]:
    """Return who retires within the next twelve months, the next one first."""
    until = months_after(on, MONTHS_A_YEAR) or dt.date.max
    due = [one for one in members if one.retired_on and on <= one.retired_on < until]
    return sorted(due, key=lambda one: one.retired_on or on)
