"""Generated sheets into a workbook, and what was typed on them back into the tables first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionxl.errors import HomelessInputError
from unionxl.workbook import schema
from unionxl.workbook.inputs import as_text, typed_inputs, with_input_keys
from unionxl.workbook.port import CellChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    homeless: Mapping[str, TypedInput] = field(default_factory=dict)

    def refuse_to_lose(self, view_ids: Iterable[str]) -> None:
        """Stop before a sheet is made again that holds a text without a place to go.

        Raises:
            HomelessInputError: one of the sheets holds such a text.
        """
        for view_id in view_ids:
            typed = self.homeless.get(view_id)
            if typed is not None:
                table = TABLES_BY_NAME[typed.target.table]
                raise HomelessInputError(
                    sheet=typed.sheet,
                    row=typed.row,
                    column=typed.target.column,
                    text=typed.text,
                    gone=f"《{table.sheet}》中编号“{typed.target.key}”",
                )


def write_sheets(workbook: Workbook, specs: Iterable[SheetSpec]) -> None:
    """Add or replace generated sheets, with their input keys."""
    for spec in specs:
        workbook.put_sheet(with_input_keys(spec))


def carry_inputs_back(workbook: Workbook) -> CarryReport:
    """Bring what was typed on generated sheets back to the tables it belongs to.

    Where sheet and table were both changed since the sheet was made, the table wins and the
    sheet's text is kept in the remark of the same row.
    """
    changed = [
        (view, typed)
        for view, sheet in workbook.generated_sheets().items()
        for typed in typed_inputs(workbook.read_sheet(sheet))
        if typed.is_changed and typed.target.table in TABLES_BY_NAME
    ]
    if not changed:
        return CarryReport()
    tables = {typed.target.table for _, typed in changed}
    ways = {name: _TableInputs(workbook.read_table(name)) for name in sorted(tables)}
    homeless: dict[str, TypedInput] = {}
    views: list[str] = []
    for view, typed in changed:
        way = ways[typed.target.table]
        if way.row_of(typed) is None:
            homeless.setdefault(view, typed)
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
        key_column = block.header.index(TABLES_BY_NAME[block.name].key)
        self._rows = defaultdict(list)
        for index, row in enumerate(block.rows):
            self._rows[as_text(row[key_column])].append(index)

    def row_of(self, typed: TypedInput) -> int | None:
        """Return the index of the one row that a text belongs to, None when there is none."""
        rows = self._rows.get(typed.target.key, [])
        return rows[0] if len(rows) == 1 and typed.target.column in self.block.header else None

    def take(self, typed: TypedInput) -> None:
        """Take over one typed text, or keep it beside what the table says by now."""
        target, index = typed.target, self.row_of(typed)
        if index is None:
            return
        row = self.block.row_number(index)
        now = self._text(index, target.column)
        if now == typed.text:
            return
        if now == typed.base:
            self._change(row, target.column, typed.text)
            self.carried_count += 1
        else:
            self._keep_beside(index, typed, now)

    def _text(self, index: int, column: str) -> str:
        """Return the text of a cell, as changed so far."""
        change = self.changes.get((self.block.row_number(index), column))
        if change is not None:
            return "" if change.value is None else str(change.value)
        return as_text(self.block.rows[index][self.block.header.index(column)])

    def _change(self, row: int, column: str, text: str) -> None:
        """Note a new text for a cell."""
        self.changes[row, column] = CellChange(row, column, text or None)

    def _keep_beside(self, index: int, typed: TypedInput, now: str) -> None:
        """Keep the sheet's text in the remark, since the table was changed as well."""
        target, row = typed.target, self.block.row_number(index)
        kept = f"《{typed.sheet}》曾填{target.column}“{typed.text}”"
        if REMARK_COLUMN in self.block.header:
            remark = self._text(index, REMARK_COLUMN)
            if kept not in remark:
                self._change(row, REMARK_COLUMN, f"{remark}；{kept}" if remark else kept)
        self.notes.append(
            f"《{typed.sheet}》第 {typed.row} 行「{target.column}」：表上填“{typed.text}”，"
            f"而《{self.block.sheet}》第 {row} 行已另改为“{now}”，以《{self.block.sheet}》为准；"
            f"表上的内容已记入该行备注。请核对。"
        )
