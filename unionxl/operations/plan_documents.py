"""The plan of the year as a Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.operations.files import check_new, write_file
from unionxl.operations.outcome import Outcome
from unionxl.operations.pending import pending_notes
from unionxl.operations.reports import free_name, template_for
from unionxl.reporting.plan_facts import BUDGET_READS, PLAN_READS, READ_IF_THERE, plan_facts
from unionxl.reporting.word import render_document
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from unionxl.operations.request import Request
    from unionxl.workbook.port import Workbook

OWN_PLAN = "计划模板.docx"  # the clerk's own template, beside the workbook
TABLE, LIST = "table", "list"


def write_plan_document(
    workbook: Workbook,
    target: Path | None = None,
    *,
    as_of: dt.date,
    form: str = TABLE,
    has_budget: bool = False,
    template: Path | None = None,
) -> Outcome:
    """Write the plan as a Word document; one that exists is never replaced.

    Without a `target` it stands beside the workbook, under a free name.

    Raises:
        RequestError: the document exists, or its name or the form is none.
    """
    if form not in {TABLE, LIST}:
        raise RequestError(
            f"没有“{form}”这种样子。",
            where="具体安排的样子",
            advice=f"请写 {TABLE}（表格）或 {LIST}（按月列条）。",
        )
    if target is not None:
        check_new(target, ".docx")
    reads = (*PLAN_READS, *(BUDGET_READS if has_budget else ()))
    book, findings = read_book(workbook, as_of=as_of, tables=reads, if_there=READ_IF_THERE)
    target = target or free_name(workbook, f"{book.fiscal_year}年工会工作计划.docx")
    workbook.progress("正在写 Word 文档")
    source, content = template_for(workbook, template, OWN_PLAN, "plan.docx")
    facts = plan_facts(book, has_table=form == TABLE, has_budget=has_budget)
    write_file(target, render_document(content, facts, {}, f"模板 {source.name}"))
    return Outcome(
        f"已写好 {target}，共 {len(book.work_items)} 项。请在 Word 中补写斜体的部分。",
        notes=pending_notes(workbook),
        findings=findings,
        made=target,
    )


def write_plan(request: Request) -> Outcome:
    """Write the plan's document, with a click beside the workbook under a free name."""
    values = request.values
    return write_plan_document(
        request.open(),
        values.get("out"),
        as_of=request.as_of,
        form=values.get("form") or TABLE,
        has_budget=values.get("budget", False),
        template=values.get("template"),
    )
