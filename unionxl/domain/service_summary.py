"""What was done for the members, matter by matter: how often, for whom, how much, whose money."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.domain.group import Group
from unionxl.domain.groups import parse_group
from unionxl.domain.matters import (
    Listing,
    matter_causes,
    matters_listing,
    service_matter,
    service_matters,
)
from unionxl.domain.money import ZERO
from unionxl.domain.roll import Roll, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.duties import Duty
    from unionxl.domain.matters import ServiceMatter
    from unionxl.domain.members import Member
    from unionxl.domain.services import ServiceEntry

NO_MATTER, NO_GROUP, NO_SOURCE = "未填事项", "未填小组", "未填来源"
NO_CAUSE, OTHER_CAUSE = "未填事由", "其他事由"
OUTSIDE = "会员表以外"


@dataclass(frozen=True, slots=True)
class SourceSum:
    """What one payer paid, in how many rows."""

    source: str
    turn_count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class MatterGroup:
    """One 工会小组 in one matter: `due_count` are those who should have it, None if nobody says."""

    name: str
    turn_count: int
    person_count: int
    due_count: int | None
    covered_count: int
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class MatterFigures:
    """What one matter comes to; its groups are without claims, which are nobody else's business.

    `turns` are its rows with a day up to today; `open_count` those that are still to be done.
    `due` are the members who should have it, None where nobody says who; `covered` those of them
    who do.
    """

    matter: ServiceMatter
    turns: tuple[ServiceEntry, ...]
    open_count: int
    person_count: int
    audience: str
    due: tuple[Member, ...] | None
    unsure_count: int
    covered: tuple[Member, ...]
    quantity: Decimal
    sums: tuple[SourceSum, ...]
    causes: tuple[tuple[str, int], ...]
    groups: tuple[MatterGroup, ...]

    @property
    def amount(self) -> Decimal:
        """What all of it cost, whoever paid."""
        return sum((one.amount for one in self.sums), ZERO)

    @property
    def lacking(self) -> tuple[Member, ...]:
        """Who should have it and does not."""
        covered = {id(one) for one in self.covered}
        return tuple(one for one in self.due or () if id(one) not in covered)


class ServiceSummary:
    """The services of a book by matter, on the day of the book within its year."""

    def __init__(self, book: UnionBook) -> None:
        self.book = book
        self.roll = Roll.of(book.members)
        self.on = day_within(book)

    def figures(self) -> tuple[MatterFigures, ...]:
        """Return the matters, each worked out once."""
        return self._figures

    @cached_property
    def _figures(self) -> tuple[MatterFigures, ...]:
        """The matters that have rows, in the order of the list; others as they appear.

        One that comes round in years is there with what is known of the years before, too.
        """
        rows: defaultdict[str, list[ServiceEntry]] = defaultdict(list)
        for past in self.book.past_services:
            if past.service_kind.strip() in matters_listing(Listing.CURES):
                rows[past.service_kind.strip()] = []
        for entry in self.book.service_entries:
            rows[entry.service_kind.strip()].append(entry)
        listed = [one.name for one in service_matters() if one.name in rows]
        others = [name for name in rows if name not in listed]
        others.sort(key=lambda name: not name)
        return tuple(self.of(service_matter(name), rows[name]) for name in (*listed, *others))

    def of(self, matter: ServiceMatter, entries: Sequence[ServiceEntry]) -> MatterFigures:
        """Work out one matter from its rows."""
        today = self.book.as_of
        turns = tuple(one for one in entries if one.served_on and one.served_on <= today)
        audience, due, unsure_count = self._audience(matter)
        done = {self.person(one) for one in turns if one.is_done}
        covered = tuple(one for one in due or () if self.key(one) in done)
        return MatterFigures(
            matter,
            turns,
            len(entries) - len(turns),
            len({self.person(one) for one in turns}),
            audience,
            due,
            unsure_count,
            covered,
            sum((one.quantity or ZERO for one in turns), ZERO),
            _sums(turns),
            _causes(matter, turns),
            self._groups([one for one in turns if not one.is_claim], due, covered),
        )

    def person(self, entry: ServiceEntry) -> str:
        """Return what tells the person of a row from all others."""
        return self.person_of(entry.member_no, entry.member_name)

    def person_of(self, member_no: str, name: str) -> str:
        """Return what tells somebody from all others, on the roll or not."""
        member = self.roll.find(member_no, name)
        return self.key(member) if member else member_no or plain_name(name)

    def key(self, member: Member) -> str:
        """Return what tells a member from all others."""
        return member.member_no or f"{member.name}/{member.source.row}"

    def _audience(self, matter: ServiceMatter) -> tuple[str, tuple[Member, ...] | None, int]:
        """Return who should have a matter: whom the duties name, else whom its own row names."""
        texts = [one.audience.strip() for one in self.book.duties if _is_about(one, matter)]
        texts = list(dict.fromkeys(filter(None, texts))) or [matter.audience]
        groups = [parse_group(text, self.roll) for text in texts if text]
        known = [one for one in groups if isinstance(one, Group) and one.has_list]
        if not known:
            return "", None, 0
        meant = {id(one) for group in known for one in group.members(self.roll, self.on)}
        unsure = {id(one) for group in known for one in group.unsure(self.roll, self.on)}
        due = tuple(one for one in self.roll.members if id(one) in meant)
        return "、".join(one.text for one in known), due, len(unsure - meant)

    def _groups(
        self,
        turns: Sequence[ServiceEntry],
        due: tuple[Member, ...] | None,
        covered: Sequence[Member],
    ) -> tuple[MatterGroup, ...]:
        """Return the rows by 工会小组, in the order of the roll."""
        rows: defaultdict[str, list[ServiceEntry]] = defaultdict(list)
        for entry in turns:
            member = self.roll.find(entry.member_no, entry.member_name)
            rows[_group_of(member) if member else OUTSIDE].append(entry)
        owed, had = _by_group(due or ()), _by_group(covered)
        names = [name for name in _by_group(self.roll.members) if name != NO_GROUP]
        return tuple(
            MatterGroup(
                name,
                len(rows[name]),
                len({self.person(one) for one in rows[name]}),
                None if due is None else owed[name],
                had[name],
                sum((one.quantity or ZERO for one in rows[name]), ZERO),
                sum((one.amount or ZERO for one in rows[name]), ZERO),
            )
            for name in (*names, NO_GROUP, OUTSIDE)
            if rows[name] or owed[name]
        )


def day_within(book: UnionBook) -> dt.date:
    """Return the day of a book, or the nearest one of its year."""
    opening, closing = dt.date(book.fiscal_year, 1, 1), dt.date(book.fiscal_year, 12, 31)
    return min(max(book.as_of, opening), closing)


def _is_about(duty: Duty, matter: ServiceMatter) -> bool:
    """Tell whether a duty is fulfilled by a matter, however its source is written."""
    source = duty.fulfilled_by.strip().strip("《")
    for mark in ("》", "：", ":", "/", "·"):
        source = source.replace(mark, " ")
    return bool(source) and source.split()[-1] == matter.name


def _group_of(member: Member) -> str:
    return member.group.strip() or NO_GROUP


def _by_group(members: Iterable[Member]) -> Mapping[str, int]:
    return Counter(map(_group_of, members))


def _sums(turns: Iterable[ServiceEntry]) -> tuple[SourceSum, ...]:
    """Add up the amounts by whose money it was, the union's own that is not named last."""
    found: defaultdict[str, list[Decimal]] = defaultdict(list)
    for entry in turns:
        if entry.amount:
            found[entry.money_source or NO_SOURCE].append(entry.amount)
    names = sorted(found, key=lambda name: name == NO_SOURCE)
    return tuple(SourceSum(name, len(found[name]), sum(found[name], ZERO)) for name in names)


def _causes(matter: ServiceMatter, turns: Sequence[ServiceEntry]) -> tuple[tuple[str, int], ...]:
    """Count rows by cause, in the order in which the matter offers them; empty without any.

    Causes in words of her own stand together: they may tell of an illness or of a family.
    """
    offered = (*matter.causes, *(cause for cause in matter_causes() if cause not in matter.causes))
    written = (one.cause.strip() or NO_CAUSE for one in turns)
    counts = Counter(one if one in {*offered, NO_CAUSE} else OTHER_CAUSE for one in written)
    if not set(counts) - {NO_CAUSE}:
        return ()
    return tuple((one, counts[one]) for one in (*offered, OTHER_CAUSE, NO_CAUSE) if counts[one])
