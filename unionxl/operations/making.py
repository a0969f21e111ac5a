"""Generated sheets: read, take inputs back, build, write, note, save, tell. The only place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from unionxl.operations.catalogue import operation
from unionxl.operations.look_ups import fill_names
from unionxl.operations.numbering import fill_numbers
from unionxl.operations.operation import named
from unionxl.operations.outcome import Outcome
from unionxl.operations.pending import draft_notes, pending_notes
from unionxl.operations.records import asking, save_noting
from unionxl.rules.joining import joined
from unionxl.views.view import RETENTION, STANDARDS, YEAR_FIGURES
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.carrying import CarryReport, carry_inputs_back, write_sheets

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.rules.finding import Finding
    from unionxl.tables.model import Table
    from unionxl.views.layout import SheetSpec
    from unionxl.views.view import View
    from unionxl.workbook.port import Workbook


# Views besides those of months on which cells of tables are filled in.
FILLED_IN = {
    "meetings": "unionxl.views.meeting_report:VIEW",
    "proposals": "unionxl.views.proposals_sheet:VIEW",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read before sheets are made: the book, its findings, what became of inputs."""

    workbook: Workbook
    book: UnionBook
    findings: tuple[Finding, ...]
    carried: CarryReport


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet that is built when it is its turn, and what is said meanwhile."""

    build: Callable[[], SheetSpec]
    progress: str = ""


def no_notes() -> tuple[str, ...]:
    """Say nothing."""
    return ()


@dataclass(frozen=True, slots=True)
class Sheets:
    """Sheets to be written, and what is told of them.

    `noted` is what stands in the list of what was done last, `told` what the clerk reads where it
    says more. `after` does what is left when the sheets stand, and returns notes. `count` is how
    many findings there are, where they are not those of the reading. `still_due` is what the month
    still needs, where that is known; `is_waiting` where lines of a draft are left standing.
    """

    drafts: Iterable[Draft]
    noted: str
    told: str = ""
    notes: tuple[str, ...] = ()
    after: Callable[[], Sequence[str]] = no_notes
    count: int | None = None
    operation: str = ""
    still_due: str = ""
    is_waiting: bool = False


def make_sheets(
    workbook: Workbook,
    name: str,
    plan: Callable[[Reading], Sheets],
    *,
    as_of: dt.date,
    reads: Iterable[Table] | None = None,
    if_there: Iterable[Table] = (),
) -> Outcome:
    """Make the sheets of an operation, as `plan` says once the tables are read.

    Raises:
        WorkbookError: the workbook cannot be read or written; nothing was changed then.
    """
    asked = operation(name)
    carried = CarryReport()
    if asked.takes_typed:
        offers = asked.takes_offers
        carried = carry_inputs_back(workbook, as_of=as_of, takes_offers=offers)
    again = _again(carried, asked.makes)
    wanted = None if reads is None else frozenset((*reads, *_tables_of(again)))
    book, findings = read_book(workbook, as_of=as_of, tables=wanted, if_there=frozenset(if_there))
    book = fill_numbers(workbook, book)
    sheets = plan(Reading(workbook, book, findings, carried))
    for draft in (*sheets.drafts, *_drafts(again, book)):
        if draft.progress:
            workbook.progress(draft.progress)
        write_sheets(workbook, (draft.build(),))
    fill_names(workbook, book)
    notes = (*sheets.notes, *sheets.after())
    if asked.takes_typed:
        notes = (*notes, *draft_notes(workbook))
    count = len(joined(findings)) + asking(notes) if sheets.count is None else sheets.count
    backup = save_noting(
        workbook,
        sheets.operation or name,
        sheets.noted,
        as_of=as_of,
        finding_count=count,
        still_due=sheets.still_due,
    )
    shown = findings if sheets.count is None else ()
    told = sheets.told or sheets.noted
    return Outcome(told, notes, shown, backup, is_waiting=sheets.is_waiting)


def make(workbook: Workbook, name: str, *, as_of: dt.date) -> Outcome:
    """Make the sheets of an operation that does nothing else.

    Raises:
        WorkbookError: the workbook cannot be read or written; nothing was changed then.
    """
    asked = operation(name)
    views = [cast("View", named(one)) for one in asked.makes]
    shown = list(views)
    if asked.takes_typed:
        from unionxl.views.month_sheet import VIEW as MONTH

        shown.append(MONTH)
    is_whole = any(view.reads is None for view in shown)
    reads = None if is_whole else [one for view in shown for one in view.reads or ()]
    if_there = [one for view in shown for one in view.if_there]

    def plan(reading: Reading) -> Sheets:
        carried = reading.carried
        carried.refuse_to_lose(view.id for view in views)
        titles = "".join(f"《{view.title}》" for view in views)
        drafts = (*_months_again(reading), *_drafts(views, reading.book))
        notes = (*carried.carried_notes(), *carried.notes)
        after = partial(pending_notes, workbook) if asked.tells_typed else no_notes
        return Sheets(drafts, f"已生成{titles}。", notes=notes, after=after)

    return make_sheets(workbook, name, plan, as_of=as_of, reads=reads, if_there=if_there)


def _again(carried: CarryReport, made: Sequence[str]) -> list[View]:
    """Return the views, besides months and what is made anyhow, whose inputs were taken back."""
    names = [FILLED_IN[view] for view in carried.safe_views if view in FILLED_IN]
    return [cast("View", named(name)) for name in names if name not in made]


def _tables_of(views: Iterable[View]) -> Iterable[Table]:
    """Return the tables that some views show."""
    return [table for view in views for table in view.reads or ()]


def _months_again(reading: Reading) -> Sequence[Draft]:
    """Return the month sheets whose inputs were taken back: they show what the tables now say."""
    if not reading.carried.views:
        return ()
    from unionxl.operations.months import month_drafts, months_of_views
    from unionxl.views.month_views import view_id

    months = months_of_views(reading.carried.views)
    reading.carried.refuse_to_lose(map(view_id, months))
    return month_drafts(reading.book, months)


def _drafts(views: Sequence[View], book: UnionBook) -> list[Draft]:
    """Return the sheets of views; what several of them need is got once."""
    needs = {name: NEEDS[name](book) for view in views for name in view.needs}
    return [
        Draft(
            partial(view.build, book, *(needs[name] for name in view.needs)),
            f"正在生成《{view.title}》（{number}/{len(views)}）" if len(views) > 1 else "",
        )
        for number, view in enumerate(views, 1)
    ]


def _standards(_book: UnionBook) -> object:
    from unionxl.resources import load_standards

    return load_standards()


def _year_figures(book: UnionBook) -> object:
    from unionxl.domain.year_end import year_end

    return year_end(book)


def _retention(_book: UnionBook) -> object:
    from unionxl.resources import load_retention

    return load_retention()


NEEDS: Mapping[str, Callable[[UnionBook], object]] = {
    STANDARDS: _standards,
    YEAR_FIGURES: _year_figures,
    RETENTION: _retention,
}
