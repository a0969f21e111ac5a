"""Who of the roll has no row in the sheet of dues, and why."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.dues import months_owed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.domain.dues_year import DuesYear
    from unionxl.domain.members import Member

MOST_NAMED = 6


def not_listed(dues: DuesYear, listed: Iterable[Member]) -> Iterator[str]:
    """Say how many of the roll the sheet does not list, who they are and why; nothing for none."""
    shown = {id(member) for member in listed}
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for member in dues.roll.members:
        if id(member) not in shown:
            name = member.name or member.member_no or f"第 {member.source.row} 行"
            reasons[_reason(member, dues)].append(name)
    count = sum(map(len, reasons.values()))
    if count:
        told = "；".join(f"{why} {len(who)} 人（{_names(who)}）" for why, who in reasons.items())
        yield f"《会员》有 {len(dues.roll.members)} 人，其中 {count} 人未列入本表：{told}。"


def _names(names: list[str]) -> str:
    return "、".join(names[:MOST_NAMED]) + ("等" if len(names) > MOST_NAMED else "")


def _reason(member: Member, dues: DuesYear) -> str:
    """Say why a member has no row."""
    if dues.roll.by_no.get(member.member_no) is not member:
        return "会员编号与别人相同"
    if member.has_left and member.membership_ended_on is None:
        column = "退休日期" if member.is_retired else "退会日期"
        return f"在职状态为“{member.employment_status}”而没有填{column}"
    if months_owed(member, dues.book.fiscal_year):
        return "启用月份以前已离开"
    joined_on = member.joined_on
    if joined_on is not None and joined_on.year > dues.book.fiscal_year:
        return "本年以后入会"
    return "本年以前已离开"
