"""Printed forms for the rows that the clerk stands in, and texts for her chat groups."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from unionxl.domain.forms import FormPage
from unionxl.domain.notice_texts import parse_notices
from unionxl.errors import RequestError
from unionxl.importing.encodings import decode
from unionxl.operations.making import Draft, Sheets, make_sheets
from unionxl.operations.operation import named
from unionxl.operations.selection import selected
from unionxl.resources import load_forms
from unionxl.tables.all import TABLES
from unionxl.tables.meetings import MEETINGS
from unionxl.values.reading import is_blank
from unionxl.views.form import TITLE, form_sheet
from unionxl.views.form_facts import AUDIT_MEETING, YES, row_facts
from unionxl.views.notice_sheet import TITLE as NOTICE_TITLE
from unionxl.views.notice_sheet import notice_sheet
from unionxl.words.lists import templates_folder
from unionxl.workbook.port import is_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.forms import Form
    from unionxl.domain.notice_texts import NoticeText
    from unionxl.operations.findings import Check
    from unionxl.operations.making import Reading
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.request import Request
    from unionxl.rules.finding import Finding
    from unionxl.tables.model import Table
    from unionxl.views.form_facts import RowFacts
    from unionxl.workbook.port import Workbook

CHECK = "unionxl.operations.findings:read_check"  # has all rules imported
OWN_NOTICES, NOTICES = "通知模板.txt", "notices.txt"
MOST_ROWS = 200
READABLE = tuple(table for table in TABLES if table.field)
_STRETCH = re.compile(r"(\d{1,7})(?:\s*[-—–~至到]\s*(\d{1,7}))?")


def form(request: Request) -> Outcome:
    """Make the forms of the rows that are named, or that the clerk has selected.

    Raises:
        RequestError: no row is meant, or none of which there is a form.
    """
    workbook, values = request.open(), request.values
    chosen = selected(workbook, values.get("sheet"), values.get("row"))
    rows = rows_named(chosen.rows)
    wanted = values.get("form")

    def plan(reading: Reading) -> Sheets:
        return _sheets(reading, chosen.sheet, rows, wanted)

    return make_sheets(workbook, "form", plan, as_of=request.as_of, reads=(), if_there=READABLE)


def rows_named(text: str) -> tuple[int, ...]:
    """Return the numbers of rows that a text names: 5-9,12.

    Raises:
        RequestError: it names none, or more than can be printed at once.
    """
    found: list[int] = []
    for part in re.split(r"[,，、;；\s]+", text.strip()):
        match = _STRETCH.fullmatch(part)
        if match is None:
            raise RequestError(
                f"“{text}”不是行号。", where="行号", advice="请写成 5 或 5-9,12 的样子。"
            )
        first, last = int(match[1]), int(match[2] or match[1])
        first, last = min(first, last), max(first, last)
        if last - first >= MOST_ROWS or len(found) > MOST_ROWS:
            found += [first] * (MOST_ROWS + 1)
            break
        found += range(first, last + 1)
    if len(found) > MOST_ROWS:
        raise RequestError(
            f"选了超过 {MOST_ROWS} 行。",
            where="行号",
            advice=f"请分几次打印，每次至多 {MOST_ROWS} 行。",
        )
    return tuple(dict.fromkeys(found))


def _sheets(reading: Reading, sheet: str, rows: Sequence[int], wanted: str | None) -> Sheets:
    """Return the sheets to be made for some rows."""
    book, workbook = reading.book, reading.workbook
    table = _table_of(book, sheet)
    forms = _forms_of(table, wanted)
    records = {one.source.row: one for one in getattr(book, table.field)}
    chosen = [(row, records[row]) for row in rows if row in records]
    skipped = [_why_not(workbook, table, row) for row in rows if row not in records]
    if not chosen:
        raise RequestError(
            skipped[0] if skipped else "没有选中一行。",
            where=f"《{sheet}》",
            advice="请点一下要打印的那一行，再点一次按钮。",
        )
    findings = _findings(workbook, book, table, [one for _, one in chosen])
    facts = [row_facts(book, table, one, findings) for _, one in chosen]
    _take_all(facts)
    pages = _once(page for one in facts for page in _pages(forms, one))
    if not pages:
        raise RequestError(
            f"这一行没有要打印的表格（{_conditions(forms)}）。",
            where=f"《{sheet}》第 {chosen[0][0]} 行",
            advice="请换一行，或先填好这一行再打印。",
        )
    texts = _notices(workbook, table, facts)
    drafts = [Draft(partial(form_sheet, pages))]
    if texts:
        drafts.append(Draft(partial(notice_sheet, texts)))
    titles = "、".join(dict.fromkeys(page.form.title for page in pages))
    said = f"已生成《{TITLE}》：{titles}，{len(chosen)} 行。请在《{TITLE}》上用 Ctrl+P 打印。"
    notes = (*(note for one in facts for note in one.notes), *skipped, *_told_notices(texts))
    return Sheets(drafts, said, notes=tuple(dict.fromkeys(notes)), count=0)


def _table_of(book: UnionBook, sheet: str) -> Table:
    """Return the table on a sheet, whatever the sheet is called now.

    Raises:
        RequestError: the sheet has no table of which there are forms.
    """
    named = {form.table for form in load_forms()}
    with_forms = [table for table in READABLE if table.name in named]
    for table in with_forms:
        places = {one.source.sheet for one in getattr(book, table.field)} or {table.sheet}
        if sheet in places:
            return table
    names = "".join(f"《{table.sheet}》" for table in with_forms)
    raise RequestError(
        "这张表的行没有可以打印的表格。",
        where=f"《{sheet}》",
        advice=f"请在{names}中点一行，再点一次按钮。",
    )


def _forms_of(table: Table, wanted: str | None) -> list[Form]:
    """Return the forms of a table, or the one that is asked for by its title or its id.

    Raises:
        RequestError: there is no such form of the table.
    """
    forms = [form for form in load_forms() if form.table == table.name]
    if wanted is None:
        return forms
    found = [form for form in forms if wanted in {form.form_id, form.title}]
    if not found:
        titles = "、".join(f"“{form.title}”" for form in forms)
        raise RequestError(
            f"没有“{wanted}”这种表格。",
            where=f"《{table.sheet}》",
            advice=f"请从{titles}中选一种。",
        )
    return found


def _conditions(forms: Sequence[Form]) -> str:
    """Say for which rows there are forms."""
    told = [f"《{form.title}》要求{form.when or f'没有{form.unless}'}" for form in forms]
    return "；".join(told)


def _pages(forms: Sequence[Form], row: RowFacts) -> list[FormPage]:
    """Return the pages of one row."""
    return [FormPage(form, row.facts, row.lists) for form in forms if form.fits(row.facts)]


def _take_all(facts: Sequence[RowFacts]) -> None:
    """Let every row name all rows that are printed with it, where there are several."""
    if len(facts) > 1:
        rows = [{**one.facts, "序号": str(number)} for number, one in enumerate(facts, 1)]
        for one in facts:
            one.facts["多行"] = YES
            one.lists["各行"] = rows


def _once(pages: Iterable[FormPage]) -> list[FormPage]:
    """Return pages without those that would say the same as one before."""
    return list({page.printed: page for page in reversed([*pages])}.values())[::-1]


def _why_not(workbook: Workbook, table: Table, row: int) -> str:
    """Say why a row of the sheet is none of the table."""
    block = workbook.read_table(table.name)
    if row <= block.top:
        return f"第 {row} 行是表头或标题，没有打印。"
    cells = block.rows[row - block.top - 1] if row <= block.bottom else ()
    computed = [one.header for one in table.columns if one.formula]
    typed = [
        cell
        for header, cell in zip(block.header, cells, strict=False)
        if not any(is_header(header, one) for one in computed)
    ]
    if all(map(is_blank, typed)):
        return f"第 {row} 行是空行，没有打印。"
    return f"第 {row} 行没有读出内容（合计行，或必填的格子空着），没有打印。"


def _findings(
    workbook: Workbook, book: UnionBook, table: Table, records: Sequence[Any]
) -> Sequence[Finding]:
    """Return what a check finds, where a meeting of the funds review committee is printed."""
    if table is not MEETINGS or all(one.category != AUDIT_MEETING for one in records):
        return ()
    read_check = cast("Callable[..., Check]", named(CHECK))
    return read_check(workbook, as_of=book.as_of).report.standing


def _notices(workbook: Workbook, table: Table, facts: Sequence[RowFacts]) -> list[str]:
    """Return the texts for chat groups; the clerk's own templates beside the workbook win."""
    template = _templates(workbook).get(table.sheet)
    texts = [template.filled(one.facts) for one in facts] if template else []
    return [text for text in dict.fromkeys(texts) if text]


def _templates(workbook: Workbook) -> Mapping[str, NoticeText]:
    """Return the templates of notices by sheet."""
    built_in = parse_notices((templates_folder() / NOTICES).read_text(encoding="utf-8"))
    own = workbook.path.with_name(OWN_NOTICES)
    return {**built_in, **(parse_notices(decode(own.read_bytes())) if own.is_file() else {})}


def _told_notices(texts: Sequence[str]) -> list[str]:
    """Tell the text for a chat group; several only stand on their sheet."""
    if len(texts) == 1:
        return [f"通知文字（也在《{NOTICE_TITLE}》，可复制）：\n{texts[0]}"]
    return [f"通知文字 {len(texts)} 份，在《{NOTICE_TITLE}》。"] if texts else []
