"""What an import gives: plans with their items, and the lines that found no place.

Text stands here as it was written in the document; nothing is converted or completed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from unionxl.domain.period import Month

if TYPE_CHECKING:
    from unionxl.importing.labels import Detail

CELL_BREAK = "\v"  # within a paragraph
PARAGRAPH_BREAK = "\u2029"  # between the paragraphs of a cell
BREAKS = re.compile("[\v\u2029\n]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, paragraph or table row of a document, under the number the clerk can count to.

    The cells of a table row are separated by TAB, line breaks inside a cell by
    `CELL_BREAK`, its paragraphs by `PARAGRAPH_BREAK`.
    `merged` holds the places of the cells that continue a cell of the row above.
    """

    number: int
    text: str
    merged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """One piece of work as the document puts it, in the months that the document names.

    `months` stand in the order of the year of work, so that a month smaller than the one before
    it lies in the next year; `year_offset` counts the years from the plan's year to the first of
    them. An item without months is one that the document leaves unscheduled, under the `label`.
    `doubt` is why the clerk should look at it; `details` are what lines below or
    cells beside it say of it, `times` its own times as written.
    """

    months: tuple[int, ...]
    text: str
    tentative: bool
    owner: str
    note: str | None
    line: int
    year_offset: int = 0
    label: str = ""
    doubt: str = ""
    details: tuple[Detail, ...] = field(default=())
    times: tuple[str, ...] = ()

    def calendar_months(self, plan_year: int) -> tuple[Month, ...]:
        """Return the months with their years, for a plan of that year."""
        year = plan_year + self.year_offset
        found: list[Month] = []
        for month in self.months:
            if found and month < found[-1].month:
                year += 1
            found.append(Month(year, month))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A month named in running prose: offered to the clerk, never placed."""

    months: tuple[int, ...]
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class TermAsked:
    """The term whose weeks a plan counts without saying when the first begins.

    `year` is the one in which it begins and `is_second` whether it is the second of the school
    year, each None where the document does not say it.
    """

    year: int | None
    is_second: bool | None


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """One plan of a document.

    `year` is None when the document does not say it. `unscheduled` are items that the
    arrangement lists under a head without a month, such as 全年 or 每月. `term` is asked for where
    weeks are counted that nothing dates.
    """

    index: int
    title: str
    year: int | None
    line: int
    items: tuple[ImportedItem, ...] = ()
    unscheduled: tuple[ImportedItem, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    term: TermAsked | None = None

    @property
    def has_arrangement(self) -> bool:
        """Whether the plan lists work by month."""
        return bool(self.items)


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line of an arrangement that could not be placed, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Everything read from one document.

    `left_over` are the lines outside of the arrangement: prose, remarks, the words of a site;
    `lines` are all lines as they were written.
    """

    plans: tuple[ImportedPlan, ...]
    not_understood: tuple[UnreadLine, ...]
    left_over: tuple[UnreadLine, ...] = ()
    lines: tuple[Line, ...] = ()


def to_json(result: ImportResult) -> dict[str, Any]:
    """Return the form that `unionxl plan read --json` prints."""
    return {
        "plans": [_plan_json(plan) for plan in result.plans],
        "not_understood": [
            {"line": unread.line, "text": unread.text, "reason": unread.reason}
            for unread in result.not_understood
        ],
        "left_over": [
            {"line": one.line, "text": one.text, "reason": one.reason} for one in result.left_over
        ],
    }


def _plan_json(plan: ImportedPlan) -> dict[str, Any]:
    """Return one plan; unscheduled items stay out of the entries, which are all placed."""
    return {
        "index": plan.index,
        "title": plan.title,
        "year": plan.year,
        "has_arrangement": plan.has_arrangement,
        "entries": [_item_json(item, plan.year) for item in plan.items],
        "unscheduled": [_item_json(item, plan.year) for item in plan.unscheduled],
        "suggestions": [
            {"months": list(one.months), "text": one.text, "line": one.line}
            for one in plan.suggestions
        ],
    }


def _item_json(item: ImportedItem, plan_year: int | None) -> dict[str, Any]:
    """Return one item; its days only where the plan says its year."""
    from unionxl.importing.said import (  # noqa: PLC0415 - it reads the items of this module
        audience_of,
        budget_of,
        days_of,
        place_of,
    )

    days = days_of(item, plan_year) if plan_year else None
    budget = budget_of(item)
    return {
        "months": list(item.months),
        "text": item.text,
        "tentative": item.tentative,
        "note": item.note,
        "owner": item.owner,
        "line": item.line,
        "year_offset": item.year_offset,
        "starts_on": days.first.isoformat() if days and days.first else None,
        "ends_on": days.last.isoformat() if days and days.last else None,
        "budget": f"{budget:f}" if budget is not None else None,
        "audience": audience_of(item),
        "place": place_of(item),
        "doubtful": bool(item.doubt),
        "doubt": item.doubt,
    }
