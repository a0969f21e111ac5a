"""From lines to segments: the pieces that the grammar reads, and the rows of tables.

One physical line may hold a whole plan, its parts set off by three spaces; one table may come as
TAB rows, as Markdown or aligned with spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from unionxl.importing.columns import Role, column_role, header_roles, spaced_header
from unionxl.importing.labels import with_whole_labels
from unionxl.importing.layout import is_signature
from unionxl.importing.model import BREAKS, PARAGRAPH_BREAK
from unionxl.importing.months import HeadKind, read_head, read_month_cell
from unionxl.importing.numbering import read_number
from unionxl.importing.text import display_width, plain, without_noise
from unionxl.words.lists import alternatives
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.importing.columns import SpacedHeader
    from unionxl.importing.model import Line
    from unionxl.importing.months import MonthHead


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line that is read as one; `cells` only for the row of a table.

    `indent` is how far in its line begins.
    """

    line: int
    text: str
    plain: str
    cells: tuple[str, ...] = ()
    merged: tuple[int, ...] = ()
    owner: str = ""
    note: str = ""
    indent: int = 0

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return bool(self.cells)


_TORN_MONTH = re.compile(r"^\s{0,9}1\s{1,3}([0-2])\s{1,3}月\s{0,3}(份?)\s{0,3}[:：]?\s{0,9}$")
_UNIT_GAP = re.compile(rf"(?<=[{ONES}十元\d])[ \u3000]{{2,}}(?=月)|(?<=月)[ \u3000]{{2,}}(?=份)")
_MARKDOWN = re.compile(r"\s*[|│┃](.*)[|│┃]\s*$")
_BAR = re.compile(r"[|│┃]")
_BR = re.compile(r"<br ?/?>", re.IGNORECASE)
_NUMBER_TAB = re.compile(
    rf"^(\s*[(（]?(?:\d{{1,3}}|[{ONES}十]{{1,3}})?[)）.．、,，•·●■◆-])\t+(?=\S)"
)
_OPENS_HEAD = "●★◆■▲•◎※【"
_INLINE_HEAD = re.compile(
    rf"""
    # ●3月:… 4月:…
    (?:(?<=^)|(?<=[\s。;；:]))(?:[{_OPENS_HEAD}]\s?)?(?:20\d\d年\s?)?(?:1[0-2]|[1-9]
    |十[一二]?|[{ONES}元])(?:\s?月份?)?(?:\s?[、,至到~-]\s?(?:1[0-2]|[1-9]|十[一二]?
    |[{ONES[1:]}]))?\s?月份?(?=\s?[:】]|\s)
    """,
    re.VERBOSE,
)
_MONTH_DIGITS = re.compile(rf"[{ONES}十]{{1,2}}|\d{{1,2}}|[、/-]")
_WHITE = re.compile(r"\s")
_PARTED = re.compile(r"[\s|│┃]")  # what may part columns
_TWO_HEADS = 6  # the least characters of two months with something below each
_LONG_ROW = 500
_FEW_INLINE = 3
_FEW_CELLS = 2
_MANY_INLINE = 60
_NEAR = 3
_SHARED = "共用）"


def to_segments(lines: Sequence[Line]) -> list[Segment]:
    """Return the segments of a document in order; empty lines are left out."""
    texts = [with_whole_labels(text) for text in without_noise([line.text for line in lines])]
    segments: list[Segment] = []
    spaced: SpacedHeader | None = None
    filled = _joined_months(
        [(line, text) for line, text in zip(lines, texts, strict=True) if text.strip()]
    )
    for at, (line, text) in enumerate(filled):
        if spaced is None and not _PARTED.search(text):
            segments.extend(_plain_segments(line.number, text))
            continue
        following = [after for _, after in filled[at + 1 : at + 1 + _NEAR]]
        if spaced and _wraps(text, spaced, segments[-_NEAR:]):
            segments.append(segment(line.number, text.strip()))
            continue
        if spaced and _breaks_cell(text, spaced, following, segments[-1]):
            segments[-1] = _with_rest(segments[-1], spaced, text.strip())
            continue
        spaced = _spaced_table(text, spaced, following)
        cells = _row_cells(text, spaced) or _barred(text, following, segments[-1:])
        if cells:
            segments.append(_row(line, cells))
        else:
            found = _plain_segments(line.number, text)
            segments.extend(_indented(found, text) if text[0].isspace() else found)
    return segments


def _indented(segments: Iterator[Segment], text: str) -> Iterator[Segment]:
    """Give the segments of a line, the first with how far in it begins."""
    indent = display_width(text) - display_width(text.lstrip())
    for at, one in enumerate(segments):
        yield one if at else replace(one, indent=indent)


def _joined_months(filled: list[tuple[Line, str]]) -> list[tuple[Line, str]]:
    """Put months together whose characters stand one a line, as in a narrow column."""
    joined: list[tuple[Line, str]] = []
    begun: list[tuple[Line, str]] = []
    for line, written in filled:
        text = _TORN_MONTH.sub(r"1\1月\2", written)
        bare = text.strip()
        if begun and bare == "月" and len(begun) <= _NEAR:
            joined.append((begun[0][0], "".join(one.strip() for _, one in begun) + bare))
            begun = []
        elif _MONTH_DIGITS.fullmatch(bare):
            begun.append((line, text))
        else:
            joined.extend([*begun, (line, text)])
            begun = []
    return joined + begun


def segment(line: int, text: str) -> Segment:
    """Return one plain segment."""
    return Segment(line, text, plain(text))


def flattened(rows: Sequence[Segment]) -> Iterator[Segment]:
    """Give the texts of a table that is none by month, one after the other.

    A header still tells which column holds the work and who is responsible.
    """
    roles: tuple[Role | None, ...] = ()
    for row in rows:
        if not row.is_row:
            yield row
            continue
        found = tuple(column_role(cell) for cell in row.cells)
        if all(role or not cell.strip() for role, cell in zip(found, row.cells, strict=True)):
            roles = found if Role.CONTENT in found else roles
            continue
        yield from _flat_row(row, roles)


def _flat_row(row: Segment, roles: Sequence[Role | None]) -> Iterator[Segment]:
    """Give the texts of one row: all of them, or the content when a header names it."""
    sides: dict[Role, list[str]] = {}
    contents: list[str] = []
    for at, cell in enumerate(row.cells):
        role = roles[at] if at < len(roles) else None
        if not cell.strip() or role is Role.INDEX:
            continue
        if role in {None, Role.CONTENT}:
            contents.append(cell)
        else:
            sides.setdefault(role or Role.REMARK, []).append(" ".join(cell.split()))
    owner = "、".join(sides.pop(Role.OWNER, []))
    note = "；".join(text for texts in sides.values() for text in texts)
    found = [one for content in contents for one in _plain_segments(row.line, content)]
    if note and len(found) > 1:
        note = shared_note(note, len(found))
    for place, one in enumerate(found):
        yield replace(one, owner=owner, note="" if place else note)


def shared_note(note: str, count: int) -> str:
    """Return the remark of a row that holds several items, as it stands with the first of them."""
    return f"{note}（同一行 {count} 项{_SHARED}"


def is_shared(note: str) -> bool:
    """Tell whether a remark is of several items together."""
    return _SHARED in note


def _row(line: Line, cells: tuple[str, ...]) -> Segment:
    """Return a table row."""
    text = "\t".join(cells)
    return Segment(line.number, text, plain(text), cells, line.merged)


def _spaced_table(
    text: str, current: SpacedHeader | None, following: Sequence[str]
) -> SpacedHeader | None:
    """Return the header of the table aligned with spaces that a line belongs to."""
    if "\t" in text:
        return None
    header = spaced_header(text)
    if header or current is None:
        return header if header and any(_fits(header, after) for after in following) else None
    folded = plain(text)
    goes_on = _fits(current, text) or read_number(folded) or read_head(folded)
    return current if goes_on or read_month_cell(text) else None


def _wraps(text: str, header: SpacedHeader, before: Sequence[Segment]) -> bool:
    """Tell whether an indented line goes on with the numbered item above it, in its column."""
    above = next((one for one in reversed(before) if one.is_row), None)
    if above is None:
        return False
    begins = display_width(text) - display_width(text.lstrip())
    bare = text.strip()
    alone = "\t" not in text and len(header.cells(bare)) == 1
    counted = read_number(plain(above.cells[-1])) and not read_number(plain(bare))
    return begins > header.second_from and alone and bool(counted)


def _breaks_cell(
    text: str, header: SpacedHeader, following: Sequence[str], before: Segment
) -> bool:
    """Tell whether a lone text between rows parted by single spaces is the rest of a cell."""
    alone = header.single and before.is_row and before.cells != header.words
    own = read_number(plain(text)) or read_head(plain(text)) or is_signature(text)
    after = "".join(following[:1])
    goes_on = len(header.cells(after)) > 1 and _fits(header, after)
    return alone and len(text.split()) == 1 and not own and goes_on


def _with_rest(row: Segment, header: SpacedHeader, rest: str) -> Segment:
    """Return a row whose content goes on with the rest of its cell."""
    content = header_roles(header.words).index(Role.CONTENT)
    cells = tuple(cell + rest if at == content else cell for at, cell in enumerate(row.cells))
    text = "\t".join(cells)
    return replace(row, text=text, plain=plain(text), cells=cells)


def _fits(header: SpacedHeader, text: str) -> bool:
    """Tell whether a line looks like a row under a header aligned with spaces."""
    cells = header.cells(text.strip())
    if not header.single:
        return len(cells) > 1
    return any(_names_months(cell) for cell in cells[: len(header.words) - 1])


def _names_months(cell: str) -> bool:
    """Tell whether a cell is months, or a day of a month, and nothing else."""
    head = None if read_month_cell(cell) else read_head(plain(cell))
    return head.kind is HeadKind.ALONE if head else read_month_cell(cell) is not None


def _row_cells(text: str, spaced: SpacedHeader | None) -> tuple[str, ...]:
    """Split a line into cells, () when it is no row."""
    if "\t" in text:
        return _tab_cells(text)
    markdown = _MARKDOWN.match(text)
    if markdown:
        return tuple(_BR.sub(PARAGRAPH_BREAK, cell).strip() for cell in _BAR.split(markdown[1]))
    return _spaced_cells(text, spaced) if spaced else ()


def _barred(text: str, following: Sequence[str], before: Sequence[Segment]) -> tuple[str, ...]:
    """Split at bars between the columns when the line beside has as many, or is a row for sure."""
    if len(text) > _LONG_ROW or not _BAR.search(text):
        return ()
    cells = tuple(cell.strip() for cell in _BAR.split(text))
    beside = [len(_BAR.findall(one)) + 1 for one in following[:1]]
    beside += [len(one.cells) for one in before]
    several = min(len(cells), max(beside, default=0)) > _FEW_CELLS
    alike = len(cells) in beside or several
    return cells if len(cells) > 1 and alike else ()


def _tab_cells(text: str) -> tuple[str, ...]:
    """Split at TABs; a TAB after an item number or for indentation is no column."""
    joined = _NUMBER_TAB.sub(r"\1 ", text) if not text.startswith("\t") else text
    leading = re.match(r"^(\t+)(\S.*)$", joined, re.DOTALL)
    if leading:
        rest = _NUMBER_TAB.sub(r"\1 ", leading[2])
        joined = leading[1] + rest
    cells = tuple(cell.strip(" \u3000\u00a0") for cell in joined.split("\t"))
    return cells if len(cells) > 1 else ()


def _spaced_cells(text: str, header: SpacedHeader) -> tuple[str, ...]:
    """Split a row of a table aligned with spaces."""
    if spaced_header(text):
        return header.words
    begins = display_width(text) - display_width(text.lstrip())
    bare = text.strip()
    number = read_number(plain(bare))
    lacks_first = begins > header.second_from or (
        number is not None and read_month_cell(bare) is None and not read_head(plain(bare))
    )
    if lacks_first:
        parts = header.cells(bare)
        beside = len(header.words) - 2
        return ("", *parts[:beside], " ".join(parts[beside:]))
    cells = header.cells(bare)
    if len(cells) == 1:
        return (bare, "") if read_month_cell(bare) else ("", bare)
    return tuple(cells)


@cache
def _gap() -> re.Pattern[str]:
    """Return what parts texts on one line: three spaces, or one before 上一篇：."""
    return re.compile(
        rf"""
        [ \u00a0\u3000]{{3,}} | \u3000{{2,}} | \n+
        | \s (?= (?: {alternatives("plan_lines", "网站栏目")} ) \s? [:：] )
        """,
        re.VERBOSE,
    )


def _plain_segments(line: int, text: str) -> Iterator[Segment]:
    """Split a line at wide gaps, and before the months that it strings together."""
    if not _WHITE.search(text):
        yield from _split_inline_heads(line, text)
        return
    unbroken = _UNIT_GAP.sub("", BREAKS.sub("\n", text.replace("\t", "   ")))
    for part in _gap().split(unbroken):
        if part.strip():
            yield from _split_inline_heads(line, part.strip())


def _split_inline_heads(line: int, text: str) -> Iterator[Segment]:
    """Split 三月：… 四月：… on one line; a single month inside a line is no reason to split."""
    folded = plain(text)
    if len(text) < _TWO_HEADS:
        yield Segment(line, text, folded)
        return
    heads = list(_inline_heads(folded))
    marked = _OPENS_HEAD if len(heads) <= _MANY_INLINE else ""
    proven = [at for at, head in heads if head.kind is HeadKind.COLON or folded[at] in marked]
    if len(proven) <= 1:
        spaced = [(at, head) for at, head in heads if head.kind >= HeadKind.SPACE]
        rising = all(one.months[-1] < two.months[0] for (_, one), (_, two) in pairwise(spaced))
        proven = [at for at, _ in spaced] if len(spaced) >= _FEW_INLINE and rising else []
    cuts = [0, *(at for at in proven if at), len(text)]
    for begin, end in pairwise(cuts):
        part = text[begin:end].strip()
        if part:
            yield segment(line, part)


def _inline_heads(folded: str) -> Iterator[tuple[int, MonthHead]]:
    """Give the month heads inside a plain text with their places, groups as one."""
    end = 0
    for match in _INLINE_HEAD.finditer(folded):
        head = read_head(folded, at=match.start()) if match.start() >= end else None
        if head:
            end = head.rest_at
            yield match.start(), head
