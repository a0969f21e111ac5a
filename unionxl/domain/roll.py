"""The roll of members, to be looked up by number and by name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from unionxl.domain.members import Member


@dataclass(frozen=True, slots=True)
class Roll:
    """The members by number and by name; a name may belong to several."""

    members: tuple[Member, ...]
    by_no: Mapping[str, Member]
    by_name: Mapping[str, tuple[Member, ...]]

    @classmethod
    def of(cls, members: Iterable[Member]) -> Self:
        """Take the members in the order of the table; the first row of a number counts."""
        listed = tuple(members)
        by_no: dict[str, Member] = {}
        by_name: defaultdict[str, list[Member]] = defaultdict(list)
        for member in listed:
            by_no.setdefault(member.member_no, member)
            by_name[plain_name(member.name)].append(member)
        return cls(listed, by_no, {name: tuple(found) for name, found in by_name.items()})

    def knows(self, name: str) -> bool:
        """Tell whether somebody of that name is on the roll."""
        return plain_name(name) in self.by_name

    def named(self, name: str) -> tuple[Member, ...]:
        """Return everybody of that name."""
        return self.by_name.get(plain_name(name), ())

    def shares(self, name: str) -> bool:
        """Tell whether several members have a name: it alone does not tell who is meant."""
        return len(self.named(name)) > 1

    def find(self, member_no: str, name: str) -> Member | None:
        """Return the member of a number, or else the only one of a name."""
        member = self.by_no.get(member_no)
        if member is not None:
            return member
        found = self.named(name)
        return found[0] if len(found) == 1 else None

    def is_called(self, member: Member, name: str) -> bool:
        """Tell whether a written name is that of a member."""
        return plain_name(member.name) == plain_name(name)

    def at_work_on(self, day: dt.date) -> tuple[Member, ...]:
        """Return the members at work on a day."""
        return tuple(member for member in self.members if member.works_on(day))


def plain_name(name: str) -> str:
    """Return a name without the spaces that clerks put into short names.

    >>> plain_name("王 芳") == plain_name("王芳")
    True
    """
    return "".join(name.split()) if not name.isalnum() else name
