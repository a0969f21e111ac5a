"""The term of the committee and the certificate of the union: until when, and what to do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.duties import Duty
from unionxl.domain.period import MONTHS_A_YEAR, months_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionxl.domain.meetings import Meeting
    from unionxl.domain.papers import Paper
    from unionxl.domain.settings import Settings
    from unionxl.domain.source import SourceRef

ELECTION, CERTIFICATE = "工会换届", "法人资格证书换证"
ELECTION_MONTHS, CERTIFICATE_DAYS = 6, 60
ELECTION_LEAD_DAYS = 184  # six months and no less
AFTER_ELECTION_DAYS = 30  # within which the certificate is to be changed
_CERTIFICATE_MONTHS = 60
# What a duty about the same may be called besides; 小组换届 is another matter.
_SAID_BESIDES = ("委员会", "工会", "选举", "大会", "届满")
MEMBERS_MEETINGS = frozenset({"会员大会", "教代会", "教职工大会"})


def term_ends_on(settings: Settings) -> dt.date | None:
    """Return the day on which the term ends, None where the settings do not tell."""
    if settings.elected_on is None or not settings.term_years:
        return None
    return months_after(settings.elected_on, MONTHS_A_YEAR * int(settings.term_years))


def election_begins_on(ends_on: dt.date) -> dt.date:
    """Return the day from which an election is to be prepared."""
    return months_after(ends_on, -ELECTION_MONTHS) or ends_on


def certificate_begins_on(expires_on: dt.date) -> dt.date:
    """Return the day from which a new certificate is to be asked for."""
    return expires_on - dt.timedelta(days=CERTIFICATE_DAYS)


def with_office_terms(
    duties: Sequence[Duty], settings: Settings, place: SourceRef
) -> tuple[Duty, ...]:
    """Return the duties with those whose day the settings tell; these stand for rows of the same.

    `place` is where the settings stand.
    """
    ends_on, expires_on = term_ends_on(settings), settings.certificate_expires_on
    kept = [
        one
        for one in duties
        if not (ends_on and _is_election(one.name)) and not (expires_on and "法人" in one.name)
    ]
    if ends_on is not None:
        name = f"{ELECTION}（{settings.term_name}）" if settings.term_name else ELECTION
        months = MONTHS_A_YEAR * int(settings.term_years)
        kept.append(_duty(name, ends_on, months, ELECTION_LEAD_DAYS, place))
    if expires_on is not None:
        kept.append(_duty(CERTIFICATE, expires_on, _CERTIFICATE_MONTHS, CERTIFICATE_DAYS, place))
    return tuple(kept)


def _is_election(name: str) -> bool:
    for word in _SAID_BESIDES:
        name = name.replace(word, "")
    return name.strip() == "换届"


def _duty(name: str, due_on: dt.date, months: int, lead_days: int, place: SourceRef) -> Duty:
    return Duty(name, "工会委员会", months, due_on, lead_days, "", "", place)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an election: the day on which a register tells of it, None for none yet."""

    name: str
    done_on: dt.date | None
    told: str = ""


def election_steps(
    ends_on: dt.date, papers: Iterable[Paper], meetings: Iterable[Meeting]
) -> tuple[Step, ...]:
    """Return what is to be done before and after an election, with what is registered of it."""
    begins_on = election_begins_on(ends_on)
    filed = [one for one in papers if one.dated_on is not None and one.dated_on >= begins_on]
    held = [one for one in meetings if one.held_on is not None and one.held_on >= begins_on]
    of_election = [one for one in filed if _names(one.title, "换届", "选举", "候选人")]
    nominated = [one for one in of_election if "候选人" in one.title]
    reported = [one for one in of_election if _names(one.title, "选举结果", "换届结果")]
    asked = [one for one in of_election if one not in (*nominated, *reported)]
    elected = [
        one
        for one in held
        if one.category in MEMBERS_MEETINGS
        and _names(f"{one.name} {one.agenda} {one.resolution}", "换届", "选举")
    ]
    changed = [one for one in filed if _names(one.title, "法人")]
    return (
        _of_papers("向上级工会请示换届", asked),
        _of_papers("候选人请示和批复", nominated),
        _of_meetings("会员大会或代表大会选举", elected),
        _of_papers("选举结果报告", reported),
        _of_papers(f"法人证书变更（选出后 {AFTER_ELECTION_DAYS} 日内）", changed),
    )


def _names(text: str, *words: str) -> bool:
    return any(word in text for word in words)


def _of_papers(name: str, papers: Sequence[Paper]) -> Step:
    last = max(papers, key=lambda one: one.dated_on or dt.date.min, default=None)
    return Step(name, last.dated_on, last.title) if last else Step(name, None)


def _of_meetings(name: str, meetings: Sequence[Meeting]) -> Step:
    last = max(meetings, key=lambda one: one.held_on or dt.date.min, default=None)
    return Step(name, last.held_on, last.name) if last else Step(name, None)
