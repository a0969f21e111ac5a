"""The meetings of a year, kind by kind: how often, how many came, what is still to be done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR, Month, months_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionxl.domain.duties import Duty
    from unionxl.domain.meetings import Meeting

# A meeting of the whole staff is its congress where there are few of them.
CONGRESS, STAFF_MEETING = "教代会", "教职工大会"
NO_CATEGORY = "未填类别"
OPEN_DAYS = 90  # after which a decision should have led to something
_NOTHING = frozenset({"", "无", "没有", "/", "-", "—", "——"})


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A decision of which nothing says what became of it, and for how many days."""

    meeting: Meeting
    day_count: int

    @property
    def is_late(self) -> bool:
        """Whether it should have led to something by now."""
        return self.day_count > OPEN_DAYS


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """The meetings of one kind in a year, held against how often there should be one.

    `every_months` is None where nobody says; `due_days` are those up to today, `next_due_on` comes
    after them.
    """

    name: str
    held: tuple[Meeting, ...]
    every_months: int | None = None
    due_days: tuple[dt.date, ...] = ()
    next_due_on: dt.date | None = None

    @property
    def missing_count(self) -> int:
        """How many meetings there are too few."""
        return max(0, len(self.due_days) - len(self.held))

    @property
    def last_on(self) -> dt.date | None:
        """The day of the last one."""
        return max((one.held_on for one in self.held if one.held_on), default=None)

    @property
    def attendance(self) -> Decimal | None:
        """The share of those expected who came, of all meetings that tell of both."""
        return attendance_of(self.held)


def attendance_of(meetings: Iterable[Meeting]) -> Decimal | None:
    """Return the share of those expected who came; None where no meeting tells of both."""
    counted = [
        (one.attended_count, one.expected_count)
        for one in meetings
        if one.attended_count is not None and one.expected_count
    ]
    expected = sum(whole for _, whole in counted)
    return Decimal(sum(came for came, _ in counted)) / expected if expected else None


def decided(meeting: Meeting) -> bool:
    """Tell whether a meeting decided anything."""
    return meeting.resolution.strip() not in _NOTHING


def open_decisions(meetings: Iterable[Meeting], as_of: dt.date) -> tuple[OpenDecision, ...]:
    """Return the decisions without any word on what became of them, the oldest first."""
    found = [
        OpenDecision(one, (as_of - one.held_on).days)
        for one in meetings
        if decided(one)
        and not one.follow_up.strip()
        and one.held_on is not None
        and one.held_on <= as_of
    ]
    return tuple(sorted(found, key=lambda one: -one.day_count))


def kind_name(category: str) -> str:
    """Return the kind that a category of meetings counts as.

    >>> kind_name("教职工大会"), kind_name(" ")
    ('教代会', '未填类别')
    """
    plain = category.strip()
    return CONGRESS if plain == STAFF_MEETING else plain or NO_CATEGORY


def meeting_kinds(
    meetings: Sequence[Meeting], duties: Mapping[str, Duty], since: dt.date, as_of: dt.date
) -> tuple[MeetingKind, ...]:
    """Return the kinds of meetings held since a day, and those that should have been.

    `duties` are those that a meeting fulfils, by the word that its kind or name has. The congress
    meets once a year where no duty says otherwise.
    """
    counted = [one for one in meetings if one.held_on is not None and since <= one.held_on <= as_of]
    kinds = dict.fromkeys(kind_name(one.category) for one in counted)
    asked = {_kind_of(word, kinds): (word, duty) for word, duty in duties.items()}
    names = dict.fromkeys((*kinds, *asked, CONGRESS))
    return tuple(_kind(name, asked.get(name), counted, since, as_of) for name in names)


def _kind_of(word: str, kinds: Iterable[str]) -> str:
    """Return the kind that the word of a duty means."""
    name = kind_name(word)
    return next((kind for kind in kinds if name in kind or kind in name), name)


def _kind(
    name: str,
    asked: tuple[str, Duty] | None,
    meetings: Iterable[Meeting],
    since: dt.date,
    as_of: dt.date,
) -> MeetingKind:
    held = tuple(one for one in meetings if _is_of(one, name))
    if asked is not None and asked[1].every_months:
        every = asked[1].every_months
        days, coming = _due_days(asked[1].starts_on, every, since, as_of)
        return MeetingKind(name, held, every, days, coming)
    if name == CONGRESS:
        end = dt.date(since.year, 12, 31)
        due = () if as_of < end else (end,)
        return MeetingKind(name, held, MONTHS_A_YEAR, due, end)
    return MeetingKind(name, held)


def _is_of(meeting: Meeting, name: str) -> bool:
    """Tell whether a meeting is of a kind; one without a category by its name."""
    kind = kind_name(meeting.category)
    return kind == name or (kind == NO_CATEGORY and name in meeting.name)


def _due_days(
    starts_on: dt.date | None, every: int, since: dt.date, as_of: dt.date
) -> tuple[tuple[dt.date, ...], dt.date | None]:
    """Return the days of a duty that fell since a day, and the next one."""
    if starts_on is None:
        return (), None
    start, first = Month.of(starts_on), Month.of(since)
    passed = (first.year - start.year) * MONTHS_A_YEAR + first.month - start.month
    turn, days = max(1, passed // every), []
    while (day := months_after(starts_on, turn * every)) is not None and day <= as_of:
        days += [day] if day >= since else []
        turn += 1
    return tuple(days), day
