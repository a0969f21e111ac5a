"""What a printed form may name of a row: its columns by their heads, and what follows from them."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from unionxl.domain.capitals import in_capitals
from unionxl.domain.ledger import PAID_TO_A_SHOP
from unionxl.domain.period import Month
from unionxl.domain.plan import ListedMonths
from unionxl.domain.proposals import days_left
from unionxl.domain.roll import Roll
from unionxl.domain.warmth import is_warmth
from unionxl.domain.written import full_day, money, months_briefly, short_day, union_name
from unionxl.tables.activities import ACTIVITIES, Activities
from unionxl.tables.dues import DUES
from unionxl.tables.hardship import HARDSHIP
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.tables.meetings import MEETINGS
from unionxl.tables.members import Members
from unionxl.tables.plan import PLAN
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.services import SERVICES, Services
from unionxl.views.form_audit import audit_facts
from unionxl.views.form_people import (
    activity_people,
    dues_of_month,
    helped_alike,
    meeting_people,
    planned_people,
    recipients,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from unionxl.domain.activities import Activity
    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues import DuesPayment
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.meetings import Meeting
    from unionxl.domain.plan import WorkItem
    from unionxl.domain.proposals import Proposal
    from unionxl.domain.services import ServiceEntry
    from unionxl.rules.finding import Finding
    from unionxl.tables.model import Table
    from unionxl.views.form_people import Listed

YES, NO = "是", "否"
URGED = (
    "下列提案还没有答复，请按期书面答复并告知提案人；已经答复的，请把答复日期和办理结果告知工会。"
)
PEOPLE, DUES_LIST, VOUCHERS = "人员", "会费", "抽查凭证"
AUDIT_MEETING = "经审会"


@dataclass(slots=True)
class RowFacts:
    """What is known of one row: texts by name, lists of texts, and what the clerk is told."""

    facts: dict[str, str]
    lists: dict[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def take(self, listed: Listed, name: str = PEOPLE) -> None:
        """Take in a list of people."""
        self.lists[name] = listed.entries
        self.facts |= listed.sums
        self.notes += listed.notes


def row_facts(
    book: UnionBook,
    table: Table,
    record: Any,  # noqa: ANN401 - a row of any table
    findings: Sequence[Finding] = (),
) -> RowFacts:
    """Return what a form may name of a row; `findings` are those of a check, for who audits."""
    row = RowFacts(
        {
            "单位": union_name(book.settings.unit_name.strip()),
            "年份": str(book.fiscal_year),
            "今天": full_day(book.as_of),
        }
    )
    for column in table.columns:
        row.facts[column.header] = text_of(getattr(record, column.field, None))
    if table is MEETINGS:
        _meeting(book, record, row)
        if record.category == AUDIT_MEETING:
            facts, vouchers = audit_facts(book, findings, record.held_on)
            row.facts |= facts
            row.lists[VOUCHERS] = vouchers
    elif table in _MORE:
        _MORE[table](book, record, row)
    return row


def text_of(value: object) -> str:
    """Write a value of a record as it is printed.

    >>> import datetime as dt
    >>> text_of(dt.date(2026, 3, 8)), text_of(True), text_of(None)
    ('2026年3月8日', '是', '')
    """
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return months_briefly(value) if value else ""
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    return "" if value is None else str(value).strip()


_WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (dt.date, full_day),
    (Decimal, money),
    (Month, lambda month: f"{month.year}年{month.month}月"),
    (enum.Enum, lambda word: str(word.value)),
)


def _capitals(amount: Decimal | None) -> str:
    """Write an amount in capitals; none where there is none to write."""
    return in_capitals(amount) if amount else ""


def _plan(book: UnionBook, item: WorkItem, row: RowFacts) -> None:
    row.facts["已办结"] = YES if item.status.is_closed else ""
    row.facts["金额大写"] = _capitals(item.budget_amount)
    row.facts["时间"] = _time_of(item)
    row.take(planned_people(book, item))


def _time_of(item: WorkItem) -> str:
    """Write the days of an item, its months where it has none."""
    if item.days:
        first, last = item.days
        return full_day(first) if first == last else f"{full_day(first)}至{short_day(last)}"
    every = isinstance(item.planned_months, ListedMonths) and len(item.planned_months) > 1
    months = text_of(item.planned_months)
    return f"{months}（各一次）" if every else months


def _activity(book: UnionBook, activity: Activity, row: RowFacts) -> None:
    row.facts["金额大写"] = _capitals(activity.cost_amount)
    item = next((one for one in book.work_items if one.item_no == activity.item_no), None)
    listed = activity_people(book, activity, item)
    row.take(listed)
    for header, value in (
        (Activities.leader.header, item.owner if item else ""),
        (Activities.participants.header, item.audience if item else ""),
        (Activities.expected_count.header, str(len(listed.entries) or "")),
    ):
        row.facts[header] = row.facts[header] or value


def _ledger(book: UnionBook, entry: LedgerEntry, row: RowFacts) -> None:
    spent = entry.expense_amount
    row.facts["是支出"] = YES if spent else ""
    row.facts["金额大写"] = _capitals(spent or entry.income_amount)
    for column, amount in (
        (Ledger.expense_amount, spent),
        (Ledger.income_amount, entry.income_amount),
    ):
        row.facts[column.header] = money(amount) if amount else ""
    form = entry.payment_form if entry.payment_form not in PAID_TO_A_SHOP else ""
    told = (entry.beneficiary, entry.person_count, form, entry.list_signed)
    listed = recipients(book, entry)
    is_handed_out = spent and (any(told) or listed.entries)
    row.facts["是发放"] = YES if is_handed_out else ""
    if is_handed_out:
        row.take(listed)


def _service(book: UnionBook, entry: ServiceEntry, row: RowFacts) -> None:
    row.facts["未走访" if entry.served_on is None else "已走访"] = YES
    row.facts["金额大写"] = _capitals(entry.amount)
    if is_warmth(entry) and entry.served_on is not None:
        row.facts["是送温暖"] = YES
        row.take(helped_alike(book, entry))
    row.facts["慰问对象"] = entry.related_person or entry.member_name
    _of_member(book, entry.member_no, entry.member_name, row)
    name = Services.member_name.header
    row.facts[name] = row.facts[name] or row.facts.get(f"会员{name}", "")


def _hardship(book: UnionBook, one: Any, row: RowFacts) -> None:  # noqa: ANN401
    _of_member(book, one.member_no, one.member_name, row)


def _of_member(book: UnionBook, member_no: str, name: str, row: RowFacts) -> None:
    """Add what the roll says of who is meant."""
    member = Roll.of(book.members).find(member_no, name)
    if member is not None:
        row.facts[Members.group.header] = member.group
        row.facts[f"会员{Members.name.header}"] = member.name


def _meeting(book: UnionBook, meeting: Meeting, row: RowFacts) -> None:
    row.facts["是经审会"] = YES if meeting.category == AUDIT_MEETING else ""
    row.take(meeting_people(book, meeting))


def _dues(book: UnionBook, payment: DuesPayment, row: RowFacts) -> None:
    row.take(dues_of_month(book, payment), DUES_LIST)


def _proposal(book: UnionBook, proposal: Proposal, row: RowFacts) -> None:
    """Add what the department of the proposal owes an answer to."""
    on = book.as_of
    if not proposal.needs_answer or proposal.is_answered(on):
        return
    row.facts["未答复"] = YES
    row.facts["催办要求"] = URGED
    unit = proposal.responsible_unit.strip()
    owed = [
        one
        for one in book.proposals
        if one.responsible_unit.strip() == unit and one.needs_answer and not one.is_answered(on)
    ]
    row.lists["未答复提案"] = [
        {
            **{column.header: text_of(getattr(one, column.field)) for column in PROPOSALS.columns},
            "逾期": f"{-left} 天" if (left := days_left(one, on) or 0) < 0 else "",
        }
        for one in owed
    ]


_MORE: Mapping[Table, Callable[[UnionBook, Any, RowFacts], None]] = {
    PLAN: _plan,
    ACTIVITIES: _activity,
    LEDGER: _ledger,
    SERVICES: _service,
    HARDSHIP: _hardship,
    DUES: _dues,
    PROPOSALS: _proposal,
}
