"""The input tables of a workbook as one book."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from unionxl.domain.book import NotRead, UnionBook
from unionxl.domain.festivals import festival_rule_is_readable
from unionxl.domain.period import Month
from unionxl.domain.settings import Settings
from unionxl.domain.source import SourceRef
from unionxl.errors import ColumnNotFoundError, TablesLostError, WorkbookError
from unionxl.resources import load_festivals
from unionxl.rules.remarks import UNREADABLE
from unionxl.tables.all import TABLES
from unionxl.tables.dues import DUES
from unionxl.tables.festivals import FESTIVALS, Festivals
from unionxl.tables.limits import LIMITS, Limits
from unionxl.tables.members import MEMBERS
from unionxl.tables.openings import OPENINGS
from unionxl.tables.settings import MONTH_SETTING, SETTING_ROWS, SETTINGS, SettingColumns
from unionxl.values.column import Column, Kind
from unionxl.values.months import read_months
from unionxl.values.problem import NOT_COMPUTED, Problem
from unionxl.values.reading import (
    ERROR_TEXTS,
    empty_value,
    is_blank,
    parse_cell,
    parse_share,
)
from unionxl.values.text import as_text
from unionxl.words.numerals import in_figures
from unionxl.workbook.book.below_notes import below_findings
from unionxl.workbook.book.dues_rows import understood
from unionxl.workbook.book.missing import fits, header_gone, sheet_gone, why_missing
from unionxl.workbook.book.old_layout import added_up_before
from unionxl.workbook.book.records import (
    EMPTY_CELL,
    cell_source,
    finding,
    passed_over,
    positions,
    read_records,
)
from unionxl.workbook.book.spellings import join_spellings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from unionxl.domain.festivals import Festival
    from unionxl.domain.policy import Limit
    from unionxl.rules.finding import Finding
    from unionxl.tables.model import Table
    from unionxl.tables.settings import Setting
    from unionxl.values.column import ReadValue
    from unionxl.values.reading import Value
    from unionxl.workbook.book.records import TableRecords
    from unionxl.workbook.port import TableBlock, Workbook

FEWEST_FOUND = 3  # headers without a table: one or two may have been turned into ranges
_YEAR = re.compile(r"(20\d\d)年?度?")
SHARE_EXAMPLE, PART_EXAMPLE = "0.5%", "30%"


def read_book(
    workbook: Workbook,
    *,
    as_of: dt.date,
    tables: Collection[Table] | None = None,
    if_there: Collection[Table] = (),
) -> tuple[UnionBook, tuple[Finding, ...]]:
    """Read the input tables into one book, and say which cells need a look.

    `tables` are those to read, all when it is None, with those that they need; the settings are
    always read. Those `if_there` are read too, and empty in a workbook without them. Any other
    raises as soon as somebody looks at it. Nothing that stands in a cell raises.

    Raises:
        TableNotFoundError: an input table is missing.
        ColumnNotFoundError: a column of an input table is missing.
        WorkbookError: the settings do not tell the year.
    """
    check_is_there(workbook, SETTINGS)
    block = workbook.read_table(SETTINGS.name)
    settings, found = read_settings(block)
    gathered = _Gathered([*found, *below_findings(block.sheet, block.below)])
    gathered.records["refused_settings"] = _refused(gathered.findings)
    asked = TABLES if tables is None else tables
    wanted = _with_needed((*asked, *if_there))
    for table in TABLES:
        if table is SETTINGS:
            continue
        if table not in wanted:
            gathered.records[table.field] = NotRead(table.name)
        elif workbook.has_table(table.name):
            gathered.add(table, _read_records(workbook, table, settings.fiscal_year, gathered))
        elif table.is_optional or table not in _with_needed(asked):
            gathered.records[table.field] = ()
        else:
            check_is_there(workbook, table)
    gathered.complete()
    book = UnionBook(
        settings=settings,
        as_of=as_of,
        skipped_rows=gathered.skipped_rows,
        outside_rows=gathered.outside_rows,
        columns=gathered.columns,
        **gathered.records,
    )
    if tables is None and not workbook.has_table(OPENINGS.name):
        gathered.findings += added_up_before(book.ledger_entries)
    return book, tuple(gathered.findings)


@dataclass(slots=True)
class _Gathered:
    """What was read so far: records by field of the book, columns by sheet, rows that are in none.

    `skipped_rows` could not be read, `outside_rows` stand below a table.
    """

    findings: list[Finding]
    records: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Mapping[str, str]] = field(default_factory=dict)
    skipped_rows: dict[str, int] = field(default_factory=dict)
    outside_rows: dict[str, int] = field(default_factory=dict)

    def add(self, table: Table, read: TableRecords[Any]) -> None:
        """Add what was read of a table."""
        self.records[table.field] = read.records
        self.columns[read.sheet] = read.letters
        self.findings += (*below_findings(read.sheet, read.below, read.inside), *read.findings)
        if read.skipped_rows:
            self.skipped_rows[table.field] = read.skipped_rows
        if read.below.lost_count:
            self.outside_rows[table.field] = read.below.lost_count

    def complete(self) -> None:
        """Join numbers, take out of the limits what none can be, add what is known of festivals."""
        read = {
            field: found for field, found in self.records.items() if not isinstance(found, NotRead)
        }
        join_spellings(read)
        self.records |= read
        if not isinstance(limits := self.records[LIMITS.field], NotRead):
            self.records[LIMITS.field], impossible = _possible_limits(limits)
            self.findings += impossible
        if not isinstance(festivals := self.records[FESTIVALS.field], NotRead):
            self.records[FESTIVALS.field] = known = _with_known_facts(festivals)
            self.findings += _unreadable_rules(known, self.columns)


def _with_needed(tables: Iterable[Table]) -> set[Table]:
    """Return tables with those that they need."""
    asked = tuple(tables)
    return {*asked, *(needed for table in asked for needed in table.needs)}


def check_is_there(workbook: Workbook, table: Table) -> None:
    """Refuse a workbook without a table; one that lost most of them lost them all at once.

    Raises:
        WorkbookError: it is not there.
    """
    if workbook.has_table(table.name):
        return
    names = workbook.table_names()
    from unionxl.workbook.book.recognising import found_tables, lost_tables

    lost = {one.name for one in lost_tables(names)}
    if len(lost) > len(TABLES) // 2:
        found = lost & found_tables(workbook).keys()
        is_all = not {one.name for one in TABLES} & set(names)
        if len(found) >= (1 if is_all else FEWEST_FOUND):
            raise TablesLostError(workbook.path.name)
    raise why_missing(workbook, table.name)


def _read_records(
    workbook: Workbook, table: Table, fiscal_year: int, before: _Gathered
) -> TableRecords[Any]:
    """Read one table.

    LibreOffice leaves the table of a deleted sheet on the sheet that took its place.
    """
    try:
        blocks = workbook.read_columns(table.name)
        read = read_records(blocks, table, table.record, fiscal_year)
    except ColumnNotFoundError as stop:
        if fits(stop.header, table):
            raise
        is_gone = table.sheet not in workbook.sheet_names()
        raise (sheet_gone(table) if is_gone else header_gone(table, stop.where)) from stop
    return understood(read, before.records[MEMBERS.field]) if table is DUES else read


def read_settings(block: TableBlock) -> tuple[Settings, tuple[Finding, ...]]:
    """Read the settings: a row that is missing or empty gives the default.

    Raises:
        ColumnNotFoundError: a column of the table is missing.
        WorkbookError: the year is missing or no year.
    """
    places = positions(block.header, SETTINGS, block.sheet, block.top)
    label_at, value_at = (
        places[column.header] for column in (SettingColumns.label, SettingColumns.value)
    )
    rows: dict[str, int] = {}
    for index, row in enumerate(block.rows):
        rows.setdefault("".join(str(row[label_at]).split()), index)
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for setting in SETTING_ROWS:
        index = rows.get(setting.label, -1)
        cell = block.rows[index][value_at] if index >= 0 else None
        if setting.is_required:
            cell = year_number(cell)
        year = values.get("fiscal_year") or 0
        if setting.label == MONTH_SETTING:
            cell = month_number(cell, year or None)
        values[setting.field], problem = _parse_setting(cell, setting, year)
        if problem and (problem.is_readable or not setting.is_required):
            place = SourceRef(block.sheet, block.row_number(index))
            source = cell_source(place, block.left + value_at, setting.label)
            findings.append(finding(source, passed_over(problem, setting.summed_by)))
        elif problem or (setting.is_required and values[setting.field] is None):
            raise WorkbookError(
                f"「{setting.label}」{problem.what if problem else EMPTY_CELL.what}",
                where=f"工作表《{block.sheet}》",
                advice=f"请在“值”一栏填写{setting.label}：{setting.hint}",
            )
    return Settings(**values), tuple(findings)


def _refused(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the labels of the settings whose value was not read."""
    return tuple(one.sources[0].column for one in findings if one.rule_id == UNREADABLE)


def _possible_limits(limits: Iterable[Limit]) -> tuple[tuple[Limit, ...], tuple[Finding, ...]]:
    """Take out the shares that none can be, and say so: 0.5 for dues is 50 %."""
    kept: list[Limit] = []
    findings: list[Finding] = []
    for limit in limits:
        amount, most, source = limit.amount, limit.most_share, limit.source
        if amount is None or most is None or 0 <= amount <= most or source is None:
            kept.append(limit)
            continue
        name = limit.matter or limit.limit_id
        example = SHARE_EXAMPLE if most < 1 else PART_EXAMPLE
        _, problem = parse_share(float(amount), name, most, example)
        kept.append(replace(limit, amount=None))
        if problem:
            findings.append(
                finding(SourceRef(source.sheet, source.row, Limits.amount.header), problem)
            )
    return tuple(kept), tuple(findings)


def _with_known_facts(festivals: Iterable[Festival]) -> tuple[Festival, ...]:
    """Add what the program knows of festivals and the sheet has no column for.

    A row with another rule than ours is the clerk's own: it has its place in every calendar.
    """
    known = {festival.name: festival for festival in load_festivals()}
    return tuple(
        replace(
            festival,
            spellings=fact.spellings,
            first_year=fact.first_year,
            is_shown=fact.is_shown or festival.rule != fact.rule,
        )
        for festival in festivals
        for fact in (known.get(festival.name, festival),)
    )


def _unreadable_rules(
    festivals: Iterable[Festival], letters: Mapping[str, Mapping[str, str]]
) -> tuple[Finding, ...]:
    """Find the festivals that no calendar can show, for their rule names no day."""
    rule = Festivals.rule.header
    return tuple(
        finding(
            SourceRef(
                one.source.sheet,
                one.source.row,
                rule,
                f"{letters[one.source.sheet][rule]}{one.source.row}",
            ),
            Problem(
                f"「{one.name}」的规则“{one.rule}”没有读懂，日历上没有它。",
                "请写成 公历 9-1、农历 8-15、星期 5-2-日、节气 清明 或 整月 6。",
                is_readable=True,
            ),
        )
        for one in festivals
        if one.source is not None and one.rule and not festival_rule_is_readable(one.rule)
    )


def year_number(cell: ReadValue) -> ReadValue:
    """Return the figures of a year written as 2026年, 2026年度 or 二〇二六年; else what it was."""
    if not isinstance(cell, str):
        return cell
    year = _YEAR.fullmatch("".join(in_figures(cell).split()))
    return year[1] if year else cell


def month_number(cell: ReadValue, fiscal_year: int | None) -> ReadValue:
    """Return the number of a month however it is written, what stands there where it is none.

    The program's own formula in its place, not computed yet, is no month that was picked.
    """
    if cell == NOT_COMPUTED:
        return None
    if isinstance(cell, dt.date):
        months: Sequence[Month] = (Month.of(cell),)
    elif not cell or fiscal_year is None:
        return cell or None
    else:
        months, _ = read_months(as_text(cell), fiscal_year)
    is_ours = len(months) == 1 and fiscal_year in {None, months[0].year}
    return months[0].month if is_ours else cell


def _parse_setting(
    cell: ReadValue, setting: Setting, fiscal_year: int
) -> tuple[Value, Problem | None]:
    """Return the value of a setting, the default where there is none to be read."""
    column = Column(
        setting.label,
        setting.kind,
        choices=setting.choices,
        is_closed=bool(setting.choices),
        field=setting.field,
    )
    is_share = setting.kind is Kind.SHARE and not is_blank(cell) and cell not in ERROR_TEXTS
    if is_share and setting.span:
        return parse_share(cell, setting.label, Decimal(setting.span[1]), setting.example)
    value, problem = parse_cell(cell, column, fiscal_year)
    if isinstance(value, Month):
        return _month_of_year(value, fiscal_year)
    if isinstance(value, int | Decimal) and setting.span:
        least, greatest = setting.span
        if not least <= value <= greatest:
            value = None
            problem = Problem(f"应在 {least} 与 {greatest} 之间。", f"请核对：{setting.hint}")
    if value == empty_value(column) and setting.default is not None:
        value = setting.default
    return value, problem


def _month_of_year(month: Month, year: int) -> tuple[Month | None, Problem | None]:
    """Take a month of the workbook's year, and no other."""
    if month.year == year:
        return month, None
    return None, Problem(
        f"{month.year}年{month.month}月不在 {year} 年，没有采用。",
        f"请填写 {year} 年的月份，如 9月；从 1 月起使用的，空着即可。",
    )
