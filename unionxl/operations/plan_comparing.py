"""Items of a document against the rows of the plan: which are new, the same, or changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from unionxl.domain.written import figure
from unionxl.importing.text import plain, squeeze
from unionxl.operations.plan_rows import MONTHS, TEXT, months_named, months_written
from unionxl.tables.plan import PLAN, Plan
from unionxl.values.text import as_text
from unionxl.views.plan_review import DAYS, days_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.plan import WorkItem
    from unionxl.operations.plan_rows import Known, PlannedRow, Row
    from unionxl.values.column import Column
    from unionxl.workbook.port import TableBlock

ALIKE, ALIKE_IN_LINE = 0.6, 0.3
MOST_COMPARED = 20_000
_ORIGIN = re.compile(r"(?P<document>.*) 第(?P<line>\d+)行", re.DOTALL)
_STOPS = "。；;.、,， "
# What is said of a row, and how it is told.
_SHOWN: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    MONTHS: lambda told: told.get(MONTHS, ""),
    TEXT: lambda told: told.get(TEXT, ""),
    DAYS: days_text,
    Plan.owner.header: lambda told: told.get(Plan.owner.header, ""),
    Plan.budget_amount.header: lambda told: told.get(Plan.budget_amount.header, ""),
}


@dataclass(frozen=True, slots=True)
class Differing:
    """A row of the plan and what a document says of it otherwise, by the headers of the plan."""

    planned: PlannedRow
    number: str
    now: Mapping[str, str]
    told: Mapping[str, str]

    @property
    def only_fills(self) -> bool:
        """Whether the plan says nothing yet of what the document says."""
        return not any(self.now.values())

    def __str__(self) -> str:
        """Say both."""
        sides = [(name, told_as(self.now), told_as(self.told)) for name, told_as in _SHOWN.items()]
        parts = (
            f"{name}：表中{f'“{old}”' if old else '空着'}，文档“{new}”"
            for name, old, new in sides
            if new
        )
        return f"《{PLAN.sheet}》{self.number} {'；'.join(parts)}"


@dataclass(frozen=True, slots=True)
class Compared:
    """Items of a document: new ones, those that the plan has by number, and what differs."""

    new: tuple[PlannedRow, ...]
    standing: tuple[tuple[PlannedRow, str], ...]
    differing: tuple[Differing, ...]


class PlanTable:
    """The rows of the plan, by months and text, and by the line that they came from."""

    def __init__(self, block: TableBlock, book: UnionBook) -> None:
        self._year = book.fiscal_year
        items = {item.source.row: item for item in book.work_items}
        months, text, number = (block.position(one) for one in (MONTHS, TEXT, PLAN.key))
        self._known: dict[Known, str] = {}
        self._items: dict[str, WorkItem] = {}
        for index, row in enumerate(block.rows):
            known = (months_named(as_text(row[months]), self._year), same_text(as_text(row[text])))
            named = as_text(row[number])
            self._known.setdefault(known, named)
            item = items.get(block.row_number(index))
            if item is not None:
                self._items.setdefault(named, item)

    def number_of(self, row: Row) -> str | None:
        """Return the number of the row that an item is, known by months and text."""
        text = same_text(str(row[TEXT]))
        written = ((months_named(one, self._year), text) for one in months_written(row[MONTHS]))
        return next((self._known[one] for one in written if one in self._known), None)

    def note(self, row: Row, number: str) -> None:
        """Know a row that is about to be added."""
        known = months_named(row[MONTHS], self._year), same_text(str(row[TEXT]))
        self._known.setdefault(known, number)

    def item(self, number: str) -> WorkItem | None:
        """Return the item with a number, None where its row is not there or cannot be read."""
        return self._items.get(number)

    def from_document(self, document: str) -> Iterator[tuple[str, int, WorkItem]]:
        """Yield number, line and item of the rows that came from a document."""
        for number, item in self._items.items():
            match = _ORIGIN.fullmatch(item.origin)
            if match and match["document"] == document:
                yield number, int(match["line"]), item


def same_text(text: str) -> str:
    """Return what of a text makes it the same work: no spaces, widths or closing marks.

    >>> same_text("组织 春游；") == same_text("组织春游")
    True
    """
    return squeeze(plain(text)).rstrip(_STOPS)


def compare(
    planned: Sequence[PlannedRow], table: PlanTable, document: str, taken: frozenset[str]
) -> Compared:
    """Hold the items of a document against the plan.

    `taken` are the numbers of rows that the clerk took over from lines of the document; they are
    no items of it that were changed.
    """
    standing: list[tuple[PlannedRow, str]] = []
    missing: list[PlannedRow] = []
    for one in planned:
        number = table.number_of(one.row)
        if number is None:
            missing.append(one)
        else:
            standing.append((one, number))
    known = {number for _, number in standing} | taken
    left = [one for one in table.from_document(document) if one[0] not in known]
    pairs = list(_pairs(missing, left))
    paired = {id(one) for one, _, _ in pairs}
    differing = [_differing(one, number, item, is_known=False) for one, number, item in pairs]
    for one, number in standing:
        item = table.item(number)
        if item is not None:
            differing.append(_differing(one, number, item, is_known=True))
    new = (one for one in missing if id(one) not in paired)
    return Compared(tuple(new), tuple(standing), tuple(one for one in differing if one.told))


def _pairs(
    missing: Sequence[PlannedRow], left: list[tuple[str, int, WorkItem]]
) -> Iterator[tuple[PlannedRow, str, WorkItem]]:
    """Yield items that stand in no row with the row that they seem to be, changed."""
    if len(missing) * len(left) > MOST_COMPARED:
        return
    for one in missing:
        scored = [(_likeness(one, line, item), number, item) for number, line, item in left]
        best = max(scored, key=lambda each: each[0], default=None)
        if best is not None and best[0] > 0:
            left[:] = [each for each in left if each[0] != best[1]]
            yield one, best[1], best[2]


def _likeness(one: PlannedRow, line: int, item: WorkItem) -> float:
    """Return how much an item is like a row from the same document, 0 where it is another."""
    texts = same_text(str(one.row[TEXT])), same_text(item.description)
    if texts[0] == texts[1]:
        return 2
    in_line = line == one.item.line
    same_months = one.months == item.planned_months
    if not in_line and not same_months:
        return 0
    likeness = SequenceMatcher(None, *texts, autojunk=False).ratio()
    if in_line and (same_months or likeness >= ALIKE_IN_LINE):
        return 1 + likeness / 2
    return likeness if likeness >= ALIKE else 0


def _differing(one: PlannedRow, number: str, item: WorkItem, *, is_known: bool) -> Differing:
    """Return what a document says of a row otherwise; where it says nothing, the row stands.

    A row that `is_known` says the same months and text, in whatever way they are written.
    """
    found = [*([] if is_known else _named(one, item)), *_days(one, item), *_other(one, item)]
    now = {column.header: old for column, old, _ in found if old}
    told = {column.header: new for column, _, new in found if new}
    return Differing(one, number, now, told)


Said = tuple["Column", str, str]  # a column, what the row says, what the document says


def _named(one: PlannedRow, item: WorkItem) -> Iterator[Said]:
    """Yield months and text where they differ."""
    if one.months and one.months != item.planned_months:
        months = "、".join(str(each.month) for each in item.planned_months)
        yield Plan.planned_months, months, str(one.row[MONTHS])
    if same_text(str(one.row[TEXT])) != same_text(item.description):
        yield Plan.description, item.description, str(one.row[TEXT])


def _days(one: PlannedRow, item: WorkItem) -> Iterator[Said]:
    """Yield first and last day where a document says other ones, not where they are proposed."""
    said = (one.days.start_on, one.days.end_on)
    known = (item.planned_start_on, item.planned_end_on)
    if one.days.proposed or not any(said) or said in {known, (known[0], None)}:
        return
    columns = (Plan.planned_start_on, Plan.planned_end_on)
    for column, old, new in zip(columns, known, said, strict=True):
        yield column, _iso(old), _iso(new)


def _other(one: PlannedRow, item: WorkItem) -> Iterator[Said]:
    """Yield owner and budget where a document says others."""
    owner, budget = (one.row[column.header] for column in (Plan.owner, Plan.budget_amount))
    if owner and same_text(str(owner)) != same_text(item.owner):
        yield Plan.owner, item.owner, str(owner)
    if isinstance(budget, Decimal) and budget != item.budget_amount:
        yield Plan.budget_amount, _figure(item.budget_amount), _figure(budget)


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _figure(amount: Decimal | None) -> str:
    return "" if amount is None else figure(amount)
