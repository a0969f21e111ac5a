"""Input tables of the workbook to records, with a finding for every cell that needs a look."""

from __future__ import annotations

import dataclasses
from collections import defaultdict, deque
from dataclasses import dataclass
from decimal import Decimal
from itertools import compress, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from unionxl.domain.accounts import Account
from unionxl.domain.activities import Activity
from unionxl.domain.book import UnionBook
from unionxl.domain.budget import BudgetLine
from unionxl.domain.disclosures import Disclosure
from unionxl.domain.dues import DuesPayment
from unionxl.domain.duties import Duty
from unionxl.domain.evidence import EvidenceItem
from unionxl.domain.festivals import Festival
from unionxl.domain.holidays import HolidayDay
from unionxl.domain.ledger import LedgerEntry
from unionxl.domain.members import Member
from unionxl.domain.plan import WorkItem
from unionxl.domain.policy import Limit
from unionxl.domain.proposals import Proposal
from unionxl.domain.reviews import Review
from unionxl.domain.services import ServiceEntry
from unionxl.domain.settings import Settings
from unionxl.domain.source import SourceRef
from unionxl.errors import ColumnNotFoundError, TableNotFoundError, WorkbookError
from unionxl.resources import load_festivals
from unionxl.rules.finding import Finding, Severity
from unionxl.rules.remarks import DOUBTFUL, DUPLICATE, MISSING, UNREADABLE
from unionxl.workbook.package.addresses import address, column_letters
from unionxl.workbook.schema import SETTING_ROWS, SETTINGS, TABLES, Column
from unionxl.workbook.values import Problem, empty_value, is_blank, parse_cell, parse_cells

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from unionxl.workbook.port import ReadValue, TableBlock, Workbook
    from unionxl.workbook.schema import Setting, Table
    from unionxl.workbook.values import Value

R = TypeVar("R")

MAX_FINDINGS_A_COLUMN = 50  # a whole column of the wrong kind is one problem, not a thousand

_LEFT_OUT = "这一行没有计入。"
_EMPTY_CELL = Problem("没有填写。", "请补填。")

# Table name: the field of UnionBook and the record that a row becomes.
RECORDS: Mapping[str, tuple[str, type[Any]]] = {
    "Plan": ("work_items", WorkItem),
    "Members": ("members", Member),
    "Dues": ("dues_payments", DuesPayment),
    "Budget": ("budget_lines", BudgetLine),
    "Ledger": ("ledger_entries", LedgerEntry),
    "Services": ("service_entries", ServiceEntry),
    "Activities": ("activities", Activity),
    "Proposals": ("proposals", Proposal),
    "Disclosures": ("disclosures", Disclosure),
    "Duties": ("duties", Duty),
    "Evidence": ("evidence_items", EvidenceItem),
    "Limits": ("limits", Limit),
    "Accounts": ("accounts", Account),
    "Festivals": ("festivals", Festival),
    "Holidays": ("holiday_days", HolidayDay),
    "Reviews": ("reviews", Review),
}


@dataclass(frozen=True, slots=True)
class TableRecords(Generic[R]):
    """The records of one table, what is to be said about its cells, and the rows left out."""

    records: tuple[R, ...]
    findings: tuple[Finding, ...]
    skipped_rows: int


@dataclass(frozen=True, slots=True)
class _Cells:
    """One column of the rows in use: where it stands, its values and its problems by index."""

    column: Column
    position: int
    values: Sequence[Value]
    problems: Mapping[int, Problem]

    def left_out(self) -> Iterator[int]:
        """Yield the index of every row that cannot be used without this cell."""
        if self.column.is_essential:
            yield from (i for i, problem in self.problems.items() if not problem.is_readable)


def read_book(
    workbook: Workbook, *, as_of: dt.date, tables: Collection[str] | None = None
) -> tuple[UnionBook, tuple[Finding, ...]]:
    """Read the input tables into one book, and say which cells need a look.

    `tables` names the tables to read, all when it is None; the settings are always read. Nothing
    that stands in a cell raises.

    Raises:
        TableNotFoundError: an input table is missing.
        ColumnNotFoundError: a column of an input table is missing.
        WorkbookError: the settings do not tell the year.
    """
    settings, findings = read_settings(_block(workbook, SETTINGS))
    records: dict[str, tuple[Any, ...]] = {}
    skipped: dict[str, int] = {}
    columns: dict[str, dict[str, str]] = {}
    for table in TABLES:
        is_wanted = tables is None or table.name in tables
        is_there = not table.is_optional or table.name in workbook.table_names()
        if table is SETTINGS or not (is_wanted and is_there):
            continue
        field, record_type = RECORDS[table.name]
        block = _block(workbook, table)
        read = read_records(block, table, record_type, settings.fiscal_year)
        columns[block.sheet] = _letters(block, table)
        records[field] = read.records
        findings += read.findings
        if read.skipped_rows:
            skipped[table.name] = read.skipped_rows
    records["festivals"] = _with_known_facts(records.get("festivals", ()))
    book = UnionBook(
        settings=settings, as_of=as_of, skipped_rows=skipped, columns=columns, **records
    )
    return book, findings


def read_records(
    block: TableBlock, table: Table, record_type: type[R], fiscal_year: int
) -> TableRecords[R]:
    """Read one table; empty rows are passed over.

    Raises:
        ColumnNotFoundError: a column of the table is missing.
    """
    positions = _positions(block, table)
    columns = [column for column in table.columns if not column.formula]
    places = [positions[column.header] for column in columns]
    used = _used_rows(block, places)
    rows = block.rows if len(used) == len(block.rows) else [block.rows[index] for index in used]
    by_position = tuple(zip(*rows, strict=True)) or ((),) * len(block.header)
    cells = [
        _read_column(by_position[place], column, place, fiscal_year)
        for column, place in zip(columns, places, strict=True)
    ]
    left_out = {index for one in cells for index in one.left_out()}
    findings = [*_cell_findings(block, used, cells), *_duplicates(block, used, table, cells)]
    sources = [SourceRef(block.sheet, block.row_number(index)) for index in used]
    records = _records(record_type, cells, sources)
    if left_out:
        records = tuple(compress(records, (i not in left_out for i in range(len(used)))))
    return TableRecords(records, tuple(findings), len(left_out))


def read_settings(block: TableBlock) -> tuple[Settings, tuple[Finding, ...]]:
    """Read the settings: a row that is missing or empty gives the default.

    Raises:
        ColumnNotFoundError: a column of the table is missing.
        WorkbookError: the year is missing or no year.
    """
    positions = _positions(block, SETTINGS)
    label_at, value_at = (positions[SETTINGS.column(f).header] for f in ("label", "value"))
    rows: dict[str, int] = {}
    for index, row in enumerate(block.rows):
        rows.setdefault("".join(str(row[label_at]).split()), index)
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for setting in SETTING_ROWS:
        index = rows.get(setting.label, -1)
        cell = block.rows[index][value_at] if index >= 0 else None
        values[setting.field], problem = _parse_setting(cell, setting)
        if problem and (problem.is_readable or not setting.is_required):
            findings.append(_finding(_source(block, index, value_at, setting.label), problem))
        elif problem or (setting.is_required and values[setting.field] is None):
            raise WorkbookError(
                f"「{setting.label}」{problem.what if problem else _EMPTY_CELL.what}",
                where=f"工作表《{block.sheet}》",
                advice=f"请在“值”一栏填写{setting.label}：{setting.hint}",
            )
    return Settings(**values), tuple(findings)


def _with_known_facts(festivals: Iterable[Festival]) -> tuple[Festival, ...]:
    """Add what the program knows of festivals and the sheet has no column for."""
    known = {festival.name: festival for festival in load_festivals()}
    return tuple(
        dataclasses.replace(
            festival, spellings=fact.spellings, first_year=fact.first_year, is_shown=fact.is_shown
        )
        for festival in festivals
        for fact in (known.get(festival.name, festival),)
    )


def _block(workbook: Workbook, table: Table) -> TableBlock:
    """Return the block of a table."""
    if table.name not in workbook.table_names():
        raise TableNotFoundError(table.name, table.sheet)
    return _with_optional_columns(workbook.read_table(table.name), table)


def _with_optional_columns(block: TableBlock, table: Table) -> TableBlock:
    """Add, empty, the columns that were not there yet when the workbook was made."""
    there = {"".join(header.split()) for header in block.header}
    absent = [
        column.header
        for column in table.columns
        if column.is_optional and column.header not in there
    ]
    if not absent:
        return block
    blank = (None,) * len(absent)
    rows = tuple((*row, *blank) for row in block.rows)
    return dataclasses.replace(block, header=(*block.header, *absent), rows=rows)


def _positions(block: TableBlock, table: Table) -> dict[str, int]:
    """Return where each column of a table stands, whatever other columns were added."""
    found = {"".join(header.split()): position for position, header in enumerate(block.header)}
    for column in table.columns:
        if column.header not in found and not column.formula:
            raise ColumnNotFoundError(column.header, block.sheet, block.top)
    return found


def _letters(block: TableBlock, table: Table) -> dict[str, str]:
    """Return the letter of the column with each header."""
    return {
        header: column_letters(block.left + position)
        for header, position in _positions(block, table).items()
    }


def _used_rows(block: TableBlock, positions: Sequence[int]) -> Sequence[int]:
    """Return the index of every row with anything in one of these columns."""
    kept = itemgetter(*positions)
    return [index for index, row in enumerate(block.rows) if not all(map(is_blank, kept(row)))]


def _read_column(
    cells: Sequence[ReadValue], column: Column, position: int, fiscal_year: int
) -> _Cells:
    """Parse one column, each distinct cell once."""
    if cells.count(None) == len(cells) and not column.is_required:
        return _Cells(column, position, [empty_value(column)] * len(cells), {})
    keys: Sequence[Any] = cells
    if len({int, float, bool}.intersection(map(type, cells))) > 1:
        keys = list(zip(map(type, cells), cells, strict=True))  # 1, 1.0 and True are equal
    distinct: dict[Any, ReadValue] = dict(zip(keys, cells, strict=True))
    values: dict[Any, Value] = {}
    problems: dict[Any, Problem] = {}
    parsed = parse_cells(distinct.values(), column, fiscal_year)
    for key, (value, problem) in zip(distinct, parsed, strict=True):
        values[key] = value
        if problem:
            problems[key] = problem
        elif column.is_required and value in (None, "", ()):
            problems[key] = _EMPTY_CELL
    return _Cells(
        column,
        position,
        list(map(values.__getitem__, keys)),
        {i: problems[key] for i, key in enumerate(keys) if key in problems} if problems else {},
    )


def _records(
    record_type: type[R], cells: Iterable[_Cells], sources: Sequence[SourceRef]
) -> tuple[R, ...]:
    """Make the records, column by column.

    The values go straight into the slots: `__init__` of a frozen record takes three times as long,
    which a long ledger feels. Records have nothing else to do when they are made.
    """
    columns: dict[str, Iterable[Any]] = {one.column.field: one.values for one in cells}
    columns["source"] = sources
    records = tuple(map(record_type.__new__, repeat(record_type, len(sources))))
    for field in dataclasses.fields(record_type):  # type: ignore[arg-type]  # records are dataclasses
        fill = getattr(record_type, field.name).__set__
        deque(map(fill, records, columns.get(field.name, repeat(field.default))), maxlen=0)
    return records


def _cell_findings(
    block: TableBlock, used: Sequence[int], cells: Iterable[_Cells]
) -> list[Finding]:
    """Say what is the matter with the cells, row by row; a bad column is summed up."""
    found: list[tuple[int, int, Finding]] = []
    for one in cells:
        told = list(one.problems.items())[:MAX_FINDINGS_A_COLUMN]
        for index, problem in told:
            source = _source(block, used[index], one.position, one.column.header)
            leaves_out = one.column.is_essential and not problem.is_readable
            found.append((index, one.position, _finding(source, problem, leaves_out=leaves_out)))
        if rest := len(one.problems) - len(told):
            more = Problem(
                f"该列另有 {rest} 个单元格也需要核对。", "请逐个核对这一列。", is_readable=True
            )
            found.append((told[-1][0], one.position + 1, _finding(source, more)))
    found.sort(key=lambda entry: entry[:2])
    return [finding for _, _, finding in found]


def _finding(source: SourceRef, problem: Problem, *, leaves_out: bool = False) -> Finding:
    """Say what is the matter with one cell."""
    rule_id = DOUBTFUL if problem.is_readable else UNREADABLE
    if problem is _EMPTY_CELL:
        rule_id = MISSING
    is_error = rule_id == UNREADABLE or leaves_out
    return Finding(
        rule_id,
        Severity.ERROR if is_error else Severity.WARNING,
        problem.what + (_LEFT_OUT if leaves_out else ""),
        problem.advice,
        (source,),
    )


def _duplicates(
    block: TableBlock, used: Sequence[int], table: Table, cells: Iterable[_Cells]
) -> Iterator[Finding]:
    """Find the keys that stand in more than one row."""
    for one in cells:
        if one.column.header != table.key:
            continue
        rows: defaultdict[Value, list[int]] = defaultdict(list)
        for index, key in zip(used, one.values, strict=True):
            rows[key].append(index)
        for key, indexes in rows.items():
            if key != "" and len(indexes) > 1:
                numbers = "、".join(str(block.row_number(index)) for index in indexes[:10])
                yield Finding(
                    DUPLICATE,
                    Severity.ERROR,
                    f"「{key}」出现 {len(indexes)} 次，在第 {numbers} 行。",
                    f"请改成各不相同的{table.key}。",
                    tuple(_source(block, i, one.position, table.key) for i in indexes),
                )


def _source(block: TableBlock, index: int, position: int, header: str) -> SourceRef:
    """Return where a cell stands."""
    row = block.row_number(index)
    return SourceRef(block.sheet, row, header, address(row, block.left + position))


def _parse_setting(cell: ReadValue, setting: Setting) -> tuple[Value, Problem | None]:
    """Return the value of a setting, the default where there is none to be read."""
    column = Column(
        setting.label,
        setting.field,
        setting.kind,
        choices=setting.choices,
        is_closed=bool(setting.choices),
    )
    value, problem = parse_cell(cell, column, fiscal_year=0)
    if isinstance(value, int | Decimal) and setting.span:
        least, most = setting.span
        if not least <= value <= most:
            value = None
            problem = Problem(f"应在 {least} 与 {most} 之间。", f"请核对：{setting.hint}")
    if value == empty_value(column) and setting.default is not None:
        value = setting.default
    return value, problem
