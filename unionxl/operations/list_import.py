"""Lists of her own into the tables: first the preview, at the second click the rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.importing.lists import read_lists
from unionxl.lists.headers import TARGETS
from unionxl.lists.kept import draft_of, list_of, said_again
from unionxl.lists.model import State
from unionxl.lists.planning import planned, tables_for, tables_if_there
from unionxl.lists.preview import TITLE, VIEW_ID, preview, result_sheet
from unionxl.lists.recognising import recognise
from unionxl.lists.tidying import is_tidying
from unionxl.lists.told import counts_text, lines
from unionxl.operations.numbering import number_tables
from unionxl.operations.outcome import Outcome
from unionxl.operations.records import asking, save_noting
from unionxl.operations.tidying import accept_tidying
from unionxl.tables.account_map import ACCOUNT_MAP, AccountMap
from unionxl.tables.all import BY_SHEET
from unionxl.tables.dues import Dues
from unionxl.tables.ledger import Ledger
from unionxl.tables.plan import PLAN
from unionxl.values.text import as_text
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.carrying import write_sheets
from unionxl.workbook.inputs.drafts import read_draft
from unionxl.workbook.inputs.folded import show_written
from unionxl.workbook.port import CellChange, is_header

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from unionxl.lists.model import ListDraft, Planned, PlannedRow
    from unionxl.operations.request import Request
    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import TableBlock, Workbook

IMPORT, ACCEPT = "import_list", "accept_import"
MOST_ROWS = 5_000
MOST_TOLD = 8


def import_list(request: Request) -> Outcome:
    """Show what an import would bring, or write it at once.

    Raises:
        RequestError: the source is the workbook itself, or has more rows than a preview.
        DocumentError: the source cannot be read.
    """
    workbook, values = request.open(), request.values
    draft = _read(request, workbook)
    if draft.target == PLAN.sheet:
        from unionxl.operations.plans import import_chosen  # noqa: PLC0415

        return import_chosen(request)
    if values.get("month"):
        draft = draft.answering(**{Dues.month.header: values["month"]})
    found = _planned(workbook, draft, as_of=request.as_of, is_proposed=not values.get("yes"))
    if values.get("dry_run"):
        return Outcome("\n".join(lines(found)))
    if values.get("yes"):
        return _written(workbook, found, IMPORT, as_of=request.as_of)
    if len(draft.rows) > MOST_ROWS:
        raise RequestError(
            f"有 {len(draft.rows):,} 行，超过 {MOST_ROWS:,} 行，《{TITLE}》放不下。",
            where=f"文件《{draft.source}》",
            advice="请分成几个文件，分几次导入。",
        )
    return _shown(workbook, found, as_of=request.as_of)


def accept(request: Request) -> Outcome:
    """Write what the preview shows, as the clerk left it.

    Raises:
        RequestError: there is no preview, or something in it must be filled in first.
    """
    workbook = request.open()
    sheet = read_draft(workbook, VIEW_ID)
    if sheet is not None and is_tidying(sheet):
        return accept_tidying(workbook, sheet, as_of=request.as_of)
    draft = None if sheet is None else list_of(sheet)
    if draft is None:
        raise RequestError(
            "没有等待确认的名单。", where=f"《{TITLE}》", advice="请先点「导入名单」，选一个文件。"
        )
    found = _planned(workbook, draft, as_of=request.as_of)
    return _written(workbook, found, ACCEPT, as_of=request.as_of)


def _read(request: Request, workbook: Workbook) -> ListDraft:
    """Return the list of a source."""
    path, values = Path(request.document), request.values
    refuse_itself(path, workbook.path)
    into = _named(values.get("into") or "")
    return recognise(read_lists(path), path.name, into=into, sheet=values.get("sheet") or "")


def refuse_itself(source: Path, workbook: Path) -> None:
    """Stop where the workbook is to be read into itself."""
    if source.exists() and workbook.exists() and source.resolve() == workbook.resolve():
        raise RequestError(
            "选的就是这本工作簿，未作改动。",
            where=f"文件《{source.name}》",
            advice="请选择另外的名单或账表文件。",
        )


def _named(into: str) -> str:
    """Return the sheet that a list is to go to.

    Raises:
        RequestError: no list goes there.
    """
    plain = into.strip("《》 ")
    if plain and plain not in TARGETS:
        raise RequestError(
            f"名单不能导入“{into}”。",
            where="导入名单",
            advice=f"请从这些表中选：{'、'.join(TARGETS)}。",
        )
    return plain


def _planned(
    workbook: Workbook, draft: ListDraft, *, as_of: dt.date, is_proposed: bool = False
) -> Planned:
    """Say what would become of a list in a workbook, with what is proposed taken as said."""
    wanted, if_there = tables_for(draft.target), tables_if_there(draft.target)
    book, _ = read_book(workbook, as_of=as_of, tables=wanted, if_there=if_there)
    found = planned(draft, book)
    return planned(said_again(draft, found), book) if is_proposed else found


def _shown(workbook: Workbook, found: Planned, *, as_of: dt.date) -> Outcome:
    """Write the preview, and nothing else."""
    write_sheets(workbook, (preview(found, draft_of(found)),))
    summary = f"已列出《{TITLE}》，还没有写入《{found.draft.target}》。{counts_text(found)}。"
    open_asks = "、".join(f"「{ask.name}」" for ask in found.open_asks)
    notes = [*found.draft.notes, *found.notes]
    notes += [f"请先在《{TITLE}》中填写{open_asks}。"] if open_asks else []
    notes += [f"核对《{TITLE}》后，请点「确认导入」。"]
    backup = save_noting(workbook, IMPORT, summary, as_of=as_of, finding_count=asking(notes))
    is_waiting = bool(open_asks) or any(map(_is_left, found.rows))
    return Outcome(summary, notes=tuple(notes), backup=backup, is_waiting=is_waiting)


def _written(workbook: Workbook, found: Planned, action: str, *, as_of: dt.date) -> Outcome:
    """Write the rows of a list; what was left out is told."""
    if found.open_asks:
        names = "、".join(f"「{ask.name}」" for ask in found.open_asks)
        raise RequestError(
            f"还没有填{names}，未作改动。",
            where=f"《{TITLE}》",
            advice="请填写后再点「确认导入」。",
        )
    done = _write(workbook, found)
    number_tables(workbook, (BY_SHEET[found.draft.target],), as_of=as_of)
    _keep_accounts(workbook, found)
    left = [one for one in found.rows if one.state is State.DOUBTFUL and not one.is_taken]
    summary = _summary(found, done)
    notes = (*_left_notes(left, found), *done.notes)
    if VIEW_ID in workbook.generated_sheets():
        write_sheets(workbook, (result_sheet((summary, *notes), left),))
    elif not done.is_any:
        return Outcome(summary, notes=notes, is_waiting=any(map(_is_left, left)))
    backup = save_noting(workbook, action, summary, as_of=as_of, finding_count=asking(notes))
    is_waiting = any(map(_is_left, left))
    return Outcome(summary, notes=notes, backup=backup, is_waiting=is_waiting)


def _is_left(one: PlannedRow) -> bool:
    """Tell whether a row is in doubt and nobody has said whether it is to be imported."""
    return one.state is State.DOUBTFUL and not one.is_taken and one.row.wanted is None


@dataclass(frozen=True, slots=True)
class _Done:
    """What was written."""

    added: int
    changed_rows: int
    changed_cells: int
    notes: tuple[str, ...] = ()

    @property
    def is_any(self) -> bool:
        return bool(self.added or self.changed_cells)


def _write(workbook: Workbook, found: Planned) -> _Done:
    """Add the new rows and change the cells of those that are there."""
    table = BY_SHEET[found.draft.target]
    block = workbook.read_table(table.name)
    rows = [one.values for one in _in_order(found.taken) if one.values]
    changes = [
        CellChange(one.at, change.header, change.new)
        for one in found.taken
        for change in one.changes
        if _has(block, change.header)
    ]
    missing = sorted({h for row in rows for h in row if not _has(block, h)})
    written = {*(one.column for one in changes), *(header for row in rows for header in row)}
    if written:
        workbook.show_sheet(block.sheet)
        show_written(workbook, block, table, written)
    if changes:
        workbook.set_cells(table.name, changes)
    if rows:
        kept = [{h: value for h, value in row.items() if _has(block, h)} for row in rows]
        workbook.append_rows(table.name, kept)
    notes = (
        [f"本工作簿的《{table.sheet}》没有「{'」「'.join(missing)}」，这些没有带进来。"]
        if missing
        else []
    )
    changed = len({change.row for change in changes})
    return _Done(len(rows), changed, len(changes), tuple(notes))


def _keep_accounts(workbook: Workbook, found: Planned) -> None:
    """Keep the accounts that the clerk named for those of another program."""
    if not (found.accounts and workbook.has_table(ACCOUNT_MAP.name)):
        return
    foreign, ours = AccountMap.foreign_account.header, AccountMap.account_code.header
    block = workbook.read_table(ACCOUNT_MAP.name)
    place = block.position(foreign)
    rows = {as_text(row[place]): at for at, row in enumerate(block.rows)}
    named = [ask for ask in found.accounts if ask.code in found.draft.accounts]
    changes = [
        CellChange(block.row_number(rows[ask.code]), ours, ask.ours)
        for ask in named
        if ask.code in rows
    ]
    new: list[dict[str, CellValue]] = [
        {foreign: ask.code, ours: ask.ours} for ask in named if ask.code not in rows
    ]
    if changes:
        workbook.set_cells(ACCOUNT_MAP.name, changes)
    if new:
        workbook.append_rows(ACCOUNT_MAP.name, new)


def _in_order(taken: Sequence[PlannedRow]) -> Sequence[PlannedRow]:
    """Return rows by their day where all have one."""

    def day(one: PlannedRow) -> str:
        value: CellValue = one.values.get(Ledger.booked_on.header)
        return str(value or "")

    return sorted(taken, key=day) if all(map(day, taken)) else taken


def _has(block: TableBlock, header: str) -> bool:
    return any(is_header(one, header) for one in block.header)


def _summary(found: Planned, done: _Done) -> str:
    """Say what was written and what was there."""
    target = found.draft.target
    if not done.is_any:
        same = found.count(State.SAME)
        there = f"{same} 行都已在表中" if same else "没有可以导入的行"
        return f"没有新的内容：{there}，《{target}》没有改动。"
    parts = (
        f"新增 {done.added} 行" if done.added else "",
        f"更新 {done.changed_rows} 行 {done.changed_cells} 格" if done.changed_cells else "",
        f"已有 {found.count(State.SAME)} 行没有重复导入" if found.count(State.SAME) else "",
    )
    return f"已导入《{target}》：{'，'.join(part for part in parts if part)}。"


def _left_notes(left: Sequence[PlannedRow], found: Planned) -> Iterator[str]:
    """Say which rows were left out, and why."""
    for one in left[:MOST_TOLD]:
        yield f"{found.draft.source} 第 {one.row.number} 行 {one.name}：没有导入，{one.said}。"
    if len(left) > MOST_TOLD:
        yield f"另有 {len(left) - MOST_TOLD} 行存疑，没有导入。"
