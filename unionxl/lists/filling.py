"""A form of an upper union, filled with the members: which cell of it gets what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.lists.headers import NUMBERED, left_behind, role_of
from unionxl.lists.heads import is_serial
from unionxl.tables.members import MEMBERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionxl.domain.members import Member
    from unionxl.lists.heads import Head
    from unionxl.views.layout import CellValue


@dataclass(frozen=True, slots=True)
class Filled:
    """The cells of a form by row and column of its sheet, and the columns that stay empty."""

    cells: Mapping[tuple[int, int], CellValue]
    first_row: int
    empty: tuple[str, ...]


def filled(head: Head, members: Sequence[Member], where: str) -> Filled:
    """Return what the members put into the rows below the head of a form.

    Raises:
        RequestError: there are fewer empty rows than members.
    """
    first = head.bottom + 1
    _check_room(head, first, len(members), where)
    fields = {column.header: column.field for column in MEMBERS.columns}
    cells: dict[tuple[int, int], CellValue] = {}
    taken: set[str] = set()
    empty = []
    for at, label in enumerate(head.labels, 1):
        role = role_of(label, MEMBERS.sheet)
        is_number = left_behind(label) == NUMBERED and not role
        if not is_number and (role not in fields or role in taken):
            empty += [label] if label else []
            continue
        taken.add(role)
        for row, member in enumerate(members, first):
            value = row - first + 1 if is_number else _value(member, fields[role])
            if value is not None:
                cells[row, at] = value
    return Filled(cells, first, tuple(empty))


def _check_room(head: Head, first: int, count: int, where: str) -> None:
    """Stop where something stands in the rows that would be filled."""
    for row in head.rows:
        texts = [cell for cell in row.cells if cell not in {None, ""}]
        if len(texts) == 1 and is_serial(texts[0]):
            continue
        if row.number < first + count:
            raise RequestError(
                f"表头下面空着 {row.number - first} 行，要填 {count} 人，"
                f"第 {row.number} 行已有内容。",
                where=where,
                advice="请在表格里插入足够的空行（有示例的先删去示例），保存后再填。",
            )
        return


def _value(member: Member, field: str) -> CellValue:
    """Return what a form says of a member."""
    value = getattr(member, field, None)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(map(str, value)) or None
    return value or None
