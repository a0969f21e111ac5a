"""A list of persons against the roll of members: who is new, what is different, who is the same."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.roll import Roll, plain_name
from unionxl.lists.cells import Doubt, read_cell, text_of
from unionxl.lists.headers import plain_head
from unionxl.lists.model import (
    BORN_BY_ID,
    GENDER_BY_ID,
    TWICE,
    Change,
    Planned,
    PlannedRow,
    State,
)
from unionxl.lists.people import match, written_out
from unionxl.tables.members import MEMBERS, Members

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.members import Member
    from unionxl.lists.model import ListDraft, ListRow
    from unionxl.views.layout import CellValue

NUMBER, NAME, BORN = Members.member_no.header, Members.name.header, Members.born_on.header
GENDER, JOINED = Members.gender.header, Members.joined_on.header
_IS_MEMBER = re.compile(
    r"是否.{0,6}会员|是否.{0,4}入会|会员(?:身份|状态|否|情况)|入会(?:情况|状态|与?否)|会籍(?:状态)?$"
)
_NO_MEMBER = re.compile(
    r"否|不是(?:会员)?|非会?员?|非工会会员|[未没](?:有)?(?:入会|加入)?|无|0(?:\.0)?|[×✗✘xXnN]|[nN][oO]"
)
_NEVER_JOINED = re.compile(r"[未没](?:有)?(?:入会|加入)|(?:不是|非)(?:工会)?会员|否")
NO_MEMBER = "名单中写明不是会员，没有导入"
_DIGITS = re.compile(r"(\D*)(\d+)")


def plan_members(draft: ListDraft, book: UnionBook) -> Planned:
    """Say what would become of each row."""
    roll = Roll.of(book.members)
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for row in draft.rows:
        one = _planned(draft, row, roll, book.fiscal_year)
        key = (str(one.values.get(NUMBER) or one.at or ""), plain_name(one.name))
        seen[key] += 1
        if seen[key] > 1 and one.can_be_taken:
            one = replace(one, state=State.DOUBTFUL, said=_and(one.said, TWICE))
        found.append(one)
    rows = _settled(_numbered(found, book.members))
    return Planned(draft, tuple(rows), notes=tuple(_notes(draft, rows, book)))


def _planned(draft: ListDraft, row: ListRow, roll: Roll, year: int) -> PlannedRow:
    """Say what would become of a row."""
    values, said = _values(draft, row, year)
    name = plain_name(draft.text(row, NAME))
    born = values.get(BORN)
    is_sure = isinstance(born, dt.date) and BORN not in "".join(said)
    who = match(roll, str(values.get(NUMBER) or ""), name, born if is_sure else None)  # type: ignore[arg-type]
    told = "；".join((*said, *filter(None, (row.said, who.said))))
    is_outside = _is_outside(draft, row)
    if who.member is not None:
        one = _changed(row, who.member, values, said)
        told = _and(one.said, "名单中写明不是会员，《会员》中有这个人，请核对")
        return replace(one, state=State.DOUBTFUL, said=told) if is_outside else one
    if is_outside and name:
        return PlannedRow(row, State.LEFT_OUT, name, said=NO_MEMBER)
    if who.perhaps or not who.is_person or not name:
        return PlannedRow(row, State.DOUBTFUL, name, said=told or "没有姓名")
    state = State.DOUBTFUL if row.is_hidden else State.NEW
    return PlannedRow(row, state, name, {**values, NAME: name}, said=told)


def _is_outside(draft: ListDraft, row: ListRow) -> bool:
    """Tell whether a list says of a person that he is no member: 是否会员 否, 入会时间 未入会."""
    if _NEVER_JOINED.fullmatch("".join(draft.text(row, JOINED).split())):
        return True
    return any(
        _IS_MEMBER.search(plain_head(column.label))
        and _NO_MEMBER.fullmatch("" if cell is None else str(cell).strip())
        for column, cell in zip(draft.columns, row.cells, strict=False)
    )


def _values(
    draft: ListDraft, row: ListRow, year: int
) -> tuple[dict[str, CellValue], tuple[str, ...]]:
    """Return what a row says, by header, and what is said of its cells."""
    values: dict[str, CellValue] = {}
    said: list[str] = []
    for column in MEMBERS.columns:
        cell = draft.cell(row, column.header)
        if cell is None:
            continue
        value, doubt, told = read_cell(cell, column, year)
        if doubt is not Doubt.NONE:
            said.append(told)
        if value is not None:
            values[column.header] = value
    said += _against_id(draft, row, values)
    return values, tuple(said)


def _against_id(draft: ListDraft, row: ListRow, values: Mapping[str, CellValue]) -> Iterator[str]:
    """Say where birth date or sex differ from those in the number of the identity card."""
    for header, label in ((BORN, BORN_BY_ID), (GENDER, GENDER_BY_ID)):
        places = (at for at, column in enumerate(draft.columns) if column.label == label)
        derived = next((row.cells[at] for at in places), None)
        if isinstance(derived, dt.datetime):
            derived = derived.date()
        if derived and header in values and values[header] != derived:
            if (
                isinstance(values[header], dt.date)
                and f"{values[header]:%Y%m}" == f"{derived:%Y%m}"
            ):
                continue
            yield f"{header}与身份证号推算的 {derived} 不一致，请核对"


def _changed(
    row: ListRow, member: Member, values: Mapping[str, CellValue], said: Sequence[str]
) -> PlannedRow:
    """Return the row of a member who is on the roll, with the cells that would change."""
    told = "；".join((*said, row.said))
    changes = tuple(
        Change(column.header, text_of(now), values[column.header])
        for column in MEMBERS.columns
        if column.header in values
        and column.header not in {NUMBER, NAME}
        and _differs(now := _now(member, column.field), values[column.header], told)
    )
    if values.get(NUMBER) and not member.member_no:
        changes = (Change(NUMBER, "", values[NUMBER]), *changes)
    changed = {change.header for change in changes}
    kept = (one for one in said if "没有写日" not in one or one.startswith(tuple(changed)))
    told = "；".join(filter(None, (*kept, row.said)))
    state = State.CHANGED if changes else State.SAME
    if row.is_hidden and changes:
        state = State.DOUBTFUL
    return PlannedRow(row, state, member.name, {}, changes, member.source.row, told)


def _now(member: Member, field: str) -> CellValue:
    """Return what the roll says of a member."""
    value = getattr(member, field, None)
    return ("是" if value else "否") if isinstance(value, bool) else value


def _differs(now: CellValue, new: CellValue, told: str) -> bool:
    """Tell whether the list says something else; a month agrees with a day in it."""
    if now in {None, ""}:
        return True
    if isinstance(now, dt.date) and isinstance(new, dt.date):
        is_month = f"按 {new} 导入" in told
        return (now.year, now.month) != (new.year, new.month) if is_month else now != new
    return "".join(str(now).split()) != "".join(str(new).split())


def _numbered(rows: Sequence[PlannedRow], members: Sequence[Member]) -> Iterator[PlannedRow]:
    """Give new members without a number the next one in the form of those that there are."""
    used = {member.member_no for member in members}
    used |= {str(one.values[NUMBER]) for one in rows if one.values.get(NUMBER)}
    matched = [(found, no) for no in used if (found := _DIGITS.fullmatch(no))]
    prefix, digits = "", "000"
    if matched:
        last = max(matched, key=lambda pair: int(pair[0][2]))[0]
        prefix, digits = last[1], last[2]
    number = int(digits)
    for one in rows:
        if not one.values or one.values.get(NUMBER):
            yield one
            continue
        number += 1
        no = f"{prefix}{number:0{len(digits)}d}"
        yield replace(one, values={NUMBER: no, **one.values})


def _settled(rows: Iterator[PlannedRow]) -> list[PlannedRow]:
    """Let each number be given to one new member only."""
    seen: set[str] = set()
    found = []
    for one in rows:
        no = str(one.values.get(NUMBER, ""))
        if no and no in seen:
            one = replace(  # noqa: PLW2901 - the row as it is told
                one, state=State.DOUBTFUL, said=_and(one.said, f"编号 {no} 在名单中出现不止一次")
            )
        seen.add(no)
        found.append(one)
    return found


def _notes(draft: ListDraft, rows: Sequence[PlannedRow], book: UnionBook) -> Iterator[str]:
    """Say what holds for the whole list."""
    if not draft.has(NUMBER) and any(one.values for one in rows):
        yield "名单里没有编号，新会员的会员编号接着已有的编号往下编。"
    told = {one.at for one in rows if one.at}
    missing = [m for m in book.members if m.source.row not in told and not m.has_left]
    if missing and told:
        yield f"《会员》中的 {written_out(missing)}不在这份名单里，没有改动。"
    if any(column.label == BORN_BY_ID and column.role for column in draft.columns):
        yield "出生日期和性别由身份证号推算；不要这样填的，请把那一栏的对应列改为“不导入”。"
    for label, role in (("参加工作时间", JOINED), ("参加工作日期", JOINED)):
        if any(column.label == label for column in draft.columns) and not draft.has(role):
            yield (
                f"「{label}」不一定是入会日期，没有导入；"
                f"本单位以此为准的，请把它的对应列选为“{role}”。"
            )


def _and(first: str, second: str) -> str:
    return f"{first}；{second}" if first else second
