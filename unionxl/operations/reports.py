"""The report of a year and the brief of a month."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from unionxl.domain.year_end import year_end
from unionxl.errors import RequestError
from unionxl.operations.charts import draw_pictures, last_accounts, missing_notes
from unionxl.operations.files import check_new, read_file, write_file
from unionxl.operations.months import chosen_month, named_month
from unionxl.operations.outcome import Outcome
from unionxl.operations.pending import pending_notes
from unionxl.reporting.proposal_facts import PROPOSAL_READS, proposal_report_facts
from unionxl.reporting.report_facts import (
    BRIEF_READS,
    REPORT_READS,
    brief_facts,
    report_facts,
)
from unionxl.reporting.word import render_document
from unionxl.views.year_charts import year_charts
from unionxl.words.lists import templates_folder
from unionxl.workbook.book.reader import read_book

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from unionxl.domain.book import UnionBook
    from unionxl.domain.period import Month
    from unionxl.operations.request import Request
    from unionxl.reporting.charts import ChartPicture
    from unionxl.workbook.port import Workbook

# Templates that the clerk keeps beside her workbook; buttons find them by these names.
OWN_REPORT, OWN_BRIEF = "总结模板.docx", "简报模板.docx"
OWN_PROPOSALS = "提案报告模板.docx"


def write_report(
    workbook: Workbook,
    target: Path,
    *,
    as_of: dt.date,
    template: Path | None = None,
    last_year: Workbook | None = None,
) -> Outcome:
    """Write the year's report as a Word document; one that exists is never replaced."""
    check_new(target, ".docx")
    book, findings = read_book(workbook, as_of=as_of, tables=REPORT_READS)
    figures = year_end(book)
    accounts, of_last_year = last_accounts(book, last_year)
    charts = year_charts(figures, accounts)
    pictures = draw_pictures(workbook, [chart for chart in charts if not chart.is_empty])
    shown: dict[str, ChartPicture | None] = {chart.name: None for chart in charts}
    shown.update((picture.name, picture) for picture in pictures)
    workbook.progress("正在写 Word 文档")
    source, content = template_for(workbook, template, OWN_REPORT, "report.docx")
    document = render_document(
        content,
        report_facts(book, figures),
        shown,
        f"模板 {source.name}",
    )
    write_file(target, document)
    return Outcome(
        f"已写好 {target}。请在 Word 中补写斜体的部分。",
        notes=(*of_last_year, *pending_notes(workbook), *missing_notes(pictures)),
        findings=findings,
        made=target,
    )


def write_brief(
    workbook: Workbook,
    target: Path,
    month: Month | str,
    *,
    as_of: dt.date,
    template: Path | None = None,
) -> Outcome:
    """Write the brief of one month as a Word document; one that exists is never replaced.

    Raises:
        RequestError: the month lies in another year than the workbook.
    """
    check_new(target, ".docx")
    book, findings = read_book(workbook, as_of=as_of, tables=BRIEF_READS)
    if isinstance(month, str):
        month = named_month(month, book.fiscal_year)
    if month.year != book.fiscal_year:
        raise RequestError(
            f"这是 {book.fiscal_year} 年的工作簿，没有 {month.year} 年 {month.month} 月。",
            where="月份",
            advice=f"请选 {book.fiscal_year}-01 至 {book.fiscal_year}-12。",
        )
    source, content = template_for(workbook, template, OWN_BRIEF, "brief.docx")
    facts = brief_facts(book, year_end(book), month)
    write_file(target, render_document(content, facts, {}, f"模板 {source.name}"))
    return Outcome(
        f"已写好 {target}。请在 Word 中核对后使用。",
        notes=pending_notes(workbook),
        findings=findings,
        made=target,
    )


def write_proposal_report(
    workbook: Workbook, target: Path, *, as_of: dt.date, template: Path | None = None
) -> Outcome:
    """Write what became of the proposals as a Word document; one that exists is never replaced."""
    check_new(target, ".docx")
    book, findings = read_book(workbook, as_of=as_of, tables=PROPOSAL_READS)
    source, content = template_for(workbook, template, OWN_PROPOSALS, "proposals.docx")
    document = render_document(content, proposal_report_facts(book), {}, f"模板 {source.name}")
    write_file(target, document)
    return Outcome(f"已写好 {target}。请在 Word 中补写斜体的部分。", findings=findings, made=target)


def report(request: Request) -> Outcome:
    """Write the year's report, with a click beside the workbook under a free name."""
    as_of, workbook, target = request.as_of, request.open(), request.values.get("out")
    if target is None:
        target = free_name(workbook, f"{_settings(workbook, as_of).fiscal_year}年工会工作总结.docx")
    template, last_year = request.values.get("template"), request.open_other("last")
    return write_report(workbook, target, as_of=as_of, template=template, last_year=last_year)


def brief(request: Request) -> Outcome:
    """Write the brief of a month, with a click that of the one picked, under a free name."""
    as_of, workbook, target = request.as_of, request.open(), request.values.get("out")
    asked = request.values.get("month")
    (month,) = chosen_month(asked, _settings(workbook, as_of))
    if target is None:
        target = free_name(workbook, f"{month.year}年{month.month}月工会简报.docx")
    template = request.values.get("template")
    return write_brief(workbook, target, month, as_of=as_of, template=template)


def _settings(workbook: Workbook, as_of: dt.date) -> UnionBook:
    """Return the settings of a workbook, without any other table."""
    return read_book(workbook, as_of=as_of, tables=())[0]


def free_name(workbook: Workbook, name: str) -> Path:
    """Return a name beside the workbook that no file has: a document may have been edited."""
    wanted = workbook.path.with_name(name)
    numbered = (wanted.with_stem(f"{wanted.stem}（{number}）") for number in itertools.count(2))
    return next(path for path in itertools.chain((wanted,), numbered) if not path.exists())


def template_for(
    workbook: Workbook, chosen: Path | None, own: str, built_in: str
) -> tuple[Path, bytes]:
    """Return the template that was chosen, else the clerk's own beside the workbook, else ours.

    Raises:
        ReportError: it is missing or cannot be read.
    """
    beside = workbook.path.with_name(own)
    path = chosen or (beside if beside.is_file() else templates_folder() / built_in)
    return path, read_file(path)
