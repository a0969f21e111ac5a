"""Rarer forms: months glued to item numbers, activity and time lines, tables broken into lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.importing import layout
from unionxl.importing.blocks import Block, Piece
from unionxl.importing.columns import Role, column_role, header_roles
from unionxl.importing.months import (
    HeadKind,
    MonthHead,
    find_months,
    read_head,
    read_month_cell,
)
from unionxl.importing.numbering import Style, read_number
from unionxl.importing.segments import Segment
from unionxl.importing.tables import read_time
from unionxl.importing.text import plain, squeeze
from unionxl.importing.wording import is_side_text
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_TIME = "没有写明时间"
_FEW = 3
_MOST = 0.8
_SHORT_CELL = 12
_MAX_COLUMNS = 9
_MOST_ANNOUNCED = 120
_BY_MONTH = re.compile(r"[每逐各按]月|月份|月历|月度|行事历|日程|进度")


def read_other_forms(segments: Sequence[Segment]) -> list[Block]:
    """Return the blocks of the first rarer form that fits, [] when none does."""
    return _glued_months(segments) or _trailing_months(segments)


# --- months glued to item numbers: 11、 is January item 1, 101、 October item 1 ---

_GLUED_NUMBER = re.compile(r"\s*(\d{1,3})\s?[、.,)](?!\d(?!\d{3}))\s*")
_GLUED_TEXT = re.compile(
    r"\s*(1[0-2]|[1-9])(?=[\u3400-\u9fff“《])(?![月日号年名人个位项次周岁届级期元])"
)
_BARE_CJK = re.compile(
    rf"\s*(十[一二]?|[{ONES}](?:、(?:十[一二]?|[{ONES[1:]}]))?)"
    r"(?=[\u3400-\u9fff“《])(?![月日号年名人个位项次周岁届级期元是定些样切起、])"
)
_GLUED_CJK = re.compile(rf"\s*(十[一二]?|[{ONES}](?:、[{ONES[1:]}十])?)\s?(?=1\s?[、.](?!\d))")


def _glued_months(segments: Sequence[Segment]) -> list[Block]:
    """Return blocks when every number of a run of lines fits months glued to numbers."""
    lines = [one for one in segments if not layout.is_page_furniture(one.text)]
    start = next((at for at, one in enumerate(lines) if _opens_month(one.plain, 0)), None)
    if start is None:
        return []
    blocks: list[Block] = []
    month, item = 0, 0
    for one in lines[start:]:
        opened = _opens_month(one.plain, month)
        number = _GLUED_NUMBER.match(one.plain)
        value = int(number[1]) if number else None
        if month and number and value == item + 1:
            item += 1
            blocks[-1] = _with_piece(blocks[-1], one, number.end())
        elif opened and (not blocks or opened.months[0] - month <= _FEW):
            month, item = opened.months[-1], 1
            head = MonthHead(opened.months, HeadKind.COLON, opened.end)
            blocks.append(_with_piece(Block(one.line, head, ()), one, opened.end))
        elif value is not None:
            return []
        elif layout.is_signature(one.text) or layout.is_site_text(one.text) or _is_section(one):
            break
        else:
            blocks[-1] = _with_piece(blocks[-1], one, 0)
    return blocks if len(blocks) > _FEW else []


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


def _is_section(one: Segment) -> bool:
    """Tell whether a line is the title of a section."""
    number = read_number(one.plain)
    return number is not None and number.style in {Style.CJK, Style.CJK_PAREN}


def _with_piece(block: Block, one: Segment, begin: int) -> Block:
    """Add the text of a segment from a place on."""
    text = one.text[begin:].strip()
    piece = Piece(one.line, text, plain(text), owner=one.owner, note=one.note)
    return replace(block, pieces=(*block.pieces, piece)) if text else block


# --- records: 活动一：… 时间：… 地点：… ---

_LABEL = re.compile(
    rf"\s*(?:[(（]?[\d{ONES}十]{{1,3}}[)）.、]\s?)?"
    r"(?P<label>(?:活动|工作)?(?:时间|日期|名称|内容|主题|项目|地点|对象|人员|形式|负责人)"
    rf"|(?:活动|项目)[{ONES}十\d]{{0,2}}|参加人员|参加对象|责任人|组织者)\s*:\s*(?P<text>.*)$"
)


def read_records(segments: Sequence[Segment]) -> list[Block]:
    """Return a block for every activity that stands with its time, [] when there are too few."""
    matches = [_LABEL.match(one.plain) for one in segments]
    kinds = [_label_kind(match["label"]) for match in matches if match]
    if kinds.count("time") < _FEW - 1 or not {"name", "content"} & set(kinds):
        return []
    around: MonthHead | None = None
    records: list[_Record] = []
    for one, match in zip(segments, matches, strict=True):
        head = read_head(one.plain)
        if match:
            kind = _label_kind(match["label"])
            if not records or records[-1].ends_before(kind):
                records.append(_Record(one.line, around))
            records[-1].add(kind, one.text[match.start("text") :].strip())
        elif head and head.is_strong and not one.text[head.rest_at :].strip():
            around = head
        elif _is_section(one) or layout.is_signature(one.text) or layout.is_site_text(one.text):
            continue
        elif records:
            records[-1].add("note", one.text)
    blocks = [block for record in records if (block := record.block())]
    return blocks if sum(1 for block in blocks if block.head) >= _FEW - 1 else []


def _label_kind(label: str) -> str:
    """Return which part of a record a label opens: name, content, time, owner or note."""
    if label.endswith(("时间", "日期")):
        return "time"
    if label.endswith(("负责人", "责任人", "组织者")):
        return "owner"
    if label.endswith(("地点", "对象", "人员", "形式")):
        return "note"
    return "content" if label.endswith("内容") else "name"


class _Record:
    """The labelled lines of one activity."""

    def __init__(self, line: int, around: MonthHead | None) -> None:
        self._line = line
        self._around = around
        self._parts: dict[str, str] = {}
        self._notes: list[str] = []

    def ends_before(self, kind: str) -> bool:
        """Tell whether such a line belongs to the next activity."""
        return kind in self._parts or (kind == "name" and "content" in self._parts)

    def add(self, kind: str, value: str) -> None:
        """Take in one labelled line."""
        if kind == "note":
            self._notes.append(value)
        else:
            self._parts[kind] = value

    def block(self) -> Block | None:
        """Return the activity under its time, None when it says no work."""
        name, content = self._parts.get("name", ""), self._parts.get("content", "")
        work = name or content
        if not work:
            return None
        time = self._parts.get("time", "")
        head = (read_time(time, Role.DAY) if time else None) or self._around
        details = (content if name else "", *self._notes, "" if head else time)
        note = "；".join(part for part in details if part)
        piece = Piece(self._line, work, plain(work), 0, self._parts.get("owner", ""), note)
        return Block(self._line, head, (piece,), "" if head else NO_TIME)


# --- every item ends with its month: 教工运动会（4月） ---

_TRAILING = re.compile(r"[(\[【]\s?([^()\[\]【】]{1,16})\s?[)\]】]\s*[。.;,]?\s*$")


def _trailing_months(segments: Sequence[Segment]) -> list[Block]:
    """Return blocks when nearly every item of an announced list ends with its month."""
    start = next(
        (at + 1 for at, one in enumerate(segments) if layout.is_arrangement_title(one.text)), None
    )
    if start is None:
        return []
    numbered = []
    for one in segments[start:]:
        number = read_number(one.plain)
        if number is None or _is_section(one):
            break
        numbered.append(_trailing_block(one, number.end))
    dated = sum(1 for block in numbered if block.head)
    return numbered if dated >= _FEW and dated >= _MOST * len(numbered) else []


def _trailing_block(one: Segment, begin: int) -> Block:
    """Return the block of one item, unread when it does not end with a month."""
    match = _TRAILING.search(one.plain)
    inside = match[1] if match else ""
    head = read_time(inside, Role.DAY) if inside and find_months(inside) else None
    if head:
        head = replace(head, precise="")
    return _with_piece(Block(one.line, head, (), "" if head else NO_TIME), one, begin)


def announced_lines(segments: Sequence[Segment]) -> list[Segment]:
    """Return the lines under a title or header that promises months, where no form fits."""
    start = next((at + 1 for at, one in enumerate(segments) if _promises_months(one)), None)
    if start is None:
        return []
    found = []
    for one in segments[start : start + _MOST_ANNOUNCED]:
        if _is_section(one) or layout.is_signature(one.text) or layout.is_site_text(one.text):
            break
        if not layout.is_page_furniture(one.text):
            found.append(one)
    return found


def _promises_months(one: Segment) -> bool:
    """Tell whether a line is a header with months, or an arrangement's title that names them."""
    bare = squeeze(one.plain)
    halves = ((bare[:cut], bare[cut:]) for cut in range(1, min(len(bare), 2 * _SHORT_CELL)))
    titled = layout.is_arrangement_title(one.text) and _BY_MONTH.search(bare) is not None
    return titled or (
        len(bare) <= 2 * _SHORT_CELL and any(Role.MONTH in header_roles(half) for half in halves)
    )


# --- a table whose cells became lines ---


@dataclass(frozen=True, slots=True)
class Unflattened:
    """Rows put together again from the lines `start` to `end`."""

    rows: tuple[Segment, ...]
    start: int
    end: int


def unflattened(segments: Sequence[Segment]) -> Unflattened | None:
    """Put a table together again whose cells stand one a line under their headers."""
    for at in range(len(segments)):
        width = _header_lines(segments, at)
        if width:
            header = tuple(one.text for one in segments[at : at + width])
            return _unflattened(segments, at, header)
    return None


def _header_lines(segments: Sequence[Segment], at: int) -> int:
    """Return how many lines from a place on are the headers of a table, 0 for none."""
    width = 0
    while width < _MAX_COLUMNS and at + width < len(segments):
        if column_role(segments[at + width].text) is None:
            break
        width += 1
    roles = header_roles([one.text for one in segments[at : at + width]])
    return width if width > 1 and roles and roles[0] in {Role.MONTH, Role.DAY} else 0


def _unflattened(
    segments: Sequence[Segment], at: int, header: tuple[str, ...]
) -> Unflattened | None:
    """Return the rows under a header, a row for each month or for each work of it."""
    width = len(header)
    body = range(at + width, len(segments))
    starts = [place for place in body if read_month_cell(segments[place].text)]
    if len(starts) < _FEW - 1 or starts[0] != at + width:
        return None
    end = _body_end(segments, starts[-1])
    roles = header_roles(header)
    groups = [segments[one + 1 : after] for one, after in pairwise([*starts, end])]
    groups = [[one for one in group if one.text not in header] for group in groups]
    rows = [_row(segments[at], header)]
    for start, group in zip(starts, groups, strict=True):
        month = segments[start]
        found = _rows_of_month(group, groups, roles)
        rows.extend(_row(month, (month.text, *cells)) for cells in found)
    return Unflattened(tuple(rows), at, end)


def _body_end(segments: Sequence[Segment], last: int) -> int:
    """Return where the lines of the last month end."""
    for at in range(last + 1, len(segments)):
        one = segments[at]
        if layout.is_signature(one.text) or layout.is_site_text(one.text) or _is_section(one):
            return at
    return len(segments)


def _rows_of_month(
    group: Sequence[Segment], groups: Sequence[Sequence[Segment]], roles: Sequence[Role | None]
) -> list[tuple[str, ...]]:
    """Return the cells beside the month of one group of lines."""
    texts = [one.text for one in group]
    width = len(roles) - 1
    numbered = [one for one in group if read_number(one.plain)]
    if width > 1 and not numbered and all(len(one) % width == 0 for one in groups):
        return [tuple(texts[at : at + width]) for at in range(0, len(texts), width)]
    if width == 1 and not numbered and all(len(squeeze(text)) <= _SHORT_CELL for text in texts):
        return [(text,) for text in texts]
    if width == 1 or all(len(one) <= 1 for one in groups):
        return [("\v".join(texts), *("",) * (width - 1))]
    if not numbered:
        beside = len(texts) > 1 and is_side_text(texts[-1])
        works, side = (texts[:-1], texts[-1]) if beside else (texts, "")
        return [(text, side, *("",) * (width - 2)) for text in works]
    last = max(at for at, one in enumerate(group) if read_number(one.plain))
    tail = [text for text in texts[last + 1 :] if len(squeeze(text)) <= _SHORT_CELL]
    kept = texts[: len(texts) - len(tail)]
    sides = [*tail[: width - 1], *("",) * (width - 1 - len(tail))]
    return [("\v".join(kept), *sides)]


def _row(one: Segment, cells: tuple[str, ...]) -> Segment:
    """Return a table row at the place of a segment."""
    text = "\t".join(cells)
    return Segment(one.line, text, plain(text), cells)
