"""What is due for whom: the shape of the answers of `care`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from unionxl.domain.period import Month

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionxl.domain.book import UnionBook
    from unionxl.domain.duties import Duty
    from unionxl.domain.members import Member
    from unionxl.domain.served import Served
    from unionxl.domain.source import SourceRef

    # The days on which a register tells of something done; None where it is no register.
    DaysOf = Callable[[str], tuple[dt.date, ...] | None]

USUAL_LEAD_DAYS = 30
LONGEST_LEAD_DAYS = 366
BIRTHDAY, VISIT = "生日", "五必访"


class CareState(Enum):
    """How something due stands; the values are the words on the sheet, the first ones first."""

    OVERDUE = "逾期"
    TO_VISIT = "待走访"
    DUE = "到期"
    COMING = "即将到期"
    SPREAD = "可安排"


@dataclass(frozen=True, slots=True)
class CareDue:
    """One thing that is due for a member, for the union as a whole where `member` is None.

    `name` is how the row calls who is meant, where the roll does not know. `links` are the rows
    that say so: the duty or the file, the member, the last service. What is due by the file of a
    family is named on its own list only. `audience` is whom a duty of the union is for.
    """

    member: Member | None
    matter: str
    reason: str
    due_on: dt.date
    last_on: dt.date | None
    state: CareState
    links: tuple[SourceRef, ...] = ()
    name: str = ""
    is_of_file: bool = False
    audience: str = ""

    @property
    def is_of_person(self) -> bool:
        """Whether it is due for somebody, and not for the union as a whole."""
        return bool(self.member or self.name)

    @property
    def who(self) -> str:
        """Who is meant."""
        return self.member.name if self.member else self.name

    @property
    def is_counted(self) -> bool:
        """Whether it is due, and not only a proposal to do some of the work earlier."""
        return self.state is not CareState.SPREAD


@dataclass(frozen=True, slots=True)
class CareNote:
    """Something that keeps people from being found, and the cell that says so."""

    text: str
    source: SourceRef


@dataclass(frozen=True, slots=True)
class Late:
    """A member for whom a matter was due on a day that has passed."""

    member: Member
    due_on: dt.date


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a group have had a matter in the present cycle.

    `until` is its last day, and `a_month` how many a month are to follow by then, where the cycle
    is longer than a year.
    """

    matter: str
    audience: str
    whole: tuple[Member, ...]
    missing: tuple[Member, ...]
    overdue: tuple[Late, ...]
    until: dt.date | None
    a_month: int = 0
    source: SourceRef | None = None

    @property
    def done_count(self) -> int:
        """How many have had it."""
        return len(self.whole) - len(self.missing)


@dataclass(frozen=True, slots=True)
class Greeted:
    """A birthday of the month, and when the member was greeted."""

    member: Member
    birthday: dt.date
    served_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Care:
    """What is due in a month, how far each duty is fulfilled, and what could not be told."""

    due: tuple[CareDue, ...]
    coverage: tuple[Coverage, ...] = ()
    birthdays: tuple[Greeted, ...] = ()
    at_need: tuple[Duty, ...] = ()
    notes: tuple[CareNote, ...] = ()

    @property
    def people(self) -> tuple[CareDue, ...]:
        """What is due for single persons, proposals left out."""
        return tuple(one for one in self.due if one.is_counted and one.is_of_person)

    @property
    def of_month(self) -> tuple[CareDue, ...]:
        """What of it is due in the month or before."""
        return tuple(one for one in self.people if one.state is not CareState.COMING)

    @property
    def coming(self) -> tuple[CareDue, ...]:
        """What of it is due after the month, and is told ahead."""
        return tuple(one for one in self.people if one.state is CareState.COMING)

    @property
    def book_level(self) -> tuple[CareDue, ...]:
        """What is due for the union as a whole."""
        return tuple(one for one in self.due if not one.is_of_person)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a month: the day it is asked, the last day of the month, what was done."""

    book: UnionBook
    on: dt.date
    until: dt.date
    served: Served

    @property
    def month(self) -> Month:
        """The month."""
        return Month.of(self.until)

    @property
    def group_day(self) -> dt.date:
        """The day on which groups are taken: the day asked, or the first one of another month."""
        return self.on if self.on in self.month else self.month.first_on

    def state(self, due_on: dt.date, lead_days: int | None) -> CareState | None:
        """Return how something due stands, None where its time has not come by this month.

        Of a month that is over, nothing is told that fell due after it.
        """
        if due_on <= self.until:
            return CareState.OVERDUE if due_on < self.on else CareState.DUE
        ahead = dt.timedelta(days=lead_of(lead_days))
        is_near = self.on <= self.until and due_on - ahead <= self.until
        return CareState.COMING if is_near else None


def lead_of(lead_days: int | None) -> int:
    """Return how many days ahead a reminder is wanted; only an empty cell means the usual.

    >>> lead_of(0), lead_of(None)
    (0, 30)
    """
    days = USUAL_LEAD_DAYS if lead_days is None else lead_days
    return min(max(0, days), LONGEST_LEAD_DAYS)
