"""Rules about plan items against what was done and paid for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.domain.month_states import state_of
from unionxl.domain.plan import PlanStatus
from unionxl.domain.written import money
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.activities import Activities
from unionxl.tables.ledger import Ledger
from unionxl.tables.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.source import SourceRef
    from unionxl.rules.book_index import BookIndex

EVENT_CATEGORIES = frozenset({"文体活动", "学习培训", "女工工作", "志愿公益", "民主管理"})


def item_done_without_record(index: BookIndex) -> Iterator[Case]:
    """Find plan items marked done of which no table tells anything.

    An event needs its activity; anything else a payment, an activity or a word on the outcome.
    """
    held = {activity.item_no for activity in index.book.activities}
    paid = {entry.item_no for entry in index.book.ledger_entries}
    traced = index.plan.records.by_item
    for item in index.plan.kept_items:
        if state_of(item) is not PlanStatus.DONE or item.item_no in held:
            continue
        has_trace = item.item_no in paid or item.item_no in traced or bool(item.outcome)
        if not has_trace:
            yield Case(
                f"“{item.description}”已完成，但没有活动、收支和完成情况的记录。",
                "请在《活动台账》补登，或填写完成情况。",
                (at(item.source, Plan.outcome),),
            )
        elif held and item.category in EVENT_CATEGORIES:
            yield Case(
                f"“{item.description}”已完成，《活动台账》中没有登记。",
                "请在《活动台账》补登这次活动，填写相同的计划编号。",
                (at(item.source, Plan.status),),
                severity=Severity.NOTE,
            )


def item_over_budget(index: BookIndex) -> Iterator[Case]:
    """Find plan items on which more was spent than planned."""
    for item in index.book.work_items:
        spent = index.plan.expense_by_item.get(item.item_no, ZERO)
        if item.budget_amount is not None and spent > item.budget_amount:
            over = spent - item.budget_amount
            yield Case(
                f"“{item.description}”预算 {money(item.budget_amount)} 元，"
                f"已支出 {money(spent)} 元，超出 {money(over)} 元。",
                "请核对各笔支出的计划编号；确已超出的，请补办审批。",
                (at(item.source, Plan.budget_amount),),
                facts={"over_amount": over, "spent_amount": spent},
            )


def item_unknown(index: BookIndex) -> Iterator[Case]:
    """Find plan numbers in ledger and activities that the plan does not have."""
    if not index.plan.items:
        return
    for entry in index.book.ledger_entries:
        if entry.item_no and entry.item_no not in index.plan.items:
            yield _unknown_item(entry.item_no, at(entry.source, Ledger.item_no))
    for activity in index.book.activities:
        if activity.item_no and activity.item_no not in index.plan.items:
            yield _unknown_item(activity.item_no, at(activity.source, Activities.item_no))


def _unknown_item(item_no: str, source: SourceRef) -> Case:
    return Case(
        f"计划编号「{item_no}」在《年度计划》中没有。",
        "请核对计划编号。",
        (source,),
        facts={"item_no": item_no},
    )


_DOUBT = (Group.AGREEMENT, Severity.WARNING, Grounds.AGREEMENT)
RULES = (
    Rule(
        "完成事项没有记录",
        *_DOUBT,
        item_done_without_record,
        reason="没有留下记录的工作，谁也看不到。",
        example="秋季运动会已完成，没有活动登记，没有支出，完成情况也空着。",
        remedy="补登活动，或填写完成情况。",
    ),
    Rule(
        "事项支出超预算",
        *_DOUBT,
        item_over_budget,
        reason="工会委员会是连同预算一起批准这个事项的。",
        example="事项预算 3,000.00 元，支出 3,000.01 元。",
        remedy="改正计划编号，或报批超出部分。",
    ),
    Rule(
        "计划编号对不上",
        *_DOUBT,
        item_unknown,
        reason="编号对不上，支出或活动就归不到事项里。",
        example="计划到 60 号为止，台账写了 88。",
        remedy="改正计划编号。",
    ),
)
