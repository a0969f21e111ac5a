"""Whose a row of a list is: by number, by name and birth date, by a name that one member has."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.roll import plain_name
from unionxl.words.people import looks_like_name, may_be_name, parts_of_list

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from unionxl.domain.members import Member
    from unionxl.domain.roll import Roll

TITLED = re.compile(
    r"^([\u4e00-\u9fff]{1,2})(?:老师|师傅|园长|校长|主任|书记|阿姨|医生|同志|主席)$"
)


_SHOWN = 12


def written_out(members: Sequence[Member]) -> str:
    """Write the names of some members, the first of many, with how many they are.

    Members of one name are told apart by their numbers.
    """
    shared = Counter(one.name for one in members)
    names = "、".join(
        one.name if shared[one.name] == 1 else f"{one.name} {one.member_no}"
        for one in members[:_SHOWN]
    )
    count = len(members)
    return f"{names}等 {count} 人" if count > _SHOWN else f"{names}（{count} 人）"


@dataclass(frozen=True, slots=True)
class Match:
    """The member that a row means, or why none is known; `perhaps` are those it may mean."""

    member: Member | None = None
    said: str = ""
    perhaps: tuple[Member, ...] = ()
    is_person: bool = True


def match(roll: Roll, number: str, name: str, born: dt.date | None) -> Match:
    """Return who is meant by what a row says of a person."""
    plain = plain_name(name)
    by_no = roll.by_no.get(number) if number else None
    if by_no is not None:
        if not plain or plain_name(by_no.name) == plain:
            return Match(by_no)
        return Match(
            said=f"编号 {number} 在《会员》中是 {by_no.name}，姓名不同，请核对", perhaps=(by_no,)
        )
    if not plain:
        return Match(said="没有姓名", is_person=False)
    titled = TITLED.fullmatch(plain)
    if titled is not None:
        return _titled(roll, plain, titled[1])
    return _named(roll, plain, number, born)


def _named(roll: Roll, name: str, number: str, born: dt.date | None) -> Match:
    """Return the member of a name, without its aside where nobody has it as it is written."""
    bare = next(iter(parts_of_list(name)), name)
    found = roll.named(name) or roll.named(bare)
    if not found:
        is_person = may_be_name(bare) or looks_like_name(bare) or bare.isascii()
        return Match(said="" if is_person else f"“{name}”不像姓名", is_person=is_person)
    if born is not None and len(found) > 1:
        same = tuple(one for one in found if one.born_on == born)
        found = same if len(same) == 1 else found
    if len(found) > 1:
        numbers = "、".join(one.member_no for one in found)
        return Match(
            said=f"《会员》中有 {len(found)} 人叫 {name}（编号 {numbers}），分不清是哪一位",
            perhaps=found,
        )
    one = found[0]
    if born is not None and one.born_on is not None and one.born_on != born and number:
        return Match(
            said=f"与《会员》中的 {one.name}（{one.member_no}）编号和出生日期都不同，请核对",
            perhaps=(one,),
        )
    return Match(one)


def _titled(roll: Roll, written: str, family: str) -> Match:
    """Return whom 张老师 may mean; it is never certain and never somebody new."""
    perhaps = tuple(one for one in roll.members if plain_name(one.name).startswith(family))
    who = "、".join(one.name for one in perhaps[:5])
    told = f"可能是 {who}" if perhaps else "《会员》中没有姓这个姓的人"
    return Match(said=f"只写了“{written}”，{told}，请写全名", perhaps=perhaps)
