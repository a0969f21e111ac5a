"""The inputs of generated sheets for one table, gathered as changes of its cells."""

from __future__ import annotations

import datetime as dt
import enum
from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.tables.all import BY_NAME
from unionxl.tables.plan import Plan
from unionxl.values.column import Kind
from unionxl.values.reading import parse_cell
from unionxl.values.text import as_text
from unionxl.workbook.port import CellChange, is_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.values.column import Column
    from unionxl.views.layout import CellValue, InputTarget
    from unionxl.workbook.inputs.typed import TypedInput
    from unionxl.workbook.port import TableBlock

REMARK_COLUMN = Plan.remark.header


def _keys(block: TableBlock) -> Iterator[str]:
    """Yield what names each row of a table."""
    table = BY_NAME[block.name]
    number = block.position(table.key)
    has_within = any(is_header(header, table.key_within) for header in block.header)
    within = block.position(table.key_within) if table.key_within and has_within else None
    for row in block.rows:
        yield table.row_key(as_text(row[number]), "" if within is None else as_text(row[within]))


def _column(table: str, header: str) -> Column | None:
    """Return the column of a table with a header, None where it has none."""
    return next((one for one in BY_NAME[table].columns if one.header == header), None)


class TableInputs:
    """The inputs for one table, gathered as cell changes."""

    def __init__(self, block: TableBlock) -> None:
        self.block = block
        self.changes: dict[tuple[int, str], CellChange] = {}
        self.notes: list[str] = []
        self.carried_count = 0
        self._rows = defaultdict(list)
        for index, key in enumerate(_keys(block)):
            self._rows[key].append(index)

    def finish(self) -> None:
        """Do what follows from everything that was taken over; a plain table needs nothing."""

    def row_of(self, typed: TypedInput) -> int | None:
        """Return the index of the one row that a text belongs to, None when there is none."""
        rows = self._rows.get(typed.target.key, [])
        return rows[0] if len(rows) == 1 and self.has(typed.target.column) else None

    def has(self, column: str) -> bool:
        """Tell whether the table has a column."""
        return any(is_header(header, column) for header in self.block.header)

    def take(self, typed: TypedInput) -> None:
        """Take over one typed text, or keep it beside what the table says by now."""
        target, index = typed.target, self.row_of(typed)
        if index is None:
            return
        row = self.block.row_number(index)
        now = self.text_at(index, target)
        if now == typed.text:
            return
        if not typed.is_base(now) and not typed.is_base(self._reading(now, target.column)):
            self.keep_beside(index, typed, now)
            return
        self.put(index, target, typed.text)
        self.carried_count += 1
        if now and not typed.is_base(now):
            self.notes.append(
                f"《{self.block.sheet}》第 {row} 行「{target.column}」原填“{now}”，无法识别，"
                f"已改为《{typed.sheet}》上填的“{typed.text}”。"
            )

    def text_at(self, index: int, target: InputTarget) -> str:
        """Return what the table says by now of what an input is for."""
        return self.text(index, target.column)

    def put(self, index: int, target: InputTarget, text: str) -> None:
        """Put a text where it belongs."""
        self.change(index, target.column, self._as_day(text, target.column))

    def text(self, index: int, column: str) -> str:
        """Return the text of a cell, as changed so far."""
        change = self.changes.get((self.block.row_number(index), column))
        if change is not None:
            return "" if change.value is None else str(change.value)
        return as_text(self.block.rows[index][self.block.position(column)])

    def _reading(self, text: str, header: str) -> str:
        """Return what a sheet shows for a text of the table: 未开始 for an empty 状态."""
        column = _column(self.block.name, header)
        if column is None:
            return text
        value, _ = parse_cell(text, column, fiscal_year=0)
        return str(value.value if isinstance(value, enum.Enum) else value or "")

    def change(self, index: int, column: str, value: CellValue) -> None:
        """Note a new value for a cell."""
        row = self.block.row_number(index)
        self.changes[row, column] = CellChange(row, column, None if value == "" else value)

    def _as_day(self, text: str, header: str) -> CellValue:
        """Return the day that a text is in a column of days, any other text as it is."""
        column = _column(self.block.name, header)
        if column is None or column.kind is not Kind.DATE:
            return text
        value, _ = parse_cell(text, column, fiscal_year=0)
        return value if isinstance(value, dt.date) else text

    def keep_beside(self, index: int, typed: TypedInput, now: str) -> None:
        """Keep the sheet's text in the remark, since the table was changed as well."""
        target, row = typed.target, self.block.row_number(index)
        kept = f"《{typed.sheet}》曾填{target.column}“{typed.text}”"
        if self.has(REMARK_COLUMN):
            remark = self.text(index, REMARK_COLUMN)
            if kept not in remark:
                self.change(index, REMARK_COLUMN, f"{remark}；{kept}" if remark else kept)
        self.notes.append(
            f"《{typed.sheet}》第 {typed.row} 行「{target.column}」：表上填“{typed.text}”，"
            f"而《{self.block.sheet}》第 {row} 行已另改为“{now}”，以《{self.block.sheet}》为准；"
            f"表上的内容已记入该行备注。请核对。"
        )
