"""A workbook copied row by row into a new one of today's layout; the old one is only read."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.errors import RequestError, WorkbookError
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.operations.asked import host_named
from unionxl.operations.creating import PLAIN, WITH_MACROS, create_workbook
from unionxl.operations.outcome import Outcome
from unionxl.tables.all import TABLES
from unionxl.tables.program import HOSTS, MORE_SHEET
from unionxl.tables.settings import (
    MONTH_SETTING,
    SETTING_GROUPS,
    SETTING_ROWS,
    SETTINGS,
    YEAR_SETTING,
    SettingColumns,
)
from unionxl.values.column import Column, Kind
from unionxl.values.reading import is_blank, parse_cell
from unionxl.values.text import as_text
from unionxl.workbook.book.missing import CHOOSE_ANOTHER
from unionxl.workbook.book.reader import month_number, year_number
from unionxl.workbook.book.recognising import (
    found_tables,
    lost_tables,
    no_entries,
    own_headers,
    plain_name,
)
from unionxl.workbook.cells.addresses import parse_area
from unionxl.workbook.new import guide
from unionxl.workbook.new import start_sheet as startsheet
from unionxl.workbook.new.table_sheet import WideRows
from unionxl.workbook.port import Why

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from unionxl.operations.request import Request
    from unionxl.values.column import ReadValue
    from unionxl.views.layout import CellValue
    from unionxl.workbook.book.recognising import FoundTable
    from unionxl.workbook.port import Workbook
    from unionxl.workbook.vba.sources import Host

    Row = dict[str, CellValue]

REPAIRED = "（已修复）"
PROGRAM_SHEETS = (startsheet.TITLE, guide.TITLE, MORE_SHEET, HOSTS.sheet)
_NO_ENTRIES = {
    "像是合计或落款": {Why.TOTAL, Why.SIGNATURE},
    "与表头相同": {Why.HEADER},
    "在最后，只填了一栏": {Why.SINGLE},
}
_FIRST_SERIAL_DAY = dt.date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Copied:
    """What is taken over from a workbook: rows by table, and what to tell."""

    year: int | None
    rows: Mapping[str, Sequence[Mapping[str, CellValue]]]
    notes: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many rows are taken over, those of the settings left out."""
        return sum(len(rows) for name, rows in self.rows.items() if name != SETTINGS.name)


def copy_same_year(source: Workbook, target: Path, *, year: int | None, host: Host) -> Outcome:
    """Copy a workbook into a new one of the same year and of today's layout.

    Raises:
        RequestError: another year is asked for, or nothing in the file is known.
        CannotWriteError: the folder does not take the new file.
    """
    copied = gather(source)
    if copied.year is None:
        raise RequestError(
            "没有认出年度，不知道新工作簿是哪一年的。",
            where=f"文件《{source.path.name}》",
            advice=f"请在《{SETTINGS.sheet}》的“年度”一行填写年份，再试一次。",
        )
    if year != copied.year:
        raise RequestError(
            f"还不能结转到新的一年；现在只能按原来的年度（{copied.year} 年）换成新的版式。",
            where=f"文件《{source.path.name}》",
            advice=f"请把年度写成 {copied.year}，再试一次。",
        )
    _create(copied, target, copied.year, host)
    return _outcome(f"已按《{source.path.name}》新建 {target}", copied)


def repair(source: Workbook, *, host: Host, today: dt.date) -> Outcome:
    """Write a sound copy of a workbook beside it, whatever became of its tables.

    Raises:
        RequestError: nothing in the file is known.
        CannotWriteError: the folder does not take the copy.
    """
    copied = gather(source)
    target = _free(source)
    year = copied.year or today.year
    _create(copied, target, year, host)
    if copied.year is None:
        note = f"没有认出年度，先按 {year} 年填写，请在《{SETTINGS.sheet}》核对。"
        copied = Copied(year, copied.rows, (note, *copied.notes))
    was_well = not lost_tables(source.table_names())
    summary = f"已另存一本修好的工作簿：{target.name}，与原文件在同一个文件夹"
    outcome = _outcome(summary, copied)
    well = "原文件的表格都在，本来不需要修复；复制的一本可以不用。"
    notes = (well, *outcome.notes) if was_well else outcome.notes
    return Outcome(outcome.summary, notes=notes, made=target)


def repair_asked(request: Request) -> Outcome:
    """Write a sound copy of a workbook with the buttons that are asked for."""
    workbook = request.open()
    return repair(workbook, host=host_named(request.host), today=request.as_of)


def gather(source: Workbook) -> Copied:
    """Return what can be taken over from a workbook.

    Raises:
        RequestError: no input table is there, and none is recognised.
    """
    found = found_tables(source)
    if not found:
        raise RequestError(
            "没有认出一张工会工作簿的表，这可能不是工会工作簿，未作改动。",
            where=f"文件《{source.path.name}》",
            advice=f"{CHOOSE_ANOTHER}表头（如“会员编号”“姓名”）须在每张表的前几行。",
        )
    rows: dict[str, Sequence[Mapping[str, CellValue]]] = {}
    notes: list[str] = []
    year = None
    for name, one in found.items():
        if one.table is SETTINGS:
            rows[name], year, more = _settings(one, _picked(source))
        else:
            rows[name], more = _rows(one)
        notes += more
    return Copied(year, rows, (*notes, *_left_behind(source, found)))


def _rows(found: FoundTable) -> tuple[WideRows, list[str]]:
    """Return the rows of a table, with the clerk's own columns, and what to tell."""
    own = own_headers(found)
    computed = {column.header for column in found.table.columns if column.formula}
    known = {column.header for column in found.table.columns} - computed
    wanted = {position: name for position, name in enumerate(found.header) if name in known} | own
    none = no_entries(found)
    spellings = {one.header: dict(one.spellings) for one in found.table.columns if one.former}
    rows: list[Row] = [
        {
            name: _in_words_of_today(_cell_value(cells[position]), spellings.get(name, {}))
            for position, name in wanted.items()
        }
        for number, cells in enumerate(found.rows, found.first_row)
        if number not in none and not _is_only_computed(cells, found.header, wanted, computed)
    ]
    sheet, home = found.sheet, found.table.sheet
    notes = [f"《{sheet}》按表头认作《{home}》。"] if plain_name(sheet) != plain_name(home) else []
    if own:
        names = "、".join(f"“{name}”" for name in own.values())
        notes.append(f"《{home}》里您自己加的列也已复制（公式只留下结果）：{names}。")
    notes += _not_copied(found, none)
    return WideRows(rows, tuple(own.values())), notes


def _in_words_of_today(value: CellValue, words: Mapping[str, str]) -> CellValue:
    """Return what a cell of a renamed column says in the words that it has now."""
    return words.get(value, value) if isinstance(value, str) else value


def _is_only_computed(
    cells: Sequence[ReadValue],
    header: Sequence[str],
    wanted: Collection[int],
    computed: Collection[str],
) -> bool:
    """Tell whether nothing stands in a row but what the workbook computes."""
    filled = {place for place, cell in enumerate(cells) if not is_blank(cell)}
    return any(header[place] in computed for place in filled) and filled.isdisjoint(wanted)


def _not_copied(found: FoundTable, none: Mapping[int, Why]) -> Iterator[str]:
    """Say which rows are not in the copy: no entries, or apart from the table."""
    for what, reasons in _NO_ENTRIES.items():
        rows = [str(number) for number, why in none.items() if why in reasons]
        if rows:
            yield f"《{found.sheet}》第 {'、'.join(rows)} 行{what}，没有复制。"
    for one in found.below.left:
        rows = [str(number) for number in sorted({one.first, one.last})]
        yield (
            f"《{found.sheet}》第 {' 至 '.join(rows)} 行在表格外，没有计入，也没有复制；"
            "需要的请在原文件里移到表格中，再做一次。"
        )


def _picked(source: Workbook) -> ReadValue:
    """Return the month that was picked on the first sheet, None where none was."""
    if startsheet.TITLE not in source.sheet_names():
        return None
    area = parse_area(startsheet.month_cell(BUTTON_GROUPS).partition("!")[2])
    if area is None:
        raise AssertionError(startsheet.month_cell(BUTTON_GROUPS))
    try:
        rows = source.read_sheet(startsheet.TITLE).rows
    except WorkbookError:
        return None
    is_there = len(rows) >= area.top and len(rows[area.top - 1]) >= area.left
    return rows[area.top - 1][area.left - 1] if is_there else None


def _settings(found: FoundTable, picked: ReadValue) -> tuple[list[Row], int | None, list[str]]:
    """Return the rows of the settings, the year, and what to tell.

    The month that was picked on the first sheet counts before the one that stands here.
    """
    label_at, value_at = (
        found.header.index(column.header) if column.header in found.header else -1
        for column in SETTINGS.columns[:2]
    )
    if min(label_at, value_at) < 0:
        return [], None, [f"《{found.sheet}》缺少“项目”或“值”一列，设置没有复制，请重新填写。"]
    label, value = SettingColumns.label.header, SettingColumns.value.header
    known = {plain_name(setting.label): setting for setting in SETTING_ROWS}
    told = {
        setting.label: cells[value_at]
        for cells in reversed(found.rows)
        if (setting := known.get(plain_name(as_text(cells[label_at]))))
    }
    if not is_blank(picked):
        told[MONTH_SETTING] = picked
    others = [
        name
        for name in (as_text(cells[label_at]) for cells in found.rows)
        if name and plain_name(name) not in {*known, *map(plain_name, SETTING_GROUPS)}
    ]
    year = _whole(year_number(told.pop(YEAR_SETTING, None)))
    month_cell = told.pop(MONTH_SETTING, None)
    month = _whole(month_number(month_cell, year))
    if month is None and not is_blank(month_cell):
        others.append(f"{MONTH_SETTING}：{as_text(month_cell)}")
    told |= {
        name: number for name, number in ((YEAR_SETTING, year), (MONTH_SETTING, month)) if number
    }
    rows: list[Row] = [
        {label: setting.label, value: _cell_value(told[setting.label])}
        for setting in SETTING_ROWS
        if setting.label in told
    ]
    unknown = "、".join(f"“{name}”" for name in others)
    return rows, year, [f"《{found.sheet}》里这几行没有复制：{unknown}。"] if unknown else []


def _whole(cell: ReadValue) -> int | None:
    """Return a year or a month that a cell names, None where it names none."""
    number, _ = parse_cell(cell, Column("", Kind.COUNT), 0)
    return number if isinstance(number, int) else None


def _cell_value(cell: ReadValue) -> CellValue:
    """Return what stands in a cell as it can be written again."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return Decimal(repr(cell)) if math.isfinite(cell) else str(cell)
    if isinstance(cell, dt.datetime):
        cell = cell.date() if cell.time() == dt.time() else cell.replace(tzinfo=None)
    if isinstance(cell, dt.date):
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        return cell if day >= _FIRST_SERIAL_DAY else cell.isoformat()
    if isinstance(cell, dt.time | dt.timedelta):
        return str(cell)
    return cell


def _left_behind(source: Workbook, found: Mapping[str, FoundTable]) -> Iterator[str]:
    """Say what is not in the copy."""
    missing = [one.sheet for one in TABLES if one.name not in found and not one.is_optional]
    if missing:
        names = "、".join(f"《{sheet}》" for sheet in missing)
        yield f"没有找到{names}，已放入空白的（或自带内容的）表。"
    made = set(source.generated_sheets().values())
    known = {one.sheet for one in found.values()} | made
    names = "、".join(
        f"《{sheet}》"
        for sheet in source.sheet_names()
        if sheet not in known and sheet not in PROGRAM_SHEETS
    )
    if names:
        yield f"这几张表没有复制，仍在原文件里，需要的请自己复制过来：{names}。"
    if made:
        yield "月工作表等由程序生成的表没有复制，请重新生成；上面还没有带回的内容请看原文件。"


def _free(source: Workbook) -> Path:
    """Return a name beside the workbook that no file has."""
    path = source.path
    has_buttons = path.suffix.lower() == WITH_MACROS or bool(
        {*PROGRAM_SHEETS} & {*source.sheet_names()}
    )
    suffix = WITH_MACROS if has_buttons else PLAIN
    names = itertools.chain(("",), (str(number) for number in itertools.count(2)))
    wanted = (path.with_name(f"{path.stem}{REPAIRED}{number}{suffix}") for number in names)
    return next(one for one in wanted if not one.exists())


def _create(copied: Copied, target: Path, year: int, host: Host) -> None:
    """Write the new workbook."""
    create_workbook(target, year=year, rows=copied.rows, host=host)


def _outcome(summary: str, copied: Copied) -> Outcome:
    """Say what was copied."""
    counts = "、".join(
        f"《{table.sheet}》{len(copied.rows[table.name])} 行"
        for table in TABLES
        if table is not SETTINGS and copied.rows.get(table.name)
    )
    what = f"，共 {copied.count} 行：{counts}" if counts else ""
    return Outcome(f"{summary}{what}。原文件没有改动。", notes=copied.notes)
