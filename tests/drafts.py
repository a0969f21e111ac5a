"""A small draft for tests: visits, a line for each member, that become rows of the services."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.operations.drafting import Drafting, DraftKind
from unionxl.operations.making import make_sheets
from unionxl.operations.taking import NewRow, Take
from unionxl.tables.members import MEMBERS
from unionxl.tables.services import SERVICES, Services
from unionxl.values.reading import parse_cell
from unionxl.views.drafts import DraftLine, DraftSheet, LineCells
from unionxl.views.layout import Block, Cell, SheetSpec
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.drafts import read_draft
from unionxl.workbook.inputs.typed import with_input_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.operations.making import Reading, Sheets
    from unionxl.operations.outcome import Outcome
    from unionxl.values.column import Column
    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import Workbook

VISITS = "month"  # the operation under which the tests let it run
TODAY = dt.date(2026, 4, 15)
DAY, WHAT, KIND = "日期", "内容", "事项"


def visits(book: UnionBook, draft: DraftSheet) -> Iterator[Take]:
    """Take over the lines with a day."""
    kind = draft.head.text(KIND)
    for line in draft.open_lines:
        day, problem = parse_cell(line.cells[DAY], Services.served_on, book.fiscal_year)
        if problem is not None:
            yield Take(line.key, reason=f"{problem.what}{problem.advice}")
        elif isinstance(day, dt.date):
            values: dict[Column, CellValue] = {
                Services.served_on: day,
                Services.member_no: line.key,
                Services.member_name: line.text("name"),
                Services.service_kind: kind,
                Services.content: line.text(WHAT),
            }
            same = (Services.served_on, Services.member_no, Services.service_kind)
            yield Take(line.key, (NewRow(SERVICES, values, same),))


def visit_sheet(_book: UnionBook, draft: DraftSheet) -> SheetSpec:
    """Lay out the lines."""
    head = LineCells(VISITS, draft.head)
    rows = [(head.facts(Cell("走访")), head.input(KIND, "input", "body")), _titles()]
    for line in draft.lines:
        cells = LineCells(VISITS, line)
        rows.append(
            (
                cells.facts(Cell(line.facts["name"])),
                cells.input(DAY, "input-date", "date"),
                cells.input(WHAT, "input", "body"),
                Cell(line.registered or line.reason or None),
            )
        )
    return SheetSpec(
        VISITS, "走访登记", (Block("lines", 1, 1, tuple(rows)),), column_widths=(9,) * 4
    )


def _titles() -> tuple[Cell, ...]:
    return tuple(Cell(text, "header") for text in ("姓名", DAY, WHAT, "登记"))


KIND_OF_DRAFT = DraftKind(VISITS, visits, visit_sheet, (MEMBERS, SERVICES))


def make_visits(workbook: Workbook) -> Outcome:
    """Click once."""

    def plan(reading: Reading) -> Sheets:
        work = Drafting(workbook, KIND_OF_DRAFT, reading)
        draft = work.standing()
        if draft is not None:
            return work.sheets(work.take(draft))
        lines = tuple(
            DraftLine(member.member_no, {DAY: None, WHAT: None}, facts={"name": member.name})
            for member in work.book.members
        )
        return work.sheets(DraftSheet(DraftLine("", {KIND: "五必访"}), lines))

    return make_sheets(workbook, VISITS, plan, as_of=TODAY, reads=KIND_OF_DRAFT.reads)


def type_on(
    workbook: Workbook,
    kind: DraftKind,
    typed: Mapping[tuple[str, str], object],
    *,
    in_order: Callable[[list[Cell]], object] | None = None,
) -> None:
    """Type into cells of a draft, by key of the line and name of the cell, as a clerk does.

    With `in_order` she sorts the sheet, from its third row on, as well.
    """
    draft = read_draft(workbook, kind.id)
    assert draft is not None
    book, _ = read_book(workbook, as_of=TODAY, tables=kind.reads, if_there=kind.if_there)
    spec = with_input_keys(kind.build(book, draft))
    grid = {(row, column): cell for row, column, cell in spec.cells()}
    width = max(column for _, column in grid)
    rows = [
        [
            _typed(grid.get((row, column), Cell(None, "blank")), typed)
            for column in range(1, width + 1)
        ]
        for row in range(1, max(row for row, _ in grid) + 1)
    ]
    if in_order is not None:
        rows[2:] = sorted(rows[2:], key=in_order)  # type: ignore[arg-type]
    block = Block("typed", 1, 1, tuple(map(tuple, rows)))
    workbook.put_sheet(replace(spec, blocks=(block,), merges=(), hidden_columns=(width,)))


def _typed(cell: Cell, typed: Mapping[tuple[str, str], object]) -> Cell:
    target = cell.input_for
    value = typed.get((target.key, target.column), cell.value) if target else cell.value
    return Cell(value, cell.style)  # type: ignore[arg-type]  # whatever a clerk types
