"""A plan written as a document and read again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from unionxl.domain.period import Month
from unionxl.domain.plan import ListedMonths, PlanStatus
from unionxl.importing.months import MonthSpan
from unionxl.importing.parser import parse_plan
from unionxl.importing.said import days_of
from unionxl.importing.word import read_word
from unionxl.reporting.plan_facts import plan_facts
from unionxl.reporting.word import render_document
from unionxl.words.lists import templates_folder

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.book import UnionBook
    from unionxl.domain.plan import WorkItem
    from unionxl.importing.model import ImportedItem, ImportedPlan, ImportResult

EVERY_MONTH = "每月"


class Told(NamedTuple):
    """What a document is to tell of an item."""

    months: tuple[Month, ...]
    is_span: bool
    text: str
    owner: str
    is_tentative: bool
    days: tuple[dt.date, dt.date] | None


def written(book: UnionBook, form: str, *, has_budget: bool = False) -> bytes:
    """Return the document of a plan."""
    template = (templates_folder() / "plan.docx").read_bytes()
    facts = plan_facts(book, has_table=form == "table", has_budget=has_budget)
    return render_document(template, facts, {}, "模板 plan.docx")


def read_again(document: bytes) -> ImportResult:
    """Return what an import finds in a document."""
    return parse_plan(read_word(document, "计划.docx"))


def told_by_plan(book: UnionBook) -> Counter[Told]:
    """Return the items as the plan has them."""
    return Counter(_of_plan(item) for item in book.work_items)


def told_by_document(result: ImportResult, year: int) -> Counter[Told]:
    """Return the items as a document tells them."""
    (plan,) = result.plans
    items = (*plan.items, *plan.unscheduled)
    return Counter(_of_document(item, plan, year) for item in items)


def _of_plan(item: WorkItem) -> Told:
    months = item.planned_months
    is_span = len(months) > 1 and not isinstance(months, ListedMonths)
    is_tentative = item.status is PlanStatus.TENTATIVE
    text, owner = _flat(item.description), _flat(item.owner)
    return Told(tuple(months), is_span, _bare(text, owner), owner, is_tentative, item.days)


def _of_document(item: ImportedItem, plan: ImportedPlan, year: int) -> Told:
    months = item.calendar_months(plan.year or 0)
    if not months and item.label.startswith(EVERY_MONTH):
        months = tuple(Month(year, number) for number in range(1, 13))
    found = days_of(item, year)
    first, last = (found.first or found.last, found.last or found.first) if found else (None, None)
    days = (first, last) if first and last else None
    is_span = isinstance(item.months, MonthSpan)
    text, owner = _bare(item.text, item.owner), item.owner
    return Told(months, is_span, text, owner, item.tentative, days)


def _bare(text: str, owner: str) -> str:
    """Return a text without what a reader may leave behind it."""
    for mark in (f"（负责人：{owner}）", f"（{owner}）", "（暂定）"):
        text = text.removesuffix(mark)
    return "".join(text.split()).rstrip("。；;，,、：:.")


def _flat(text: str) -> str:
    return " ".join(text.split())
