"""The forms in which plans are written: one tuple, tried in order.

A new form is a function here, or in a module of its own, and a line of FORMS with its example.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from unionxl.importing import layout
from unionxl.importing.blocks import Block, Piece, Reading, with_piece
from unionxl.importing.broken_tables import read_broken_table
from unionxl.importing.cell_times import read_time
from unionxl.importing.columns import Role, header_roles
from unionxl.importing.glued import read_glued_months
from unionxl.importing.labels import label_places
from unionxl.importing.month_heads import read_month_heads
from unionxl.importing.months import HeadKind, MonthHead, find_months, read_head
from unionxl.importing.numbering import is_section, read_number
from unionxl.importing.outlined import read_outlined_works
from unionxl.importing.text import plain, squeeze
from unionxl.importing.timed import read_timed_works
from unionxl.words.lists import alternatives, any_of, words
from unionxl.words.months import DAY_FIGURES, FIGURES
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionxl.importing.segments import Segment

NO_TIME = "没有写明时间"
LIST = "plan_works"
_FEW = 3
_MOST = 0.8
_SHORT_CELL = 12
_MOST_ANNOUNCED = 120

# --- records: 活动一：… 时间：… 地点：… ---


@cache
def _label() -> re.Pattern[str]:
    """Return a line of a record: (1)活动时间: 4月, 活动一: 登山."""
    kinds = alternatives(LIST, "活动时间", "活动旁注", "活动名称")
    return re.compile(
        rf"""
        \s* (?: [(（]? [\d{ONES}十]{{1,3}} [)）.、] \s? )?
        (?P<label> (?:活动|工作)? (?: {kinds} | 负责人 )
          | {alternatives(LIST, "活动负责")}
          | (?:活动|项目)[{ONES}十\d]{{0,2}} | 参加人员 | 参加对象 )
        \s* : \s* (?P<text>.*) $
        """,
        re.VERBOSE,
    )


def read_records(segments: Sequence[Segment]) -> Reading | None:
    """Return a block for every activity that stands with its time, None for too few of them."""
    segments = [part for one in segments for part in _cut_at_labels(one)]
    matches = [_label().match(one.plain) for one in segments]
    kinds = [_label_kind(match["label"]) for match in matches if match]
    if kinds.count("time") < _FEW - 1 or not {"name", "content"} & set(kinds):
        return None
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
        elif _is_apart(one):
            continue
        elif records:
            records[-1].add("note", one.text)
    blocks = [block for record in records if (block := record.block())]
    is_list = sum(1 for block in blocks if block.head) >= _FEW - 1
    return Reading(tuple(blocks)) if is_list else None


def _cut_at_labels(one: Segment) -> list[Segment]:
    """Cut a record that stands on one line: 活动一：登山  时间：4月  地点：南山."""
    starts = [at for at in label_places(one.plain) if at] if _label().match(one.plain) else []
    if not starts:
        return [one]
    cuts = [0, *starts, len(one.text)]
    texts = (one.text[begin:end].strip() for begin, end in pairwise(cuts))
    return [replace(one, text=text, plain=plain(text)) for text in texts if text]


def _is_apart(one: Segment) -> bool:
    """Tell whether a line ends a list: a section's title, a signature, the text of a site."""
    return is_section(one.plain) or layout.is_signature(one.text) or layout.is_site_text(one.text)


def _label_kind(label: str) -> str:
    """Return which part of a record a label opens: name, content, time, owner or note."""
    if label.endswith(words(LIST, "活动时间")):
        return "time"
    if label.endswith(words(LIST, "活动负责")):
        return "owner"
    if label.endswith(words(LIST, "活动旁注")):
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

_TRAILING = re.compile(r"[(\[【]\s?([^()\[\]【】]{1,24})\s?[)\]】]\s*[。.;,]?\s*$")
_SLASHED = re.compile(
    rf"(?:(?P<year>\d{{2,4}})[/.-])?(?P<month>{FIGURES})[/.-](?:{DAY_FIGURES})(?!\d)"
)
_ROC_FROM, _LAST_ROC = 1911, 200


def read_trailing_months(segments: Sequence[Segment]) -> Reading | None:
    """Return blocks when nearly every item of an announced list ends with its month."""
    start = next(
        (at + 1 for at, one in enumerate(segments) if layout.is_arrangement_title(one.text)),
        _first_slashed(segments),
    )
    if start is None:
        return None
    numbered = []
    for one in segments[start:]:
        number = read_number(one.plain)
        if number is None or is_section(one.plain):
            break
        numbered.append(_trailing_block(one, number.end))
    dated = sum(1 for block in numbered if block.head)
    is_list = dated >= _FEW and dated >= _MOST * len(numbered)
    return Reading(tuple(numbered)) if is_list else None


def _first_slashed(segments: Sequence[Segment]) -> int | None:
    """Return the first of the items that end with a day such as (103/9/26前)."""
    for at, one in enumerate(segments):
        match = _TRAILING.search(one.plain)
        if match and read_number(one.plain) and _slashed(match[1]):
            return at
    return None


def _slashed(text: str) -> MonthHead | None:
    """Read days such as 9/17、9/24, or 103/9/26 as they count years in Taiwan."""
    found = list(_SLASHED.finditer(text))
    if not found:
        return None
    months = tuple(dict.fromkeys(int(match["month"]) for match in found))
    year = int(found[0]["year"] or 0) or None
    year = year + _ROC_FROM if year and year < _LAST_ROC else year
    return MonthHead(months, HeadKind.ALONE, len(text), year=year, precise=text)


def _trailing_block(one: Segment, begin: int) -> Block:
    """Return the block of one item, unread when it does not end with a month."""
    match = _TRAILING.search(one.plain)
    inside = match[1] if match else ""
    head = read_time(inside, Role.DAY) if inside and find_months(inside) else _slashed(inside)
    if head:
        head = replace(head, precise="")
    return with_piece(Block(one.line, head, (), "" if head else NO_TIME), one, begin)


def announced_lines(segments: Sequence[Segment]) -> list[Segment]:
    """Return the lines under a title or header that promises months, where no form fits."""
    start = next((at + 1 for at, one in enumerate(segments) if _promises_months(one)), None)
    if start is None:
        return []
    found = []
    for one in segments[start : start + _MOST_ANNOUNCED]:
        if _is_apart(one):
            break
        if not layout.is_page_furniture(one.text):
            found.append(one)
    return found


def _promises_months(one: Segment) -> bool:
    """Tell whether a line is a header with months, or an arrangement's title that names them."""
    bare = squeeze(one.plain)
    halves = ((bare[:cut], bare[cut:]) for cut in range(1, min(len(bare), 2 * _SHORT_CELL)))
    titled = layout.is_arrangement_title(one.text) and any_of(LIST, "按月").search(bare) is not None
    return titled or (
        len(bare) <= 2 * _SHORT_CELL and any(Role.MONTH in header_roles(half) for half in halves)
    )


# --- all of them ---


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which months and works may be written, with an example of it.

    `read` takes a stretch of running text; a form that is a last resort is tried on all that no
    other one read, and only where no month was found at all.
    """

    name: str
    read: Callable[[Sequence[Segment]], Reading | None]
    example: str
    is_last_resort: bool = False


FORMS = (
    Form(
        "a table whose cells became lines",
        read_broken_table,
        "月份\n工作内容\n三月\n妇女节活动\n四月\n春季运动会\n五月\n青年教师座谈",
    ),
    Form(
        "activities with their time",
        read_records,
        "活动名称：教工登山\n活动时间：4月\n活动名称：中秋联欢\n活动时间：9月",
    ),
    Form(
        "works with their time on a line below",
        read_timed_works,
        "1、教工登山\n时间：4月中旬\n地点：南山\n2、中秋联欢\n时间：9月",
    ),
    Form(
        "month heads",
        read_month_heads,
        "三月：\n1、妇女节活动\n四月：\n1、春季运动会\n五月：\n1、青年教师座谈",
    ),
    Form(
        "months glued to item numbers",
        read_glued_months,
        "11、慰问退休教师\n2、制订计划\n21、新春团拜\n31、妇女节活动\n2、健康讲座\n41、春季运动会",
        is_last_resort=True,
    ),
    Form(
        "items that end with their month",
        read_trailing_months,
        "工作安排\n1、妇女节活动（3月）\n2、春季运动会（4月）\n3、青年教师座谈（5月）",
        is_last_resort=True,
    ),
    Form(
        "an outline of works that begin with their month",
        read_outlined_works,
        "一、文体活动\n1、5月举办教工排球联赛\n2、10月下旬组织登山\n二、慰问\n1、6月慰问高三教师",
        is_last_resort=True,
    ),
)


def read_stretch(stretch: Sequence[Segment]) -> Reading | None:
    """Return what the first form that fits makes of a stretch of text."""
    return _first(stretch, is_last_resort=False)


def read_as_last_resort(rest: Sequence[Segment]) -> Reading | None:
    """Return what the first form for otherwise unreadable plans makes of all that is left."""
    return _first(rest, is_last_resort=True)


def _first(segments: Sequence[Segment], *, is_last_resort: bool) -> Reading | None:
    forms = (form for form in FORMS if form.is_last_resort is is_last_resort)
    return next((found for form in forms if (found := form.read(segments))), None)
