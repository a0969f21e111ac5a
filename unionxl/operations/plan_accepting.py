"""What the clerk chose on 《导入核对》, into the plan: each line once, the list made again."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from unionxl.domain.plan import ListedMonths
from unionxl.importing.months import MonthSpan
from unionxl.operations.outcome import Outcome
from unionxl.operations.plan_comparing import PlanTable
from unionxl.operations.plan_review import recalled
from unionxl.operations.plan_rows import (
    EACH_MONTH,
    EVERY_MONTH,
    MONTHS,
    NUMBER_PREFIX,
    last_number,
    planned_rows,
)
from unionxl.operations.plan_sheet import IMPORTED, Done, Review, standing
from unionxl.operations.taking import Changed, NewRow, Take, take_over
from unionxl.tables.holidays import HOLIDAYS
from unionxl.tables.plan import PLAN, Plan
from unionxl.values.column import Column, Kind
from unionxl.values.months import read_months
from unionxl.values.reading import parse_cell
from unionxl.views.plan_review import TITLE
from unionxl.views.plan_review_lines import (
    ADD,
    SEEN,
    TEXT,
    WANTED,
    YES,
    Why,
    review_line,
)
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.operations.plan_rows import Row
    from unionxl.operations.request import Request
    from unionxl.views.drafts import DraftLine, DraftSheet
    from unionxl.views.layout import CellValue
    from unionxl.views.plan_review_lines import ReviewLine
    from unionxl.workbook.port import TableBlock, Workbook

NAME = "accept_plan"
NO_LIST = (
    f"《{TITLE}》上没有要列入的行，工作簿没有改动。请先导入年度计划："
    f"有疑问的、没有读懂的会列在《{TITLE}》上。"
)
_FLAG = Column(WANTED, Kind.FLAG)
_BY_HEADER = {column.header: column for column in PLAN.columns}


def accept_chosen(request: Request) -> Outcome:
    """Take over what was chosen."""
    return accept_plan(request.open(), as_of=request.as_of).outcome


def accept_plan(workbook: Workbook, *, as_of: dt.date) -> Done:
    """Take over what was chosen on the list, and make the list again."""
    draft = standing(workbook)
    if not draft.lines:
        return Done(Outcome(NO_LIST), 0)
    book, _ = read_book(workbook, as_of=as_of, tables=(PLAN,), if_there=(HOLIDAYS,))
    taking = _Taking(workbook.read_table(PLAN.name), book)
    taken = take_over(workbook, draft, tuple(taking.takes(draft)), fiscal_year=book.fiscal_year)
    after = replace(taken.draft, lines=tuple(map(_seen, taken.draft.lines)))
    review, notes = Review(workbook, book, draft, after), tuple(_left(draft, taken.left))
    done = review.finish(NAME, taking.summary(), notes, is_filled=taken.is_written)
    return replace(done, waiting=len(taken.left))


def _seen(line: DraftLine) -> DraftLine:
    """Return a line as one that lay before the clerk when she took over what she wanted."""
    return line if line.is_registered else line.knowing(**{SEEN: YES})


def _left(draft: DraftSheet, left: Mapping[str, str]) -> Iterator[str]:
    """Say which lines were left standing and why."""
    for line in draft.lines:
        if line.key in left:
            yield f"《{TITLE}》第 {line.row} 行没有导入：{left[line.key]}"


class _Taking:
    """The lines of the list while they are taken over."""

    def __init__(self, block: TableBlock, book: UnionBook) -> None:
        self._book = book
        self._table = PlanTable(block, book)
        self._last = last_number(block)
        self._done: Counter[str] = Counter()

    def summary(self) -> str:
        """Say what was done."""
        added, changed, there = (self._done[name] for name in ("added", "changed", "there"))
        parts = (
            f"{IMPORTED}《{PLAN.sheet}》{added} 项" if added else "",
            f"已改《{PLAN.sheet}》{changed} 项" if changed else "",
            f"另有 {there} 项已在表中，未重复导入" if there else "",
        )
        said = "，".join(part for part in parts if part)
        return f"{said}。" if said else f"《{TITLE}》上没有新选的行，《{PLAN.sheet}》没有改动。"

    def takes(self, draft: DraftSheet) -> Iterator[Take]:
        """Yield what becomes of the lines that she wants, or why they are left standing."""
        for line in draft.open_lines:
            one = review_line(line)
            take = self._dated if one.why is Why.UNDATED else self._wanted
            found = take(line, one)
            if found is not None:
                yield found

    def _wanted(self, line: DraftLine, one: ReviewLine) -> Take | None:
        """Return what becomes of a line by the word beside it."""
        word = line.text(WANTED)
        is_wanted, problem = parse_cell(line.cells.get(WANTED), _FLAG, self._book.fiscal_year)
        if word == ADD and one.why is Why.CHANGED:
            return self._new(line, one)
        if problem is not None:
            return Take(line.key, reason=f"“{word}”看不出要不要导入。请选“是”或“否”。")
        if is_wanted:
            return self._changed(line, one) if one.why is Why.CHANGED else self._new(line, one)
        if word == one.wanted and any(
            line.text(name) not in {"", told}
            for name, told in ((MONTHS, one.months), (TEXT, one.text))
        ):
            return Take(line.key, reason="改了月份或工作内容，没有选“是”。要导入的，请选“是”。")
        return None

    def _new(self, line: DraftLine, one: ReviewLine) -> Take:
        """Return the rows that a line becomes: one for each line of its text."""
        months = (line.text(MONTHS) if MONTHS in line.cells else one.months).strip()
        works = [work.strip() for work in (line.text(TEXT) or one.text).split("\n")]
        works = [work for work in works if work]
        if reason := self._why_not(months) or ("" if works else "没有写工作内容。请补写。"):
            return Take(line.key, reason=reason)
        rows, numbers, there = [], [], []
        for work in works:
            row = self._row(one, months, work)
            number = self._table.number_of(row)
            if number is None:
                self._last += 1
                number = row[PLAN.key] = f"{NUMBER_PREFIX}{self._last:03d}"
                self._table.note(row, number)
                rows.append(NewRow(PLAN, {_BY_HEADER[name]: row[name] for name in row}))
                numbers.append(number)
            else:
                there.append(number)
        self._done.update(added=len(numbers), there=len(there))
        told = ((IMPORTED, numbers), ("表中已有", there))
        return Take(
            line.key,
            tuple(rows),
            told="，".join(f"{word} {'、'.join(some)}" for word, some in told if some),
        )

    def _row(self, one: ReviewLine, months: str, work: str) -> Row:
        """Return the row of a piece of work in the months that are written beside it."""
        year = self._book.fiscal_year
        named, _ = read_months(months, year)
        item = replace(recalled(one.item), text=work, line=one.line)
        if EACH_MONTH.fullmatch(months):
            item = replace(item, months=(), label=EVERY_MONTH)
        else:
            listed = tuple(month.month for month in named)
            numbers = listed if isinstance(named, ListedMonths) else MonthSpan(listed)
            item = replace(item, months=numbers, year_offset=named[0].year - year, label="")
        (planned,) = planned_rows((item,), year, self._book, one.document)
        return planned.row

    def _why_not(self, months: str) -> str:
        """Say why months that are written cannot be taken, "" where they can."""
        if not months:
            return "没有写月份。请写月份，如 3、7-8月、每月。"
        if not read_months(months, self._book.fiscal_year)[0]:
            return f"“{months}”看不出是哪个月。请写成 3、7-8月、每月 的样子。"
        return ""

    def _changed(self, line: DraftLine, one: ReviewLine) -> Take:
        """Return the changes that make a row of the plan say what the document says."""
        values = {
            _BY_HEADER[name]: _value(_BY_HEADER[name], text) for name, text in one.columns.items()
        }
        return self._change(line, one, values, "已改")

    def _dated(self, line: DraftLine, one: ReviewLine) -> Take | None:
        """Return the months for a row that had none."""
        months = line.text(MONTHS)
        if not months:
            return None
        if reason := self._why_not(months):
            return Take(line.key, reason=reason)
        written = self._row(one, months, one.text)[MONTHS]
        return self._change(line, one, {Plan.planned_months: written}, "已填月份")

    def _change(
        self, line: DraftLine, one: ReviewLine, values: Mapping[Column, CellValue], told: str
    ) -> Take:
        """Return changes of the row that a line is about."""
        item = self._table.item(one.number)
        if item is None:
            return Take(
                line.key, reason=f"《{PLAN.sheet}》里找不到 {one.number}。请直接在表里填写。"
            )
        self._done["changed"] += 1
        changed = Changed(PLAN, item.source.row, values)
        return Take(line.key, changes=(changed,), told=f"{told} {one.number}")


def _value(column: Column, text: str) -> CellValue:
    """Return a text of the list as it stands in a cell of the plan."""
    try:
        if column.kind is Kind.DATE:
            return dt.date.fromisoformat(text)
        return Decimal(text) if column.kind is Kind.MONEY else text
    except (ValueError, InvalidOperation):
        return text
