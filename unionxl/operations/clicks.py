"""What each button does to an open workbook, by its action. The only place."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.buglog import log_bug

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.operations.outcome import Outcome
    from unionxl.workbook.port import Workbook


@dataclass(frozen=True, slots=True)
class Click:
    """What comes with a click: when it was, the document that was chosen, the answers so far.

    `host` is the program whose buttons were made for the workbook.
    """

    at: dt.datetime
    document: str = ""
    answers: Mapping[str, int] = field(default_factory=dict)
    host: str = "excel"

    @property
    def as_of(self) -> dt.date:
        """The day of the click."""
        return self.at.date()


def _import_plan(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.plans import choose_plan, import_plan, read_plans
    from unionxl.operations.questions import PLAN, YEAR

    result, name = read_plans(click.document), Path(click.document).name
    year = _book(workbook, click).fiscal_year
    plan = choose_plan(result, click.answers.get(PLAN), name, fiscal_year=year)
    year_asked = click.answers.get(YEAR)
    return import_plan(workbook, plan, result, name, year=year_asked, as_of=click.as_of)


def _holidays(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.holidays import record_notice

    return record_notice(workbook, click.document, as_of=click.as_of)


def _month(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.months import chosen_month, default_note, make_month_sheets

    return make_month_sheets(
        workbook,
        partial(chosen_month, None),
        as_of=click.as_of,
        told=partial(default_note, None),
    )


def _all_months(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.months import make_month_sheets, whole_year

    return make_month_sheets(workbook, whole_year, as_of=click.as_of)


def _calendar(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.months import make_year_calendar

    return make_year_calendar(workbook, as_of=click.as_of)


def _brief(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.months import chosen_month
    from unionxl.operations.reports import write_brief

    book = _book(workbook, click)
    (month,) = chosen_month(None, book)
    name = f"{month.year}年{month.month}月工会简报.docx"
    return write_brief(workbook, _free(workbook, name), month, as_of=click.as_of)


def _check(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.checking import check_workbook

    return check_workbook(workbook, as_of=click.as_of, on_bug=log_bug).outcome


def _budget(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.checking import make_budget_report

    return make_budget_report(workbook, as_of=click.as_of)


def _dues(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.checking import make_dues_sheet

    return make_dues_sheet(workbook, as_of=click.as_of)


def _charts(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.charts import make_charts

    return make_charts(workbook, as_of=click.as_of)


def _close(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.closing import close_year

    return close_year(workbook, as_of=click.as_of)


def _report(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.reports import write_report

    name = f"{_book(workbook, click).fiscal_year}年工会工作总结.docx"
    return write_report(workbook, _free(workbook, name), as_of=click.as_of)


def _ics(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.reports import write_calendar

    year = _book(workbook, click).fiscal_year
    target = workbook.path.with_name(f"{year}年工会日历.ics")
    return write_calendar(workbook, target, stamp=click.at)


def _repair(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.operations.copying import repair
    from unionxl.workbook.vba.sources import Host

    return repair(workbook, host=Host(click.host), today=click.as_of)


def _book(workbook: Workbook, click: Click) -> UnionBook:
    """Return the settings of a workbook, without any other table."""
    from unionxl.workbook.book.reader import read_book

    return read_book(workbook, as_of=click.as_of, tables=())[0]


def _free(workbook: Workbook, name: str) -> Path:
    """Return a name beside the workbook that no file has: a document may have been edited."""
    wanted = workbook.path.with_name(name)
    numbered = (wanted.with_stem(f"{wanted.stem}（{number}）") for number in itertools.count(2))
    return next(path for path in itertools.chain((wanted,), numbered) if not path.exists())


# Imports wait until the click that needs them.
CLICKS: Mapping[str, Callable[[Workbook, Click], Outcome]] = {
    "import_plan": _import_plan,
    "holidays": _holidays,
    "month": _month,
    "all_months": _all_months,
    "calendar": _calendar,
    "brief": _brief,
    "check": _check,
    "budget": _budget,
    "dues": _dues,
    "charts": _charts,
    "close": _close,
    "report": _report,
    "ics": _ics,
    "repair": _repair,
}
