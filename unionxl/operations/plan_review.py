"""What an import of a plan leaves to the clerk: every line that has not become a row for sure."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.importing.labels import Detail
from unionxl.importing.model import BREAKS, ImportedItem
from unionxl.importing.numbering import read_number
from unionxl.importing.parser import UNSCHEDULED
from unionxl.importing.text import plain
from unionxl.operations.plan_rows import MONTHS, months_name, planned_rows
from unionxl.tables.plan import Plan
from unionxl.views.plan_review_lines import LONGEST_TEXT, NO, YES, ReviewLine, Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.importing.model import ImportedPlan, ImportResult
    from unionxl.operations.plan_comparing import Compared
    from unionxl.operations.plan_rows import PlannedRow

MOST_LISTED = 2_000  # more lines than a clerk goes through
NOT_WORK = "{}，不在按月的安排里"
NO_PLAN = "没有找到按月的安排，文档的每一行都列在这里"
NO_MONTH = "写在「{}」下，没有写明月份"
NO_MONTH_AT_ALL = "没有写明月份"
MENTIONED = "正文里提到{}，没有自动排入"
MAY_BE_NONE = "可能是"  # in a doubt whether a line is work at all: 可能是小标题
OF_OTHER_PLAN = "第 {} 份《{}》的事项，这次没有导入这一份"


@dataclass(frozen=True, slots=True)
class Imported:
    """A document with the plan that was imported from it, and what became of its items.

    `numbers` are those of the rows that new items have become, by months and text.
    """

    plan: ImportedPlan
    compared: Compared
    numbers: Mapping[int, str]
    book: UnionBook


class Listing:
    """The lines of a document that are listed for the clerk."""

    def __init__(self, result: ImportResult, document: str) -> None:
        self._result = result
        self._document = document
        self._texts = {one.number: _shown(one.text) for one in result.lines}

    def imported(self, done: Imported) -> list[ReviewLine]:
        """Return what is to be looked at once a plan is imported."""
        told = [
            *self._doubtful(done),
            *self._changed(done),
            *self._undated(done),
            *self._unread(done.plan),
            *self._suggested(),
            *self._of_other_plans(done),
        ]
        known = {one.line for one in told}
        rest = (one for one in self._result.left_over if one.line not in known)
        return told + self._rest([(one.line, NOT_WORK.format(one.reason)) for one in rest])

    def declined(self) -> list[ReviewLine]:
        """Return every line of a document that has no plan by month."""
        told = [*self._unread(None), *self._suggested()]
        known = {one.line for one in told}
        rest = (number for number, text in self._texts.items() if text and number not in known)
        return told + self._rest([(number, NO_PLAN) for number in rest])

    def _rest(self, lines: Sequence[tuple[int, str]]) -> list[ReviewLine]:
        """Return lines that are most likely no work; those that are too many are only counted."""
        shown = [self._line(Why.REST, number, why) for number, why in lines[:MOST_LISTED]]
        counted = ReviewLine(Why.REST, self._document, 0, "", "")
        return shown + [counted] * (len(lines) - len(shown))

    def _doubtful(self, done: Imported) -> Iterator[ReviewLine]:
        for one in done.compared.new:
            if one.item.doubt:
                wanted = NO if MAY_BE_NONE in one.item.doubt else YES
                yield self._item(Why.DOUBTFUL, one, one.item.doubt, wanted=wanted)

    def _changed(self, done: Imported) -> Iterator[ReviewLine]:
        for one in done.compared.differing:
            line = one.planned.item.line
            yield ReviewLine(
                Why.CHANGED,
                self._document,
                line,
                self._texts.get(line, ""),
                str(one),
                YES if one.only_fills else NO,
                str(one.planned.row[MONTHS] or ""),
                one.planned.item.text,
                one.told,
                one.number,
                remembered(one.planned.item),
            )

    def _undated(self, done: Imported) -> Iterator[ReviewLine]:
        new = ((one, done.numbers.get(id(one), "")) for one in done.compared.new)
        for one, number in (*new, *done.compared.standing):
            if number and not one.row[MONTHS]:
                label = one.item.label
                reason = NO_MONTH.format(label) if label else NO_MONTH_AT_ALL
                yield self._item(Why.UNDATED, one, reason, number=number)

    def _unread(self, plan: ImportedPlan | None) -> Iterator[ReviewLine]:
        """Yield the lines that were not understood; what the plan has without a month was."""
        unscheduled = plan.unscheduled if plan else ()
        placed = {(item.line, UNSCHEDULED.format(item.label)) for item in unscheduled}
        for one in self._result.not_understood:
            if (one.line, one.reason) not in placed:
                yield self._line(Why.UNREAD, one.line, one.reason, one.text)

    def _suggested(self) -> Iterator[ReviewLine]:
        for plan in self._result.plans:
            for one in plan.suggestions:
                named = months_name(one.months)
                months = named.removesuffix("月") if one.months else ""
                reason = MENTIONED.format(named)
                yield self._line(Why.SUGGESTED, one.line, reason, one.text, months)

    def _of_other_plans(self, done: Imported) -> Iterator[ReviewLine]:
        for plan in self._result.plans:
            if plan.index == done.plan.index:
                continue
            reason = OF_OTHER_PLAN.format(plan.index, plan.title)
            year = plan.year or done.book.fiscal_year
            items = (*plan.items, *plan.unscheduled)
            for one in planned_rows(items, year, done.book, self._document):
                yield self._item(Why.OTHER_PLAN, one, reason)

    def _line(
        self, why: Why, number: int, reason: str, text: str = "", months: str = ""
    ) -> ReviewLine:
        """Return a line of the document that was read as no item."""
        source = self._texts.get(number) or _shown(text)
        work = without_number(_shown(text) or source)[:LONGEST_TEXT]
        return ReviewLine(why, self._document, number, source, reason, months=months, text=work)

    def _item(
        self, why: Why, one: PlannedRow, reason: str, *, wanted: str = NO, number: str = ""
    ) -> ReviewLine:
        """Return the line of an item, with the row that it would become."""
        line, note = one.item.line, one.item.note or ""
        source = self._texts.get(line) or one.item.text
        return ReviewLine(
            why,
            self._document,
            line,
            source if note in source + one.item.label else f"{source} │ {note}",
            reason,
            wanted,
            str(one.row[MONTHS] or ""),
            one.item.text,
            _shown_columns(one),
            number,
            remembered(one.item),
        )


def _shown_columns(one: PlannedRow) -> dict[str, str]:
    """Return what is shown of an item beside its months and its text."""
    days = (Plan.planned_start_on, one.days.start_on), (Plan.planned_end_on, one.days.end_on)
    told = {column.header: day.isoformat() for column, day in days if day}
    return told | ({Plan.owner.header: one.item.owner} if one.item.owner else {})


def remembered(item: ImportedItem) -> str:
    """Write what is known of an item beside its months and its text."""
    details = [(one.kind, one.label, one.text) for one in item.details]
    known = (item.tentative, item.owner, item.note, item.label, details, item.times)
    return json.dumps(known, ensure_ascii=False)[:LONGEST_TEXT]


def recalled(text: str) -> ImportedItem:
    """Return an item without months and text, as it was remembered; a bare one of a bare line."""
    bare = ImportedItem((), "", tentative=False, owner="", note=None, line=0)
    try:
        tentative, owner, note, label, details, times = json.loads(text)
        return replace(
            bare,
            tentative=bool(tentative),
            owner=str(owner),
            note=None if note is None else str(note),
            label=str(label),
            details=tuple(Detail(*map(str, one)) for one in details),
            times=tuple(map(str, times)),
        )
    except (ValueError, TypeError):
        return bare


def without_number(text: str) -> str:
    """Return a line without the number that it begins with.

    >>> without_number("3、组织春游"), without_number("三八节活动")
    ('组织春游', '三八节活动')
    """
    number = read_number(plain(text))
    return text[number.end :].strip() if number else text


def _shown(text: str) -> str:
    """Return a line as it is shown: the cells of a table apart, breaks as spaces."""
    cells = (" ".join(BREAKS.sub(" ", cell).split()) for cell in text.split("\t"))
    return " │ ".join(cell for cell in cells if cell)[:LONGEST_TEXT]
