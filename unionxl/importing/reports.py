"""Parts of a document that tell what was done: the review before a plan, a chronicle behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.importing.months import read_head
from unionxl.importing.numbering import Style, read_number
from unionxl.importing.text import plain, squeeze
from unionxl.importing.wording import announces_plan, announces_report
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.segments import Segment

_LEVELS = {Style.CJK: 1, Style.CJK_PAREN: 2, Style.ARABIC: 3, Style.PAREN: 4}
_LONGEST = 30
_ANNEX = re.compile(rf"[(\[【]?附(?:件|录|表)?[\d{ONES}:)\]】]")
_YEAR = re.compile(r"(?:19|20)\d\d|二[〇零]|上学期|上学年|上半年|去年|上年")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A line that says what stands below it, down to the next of its level."""

    at: int
    level: int
    is_report: bool
    is_annex: bool


def reported(segments: Sequence[Segment]) -> frozenset[int]:
    """Return the lines that stand in a part of the document that tells what was done.

    A review is one only where a plan follows it: an item may be called 年终总结, too.
    """
    headings = [found for at, one in enumerate(segments) if (found := _heading(at, one))]
    lines: set[int] = set()
    for place, heading in enumerate(headings):
        if not heading.is_report:
            continue
        after = [one for one in headings[place + 1 :] if one.level <= heading.level]
        ends = [one for one in after if not one.is_report]
        if not ends and not heading.is_annex:
            continue
        end = ends[0].at if ends else len(segments)
        lines.update(one.line for one in segments[heading.at : end])
    return frozenset(lines)


def _heading(at: int, one: Segment) -> _Heading | None:
    """Read a line that announces a review or a plan, None for any other."""
    number = read_number(one.plain)
    bare = squeeze(plain(one.text))
    if one.is_row or len(bare) > _LONGEST or bare[-1:] in "。;,、" or read_head(one.plain):
        return None
    level = _LEVELS.get(number.style, 0) if number else 0
    is_annex = _ANNEX.match(bare) is not None
    if number is not None and not level:
        return None
    title = squeeze(one.plain[number.end :]) if number else bare
    if announces_report(title) and (level in {1, 2} or is_annex or _YEAR.search(title)):
        return _Heading(at, level, is_report=True, is_annex=is_annex)
    if announces_plan(title):
        return _Heading(at, level, is_report=False, is_annex=is_annex)
    return None
