"""Forms of an upper union filled with the members, each in a copy of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.domain.groups import Unknown, parse_group
from unionxl.domain.roll import Roll
from unionxl.errors import RequestError
from unionxl.importing.documents import read_file_of_kind
from unionxl.importing.lists import read_lists
from unionxl.lists.filling import filled
from unionxl.lists.headers import role_of
from unionxl.lists.heads import find_head
from unionxl.operations.files import check_new, write_file
from unionxl.operations.outcome import Outcome
from unionxl.tables.members import MEMBERS, Members
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.package.forms import with_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.members import Member
    from unionxl.lists.heads import Head
    from unionxl.operations.request import Request

SUFFIX = ".xlsx"
DONE = "（已填）"
MOST_FILES = 100


def fill(request: Request) -> Outcome:
    """Write a copy of a form with the members in it; the form itself stays as it is.

    Raises:
        RequestError: the form has no head that is known, or no room; nobody is meant.
    """
    template = Path(request.document)
    where = f"文件《{template.name}》"
    if template.suffix.lower() != SUFFIX:
        raise RequestError(
            "只能填 .xlsx 的表。", where=where, advice="请用 Excel 或 WPS 打开，另存为 .xlsx 再填。"
        )
    workbook = request.open()
    book, _ = read_book(workbook, as_of=request.as_of, tables=(MEMBERS,))
    members = _meant(book, request.values.get("to") or "")
    sheet, head = _form(template, where)
    form = filled(head, members, where)
    content = read_file_of_kind(template, where)
    out = _target(request.values.get("out"), template, workbook.path)
    write_file(out, with_cells(content, where, sheet, form.cells))
    notes = [f"「{'」「'.join(form.empty)}」空着，请自己填写。"] if form.empty else []
    return Outcome(f"已填好 {len(members)} 人：{out}", notes=tuple(notes), made=out)


def _meant(book: UnionBook, to: str) -> Sequence[Member]:
    """Return the members to be listed: those of a group, else all that have not left."""
    if not to:
        found: Sequence[Member] = [one for one in book.members if not one.is_gone]
    else:
        roll = Roll.of(book.members)
        group = parse_group(to, roll)
        if isinstance(group, Unknown):
            words = "、".join(group.words) or to
            raise RequestError(
                f"“{words}”看不出是哪些会员。",
                where="填上级名单",
                advice="请写成“女教职工”“35周岁以下教师”“大班组、李敏”的样子。",
            )
        found = group.members(roll, book.as_of)
    if not found:
        raise RequestError(
            "《会员》中没有这样的人，没有填写。",
            where="填上级名单",
            advice="请先登记会员，或换一些人。",
        )
    return found


def _form(template: Path, where: str) -> tuple[str, Head]:
    """Return the sheet of a form that names the members, and its head."""
    name = Members.name.header
    for sheet in read_lists(template):
        head = find_head(sheet)
        if head is not None and any(role_of(one, MEMBERS.sheet) == name for one in head.labels):
            return sheet.name, head
    raise RequestError(
        "没有找到写着“姓名”等列名的表头。",
        where=where,
        advice="请确认选对了表；表头要在前 20 行里，并有两个以上认得的列名。",
    )


def _target(out: Path | None, template: Path, workbook: Path) -> Path:
    """Return where the copy goes: the name that was asked for, else beside the workbook."""
    if out is not None:
        check_new(out, SUFFIX)
        return out
    stem = workbook.parent / f"{template.stem}{DONE}"
    names = (stem.with_name(f"{stem.name}{count or ''}{SUFFIX}") for count in range(MOST_FILES))
    return next(one for one in names if not one.exists())
