"""Each view reads what it declares: all of it matters, and it looks at nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes import FakeWorkbook, a_workbook
from tests.findings_made import a_finding, a_review
from tests.samples import sample_book
from unionxl.domain.account_map import AccountPair
from unionxl.domain.book import NotRead, TableNotReadError
from unionxl.domain.openings import Opening
from unionxl.domain.period import Month
from unionxl.domain.reconciliation import BankItem
from unionxl.domain.source import SourceRef
from unionxl.domain.year_end import year_end
from unionxl.operations.calendar_file import write_calendar
from unionxl.operations.charts import make_charts
from unionxl.operations.making import NEEDS, make
from unionxl.operations.reports import write_brief, write_report
from unionxl.reporting import ics, report_facts
from unionxl.resources import load_limits
from unionxl.tables.all import TABLES
from unionxl.views.view import View
from unionxl.views.year_charts import year_charts
from unionxl.views.year_tables import YEAR_TABLES
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.tables.model import Table
    from unionxl.workbook.port import TableColumns

ROOT = Path(__file__).resolve().parents[3]
OLD_WORKBOOK = ROOT / "tests" / "golden" / "workbooks" / "2026-11.xlsx"
TODAY = dt.date(2026, 5, 20)
STAMP = dt.datetime(2026, 5, 20, tzinfo=dt.UTC)
MONTHS = (Month(2026, 3), Month(2026, 5), Month(2026, 12))
READ = tuple(table for table in TABLES if table.field)
# The check looks at everything.
WHOLE = {"findings"}


@dataclass(frozen=True)
class Made:
    """Something that is made of a book, and the tables that are read for it."""

    name: str
    make: Callable[[UnionBook], object]
    reads: tuple[Table, ...]


def _views() -> Iterator[View]:
    for path in sorted((ROOT / "unionxl" / "views").glob("*.py")):
        found = getattr(import_module(f"unionxl.views.{path.stem}"), "VIEW", None)
        if isinstance(found, View):
            yield found


def _of(view: View) -> Made:
    def make(book: UnionBook) -> object:
        if view.id == "month-sheet":
            return [view.build(book, month) for month in MONTHS]
        if view.id == "year-charts":
            return (year_charts(year_end(book), None), view.build(book, ()))
        return view.build(book, *(NEEDS[name](book) for name in view.needs))

    return Made(view.id, make, (*(view.reads or ()), *view.if_there))


def _brief(book: UnionBook) -> object:
    figures = year_end(book)
    return [report_facts.brief_facts(book, figures, month) for month in MONTHS]


VIEWS = tuple(_views())
ALL = (
    *(_of(view) for view in VIEWS if view.id not in WHOLE),
    Made(
        "report",
        lambda book: report_facts.report_facts(book, year_end(book)),
        report_facts.REPORT_READS,
    ),
    Made("brief", _brief, report_facts.BRIEF_READS),
    Made("ics", lambda book: ics.plan_calendar(book, STAMP), ics.READS),
)
DECLARED = [
    pytest.param(one, table, id=f"{one.name}-{table.name}") for one in ALL for table in one.reads
]
BY_NAME = [pytest.param(one, id=one.name) for one in ALL]


def _later() -> dict[str, Any]:
    """Return rows of the tables that came after the old workbook."""
    year = sample_book()
    names = ("meetings", "hardship_files", "papers", "past_services")
    return {
        **{name: getattr(year, name) for name in names},
        "bank_items": (
            BankItem(
                MONTHS[0], TODAY, "利息", None, None, "仅银行", None, SourceRef("对账记录", 4)
            ),
        ),
        "openings": (Opening("101", "库存现金", "", Decimal(500), "", SourceRef("期初余额", 4)),),
        "account_pairs": (AccountPair("6001", "401", SourceRef("科目对照", 4)),),
    }


@cache
def full() -> UnionBook:
    """Return a book that fills every table."""
    book, _ = read_book(open_workbook(OLD_WORKBOOK), as_of=TODAY)
    reviews = (a_review(a_finding("voucher-gap", 4), "已核对"),)
    book = replace(book, limits=load_limits()[:3], reviews=reviews, **_later())
    assert all(getattr(book, table.field) for table in READ)
    return book


def _changed(book: UnionBook, **changes: Any) -> UnionBook:
    return replace(book, **changes)


def without(book: UnionBook, *tables: Table) -> UnionBook:
    """Return a book for which some tables were not read."""
    return _changed(book, **{table.field: NotRead(table.name) for table in tables})


def test_every_view_declares_what_it_reads() -> None:
    assert {view.id for view in VIEWS if view.reads is None} == WHOLE
    assert len({one.name for one in ALL}) == len(ALL) == len(VIEWS) - len(WHOLE) + 3


@pytest.mark.parametrize(("one", "table"), DECLARED)
def test_every_table_that_is_declared_matters(one: Made, table: Table) -> None:
    book = full()
    try:
        one.make(without(book, table))
    except TableNotReadError:
        return
    # It only tells of rows that were left out.
    told = _changed(book, skipped_rows={**book.skipped_rows, table.field: 7})
    assert one.make(told) != one.make(book)


@pytest.mark.parametrize("one", BY_NAME)
def test_no_other_table_is_looked_at(one: Made) -> None:
    assert len(set(one.reads)) == len(one.reads)
    others = [table for table in READ if table not in one.reads]
    book = full()
    assert one.make(without(book, *others)) == one.make(book)
    empty = _changed(book, **{table.field: () for table in READ})
    assert one.make(without(empty, *others)) == one.make(empty)


@pytest.mark.parametrize("one", BY_NAME)
def test_rows_left_out_of_another_table_are_not_told(one: Made) -> None:
    book = _changed(full(), skipped_rows={})
    left_out = {table.field: 7 for table in READ if table not in one.reads}
    assert repr(one.make(_changed(book, skipped_rows=left_out))).count(" 7 行") == 0


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the tables that are read of a workbook from now on."""
    names: list[str] = []
    as_before = FakeWorkbook.read_columns

    def noting(workbook: FakeWorkbook, name: str) -> Iterator[TableColumns]:
        names.append(name)
        return as_before(workbook, name)

    monkeypatch.setattr(FakeWorkbook, "read_columns", noting)
    return names


def test_the_calendar_reads_three_tables(read: list[str]) -> None:
    make(a_workbook(), "calendar", as_of=TODAY)
    assert sorted(read) == ["Festivals", "Holidays", "Plan"]


def test_the_calendar_file_reads_two_tables(read: list[str], tmp_path: Path) -> None:
    write_calendar(a_workbook(), tmp_path / "plan.ics", stamp=STAMP)
    assert sorted(read) == ["Holidays", "Plan"]


def test_brief_report_and_charts_read_what_they_declare(read: list[str], tmp_path: Path) -> None:
    workbook = a_workbook()
    workbook.path = tmp_path / "unionbook.xlsx"
    write_brief(workbook, tmp_path / "brief.docx", Month(2026, 3), as_of=TODAY)
    assert set(read) == {table.name for table in report_facts.BRIEF_READS}
    read.clear()
    write_report(workbook, tmp_path / "report.docx", as_of=TODAY)
    assert set(read) == {table.name for table in report_facts.REPORT_READS}
    read.clear()
    make_charts(workbook, as_of=TODAY)
    assert set(read) == {table.name for table in YEAR_TABLES}
