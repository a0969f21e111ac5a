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
from unionxl.views.layout import OFFERED_STATUS, Block, Cell, InputTarget, LineFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.values.column import ReadValue
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
        if cell.input_for is not None or cell.line is not None:
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
    entries: list[list[object]] = []
    for column, cell in cells:
        target, line = cell.input_for, cell.line
        if line is not None:
            entries.append([line.draft, line.key, dict(line.facts)])
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


@dataclass(frozen=True, slots=True)
class KeyedRow:
    """A row of a generated sheet: its input cells as they stand, and what is known of it."""

    number: int
    inputs: tuple[tuple[InputTarget, str, ReadValue], ...]
    lines: tuple[LineFacts, ...] = ()


def typed_inputs(grid: Grid) -> Iterator[TypedInput]:
    """Yield every input cell of a generated sheet, row by row."""
    for row in keyed_rows(grid):
        for target, base, value in row.inputs:
            yield TypedInput(grid.sheet, row.number, target, base, as_text(value))


def keyed_rows(grid: Grid) -> Iterator[KeyedRow]:
    """Yield the rows of a generated sheet that have a key."""
    for row_number, row in enumerate(grid.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str) and value.startswith(KEY_START):
                yield _keyed_row(row_number, row, column, value)


def _keyed_row(number: int, row: Sequence[ReadValue], column: int, key: str) -> KeyedRow:
    """Return what the key in a column says of its row; a text that is no key says nothing."""
    inputs: list[tuple[InputTarget, str, ReadValue]] = []
    lines: list[LineFacts] = []
    for entry in _entries(key):
        match entry:
            case [str(table), str(name), str(place), int(offset), str(base)] if offset > 0:
                at = column - offset
                target = _target(table, name, place, base)
                inputs.append((target, base, row[at] if 0 <= at < column else None))
            case [str(draft), str(name), dict(facts)]:
                told = tuple((str(fact), str(text)) for fact, text in facts.items())
                lines.append(LineFacts(draft, name, told))
    return KeyedRow(number, tuple(inputs), tuple(lines))


def _entries(text: str) -> list[object]:
    """Return the entries of a key, none of a text that is no key."""
    try:
        entries = json.loads(text)
    except ValueError:
        return []
    return entries if isinstance(entries, list) else []
