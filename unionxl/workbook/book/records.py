"""The rows of an input table to records, with a finding for every cell that needs a look."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from itertools import chain, compress, repeat
from types import NoneType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from unionxl.domain.source import SourceRef
from unionxl.errors import ColumnNotFoundError
from unionxl.rules.finding import Finding, Joint, Severity
from unionxl.rules.remarks import DOUBTFUL, DUPLICATE, MISSING, PASSED_OVER, UNREADABLE
from unionxl.values.problem import Problem
from unionxl.values.reading import (
    empty_value,
    is_blank,
    parse_cells,
    plain_texts,
)
from unionxl.workbook.book.inside import RowsAbove, leftovers, rows_that_are_none
from unionxl.workbook.cells.addresses import address, column_letters
from unionxl.workbook.port import NOTHING_BELOW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from unionxl.tables.model import Table
    from unionxl.values.column import Column, ReadValue
    from unionxl.values.reading import Value
    from unionxl.workbook.port import Leftover, RowsBelow, TableColumns, Why

R = TypeVar("R")

MAX_ROWS_NAMED = 20
MAX_FINDINGS_A_COLUMN = 50  # a whole column of the wrong kind is one problem, not a thousand
EMPTY_CELL = Problem("没有填写。", "请补填。")

LEFT_OUT, LEFT_OUT_JOINTLY = "这一行没有计入。", "这些行没有计入"
_BLANK = frozenset({NoneType, str})
_ALIKE = frozenset({int, float, bool})  # 1, 1.0 and True are equal


@dataclass(frozen=True, slots=True)
class TableRecords(Generic[R]):
    """The records of one table, what is to be said about its cells, and the rows left out.

    `letters` are those of the columns on the sheet, by header. `below` says what stands below the
    table, `inside` which rows in it are headers and totals.
    """

    sheet: str
    letters: Mapping[str, str]
    records: tuple[R, ...]
    findings: tuple[Finding, ...]
    skipped_rows: int
    below: RowsBelow = NOTHING_BELOW
    inside: tuple[Leftover, ...] = ()


def read_records(
    blocks: Iterable[TableColumns], table: Table, record_type: type[R], fiscal_year: int
) -> TableRecords[R]:
    """Read one table, block after block; empty rows are passed over.

    Raises:
        ColumnNotFoundError: a column of the table is missing.
    """
    following = iter(blocks)
    first = next(following)
    places = positions(first.header, table, first.sheet, first.top)
    columns = [
        ColumnReading(column, places.get(column.header), fiscal_year)
        for column in table.columns
        if not column.formula
    ]
    sources: list[SourceRef] = []
    records: list[R] = []
    below = NOTHING_BELOW
    inside: dict[int, Why] = {}
    above = RowsAbove([one.column for one in columns], [one.values for one in columns])
    for block in chain((first,), following):
        read_before = len(sources)
        sources += read_block(block, columns, inside, above)
        values: dict[str, Sequence[object]] = {
            one.column.field: one.values[read_before:] for one in columns
        }
        values["source"] = sources[read_before:]
        records += made(record_type, values, len(sources) - read_before)
        below = block.below
    _pass_over_answered(columns)
    left_out = {index for one in columns for index in one.left_out()}
    alike = list(_alike(first.left, sources, columns, left_out))
    findings = [
        *alike,
        *_cell_findings(first.left, sources, columns),
        *_duplicates(first.left, sources, table, columns),
    ]
    return TableRecords(
        first.sheet,
        {header: column_letters(first.left + place) for header, place in places.items()},
        tuple(compress(records, (index not in left_out for index in range(len(records)))))
        if left_out
        else tuple(records),
        tuple(findings),
        len(left_out),
        below,
        tuple(leftovers(inside)),
    )


def _pass_over_answered(columns: Sequence[ColumnReading]) -> None:
    """Take back that a cell is empty where another one of its row stands for it."""
    by_field = {one.column.field: one for one in columns}
    for one in columns:
        if not one.column.required_unless:
            continue
        other = by_field[one.column.required_unless].values
        for index, problem in list(one.problems.items()):
            if problem is EMPTY_CELL and other[index] not in (None, "", ()):
                del one.problems[index]


@dataclass(frozen=True, slots=True)
class _Known:
    """What distinct cells of a column say, and what is the matter with them."""

    values: dict[Any, Value]
    problems: dict[Any, Problem]


class ColumnReading:
    """One column of a table: the values of the rows in use, and the problems by index.

    `position` is None for a column that was not there yet when the workbook was made.
    """

    def __init__(self, column: Column, position: int | None, fiscal_year: int) -> None:
        self.column = column
        self.position = position
        self.values: list[Value] = []
        self.problems: dict[int, Problem] = {}
        self._fiscal_year = fiscal_year
        self._known: dict[frozenset[type], _Known] = {}
        self._texts: dict[str, str] = {}

    def read(self, cells: Sequence[ReadValue], types: frozenset[type] | None = None) -> None:
        """Read more cells, each distinct one once; `types` are theirs where they are known."""
        types = frozenset(map(type, cells)) if types is None else types
        if types <= _BLANK and not any(cells) and not self.column.is_required:
            self.values += [empty_value(self.column)] * len(cells)
        elif texts := plain_texts(cells, self.column):
            self.values += self._shared(texts, cells)
        else:
            alike = _ALIKE & types
            keys = cells if len(alike) <= 1 else list(zip(map(type, cells), cells, strict=True))
            self._parse(keys, cells, self._known.setdefault(alike, _Known({}, {})))

    def _shared(self, texts: set[str], cells: Sequence[Any]) -> Iterable[str]:
        """Return texts, those that many cells share as one object: walks are faster then."""
        if len(texts) * 2 > len(cells):
            return cells
        same = self._texts
        same.update((text, text) for text in texts.difference(same))
        return map(same.__getitem__, cells)

    def _parse(self, keys: Sequence[Any], cells: Sequence[ReadValue], known: _Known) -> None:
        """Read cells of which each has a key, the same for equal ones."""
        new = set(keys).difference(known.values)
        if new:
            at = dict(zip(keys, cells, strict=True))
            self._learn({key: at[key] for key in new}, known)
        start = len(self.values)
        self.values += map(known.values.__getitem__, keys)
        if known.problems:
            for index, key in enumerate(keys, start):
                if key in known.problems:
                    self.problems[index] = known.problems[key]

    def _learn(self, new: Mapping[Any, ReadValue], known: _Known) -> None:
        """Parse cells that were not seen before."""
        parsed = parse_cells(new.values(), self.column, self._fiscal_year)
        for key, (value, problem) in zip(new, parsed, strict=True):
            known.values[key] = value
            if problem:
                known.problems[key] = problem
            elif self.column.is_required and value in (None, "", ()):
                known.problems[key] = EMPTY_CELL

    def left_out(self) -> Iterator[int]:
        """Yield the index of every row that cannot be used without this cell."""
        if self.column.is_essential:
            yield from (i for i, problem in self.problems.items() if not problem.is_readable)


def positions(header: Sequence[str], table: Table, sheet: str, row: int) -> dict[str, int]:
    """Return where each column of a table stands, whatever other columns were added.

    `row` is that of the header on the sheet.

    Raises:
        ColumnNotFoundError: a column of the table is missing.
    """
    found = {"".join(name.split()): place for place, name in enumerate(header)}
    for column in table.columns:
        for former in column.former:
            if column.header not in found and former in found:
                found[column.header] = found[former]
        if column.header not in found and not (column.formula or column.is_optional):
            raise ColumnNotFoundError(column.header, sheet, row, tuple(header))
    return found


def read_block(
    block: TableColumns,
    columns: Sequence[ColumnReading],
    inside: dict[int, Why],
    above: RowsAbove,
) -> tuple[SourceRef, ...]:
    """Read the cells of every row in use into its column, and return where those rows stand.

    Rows that are none go to `inside`, by their number on the sheet.
    """
    count = len(block.columns[0])
    blank = (None,) * count
    cells = [blank if one.position is None else block.columns[one.position] for one in columns]
    types = [frozenset(map(type, column)) for column in cells]
    none = rows_that_are_none(cells, types, [one.column for one in columns], above)
    inside.update((block.first_row + index, why) for index, why in none.items())
    used: Sequence[int] = range(count)
    if none or not any(map(_BLANK.isdisjoint, types)):
        rows_of_cells = enumerate(zip(*cells, strict=True))
        used = [i for i, row in rows_of_cells if i not in none and not all(map(is_blank, row))]
        cells = [[column[index] for index in used] for column in cells]
        types = [frozenset(map(type, column)) for column in cells]
    for one, there, kinds in zip(columns, cells, types, strict=True):
        one.read(there, kinds)
    rows = [block.first_row + index for index in used]
    return made(SourceRef, {"sheet": repeat(block.sheet), "row": rows}, len(rows))


def made(record_type: type[R], columns: Mapping[str, Iterable[Any]], count: int) -> tuple[R, ...]:
    """Make records out of the values of each field.

    The values go straight into the slots: `__init__` of a frozen record takes three times as long,
    which a long ledger feels. Records have nothing else to do when they are made.
    """
    records = tuple(map(record_type.__new__, repeat(record_type, count)))
    for field in dataclasses.fields(record_type):  # type: ignore[arg-type]  # records are dataclasses
        fill = getattr(record_type, field.name).__set__
        deque(map(fill, records, columns.get(field.name, repeat(field.default))), maxlen=0)
    return records


def _cell_findings(
    left: int, sources: Sequence[SourceRef], columns: Iterable[ColumnReading]
) -> list[Finding]:
    """Say what is the matter with the cells, row by row; a bad column is summed up."""
    found: list[tuple[int, int, Finding]] = []
    for one in columns:
        place = one.position or 0
        empty = {index: found for index, found in one.problems.items() if found is EMPTY_CELL}
        bad = {index: found for index, found in one.problems.items() if index not in empty}
        told = list(bad.items())[:MAX_FINDINGS_A_COLUMN]
        for index, problem in (*empty.items(), *told):
            leaves_out = one.column.is_essential and not problem.is_readable
            source = cell_source(sources[index], left + place, one.column.header)
            found.append((index, place, finding(source, problem, leaves_out=leaves_out)))
        if rest := len(bad) - len(told):
            more = Problem(
                f"该列另有 {rest} 个单元格也需要核对。", "请逐个核对这一列。", is_readable=True
            )
            found.append((told[-1][0], place + 1, finding(source, more)))
    found.sort(key=lambda entry: entry[:2])
    return [finding for _, _, finding in found]


def finding(source: SourceRef, problem: Problem, *, leaves_out: bool = False) -> Finding:
    """Say what is the matter with one cell."""
    rule_id = DOUBTFUL if problem.is_readable else UNREADABLE
    if problem is EMPTY_CELL:
        rule_id = MISSING
    is_error = rule_id == UNREADABLE or leaves_out
    tail = LEFT_OUT_JOINTLY if leaves_out else ""
    return Finding(
        rule_id,
        Severity.ERROR if is_error else Severity.WARNING,
        problem.what + _not_counted(problem.passed_over_by) + (LEFT_OUT if leaves_out else ""),
        problem.advice,
        (source,),
        facts={PASSED_OVER: problem.passed_over_by} if problem.passed_over_by else {},
        joint=Joint("行", EMPTY_CELL.what.rstrip("。"), tail=tail) if rule_id == MISSING else None,
    )


def _alike(
    left: int,
    sources: Sequence[SourceRef],
    columns: Iterable[ColumnReading],
    left_out: Collection[int],
) -> Iterator[Finding]:
    """Find cells that are taken as they are meant, those of one reason a column at a time.

    They are problems of single cells no more; one alone is told with what it was taken for. Cells
    of rows that are left out were not taken.
    """
    for one in columns:
        reasons: defaultdict[str, list[int]] = defaultdict(list)
        for index, problem in list(one.problems.items()):
            if index in left_out and (problem.alike or problem.is_text):
                del one.problems[index]
            elif problem.is_text:
                one.problems[index] = passed_over(problem, one.column.summed_by)
            if index in one.problems and problem.alike:
                reasons[problem.alike].append(index)
        for rows in reasons.values():
            if len(rows) > 1 and one.position is not None:
                header, number = one.column.header, left + one.position
                places = [cell_source(sources[index], number, header) for index in sorted(rows)]
                yield _once(places, one.problems[min(rows)])
                for index in rows:
                    del one.problems[index]


def _once(places: Sequence[SourceRef], first: Problem) -> Finding:
    """Say of several cells of a column what is the matter with them; `first` is the first one's."""
    named = "、".join(str(place.row) for place in places[:MAX_ROWS_NAMED])
    more = "等行" if len(places) > MAX_ROWS_NAMED else "行"
    formulas = first.passed_over_by
    taken = f"检查和各表已计入，{_not_counted(formulas)}" if formulas else f"如{first.what}"
    return Finding(
        DOUBTFUL,
        Severity.WARNING,
        f"有 {len(places)} 格{first.alike}（第 {named} {more}）：{taken}",
        first.remedy,
        tuple(places),
        facts={PASSED_OVER: formulas} if formulas else {},
    )


def passed_over(problem: Problem, formulas: str) -> Problem:
    """Return a problem that knows also which formulas do not count the amount, being text."""
    if not (formulas and problem.is_text):
        return problem
    what, advice = problem.what, problem.advice
    if problem.is_odd:
        what, advice = f"{what}这一格是文字，", f"{advice.removesuffix('。')}，并改成数字。"
    return dataclasses.replace(problem, what=what, advice=advice, passed_over_by=formulas)


def _not_counted(formulas: str) -> str:
    """Say which formulas do not count an amount."""
    return f"{formulas}的公式没有计入。" if formulas else ""


def _duplicates(
    left: int, sources: Sequence[SourceRef], table: Table, columns: Iterable[ColumnReading]
) -> Iterator[Finding]:
    """Find the keys that stand in more than one row."""
    by_header = {one.column.header: one for one in columns}
    within = by_header[table.key_within].values if table.key_within else repeat("")
    for one in columns:
        if one.column.header != table.key:
            continue
        rows: defaultdict[Value, list[tuple[Value, SourceRef]]] = defaultdict(list)
        for source, key, part in zip(sources, one.values, within, strict=False):
            rows[key].append((part, source))
        for key, parted in rows.items():
            parts = Counter(part for part, _ in parted)
            is_unsure = parts[""] > 0  # may be of any part
            places = [source for part, source in parted if is_unsure or parts[part] > 1]
            if key != "" and len(places) > 1:
                numbers = "、".join(str(source.row) for source in places[:10])
                number = left + (one.position or 0)
                yield Finding(
                    DUPLICATE,
                    Severity.ERROR,
                    f"「{key}」出现 {len(places)} 次，在第 {numbers} 行。",
                    f"请改成各不相同的{table.key}。",
                    tuple(cell_source(source, number, table.key) for source in places),
                )


def cell_source(row: SourceRef, column: int, header: str) -> SourceRef:
    """Return one cell of a row; `column` is its number on the sheet, from 1."""
    return SourceRef(row.sheet, row.row, header, address(row.row, column))
