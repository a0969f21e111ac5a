"""A group of people: who of the roll belongs to it on a day, and why.

An answer is None where the roll does not say what decides it, as a birth date that is not filled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from unionxl.domain.members import Member
    from unionxl.domain.roll import Roll

_SEVERAL = re.compile(r"[、，,;；/\s]+")
Answer: TypeAlias = bool | None


class Trait(Enum):
    """What a condition asks of a member."""

    AT_WORK = "在职"
    RETIRED = "退休"
    GENDER = "性别"
    HARDSHIP = "困难"
    JOINED_THIS_YEAR = "本年入会"
    RETIRED_THIS_YEAR = "本年退休"
    AGE = "年龄"
    BORN = "出生年份"
    PLACE = "小组、类别、社团或职务"
    NAME = "姓名"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: `text` as written, `value` a gender, place or name, ages in whole years."""

    trait: Trait
    text: str
    value: str = ""
    low: int | None = None
    high: int | None = None

    def holds(self, member: Member, on: dt.date) -> Answer:
        """Tell whether a member meets the condition on a day."""
        return _READERS[self.trait](self, member, on)

    def within(self, number: int | None) -> Answer:
        """Tell whether a number lies between the two bounds, which count."""
        if number is None:
            return None
        above = self.low is None or number >= self.low
        return above and (self.high is None or number <= self.high)


def _is_retired(member: Member, on: dt.date) -> bool:
    """Tell whether somebody has retired by a day; who retires later is still at work."""
    return member.is_retired and (member.retired_on is None or member.retired_on < on)


def _gender(asked: Condition, member: Member, _on: dt.date) -> Answer:
    return member.gender == asked.value if member.gender else None


def _joined(_asked: Condition, member: Member, on: dt.date) -> Answer:
    return member.joined_on.year == on.year if member.joined_on else None


def _retired_this_year(_asked: Condition, member: Member, on: dt.date) -> Answer:
    if not member.is_retired:
        return False
    return member.retired_on.year == on.year if member.retired_on else None


def _year_of_birth(member: Member) -> int | None:
    return member.born_on.year if member.born_on else None


def places_of(member: Member) -> frozenset[str]:
    """Return what the roll puts a member under: group, kind of staff, clubs, posts."""
    named = several(f"{member.clubs}、{member.union_roles}")
    return frozenset(filter(None, (member.group, member.staff_kind, *named)))


def several(text: str) -> tuple[str, ...]:
    """Return the names in a cell that may hold several.

    >>> several("合唱社、瑜伽社 "), several("")
    (('合唱社', '瑜伽社'), ())
    """
    return tuple(filter(None, _SEVERAL.split(text)))


_READERS: Mapping[Trait, Callable[[Condition, Member, dt.date], Answer]] = {
    Trait.AT_WORK: lambda _asked, member, on: member.works_on(on),
    Trait.RETIRED: lambda _asked, member, on: _is_retired(member, on),
    Trait.GENDER: _gender,
    Trait.HARDSHIP: lambda _asked, member, _on: bool(member.in_hardship),
    Trait.JOINED_THIS_YEAR: _joined,
    Trait.RETIRED_THIS_YEAR: _retired_this_year,
    Trait.AGE: lambda asked, member, on: asked.within(member.age_on(on)),
    Trait.BORN: lambda asked, member, _on: asked.within(_year_of_birth(member)),
    Trait.PLACE: lambda asked, member, _on: asked.value in places_of(member),
    Trait.NAME: lambda asked, member, _on: asked.value == "".join(member.name.split()),
}


@dataclass(frozen=True, slots=True)
class Term:
    """Who meets all of some conditions and, of several states of employment, any one."""

    conditions: tuple[Condition, ...]
    statuses: tuple[Condition, ...] = ()

    def holds(self, member: Member, on: dt.date) -> Answer:
        """Tell whether a member meets the term on a day."""
        met = [condition.holds(member, on) for condition in self.conditions]
        if self.statuses:
            met.append(_any(status.holds(member, on) for status in self.statuses))
        return _all(met)


@dataclass(frozen=True, slots=True)
class Group:
    """A group as written: the union of some terms without some others.

    `outsiders` are words for bodies and people of whom the roll has no list; a group of nothing
    else has no members.
    """

    text: str
    terms: tuple[Term, ...]
    without: tuple[Term, ...] = ()
    outsiders: tuple[str, ...] = ()

    @property
    def has_list(self) -> bool:
        """Whether the roll can say who belongs to the group."""
        return bool(self.terms)

    def holds(self, member: Member, on: dt.date) -> Answer:
        """Tell whether a member belongs to the group on a day; None where the roll is silent."""
        wanted = _any(term.holds(member, on) for term in self.terms)
        kept_out = _any(term.holds(member, on) for term in self.without)
        return _all((wanted, None if kept_out is None else not kept_out))

    def members(self, roll: Roll, on: dt.date) -> tuple[Member, ...]:
        """Return who surely belongs to the group on a day, in the order of the roll."""
        return tuple(member for member in roll.members if self.holds(member, on))

    def unsure(self, roll: Roll, on: dt.date) -> tuple[Member, ...]:
        """Return whom the roll says too little about."""
        return tuple(member for member in roll.members if self.holds(member, on) is None)

    def alike(self, roll: Roll) -> tuple[str, ...]:
        """Return the names of the group that several members have."""
        asked = [one.value for term in self.terms for one in term.conditions]
        return tuple(name for name in dict.fromkeys(asked) if name and roll.shares(name))

    def why(self, member: Member, on: dt.date) -> str:
        """Return the words by which a member belongs to the group; empty for who does not."""
        term = next((term for term in self.terms if term.holds(member, on)), None)
        if term is None or not self.holds(member, on):
            return ""
        met = [one.text for one in term.conditions]
        met += [one.text for one in term.statuses if one.holds(member, on)]
        return "、".join(dict.fromkeys(text for text in met if text))


def _any(answers: Iterable[Answer]) -> Answer:
    """Return whether one of some answers is yes; None where only an unknown one could be."""
    given = list(answers)
    return True if True in given else None if None in given else False


def _all(answers: Iterable[Answer]) -> Answer:
    """Return whether all of some answers are yes; None where an unknown one decides."""
    given = list(answers)
    return False if False in given else None if None in given else True
