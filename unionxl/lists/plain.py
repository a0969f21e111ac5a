"""Lists of a plain kind against their table: assessment lists, limits, accounts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from unionxl.domain.accounts import EXPENSE, INCOME
from unionxl.lists.cells import Doubt, read_cell
from unionxl.lists.model import Change, Planned, PlannedRow, State
from unionxl.tables.accounts import ACCOUNTS, Accounts
from unionxl.tables.all import BY_SHEET
from unionxl.tables.evidence import EVIDENCE, Evidence
from unionxl.tables.limits import LIMITS, Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.source import SourceRef
    from unionxl.lists.model import ListDraft, ListRow
    from unionxl.tables.model import Table
    from unionxl.values.column import Column
    from unionxl.views.layout import CellValue


class Record(Protocol):
    """A record of a table."""

    @property
    def source(self) -> SourceRef | None:
        """Where it stands, None for one that is shipped."""


# By what a row of each table is known again.
KEYS: Mapping[str, tuple[Column, ...]] = {
    EVIDENCE.sheet: (Evidence.content,),
    LIMITS.sheet: (
        *(Limits.matter, Limits.measure, Limits.province),
        *(Limits.document_no, Limits.valid_from),
    ),
    ACCOUNTS.sheet: (Accounts.edition, Accounts.account_code),
}
_LOCAL = "local-"
_NEEDED: Mapping[str, tuple[Column, ...]] = {
    EVIDENCE.sheet: (Evidence.content,),
    LIMITS.sheet: (Limits.matter,),
    ACCOUNTS.sheet: (Accounts.account_code, Accounts.account_name),
}


def plan_plain(draft: ListDraft, book: UnionBook) -> Planned:
    """Say what would become of each row: new, different, or there already."""
    table = BY_SHEET[draft.target]
    records = getattr(book, table.field)
    there = {_key_of(draft.target, _said(one, table)): one for one in records}
    last = _last_number(record.limit_id for record in records) if table is LIMITS else 0
    rows = []
    for row in draft.rows:
        values, said = _values(draft, row, table, book.fiscal_year)
        last += 1
        _complete(values, draft.target, book, last)
        key = _key_of(draft.target, values)
        one = _row(row, values, said, draft.target)
        if one.values and key in there:
            one = _compared(one, there[key], table)
        there.setdefault(key, None)
        rows.append(one)
    return Planned(draft, tuple(rows))


def _row(
    row: ListRow, values: dict[str, CellValue], said: Sequence[str], target: str
) -> PlannedRow:
    """Return what a row would be if it were new."""
    needed = [column.header for column in _NEEDED[target]]
    name = str(values.get(needed[-1]) or "")
    if not all(values.get(header) for header in needed):
        return PlannedRow(row, State.DOUBTFUL, name, said=f"没有{'、'.join(needed)}")
    state = State.DOUBTFUL if row.is_hidden else State.NEW
    return PlannedRow(row, state, name, values, said="；".join(said))


def _compared(one: PlannedRow, record: Record | None, table: Table) -> PlannedRow:
    """Compare a row with the one that the table has; None is one that stands above in the list."""
    if record is None:
        return replace(one, state=State.LEFT_OUT, values={}, said="名单中前面已有这一行")
    now = _said(record, table)
    keys = {column.header for column in KEYS[table.sheet]} | {Limits.limit_id.header}
    changes = tuple(
        Change(header, str(now[header] or ""), value)
        for header, value in one.values.items()
        if header not in keys and str(now[header] or "") != str(value)
    )
    if not changes or record.source is None:
        return replace(one, state=State.SAME, values={})
    row = record.source.row
    return replace(one, state=State.CHANGED, values={}, changes=changes, at=row)


def _last_number(ids: Iterable[str]) -> int:
    """Return the greatest number that a local limit has."""
    numbers = (one.rpartition("-")[2] for one in ids if one.startswith(_LOCAL))
    return max((int(one) for one in numbers if one.isdecimal()), default=0)


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
    if target == ACCOUNTS.sheet:
        values.setdefault(Accounts.edition.header, book.settings.account_edition or None)
        code = str(values.get(Accounts.account_code.header, ""))
        if kind := {"4": INCOME, "5": EXPENSE}.get(code[:1]):
            values.setdefault(Accounts.kind.header, kind)
    if target == LIMITS.sheet:
        values.setdefault(Limits.limit_id.header, f"{_LOCAL}{at:03d}")
        values.setdefault(Limits.province.header, book.settings.province or None)


def _said(record: object, table: Table) -> dict[str, CellValue]:
    """Return what a record of a table says, by header."""
    return {
        column.header: value
        if isinstance(value := getattr(record, column.field, None), str)
        else (None if value is None else str(value))
        for column in table.columns
    }


def _key_of(target: str, values: Mapping[str, CellValue]) -> tuple[str, ...]:
    said = (values.get(column.header) for column in KEYS[target])
    return tuple("".join(str(value or "").split()) for value in said)
