"""The items of a month sheet: this month's and those left over, with what the clerk fills in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.domain.left_out import LeftOut
from unionxl.domain.month_states import outcome_in, state_in, states_of
from unionxl.domain.plan import PlanStatus
from unionxl.tables.plan import PLAN, Plan
from unionxl.views.bands import Band, Span, spread
from unionxl.views.layout import OFFERED_STATUS, Cell, InputTarget
from unionxl.views.month_widths import WHOLE, table_line
from unionxl.views.month_words import planned_months_text, planned_time

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.item_records import PlanRecords, Proof
    from unionxl.domain.period import Month
    from unionxl.domain.plan import WorkItem
    from unionxl.views.bands import Line

STATUS_COLUMN, OUTCOME_COLUMN = Plan.status.header, Plan.outcome.header
STATUSES = tuple(status.value for status in PlanStatus)

NUMBER, ITEM, OWNER, TIME, BUDGET, STATUS, OUTCOME = (
    Span(1, 1),
    Span(2, 9),
    Span(10, 11),
    Span(12, 13),
    Span(14, 15),
    Span(16, 17),
    Span(18, 21),
)
ITEM_SPANS = (NUMBER, ITEM, OWNER, TIME, BUDGET, STATUS, OUTCOME)
# With what registers and ledger say of an item between its state and its outcome.
RECORD_SPANS = (
    *(NUMBER, Span(2, 6), Span(7, 8), Span(9, 10), Span(11, 12), Span(13, 14)),
    *(Span(15, 17), Span(18, 21)),
)
OFFER_HINT = (
    f"“{OFFERED_STATUS}”是按登记提出的，还不是《年度计划》里的状态：下次生成月工作表时照此记入；"
    "不是这样的，请在状态中另选。"
)


@dataclass(frozen=True, slots=True)
class Row:
    """An item as it stands in a list: as a whole, or for some months of a recurring one."""

    item: WorkItem
    status: PlanStatus
    months: tuple[Month, ...] = ()
    proof: Proof | None = None
    is_offered: bool = False

    @property
    def outcome(self) -> str:
        """What came of it: of one month, of the whole item, or nothing for several months."""
        if len(self.months) > 1:
            return ""
        return outcome_in(self.item, self.months[0]) if self.months else self.item.outcome


def rows_of_month(items: Sequence[WorkItem], month: Month, records: PlanRecords) -> tuple[Row, ...]:
    """Return the rows of this month's items."""
    return tuple(
        _row(item, (month,) if month in states_of(item) else (), records) for item in items
    )


def rows_left_over(
    items: Sequence[WorkItem], month: Month, records: PlanRecords
) -> tuple[Row, ...]:
    """Return the rows of what was left open before a month.

    The months of a recurring item that were left in one state share a row; those of which
    something is registered stand for themselves.
    """
    return tuple(row for item in items for row in _left_over(item, month, records))


def _left_over(item: WorkItem, month: Month, records: PlanRecords) -> Iterator[Row]:
    """Yield the rows of one item."""
    if not item.is_recurring:
        if _is_earlier(item, month) and is_past(item, records.as_of):
            yield _row(item, (), records)
        return
    alike: dict[PlanStatus, list[Month]] = {}
    for earlier, state in states_of(item).items():
        if earlier >= month or earlier.last_on >= records.as_of or state.is_closed:
            continue
        if records.proof(item, earlier):
            yield _row(item, (earlier,), records)
        else:
            alike.setdefault(state, []).append(earlier)
    for months in alike.values():
        yield _row(item, tuple(months), records)


def _is_earlier(item: WorkItem, month: Month) -> bool:
    """Tell whether an item that does not recur is open and was all planned before a month."""
    last = item.last_planned_month
    return last is not None and last < month and not item.status.is_closed


def is_past(item: WorkItem, today: dt.date) -> bool:
    """Tell whether the last day of an item is over."""
    last = item.last_planned_on
    return last is not None and last < today


def not_due_count(items: Sequence[WorkItem], month: Month, today: dt.date) -> int:
    """Count what is open and planned before a month, and still has time on this day."""
    return sum(
        any(
            earlier < month and earlier.last_on >= today and not state.is_closed
            for earlier, state in states_of(item).items()
        )
        if item.is_recurring
        else _is_earlier(item, month) and not is_past(item, today)
        for item in items
    )


def _row(item: WorkItem, months: tuple[Month, ...], records: PlanRecords) -> Row:
    """Return one row with what is registered of it."""
    month = months[0] if months else None
    status = state_in(item, month) if month else item.status
    if len(months) > 1:
        return Row(item, status, months)
    is_offered = records.is_proven(item, month) and bool(months) == item.is_recurring
    return Row(item, status, months, records.proof(item, month), is_offered)


def numbers_in_use_once(book: UnionBook) -> frozenset[str]:
    """Return the item numbers that lead back to exactly one row of the plan."""
    uses = Counter(item.item_no for item in book.work_items)
    return frozenset(number for number, count in uses.items() if number and count == 1)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was planned before a month: what of it was left open, and what still has time."""

    rows: tuple[Row, ...]
    not_due: int
    is_first_month: bool

    @property
    def nothing(self) -> str:
        """Say that nothing is left over; what was before the first month is not known here."""
        told = "没有遗留事项。"
        return f"{told}上一年度的见上一年度的工作簿。" if self.is_first_month else told

    @property
    def note(self) -> str:
        """Say how much was planned before and is not due yet, empty for nothing."""
        return f"另有 {self.not_due} 项此前各月的事项尚未到期。" if self.not_due else ""


def earlier_items(
    items: Sequence[WorkItem], month: Month, records: PlanRecords, fiscal_year: int
) -> Earlier:
    """Return what was left open before a month."""
    return Earlier(
        rows_left_over(items, month, records),
        not_due_count(items, month, records.as_of),
        (month.year, month.month) == (fiscal_year, 1),
    )


def item_bands(
    book: UnionBook, month: Month, current: Sequence[Row], earlier: Earlier
) -> tuple[Band, Band]:
    """Lay out this month's items and those left over; what an offer is, is said once."""
    editable, besides = numbers_in_use_once(book), LeftOut.of(book).besides(PLAN)
    left_over = earlier.rows
    is_offered, was_offered = (
        any(row.is_offered and row.item.item_no in editable for row in rows)
        for rows in (current, left_over)
    )
    hints = is_offered, was_offered and not is_offered
    words = ("上月遗留", f"{besides}{earlier.nothing}")
    before = _band(month, words, left_over, editable, with_hint=hints[1])
    if earlier.note:
        note = spread((WHOLE,), (Cell(earlier.note, "not-available"),))
        before = replace(before, lines=(*before.lines, note))
    return (
        _band(
            month,
            ("本月事项", f"{besides}本月没有计划事项。"),
            current,
            editable,
            with_hint=hints[0],
        ),
        before,
    )


def _band(
    month: Month,
    words: tuple[str, str],
    rows: Sequence[Row],
    editable: frozenset[str],
    *,
    with_hint: bool,
) -> Band:
    """Lay out items with the two cells that the clerk fills in."""
    title, empty = words
    if not rows:
        nothing = spread((WHOLE,), (Cell(empty, "not-available"),))
        return Band(title, (_section(title), nothing), head=1)
    with_records = any(row.proof for row in rows)
    header = ["编号", "工作内容", "负责人", "时间", "预算(元)", STATUS_COLUMN, OUTCOME_COLUMN]
    if with_records:
        header.insert(-1, "已登记")
    spans = RECORD_SPANS if with_records else ITEM_SPANS
    names = spread(spans, [Cell(text, "header") for text in header])
    lines = [_line(row, month, spans, is_editable=row.item.item_no in editable) for row in rows]
    hint = [table_line((WHOLE,), (Cell(OFFER_HINT, "warning"),))] if with_hint else []
    above = (_section(f"{title}（{len(rows)} 项）"), *hint, names)
    again = (_section(f"{title}（续）"), names)
    return Band(title, (*above, *lines), head=len(above), again=again)


def _section(text: str) -> Line:
    """Lay out the head of a block."""
    return spread((WHOLE,), (Cell(text, "section"),), 18)


def _line(row: Row, month: Month, spans: Sequence[Span], *, is_editable: bool) -> Line:
    """Lay out one row; an item without a number of its own cannot take input."""
    item = row.item
    status, outcome = Cell(row.status.value, "body-center"), Cell(row.outcome or None)
    if is_editable:
        status = _status_cell(row)
    if is_editable and len(row.months) <= 1:
        target = InputTarget(PLAN.name, item.item_no, OUTCOME_COLUMN, row.months)
        outcome = Cell(row.outcome or None, "input", input_for=target)
    cells = [
        Cell(item.item_no or "缺编号", "code", link=item.source),
        Cell(item.description),
        Cell(item.owner or None, "body-center"),
        Cell(_time(row, month), "body-fit"),
        Cell(item.budget_amount, "money-small"),
        status,
        outcome,
    ]
    if spans is RECORD_SPANS:
        cells.insert(-1, _record_cell(row.proof))
    return table_line(spans, cells)


def _record_cell(proof: Proof | None) -> Cell:
    """Lay out what is registered: one entry, or of several how many and the last."""
    if proof is None:
        return Cell(None)
    return Cell(proof.brief, "body-center")


def _status_cell(row: Row) -> Cell:
    """Lay out the state: that of the plan, or what the registers say it should be."""
    item_no, state = row.item.item_no, row.status.value
    target = InputTarget(PLAN.name, item_no, STATUS_COLUMN, row.months)
    if row.is_offered and row.proof:
        target = InputTarget(
            PLAN.name, item_no, STATUS_COLUMN, row.months, row.proof.text, base=state
        )
        return Cell(OFFERED_STATUS, "input-choice", input_for=target, choices=STATUSES)
    return Cell(state, "input-choice", input_for=target, choices=STATUSES)


def _time(row: Row, month: Month) -> str | None:
    """Say when an item is planned; of a recurring one that was left over, in which months."""
    if row.months and row.months != (month,):
        return planned_months_text(row.months)
    return planned_time(row.item, month)
