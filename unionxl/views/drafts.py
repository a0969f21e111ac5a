"""Drafts: generated sheets whose lines become rows of input tables at the next click.

A line has a lasting key and cells by name; what is typed into them is found again by these, in
whatever order the lines stand. A line that was taken over is locked and says where it went; one
that could not be is left standing with the reason.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.values.reading import TOO_LARGE
from unionxl.values.text import as_text
from unionxl.views.layout import DRAFT_MARK, Cell, InputTarget, LineFacts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.domain.source import SourceRef
    from unionxl.values.column import ReadValue
    from unionxl.views.layout import CellValue

# Facts that every draft has: where a line went, and why it did not go.
REGISTERED, REASON = "=registered", "=reason"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A line of a draft as it stands on its sheet, its head where `key` is empty.

    `cells` are the input cells and `bases` the texts that they were made with, `facts` what the
    sheet knows of the line besides.
    """

    key: str
    cells: Mapping[str, ReadValue] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    row: int = 0

    def text(self, name: str) -> str:
        """Return what stands in an input cell, or a fact, as the clerk reads it."""
        return as_text(self.cells[name]) if name in self.cells else self.facts.get(name, "")

    @property
    def is_registered(self) -> bool:
        """Whether the line has become rows."""
        return bool(self.registered)

    @property
    def registered(self) -> str:
        """Where the line went: 已登记 第 12 行."""
        return self.facts.get(REGISTERED, "")

    @property
    def reason(self) -> str:
        """Why the line was left standing."""
        return self.facts.get(REASON, "")

    @property
    def is_changed(self) -> bool:
        """Whether anything was typed since the sheet was made, or waits since before."""
        typed = (as_text(value) != self.bases.get(name) for name, value in self.cells.items())
        return bool(self.reason) or any(typed)

    def knowing(self, **facts: str) -> DraftLine:
        """Return the line with other facts."""
        return replace(self, facts={**self.facts, **facts})

    def taken(self, registered: str) -> DraftLine:
        """Return the line as one that has become rows: nothing in it can be changed any more."""
        texts = {name: as_text(value) for name, value in self.cells.items()}
        facts = {**self.facts, **texts, REGISTERED: registered, REASON: ""}
        return replace(self, cells={}, bases={}, facts=facts)

    def reopened(self, *names: str) -> DraftLine:
        """Return the line as one in which cells can be filled in though it has become rows."""
        told = {name: self.cells[name] for name in names if name in self.cells}
        return replace(self, cells=told, facts={**self.facts, REGISTERED: ""})

    def left(self, reason: str) -> DraftLine:
        """Return the line with why it was left standing."""
        return self.knowing(**{REASON: reason})


NO_HEAD = DraftLine("")


@dataclass(frozen=True, slots=True)
class DraftSheet:
    """A draft as it stands: what holds for all of it, and its lines in their order."""

    head: DraftLine = NO_HEAD
    lines: tuple[DraftLine, ...] = ()
    sheet: str = ""

    @property
    def open_lines(self) -> tuple[DraftLine, ...]:
        """The lines that have not become rows."""
        return tuple(line for line in self.lines if not line.is_registered)

    def line(self, key: str) -> DraftLine | None:
        """Return the line with a key."""
        return next((line for line in self.lines if line.key == key), None)


@dataclass(frozen=True, slots=True)
class LineCells:
    """Makes the cells of a line of a draft, of its head where `key` is empty."""

    draft: str
    line: DraftLine

    def facts(self, cell: Cell) -> Cell:
        """Return a cell that carries the facts of the line; every line needs one."""
        told = tuple((name, text) for name, text in self.line.facts.items() if text)
        return replace(cell, line=LineFacts(DRAFT_MARK + self.draft, self.line.key, told))

    def input(self, name: str, style: str, locked: str, *, choices: tuple[str, ...] = ()) -> Cell:
        """Return an input cell with what stands in it.

        In a line that has become rows it is no input any more and has the style `locked`.
        """
        if self.line.is_registered:
            return Cell(_as_styled(self.line.facts.get(name, ""), locked), locked)
        value = cell_value(self.line.cells.get(name))
        target = InputTarget(DRAFT_MARK + self.draft, self.line.key, name)
        return Cell(value, style, input_for=target, choices=choices)


def _as_styled(text: str, style: str) -> CellValue:
    """Return a text as what a style shows, the text itself where it is none such."""
    try:
        if "date" in style:
            return dt.date.fromisoformat(text)
        if any(one in style for one in ("money", "count", "number")):
            return Decimal(text)
    except (ValueError, ArithmeticError):
        pass
    return text or None


def cell_value(value: ReadValue) -> CellValue:
    """Return what was read from a cell as it is written again.

    >>> cell_value(200.0), cell_value(dt.datetime(2026, 6, 15)), cell_value(True)
    (Decimal('200'), datetime.date(2026, 6, 15), '是')
    """
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return value.date() if value.time() == dt.time() else as_text(value)
    if isinstance(value, float):
        return Decimal(as_text(value))
    if isinstance(value, dt.time | dt.timedelta):
        return as_text(value)
    return value or None


def amount_in(text: str) -> Decimal:
    """Return the amount that a text is, zero where it is none that can be added up.

    >>> amount_in("1,200.5"), amount_in("约 200"), amount_in("NaN"), amount_in("1e99")
    (Decimal('1200.5'), Decimal('0.00'), Decimal('0.00'), Decimal('0.00'))
    """
    try:
        amount = Decimal(text.replace(",", "") or 0)
    except ArithmeticError:
        return ZERO
    return amount if amount.is_finite() and abs(amount) < TOO_LARGE else ZERO


def registered_text(places: tuple[SourceRef, ...]) -> str:
    """Say where a line went.

    >>> from unionxl.domain.source import SourceRef
    >>> registered_text((SourceRef("会费", 12), SourceRef("会费", 13)))
    '已登记 第 12 至 13 行'
    """
    if not places:
        return "已登记"
    rows = sorted(place.row for place in places if place.sheet == places[0].sheet)
    return f"已登记 第 {rows[0]} 行" if len(rows) == 1 else f"已登记 第 {rows[0]} 至 {rows[-1]} 行"
