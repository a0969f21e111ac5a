"""Who took part in what: activity by activity, club by club, member by member."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.attendance import participants
from unionxl.domain.group import Group, several
from unionxl.domain.groups import parse_group
from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.domain.roll import Roll
from unionxl.words.lists import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionxl.domain.activities import Activity
    from unionxl.domain.attendance import Attendance
    from unionxl.domain.book import UnionBook
    from unionxl.domain.groups import Unknown
    from unionxl.domain.members import Member

# What proves an activity, by the words of the word list.
PAPERS = ("方案", "通知", "签到", "照片", "小结")
CLUB_DAYS = 90
HOLIDAY_MONTHS = frozenset({1, 2, 7, 8})
FEWEST_LISTS = 3
ONE_DAY = dt.timedelta(days=1)


def missing_papers(activity: Activity) -> tuple[str, ...]:
    """Return the kinds of papers that the row does not name."""
    return tuple(
        kind for kind in PAPERS if not any_of("attendance", kind).search(activity.evidence)
    )


@dataclass(frozen=True, slots=True)
class Turnout:
    """An activity with who came, how many were expected and what it cost a head."""

    activity: Activity
    attendance: Attendance
    expected_count: int | None

    @property
    def attended_count(self) -> int | None:
        """How many came: as typed, or else as the list says; None where nothing does."""
        if self.activity.attended_count is not None:
            return self.activity.attended_count
        return self.attendance.count or None

    @property
    def tells_who(self) -> bool:
        """Whether it says who came: names, or a group of whom all came."""
        found = self.attendance
        typed = self.activity.attended_count
        return found.has_list and (found.is_precise or typed in {None, found.count})

    @property
    def rate(self) -> Decimal | None:
        """The share of those expected who came."""
        came, expected = self.attended_count, self.expected_count
        return Decimal(came) / expected if came is not None and expected else None

    @property
    def missing_papers(self) -> tuple[str, ...]:
        """The kinds of papers that the row does not name."""
        return missing_papers(self.activity)

    @property
    def cost_each(self) -> Decimal | None:
        """What it cost for each who came."""
        cost, came = self.activity.cost_amount, self.attended_count
        return cost / came if cost and came else None


@dataclass(frozen=True, slots=True)
class ClubTurnout:
    """A club: its members, and what it held."""

    name: str
    member_count: int
    held: tuple[Turnout, ...]

    @property
    def last_on(self) -> dt.date | None:
        """The day on which it met last."""
        return max(
            (one.activity.held_on for one in self.held if one.activity.held_on), default=None
        )

    @property
    def _own(self) -> tuple[Turnout, ...]:
        return tuple(one for one in self.held if len(several(one.activity.club)) <= 1)

    @property
    def average(self) -> Decimal | None:
        """How many came on the average, of the meetings that tell and were of this club alone."""
        told = [one.attended_count for one in self._own if one.attended_count is not None]
        return Decimal(sum(told)) / len(told) if told else None

    @property
    def cost_each(self) -> Decimal | None:
        """What a head cost at one meeting, of the meetings that tell of both."""
        told = [
            (one.activity.cost_amount, one.attended_count)
            for one in self._own
            if one.activity.cost_amount and one.attended_count
        ]
        heads = sum(came for _, came in told)
        return sum((cost for cost, _ in told), Decimal(0)) / heads if heads else None


@dataclass(frozen=True, slots=True)
class MemberTurnout:
    """A member with the activities that name her."""

    member: Member
    days: tuple[dt.date, ...]

    @property
    def count(self) -> int:
        """How often she took part."""
        return len(self.days)


@dataclass(frozen=True, slots=True)
class Participation:
    """Who took part in a year; `members` are those at work on its day."""

    held: tuple[Turnout, ...]
    clubs: tuple[ClubTurnout, ...]
    members: tuple[MemberTurnout, ...]

    @property
    def listed(self) -> tuple[Turnout, ...]:
        """The activities that tell who took part."""
        return tuple(one for one in self.held if one.tells_who)

    @property
    def never(self) -> tuple[Member, ...]:
        """The members whom no activity names, though they were there when one was held."""
        days = [one.activity.held_on for one in self.listed if one.activity.held_on]
        return tuple(
            one.member
            for one in self.members
            if not one.count and any(one.member.works_on(day) for day in days)
        )

    @property
    def head_count(self) -> int:
        """How many came to all activities together."""
        return sum(one.attended_count or 0 for one in self.held)

    def of_month(self, month: int) -> tuple[Turnout, ...]:
        """Return what was held in a month."""
        return tuple(
            one for one in self.held if one.activity.held_on and one.activity.held_on.month == month
        )

    def by_month(self) -> tuple[tuple[int, int, int], ...]:
        """Return the months with how many activities there were and how many came."""
        found = ((month, self.of_month(month)) for month in range(1, MONTHS_A_YEAR + 1))
        return tuple(
            (month, len(held), sum(one.attended_count or 0 for one in held))
            for month, held in found
        )


def participation(book: UnionBook) -> Participation:
    """Work out who took part in the year up to the day of the book."""
    roll = Roll.of(book.members)
    first = max(book.settings.first_month.first_on, dt.date(book.fiscal_year, 1, 1))
    held = [
        one
        for one in book.activities
        if one.held_on is not None and first <= one.held_on <= book.as_of
    ]
    clubs = clubs_of(book.members, book.as_of)
    expected = _Expected(
        {item.item_no: item.audience.strip() for item in book.work_items if item.item_no},
        clubs,
        roll,
    )
    turnouts = tuple(
        Turnout(one, participants(one, roll), expected.count(one))
        for one in sorted(held, key=lambda one: one.held_on or dt.date.min)
    )
    return Participation(turnouts, _clubs(clubs, turnouts), _members(roll, turnouts, book.as_of))


def clubs_of(members: Iterable[Member], on: dt.date) -> dict[str, tuple[Member, ...]]:
    """Return the clubs of the roll with their members at work."""
    found: defaultdict[str, list[Member]] = defaultdict(list)
    for member in members:
        if member.works_on(on):
            for club in dict.fromkeys(several(member.clubs)):
                found[club].append(member)
    return {club: tuple(joined) for club, joined in found.items()}


def is_of_club(activity: Activity, club: str) -> bool:
    """Tell whether an activity is one of a club: by its column, or by its name."""
    named = several(activity.club)
    return club in named if named else club in activity.name


@dataclass(frozen=True, slots=True)
class _Expected:
    """Who is expected: `audiences` are those of the plan; each text is read once."""

    audiences: Mapping[str, str]
    clubs: Mapping[str, Sequence[Member]]
    roll: Roll
    read: dict[str, Group | Unknown] = field(default_factory=dict)

    def count(self, activity: Activity) -> int | None:
        """Return how many were expected: as typed, or those of the plan, or of the club."""
        if activity.expected_count is not None:
            return activity.expected_count
        audience = self.audiences.get(activity.item_no, "")
        if audience and audience not in self.read:
            self.read[audience] = parse_group(audience, self.roll)
        group = self.read.get(audience)
        if isinstance(group, Group) and group.has_list and activity.held_on:
            return len(group.members(self.roll, activity.held_on)) or None
        joined = {id(one) for club in several(activity.club) for one in self.clubs.get(club, ())}
        return len(joined) or None


def _clubs(
    clubs: Mapping[str, Sequence[Member]], turnouts: Sequence[Turnout]
) -> tuple[ClubTurnout, ...]:
    named = dict.fromkeys(
        (*clubs, *(club for one in turnouts for club in several(one.activity.club)))
    )
    return tuple(
        ClubTurnout(
            club,
            len(clubs.get(club, ())),
            tuple(one for one in turnouts if is_of_club(one.activity, club)),
        )
        for club in named
    )


def _members(roll: Roll, turnouts: Sequence[Turnout], on: dt.date) -> tuple[MemberTurnout, ...]:
    days: defaultdict[int, list[dt.date]] = defaultdict(list)
    for one in turnouts:
        for member in one.attendance.members if one.tells_who else ():
            days[id(member)].append(one.activity.held_on or on)
    found = [MemberTurnout(one, tuple(days[id(one)])) for one in roll.at_work_on(on)]
    return tuple(sorted(found, key=lambda one: -one.count))


def term_days_between(first: dt.date, last: dt.date) -> int:
    """Count the days of school terms from one day, left out, to another.

    >>> term_days_between(dt.date(2026, 6, 20), dt.date(2026, 9, 10))
    20
    """
    count, day = 0, first + ONE_DAY
    while day <= last:
        count += day.month not in HOLIDAY_MONTHS
        day += ONE_DAY
    return count


def idle_clubs(found: Participation, since: dt.date, as_of: dt.date) -> tuple[ClubTurnout, ...]:
    """Return the clubs with members that held nothing for 90 days of term."""
    return tuple(
        one
        for one in found.clubs
        if one.member_count and term_days_between(one.last_on or since, as_of) > CLUB_DAYS
    )


def over_club_limit(members: Iterable[Member], limit: int, on: dt.date) -> tuple[Member, ...]:
    """Return the members in more clubs than allowed."""
    return tuple(
        one for one in members if one.works_on(on) and len(set(several(one.clubs))) > limit
    )


def lists_tell(found: Participation) -> bool:
    """Tell whether enough activities name who took part to say who never did."""
    return bool(found.listed) and (
        len(found.listed) >= FEWEST_LISTS or len(found.listed) == len(found.held)
    )
