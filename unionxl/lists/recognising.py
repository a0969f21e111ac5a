"""What a list is: the sheet that it goes to, the parts of its columns, what is left behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.errors import DocumentError, RequestError
from unionxl.lists.cells import born_on, gender_of, id_number, is_card
from unionxl.lists.heads import Head, filled_down, find_head, sort_rows, unfolded
from unionxl.lists.headers import (
    CARD_NUMBER,
    ID_NUMBER,
    SIGNED,
    TARGETS,
    left_behind,
    month_of,
    role_of,
)
from unionxl.lists.model import (
    BORN_BY_ID,
    GENDER_BY_ID,
    NOT_TAKEN,
    ListColumn,
    ListDraft,
    ListRow,
)
from unionxl.words.lists import rows as word_rows
from unionxl.words.people import looks_like_name, parts_of_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.importing.lists import ListCell, SourceRow, SourceSheet

LEDGER, DUES, MEMBERS, SERVICES = "收支台账", "会费", "会员", "服务台账"
EVIDENCE, LIMITS, ACCOUNTS, PLAN = "考核清单", "支出标准", "科目", "年度计划"
DUES_WORD = "会费"
TITLES = "list_titles"
_PERSONAL = frozenset(
    ("性别", "出生日期", "入会日期", "工会小组", "人员类别", "联系电话", "民族", "学历")
    + ("政治面貌", "在职状态", "退休日期", "会员编号", "月缴费基数")
)
_MOST = 0.6
_PHONE = re.compile(r"1[3-9]\d{9}")
_NUMBERED = re.compile(r"^\s*(?:\d{1,4}|[（(]\d{1,4}[)）])\s*[.、．:：)）]?\s*")
_NAME_FIRST = re.compile(r"^([\u4e00-\u9fff·]{2,12}?)(?=[\s,，:：;；（(+]|$)")
_SHOWN_ROWS = 8


@dataclass(frozen=True, slots=True)
class _Found:
    """A head and the sheet of ours that its list would go to."""

    head: Head
    target: str
    sheet: str


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
    heads = [(one.name, find_head(one)) for one in wanted]
    found = [
        _Found(head, target, name)
        for name, head in heads
        if head is not None and (target := into or guess(head, f"{source} {name}"))
    ]
    if not found:
        return _names_only(wanted, source, into, where)
    best = max(found, key=lambda one: (one.head.known, len(one.head.rows)))
    rivals = [
        one
        for one in found
        if one is not best and one.target == best.target and one.head.rows
    ]
    if rivals and not sheet:
        return _of_several([best, *rivals], found, source, where)
    return _draft(best, source)


def guess(head: Head, name: str) -> str:
    """Return the sheet that a list goes to, by its head and what it is called; empty for none."""
    told = " ".join((*head.title, name))
    fits = [target for target in TARGETS if _fits(head.labels, target, told)]
    if MEMBERS in fits and SERVICES in fits:
        said = _title_concepts(told)
        services = {role_of(label, SERVICES) for label in head.labels}
        own = {role_of(label, MEMBERS) for label in head.labels} & {"入会日期", "出生日期"}
        is_service = bool(services & {"金额", "内容", "事项", "数量"}) or "服务" in said
        fits.remove(MEMBERS if is_service and not own and "名册" not in said else SERVICES)
    return fits[0] if fits else ""


def _fits(labels: Sequence[str], target: str, told: str) -> bool:
    """Tell whether a list has what a sheet needs."""
    has = {role for label in labels if (role := role_of(label, target))}
    if target == LEDGER:
        return _is_ledger(has) and not {"姓名"} & {role_of(label, SERVICES) for label in labels}
    if target == DUES:
        months = sum(bool(month_of(label)) for label in labels)
        is_dues = any(DUES_WORD in text for text in (*labels, told))
        paid = bool(has & {"实缴", "应缴"}) or months >= 2  # noqa: PLR2004
        return bool(has & {"姓名", "会员编号"}) and paid and is_dues
    if target == MEMBERS:
        groups = {left_behind(label) for label in labels}
        return "姓名" in has and len(has & _PERSONAL) + (ID_NUMBER in groups) >= 2  # noqa: PLR2004
    if target == SERVICES:
        signs = any(left_behind(label) == SIGNED for label in labels)
        given = bool(has & {"金额", "事项", "内容", "数量"})
        return "姓名" in has and (given or signs or len([one for one in labels if one]) <= 2)  # noqa: PLR2004
    return _needs(target) <= has


def _needs(target: str) -> frozenset[str]:
    """Return the columns that a list of a plain kind must have."""
    needs = {
        EVIDENCE: ("考核内容", "分值"),
        LIMITS: ("事项", "限额"),
        ACCOUNTS: ("编码", "名称"),
        PLAN: ("计划月份", "事项内容"),
    }
    return frozenset(needs[target])


def _is_ledger(has: set[str]) -> bool:
    """Tell whether a list has days and amounts with their side."""
    is_dated = "日期" in has or {"月", "日"} <= has
    sides = {"借方", "贷方"} <= has or bool(has & {"收入金额", "支出金额"})
    told = "金额" in has and bool(has & {"方向", "余额", "对方户名", "科目编码", "科目名称"})
    return is_dated and (sides or told)


def _title_concepts(told: str) -> set[str]:
    """Return of what kind a list is by what it is called: 名册, 服务."""
    return {row.concept.partition("/")[0] for row in word_rows(TITLES) if row.word in told}


def matter_of(told: str) -> str:
    """Return the matter that the title of a list names, empty for none.

    >>> matter_of("2026年端午节慰问品发放表")
    '节日慰问'
    """
    named = (row for row in word_rows(TITLES) if row.word in told)
    return next((row.concept.partition("/")[2] for row in named if "/" in row.concept), "")


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
    if len(rivals) > 1 and rivals[0].target not in {MEMBERS, LEDGER}:
        raise RequestError(
            f"有几张工作表都像名单：{names}。",
            where=where,
            advice="请把要导入的一张放在单独的文件里，或在导入时写明是哪一张工作表。",
        )
    same = [one for one in rivals if one.head.labels == rivals[0].head.labels]
    ordered = sorted(same, key=found.index)
    head = ordered[0].head
    rows = tuple(row for one in ordered for row in one.head.rows)
    merged = Head(head.labels, head.title, rows, head.number, head.known)
    draft = _draft(_Found(merged, rivals[0].target, ordered[0].sheet), source)
    others = [one.sheet for one in found if one not in same]
    notes = [f"读入了工作表{'、'.join(f'《{one.sheet}》' for one in ordered)}。"] if len(same) > 1 else []
    notes += [f"没有读入工作表{'、'.join(f'《{one}》' for one in others)}。"] if others else []
    return ListDraft(
        draft.target, source, draft.columns, draft.rows, draft.title, (*notes, *draft.notes)
    )


def _draft(found: _Found, source: str) -> ListDraft:
    """Return the list below a head."""
    head = unfolded(found.head)
    width = len(head.labels)
    told = sort_rows(filled_down(head.rows), width)
    columns = [ListColumn(label, _role(label, found.target)) for label in head.labels]
    columns = _once(_by_content(columns, told.rows, found.target))
    title = " ".join((*head.title, found.sheet, source))
    notes = tuple(_row_notes(told.totals, told.remarks))
    rows = [
        ListRow(row.number, tuple(row.cells[:width]) + (None,) * (width - len(row.cells)),
                is_hidden=row.is_hidden)
        for row in told.rows
    ]
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
    if target == DUES and (month := month_of(label)):
        return f"{month}月"
    return NOT_TAKEN if left_behind(label) else ""


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
        ("性别", lambda cell: str(cell).strip() in {"男", "女"}),
        ("联系电话", lambda cell: bool(_PHONE.fullmatch(str(cell).removesuffix(".0")))),
        ("姓名", lambda cell: looks_like_name("".join(str(cell).split()))),
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
    keeps = [at for at, column in enumerate(columns) if column.is_kept and _is_shown(column, target)]
    kept = tuple(columns[at] for at in keeps)
    derives = target == MEMBERS and by_id >= 0
    if derives:
        roles = {column.role for column in kept}
        kept += (
            ListColumn(BORN_BY_ID, "" if "出生日期" in roles else "出生日期"),
            ListColumn(GENDER_BY_ID, "" if "性别" in roles else "性别"),
        )
    found = []
    for row in rows:
        cells = tuple(row.cells[at] for at in keeps)
        if derives:
            cells += _derived(row.cells[by_id])
        found.append(ListRow(row.number, cells, row.said, row.is_hidden, row.wanted))
    return kept, tuple(found)


def _is_shown(column: ListColumn, target: str) -> bool:
    """Tell whether a column is of use: what a payroll holds besides the dues is nobody's matter."""
    return bool(column.role) or (target in {MEMBERS, EVIDENCE, LIMITS} and bool(column.label))


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


def _row_notes(totals: Sequence[int], remarks: Sequence[SourceRow]) -> Iterator[str]:
    """Say which rows are none of the list."""
    if totals:
        yield f"第 {_numbers(totals)} 行是合计、余额或转页，没有导入。"
    if remarks:
        yield f"第 {_numbers([row.number for row in remarks])} 行是说明或签字，没有导入。"


def _numbers(numbers: Sequence[int]) -> str:
    shown = "、".join(map(str, numbers[:_SHOWN_ROWS]))
    return shown if len(numbers) <= _SHOWN_ROWS else f"{shown} 等 {len(numbers)}"


def _names_only(
    sheets: Sequence[SourceSheet], source: str, into: str, where: str
) -> ListDraft:
    """Return a list that is nothing but names: one a line, a chain of entries, or all in a row."""
    rows = [row for sheet in sheets for row in sheet.rows if any(row.cells)]
    named = [(row, _names_of(row)) for row in rows]
    count = sum(bool(names) for _, names in named)
    if into not in {"", SERVICES} or not count or count < _MOST * len(rows) - 2:
        raise DocumentError(
            "没有找到表头：前 20 行里没有一行写着两个以上认得的列名（如 姓名、性别、日期、摘要、金额）。",
            where=where,
            advice="请在表格的第一行写上列名，或选对工作表，再导入一次。",
        )
    title = " ".join(str(row.cells[0]) for row, names in named if not names)
    found = tuple(ListRow(row.number, (name,)) for row, names in named for name in names)
    return ListDraft(SERVICES, source, (ListColumn("姓名", "姓名"),), found, f"{title} {source}")


def _names_of(row: SourceRow) -> tuple[str, ...]:
    """Return the names that a line holds."""
    text = "、".join(str(cell) for cell in row.cells if cell not in {None, ""})
    bare = _NUMBERED.sub("", text)
    names = parts_of_list(bare)
    if names and all(map(looks_like_name, names)):
        return names
    first = _NAME_FIRST.match(bare.replace("、", " "))
    return (first[1],) if first and looks_like_name(first[1]) else ()
