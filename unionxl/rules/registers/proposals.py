"""Rules about proposals: who makes them, when they are answered, and what came of them."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.proposals import DISCONTENT, MERGED
from unionxl.domain.written import full_day
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.proposals import Proposals
from unionxl.words.people import may_be_name, parts_of_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.proposals import Proposal
    from unionxl.rules.book_index import BookIndex

TO_RATE = dt.timedelta(days=15)  # after an answer
_NOT_LETTERS = re.compile(r"[\W_]+")
_HEADS = re.compile(r"(\d+)\s*[人名位]")


def proposal_repeated(index: BookIndex) -> Iterator[Case]:
    """Find proposals that one person made twice in a session."""
    rows: defaultdict[tuple[str, str, str], list[Proposal]] = defaultdict(list)
    for proposal in index.book.proposals:
        subject = _NOT_LETTERS.sub("", proposal.subject)
        if not proposal.is_merged:
            rows[proposal.session, "".join(proposal.sponsor.split()), subject].append(proposal)
    for (_, sponsor, subject), found in rows.items():
        for proposal in found[1:] if subject else ():
            by = f"，提案人都是「{sponsor}」" if sponsor else ""
            yield Case(
                f"“{proposal.subject}”与第 {found[0].source.row} 行的案由相同{by}。",
                f"请核对；并案办理的，请在“办理结果”写 {MERGED} 和那一件的编号；重复的请删除一行。",
                (at(proposal.source, Proposals.subject),),
            )


def proposal_days_contradict(index: BookIndex) -> Iterator[Case]:
    """Find proposals that were answered or due before they were assigned, or rated unanswered."""
    for one in index.book.proposals:
        assigned_on, due_on, answered_on = one.assigned_on, one.answer_due_on, one.answered_on
        if assigned_on and answered_on and answered_on < assigned_on:
            told, cell = _order("答复日期", answered_on, "交办日期", assigned_on), one.source
            column = Proposals.answered_on
        elif assigned_on and due_on and due_on < assigned_on:
            told, cell = _order("答复期限", due_on, "交办日期", assigned_on), one.source
            column = Proposals.answer_due_on
        elif answered_on and answered_on > index.book.as_of:
            told, cell = f"答复日期{full_day(answered_on)}还没有到", one.source
            column = Proposals.answered_on
        elif one.is_filed and one.satisfaction and answered_on is None:
            told, cell = f"填了满意度“{one.satisfaction}”，没有答复日期", one.source
            column = Proposals.answered_on
        else:
            continue
        yield Case(f"提案“{one.subject}”{told}。", "请核对这几个日期。", (at(cell, column),))


def _order(first: str, day: dt.date, second: str, other: dt.date) -> str:
    """Say that one day lies before another."""
    return f"{first}{full_day(day)}早于{second}{full_day(other)}"


def proposal_without_seconder(index: BookIndex) -> Iterator[Case]:
    """Find proposals with fewer seconders than the settings ask for."""
    least = index.book.settings.seconder_count
    for proposal in index.book.proposals if least else ():
        seconders, sponsors = _heads(proposal.seconders), _heads(proposal.sponsor)
        if seconders is None or sponsors is None:
            continue
        # those who make it together second each other
        count = seconders + max(0, sponsors - 1)
        if least and count < least:
            told = f"附议人只有 {count} 名" if count else "没有附议人"
            yield Case(
                f"提案“{proposal.subject}”{told}，应有 {least} 名。",
                "请补填附议人；不要求附议的，请清空设置的“附议人数”。",
                (at(proposal.source, Proposals.seconders),),
                joint=Joint("件提案", f"附议人不足 {least} 名", f"“{proposal.subject}”"),
            )


def _heads(text: str) -> int | None:
    """Count the persons that a cell names; None for a group or a delegation."""
    if told := _HEADS.search(text):
        return int(told[1])
    parts = parts_of_list(text)
    return len(set(parts)) if all(map(may_be_name, parts)) else None


def proposal_not_closed(index: BookIndex) -> Iterator[Case]:
    """Find proposals that were answered some time ago, without a result or without a rating."""
    for one in index.book.proposals:
        answered_on = one.answered_on
        if not one.is_filed or answered_on is None or index.book.as_of - answered_on < TO_RATE:
            continue
        missing = [
            column
            for column, is_there in (
                (Proposals.outcome, one.outcome or one.result),
                (Proposals.satisfaction, one.satisfaction),
            )
            if not is_there
        ]
        if missing and not one.is_merged:
            lacking = "和".join(f"“{column.header}”" for column in missing)
            yield Case(
                f"提案“{one.subject}”{full_day(answered_on)}已答复，没有填{lacking}。",
                "请征求提案人的意见后补填。",
                (at(one.source, missing[0]),),
                joint=Joint("件提案", f"已答复，没有填{lacking}", f"“{one.subject}”"),
            )


def proposal_dissatisfied(index: BookIndex) -> Iterator[Case]:
    """Find proposals whose sponsors were not content with the answer."""
    for proposal in index.book.proposals:
        if proposal.satisfaction.strip() == DISCONTENT:
            yield Case(
                f"提案“{proposal.subject}”的提案人对答复不满意。",
                "请承办部门再次办理或当面说明，再填写结果。",
                (at(proposal.source, Proposals.satisfaction),),
            )


RULES = (
    Rule(
        "提案重复",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.ARITHMETIC,
        proposal_repeated,
        reason="同一件提案登记两行，件数和答复率都会错。",
        example="赵丽的“增设饮水机”有 T3 和 T9 两行。",
        remedy="删除一行；并案的写明并入哪一件。",
    ),
    Rule(
        "提案的日期矛盾",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        proposal_days_contradict,
        reason="答复早于交办，或期限早于交办，办理天数和按时率都会错。",
        example="5 月 1 日交办，答复日期写成 4 月 1 日。",
        remedy="改正日期。",
    ),
    Rule(
        "附议人不足",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.OWN_PAPERS,
        proposal_without_seconder,
        reason="教代会的提案一般要有附议人；设置里填了人数才检查。",
        example="设置要求 2 名，一件提案的附议人空着。",
        remedy="补填附议人；不要求的，清空设置。",
    ),
    Rule(
        "提案答复后没有办结",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        proposal_not_closed,
        reason="件件有回音，还要有结果和提案人的评价。",
        example="5 月 10 日答复，办理结果和满意度空着。",
        remedy="补填办理结果和满意度。",
    ),
    Rule(
        "提案人不满意",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        proposal_dissatisfied,
        reason="不满意的提案要再办理或再说明。",
        example="哺乳室的提案，满意度填了不满意。",
        remedy="再次办理，并填写结果。",
    ),
)
