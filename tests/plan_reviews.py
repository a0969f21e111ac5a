"""《导入核对》 for tests: documents imported, and what a clerk says to their lines."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.drafts import type_on
from unionxl.importing.documents import text_lines
from unionxl.importing.parser import parse_plan
from unionxl.operations.drafting import DraftKind
from unionxl.operations.plan_accepting import accept_plan
from unionxl.operations.plans import choose_plan, import_plan, list_declined
from unionxl.tables.plan import PLAN
from unionxl.views.plan_review import VIEW_ID, plan_review
from unionxl.views.plan_review_lines import review_line
from unionxl.workbook.inputs.drafts import read_draft

if TYPE_CHECKING:
    from unionxl.importing.model import ImportResult
    from unionxl.operations.plan_sheet import Done
    from unionxl.views.drafts import DraftLine
    from unionxl.workbook.port import Workbook

TODAY = dt.date(2026, 1, 5)
NAME = "计划.txt"
KIND = DraftKind(VIEW_ID, lambda _book, _draft: (), plan_review, (PLAN,))


def read(text: str) -> ImportResult:
    """Read a document."""
    return parse_plan(text_lines(text))


def imports(
    workbook: Workbook,
    text: str,
    *,
    name: str = NAME,
    number: int | None = None,
    year: int | None = None,
) -> Done:
    """Import a document, or list it where it has no plan by month."""
    result = read(text)
    if not any(plan.has_arrangement for plan in result.plans):
        return list_declined(workbook, result, name, as_of=TODAY)
    plan = choose_plan(result, number, name)
    return import_plan(workbook, plan, result, name, year=year, as_of=TODAY)


def accepts(workbook: Workbook) -> Done:
    """Take over what was chosen."""
    return accept_plan(workbook, as_of=TODAY)


def listed(workbook: Workbook) -> list[DraftLine]:
    """Return what is listed."""
    draft = read_draft(workbook, VIEW_ID)
    return list(draft.lines) if draft else []


def line_of(workbook: Workbook, part: str) -> DraftLine:
    """Return the only line of which the source has a part."""
    (found,) = (one for one in listed(workbook) if part in review_line(one).source)
    return found


def says(workbook: Workbook, part: str, **cells: str) -> None:
    """Type into the cells of the line of which the source has a part."""
    key = line_of(workbook, part).key
    type_on(workbook, KIND, {(key, name): text for name, text in cells.items()})


def rows(workbook: Workbook, *headers: str) -> list[tuple[object, ...]]:
    """Return some columns of the plan, of the rows that hold anything."""
    block = workbook.read_table(PLAN.name)
    places = [block.position(header) for header in headers]
    filled = (row for row in block.rows if any(value not in (None, "") for value in row))
    return [tuple(row[place] for place in places) for row in filled]
