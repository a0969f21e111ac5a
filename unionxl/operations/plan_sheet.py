"""《导入核对》 in a workbook: what stands on it, and what it is made again with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.operations.outcome import Outcome
from unionxl.operations.plan_rows import NUMBER, NUMBER_PREFIX
from unionxl.operations.records import save_noting
from unionxl.tables.plan import PLAN
from unionxl.values.text import as_text
from unionxl.views.drafts import DraftSheet
from unionxl.views.plan_review import TITLE, VIEW_ID, plan_review
from unionxl.views.plan_review_lines import is_waiting, review_line
from unionxl.workbook.inputs.carrying import write_sheets
from unionxl.workbook.inputs.drafts import read_draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.views.drafts import DraftLine
    from unionxl.views.plan_review_lines import Why
    from unionxl.workbook.port import TableBlock, Workbook

MOST_NOTES = 10
IMPORTED = "已导入"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and how many lines wait for the clerk now."""

    outcome: Outcome
    waiting: int


@dataclass(frozen=True, slots=True)
class Review:
    """The list as it stood and as it is to stand."""

    workbook: Workbook
    book: UnionBook
    before: DraftSheet
    after: DraftSheet

    @property
    def is_changed(self) -> bool:
        """Whether the list has to be written."""
        said, was = ([*map(_content, one.lines)] for one in (self.after, self.before))
        return said != was

    @property
    def waiting(self) -> int:
        """How many lines wait for the clerk."""
        return sum(map(is_waiting, self.after.lines))

    def count(self, why: Why, document: str) -> int:
        """Return how many open lines of a document are listed for a reason."""
        lines = map(review_line, self.after.open_lines)
        return sum((one.why, one.document) == (why, document) for one in lines)

    def notes(self, told: Sequence[str]) -> tuple[str, ...]:
        """Return what is told line by line, the first of many, and where everything stands."""
        rest = len(told) - MOST_NOTES
        more = f"另有 {rest} 处没有逐条写在这里。" if rest > 0 else ""
        listed = len(self.after.open_lines)
        if not listed:
            return tuple(told)
        where = f"{more}《{TITLE}》列出 {listed} 行"
        how = (
            "：请核对，需要的选“是”，再用「导入所选」。"
            if self.waiting
            else "：多半不是事项，需要的选“是”，再用「导入所选」。"
        )
        return (*told[:MOST_NOTES], where + how)

    def finish(
        self, operation: str, summary: str, notes: tuple[str, ...], *, is_filled: bool = False
    ) -> Done:
        """Write the list where it changed, and save where anything did."""
        if self.is_changed:
            write_sheets(self.workbook, (plan_review(self.book, self.after),))
        if not (self.is_changed or is_filled):
            return Done(Outcome(summary, notes=notes), self.waiting)
        as_of, count = self.book.as_of, max(self.waiting, sum("请" in one for one in notes))
        backup = save_noting(self.workbook, operation, summary, as_of=as_of, finding_count=count)
        return Done(Outcome(summary, notes=notes, backup=backup), self.waiting)


def standing(workbook: Workbook) -> DraftSheet:
    """Return the list as it stands, an empty one where there is none."""
    return read_draft(workbook, VIEW_ID) or DraftSheet()


def taken_numbers(draft: DraftSheet) -> frozenset[str]:
    """Return the numbers of the rows that lines of the list have become."""
    added = (one.registered for one in draft.lines if one.registered.startswith(IMPORTED))
    said = map(NUMBER.findall, added)
    return frozenset(f"{NUMBER_PREFIX}{number}" for numbers in said for number in numbers)


def table_numbers(block: TableBlock) -> frozenset[str]:
    """Return the numbers of the rows of the plan."""
    column = block.position(PLAN.key)
    return frozenset(as_text(row[column]) for row in block.rows)


def _content(line: DraftLine) -> tuple[object, ...]:
    """Return all that a line says."""
    facts = {name: text for name, text in line.facts.items() if text}
    return line.key, {name: line.text(name) for name in line.cells}, facts
