"""What the proposals come to, in sentences: on their sheet, in the reports, to the departments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.proposals import DAYS_NEAR
from unionxl.domain.written import figure, full_day, short_day, union_name
from unionxl.views.wording import share_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from unionxl.domain.proposals import Proposal, ProposalFigures

NOTHING_FILED = "没有立案提案"
NO_PROPOSALS = "《提案》中没有提案"


def figures_text(figures: ProposalFigures) -> str:
    """Say how many proposals there are, how they were examined, answered, settled and rated."""
    if not figures.count:
        return f"{NO_PROPOSALS}。"
    return f"{count_text(figures)}。{answers_text(figures)}。"


def count_text(figures: ProposalFigures) -> str:
    """Say how many proposals there are, and how they were examined."""
    merged = f"（其中并案 {figures.merged} 件）" if figures.merged else ""
    kinds = (
        ("立案", figures.filed, merged),
        ("作意见", figures.opinion, ""),
        ("不立案", figures.not_filed, ""),
        ("待审查", figures.unexamined, ""),
    )
    told = "，".join(f"{name} {count} 件{more}" for name, count, more in kinds if count)
    return f"收到提案 {figures.count} 件：{told}"


def answers_text(figures: ProposalFigures) -> str:
    """Say how many were answered and settled, and whether their sponsors are content."""
    if not figures.filed:
        return NOTHING_FILED
    answered = f"应答复 {figures.due} 件，已答复 {figures.answered} 件{_in_time(figures)}"
    told = [f"{answered}，答复率 {share_text(figures.answer_rate)}"]
    if figures.mean_days is not None:
        told.append(f"平均 {figure(figures.mean_days)} 天")
    told.append(f"已解决 {figures.solved} 件，落实率 {share_text(figures.solved_rate)}")
    if figures.rated:
        told.append(f"评价 {figures.rated} 件，满意率 {share_text(figures.content_rate)}")
    return "；".join(told)


def _in_time(figures: ProposalFigures) -> str:
    """Say how many of the answers came in time, and how many late."""
    kinds = (("按时", figures.in_time), ("逾期", figures.late))
    told = "、".join(f"{name} {count} 件" for name, count in kinds if count)
    return f"（{told}）" if told else ""


def to_do_text(figures: ProposalFigures) -> str:
    """Say what has to be done now, "" for nothing."""
    unrated = figures.answered - figures.rated
    kinds = (
        (figures.overdue, "件逾期没有答复，请催办"),
        (figures.near, f"件在 {DAYS_NEAR} 天内到期"),
        (figures.unexamined, "件还没有审查，请填写立案情况"),
        (unrated, "件已答复没有评价，请征求提案人意见"),
        (figures.discontent, "件不满意，请再次办理或当面说明"),
    )
    told = "；".join(f"{count} {what}" for count, what in kinds if count)
    return f"{told}。" if told else ""


def urging_texts(proposals: Iterable[Proposal], on: dt.date, unit_name: str) -> tuple[str, ...]:
    """Return a text for every department that owes answers, the latest answer first."""
    owed: dict[str, list[Proposal]] = {}
    for one in sorted(proposals, key=_due):
        if one.needs_answer and not one.is_answered(on):
            owed.setdefault(one.responsible_unit.strip(), []).append(one)
    signature = union_name(unit_name.strip())
    return tuple(
        "\n".join(filter(None, (_opening(unit, len(found)), *_owed(found, on), signature)))
        for unit, found in owed.items()
    )


def _due(one: Proposal) -> tuple[bool, str]:
    return one.answer_due_on is None, one.answer_due_on.isoformat() if one.answer_due_on else ""


def _opening(unit: str, count: int) -> str:
    """Address a department."""
    who = unit or "承办部门"
    return f"【提案催办】{who}：下列 {count} 件提案还没有答复，请书面答复并告知提案人。"


def _owed(proposals: Iterable[Proposal], on: dt.date) -> Iterator[str]:
    """Name the proposals without an answer, each with its day."""
    for one in proposals:
        due_on = one.answer_due_on
        number = f"{one.proposal_no} " if one.proposal_no else ""
        yield f"{number}{one.subject}{_until(due_on, on)}"


def _until(due_on: dt.date | None, on: dt.date) -> str:
    """Say by when an answer is due, or since when it is late.

    >>> import datetime as dt
    >>> _until(dt.date(2026, 4, 10), dt.date(2026, 4, 13))
    '（应在4月10日前答复，已逾期 3 天）'
    """
    if due_on is None:
        return "（请尽快答复）"
    day = short_day(due_on) if due_on.year == on.year else full_day(due_on)
    late = (on - due_on).days
    return f"（应在{day}前答复{f'，已逾期 {late} 天' if late > 0 else ''}）"
