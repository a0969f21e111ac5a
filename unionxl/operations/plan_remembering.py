"""《导入核对》 made again: what the clerk said to a line stays with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.operations.plan_review import MOST_LISTED
from unionxl.operations.plan_rows import NUMBER
from unionxl.views.plan_review_lines import (
    NO,
    SEEN,
    WANTED,
    ReviewLine,
    Why,
    drafts_of,
    is_touched,
    review_line,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from unionxl.views.drafts import DraftLine, DraftSheet

MORE = "后面还有 {} 行没有列在这里，请看原文档"
_PASSING = frozenset({Why.SUGGESTED, Why.OTHER_PLAN, Why.REST})


def remembering(
    before: DraftSheet, lines: Sequence[ReviewLine], document: str, numbers: Collection[str]
) -> DraftSheet:
    """Return the list for a document that was read again, or for one more.

    `numbers` are those of the rows that the plan has by now. What was said to lines that are gone
    from the document is kept, and so are the lines of other documents that may be wanted.
    """
    known = {line.key: line for line in before.lines}
    fresh = [
        line if line.key not in known else _said_before(known.pop(line.key), line, numbers)
        for line in drafts_of(_most(lines))
    ]
    kept = [line for line in known.values() if _stays(line, document)]
    return replace(before, lines=(*fresh, *kept))


def _most(lines: Sequence[ReviewLine]) -> Sequence[ReviewLine]:
    """Return no more lines than a clerk can go through, and how many there are besides."""
    rest = lines[MOST_LISTED:]
    if not rest:
        return lines
    last = lines[MOST_LISTED - 1]
    more = ReviewLine(Why.REST, last.document, last.line, "……", MORE.format(len(rest)))
    return (*lines[:MOST_LISTED], more)


def _said_before(before: DraftLine, line: DraftLine, numbers: Collection[str]) -> DraftLine:
    """Return a line with what the clerk said to it; one that was taken over stays so."""
    why = review_line(line).why
    if before.is_registered:
        became = NUMBER.findall(before.registered)
        still = any(f"P{number}" in numbers for number in became)
        if still and why not in {Why.CHANGED, Why.UNDATED}:
            return before
        refused = {**line.cells, WANTED: NO} if WANTED in line.cells else line.cells
        return replace(line, cells=refused)
    offered = review_line(before).draft(before.key).cells
    said = {
        name: before.cells[name] if before.text(name) != offered.get(name) else value
        for name, value in line.cells.items()
        if name in before.cells
    }
    seen = {SEEN: before.facts[SEEN]} if SEEN in before.facts else {}
    return replace(line, cells={**line.cells, **said}).knowing(**seen)


def _stays(line: DraftLine, document: str) -> bool:
    """Tell whether a line stays that the document does not give."""
    if line.is_registered or is_touched(line):
        return True
    one = review_line(line)
    return one.document != document and one.why not in _PASSING
