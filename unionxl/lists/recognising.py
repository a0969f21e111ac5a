"""What a list is: the sheet that it goes to, the parts of its columns, what is left behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from unionxl.errors import DocumentError, RequestError
from unionxl.lists.cells import born_on, gender_of, id_number, is_card, without_numbers
from unionxl.lists.chains import names_of
from unionxl.lists.guessing import NAME, guess
from unionxl.lists.headers import (
    CARD_NUMBER,
    ID_NUMBER,
    left_behind,
    month_of,
    plain_head,
    role_of,
)
from unionxl.lists.heads import Head, filled_down, find_head, sort_rows, unfolded
from unionxl.lists.model import (
    BORN_BY_ID,
    GENDER_BY_ID,
    NOT_TAKEN,
    ListColumn,
    ListDraft,
    ListRow,
)
from unionxl.tables.dues import DUES, Dues
from unionxl.tables.evidence import EVIDENCE
from unionxl.tables.ledger import LEDGER
from unionxl.tables.limits import LIMITS
from unionxl.tables.members import MEMBERS, Members
from unionxl.tables.services import SERVICES, Services
from unionxl.words.people import looks_like_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.importing.lists import ListCell, SourceRow, SourceSheet

BORN, GENDER = Members.born_on.header, Members.gender.header
PHONE = Members.phone.header
_MOST = 0.6
_PHONE = re.compile(r"1[3-9]\d{9}")
_HEAD_LINES = 3
_NUMBER = "编号"
_MONTH = re.compile(r"(?:20\d\d\s*年?[.\-/]?\s*)?(?<!\d)(?:1[0-2]|0?[1-9])\s*月")
_SHOWN_ROWS = 8


@dataclass(frozen=True, slots=True)
class _Found:
    """A head and the sheet of ours that its list would go to."""

    head: Head
    target: str
    sheet: str
    without_value: tuple[str, ...] = ()


def recognise(
    sheets: Sequence[SourceSheet], source: str, *, into: str = "", sheet: str = ""
) -> ListDraft:
    """Return the list of a file with the meaning of its columns.

    `into` and `sheet` are what the clerk said, empty where she said nothing.

    Raises:
        RequestError: there is no such sheet, or several hold a list of equal right.
        DocumentError: no list was found.
    """
    where = f"文件《{source}》"
    wanted = _named(sheets, sheet, where)
    heads = [(one, find_head(one)) for one in wanted]
    found = [
        _Found(head, target, one.name, one.without_value)
        for one, head in heads
        if head is not None and (target := into or guess(head, f"{source} {one.name}"))
    ]
    if not found:
        return _names_only(wanted, source, into, where)
    best = max(found, key=lambda one: (one.head.known, len(one.head.rows)))
    rivals = [
        one for one in found if one is not best and one.target == best.target and one.head.rows
    ]
    if rivals and not sheet:
        return _of_several([best, *rivals], found, source, where)
    return _draft(best, source)


def _named(sheets: Sequence[SourceSheet], sheet: str, where: str) -> Sequence[SourceSheet]:
    """Return the sheets to look at."""
    if not sheet:
        return sheets
    found = [one for one in sheets if one.name.strip() == sheet.strip()]
    if not found:
        names = "、".join(one.name for one in sheets if one.name)
        raise RequestError(
            f"没有工作表“{sheet}”。",
            where=where,
            advice=f"请从这些工作表中选一张：{names}。" if names else "请不要指定工作表。",
        )
    return found


def _of_several(
    rivals: Sequence[_Found], found: Sequence[_Found], source: str, where: str
) -> ListDraft:
    """Return one list of several: all months of the dues together, the largest of others."""
    names = "、".join(f"《{one.sheet}》（{len(one.head.rows)} 行）" for one in found)
    if rivals[0].target not in {MEMBERS.sheet, LEDGER.sheet, DUES.sheet}:
        raise _which(names, where)
    same = [one for one in rivals if one.head.labels == rivals[0].head.labels]
    ordered = sorted(same, key=found.index)
    head = ordered[0].head
    rows = tuple(row for one in ordered for row in one.head.rows)
    if rivals[0].target == DUES.sheet and len(same) > 1 and not _has_month(head):
        months = [(one, _month_name(one)) for one in ordered]
        if not all(month for _, month in months):
            raise _which(names, where)
        labels = (*head.labels, Dues.month.header)
        width = len(head.labels)
        rows = tuple(
            replace(row, cells=(*_padded(row.cells, width), month))
            for one, month in months
            for row in one.head.rows
        )
        head = replace(head, labels=labels)
    merged = Head(head.labels, head.title, rows, head.number, head.known)
    draft = _draft(_Found(merged, rivals[0].target, ordered[0].sheet), source)
    others = [one.sheet for one in found if one not in same]
    notes = (
        [f"读入了工作表{'、'.join(f'《{one.sheet}》' for one in ordered)}。"]
        if len(same) > 1
        else []
    )
    notes += [f"没有读入工作表{'、'.join(f'《{one}》' for one in others)}。"] if others else []
    return ListDraft(
        draft.target, source, draft.columns, draft.rows, draft.title, (*notes, *draft.notes)
    )


def _which(names: str, where: str) -> RequestError:
    """Return the question which of several sheets is meant."""
    return RequestError(
        f"有几张工作表都像名单：{names}。",
        where=where,
        advice="请把要导入的一张放在单独的文件里，或在导入时写明是哪一张工作表。",
    )


def _has_month(head: Head) -> bool:
    """Tell whether the rows of a list of dues say for which months they are."""
    roles = [role_of(label, DUES.sheet) for label in head.labels]
    return Dues.month.header in roles or any(map(month_of, head.labels))


def _month_name(found: _Found) -> str:
    """Return the month that a sheet is called after, or its title; empty for none."""
    texts = (found.sheet, *found.head.title)
    return next((named[0] for text in texts if (named := _MONTH.search(text))), "")


def _padded(cells: Sequence[ListCell], width: int) -> tuple[ListCell, ...]:
    """Return cells as wide as the head."""
    return (*cells[:width], *[None] * (width - len(cells)))


def _draft(found: _Found, source: str) -> ListDraft:
    """Return the list below a head."""
    head = unfolded(found.head)
    width = len(head.labels)
    told = sort_rows(filled_down(head.rows), width)
    columns = [ListColumn(label, _role(label, found.target)) for label in head.labels]
    columns = _with_number(columns, told.rows, found.target)
    columns = _once(_by_content(columns, told.rows, found.target))
    title = without_numbers(" ".join((*head.title, found.sheet, source)))
    notes = tuple(_row_notes(told.totals, told.remarks))
    rows = [
        ListRow(
            row.number,
            _padded(row.cells, width),
            is_hidden=row.is_hidden,
        )
        for row in told.rows
    ]
    notes += tuple(_without_value(found.without_value))
    hidden = sum(row.is_hidden for row in rows)
    if hidden:
        notes += (f"有 {hidden} 行在原表中是隐藏的，没有列为导入；要导入的请在那一行选“是”。",)
    kept, kept_rows = without_private(columns, rows, found.target)
    return ListDraft(found.target, source, kept, kept_rows, title, (*notes, *_left(columns)))


def _role(label: str, target: str) -> str:
    """Return the part of a column: of the table, left behind, or unknown."""
    role = role_of(label, target)
    if role:
        return role
    if target == DUES.sheet and (month := month_of(label)):
        return f"{month}月"
    return NOT_TAKEN if left_behind(label) else ""


def _with_number(
    columns: Sequence[ListColumn], rows: Sequence[SourceRow], target: str
) -> list[ListColumn]:
    """Take a column 编号 that does not only count the rows for the numbers of the members."""
    number = Members.member_no.header
    is_of_people = target in {MEMBERS.sheet, DUES.sheet, SERVICES.sheet}
    if not is_of_people or any(column.role == number for column in columns):
        return list(columns)
    found = []
    for at, column in enumerate(columns):
        cells = [str(row.cells[at]) for row in rows if at < len(row.cells) and row.cells[at]]
        counts = [str(count) for count in range(1, len(cells) + 1)]
        is_number = plain_head(column.label) == _NUMBER and cells and cells != counts
        found.append(ListColumn(column.label, number) if is_number else column)
    return found


def _by_content(
    columns: Sequence[ListColumn], rows: Sequence[SourceRow], target: str
) -> list[ListColumn]:
    """Give columns without a known head the part that what is in them tells."""
    found = []
    taken = {column.role for column in columns}
    for at, column in enumerate(columns):
        cells = [row.cells[at] for row in rows if at < len(row.cells) and row.cells[at]]
        role = column.role
        if not role or role == NOT_TAKEN:
            told = _content(cells)
            if told in {ID_NUMBER, CARD_NUMBER}:
                column = ListColumn(told, NOT_TAKEN)  # noqa: PLW2901 - the column as it is meant
            elif told and not role and told not in taken and role_of(told, target):
                column = ListColumn(column.label or told, told)  # noqa: PLW2901
                taken.add(told)
        found.append(column)
    return found


def _content(cells: Sequence[ListCell]) -> str:
    """Return what most cells of a column are."""
    kinds = (
        (ID_NUMBER, lambda cell: bool(id_number(cell))),
        (CARD_NUMBER, is_card),
        (GENDER, lambda cell: str(cell).strip() in {"男", "女"}),
        (PHONE, lambda cell: bool(_PHONE.fullmatch(str(cell).removesuffix(".0")))),
        (NAME, lambda cell: looks_like_name("".join(str(cell).split()))),
    )
    return next(
        (name for name, fits in kinds if cells and sum(map(fits, cells)) >= _MOST * len(cells)), ""
    )


def _once(columns: Sequence[ListColumn]) -> list[ListColumn]:
    """Let each part be played by the first column that has it."""
    seen: set[str] = set()
    found = []
    for column in columns:
        is_again = column.role in seen and column.role != NOT_TAKEN
        found.append(ListColumn(column.label) if is_again else column)
        seen.add(column.role)
    return found


def without_private(
    columns: Sequence[ListColumn], rows: Sequence[ListRow], target: str
) -> tuple[tuple[ListColumn, ...], tuple[ListRow, ...]]:
    """Return a list without what is left behind; what an identity number tells takes its place."""
    by_id = next(
        (at for at, column in enumerate(columns) if left_behind(column.label) == ID_NUMBER), -1
    )
    keeps = [
        at for at, column in enumerate(columns) if column.is_kept and _is_shown(column, target)
    ]
    kept = tuple(columns[at] for at in keeps)
    derives = target == MEMBERS.sheet and by_id >= 0
    if derives:
        roles = {column.role for column in kept}
        kept += (
            ListColumn(BORN_BY_ID, "" if BORN in roles else BORN),
            ListColumn(GENDER_BY_ID, "" if GENDER in roles else GENDER),
        )
    found = []
    for row in rows:
        cells = tuple(_masked(row.cells[at]) for at in keeps)
        if derives:
            cells += _derived(row.cells[by_id])
        found.append(ListRow(row.number, cells, row.said, row.is_hidden, row.wanted))
    return kept, tuple(found)


def _masked(cell: ListCell) -> ListCell:
    """Return a cell without numbers of identity cards and bank cards in its text."""
    return without_numbers(cell) if isinstance(cell, str) else cell


def _is_shown(column: ListColumn, target: str) -> bool:
    """Tell whether a column is of use: what a payroll holds besides the dues is nobody's matter."""
    return bool(column.role) or (
        target in {MEMBERS.sheet, EVIDENCE.sheet, LIMITS.sheet} and bool(column.label)
    )


def _derived(cell: ListCell) -> tuple[ListCell, ListCell]:
    """Return birth date and sex by the number of an identity card."""
    number = id_number(cell)
    if not number:
        return None, None
    return born_on(number), gender_of(number, is_exact=isinstance(cell, str)) or None


def _left(columns: Sequence[ListColumn]) -> Iterator[str]:
    """Say which columns are left behind."""
    private = [one.label for one in columns if left_behind(one.label) in {ID_NUMBER, CARD_NUMBER}]
    if private:
        yield f"「{'」「'.join(dict.fromkeys(private))}」不保存，也不显示。"


def _without_value(cells: Sequence[str]) -> Iterator[str]:
    """Say which formulas have never been computed."""
    if cells:
        shown = "、".join(cells[:_SHOWN_ROWS]) + ("等" if len(cells) > _SHOWN_ROWS else "")
        yield (
            f"单元格 {shown}共 {len(cells)} 处公式没有计算结果，按空白读入；"
            "请用 Excel 打开原文件，保存后再导入。"
        )


def _row_notes(totals: Sequence[int], remarks: Sequence[SourceRow]) -> Iterator[str]:
    """Say which rows are none of the list."""
    if totals:
        yield f"第 {_numbers(totals)} 行是合计、余额或转页，没有导入。"
    if remarks:
        yield f"第 {_numbers([row.number for row in remarks])} 行是说明或签字，没有导入。"


def _numbers(numbers: Sequence[int]) -> str:
    shown = "、".join(map(str, numbers[:_SHOWN_ROWS]))
    return shown if len(numbers) <= _SHOWN_ROWS else f"{shown} 等 {len(numbers)}"


def _names_only(sheets: Sequence[SourceSheet], source: str, into: str, where: str) -> ListDraft:
    """Return a list that is nothing but names: one a line, a chain of entries, or all in a row."""
    rows = [row for sheet in sheets for row in sheet.rows if any(row.cells)]
    named = [(row, names_of(" ".join(str(cell) for cell in row.cells if cell))) for row in rows]
    count = sum(bool(names) for _, names in named)
    if into not in {"", SERVICES.sheet} or not count or count < _MOST * len(rows) - _HEAD_LINES:
        raise DocumentError(
            "没有找到表头：前 20 行里没有一行写着两个以上认得的列名"
            "（如 姓名、性别、日期、摘要、金额）。",
            where=where,
            advice="请在表格的第一行写上列名，或选对工作表，再导入一次。",
        )
    title = " ".join(
        str(row.cells[0]) for row, names in named if not names or "：" in str(row.cells[0])
    )
    found = tuple(ListRow(row.number, one) for row, names in named for one in names)
    columns = [ListColumn(NAME, NAME)]
    if any(row.cells[1] for row in found):
        columns.append(ListColumn(Services.amount.header, Services.amount.header))
    return ListDraft(SERVICES.sheet, source, tuple(columns), found, f"{title} {source}")
