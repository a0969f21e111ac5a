"""The sample year: an invented kindergarten, from the plan document to the printed sheets.

Everything is made by the steps that a clerk would take: a new workbook, the plan imported, the
tables typed, the buttons pressed one after the other.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.domain.period import Month
from unionxl.errors import CannotWriteError, RequestError
from unionxl.operations.calendar_file import write_calendar
from unionxl.operations.charts import make_charts
from unionxl.operations.checking import check_workbook
from unionxl.operations.creating import create_workbook
from unionxl.operations.making import make
from unionxl.operations.months import make_month_sheets
from unionxl.operations.plans import choose_plan, import_plan, read_plans
from unionxl.operations.reports import write_brief, write_report
from unionxl.sample.document import plan_document
from unionxl.sample.slips import with_slips
from unionxl.sample.year import completed_plan, sample_year
from unionxl.tables.all import TABLES
from unionxl.tables.plan import PLAN, Plan
from unionxl.tables.settings import SETTINGS
from unionxl.values.text import as_text
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.port import CellChange
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unionxl.sample.rows import Row, Rows
    from unionxl.sample.slips import Slip
    from unionxl.tables.model import Table
    from unionxl.workbook.port import TableBlock, Workbook

YEAR = 2026
WORKBOOK_NAME = "示例工会工作簿.xlsm"
DOCUMENT_NAME = "示例年度计划.docx"
REPORT_NAME = "示例年度工作总结.docx"
BRIEF_NAME = "示例{month}月工作简报.docx"
CALENDAR_NAME = "示例年度计划.ics"
BACKUPS = "备份"


def make_demo(folder: Path, *, today: dt.date, host: Host = Host.EXCEL) -> Iterator[str]:
    """Make the sample in a folder, saying step by step what was done.

    `today` is brought into the year of the sample: what lies before it is done, booked and
    registered, what lies after is not. `host` is the program for which the buttons are made.

    Raises:
        RequestError: the folder already holds a sample; it may have been typed into.
        CannotWriteError: the folder does not take the files.
    """
    today = in_sample_year(today)
    names = (
        *(WORKBOOK_NAME, DOCUMENT_NAME, REPORT_NAME),
        *(BRIEF_NAME.format(month=today.month), CALENDAR_NAME),
    )
    if any((folder / name).exists() for name in names):
        raise RequestError(
            "这里已有一套示例，未作改动。", where=f"文件夹 {folder}", advice="请换一个文件夹。"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".demo-", dir=folder) as bench:
            yield from _Sample(Path(bench), today, host).make()
            _put_in_place(Path(bench), folder)
    except OSError as error:
        raise CannotWriteError(
            "不能在这里建立文件。",
            where=f"文件夹 {folder}",
            advice="请换一个可以写入、还有空间的文件夹。",
        ) from error
    yield from _how_to_begin(folder, today, host)


def in_sample_year(day: dt.date) -> dt.date:
    """Return the same day of the sample's year; 29 February becomes the 28th.

    >>> in_sample_year(dt.date(2028, 2, 29))
    datetime.date(2026, 2, 28)
    """
    month = Month(YEAR, day.month)
    return month.first_on.replace(day=min(day.day, month.last_on.day))


@dataclass(frozen=True, slots=True)
class _Sample:
    """The sample while it is being made, in a folder of its own."""

    folder: Path
    today: dt.date
    host: Host

    @property
    def workbook_path(self) -> Path:
        """Where the workbook lies."""
        return self.folder / WORKBOOK_NAME

    def make(self) -> Iterator[str]:
        """Make everything; nothing but finished files stays."""
        tables, slips = with_slips(_tables(self.today), self.today)
        yield from self._fill(tables)
        yield from self._make_sheets()
        yield from self._write_files()
        yield from _slips_made(slips)
        shutil.rmtree(self.folder / BACKUPS, ignore_errors=True)

    def open(self) -> Workbook:
        """Open the workbook as it now is."""
        return open_workbook(self.workbook_path)

    def _fill(self, tables: dict[str, Rows]) -> Iterator[str]:
        """Make the workbook, import the plan and type what a clerk types."""
        create_workbook(
            self.workbook_path,
            year=YEAR,
            rows={SETTINGS.name: tables.pop(SETTINGS.name)},
            host=self.host,
        )
        plan = tables.pop(PLAN.name)
        routine = [row for row in plan if Plan.origin.header in row]
        document = self.folder / DOCUMENT_NAME
        document.write_bytes(plan_document(YEAR))
        workbook = self.open()
        _type_in(workbook, PLAN, routine)
        workbook.save()
        result = read_plans(str(document))
        chosen = choose_plan(result, None, DOCUMENT_NAME)
        done = import_plan(self.open(), chosen, result, DOCUMENT_NAME, year=None, as_of=self.today)
        yield f"1. 新建工作簿，导入计划文档。{done.outcome.summary}"
        workbook = self.open()
        _complete_plan(workbook, plan[len(routine) :])
        for table in TABLES:
            _type_in(workbook, table, tables.get(table.name, ()))
        workbook.save()
        count = sum(map(len, tables.values()))
        yield (
            f"2. 照着干事的做法，在《年度计划》填写日期、负责人和进展，"
            f"在台账和登记表中填写 {count:,} 行，到 {self.today.month} 月 {self.today.day} 日为止。"
        )

    def _make_sheets(self) -> Iterator[str]:
        """Press the buttons that make sheets."""
        months = tuple(Month(YEAR, number) for number in range(1, self.today.month + 1))
        as_of = self.today
        steps: tuple[Callable[[], str], ...] = (
            lambda: make_month_sheets(self.open(), lambda _: months, as_of=as_of).summary,
            *(partial(self._make, name) for name in ("calendar", "budget", "dues", "close")),
            lambda: make_charts(self.open(), as_of=as_of).summary.partition("；")[0] + "。",
            lambda: check_workbook(self.open(), as_of=as_of).outcome.summary,
        )
        for number, step in enumerate(steps, 3):
            yield f"{number}. {step()}"

    def _make(self, name: str) -> str:
        """Press a button that makes sheets; return what it says."""
        return make(self.open(), name, as_of=self.today).summary

    def _write_files(self) -> Iterator[str]:
        """Write the files that lie beside the workbook."""
        brief = self.folder / BRIEF_NAME.format(month=self.today.month)
        write_report(self.open(), self.folder / REPORT_NAME, as_of=self.today)
        write_brief(self.open(), brief, Month.of(self.today), as_of=self.today)
        stamp = dt.datetime.combine(self.today, dt.time(8), dt.UTC)
        write_calendar(self.open(), self.folder / CALENDAR_NAME, stamp=stamp)
        yield f"10. 已写好 {REPORT_NAME}、{brief.name} 和 {CALENDAR_NAME}。"


def _tables(today: dt.date) -> dict[str, Rows]:
    """Return what stands in every table on a day, the plan whole."""
    tables = sample_year(YEAR, through=today)
    tables[PLAN.name] = (*tables[PLAN.name], *completed_plan(YEAR, through=today))
    return tables


def _type_in(workbook: Workbook, table: Table, rows: Sequence[Row]) -> None:
    """Type rows into a table as a clerk does: over what stands there, then below it."""
    if not rows:
        return
    block = workbook.read_table(table.name)
    typed = [block.position(column.header) for column in table.columns if not column.formula]
    standing = sum(any(as_text(row[place]) for place in typed) for row in block.rows)
    changes = [
        CellChange(block.row_number(index), column.header, _cell(rows, index).get(column.header))
        for index in range(standing)
        for column in table.columns
    ]
    if changes:
        workbook.set_cells(table.name, changes)
    if len(rows) > standing:
        workbook.append_rows(table.name, rows[standing:])


def _cell(rows: Sequence[Row], index: int) -> Row:
    """Return a row, an empty one behind the last."""
    return rows[index] if index < len(rows) else {}


def _complete_plan(workbook: Workbook, wanted: Sequence[Row]) -> None:
    """Type what the document does not say into the imported items: days, owners, progress."""
    block = workbook.read_table(PLAN.name)
    number = block.position(PLAN.key)
    places = {as_text(row[number]): index for index, row in enumerate(block.rows)}
    changes = [
        CellChange(block.row_number(place), header, value)
        for row in wanted
        for place in (places[str(row[PLAN.key])],)
        for header, value in row.items()
        if header not in {PLAN.key, Plan.planned_months.header}
        and not _says(block, place, header, str(value))
    ]
    workbook.set_cells(PLAN.name, changes)


def _says(block: TableBlock, place: int, header: str, text: str) -> bool:
    """Tell whether a cell of the plan says already what is to be typed."""
    return as_text(block.rows[place][block.position(header)]) == text


def _slips_made(slips: Sequence[Slip]) -> Iterator[str]:
    """Say which slips the sample holds, so that nobody takes them for the program's."""
    yield f"示例里有意留了 {len(slips)} 处差错，《检查结果》逐处说明："
    yield from (f"· {slip.told}" for slip in slips)


def _put_in_place(bench: Path, folder: Path) -> None:
    """Move what is finished to where it was asked for, the workbook last."""
    made = sorted(bench.iterdir(), key=lambda path: path.name == WORKBOOK_NAME)
    for path in made:
        target = folder / path.name
        if path.is_dir():
            shutil.copytree(path, target, dirs_exist_ok=True)
        else:
            path.replace(target)


def _how_to_begin(folder: Path, today: dt.date, host: Host) -> Iterator[str]:
    """Say what to open first."""
    program = "LibreOffice" if host is Host.LIBREOFFICE else "Excel"
    yield (
        f"请先用 {program} 打开 {folder / WORKBOOK_NAME}，看《首页》，"
        f"再看《{today.month}月》《全年日历》《检查结果》。"
    )
    yield f"示例当作 {today:%Y-%m-%d} 那天：之前的已做完、入账、登记，之后的还没有。"
