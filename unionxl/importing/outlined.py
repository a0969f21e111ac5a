"""Works of an outline that say their own time: 1. 5月举办排球联赛, below 三、文体活动.

It stands before the work, or behind it: （一）会员信息采集（6月底前完成，责任部门：组织部）.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.importing.blocks import Block, Reading, with_piece
from unionxl.importing.cell_times import read_time
from unionxl.importing.columns import Role
from unionxl.importing.heads import number_before_month
from unionxl.importing.labels import TIME, label_places, read_details
from unionxl.importing.months import read_head
from unionxl.importing.numbering import Number, Style, read_number
from unionxl.importing.text import plain
from unionxl.importing.wording import reads_like_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.months import MonthHead
    from unionxl.importing.segments import Segment

NO_TIME = "没有写明时间"
_BEFORE_MONTH = re.compile(r"\s*(\d{1,2})\s?[.、,]\s*(?=\d{1,2}\s?月)")
_BEHIND = re.compile(r"[(\[【]([^()\[\]【】]{1,60})[)\]】]\s*[。.;,]?\s*$")
_PARTS = re.compile(r"[,;。]|(?<=[^\d])、")
_TIME_LABEL = re.compile(r"^\s*[\u3400-\u9fff]{0,4}[时日][间限期]\s?:\s*|(?:完成|前后?)\s*$")
_FEW = 3
_MOST = 0.5
_LONGEST = 120
_ORDER = (Style.CJK, Style.CJK_PAREN, Style.ARABIC, Style.HALF, Style.PAREN, Style.CIRCLE)


def read_outlined_works(segments: Sequence[Segment]) -> Reading | None:
    """Return a block for every lowest line of an outline, where most begin with a time."""
    numbered = _numbered([one for one in segments if not one.is_row])
    lines = [(one, number, _head(one, number)) for one, number in numbered]
    below = [number for _, number, _ in lines[1:]]
    works = [
        (one, number, head)
        for (one, number, head), after in zip(lines, [*below, None], strict=False)
        if head or (number and _is_lowest(number, after))
    ]
    dated = [head for _, _, head in works if head]
    months = {month for head in dated for month in head.months}
    if len(dated) < _FEW or len(months) < _FEW or len(dated) < _MOST * len(works):
        return None
    if reads_like_report([one.text for one, _, head in works if head]):
        return None
    return Reading(tuple(_block(*work) for work in works))


def _numbered(segments: Sequence[Segment]) -> list[tuple[Segment, Number | None]]:
    """Return the lines with their numbers, that of 3. 8月慰问 too where a third is expected."""
    found: list[tuple[Segment, Number | None]] = []
    expected = 1
    for one in segments:
        match = _BEFORE_MONTH.match(one.plain)
        if match and int(match[1]) == expected:
            number: Number | None = Number(Style.ARABIC, expected, match.end())
        else:
            number = read_number(one.plain) or number_before_month(one.plain)
        if number:
            expected = (number.value or 0) + 1 if number.style is Style.ARABIC else 1
        found.append((one, number))
    return found


def _head(one: Segment, number: Number | None) -> MonthHead | None:
    """Return the time that a line begins with, None for a line too long to be one work."""
    if len(one.text) > _LONGEST:
        return None
    head = read_head(one.plain, number=number, at=number.end if number else 0)
    begun = head is not None and bool(one.text[head.rest_at :].strip())
    return head if begun else _head_behind(one, number)


def _head_behind(one: Segment, number: Number | None) -> MonthHead | None:
    """Return the time that stands behind a numbered work: in brackets, or labelled."""
    if number is None:
        return None
    bracket = _BEHIND.search(one.plain)
    inside = bracket[1] if bracket else ""
    places = [at for at in label_places(one.plain) if at > number.end]
    labelled = read_details(one.text[places[0] :]) if places and not bracket else ()
    told = [_TIME_LABEL.sub("", part) for part in _PARTS.split(inside)]
    told += [plain(detail.text) for detail in labelled if detail.kind == TIME]
    for text in told:
        head = read_time(text, Role.DAY)
        if head:
            return replace(head, precise=head.precise if head.precise != text else "")
    return None


def _is_lowest(number: Number, below: Number | None) -> bool:
    """Tell whether a numbered line is a work and not the title of those below it."""
    if number.style is Style.CJK:
        return False
    return below is None or _rank(below) <= _rank(number)


def _rank(number: Number) -> int:
    """Return how deep a kind of number stands in an outline."""
    return _ORDER.index(number.style) if number.style in _ORDER else len(_ORDER)


def _block(one: Segment, number: Number | None, head: MonthHead | None) -> Block:
    """Return the block of one work, unread where it has no time."""
    found = Block(one.line, head, (), "" if head else NO_TIME, number=number, is_apart=True)
    return with_piece(found, one, number.end if number else 0)
