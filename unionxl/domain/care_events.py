"""What is due for single members without a duty that says so: visits, ends, files, retirements."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from unionxl.domain.care_model import VISIT, CareDue, CareState
from unionxl.domain.group import several
from unionxl.domain.hardship import review_due_on
from unionxl.domain.lunar import day_of_lunar_date
from unionxl.domain.served import RETIREMENT
from unionxl.domain.settings import VISIT_CAUSES
from unionxl.domain.written import full_day, short_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.care_model import Asked
    from unionxl.domain.hardship import HardshipFile
    from unionxl.domain.members import Member
    from unionxl.domain.services import ServiceEntry

WARMTH, REVIEW, JOINING = "送温暖", "困难档案复核", "入会"
A_MONTH = dt.timedelta(days=30)
HELP = (WARMTH, "困难帮扶")
SEASON_BEGINS = (12, 1)


def visits_to_make(asked: Asked) -> Iterator[CareDue]:
    """Yield what happened to members and was not answered by a visit yet.

    The reason says no more than the kind of event, and only where it is one of the usual ones.
    """
    days = dt.timedelta(days=asked.book.settings.visit_days or 0)
    for entry in asked.book.service_entries:
        if entry.served_on is not None or entry.occurred_on is None:
            continue
        if entry.occurred_on > asked.until:
            continue
        member = asked.served.roll.find(entry.member_no, entry.member_name)
        name = entry.member_name or entry.member_no or "没有填姓名"
        yield CareDue(
            member,
            entry.service_kind.strip() or VISIT,
            f"{short_day(entry.occurred_on)}{cause_of(entry, asked.book)}",
            entry.occurred_on + days,
            None,
            CareState.TO_VISIT,
            (entry.source, *([member.source] if member else [])),
            "" if member else name,
        )


def cause_of(entry: ServiceEntry, book: UnionBook) -> str:
    """Return the kind of event, and nothing that a clerk wrote in her own words."""
    usual = (*VISIT_CAUSES, RETIREMENT)
    promised = several(book.settings.visit_causes)
    return entry.cause if entry.cause and entry.cause in (*usual, *promised) else "有事"


def ends(asked: Asked) -> Iterator[CareDue]:
    """Yield what members have that ends soon or has ended, with nothing newer of that matter."""
    leads = {duty.fulfilled_by.strip(): duty.lead_days for duty in asked.book.duties}
    seen: set[tuple[int, str]] = set()
    for entry in asked.book.service_entries:
        matter = entry.service_kind.strip()
        member = asked.served.roll.find(entry.member_no, entry.member_name)
        if entry.expires_on is None or member is None or (id(member), matter) in seen:
            continue
        seen.add((id(member), matter))
        last = asked.served.last(member, matter)
        if last is None or last.expires_on is None or not is_there(member, asked.group_day):
            continue
        state = asked.state(last.expires_on, leads.get(matter))
        if state is not None:
            reason = f"{matter}{full_day(last.expires_on)}到期"
            links = (last.source, member.source)
            yield CareDue(member, matter, reason, last.expires_on, last.day, state, links)


def is_there(member: Member, day: dt.date) -> bool:
    """Tell whether a member is one on a day, at work or retired."""
    if member.left_on is not None:
        return day <= member.left_on
    return not member.is_gone


def reviews(asked: Asked) -> Iterator[CareDue]:
    """Yield the files of families that are to be reviewed; nothing of the family is said."""
    for one in asked.book.hardship_files:
        due_on = review_due_on(one)
        state = asked.state(due_on, None) if one.is_open and due_on else None
        if due_on is not None and state is not None:
            yield _of_file(one, asked, REVIEW, "档案一年一复核", (due_on, None), state)


def warmth(asked: Asked) -> Iterator[CareDue]:
    """Yield the open files of families that were not visited in the season of the New Year."""
    spring = _spring_after(asked.month.first_on - A_MONTH)
    if spring is None:
        return
    begins = dt.date(spring.year - 1, *SEASON_BEGINS)
    if asked.until < begins:
        return
    due_on = spring - dt.timedelta(days=1)
    state = asked.state(due_on, (spring - begins).days)
    if state is None:
        return
    for one in asked.book.hardship_files:
        member = asked.served.roll.find(one.member_no, one.member_name)
        if not one.is_open or (one.opened_on is not None and one.opened_on > asked.until):
            continue
        helped = [one for kind in HELP for one in asked.served.of(member, kind)] if member else []
        last_on = max((one.day for one in helped), default=None)
        if last_on is None or last_on < begins:
            days = (due_on, last_on)
            yield _of_file(one, asked, WARMTH, "春节前走访慰问", days, state)


def _spring_after(day: dt.date) -> dt.date | None:
    """Return the first Spring Festival from a day on."""
    days = (day_of_lunar_date(year, 1, 1) for year in (day.year, day.year + 1))
    return next((one for one in days if one is not None and one >= day), None)


def _of_file(
    one: HardshipFile,
    asked: Asked,
    matter: str,
    reason: str,
    days: tuple[dt.date, dt.date | None],
    state: CareState,
) -> CareDue:
    """Return what is due by a file."""
    member = asked.served.roll.find(one.member_no, one.member_name)
    links = (one.source, *([member.source] if member else []))
    name = "" if member else one.member_name or one.member_no or one.file_no
    return CareDue(member, matter, reason, *days, state, links, name, is_of_file=True)


def retirements(asked: Asked) -> Iterator[CareDue]:
    """Yield who retires a month before or after the month, and was not seen off."""
    first, last = asked.month.first_on - A_MONTH, asked.until + A_MONTH
    for member in asked.served.roll.members:
        day = member.retired_on
        if day is None or not first <= day <= last or not _may_retire(member):
            continue
        state = asked.state(day, None)
        if state and asked.served.first_since(member, RETIREMENT, day - 3 * A_MONTH) is None:
            reason = f"{short_day(day)}退休"
            yield CareDue(member, RETIREMENT, reason, day, None, state, (member.source,))


def _may_retire(member: Member) -> bool:
    """Tell whether a member has not moved away before."""
    if member.left_on is not None and member.retired_on is not None:
        return member.left_on >= member.retired_on or member.is_retired
    return not member.is_gone


def newcomers(asked: Asked) -> Iterator[CareDue]:
    """Yield who joined in the year, and was not welcomed."""
    for member in asked.served.roll.members:
        day = member.joined_on
        if day is None or day.year != asked.until.year or day > asked.until:
            continue
        if not member.is_gone and not asked.served.of(member, JOINING):
            state = CareState.OVERDUE if day < asked.month.first_on else CareState.DUE
            reason = f"{short_day(day)}入会"
            yield CareDue(member, JOINING, reason, day, None, state, (member.source,))
