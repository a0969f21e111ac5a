"""What was ticked on month sheets, into the plan: months of recurring items, offers, days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from unionxl.domain.days_done import day_done
from unionxl.domain.item_records import plan_records, refusal
from unionxl.domain.month_states import (
    outcome_in,
    state_in,
    state_of,
    states_of,
    with_outcome,
    with_state,
)
from unionxl.domain.plan import PlanStatus, WorkItem
from unionxl.domain.source import SourceRef
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.plan import PLAN, Plan
from unionxl.tables.services import SERVICES
from unionxl.values.reading import parse_cell
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.tables import REMARK_COLUMN, TableInputs
from unionxl.workbook.port import is_header

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from unionxl.domain.item_records import PlanRecords, Proof
    from unionxl.domain.month_states import ItemTexts
    from unionxl.domain.period import Month
    from unionxl.views.layout import InputTarget
    from unionxl.workbook.inputs.typed import TypedInput
    from unionxl.workbook.port import TableBlock, Workbook

STATUS, OUTCOME, DONE_ON, MONTH_STATES = (
    column.header for column in (Plan.status, Plan.outcome, Plan.done_on, Plan.month_states)
)
# What tells of the items of the plan, where there is such a table.
RECORD_TABLES = frozenset({ACTIVITIES, SERVICES, LEDGER})


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What has to be known to bring inputs back to the plan."""

    fiscal_year: int
    records: PlanRecords


def read_plan_facts(workbook: Workbook, as_of: dt.date) -> PlanFacts:
    """Read the registers that tell of the plan."""
    book, _ = read_book(workbook, as_of=as_of, tables=(PLAN,), if_there=RECORD_TABLES)
    return PlanFacts(book.fiscal_year, plan_records(book))


class PlanInputs(TableInputs):
    """The inputs for the plan."""

    def __init__(self, block: TableBlock, facts: PlanFacts) -> None:
        super().__init__(block)
        self._facts = facts
        self._has_months = self.has(MONTH_STATES)
        self.taken_over: list[InputTarget] = []
        self._ticked: list[tuple[int, TypedInput, Proof | None]] = []

    def take(self, typed: TypedInput) -> None:
        """Take over one typed text: into the plan, or into the months that it is for."""
        index = self.row_of(typed)
        if index is None:
            return
        count = self.carried_count
        for one in self._by_month(index, typed):
            is_word = one.target.column != STATUS or self._status(one.text) is not None
            if one.target.months and not is_word:
                self.keep_beside(index, one, self.text_at(index, one.target))
            else:
                super().take(one)
                self._follow(index, one)
        self.carried_count = min(self.carried_count, count + 1)  # one cell, whatever its months

    def take_offer(self, typed: TypedInput) -> None:
        """Take over an offer that was left standing, if it still holds."""
        index = self.row_of(typed)
        if index is None:
            return
        target = typed.target
        month, item = _one(target), self._item(index)
        state = state_in(item, month) if month else item.status
        is_as_shown = typed.is_base(state.value) and bool(month) == item.is_recurring
        proof = self._facts.records.offer(item, month)
        if not is_as_shown or proof is None or proof.text != target.reason:
            return
        self.put(index, target, PlanStatus.DONE.value)
        self._fill_in(index, typed, proof)
        self.taken_over.append(target)

    def text_at(self, index: int, target: InputTarget) -> str:
        """Return what the plan says by now; of a month, what it says of the month."""
        if not target.months:
            return super().text_at(index, target)
        item, month = self._item(index), target.months[0]
        if target.column == STATUS:
            return state_in(item, month).value
        return outcome_in(item, month)

    def put(self, index: int, target: InputTarget, text: str) -> None:
        """Put a text where it belongs; that of a month beside those of the other months."""
        if not target.months:
            super().put(index, target, text)
            return
        item, month = self._item(index), target.months[0]
        if target.column == STATUS:
            state = self._status(text) or PlanStatus.NOT_STARTED
            self._write(index, item, with_state(item, month, state, has_column=self._has_months))
        else:
            self._write(index, item, with_outcome(item, month, text))

    def _write(self, index: int, item: WorkItem, texts: ItemTexts) -> None:
        """Write the cells of a recurring item that are others now."""
        for header, old, new in (
            (STATUS, item.status.value, texts.status),
            (MONTH_STATES, item.month_states, texts.month_states),
            (OUTCOME, item.outcome, texts.outcome),
        ):
            if new != old:
                self.change(index, header, new)

    def _by_month(self, index: int, typed: TypedInput) -> Iterator[TypedInput]:
        """Yield an input for each month that it speaks of, itself where the item does not recur.

        On sheets of earlier versions the cells of a recurring item say no month.
        """
        item, target = self._item(index), typed.target
        if not item.is_recurring:
            yield replace(typed, target=replace(target, months=()))
            return
        is_whole = typed.is_base(item.outcome) and bool(item.outcome) and not target.months
        if target.column != STATUS and is_whole:
            yield typed
            return
        months = target.months
        if not months and typed.month in item.planned_months:
            months = (typed.month,)
        elif not months and target.column == STATUS:
            states = states_of(item).items()
            months = tuple(month for month, state in states if not state.is_closed)
        if not months:
            yield typed
        for month in months:
            one = replace(typed, target=replace(target, months=(month,)))
            if month not in item.planned_months:
                self.keep_beside(index, one, "")
                continue
            if not target.months and typed.is_base(state_of(item).value):
                one = replace(one, base=state_in(item, month).value)
            yield one

    def _follow(self, index: int, typed: TypedInput) -> None:
        """Enter the day of what was ticked, or that what was offered is not so."""
        target = typed.target
        if target.column != STATUS:
            return
        is_done = self.text_at(index, target) == PlanStatus.DONE.value
        if target.reason and not is_done:
            self._refuse(index, typed)
        elif target.reason:
            proof = self._facts.records.proof(self._item(index), _one(target))
            is_as_shown = proof is not None and proof.text == target.reason
            self._ticked.append((index, typed, proof if is_as_shown else None))
        elif is_done:
            self._ticked.append((index, typed, None))

    def finish(self) -> None:
        """Say of what was ticked when it was done and what came of it, but for what was typed."""
        for index, typed, proof in self._ticked:
            self._fill_in(index, typed, proof)

    def _fill_in(self, index: int, typed: TypedInput, proof: Proof | None) -> None:
        """Enter what came of an item and on which day, where nothing is said of it yet."""
        outcome = replace(typed.target, column=OUTCOME)
        if proof is not None and not self.text_at(index, outcome):
            self.put(index, outcome, proof.text)
        item = self._item(index)
        if state_of(item) is PlanStatus.DONE and not self.text(index, DONE_ON):
            day = day_done(item, self._facts.records, typed.month)
            self.change(index, DONE_ON, day)

    def _refuse(self, index: int, typed: TypedInput) -> None:
        """Remember that what is registered does not make an item done."""
        told, remark = refusal(typed.target.reason), self.text(index, REMARK_COLUMN)
        if told in remark:
            return
        self.change(index, REMARK_COLUMN, f"{remark}；{told}" if remark else told)
        self.notes.append(
            f"《{typed.sheet}》第 {typed.row} 行没有选“已完成”，已在《{self.block.sheet}》"
            f"第 {self.block.row_number(index)} 行备注记下“{told}”，不再提示这次登记。"
        )

    def _status(self, text: str) -> PlanStatus | None:
        """Return the state that a word stands for, None for a word that is none."""
        value, problem = parse_cell(text, Plan.status, self._facts.fiscal_year)
        return value if isinstance(value, PlanStatus) and problem is None else None

    def _item(self, index: int) -> WorkItem:
        """Return a row of the plan, as changed so far."""
        row = self.block.row_number(index)
        values: dict[str, Any] = {}
        for column in PLAN.columns:
            at = next(
                (
                    n
                    for n, header in enumerate(self.block.header)
                    if is_header(header, column.header)
                ),
                None,
            )
            cell = None if at is None else self.block.rows[index][at]
            change = self.changes.get((row, column.header))
            if change is not None and not isinstance(change.value, Decimal):
                cell = change.value
            values[column.field], _ = parse_cell(cell, column, self._facts.fiscal_year)
        return WorkItem(**values, source=SourceRef(self.block.sheet, row))


def _one(target: InputTarget) -> Month | None:
    """Return the month of a target, None where it is for the whole item."""
    return target.months[0] if target.months else None
