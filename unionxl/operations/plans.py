"""Plan documents into the plan table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.domain.plan import PlanStatus
from unionxl.errors import DocumentError, RequestError
from unionxl.importing.documents import STANDARD_INPUT, read_document
from unionxl.importing.parser import parse_plan
from unionxl.importing.simplify import simplified
from unionxl.operations.plan_comparing import PlanTable, compare
from unionxl.operations.plan_prose import keep_guiding_text
from unionxl.operations.plan_reading import notices_of, unplaced_notes
from unionxl.operations.plan_remembering import remembering
from unionxl.operations.plan_review import Imported, Listing
from unionxl.operations.plan_rows import numbered, planned_rows
from unionxl.operations.plan_sheet import Review, standing, table_numbers, taken_numbers
from unionxl.operations.questions import PLAN as PLAN_ASKED
from unionxl.operations.questions import TERM as TERM_ASKED
from unionxl.operations.questions import YEAR as YEAR_ASKED
from unionxl.operations.questions import AnswerNeededError, Choice, Question
from unionxl.operations.terms import ask_for_term, day_answered, keep_term
from unionxl.tables.holidays import HOLIDAYS
from unionxl.tables.plan import PLAN, Plan
from unionxl.views.plan_review import TITLE
from unionxl.views.plan_review_lines import Why
from unionxl.workbook.book.below_notes import below_notes
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from unionxl.importing.model import ImportedPlan, ImportResult, Line
    from unionxl.operations.outcome import Outcome
    from unionxl.operations.plan_rows import PlannedRow
    from unionxl.operations.plan_sheet import Done
    from unionxl.operations.request import Request
    from unionxl.workbook.port import Workbook


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
) -> Done:
    """Add the items of a plan below the plan table, and list what is not sure.

    Importing it again adds nothing.

    Raises:
        AnswerNeededError: the plan is of another year than the workbook, and none was asked for.
    """
    book, _ = read_book(workbook, as_of=as_of, tables=(PLAN,), if_there=(HOLIDAYS,))
    plan_year = year or plan.year or book.fiscal_year
    _ask_about_other_year(plan, plan_year, book.fiscal_year, document)
    block, before = workbook.read_table(PLAN.name), standing(workbook)
    planned = planned_rows((*plan.items, *plan.unscheduled), plan_year, book, document)
    compared = compare(planned, PlanTable(block, book), document, taken_numbers(before))
    new = [one for one in compared.new if not one.item.doubt]
    numbered([one.row for one in new], block)
    if new:
        workbook.append_rows(PLAN.name, [one.row for one in new])
    numbers = {id(one): str(one.row[PLAN.key]) for one in new}
    lines = Listing(result, document).imported(Imported(plan, compared, numbers, book))
    known = {*table_numbers(block), *numbers.values()}
    review = Review(workbook, book, before, remembering(before, lines, document, known))
    notes = (
        *notices_of(one.proposal for one in new),
        *(one.days.notice for one in new if one.days.notice),
        *review.notes((*unplaced_notes(plan, result), *map(str, compared.differing))),
        *below_notes(block.sheet, block.below),
    )
    if new:
        notes = (*notes, *keep_guiding_text(workbook, plan, result))
    summary = _imported(new, len(planned), review, review.count(Why.DOUBTFUL, document))
    return review.finish("import_plan", summary, notes, is_filled=bool(new))


def import_chosen(request: Request) -> Outcome:
    """Import the plan that was chosen with a click, that of the workbook's year before others."""
    return import_document(request).outcome


def import_document(request: Request) -> Done:
    """Import the plan of a document, or list all its lines where it has none by month."""
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
    if not any(plan.has_arrangement for plan in result.plans):
        return list_declined(workbook, result, name, as_of=request.as_of)
    plan = choose_plan(result, answers.get(PLAN_ASKED), name, fiscal_year=settings.fiscal_year)
    kept = keep_term(workbook, begins) if begins and begins != told else ""
    year = answers.get(YEAR_ASKED)
    done = import_plan(workbook, plan, result, name, year=year, as_of=request.as_of)
    if not kept:
        return done
    outcome = done.outcome
    backup = outcome.backup or workbook.save()
    return replace(done, outcome=replace(outcome, notes=(kept, *outcome.notes), backup=backup))


def _wanted(result: ImportResult, answers: Mapping[str, int]) -> list[ImportedPlan]:
    """Return the plan that was asked for, all of them where none was."""
    number = answers.get(PLAN_ASKED)
    return [plan for plan in result.plans if number in {None, plan.index}]


def list_declined(
    workbook: Workbook, result: ImportResult, document: str, *, as_of: dt.date
) -> Done:
    """List every line of a document without a plan by month; nothing goes into the plan."""
    book, _ = read_book(workbook, as_of=as_of, tables=(PLAN,))
    before, block = standing(workbook), workbook.read_table(PLAN.name)
    lines = Listing(result, document).declined()
    after = remembering(before, lines, document, table_numbers(block))
    stop = no_arrangement(result, document)
    summary = (
        f"{stop.where}：{stop.what}文档的 {len(lines)} 行都列在《{TITLE}》："
        "请在要导入的行选“是”，写上月份，再用「导入所选」。"
    )
    done = Review(workbook, book, before, after).finish("import_plan", summary, ())
    return replace(done, waiting=max(1, done.waiting))  # nothing was imported


def _imported(new: Sequence[PlannedRow], found: int, review: Review, doubtful: int) -> str:
    """Say how many items were added, how many stood there already and how many are doubtful."""
    there = max(0, found - len(new) - doubtful)
    asked = f"有 {doubtful} 项有疑问，列在《{TITLE}》，还没有导入" if doubtful else ""
    tentative = sum(one.row[Plan.status.header] == PlanStatus.TENTATIVE.value for one in new)
    if new:
        parts = [
            f"已导入《{PLAN.sheet}》{len(new)} 项",
            f"其中暂定 {tentative} 项" if tentative else "",
            f"另有 {there} 项已在表中，未重复导入" if there else "",
        ]
    else:
        parts = [
            f"没有新的事项：{there} 项都已在《{PLAN.sheet}》中",
            "" if review.is_changed else "工作簿没有改动",
        ]
    return "，".join(part for part in (*parts, asked) if part) + "。"


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
