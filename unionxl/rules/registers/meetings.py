"""Rules about how many came to activities and meetings, and how many voted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.activities import Activities
from unionxl.tables.meetings import Meetings
from unionxl.words.lists import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.activities import Activity
    from unionxl.rules.book_index import BookIndex

# Whose quorum is two thirds.
OF_ALL = frozenset({"教代会", "教职工大会", "会员大会"})


def attendance_impossible(index: BookIndex) -> Iterator[Case]:
    """Find activities and meetings to which more came than could come."""
    for one in index.book.activities:
        came, expected, winners = one.attended_count, one.expected_count, one.winner_count
        if came is not None and expected is not None and came > expected and not _has_guests(one):
            yield Case(
                f"「{one.name}」实到 {came} 人，多于应到 {expected} 人。",
                "请核对两个人数；有家属、来宾参加的，请在备注写明。",
                (at(one.source, Activities.attended_count),),
                facts={"attended": came, "expected": expected},
            )
        if _is_without_limit(index, one) and came and winners and winners > came:
            yield Case(
                f"「{one.name}」获奖 {winners} 人，多于实到 {came} 人。",
                "请核对两个人数；一人多奖的，获奖人数按人填写。",
                (at(one.source, Activities.winner_count),),
                facts={"attended": came, "winners": winners},
            )
    for meeting in index.book.meetings:
        came, expected = meeting.attended_count, meeting.expected_count
        if came is not None and expected is not None and came > expected:
            yield Case(
                f"「{meeting.name}」实到 {came} 人，多于应到 {expected} 人。",
                "请核对两个人数；列席的人不算在实到人数里，写在“列席”。",
                (at(meeting.source, Meetings.attended_count),),
                facts={"attended": came, "expected": expected},
            )


def _is_without_limit(index: BookIndex, activity: Activity) -> bool:
    """Tell whether too_many_prize_winners has nothing to hold the winners against."""
    limit = index.limits.limit("prize-share", activity.held_on)
    return limit is None or limit.amount is None


def _has_guests(activity: Activity) -> bool:
    """Tell whether others than those expected took part, as the row says."""
    told = f"{activity.name} {activity.participants} {activity.remark}"
    return any_of("registers", "别的来人").search(told) is not None


def vote_impossible(index: BookIndex) -> Iterator[Case]:
    """Find meetings at which more voted than came."""
    for meeting in index.book.meetings:
        votes = meeting.vote_count
        there = meeting.attended_count
        most, word = (there, "实到") if there is not None else (meeting.expected_count, "应到")
        if votes is not None and most is not None and votes > most:
            yield Case(
                f"「{meeting.name}」赞成、反对、弃权共 {votes} 票，多于{word} {most} 人。",
                "请核对票数和人数。",
                (at(meeting.source, Meetings.votes_for),),
                facts={"votes": votes, "people": most},
            )


def meeting_below_quorum(index: BookIndex) -> Iterator[Case]:
    """Find congresses and meetings of all to which fewer than two thirds came."""
    for meeting in index.book.meetings:
        came, expected = meeting.attended_count, meeting.expected_count
        if meeting.category not in OF_ALL or came is None or not expected:
            continue
        if 3 * came < 2 * expected:
            yield Case(
                f"「{meeting.name}」应到 {expected} 人，实到 {came} 人，不足三分之二。",
                "请核对人数；确实不足的，决议是否有效请问上级工会。",
                (at(meeting.source, Meetings.attended_count),),
                facts={"attended": came, "expected": expected},
            )


RULES = (
    Rule(
        "到会人数不可能",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        attendance_impossible,
        reason="实到多于应到、获奖多于实到，多半是填错了栏。",
        example="羽毛球赛应到 10 人，实到写成 25 人。",
        remedy="改正人数；有家属、来宾的，在备注写明。",
    ),
    Rule(
        "票数多于人数",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        vote_impossible,
        reason="票数多于到会的人，表决就说不清。",
        example="实到 35 人，赞成 40 票。",
        remedy="按会议记录改正。",
    ),
    Rule(
        "到会不足三分之二",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        meeting_below_quorum,
        reason="教代会、会员大会一般要有三分之二以上的人到会。",
        example="教代会应到 57 人，实到 36 人。",
        remedy="核对人数；确实不足的，另行召开或请示上级工会。",
    ),
)
