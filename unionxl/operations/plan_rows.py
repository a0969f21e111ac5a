"""From items of a document to rows of the plan, and which of them stand there already."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.calendar import festival_on
from unionxl.domain.plan import PlanStatus
from unionxl.importing.classify import propose
from unionxl.importing.months import MonthSpan
from unionxl.importing.said import audience_of, budget_of, count_of
from unionxl.operations.plan_days import planned_days
from unionxl.resources import load_categories, load_festivals
from unionxl.tables.plan import PLAN, Plan
from unionxl.values.months import read_months
from unionxl.values.text import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.period import Month
    from unionxl.importing.classify import FestivalDate, Proposal
    from unionxl.importing.model import ImportedItem
    from unionxl.operations.plan_days import PlannedDays
    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import TableBlock

MONTHS, TEXT = Plan.planned_months.header, Plan.description.header
NUMBER_PREFIX = "P"
EVERY_MONTH = "每月"
EACH_MONTH = re.compile(r"每个?月")
NUMBER = re.compile(rf"{NUMBER_PREFIX}(\d{{1,6}})", re.IGNORECASE)


Row = dict[str, "CellValue"]
Known = tuple[object, str]


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """An item with its months, what is proposed for it, its days, its row without a number."""

    item: ImportedItem
    months: tuple[Month, ...]
    proposal: Proposal
    days: PlannedDays
    row: Row


def planned_rows(
    items: Iterable[ImportedItem], plan_year: int, book: UnionBook, document: str
) -> list[PlannedRow]:
    """Return items as they will stand in the table."""
    found = []
    for item in items:
        proposal = propose_item(item, plan_year)
        days = planned_days(item, proposal, plan_year, book.holiday_days)
        row = _row(item, proposal, plan_year, book.fiscal_year)
        row[Plan.origin.header] = f"{document} 第{item.line}行"
        months = item.calendar_months(plan_year)
        found.append(PlannedRow(item, months, proposal, days, _with_days(row, days)))
    return found


def numbered(rows: Iterable[Row], block: TableBlock) -> None:
    """Give rows the numbers that go on from those of the table."""
    for number, row in enumerate(rows, last_number(block) + 1):
        row[PLAN.key] = f"{NUMBER_PREFIX}{number:03d}"


def propose_item(
    item: ImportedItem, plan_year: int, festival_date: FestivalDate = festival_on
) -> Proposal:
    """Return category, festivals and notices for one item."""
    return propose(
        item,
        plan_year,
        categories=load_categories(),
        festivals=load_festivals(),
        festival_date=festival_date,
    )


def _row(item: ImportedItem, proposal: Proposal, plan_year: int, fiscal_year: int) -> Row:
    """Return the cells of one item, without its number and its origin."""
    status = PlanStatus.TENTATIVE if item.tentative else PlanStatus.NOT_STARTED
    remarks = (item.note or "", proposal.festival_text, item.doubt)
    return {
        MONTHS: _months_cell(item, plan_year, fiscal_year),
        TEXT: item.text,
        Plan.category.header: proposal.category or None,
        Plan.owner.header: item.owner or None,
        Plan.audience.header: audience_of(item) or None,
        Plan.planned_count.header: count_of(item),
        Plan.budget_amount.header: budget_of(item),
        Plan.status.header: status.value,
        Plan.remark.header: "；".join(remark for remark in remarks if remark) or None,
    }


def _with_days(row: Row, said: PlannedDays) -> Row:
    """Return a row with the days of its item, its remark marking a day that is only proposed."""
    remark = "；".join(part for part in (str(row[Plan.remark.header] or ""), said.proposed) if part)
    return row | {
        Plan.planned_start_on.header: said.start_on,
        Plan.planned_end_on.header: said.end_on,
        Plan.remark.header: remark or None,
    }


def _months_cell(item: ImportedItem, plan_year: int, fiscal_year: int) -> str | None:
    """Write months as the plan table shows them: 3, 7、8, 2027-01, 3-5月 for a stretch, or 每月."""
    if not item.months and plan_year == fiscal_year and EACH_MONTH.match(item.label):
        return EVERY_MONTH
    months = item.calendar_months(plan_year)
    names = [str(month.month) if month.year == fiscal_year else str(month) for month in months]
    if not isinstance(item.months, MonthSpan) or len(names) <= 1:
        return "、".join(names) or None
    if months[0].year == months[-1].year == fiscal_year:
        return f"{names[0]}-{names[-1]}月"
    return f"{names[0]}至{names[-1]}"


def months_written(months: CellValue) -> tuple[CellValue, ...]:
    """Return how the months of an item may stand in the table: 每月 was once left empty."""
    return (months, None) if months == EVERY_MONTH else (months,)


def months_name(months: Sequence[int]) -> str:
    """Name months as the plan table shows them: 7、8月, or 7-8月 for a stretch."""
    if isinstance(months, MonthSpan) and len(months) > 1:
        return f"{months[0]}-{months[-1]}月"
    return f"{'、'.join(map(str, months))}月" if months else "未写月份"


def months_named(cell: object, fiscal_year: int) -> object:
    """Return the months of a cell however they are written; a text that names none as it is."""
    text = "" if cell is None else str(cell)
    return read_months(text, fiscal_year)[0] or text


def last_number(block: TableBlock) -> int:
    """Return the highest number in use, so that new ones continue it."""
    column = block.position(PLAN.key)
    matches = (NUMBER.fullmatch(as_text(row[column])) for row in block.rows)
    return max((int(match[1]) for match in matches if match), default=0)
