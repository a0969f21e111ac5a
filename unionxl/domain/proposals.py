"""Proposals to the workers' congress: what became of each, and what all of them come to."""

from __future__ import annotations

import enum
import re
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from unionxl.domain.source import SourceRef


FILED, AS_OPINION, NOT_FILED = "立案", "作意见", "不立案"
SOLVED = "已解决"
MERGED = "并入"
CONTENT = frozenset(("满意", "基本满意", "比较满意", "很满意", "非常满意"))
DISCONTENT = "不满意"
DAYS_NEAR = 7
TENTH = Decimal("0.1")
_MERGED = re.compile(r"\s*(?:已|与)?并[入案]\s*(?:提案)?\s*([^\s，。,;；（(号]*)")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal and what became of it."""

    proposal_no: str
    session: str
    sponsor: str
    seconders: str
    subject: str
    category: str
    filing: str
    responsible_unit: str
    assigned_on: dt.date | None
    answer_due_on: dt.date | None
    answered_on: dt.date | None
    result: str
    satisfaction: str
    source: SourceRef
    outcome: str = ""
    reasons: str = ""
    is_outstanding: bool | None = None

    @property
    def is_filed(self) -> bool | None:
        """Whether it was put on file; None where that was not decided, or not written down."""
        return self.filing == FILED if self.filing else None

    @property
    def is_merged(self) -> bool:
        """Whether it is dealt with as part of another one."""
        return _MERGED.match(self.outcome) is not None

    @property
    def merged_into(self) -> str:
        """The number of the other one, "" where none is named."""
        found = _MERGED.match(self.outcome)
        return found[1] if found else ""

    @property
    def needs_answer(self) -> bool:
        """Whether it must have an answer of its own."""
        return bool(self.is_filed) and not self.is_merged

    def is_answered(self, on: dt.date) -> bool:
        """Whether it had its answer on a day."""
        return self.answered_on is not None and self.answered_on <= on

    def is_open(self, on: dt.date) -> bool:
        """Whether it still waits on a day: to be examined, or for the answer that it must have."""
        return not self.is_answered(on) and (self.is_filed is None or self.needs_answer)


class State(enum.Enum):
    """How a proposal stands, in the order of what is urgent."""

    OVERDUE = "逾期未答复"
    NEAR = f"{DAYS_NEAR} 天内到期"
    OPEN = "办理中"
    UNEXAMINED = "待审查"
    ANSWERED = "已答复未评价"
    CLOSED = "办结"
    MERGED = "并案办理"
    NOT_FILED = "未立案"


def state_of(proposal: Proposal, on: dt.date) -> State:
    """Return how a proposal stands on a day."""
    if proposal.is_filed is None:
        return State.UNEXAMINED
    if not proposal.is_filed:
        return State.NOT_FILED
    if proposal.is_merged:
        return State.MERGED
    if proposal.is_answered(on):
        return State.CLOSED if proposal.satisfaction.strip() else State.ANSWERED
    days = days_left(proposal, on)
    if days is not None and days < 0:
        return State.OVERDUE
    return State.NEAR if days is not None and days <= DAYS_NEAR else State.OPEN


def days_left(proposal: Proposal, on: dt.date) -> int | None:
    """Return how many days are left for the answer; None where it is given, or has no day."""
    if not proposal.needs_answer or proposal.answer_due_on is None or proposal.is_answered(on):
        return None
    return (proposal.answer_due_on - on).days


def repeated_keys(proposals: Iterable[Proposal]) -> frozenset[tuple[str, str]]:
    """Return the sessions and numbers that more than one row has."""
    counts = Counter(key_of(one) for one in proposals)
    return frozenset(key for key, count in counts.items() if count > 1)


def key_of(proposal: Proposal) -> tuple[str, str]:
    """Return what tells a proposal from all others: its session and its number."""
    return proposal.session.strip(), proposal.proposal_no.strip()


@dataclass(frozen=True, slots=True)
class ProposalFigures:
    """What some proposals come to on a day.

    Those that must be answered are filed and not merged into another; of the answered ones a
    rating counts. A rate of nothing is None, never all.
    """

    count: int = 0
    filed: int = 0
    opinion: int = 0
    not_filed: int = 0
    unexamined: int = 0
    merged: int = 0
    due: int = 0
    answered: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0
    near: int = 0
    solved: int = 0
    rated: int = 0
    content: int = 0
    discontent: int = 0
    mean_days: Decimal | None = None

    @property
    def open(self) -> int:
        """How many must be answered and are not yet."""
        return self.due - self.answered

    @property
    def without_deadline(self) -> int:
        """How many were answered without a day by which that had to be."""
        return self.answered - self.in_time - self.late

    @property
    def answer_rate(self) -> Decimal | None:
        """The share of those answered among those that must be."""
        return _share(self.answered, self.due)

    @property
    def solved_rate(self) -> Decimal | None:
        """The share of those solved among those filed."""
        return _share(self.solved, self.filed)

    @property
    def content_rate(self) -> Decimal | None:
        """The share of content sponsors among those who said so."""
        return _share(self.content, self.rated)


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None


def proposal_figures(proposals: Iterable[Proposal], on: dt.date) -> ProposalFigures:
    """Count proposals as they stand on a day."""
    listed = tuple(proposals)
    due = [one for one in listed if one.needs_answer]
    answered = [one for one in due if one.is_answered(on)]
    rated = [one.satisfaction.strip() for one in answered if one.satisfaction.strip()]
    lateness = [is_late for one in answered if (is_late := _is_late(one)) is not None]
    states = Counter(state_of(one, on) for one in listed)
    return ProposalFigures(
        count=len(listed),
        filed=sum(one.is_filed is True for one in listed),
        opinion=sum(one.filing == AS_OPINION for one in listed),
        not_filed=sum(one.filing == NOT_FILED for one in listed),
        unexamined=states[State.UNEXAMINED],
        merged=states[State.MERGED],
        due=len(due),
        answered=len(answered),
        in_time=lateness.count(False),
        late=lateness.count(True),
        overdue=states[State.OVERDUE],
        near=states[State.NEAR],
        solved=sum(bool(one.is_filed) and one.outcome.strip() == SOLVED for one in listed),
        rated=len(rated),
        content=sum(word in CONTENT for word in rated),
        discontent=rated.count(DISCONTENT),
        mean_days=_mean([days for one in answered if (days := _days_taken(one)) is not None]),
    )


def _is_late(one: Proposal) -> bool | None:
    """Tell whether an answer came after its day; None where it had none."""
    if one.answered_on is None or one.answer_due_on is None:
        return None
    return one.answered_on > one.answer_due_on


def _days_taken(one: Proposal) -> int | None:
    """Return the days from the assignment to the answer; None where they contradict each other."""
    if one.answered_on is None or one.assigned_on is None or one.answered_on < one.assigned_on:
        return None
    return (one.answered_on - one.assigned_on).days


def _mean(numbers: Sequence[int]) -> Decimal | None:
    if not numbers:
        return None
    return (Decimal(sum(numbers)) / len(numbers)).quantize(TENTH, rounding=ROUND_HALF_UP)


def figures_by(
    proposals: Iterable[Proposal], on: dt.date, read: Callable[[Proposal], str]
) -> tuple[tuple[str, ProposalFigures], ...]:
    """Count proposals by what a column says, in the order of the rows; "" stands last."""
    found: dict[str, list[Proposal]] = {}
    for one in proposals:
        found.setdefault(read(one).strip(), []).append(one)
    names = sorted(found, key=lambda name: not name)
    return tuple((name, proposal_figures(found[name], on)) for name in names)
