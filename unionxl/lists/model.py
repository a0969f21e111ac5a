"""A list on its way into a table: as it was read, and what would become of it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.importing.lists import ListCell
    from unionxl.views.layout import CellValue

# Columns that are read and never kept as they are.
BORN_BY_ID, GENDER_BY_ID = "出生日期（由身份证号推算）", "性别（由身份证号推算）"
NOT_TAKEN = "不导入"
YES, NO = "是", "否"
TWICE = "名单中前面已有这个人"


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list: its head, and the column of the table or the part that it plays.

    `role` is empty for a column that nobody knows and NOT_TAKEN for one that is left behind.
    """

    label: str
    role: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the column stands in the preview."""
        return self.role != NOT_TAKEN


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list under its number in the source; `wanted` is what the clerk said of it."""

    number: int
    cells: tuple[ListCell, ...]
    said: str = ""
    is_hidden: bool = False
    wanted: bool | None = None


@dataclass(frozen=True, slots=True)
class ListDraft:
    """A list whose columns are known as far as they can be; nothing is compared yet.

    `target` is the sheet that it goes to, `source` the name of the file, `title` what stands above
    the head of its columns. `answers` are what the clerk said once for all rows, `accounts` the
    accounts that she named for those of another program.
    """

    target: str
    source: str
    columns: tuple[ListColumn, ...]
    rows: tuple[ListRow, ...]
    title: str = ""
    notes: tuple[str, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)

    def has(self, role: str) -> bool:
        """Tell whether a column plays a part."""
        return any(column.role == role for column in self.columns)

    def cell(self, row: ListRow, role: str) -> ListCell:
        """Return the first cell of a row that plays a part and holds something."""
        for column, cell in zip(self.columns, row.cells, strict=False):
            if column.role == role and cell not in {None, ""}:
                return cell
        return None

    def text(self, row: ListRow, role: str) -> str:
        """Return the text of such a cell."""
        cell = self.cell(row, role)
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))
        return "" if cell is None else str(cell).strip()

    def answering(self, **answers: str) -> ListDraft:
        """Return the list with more answers; empty ones answer nothing."""
        given = {name: text for name, text in answers.items() if text}
        return replace(self, answers={**self.answers, **given})


class State(enum.Enum):
    """What becomes of a row; the value is the word for it."""

    NEW = "新增"
    CHANGED = "更新"
    SAME = "已有"
    DOUBTFUL = "存疑"
    LEFT_OUT = "不导入"


@dataclass(frozen=True, slots=True)
class Change:
    """A cell of a table that gets another value; `old` is what stands there."""

    header: str
    old: str
    new: CellValue


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What would become of one row: cells of a new row, or changes of the one at `at`."""

    row: ListRow
    state: State
    name: str = ""
    values: Mapping[str, CellValue] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    at: int = 0
    said: str = ""

    @property
    def can_be_taken(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.values or self.changes)

    @property
    def is_taken(self) -> bool:
        """Whether it will be written: as the clerk said, else where nothing is in doubt."""
        if not self.can_be_taken:
            return False
        if self.row.wanted is not None:
            return self.row.wanted
        return self.state in {State.NEW, State.CHANGED}


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that is said once for all rows; `name` is the column that it fills."""

    name: str
    value: str = ""
    hint: str = ""
    choices: tuple[str, ...] = ()
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class AccountAsk:
    """An account of another program, and the one of ours that it stands for, if known.

    `called` is what ours is called; it `is_sure` where the clerk named it at an earlier import.
    """

    code: str
    name: str
    row_count: int
    ours: str = ""
    called: str = ""
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of a list."""

    draft: ListDraft
    rows: tuple[PlannedRow, ...]
    asks: tuple[Ask, ...] = ()
    accounts: tuple[AccountAsk, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, state: State) -> int:
        """Count the rows of a state."""
        return sum(one.state is state for one in self.rows)

    @property
    def taken(self) -> tuple[PlannedRow, ...]:
        """The rows that will be written."""
        return tuple(one for one in self.rows if one.is_taken)

    @property
    def open_asks(self) -> tuple[Ask, ...]:
        """What must be answered before anything can be written."""
        return tuple(one for one in self.asks if one.is_needed and not one.value)
