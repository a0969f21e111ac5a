"""Months glued to item numbers: 11、 is January item 1, 101、 October item 1; 一1.…, then 二…."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.importing import layout
from unionxl.importing.blocks import Block, Reading, with_piece
from unionxl.importing.months import HeadKind, MonthHead, read_month_cell
from unionxl.importing.numbering import is_section, read_number
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.segments import Segment

_FEW = 3
_GLUED_NUMBER = re.compile(r"\s*(\d{1,3})\s?[、.,)](?!\d(?!\d{3}))\s*")
_GLUED_TEXT = re.compile(
    r"\s*(1[0-2]|[1-9])(?=[\u3400-\u9fff“《])(?![月日号年名人个位项次周岁届级期元])"
)
_BARE_CJK = re.compile(
    rf"\s*(十[一二]?|[{ONES}](?:、(?:十[一二]?|[{ONES[1:]}]))?)"
    r"(?=[\u3400-\u9fff“《])(?![月日号年名人个位项次周岁届级期元是定些样切起、])"
)
_GLUED_CJK = re.compile(rf"\s*(十[一二]?|[{ONES}](?:、[{ONES[1:]}十])?)\s?(?=1\s?[、.](?!\d))")


def read_glued_months(segments: Sequence[Segment]) -> Reading | None:
    """Return blocks when every number of a run of lines fits months glued to numbers."""
    lines = [one for one in segments if not layout.is_page_furniture(one.text)]
    start = next((at for at, one in enumerate(lines) if _opens_month(one.plain, 0)), None)
    if start is None:
        return None
    blocks: list[Block] = []
    month, item = 0, 0
    for one in lines[start:]:
        opened = _opens_month(one.plain, month)
        number = _GLUED_NUMBER.match(one.plain)
        value = int(number[1]) if number else None
        if month and number and value == item + 1:
            item += 1
            blocks[-1] = with_piece(blocks[-1], one, number.end())
        elif opened and (not blocks or opened.months[0] - month <= _FEW):
            month, item = opened.months[-1], 1
            head = MonthHead(opened.months, HeadKind.COLON, opened.end)
            blocks.append(with_piece(Block(one.line, head, ()), one, opened.end))
        elif value is not None:
            return None
        elif (
            layout.is_signature(one.text) or layout.is_site_text(one.text) or is_section(one.plain)
        ):
            break
        else:
            blocks[-1] = with_piece(blocks[-1], one, 0)
    return Reading(tuple(blocks)) if len(blocks) > _FEW else None


@dataclass(frozen=True, slots=True)
class _Opened:
    """A month that a glued number opens, and where its text begins."""

    months: tuple[int, ...]
    end: int


def _opens_month(text: str, month: int) -> _Opened | None:
    """Read a month later than the last one at the start of a line, glued to item 1 or to text."""
    return _opens_in_characters(text, month) or _opens_in_digits(text, month)


def _opens_in_characters(text: str, month: int) -> _Opened | None:
    """Read 一1.… or, right after the month before it, 五…."""
    numbered = _GLUED_CJK.match(text)
    bare = _BARE_CJK.match(text) if month else None
    match = numbered or bare
    months = read_month_cell(match[1]) if match else None
    if match is None or not months:
        return None
    if numbered:
        number = read_number(text, at=match.end())
        return _Opened(months, number.end) if number and months[0] > month else None
    return _Opened(months, match.end()) if months[0] == month + 1 else None


def _opens_in_digits(text: str, month: int) -> _Opened | None:
    """Read 101、… as item 1 of October, 7… as the one work of July."""
    match = _GLUED_NUMBER.match(text)
    if match and match[1].endswith("1") and len(match[1]) > 1:
        found = int(match[1][:-1])
        return _Opened((found,), match.end()) if month < found <= MONTHS_A_YEAR else None
    bare = _GLUED_TEXT.match(text)
    if bare and month < int(bare[1]):
        return _Opened((int(bare[1]),), bare.end())
    return None
