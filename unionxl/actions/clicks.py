"""What each button does to an open workbook, by its action. The only place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from unionxl.actions.outcome import Outcome
    from unionxl.workbook.port import Workbook


@dataclass(frozen=True, slots=True)
class Click:
    """What comes with a click: the day, and the document that was chosen, if any."""

    as_of: dt.date
    document: str = ""


def _import_plan(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.actions.plans import choose_plan, import_plan, read_plans

    result = read_plans(click.document)
    plan = choose_plan(result, None, click.document)
    name = Path(click.document).name
    return import_plan(workbook, plan, result, name, year=None, as_of=click.as_of)


def _holidays(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.actions.holidays import record_notice

    return record_notice(workbook, click.document, as_of=click.as_of)


def _month(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.actions.months import chosen_month, make_month_sheets

    return make_month_sheets(workbook, partial(chosen_month, None), as_of=click.as_of)


def _all_months(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.actions.months import make_month_sheets, whole_year

    return make_month_sheets(workbook, whole_year, as_of=click.as_of)


def _calendar(workbook: Workbook, click: Click) -> Outcome:
    from unionxl.actions.months import make_year_calendar

    return make_year_calendar(workbook, as_of=click.as_of)


# Imports wait until the click that needs them.
CLICKS: Mapping[str, Callable[[Workbook, Click], Outcome]] = {
    "import_plan": _import_plan,
    "holidays": _holidays,
    "month": _month,
    "all_months": _all_months,
    "calendar": _calendar,
}
