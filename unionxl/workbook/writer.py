"""Generated sheets into a workbook, and what was typed on them back into the tables first."""

from __future__ import annotations

import enum
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionxl.errors import HomelessInputError
from unionxl.views.text import shorten
from unionxl.workbook import schema
from unionxl.workbook.inputs import as_text, typed_inputs, with_input_keys
from unionxl.workbook.port import CellChange, is_header
from unionxl.workbook.values import parse_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionxl.views.layout import SheetSpec
    from unionxl.workbook.inputs import TypedInput
    from unionxl.workbook.port import TableBlock, Workbook

TABLES_BY_NAME = {table.name: table for table in schema.TABLES}
REMARK_COLUMN = "备注"


@dataclass(frozen=True, slots=True)
class CarryReport:
    """What became of the texts that were typed on generated sheets.

    `views` are the sheets whose inputs were used and that must be made again; `notes` tell the
    clerk, in sentences, what could not simply be taken over; `homeless` are the texts, by view,
    whose row is gone from the table.
    """

    carried_count: int = 0
    views: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    homeless: Mapping[str, Sequence[TypedInput]] = field(default_factory=dict)

    def refuse_to_lose(self, view_ids: Iterable[str]) -> None:
        """Stop before a sheet is made again that holds a text without a place to go.

        Raises:
            HomelessInputError: one of the sheets holds such a text.
        """
        for view_id in view_ids:
            if texts := self.homeless.get(view_id):
                target = texts[0].target
                raise HomelessInputError(
                    sheet=texts[0].sheet,
                    texts=[(one.row, one.target.column, shorten(one.text, 60)) for one in texts],
                    gone=f"《{TABLES_BY_NAME[target.table].sheet}》中编号“{target.key}”",
                )


def write_sheets(workbook: Workbook, specs: Iterable[SheetSpec]) -> None:
    """Add or replace generated sheets, with their input keys."""
    for spec in specs:
        workbook.put_sheet(with_input_keys(spec))


def carry_inputs_back(workbook: Workbook) -> CarryReport:
    """Bring what was typed on generated sheets back to the tables it belongs to.

    What is typed beside a finding is no cell of a table yet and stays where it is.
    Where sheet and table were both changed since the sheet was made, the table wins and the
    sheet's text is kept in the remark of the same row.
    """
    changed = [
        (view, typed)
        for view, sheet in workbook.generated_sheets().items()
        for typed in typed_inputs(workbook.read_sheet(sheet))
        if typed.is_changed and typed.target.table in TABLES_BY_NAME.keys() - {schema.REVIEWS.name}
    ]
    if not changed:
        return CarryReport()
    tables = {typed.target.table for _, typed in changed}
    ways = {name: _TableInputs(workbook.read_table(name)) for name in sorted(tables)}
    homeless: defaultdict[str, list[TypedInput]] = defaultdict(list)
    views: list[str] = []
    for view, typed in changed:
        way = ways[typed.target.table]
        if way.row_of(typed) is None:
            homeless[view].append(typed)
        else:
            way.take(typed)
            views.append(view)
    for name, way in ways.items():
        if way.changes:
            workbook.set_cells(name, tuple(way.changes.values()))
    return CarryReport(
        carried_count=sum(way.carried_count for way in ways.values()),
        views=tuple(dict.fromkeys(views)),
        notes=tuple(note for way in ways.values() for note in way.notes),
        homeless=homeless,
    )


class _TableInputs:
    """The inputs for one table, gathered as cell changes."""

    def __init__(self, block: TableBlock) -> None:
        self.block = block
        self.changes: dict[tuple[int, str], CellChange] = {}
        self.notes: list[str] = []
        self.carried_count = 0
        key_column = block.position(TABLES_BY_NAME[block.name].key)
        self._rows = defaultdict(list)
        for index, row in enumerate(block.rows):
            self._rows[as_text(row[key_column])].append(index)

    def row_of(self, typed: TypedInput) -> int | None:
        """Return the index of the one row that a text belongs to, None when there is none."""
        rows = self._rows.get(typed.target.key, [])
        return rows[0] if len(rows) == 1 and self._has(typed.target.column) else None

    def _has(self, column: str) -> bool:
        """Tell whether the table has a column."""
        return any(is_header(header, column) for header in self.block.header)

    def take(self, typed: TypedInput) -> None:
        """Take over one typed text, or keep it beside what the table says by now."""
        target, index = typed.target, self.row_of(typed)
        if index is None:
            return
        row = self.block.row_number(index)
        now = self._text(index, target.column)
        if now == typed.text:
            return
        if not typed.is_base(now) and not typed.is_base(self._reading(now, target.column)):
            self._keep_beside(index, typed, now)
            return
        self._change(row, target.column, typed.text)
        self.carried_count += 1
        if now and not typed.is_base(now):
            self.notes.append(
                f"《{self.block.sheet}》第 {row} 行「{target.column}」原填“{now}”，无法识别，"
                f"已改为《{typed.sheet}》上填的“{typed.text}”。"
            )

    def _text(self, index: int, column: str) -> str:
        """Return the text of a cell, as changed so far."""
        change = self.changes.get((self.block.row_number(index), column))
        if change is not None:
            return "" if change.value is None else str(change.value)
        return as_text(self.block.rows[index][self.block.position(column)])

    def _reading(self, text: str, header: str) -> str:
        """Return what a sheet shows for a text of the table: 未开始 for an empty 状态."""
        table = TABLES_BY_NAME[self.block.name]
        column = next((one for one in table.columns if one.header == header), None)
        if column is None:
            return text
        value, _ = parse_cell(text, column, fiscal_year=0)
        return str(value.value if isinstance(value, enum.Enum) else value or "")

    def _change(self, row: int, column: str, text: str) -> None:
        """Note a new text for a cell."""
        self.changes[row, column] = CellChange(row, column, text or None)

    def _keep_beside(self, index: int, typed: TypedInput, now: str) -> None:
        """Keep the sheet's text in the remark, since the table was changed as well."""
        target, row = typed.target, self.block.row_number(index)
        kept = f"《{typed.sheet}》曾填{target.column}“{typed.text}”"
        if self._has(REMARK_COLUMN):
            remark = self._text(index, REMARK_COLUMN)
            if kept not in remark:
                self._change(row, REMARK_COLUMN, f"{remark}；{kept}" if remark else kept)
        self.notes.append(
            f"《{typed.sheet}》第 {typed.row} 行「{target.column}」：表上填“{typed.text}”，"
            f"而《{self.block.sheet}》第 {row} 行已另改为“{now}”，以《{self.block.sheet}》为准；"
            f"表上的内容已记入该行备注。请核对。"
        )
