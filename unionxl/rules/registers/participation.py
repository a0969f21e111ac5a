"""Rules about who took part: lists and numbers, clubs, members who never came, papers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from unionxl.domain.attendance import participants
from unionxl.domain.group import several
from unionxl.domain.participation import (
    CLUB_DAYS,
    PAPERS,
    idle_clubs,
    lists_tell,
    missing_papers,
    over_club_limit,
    participation,
)
from unionxl.domain.written import full_day, money
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, listed
from unionxl.tables.activities import Activities
from unionxl.tables.members import Members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.activities import Activity
    from unionxl.domain.attendance import Attendance
    from unionxl.domain.participation import ClubTurnout
    from unionxl.rules.book_index import BookIndex

LATE_MONTH = 10  # from which on somebody who never came is told of
MOST_NAMES = 20


def attendance_unlike_list(index: BookIndex) -> Iterator[Case]:
    """Find numbers of attendance that are not those of the list, and names that fit nobody."""
    for activity in index.book.activities:
        if not activity.participants.strip():
            continue
        found = participants(activity, index.people.roll)
        told = _unlike(activity, found)
        if told:
            yield Case(
                f"「{activity.name}」{told}。",
                "请核对名单和实到人数；不是会员的，写在“来宾”，只写了一部分人的，写成 某某等12人。",
                (at(activity.source, Activities.attended_count),),
                facts={"listed": found.count},
            )
        words = [*found.unknown, *(f"{name}（有几位同名）" for name in found.alike)]
        if words:
            yield Case(
                f"「{activity.name}」的参加人员中{listed(words)}看不出是哪位会员，没有计入。",
                "请写会员表上的姓名，同名的写会员编号；不是会员的，把人数写在“来宾”。",
                (at(activity.source, Activities.participants),),
                severity=Severity.NOTE,
            )


def _unlike(activity: Activity, found: Attendance) -> str:
    """Say how a typed number differs from the list, "" where it does not."""
    typed, count = activity.attended_count, found.count
    if typed is None or (not found.has_list and found.claimed_count is None):
        return ""
    most = count + (len(found.unknown) if found.claimed_count is None else 0)
    if typed > most:
        return f"实到 {typed} 人，参加人员只有 {count} 人"
    if typed < count and (found.is_precise or found.claimed_count is not None):
        return f"实到 {typed} 人，参加人员有 {count} 人"
    return ""


def club_without_meeting(index: BookIndex) -> Iterator[Case]:
    """Find clubs of the roll that held nothing for ninety days of term."""
    book = index.book
    if not any(one.clubs for one in book.members):
        return
    since = max(book.settings.first_month.first_on, dt.date(index.year, 1, 1))
    found = participation(book)
    idle = idle_clubs(found, since - dt.timedelta(days=1), index.reference_day)
    silent = [club for club in idle if club.last_on is None]
    told = [(club.name, _late_club(club)) for club in idle if club.last_on is not None]
    if silent:
        names = "".join(f"「{club.name}」" for club in silent)
        told.append((silent[0].name, f"社团{names}今年没有登记过活动"))
    for name, what in told:
        yield Case(
            f"《活动台账》：{what}，学期里超过 {CLUB_DAYS} 天没有活动。",
            "请补登活动，在《活动台账》的“社团”写社团名称；不再活动的，从《会员》的“社团”去掉。",
            facts={"club": name},
        )


def _late_club(club: ClubTurnout) -> str:
    last_on = full_day(club.last_on) if club.last_on else ""
    return f"社团「{club.name}」有 {club.member_count} 名会员，最近一次活动是{last_on}"


def member_in_too_many_clubs(index: BookIndex) -> Iterator[Case]:
    """Find members in more clubs than the settings allow."""
    limit = index.book.settings.club_limit
    if limit is None:
        return
    for member in over_club_limit(index.book.members, limit, index.book.as_of):
        clubs = several(member.clubs)
        yield Case(
            f"「{member.name}」参加了 {len(set(clubs))} 个社团（{'、'.join(clubs)}），"
            f"超过每人 {limit} 个。",
            "请与本人商定保留哪几个；规定改了的，请改《设置》的每人社团数。",
            (at(member.source, Members.clubs),),
            facts={"clubs": len(set(clubs))},
        )


def never_took_part(index: BookIndex) -> Iterator[Case]:
    """Find the members whom no activity of the year names, once the year is nearly over."""
    is_late = index.book.as_of >= dt.date(index.year, LATE_MONTH, 1)
    if not is_late or not any(one.participants for one in index.book.activities):
        return
    found = participation(index.book)
    never = found.never
    if not lists_tell(found) or not never or len(never) == len(found.members):
        return
    names = "、".join(one.name for one in never[:MOST_NAMES])
    more = f"等 {len(never)} 人" if len(never) > MOST_NAMES else f"，共 {len(never)} 人"
    yield Case(
        f"《活动台账》：{names}{more}，在今年填了参加人员的 {len(found.listed)} 次活动（全部 "
        f"{len(found.held)} 次）里没有出现过。",
        "请了解原因，邀请参加；参加过的，请在“参加人员”补上。",
        facts={"count": len(never)},
    )


def activity_file_incomplete(index: BookIndex) -> Iterator[Case]:
    """Find activities that cost money and of which there is no more than one paper."""
    for activity in index.book.activities:
        papers = several(activity.evidence)
        missing = missing_papers(activity)
        if not activity.cost_amount or len(papers) != 1 or len(missing) < len(PAPERS) - 1:
            continue
        told = "、".join(missing)
        yield Case(
            f"「{activity.name}」花费 {money(activity.cost_amount)} 元，"
            f"资料只有“{activity.evidence}”，缺{told}。",
            "请补齐签到和照片、小结等，填写“资料”一栏。",
            (at(activity.source, Activities.evidence),),
            joint=Joint("次有费用的活动", "资料不全", f"「{activity.name}」"),
        )


RULES = (
    Rule(
        "实到人数与名单不符",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.AGREEMENT,
        attendance_unlike_list,
        reason="实到人数是人均费用和到会率的依据，要和名单一致。",
        example="实到 20 人，参加人员列了 18 个名字。",
        remedy="核对名单和人数；家属等写在“来宾”。",
    ),
    Rule(
        "社团很久没有活动",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        club_without_meeting,
        reason="社团每年要看计划、活动次数和经费。",
        example="合唱社有 12 名会员，学期里 90 天没有活动。",
        remedy="补登活动，或整理社团名册。",
    ),
    Rule(
        "参加的社团过多",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.OWN_PAPERS,
        member_in_too_many_clubs,
        reason="本单位规定了每人最多参加几个社团。",
        example="规定每人 2 个，王芳参加了 3 个。",
        remedy="与本人商定，改《会员》的“社团”。",
    ),
    Rule(
        "全年没有参加过活动",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        never_took_part,
        reason="工会活动要让每名会员都有机会参加。",
        example="到 12 月，何静没有出现在任何一次活动的名单里。",
        remedy="了解原因；参加过的补上名单。",
    ),
    Rule(
        "活动资料不全",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        activity_file_incomplete,
        reason="报销时要签到表，检查时要照片或小结。",
        example="健步走花了 1,128.00 元，资料只写了照片。",
        remedy="补齐签到、照片或小结。",
    ),
)
