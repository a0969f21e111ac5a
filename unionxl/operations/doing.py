"""《活动登记》: an activity is typed once and stands in register, ledger and plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.item_records import plan_records
from unionxl.domain.month_states import state_in, state_of
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.errors import RequestError
from unionxl.operations.asked import check_words
from unionxl.operations.doing_rows import SURE, held_on, takes
from unionxl.operations.drafting import Drafting, DraftKind
from unionxl.operations.making import make_sheets
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.activities import ACTIVITIES, Activities
from unionxl.tables.ledger import LEDGER
from unionxl.tables.plan import PLAN, Plan
from unionxl.tables.services import SERVICES
from unionxl.views.done_sheet import (
    ACCOUNT,
    APPROVER,
    ATTENDED,
    COST,
    DAY,
    EVIDENCE,
    EXPECTED,
    FUND,
    HANDLER,
    ITEM,
    LEADER,
    NAME,
    PEOPLE,
    PLACE,
    PLANNED,
    STYLES,
    TITLE,
    VIEW_ID,
    VOUCHER,
    done_sheet,
)
from unionxl.views.drafts import DraftLine, DraftSheet
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.domain.plan import WorkItem
    from unionxl.operations.making import Reading, Sheets
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request
    from unionxl.values.column import Column, ReadValue
    from unionxl.workbook.port import Workbook

KIND = DraftKind(VIEW_ID, takes, done_sheet, (PLAN, ACTIVITIES, LEDGER), (SERVICES, ACCOUNTS))
FROM_EMPLOYER = "拨缴经费"
OPTIONS = {
    "on": DAY,
    "place": PLACE,
    "heads": ATTENDED,
    "cost": COST,
    "voucher": VOUCHER,
    "evidence": EVIDENCE,
    "handler": HANDLER,
    "approver": APPROVER,
}

READ_AS: Mapping[str, Column] = {
    "on": Activities.held_on,
    "heads": Activities.attended_count,
    "cost": Activities.cost_amount,
}


def done(request: Request) -> Outcome:
    """Register the activity that is filled in, or lay out one for an item of the plan."""
    workbook = request.open()

    def plan(reading: Reading) -> Sheets:
        check_words(request, READ_AS, reading.book.fiscal_year)
        work = Drafting(workbook, KIND, reading)
        standing = work.standing()
        if standing is not None:
            standing = work.take(standing)
        draft = _next(work.book, standing, request, workbook)
        if request.values.get("yes") and not draft.head.is_registered:
            draft = work.take(replace(draft, head=draft.head.knowing(**{SURE: "是"})))
        told = _close_item(workbook, work.book, draft)
        return work.sheets(draft, told)

    return make_sheets(
        workbook,
        VIEW_ID,
        plan,
        as_of=request.as_of,
        reads=KIND.reads,
        if_there=KIND.if_there,
    )


def _next(
    book: UnionBook, standing: DraftSheet | None, request: Request, workbook: Workbook
) -> DraftSheet:
    """Return the draft of the item that is asked for or selected, else the one that stands.

    Raises:
        RequestError: no item is meant, or one that is filled in waits.
    """
    item = _asked_item(book, request) or _selected_item(book, workbook, request)
    if item is None and standing is None:
        raise RequestError(
            "没有选中《年度计划》的一项，不知道登记哪一次活动。",
            where=f"《{TITLE}》",
            advice="请在《年度计划》选中那一行，再点「活动登记」。",
        )
    if standing is not None and (item is None or not _is_another(book, standing, item)):
        return _with_texts(standing, request)
    if standing is not None and standing.head.is_changed and not standing.head.is_registered:
        wanted = item.description if item else ""
        raise RequestError(
            f"“{standing.head.text(NAME)}”填了还没有登记，没有换成“{wanted}”。",
            where=f"《{TITLE}》",
            advice="请先改好再点一次「活动登记」；不要了的，删除这张工作表。",
        )
    return _with_texts(_begun(book, item), request) if item else standing or DraftSheet()


def _asked_item(book: UnionBook, request: Request) -> WorkItem | None:
    """Return the item that a command names.

    Raises:
        RequestError: the plan has no such item.
    """
    asked = request.values.get("item")
    if asked is None:
        return None
    found = next((one for one in book.work_items if one.item_no == asked.strip()), None)
    if found is None:
        raise RequestError(
            f"《{PLAN.sheet}》中没有编号“{asked}”。",
            where="计划编号",
            advice="请核对编号，如 P004。",
        )
    return found


def _selected_item(book: UnionBook, workbook: Workbook, request: Request) -> WorkItem | None:
    """Return the item whose row is selected; a command says itself which one it means."""
    if request.given is None:
        return None
    sheet, row = workbook.selected()
    return next(
        (one for one in book.work_items if (one.source.sheet, one.source.row) == (sheet, row)),
        None,
    )


def _is_another(book: UnionBook, standing: DraftSheet, item: WorkItem) -> bool:
    """Tell whether an item, or another turn of a recurring one, is meant instead."""
    if standing.head.facts.get(ITEM, "") != item.item_no:
        return True
    day = held_on(book, standing.head)
    is_later = day is not None and Month.of(day) < Month.of(book.as_of)
    return standing.head.is_registered and item.is_recurring and is_later


def _begun(book: UnionBook, item: WorkItem) -> DraftSheet:
    """Return the draft of an activity as the plan has it."""
    day = item.days[0] if item.days and item.days[0] <= book.as_of else book.as_of
    cells: dict[str, ReadValue] = dict.fromkeys(STYLES)
    cells |= {
        NAME: item.description,
        DAY: day,
        EXPECTED: item.planned_count,
        PEOPLE: item.audience or None,
        LEADER: item.owner or None,
        ACCOUNT: item.account_code or None,
        FUND: FROM_EMPLOYER,
    }
    facts = {ITEM: item.item_no, PLANNED: item.description}
    return DraftSheet(DraftLine("", cells, facts=facts), (), TITLE)


def _with_texts(draft: DraftSheet, request: Request) -> DraftSheet:
    """Return a draft with what the command says in its cells."""
    told = {
        name: str(request.values[option])
        for option, name in OPTIONS.items()
        if request.values.get(option) is not None
    }
    if not told or draft.head.is_registered:
        return draft
    return replace(draft, head=replace(draft.head, cells={**draft.head.cells, **told}))


def _close_item(workbook: Workbook, book: UnionBook, draft: DraftSheet) -> str:
    """Mark the item of the plan as done where the register proves it; say so."""
    number = draft.head.facts.get(ITEM, "")
    item = next((one for one in book.work_items if one.item_no == number), None)
    day = held_on(book, draft.head)
    if item is None or day is None or not draft.head.is_registered:
        return ""
    month = Month.of(day) if item.is_recurring else None
    records = plan_records(book)
    proof = records.offer(item, month)
    state = state_in(item, month) if month else state_of(item)
    if proof is None or item.is_recurring or state.is_closed:
        return ""
    told = {
        Plan.status: PlanStatus.DONE.value,
        Plan.done_on: None if item.done_on else proof.last.day,
        Plan.outcome: None if item.outcome else proof.text,
    }
    changes = [
        CellChange(item.source.row, column.header, value)
        for column, value in told.items()
        if value is not None
    ]
    workbook.set_cells(PLAN.name, changes)
    return f"《{PLAN.sheet}》{number} 记为已完成"
