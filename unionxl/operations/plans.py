"""Plan documents into the plan table."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unionxl.domain.calendar import festival_on
from unionxl.domain.plan import PlanStatus
from unionxl.domain.written import short_day
from unionxl.errors import DocumentError, RequestError
from unionxl.importing.classify import propose
from unionxl.importing.documents import STANDARD_INPUT, read_document
from unionxl.importing.finishing import without_stop
from unionxl.importing.model import to_json
from unionxl.importing.months import MonthSpan
from unionxl.importing.parser import UNSCHEDULED, parse_plan
from unionxl.importing.said import audience_of, budget_of, count_of
from unionxl.importing.simplify import simplified
from unionxl.operations.outcome import Outcome
from unionxl.operations.plan_days import planned_days, said_text
from unionxl.operations.questions import PLAN as PLAN_ASKED
from unionxl.operations.questions import TERM as TERM_ASKED
from unionxl.operations.questions import YEAR as YEAR_ASKED
from unionxl.operations.questions import AnswerNeededError, Choice, Question
from unionxl.operations.records import save_noting
from unionxl.operations.terms import ask_for_term, day_answered, keep_term
from unionxl.resources import load_categories, load_festivals, load_holidays
from unionxl.tables.holidays import HOLIDAYS
from unionxl.tables.plan import PLAN, Plan
from unionxl.values.months import read_months
from unionxl.values.text import as_text
from unionxl.workbook.book.below_notes import below_notes
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from unionxl.importing.classify import FestivalDate, Proposal
    from unionxl.importing.model import ImportedItem, ImportedPlan, ImportResult, Line
    from unionxl.operations.plan_days import PlannedDays
    from unionxl.operations.request import Request
    from unionxl.views.layout import CellValue
    from unionxl.workbook.port import TableBlock, Workbook

MONTHS, TEXT = Plan.planned_months.header, Plan.description.header
NUMBER_PREFIX = "P"
EVERY_MONTH = "每月"
_EVERY_MONTH = re.compile(r"每个?月")
NUMBER = re.compile(rf"{NUMBER_PREFIX}(\d{{1,6}})", re.IGNORECASE)


def read_plans(
    document: str, *, is_simplified: bool = False, term_begins_on: dt.date | None = None
) -> ImportResult:
    """Read a plan document; `-` is standard input. Weeks count from the day that a term begins.

    Raises:
        DocumentError: the document cannot be read.
    """
    return _parsed(read_document(document), term_begins_on, is_simplified=is_simplified)


def _parsed(
    lines: Sequence[Line], term_begins_on: dt.date | None, *, is_simplified: bool
) -> ImportResult:
    result = parse_plan(lines, term_begins_on=term_begins_on)
    return simplified(result) if is_simplified else result


def choose_plan(
    result: ImportResult, number: int | None, document: str, *, fiscal_year: int | None = None
) -> ImportedPlan:
    """Return the plan to import: the one asked for, or the only one arranged by month.

    `fiscal_year` is the year of the workbook; plans of it are proposed first.

    Raises:
        DocumentError: no plan is arranged by month.
        AnswerNeededError: several are, and none was asked for.
        RequestError: the one asked for does not exist.
    """
    arranged = [plan for plan in result.plans if plan.has_arrangement]
    if number is not None:
        asked = [plan for plan in result.plans if plan.index == number]
        if asked and asked[0].has_arrangement:
            return asked[0]
        if asked:
            raise no_arrangement(result, document)
        raise RequestError(
            f"没有第 {number} 份计划，文档中共有 {len(result.plans)} 份。",
            where=f"文档 {document}",
            advice=f"请从第 1 至第 {len(result.plans)} 份中选一份。",
        )
    if not arranged:
        raise no_arrangement(result, document)
    if len(arranged) > 1:
        raise AnswerNeededError(_which_plan(arranged, document, fiscal_year))
    return arranged[0]


def _which_plan(
    arranged: Sequence[ImportedPlan], document: str, fiscal_year: int | None
) -> Question:
    """Return the question which of several plans is meant, that of the workbook's year first."""
    listed = "；".join(_plan_text(plan) for plan in arranged)
    likely = sorted(arranged, key=lambda plan: plan.year != fiscal_year)
    return Question(
        PLAN_ASKED,
        f"文档 {document}",
        f"文档中有 {len(arranged)} 份按月安排的计划：{listed}。",
        tuple(Choice(plan.index, f"导入{_plan_text(plan)}") for plan in likely),
        "请再导入一次，选定其中一份。",
    )


def _plan_text(plan: ImportedPlan) -> str:
    """Name one of several plans."""
    year = f"{plan.year} 年，" if plan.year else ""
    return f"第 {plan.index} 份《{plan.title}》（{year}{len(plan.items)} 项）"


def no_arrangement(result: ImportResult, document: str) -> DocumentError:
    """Return the reason to stop for a document without a plan by month."""
    unread = result.not_understood
    lines = "、".join(str(line.line) for line in unread[:10])
    more = f"有 {len(unread)} 行像是安排但没有读懂（第 {lines} 行等）。" if unread else ""
    return DocumentError(
        f"没有找到按月份列出的工作安排。{more}",
        where=f"文档 {document}",
        advice="请确认文档里有“三月份：……”这样按月份列出的事项，或在《年度计划》中直接填写。",
    )


def import_plan(
    workbook: Workbook,
    plan: ImportedPlan,
    result: ImportResult,
    document: str,
    *,
    year: int | None,
    as_of: dt.date,
) -> Outcome:
    """Add the items of a plan below the plan table; importing it again adds nothing.

    Raises:
        AnswerNeededError: the plan is of another year than the workbook, and none was asked for.
    """
    book, _ = read_book(workbook, as_of=as_of, tables=(PLAN,), if_there=(HOLIDAYS,))
    plan_year = year or plan.year or book.fiscal_year
    _ask_about_other_year(plan, plan_year, book.fiscal_year, document)
    block = workbook.read_table(PLAN.name)
    present = _present_items(block, book.fiscal_year)
    items = (*plan.items, *plan.unscheduled)
    proposals = [_propose(item, plan_year) for item in items]
    days = [
        planned_days(item, proposal, plan_year, book.holiday_days)
        for item, proposal in zip(items, proposals, strict=True)
    ]
    rows = [
        _with_days(_row(item, proposal, plan_year, book.fiscal_year, document), said)
        for item, proposal, said in zip(items, proposals, days, strict=True)
    ]
    new = [
        row
        for row in rows
        if not any(
            (_months_named(months, book.fiscal_year), str(row[TEXT])) in present
            for months in _months_written(row[MONTHS])
        )
    ]
    for number, row in enumerate(new, _last_number(block) + 1):
        row[PLAN.key] = f"{NUMBER_PREFIX}{number:03d}"
    summary = _imported(new, len(rows))
    below = below_notes(block.sheet, block.below)
    off = tuple(one.notice for one in days if one.notice)
    notes = (*_notices(proposals), *off, *unplaced_notes(plan, result), *below)
    if not new:
        return Outcome(summary, notes=notes)
    workbook.append_rows(PLAN.name, new)
    backup = save_noting(workbook, "import_plan", summary, as_of=as_of, finding_count=len(notes))
    return Outcome(summary, notes=notes, backup=backup)


def import_chosen(request: Request) -> Outcome:
    """Import the plan that was chosen with a click, that of the workbook's year before others."""
    lines = read_document(request.document)
    name = Path(request.document).name if request.document != "-" else STANDARD_INPUT
    workbook, answers = request.open(), request.answers
    settings = read_book(workbook, as_of=request.as_of, tables=())[0].settings
    told, answer = settings.term_begins_on, answers.get(TERM_ASKED)
    begins = day_answered(answer)
    is_simplified = request.values.get("simplified", False)
    result = _parsed(lines, begins or told, is_simplified=is_simplified)
    if answer is None:
        ask_for_term(_wanted(result, answers), name, told, request.as_of)
    plan = choose_plan(result, answers.get(PLAN_ASKED), name, fiscal_year=settings.fiscal_year)
    kept = keep_term(workbook, begins) if begins and begins != told else ""
    year = answers.get(YEAR_ASKED)
    outcome = import_plan(workbook, plan, result, name, year=year, as_of=request.as_of)
    if not kept:
        return outcome
    return replace(outcome, notes=(kept, *outcome.notes), backup=outcome.backup or workbook.save())


def _wanted(result: ImportResult, answers: Mapping[str, int]) -> list[ImportedPlan]:
    """Return the plan that was asked for, all of them where none was."""
    number = answers.get(PLAN_ASKED)
    return [plan for plan in result.plans if number in {None, plan.index}]


def _imported(new: Sequence[dict[str, CellValue]], found: int) -> str:
    """Say how many items were added and how many stood there already."""
    if not new:
        return f"没有新的事项：{found} 项都已在《{PLAN.sheet}》中，工作簿没有改动。"
    tentative = sum(row[Plan.status.header] == PlanStatus.TENTATIVE.value for row in new)
    parts = (
        f"已导入《{PLAN.sheet}》{len(new)} 项",
        f"其中暂定 {tentative} 项" if tentative else "",
        f"另有 {found - len(new)} 项已在表中，未重复导入" if len(new) < found else "",
    )
    return "，".join(part for part in parts if part) + "。"


def describe(result: ImportResult) -> Iterator[str]:
    """Say what an import would bring, plan by plan and month by month."""
    for plan in result.plans:
        year = f"{plan.year} 年" if plan.year else "未写年份"
        state = f"{len(plan.items)} 项" if plan.has_arrangement else "没有按月安排"
        yield f"第 {plan.index} 份 {plan.title}（{year}，{state}）"
        proposals = _proposals(plan)
        for item, proposal in zip(plan.items, proposals, strict=True):
            said = said_text(item, plan.year)
            proposed = _proposed_on(item, proposal, plan)
            marks = (
                *said,
                f"拟{short_day(proposed)}" if proposed else "",
                item.owner,
                proposal.category,
                proposal.festival_text,
            )
            shown = "，".join(mark for mark in marks if mark)
            yield f"  {_months_label(item)}　{item.text}" + (f"［{shown}］" if shown else "")
        yield from (f"  · {note}" for note in (*_notices(proposals), *plan_notes(plan)))
    yield from (f"· {note}" for note in unread_notes(result, result.plans))


def plans_json(result: ImportResult) -> dict[str, Any]:
    """Return everything read, with category, festivals and notices of every item.

    Festivals have a date only where the plan says its year.
    """
    shown = to_json(result)
    for plan, plan_shown in zip(result.plans, shown["plans"], strict=True):
        entries = zip(plan.items, _proposals(plan), plan_shown["entries"], strict=True)
        for item, proposal, entry in entries:
            proposed = _proposed_on(item, proposal, plan)
            entry["proposed_on"] = proposed.isoformat() if proposed else None
            entry["category"] = proposal.category
            entry["festivals"] = [
                {"name": one.festival.name, "date": one.day.isoformat() if one.day else None}
                for one in proposal.festivals
            ]
            entry["notices"] = list(proposal.notices)
    return shown


def _proposed_on(item: ImportedItem, proposal: Proposal, plan: ImportedPlan) -> dt.date | None:
    """Return the day that will be proposed for an item that says none itself."""
    days = planned_days(item, proposal, plan.year, load_holidays()) if plan.year else None
    return days.start_on if days and days.proposed else None


def _proposals(plan: ImportedPlan) -> list[Proposal]:
    """Return what is proposed for the items of a plan; without its year nothing is dated."""
    if plan.year is not None:
        return [_propose(item, plan.year) for item in plan.items]
    undated = (_propose(item, dt.MINYEAR, lambda _festival, _year: None) for item in plan.items)
    return [replace(proposal, notices=()) for proposal in undated]


def unplaced_notes(plan: ImportedPlan, result: ImportResult) -> tuple[str, ...]:
    """Say what was not placed in a month, line by line."""
    return (*plan_notes(plan), *unread_notes(result, (plan,)))


def plan_notes(plan: ImportedPlan) -> tuple[str, ...]:
    """Say which items to look at, which have no month and which months stand in prose only."""
    by_line: defaultdict[int, list[ImportedItem]] = defaultdict(list)
    for item in plan.unscheduled:
        by_line[item.line].append(item)
    unscheduled = (
        f"第 {line} 行{_unscheduled_text(items[0].label)}：{'；'.join(one.text for one in items)}"
        for line, items in by_line.items()
    )
    offered = (
        f"第 {one.line} 行提到{_months_name(one.months)}，没有自动排入，请查看：{one.text}"
        for one in plan.suggestions
    )
    doubted = (f"第 {one.line} 行：{one.doubt}" for one in plan.items if one.doubt)
    return (*doubted, *unscheduled, *offered)


def _unscheduled_text(label: str) -> str:
    """Say what became of items that stand under a head without a month."""
    if _EVERY_MONTH.match(label):
        return f"写在「{label}」下，月份已填“{EVERY_MONTH}”，请核对"
    return f"写在「{label}」下，没有写明月份，请补填" if label else "没有写明月份，请补填"


def unread_notes(result: ImportResult, read: Iterable[ImportedPlan]) -> tuple[str, ...]:
    """Say which lines were not understood; what plans that are read list without month was."""
    placed = {
        (item.line, UNSCHEDULED.format(item.label)) for plan in read for item in plan.unscheduled
    }
    return tuple(
        f"第 {unread.line} 行没有读懂（{unread.reason}）：{unread.text}"
        for unread in result.not_understood
        if (unread.line, unread.reason) not in placed
    )


def _ask_about_other_year(
    plan: ImportedPlan, plan_year: int, fiscal_year: int, document: str
) -> None:
    """Ask whether an old plan serves again when no item of it can lie in the workbook's year."""
    years = {month.year for item in plan.items for month in item.calendar_months(plan_year)}
    if fiscal_year not in years | {plan_year}:
        question = Question(
            YEAR_ASKED,
            f"文档 {document}",
            f"这是 {plan_year} 年的计划，工作簿是 {fiscal_year} 年的。",
            (Choice(fiscal_year, f"把它沿用到 {fiscal_year} 年"),),
            f"请换用 {plan_year} 年的工作簿；若是沿用旧文稿，请再导入一次，选“是”。",
        )
        raise AnswerNeededError(question)


def _propose(
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


def _row(
    item: ImportedItem, proposal: Proposal, plan_year: int, fiscal_year: int, document: str
) -> dict[str, CellValue]:
    """Return the cells of one item, without its number."""
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
        Plan.origin.header: f"{document} 第{item.line}行",
        Plan.remark.header: "；".join(remark for remark in remarks if remark) or None,
    }


def _with_days(row: dict[str, CellValue], said: PlannedDays) -> dict[str, CellValue]:
    """Return a row with the days of its item, its remark marking a day that is only proposed."""
    remark = "；".join(part for part in (str(row[Plan.remark.header] or ""), said.proposed) if part)
    return row | {
        Plan.planned_start_on.header: said.start_on,
        Plan.planned_end_on.header: said.end_on,
        Plan.remark.header: remark or None,
    }


def _months_cell(item: ImportedItem, plan_year: int, fiscal_year: int) -> str | None:
    """Write months as the plan table shows them: 3, 7、8, 2027-01, 3-5月 for a stretch, or 每月."""
    if not item.months and plan_year == fiscal_year and _EVERY_MONTH.match(item.label):
        return EVERY_MONTH
    months = item.calendar_months(plan_year)
    names = [str(month.month) if month.year == fiscal_year else str(month) for month in months]
    if not isinstance(item.months, MonthSpan) or len(names) <= 1:
        return "、".join(names) or None
    if months[0].year == months[-1].year == fiscal_year:
        return f"{names[0]}-{names[-1]}月"
    return f"{names[0]}至{names[-1]}"


def _months_written(months: CellValue) -> tuple[CellValue, ...]:
    """Return how the months of an item may stand in the table: 每月 was once left empty."""
    return (months, None) if months == EVERY_MONTH else (months,)


def _months_label(item: ImportedItem) -> str:
    """Name the months of an item as they will be written, with a word for the year after."""
    return f"{'次年' if item.year_offset else ''}{_months_name(item.months)}"


def _months_name(months: Sequence[int]) -> str:
    """Name months as the plan table shows them: 7、8月, or 7-8月 for a stretch."""
    if isinstance(months, MonthSpan) and len(months) > 1:
        return f"{months[0]}-{months[-1]}月"
    return f"{'、'.join(map(str, months))}月" if months else "未写月份"


def _present_items(block: TableBlock, fiscal_year: int) -> set[tuple[object, str]]:
    """Return months and text of the items that the table holds already.

    An earlier import kept the mark at the end of a text.
    """
    months, text = block.position(MONTHS), block.position(TEXT)
    return {
        (_months_named(as_text(row[months]), fiscal_year), without_stop(as_text(row[text])))
        for row in block.rows
    }


def _months_named(cell: object, fiscal_year: int) -> object:
    """Return the months of a cell however they are written; a text that names none as it is."""
    text = "" if cell is None else str(cell)
    return read_months(text, fiscal_year)[0] or text


def _last_number(block: TableBlock) -> int:
    """Return the highest number in use, so that new ones continue it."""
    column = block.position(PLAN.key)
    matches = (NUMBER.fullmatch(as_text(row[column])) for row in block.rows)
    return max((int(match[1]) for match in matches if match), default=0)


def _notices(proposals: Iterable[Proposal]) -> tuple[str, ...]:
    """Return what to look at in the items that were imported."""
    return tuple(notice for proposal in proposals for notice in proposal.notices)
