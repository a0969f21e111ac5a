"""What members were given, and when last: from the register and from what is kept of old years."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.groups import parse_group
from unionxl.domain.roll import Roll

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.group import Group
    from unionxl.domain.groups import Unknown
    from unionxl.domain.members import Member
    from unionxl.domain.services import ServiceEntry
    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Service:
    """One time that a member had something; `expires_on` is how long it lasts."""

    day: dt.date
    expires_on: dt.date | None
    source: SourceRef


class Served:
    """What every member had up to a day, by matter; what is dated later has not happened yet."""

    def __init__(self, book: UnionBook, on: dt.date) -> None:
        self.roll = Roll.of(book.members)
        self.on = on
        self._groups: dict[str, Group | Unknown] = {}
        self._found: defaultdict[tuple[int, str], list[Service]] = defaultdict(list)
        for entry in book.service_entries:
            member = self.roll.find(entry.member_no, entry.member_name)
            if member is not None and entry.served_on is not None and entry.served_on <= on:
                for matter in matters_of(entry):
                    one = Service(entry.served_on, entry.expires_on, entry.source)
                    self._found[id(member), matter].append(one)
        for past in book.past_services:
            member = self.roll.find(past.member_no, past.member_name)
            if member is not None and past.last_on is not None and past.last_on <= on:
                one = Service(past.last_on, None, past.source)
                self._found[id(member), past.service_kind.strip()].append(one)

    def group(self, text: str) -> Group | Unknown:
        """Return who is meant by a text; several months and duties ask alike."""
        if text not in self._groups:
            self._groups[text] = parse_group(text, self.roll)
        return self._groups[text]

    def of(self, member: Member, matter: str) -> list[Service]:
        """Return the times that a member had a matter."""
        return self._found.get((id(member), matter), [])

    def last(self, member: Member, matter: str) -> Service | None:
        """Return the last time that a member had a matter; of one day, what lasts longest."""
        return max(
            self.of(member, matter),
            key=lambda one: (one.day, one.expires_on or one.day),
            default=None,
        )

    def first_since(self, member: Member, matter: str, since: dt.date) -> Service | None:
        """Return the first time since a day that a member had a matter."""
        later = [one for one in self.of(member, matter) if one.day >= since]
        return min(later, key=lambda one: one.day, default=None)


def matters_of(entry: ServiceEntry) -> Iterator[str]:
    """Yield the matters that a row stands for: its own, and the event that a visit was made for.

    Who claims from an insurance is not insured by that, nor is a cure had by who applied for it.
    """
    matter = entry.service_kind.strip()
    if entry.is_done:
        yield matter
    if entry.cause == RETIREMENT != matter:
        yield RETIREMENT


RETIREMENT = "退休"
