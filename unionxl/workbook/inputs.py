"""What a clerk typed on a generated sheet, and the way back to the table it belongs to.

Beside every row with input cells a hidden cell says, for each of them, where it belongs and what
stood there when the sheet was made. It moves along when rows are sorted or inserted.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.views.layout import Block, Cell, InputTarget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.views.layout import SheetSpec
    from unionxl.workbook.port import Grid, ReadValue

KEY_STYLE = "input-key"
KEY_START = '[["'
LONGEST_BASE = 1_000


@dataclass(frozen=True, slots=True)
class TypedInput:
    """One input cell as it was found: what stands in it and what stood there at first."""

    sheet: str
    row: int
    target: InputTarget
    base: str
    text: str

    @property
    def is_changed(self) -> bool:
        """Whether the clerk typed something else than what the sheet was made with."""
        return not self.is_base(self.text)

    def is_base(self, text: str) -> bool:
        """Tell whether a text is the one that stood in the cell when the sheet was made."""
        return self.base in (text, _base(text))


def as_text(value: ReadValue) -> str:
    """Return a cell's value as the text that a clerk sees.

    >>> as_text(3.0), as_text(None), as_text(" 已完成 ")
    ('3', '', '已完成')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value).strip()


def _base(text: str) -> str:
    """Return what is kept of a text to know it again; a cell has no room for a long one twice."""
    if len(text) <= LONGEST_BASE:
        return text
    return f"sha256:{hashlib.sha256(text.encode(errors='surrogatepass')).hexdigest()}"


def with_input_keys(spec: SheetSpec) -> SheetSpec:
    """Return the sheet with its hidden column of input keys, to the right of everything."""
    keys: dict[int, list[tuple[int, Cell]]] = defaultdict(list)
    last_column = len(spec.column_widths)
    for row, column, cell in spec.cells():
        last_column = max(last_column, column)
        if cell.input_for is not None:
            keys[row].append((column, cell))
    if not keys:
        return spec
    key_column = last_column + 1
    blocks = tuple(
        Block("input-keys", row, key_column, ((Cell(_key(cells, key_column), KEY_STYLE),),))
        for row, cells in sorted(keys.items())
    )
    return replace(
        spec,
        blocks=(*spec.blocks, *blocks),
        hidden_columns=(*spec.hidden_columns, key_column),
    )


def _key(cells: list[tuple[int, Cell]], key_column: int) -> str:
    """Write where the input cells of one row belong; columns count leftwards from the key."""
    entries = []
    for column, cell in cells:
        target = cell.input_for
        if target is not None:
            base = _base("" if cell.value is None else str(cell.value).strip())
            entries.append([target.table, target.key, target.column, key_column - column, base])
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def typed_inputs(grid: Grid) -> Iterator[TypedInput]:
    """Yield every input cell of a generated sheet, row by row."""
    for row_number, row in enumerate(grid.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str) and value.startswith(KEY_START):
                for target, offset, base in _parse_key(value):
                    at = column - offset
                    text = as_text(row[at]) if 0 <= at < column else ""
                    yield TypedInput(grid.sheet, row_number, target, base, text)


def _parse_key(text: str) -> Iterator[tuple[InputTarget, int, str]]:
    """Yield target, distance and first text of each entry; a text that is no key yields none."""
    try:
        entries = json.loads(text)
    except ValueError:
        return
    for entry in entries:
        match entry:
            case [str(table), str(key), str(column), int(offset), str(base)] if offset > 0:
                yield InputTarget(table, key, column), offset, base
