"""Rules about the term of the committee, the certificate of the union and what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.meeting_year import OPEN_DAYS, open_decisions
from unionxl.domain.office_terms import certificate_begins_on, term_ends_on
from unionxl.domain.written import full_day
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.meetings import Meetings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.rules.book_index import BookIndex


def term_ended(index: BookIndex) -> Iterator[Case]:
    """Find a committee whose term has ended."""
    ends_on = term_ends_on(index.book.settings)
    if ends_on is not None and ends_on < index.book.as_of:
        name = index.book.settings.term_name
        yield Case(
            f"《设置》：{f'「{name}」' if name else ''}工会委员会的任期到{full_day(ends_on)}已满。",
            "请办理换届；已经换届的，请在《设置》改本届届次和当选日期；"
            "经上级同意延期的，请保存批复。",
            facts={"ends_on": ends_on},
        )


def certificate_expiring(index: BookIndex) -> Iterator[Case]:
    """Find a certificate of the union that has expired, or soon will."""
    expires_on, today = index.book.settings.certificate_expires_on, index.book.as_of
    if expires_on is None or today < certificate_begins_on(expires_on):
        return
    left = (expires_on - today).days
    told = f"已过期 {-left} 天" if left < 0 else "今天到期" if not left else f"还有 {left} 天"
    yield Case(
        f"《设置》：工会法人资格证书{full_day(expires_on)}到期，{told}。",
        "请到上级工会换证；换好的，请在《设置》改法人证书到期日。",
        facts={"expires_on": expires_on},
    )


def decision_open(index: BookIndex) -> Iterator[Case]:
    """Find decisions of long ago of which nothing says what became of them."""
    for one in open_decisions(index.book.meetings, index.book.as_of):
        held_on = one.meeting.held_on
        if one.is_late and held_on is not None:
            yield Case(
                f"「{one.meeting.name}」{full_day(held_on)}的决议已过 {one.day_count} 天，"
                "没有填落实情况。",
                "请填写落实情况；还没有落实的，写明进展。",
                (at(one.meeting.source, Meetings.follow_up),),
                facts={"days": one.day_count},
                joint=Joint("次会议", f"的决议超过 {OPEN_DAYS} 天没有填落实情况", one.meeting.name),
            )


RULES = (
    Rule(
        "任期已满",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        term_ended,
        reason="任期届满要按时换届，延期要经上级工会同意。",
        example="2023 年 3 月 1 日当选，任期三年，到 2026 年 4 月还没有换届。",
        remedy="办理换届，改《设置》里的届次和当选日期。",
    ),
    Rule(
        "法人证书到期",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        certificate_expiring,
        reason="证书过期，开户、签合同都办不了。",
        example="证书 2026 年 5 月 1 日到期，已是 3 月 10 日。",
        remedy="换证，改《设置》里的到期日。",
    ),
    Rule(
        "决议没有落实情况",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        decision_open,
        reason="决议定了的事要有下文，检查会议记录时会看。",
        example="1 月 8 日的决议，到 5 月没有写落实情况。",
        remedy="在《会议》或《会议与公开》填写落实情况。",
    ),
)
