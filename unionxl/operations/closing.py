"""The statement, the disclosure notice and the index of registers of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.year_end import year_end
from unionxl.operations.outcome import Outcome
from unionxl.operations.pending import pending_notes
from unionxl.operations.records import asking, save_noting
from unionxl.rules.joining import joined
from unionxl.views.disclosure_notice import disclosure_notice
from unionxl.views.register_index import register_index
from unionxl.views.statement import statement
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.inputs.carrying import write_sheets

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.workbook.port import Workbook


def close_year(workbook: Workbook, *, as_of: dt.date) -> Outcome:
    """Make the three sheets of the year end."""
    book, findings = read_book(workbook, as_of=as_of)
    figures = year_end(book)
    specs = (statement(book, figures), disclosure_notice(book, figures), register_index(book))
    for number, spec in enumerate(specs, 1):
        workbook.progress(f"正在生成《{spec.title}》（{number}/{len(specs)}）")
        write_sheets(workbook, (spec,))
    notes = pending_notes(workbook)
    summary = f"已生成{''.join(f'《{spec.title}》' for spec in specs)}。"
    count = len(joined(findings)) + asking(notes)
    backup = save_noting(workbook, "close", summary, as_of=as_of, finding_count=count)
    return Outcome(summary, notes=notes, findings=findings, backup=backup)
