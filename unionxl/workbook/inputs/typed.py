"""What a clerk typed on a generated sheet, and the way back to the table it belongs to.

Beside every row with input cells a hidden cell says, for each of them, where it belongs and what
stood there when the sheet was made. It moves along when rows are sorted or inserted.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.domain.period import Month
from unionxl.values.text import as_text
from unionxl.views.layout import OFFERED_STATUS, Block, Cell, InputTarget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.views.layout import SheetSpec
    from unionxl.workbook.port import Grid

KEY_STYLE = "input-key"
KEY_START = '[["'
LONGEST_BASE = 1_000
# Between a header, the months of a recurring item and the reason of an offer. A version that
# does not know it finds no such column, and refuses to make the sheet again over an input.
PART, MONTH_PART = "@", "+"


@dataclass(frozen=True, slots=True)
class TypedInput:
    """One input cell as it was found: what stands in it and what stood there at first.

    `month` is that of the sheet, where it is one of a month.
    """

    sheet: str
    row: int
    target: InputTarget
    base: str
    text: str
    month: Month | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the clerk typed something else than what the sheet was made with."""
        if self.target.reason:
            return self.text != OFFERED_STATUS
        return not self.is_base(self.text)

    @property
    def is_standing_offer(self) -> bool:
        """Whether the cell offers a value that the clerk left as it is."""
        return bool(self.target.reason) and not self.is_changed

    def is_base(self, text: str) -> bool:
        """Tell whether a text is the one that stood in the cell when the sheet was made."""
        return self.base in (text, _base(text))


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
            shown = target.base if target.reason else cell.value
            base = _base("" if shown is None else str(shown).strip())
            entries.append([target.table, target.key, _place(target), key_column - column, base])
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def _place(target: InputTarget) -> str:
    """Write the column of a target, with its months and the reason of its offer."""
    if not (target.months or target.reason):
        return target.column
    months = MONTH_PART.join(map(str, target.months))
    return PART.join((target.column, months, target.reason))


def _target(table: str, key: str, place: str, base: str) -> InputTarget:
    """Return the target that was written; months that are none are left out."""
    column, _, rest = place.partition(PART)
    named, _, reason = rest.partition(PART)
    months = []
    for name in named.split(MONTH_PART):
        with suppress(ValueError):
            months.append(Month.parse(name))
    return InputTarget(table, key, column, tuple(months), reason, base if reason else "")


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
                yield _target(table, key, column, base), offset, base
