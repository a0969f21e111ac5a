"""Numbered works whose time stands on a line below: 1. 春季运动会, then 时间：4月中旬."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionxl.importing.blocks import Block, Piece, Reading
from unionxl.importing.cell_times import read_time
from unionxl.importing.columns import Role
from unionxl.importing.heads import find_heads
from unionxl.importing.labels import TIME, read_details
from unionxl.importing.months import HeadKind, MonthHead, find_months, unscheduled_head
from unionxl.importing.numbering import Style, read_number
from unionxl.importing.text import plain, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.labels import Detail
    from unionxl.importing.segments import Segment

NO_TIME_BELOW = "没有写明时间"
_FEW = 2
_SAYS_TIME = re.compile(r"(?:时间|日期|时限)\s?[:|]")
_MOST = 0.5
_LONGEST_WORK = 60
_LEVELS = {Style.CJK: 1, Style.CJK_PAREN: 2, Style.ARABIC: 3, Style.PAREN: 4, Style.CIRCLE: 5}
_LOWEST = 6


@dataclass(slots=True)
class _Work:
    """A numbered line and the lines below it, down to the next of its kind."""

    at: int
    value: int
    below: list[Segment] = field(default_factory=list)
    end: int = 0


def read_timed_works(stretch: Sequence[Segment]) -> Reading | None:
    """Return a block for every work of a list where most say their time on a line below."""
    told = sum(1 for one in stretch if _SAYS_TIME.search(one.plain))
    if told < _FEW or find_heads(stretch)[0]:
        return None  # months that are heads date their works better
    for style in (Style.CJK_PAREN, Style.ARABIC, Style.CJK, Style.BULLET):
        for run in _runs(stretch, style):
            times = [_time_below(work) for work in run]
            dated = sum(1 for time in times if time and _head_of(time))
            if dated < _FEW or dated < _MOST * len(run):
                continue
            around = _time_around(stretch[: run[0].at])
            blocks = tuple(
                _block(stretch[work.at], work, time, around)
                for work, time in zip(run, times, strict=True)
            )
            before, after = stretch[: run[0].at], stretch[run[-1].end :]
            return Reading(blocks, outside=(*before, *after))
    return None


def _runs(stretch: Sequence[Segment], style: Style) -> list[list[_Work]]:
    """Return the lists of a style, each with what stands below its works."""
    runs: list[list[_Work]] = []
    level = _LEVELS.get(style, _LOWEST)
    is_open = False
    for at, one in enumerate(stretch):
        number = read_number(one.plain)
        details = _details(one)
        rank = _LEVELS.get(number.style, _LOWEST) if number else _LOWEST + 1
        opens = number is not None and number.style is style and not details and not one.is_row
        if number and opens and len(squeeze(one.plain)) <= _LONGEST_WORK:
            value = number.value or 0
            if not is_open or (value and value != runs[-1][-1].value + 1):
                runs.append([])
            runs[-1].append(_Work(at, value, end=at + 1))
            is_open = True
        elif is_open and rank > level and not one.is_row:
            runs[-1][-1].below.append(one)
            runs[-1][-1].end = at + 1
        else:
            is_open = False
    return runs


def _time_below(work: _Work) -> str:
    """Return what the label of a time below a work says, "" for none."""
    for one in work.below:
        for detail in _details(one):
            if detail.kind == TIME:
                return detail.text
    return ""


def _head_of(time: str) -> MonthHead | None:
    """Read the months of a time as it stands in a sentence: 2025年4月中旬, 每年3月."""
    head = read_time(time, Role.DAY)
    months = find_months(plain(time)) if head is None else ()
    return MonthHead(months, HeadKind.ALONE, len(time), precise=time) if months else head


def _time_around(before: Sequence[Segment]) -> MonthHead | None:
    """Return the time of the whole that stands above the list: 二、活动时间 / 3月1日至3月31日."""
    found: MonthHead | None = None
    titled = False
    for one in before:
        number = read_number(one.plain)
        bare = one.text[number.end :] if number else one.text
        details = [detail for detail in read_details(bare) if detail.kind == TIME]
        texts = [detail.text for detail in details if detail.text] or ([bare] if titled else [])
        found = next((head for text in texts if (head := _head_of(text))), found)
        titled = squeeze(plain(bare)).rstrip(":").endswith(("时间", "日期"))
    return found


def _block(one: Segment, work: _Work, time: str, around: MonthHead | None) -> Block:
    """Return the block of a work: under its time, under that of the whole, or without a month."""
    number = read_number(one.plain)
    text = one.text[number.end if number else 0 :].strip()
    labelled = [below for below in work.below if _details(below)]
    told = [_bare(below) for below in work.below if not _details(below)]
    head = _head_of(time) if time else around
    unscheduled = unscheduled_head(f"{plain(time)}:") if time and not head else None
    reason = "" if head or time else NO_TIME_BELOW
    label = "" if head or reason else (unscheduled[0] if unscheduled else time)
    named = Piece(one.line, text, plain(text), note="；".join(told))
    details = tuple(Piece(below.line, below.text, below.plain) for below in labelled)
    return Block(one.line, head, (named, *details), reason, label)


def _bare(one: Segment) -> str:
    """Return the text of a line without its number or bullet."""
    number = read_number(one.plain)
    return one.text[number.end :].strip() if number else one.text


def _details(one: Segment) -> tuple[Detail, ...]:
    """Return what a line says of the work above it, its number or bullet aside."""
    number = read_number(one.plain)
    return read_details(one.text[number.end :] if number else one.text)
