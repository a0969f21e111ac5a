"""What the templates of reports may name of the proposals, as texts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from unionxl.domain.left_out import LeftOut
from unionxl.domain.proposals import DISCONTENT, State, figures_by, proposal_figures, state_of
from unionxl.domain.written import full_day
from unionxl.tables.proposals import PROPOSALS
from unionxl.views.proposal_words import answers_text, count_text
from unionxl.views.wording import UNKNOWN, day_text, owner_name, share_text

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.proposals import Proposal

Facts = dict[str, Any]
PROPOSAL_READS = (PROPOSALS,)
STILL_OPEN = (State.OVERDUE, State.NEAR, State.OPEN)


def proposal_facts(book: UnionBook) -> Facts:
    """Return what a year's report says of the proposals."""
    figures = proposal_figures(book.proposals, book.as_of)
    return {
        "提案概述": f"{count_text(figures)}。{answers_text(figures)}。" if figures.count else "",
        "提案": [_row(one, book) for one in book.proposals],
    }


def proposal_report_facts(book: UnionBook) -> Facts:
    """Return the facts of the report on the proposals to the congress."""
    listed, on = book.proposals, book.as_of
    figures = proposal_figures(listed, on)
    unit = owner_name(book).strip() or "本单位工会"
    sessions = list(dict.fromkeys(filter(None, (one.session.strip() for one in listed))))
    return {
        "标题": f"{unit}提案工作报告",
        "单位": unit,
        "届次": "、".join(sessions),
        "年度": book.fiscal_year,
        "日期": full_day(on),
        "无提案": LeftOut.of(book).nothing(PROPOSALS),
        "未计入": LeftOut.of(book).text(PROPOSALS, here="本文"),
        "征集概述": f"{count_text(figures)}。" if figures.count else "",
        "答复概述": f"{answers_text(figures)}。",
        "有立案": bool(figures.filed),
        "类别": [
            {
                "名称": name or UNKNOWN,
                "件数": one.count,
                "占比": share_text(Decimal(one.count) / figures.count),
                "立案": one.filed,
            }
            for name, one in figures_by(listed, on, lambda one: one.category)
        ],
        "部门": [
            {
                "名称": name or UNKNOWN,
                "应答复": one.due,
                "已答复": one.answered,
                "答复率": share_text(one.answer_rate),
                "落实率": share_text(one.solved_rate),
                "满意率": share_text(one.content_rate),
            }
            for name, one in figures_by(listed, on, lambda one: one.responsible_unit)
            if one.due
        ],
        **proposal_facts(book),
        "未答复": [_row(one, book) for one in listed if state_of(one, on) in STILL_OPEN],
        "不满意": [_row(one, book) for one in listed if one.satisfaction.strip() == DISCONTENT],
        "优秀": [_row(one, book) for one in listed if one.is_outstanding],
    }


def _row(one: Proposal, book: UnionBook) -> dict[str, str]:
    """Return what a report says of one proposal."""
    waiting = "未答复" if one.needs_answer else "—"
    return {
        "编号": one.proposal_no,
        "案由": one.subject,
        "提案人": one.sponsor or "—",
        "附议人": one.seconders or "—",
        "承办": one.responsible_unit or "—",
        "立案": one.filing or State.UNEXAMINED.value,
        "期限": day_text(one.answer_due_on) or "没有期限",
        "答复": day_text(one.answered_on) or waiting,
        "落实": one.result or one.outcome or "—",
        "结果": one.outcome or "—",
        "满意度": one.satisfaction or "—",
        "状态": state_of(one, book.as_of).value,
    }
