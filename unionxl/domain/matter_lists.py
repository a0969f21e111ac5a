"""What is listed of some matters: honours, pairs, cures, who is insured until when."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.matters import Listing, matters_listing, service_matter
from unionxl.domain.period import MONTHS_A_YEAR, months_after
from unionxl.domain.roll import plain_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from unionxl.domain.disclosures import Disclosure
    from unionxl.domain.members import Member
    from unionxl.domain.service_summary import MatterFigures, ServiceSummary
    from unionxl.domain.services import ServiceEntry

SIGNED, LESSONS = "签约", "听课"
# What the category or the subject of a publication of honours says.
PUBLIC_HONOURS = ("评优", "评选", "评先", "先进", "优秀", "表彰")
PUBLIC_DAYS = 60  # before an honour, within which it was to be made public
NEAR_RETIREMENT_YEARS = 2
RENEWED_WITHIN = 366  # days for which insurance of an earlier year may still hold
_SEVERAL = re.compile(r"[、，,；;/]+")


@dataclass(frozen=True, slots=True)
class Honour:
    """One honour of one level: to whom it was given, when, and when that was made public."""

    level: str
    name: str
    entries: tuple[ServiceEntry, ...]
    person_count: int
    published_on: dt.date | None

    @property
    def given_on(self) -> dt.date | None:
        """The first day on which it was given."""
        return min((one.served_on for one in self.entries if one.served_on), default=None)


def honours(figures: MatterFigures, summary: ServiceSummary) -> tuple[Honour, ...]:
    """Return the honours of a matter, those of the lowest level first."""
    order = ("", *figures.matter.causes)
    rows: defaultdict[tuple[str, str], list[ServiceEntry]] = defaultdict(list)
    for one in figures.turns:
        rows[one.cause.strip(), one.content.strip()].append(one)
    keys = sorted(rows, key=lambda key: order.index(key[0]) if key[0] in order else len(order))
    return tuple(
        Honour(
            level,
            name,
            tuple(rows[level, name]),
            len({summary.person(one) for one in rows[level, name]}),
            published_before(rows[level, name][0].served_on, summary.book.disclosures),
        )
        for level, name in keys
    )


def published_before(day: dt.date | None, disclosures: Iterable[Disclosure]) -> dt.date | None:
    """Return the last day on which honours were made public in the sixty days up to a day."""
    days = (
        one.published_on
        for one in disclosures
        if any(word in f"{one.category} {one.subject}" for word in PUBLIC_HONOURS)
    )
    return max(
        (one for one in days if one and day and 0 <= (day - one).days <= PUBLIC_DAYS), default=None
    )


def quota(rate: Decimal, member_count: int) -> int:
    """Return how many of so many members a share of them is at most.

    >>> quota(Decimal("0.1"), 139), quota(Decimal("0.2"), 15)
    (13, 3)
    """
    return int(rate * member_count)


@dataclass(frozen=True, slots=True)
class Pair:
    """A pupil and a mentor: since when, until when, and how many lessons were heard."""

    pupil: str
    mentor: str
    group: str
    entries: tuple[ServiceEntry, ...]

    @property
    def started_on(self) -> dt.date | None:
        """The day of the agreement, else the first of its rows."""
        signed = [one.served_on for one in self.entries if SIGNED in one.cause and one.served_on]
        return min(signed or [one.served_on for one in self.entries if one.served_on], default=None)

    @property
    def ends(self) -> tuple[dt.date, ...]:
        """The days until which it was agreed, each once; a renewed one has several."""
        return tuple(sorted({one.expires_on for one in self.entries if one.expires_on}))

    @property
    def ends_on(self) -> dt.date | None:
        """The last of them."""
        return max(self.ends, default=None)

    @property
    def lesson_count(self) -> Decimal:
        """How many lessons were heard."""
        return sum((one.quantity for one in self.entries if one.quantity), Decimal(0))

    def state_on(self, day: dt.date) -> str:
        """Say how the pair stands on a day.

        An end that differs from row to row without a new agreement is not known.
        """
        if self.ends_on is None:
            return "没有写到期日期"
        if self.ends_differ:
            return "到期日期有几个，请核对"
        return "进行中" if day <= self.ends_on else "已到期"

    @property
    def ends_differ(self) -> bool:
        """Whether there are more ends than agreements."""
        agreed = sum(SIGNED in one.cause for one in self.entries)
        return len(self.ends) > max(1, agreed)


def pairs(entries: Iterable[ServiceEntry], summary: ServiceSummary) -> tuple[Pair, ...]:
    """Return the pairs of a matter; a row without a mentor belongs to the pupil's only one."""
    rows: defaultdict[str, dict[str, list[ServiceEntry]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, tuple[str, str]] = {}
    for one in entries:
        pupil = summary.person(one)
        member = summary.roll.find(one.member_no, one.member_name)
        known = (member.name, member.group) if member else (one.member_name, "")
        names.setdefault(pupil, known)
        rows[pupil]["、".join(mentors_of(one))].append(one)
    for of_pupil in rows.values():
        named = [mentor for mentor in of_pupil if mentor]
        if len(named) == 1 and "" in of_pupil:
            of_pupil[named[0]] += of_pupil.pop("")
    return tuple(
        Pair(names[pupil][0], mentor, names[pupil][1], tuple(found))
        for pupil, of_pupil in rows.items()
        for mentor, found in of_pupil.items()
    )


def mentors_of(entry: ServiceEntry) -> tuple[str, ...]:
    """Return who is named as mentor, each by the plain name."""
    parts = (plain_name(part.strip()) for part in _SEVERAL.split(entry.related_person))
    return tuple(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class CureState:
    """A member, the last cure before this year's, and what this year's rows say."""

    member: Member
    last_on: dt.date | None
    this_year: tuple[str, ...]
    retires_soon: bool

    @property
    def has_been(self) -> bool:
        """Whether the member ever was on a cure, this year or before."""
        return self.last_on is not None


def cures(figures: MatterFigures, summary: ServiceSummary) -> tuple[CureState, ...]:
    """Return the members at work, who never had a cure first, then who had it longest ago."""
    matter, people = figures.matter, summary.roll.at_work_on(summary.on)
    said: defaultdict[str, list[str]] = defaultdict(list)
    had = last_days(matter.name, summary)
    for one in figures.turns:
        said[summary.person(one)].append(one.cause.strip() or matter.done[-1])
    until = months_after(summary.on, NEAR_RETIREMENT_YEARS * MONTHS_A_YEAR)
    states = [
        CureState(
            one,
            had.get(summary.key(one)),
            tuple(dict.fromkeys(said[summary.key(one)])),
            bool(one.retired_on and until and summary.on <= one.retired_on <= until),
        )
        for one in people
    ]
    return tuple(sorted(states, key=lambda one: (one.has_been, one.last_on)))


def last_days(matter_name: str, summary: ServiceSummary) -> dict[str, dt.date]:
    """Return the last day on which each person had a matter, in this year or before."""
    found: dict[str, dt.date] = {}
    matter = service_matter(matter_name)
    past = (
        (summary.person_of(one.member_no, one.member_name), one.last_on)
        for one in summary.book.past_services
        if one.service_kind.strip() == matter_name
    )
    present = (
        (summary.person(one), one.served_on)
        for one in summary.book.service_entries
        if one.service_kind.strip() == matter_name and matter.is_done_by(one.cause)
    )
    for person, day in (*past, *present):
        if day is not None and (person not in found or day > found[person]):
            found[person] = day
    return found


@dataclass(frozen=True, slots=True)
class Cover:
    """Who is insured in a matter on a day, who no longer is, who never was; and the claims.

    `before` were insured within the year before: nothing says until when.
    """

    until: tuple[tuple[dt.date | None, int], ...]
    lapsed: tuple[tuple[Member, dt.date], ...]
    before: tuple[Member, ...]
    never: tuple[Member, ...]
    insured_count: int
    claim_count: int
    claimed: tuple[tuple[str, Decimal], ...]


def covers(figures: MatterFigures, summary: ServiceSummary) -> Cover:
    """Return how the members of a matter are insured on the day of the summary.

    Those who should be are the audience of the matter, without one all at work. Cover without a
    day of ending counts for the year.
    """
    day = summary.on
    last = cover_ends(figures.turns, summary)
    people = figures.due if figures.due is not None else summary.roll.at_work_on(day)
    ends = Counter(end for end in last.values() if end is None or end >= day)
    before = {
        summary.person_of(one.member_no, one.member_name)
        for one in summary.book.past_services
        if one.service_kind.strip() == figures.matter.name
        and one.last_on is not None
        and 0 <= (day - one.last_on).days <= RENEWED_WITHIN
    }
    keys = [(one, summary.key(one)) for one in people]
    claims = [one for one in figures.turns if one.is_claim]
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in claims:
        if one.amount:
            sums[one.money_source] += one.amount
    return Cover(
        tuple(sorted(ends.items(), key=lambda pair: (pair[0] is None, pair[0]))),
        tuple((one, end) for one, key in keys if (end := last.get(key)) and end < day),
        tuple(one for one, key in keys if key not in last and key in before),
        tuple(one for one, key in keys if key not in last and key not in before),
        sum(ends.values()),
        len(claims),
        tuple(sums.items()),
    )


def cover_ends(
    entries: Sequence[ServiceEntry], summary: ServiceSummary
) -> dict[str, dt.date | None]:
    """Return until when each person is insured; None where a row does not say until when."""
    found: dict[str, dt.date | None] = {}
    for one in entries:
        if one.is_claim:
            continue
        person, end = summary.person(one), one.expires_on
        known = found.get(person)
        if person not in found or (known is not None and (end is None or end > known)):
            found[person] = end
    return found


def is_insurance(entry: ServiceEntry) -> bool:
    """Tell whether a row is about an insurance or a mutual fund."""
    return entry.service_kind.strip() in matters_listing(Listing.INSURED)
