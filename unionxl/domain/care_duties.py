"""What a duty asks for single members: who had it when, who is due, how far the group is."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionxl.domain.care_model import (
    BIRTHDAY,
    VISIT,
    CareDue,
    CareNote,
    CareState,
    Coverage,
    Greeted,
    Late,
)
from unionxl.domain.group import Group
from unionxl.domain.period import MONTHS_A_YEAR, Month, months_after
from unionxl.domain.written import full_day, short_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.care_model import Asked
    from unionxl.domain.duties import Duty
    from unionxl.domain.members import Member
    from unionxl.domain.served import Service

MOST_MONTHS = 240
FIRST_YEAR = 1990
BEFORE_BIRTHDAY = dt.timedelta(days=30)  # a greeting so long before is that of the birthday
_SEVERAL_PARTS = re.compile(r"[》：:/·]")


@dataclass(frozen=True, slots=True)
class Turn:
    """When a member had a matter last, and when it is due next."""

    member: Member
    last: Service | None
    due_on: dt.date | None

    @property
    def order(self) -> tuple[dt.date, dt.date]:
        """What is due first stands first; of those, who has waited longest."""
        last = self.last.day if self.last else dt.date.min
        return self.due_on or dt.date.max, last


@dataclass(slots=True)
class Answer:
    """What one duty comes to."""

    due: list[CareDue] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
    birthdays: list[Greeted] = field(default_factory=list)
    notes: list[CareNote] = field(default_factory=list)


def is_personal(duty: Duty, book: UnionBook) -> bool:
    """Tell whether a duty is fulfilled person by person, by rows of the register of services."""
    source = duty.fulfilled_by.strip()
    if matter_of(duty) != source:
        return True
    is_register = _SEVERAL_PARTS.search(source) or source in book.columns
    return bool(source) and not is_register


def matter_of(duty: Duty) -> str:
    """Return the matter of a duty: 服务台账：体检 is the same as 体检."""
    source = duty.fulfilled_by.strip()
    return _OF_SERVICES.sub("", source) or source


_OF_SERVICES = re.compile(r"^《?服务台账》?\s*[：:/·]\s*")


def has_cycle(duty: Duty) -> bool:
    """Tell whether a duty returns after some months, or is one of those that events bring."""
    return duty.every_months is not None or matter_of(duty) in {BIRTHDAY, VISIT}


def personal(duty: Duty, asked: Asked) -> Answer:
    """Return what a duty comes to for the members of its group."""
    answer = Answer()
    group = _group(duty, asked, answer)
    if group is None:
        return answer
    if matter_of(duty) == BIRTHDAY:
        _birthdays(duty, group, asked, answer)
    elif duty.every_months is not None:
        months = _months(duty, asked, answer)
        if months:
            _returning(duty, group, asked, answer, months)
    return answer


def _group(duty: Duty, asked: Asked, answer: Answer) -> Group | None:
    """Return who is meant, or note why nobody can be named."""
    if matter_of(duty) == VISIT or not has_cycle(duty):
        return None
    group = asked.served.group(duty.audience)
    if isinstance(group, Group) and group.has_list:
        unsure = group.unsure(asked.served.roll, asked.group_day)
        if unsure:
            names = "、".join(one.name for one in unsure[:FEW])
            names += "等" if len(unsure) > FEW else ""
            told = f"{len(unsure)} 人（{names}）是不是“{duty.audience}”，会员表看不出，没有列入"
            answer.notes.append(CareNote(f"「{duty.name}」：{told}。请补填会员表。", duty.source))
        return group
    if not duty.audience.strip():
        told = "没有填对象"
    elif isinstance(group, Group):
        told = f"对象“{duty.audience}”没有名单"
    else:
        told = f"对象“{duty.audience}”看不懂"
    told += "，列不出是谁。请写成会员表里的人，如 全体会员、女教职工。"
    answer.notes.append(CareNote(f"「{duty.name}」{told}", duty.source))
    return None


FEW = 5


def _months(duty: Duty, asked: Asked, answer: Answer) -> int:
    """Return the months of a cycle, 0 with a note where they cannot be meant."""
    months, start = duty.every_months or 0, duty.starts_on
    told = ""
    if not 1 <= months <= MOST_MONTHS:
        told = f"周期月数是 {months}，没有计算。请核对。"
    elif start is not None and start > asked.until:
        told = f"起算日期{full_day(start)}还没有到，到那一天才开始计算。填错的请改正。"
    elif start is not None and start.year < FIRST_YEAR:
        told = f"起算日期是{full_day(start)}，没有计算。请核对。"
    if told:
        answer.notes.append(CareNote(f"「{duty.name}」{told}", duty.source))
        return 0
    return months


def _returning(duty: Duty, group: Group, asked: Asked, answer: Answer, months: int) -> None:
    """Add what a duty with a cycle comes to."""
    members = group.members(asked.served.roll, asked.group_day)
    turns = [_turn(member, duty, asked, months) for member in members]
    is_untold = not turns or any(turn.due_on is None for turn in turns)
    if duty.starts_on is None and is_untold:
        answer.notes.append(CareNote(NO_START, duty.source))
    for turn in turns:
        state = asked.state(turn.due_on, duty.lead_days) if turn.due_on else None
        if state is not None:
            answer.due.append(_due(duty, turn, state))
    end = _end_of_cycle(duty, asked, months)
    missing = [turn for turn in turns if _is_missing(turn, duty, end, asked)]
    lacking = {id(turn) for turn in missing}
    a_month = 0
    if months > MONTHS_A_YEAR and end is not None:
        a_month, proposed = _spread(duty, turns, end, asked, months)
        known = {id(one.member) for one in answer.due}
        answer.due += [
            _due(duty, turn, CareState.SPREAD) for turn in proposed if id(turn.member) not in known
        ]
    overdue = [
        Late(turn.member, turn.due_on)
        for turn in turns
        if turn.due_on and turn.due_on < asked.on and turn.due_on <= asked.until
    ]
    answer.coverage.append(
        Coverage(
            matter_of(duty),
            duty.audience,
            tuple(turn.member for turn in turns if turn.last is not None or id(turn) in lacking),
            tuple(turn.member for turn in sorted(missing, key=lambda one: one.order)),
            tuple(overdue),
            end,
            a_month,
            duty.source,
        )
    )


NO_START = "没有起算日期"


def _turn(member: Member, duty: Duty, asked: Asked, months: int) -> Turn:
    """Return when a member had a matter last and is due next."""
    last = asked.served.last(member, matter_of(duty))
    if last is not None:
        due_on = last.expires_on or months_after(last.day, months)
        return Turn(member, last, due_on)
    if duty.starts_on is None:
        return Turn(member, None, None)
    since = max(duty.starts_on, member.joined_on or duty.starts_on)
    return Turn(member, None, months_after(since, months))


def _due(duty: Duty, turn: Turn, state: CareState) -> CareDue:
    """Return what is due for one member."""
    cycle = f"每 {duty.every_months} 个月一次"
    if state is CareState.SPREAD:
        cycle = "分批办理，可提前"
    reason = "，".join(filter(None, (duty.name, cycle, "" if turn.last else "没有登记过")))
    links = (duty.source, turn.member.source, *([turn.last.source] if turn.last else []))
    last_on = turn.last.day if turn.last else None
    due_on = turn.due_on or dt.date.max
    return CareDue(turn.member, matter_of(duty), reason, due_on, last_on, state, links)


def _end_of_cycle(duty: Duty, asked: Asked, months: int) -> dt.date | None:
    """Return the last day of the cycle that runs on the day that is asked about."""
    if duty.starts_on is None:
        return None
    day = asked.group_day
    start = Month.of(duty.starts_on)
    passed = (day.year - start.year) * MONTHS_A_YEAR + day.month - start.month
    turn = max(1, passed // months)
    ends = (months_after(duty.starts_on, months * (turn + step)) for step in (0, 1))
    return next((end for end in ends if end is not None and end >= day), None)


def _is_missing(turn: Turn, duty: Duty, end: dt.date | None, asked: Asked) -> bool:
    """Tell whether a member has not had the matter in the cycle, or is due for the next one."""
    if turn.due_on is None or asked.state(turn.due_on, duty.lead_days) is not None:
        return True
    return turn.due_on <= (end or asked.on)


def _spread(
    duty: Duty, turns: Sequence[Turn], end: dt.date, asked: Asked, months: int
) -> tuple[int, list[Turn]]:
    """Return how many a month are needed by the end of a cycle, and whom to take this month.

    Those of the month who had it already count as taken, so that nobody takes their place.
    """
    month = asked.month
    left = [turn for turn in turns if turn.due_on is not None and turn.due_on <= end]
    others = [turn for turn in turns if turn.due_on is None or turn.due_on > end]
    done = [turn for turn in others if _was_missing(duty, turn, end, asked, months)]
    ahead = (end.year - month.year) * MONTHS_A_YEAR + end.month - month.month + 1
    a_month = -(-(len(left) + len(done)) // max(1, ahead))
    return a_month, sorted(left, key=lambda one: one.order)[: max(0, a_month - len(done))]


def _was_missing(duty: Duty, turn: Turn, end: dt.date, asked: Asked, months: int) -> bool:
    """Tell whether a member who had the matter this month was without it before."""
    first = asked.month.first_on
    if turn.last is None or turn.last.day < first:
        return False
    before = [one for one in asked.served.of(turn.member, matter_of(duty)) if one.day < first]
    last = max(before, key=lambda one: (one.day, one.expires_on or one.day), default=None)
    since = duty.starts_on or first
    day = last.day if last else max(since, turn.member.joined_on or since)
    due_on = (last.expires_on if last else None) or months_after(day, months)
    return due_on is not None and due_on <= end


def _birthdays(duty: Duty, group: Group, asked: Asked, answer: Answer) -> None:
    """Add the birthdays of the month; who was greeted is marked, who was not is due.

    Those of the months before stay due, from the first month that is kept.
    """
    whole: list[Member] = []
    missing: list[Member] = []
    overdue: list[Late] = []
    for member, birthday in _birthdays_to(asked):
        was_there = member.joined_on is None or member.joined_on <= birthday
        is_kept = not asked.book.settings.is_before_start(Month.of(birthday))
        if not (was_there and is_kept and group.holds(member, asked.group_day)):
            continue
        since = min(dt.date(birthday.year, 1, 1), birthday - BEFORE_BIRTHDAY)
        service = asked.served.first_since(member, BIRTHDAY, since)
        whole.append(member)
        if service is None:
            missing.append(member)
            if birthday < asked.on:
                overdue.append(Late(member, birthday))
        if birthday in asked.month:
            answer.birthdays.append(Greeted(member, birthday, service.day if service else None))
        if service is None:
            state = CareState.OVERDUE if birthday < asked.on else CareState.DUE
            reason = f"{short_day(birthday)}生日"
            links = (duty.source, member.source)
            answer.due.append(CareDue(member, BIRTHDAY, reason, birthday, None, state, links))
    answer.coverage.append(
        Coverage(
            BIRTHDAY,
            duty.audience,
            tuple(whole),
            tuple(missing),
            tuple(overdue),
            asked.until,
            source=duty.source,
        )
    )


def _birthdays_to(asked: Asked) -> Iterator[tuple[Member, dt.date]]:
    """Yield the birthdays of the year up to the end of the month, in their order."""
    found = [
        (birthday, number, member)
        for number, member in enumerate(asked.served.roll.members)
        if (birthday := member.birthday_in(asked.until.year)) and birthday <= asked.until
    ]
    for birthday, _, member in sorted(found, key=lambda one: one[:2]):
        yield member, birthday
