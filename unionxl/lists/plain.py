"""Lists of a plain kind against their table: assessment lists, limits, accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.lists.cells import Doubt, read_cell
from unionxl.lists.model import Planned, PlannedRow, State
from unionxl.tables.all import BY_SHEET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.lists.model import ListDraft, ListRow
    from unionxl.tables.model import Table
    from unionxl.views.layout import CellValue

# By what a row of each table is known again.
KEYS: Mapping[str, tuple[str, ...]] = {
    "考核清单": ("考核内容",),
    "支出标准": ("事项", "口径", "省份", "文号", "生效日期"),
    "科目": ("版本", "编码"),
}
_NEEDED = {"考核清单": ("考核内容",), "支出标准": ("事项",), "科目": ("编码", "名称")}


def plan_plain(draft: ListDraft, book: UnionBook) -> Planned:
    """Say what would become of each row: new, or there already."""
    table = BY_SHEET[draft.target]
    there = {_key_of(draft.target, _said(one, table)) for one in getattr(book, table.field)}
    rows = []
    for at, row in enumerate(draft.rows, 1):
        values, said = _values(draft, row, table, book.fiscal_year)
        _complete(values, draft.target, book, at)
        key = _key_of(draft.target, values)
        rows.append(_row(row, values, said, (draft.target, key in there)))
        there.add(key)
    return Planned(draft, tuple(rows))


def _row(
    row: ListRow, values: dict[str, CellValue], said: Sequence[str], known: tuple[str, bool]
) -> PlannedRow:
    """Return what would become of a row."""
    target, is_there = known
    needed = _NEEDED[target]
    name = str(values.get(needed[-1]) or "")
    if not all(values.get(header) for header in needed):
        return PlannedRow(row, State.DOUBTFUL, name, said=f"没有{'、'.join(needed)}")
    if is_there:
        return PlannedRow(row, State.SAME, name)
    state = State.DOUBTFUL if row.is_hidden else State.NEW
    return PlannedRow(row, state, name, values, said="；".join(said))


def _values(
    draft: ListDraft, row: ListRow, table: Table, year: int
) -> tuple[dict[str, CellValue], list[str]]:
    """Return what a row says, by header."""
    values: dict[str, CellValue] = {}
    said = []
    for column in table.columns:
        value, doubt, told = read_cell(draft.cell(row, column.header), column, year)
        if doubt is not Doubt.NONE:
            said.append(told)
        if value is not None:
            values[column.header] = value
    return values, said


def _complete(values: dict[str, CellValue], target: str, book: UnionBook, at: int) -> None:
    """Add what a table needs and lists do not have."""
    if target == "科目":
        values.setdefault("版本", book.settings.account_edition or None)
        kind = {"4": "收入", "5": "支出"}.get(str(values.get("编码", ""))[:1])
        if kind:
            values.setdefault("类型", kind)
    if target == "支出标准":
        values.setdefault("标准编号", f"local-{book.fiscal_year}-{at:03d}")
        values.setdefault("省份", book.settings.province or None)


def _said(record: object, table: Table) -> dict[str, CellValue]:
    """Return what a record of a table says, by header."""
    return {
        column.header: value if isinstance(value := getattr(record, column.field, None), str) else
        (None if value is None else str(value))
        for column in table.columns
    }


def _key_of(target: str, values: Mapping[str, CellValue]) -> tuple[str, ...]:
    return tuple("".join(str(values.get(header) or "").split()) for header in KEYS[target])
