"""What stands on drafts, found by the keys beside their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.values.text import as_text
from unionxl.views.drafts import DraftLine, DraftSheet
from unionxl.views.layout import DRAFT_MARK
from unionxl.workbook.inputs.typed import keyed_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.workbook.inputs.typed import KeyedRow
    from unionxl.workbook.port import Workbook


def read_draft(workbook: Workbook, draft: str) -> DraftSheet | None:
    """Return what stands on a draft, None where the workbook has none.

    Raises:
        RequestError: a line was copied, and the two do not say the same.
    """
    sheet = workbook.generated_sheets().get(draft)
    if sheet is None:
        return None
    heads: list[DraftLine] = []
    lines: dict[str, DraftLine] = {}
    for row in keyed_rows(workbook.read_sheet(sheet)):
        for line in _lines_of(row, DRAFT_MARK + draft):
            if not line.key:
                heads.append(line)
            elif lines.setdefault(line.key, line) is not line:
                _check_same(sheet, lines[line.key], line)
    return DraftSheet(_joined(heads), tuple(lines.values()), sheet)


def _lines_of(row: KeyedRow, draft: str) -> Iterator[DraftLine]:
    """Yield the line that a row holds, and the part of the head."""
    told = [line for line in row.lines if line.draft == draft]
    inputs = [one for one in row.inputs if one[0].table == draft]
    for key in dict.fromkeys((*(line.key for line in told), *(one[0].key for one in inputs))):
        cells = {target.column: value for target, _, value in inputs if target.key == key}
        bases = {target.column: base for target, base, _ in inputs if target.key == key}
        facts = dict(pair for line in told if line.key == key for pair in line.facts)
        yield DraftLine(key, cells, bases, facts, row.number)


def _joined(heads: list[DraftLine]) -> DraftLine:
    """Return the head as one, wherever its cells stand."""
    return DraftLine(
        "",
        {name: value for one in heads for name, value in one.cells.items()},
        {name: base for one in heads for name, base in one.bases.items()},
        {name: text for one in heads for name, text in one.facts.items()},
        heads[0].row if heads else 0,
    )


def _check_same(sheet: str, first: DraftLine, second: DraftLine) -> None:
    """Refuse a line that was copied and then changed: it cannot be told which one holds."""
    said = [{name: as_text(value) for name, value in one.cells.items()} for one in (first, second)]
    if said[0] != said[1]:
        raise RequestError(
            f"与第 {first.row} 行是复制的同一行，填写的内容不同，没有登记。",
            where=f"《{sheet}》第 {second.row} 行",
            advice="请只留其中一行，再点一次。",
        )
