"""Rules about what proves an activity or a service that cost money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.domain.written import money
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.activities import Activities
from unionxl.tables.services import Services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.rules.book_index import BookIndex


def activity_without_evidence(index: BookIndex) -> Iterator[Case]:
    """Find activities that cost money and say nothing of a plan, a list of names, a picture."""
    paid = [one for one in index.book.activities if one.cost_amount or one.voucher_no]
    for activity in paid:
        if not activity.evidence.strip():
            cost = f"花费 {money(activity.cost_amount)} 元，" if activity.cost_amount else ""
            yield Case(
                f"「{activity.name}」{cost}没有填写资料。",
                "请补齐方案、签到、照片等，填写“资料”一栏。",
                (at(activity.source, Activities.evidence),),
                joint=Joint(
                    "次有费用的活动",
                    "没有填写资料",
                    amount=activity.cost_amount,
                    out_of=len(paid),
                    unchecked="活动有没有方案和签到",
                ),
            )


def service_without_proof(index: BookIndex) -> Iterator[Case]:
    """Find services that cost money and say nothing of what proves them."""
    paid = [one for one in index.book.service_entries if one.amount]
    for service in paid:
        if not service.proof.strip():
            yield Case(
                f"「{service.member_name or service.member_no}」{service.service_kind} "
                f"{money(service.amount or ZERO)} 元，没有填写证明材料。",
                "请补齐签收单、结婚证、出院记录等，填写“证明材料”一栏。",
                (at(service.source, Services.proof),),
                joint=Joint(
                    "次有金额的服务",
                    "没有填写证明材料",
                    amount=service.amount,
                    out_of=len(paid),
                    unchecked="慰问有没有证明",
                ),
            )


_HINT = (Group.REGISTERS, Severity.NOTE, Grounds.PRACTICE)
RULES = (
    Rule(
        "活动没有资料",
        *_HINT,
        activity_without_evidence,
        reason="花了钱的活动要有方案、签到、照片，检查时逐次看。",
        example="健步走活动花了 1,128.00 元，资料一栏空着。",
        remedy="补齐资料并填写。",
    ),
    Rule(
        "服务没有证明材料",
        *_HINT,
        service_without_proof,
        reason="慰问要有事由的证明：结婚证、出生证、出院记录、签收单。",
        example="住院慰问 600.00 元，证明材料空着。",
        remedy="补齐材料并填写。",
    ),
)
