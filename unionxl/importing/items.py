"""From the texts under one month head to items.

Items come numbered or not, several on one line or one over several lines. Numbers decide where an
item begins; without them the end of the line before decides.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from unionxl.importing import layout
from unionxl.importing.model import ImportedItem, UnreadLine
from unionxl.importing.months import HeadKind, read_head, unscheduled_label
from unionxl.importing.numbering import Style, is_open, read_number, split_points
from unionxl.importing.segments import shared_note
from unionxl.importing.text import display_width, plain, squeeze
from unionxl.importing.wording import is_tentative, names_roles, owner_of
from unionxl.words.lists import alternatives, any_of
from unionxl.words.numerals import QUARTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionxl.importing.blocks import Block, Piece
    from unionxl.importing.numbering import Number

AFTER_THE_LIST = "不像工作事项，未导入"
OTHER_MONTH = "写的月份与所在的月份不同，未导入"
NUMBERS_RESTART = "编号重新从头开始，可能漏了月份，未导入"

_SENTENCE_END = "。;!?."
_PARTING = "；;、，, \u3000"
_UNFINISHED = re.compile(r"[,、(“《‘「:—+/和与及或的对在为以把将被由向从]$")
_STARTS_INSIDE = re.compile(r"[,。;、)”》’」!?:]|(?:和|与|及|等|的|并|以及|或)(?=[\u3400-\u9fff])")
_NOTHING = frozenset({"无", "/", "-", "--", "暂无", "略", "\\", "空"})
_SUB_HEAD = re.compile(
    rf"(?:[上中下]旬|月[初中末底]|[上下]半月|第[{QUARTERS}五\d]周|(?:本月)?(?:主要|重点|具体)?(?:工作|活动|任务)(?:内容|安排|要点|重点)?(?:如下)?|主题活动):?"
)
_CLAUSE = re.compile(r"(?<=[;；])")
_LOST_MARK = re.compile(r"(?<=[。；;])\s*[、](?=\S)")
_WIDE_SPACE = re.compile(r"(?<=\S)(?:\u3000|[ \u00a0]{2})\s*(?=\S)")
_ALL_IN_BRACKETS = re.compile(r"\([^()]*\)[。.;]?")
_INNER_FIRST = re.compile(r"(?<=[:。;\s])(?=1\s?[、.](?!\d)|\(1\)|①|⑴|⒈)")
_MIN_CLAUSE = 4
_LONG_PARAGRAPH = 80
_WRAP_SLACK = 3
_NARROW_CELL = 8
_SHORT_HEADING = 12
_MIN_WRAP = 40
_MAX_WRAP = 130
_FEW_FULL = 3
_FEW_PARTS = 8
_MANY_PARTS = 30
_SECOND = 2
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a block needs to know about the rest of its plan.

    `section` is the number of the section that holds the arrangement; `styles` are the item
    styles of the other blocks; `wrap_width` the width at which the document's lines break, 0 for
    none; `month_may_be_lost` whether the next head leaves out a month; `ends_with_stop` whether the
    numbered items of the plan end with a full stop or semicolon.
    """

    is_last: bool
    section: Number | None
    styles: frozenset[Style]
    wrap_width: int
    month_may_be_lost: bool
    ends_with_stop: bool = False


@dataclass(slots=True)
class _Draft:
    """An item being put together."""

    line: int
    number: Number | None
    parts: list[str]
    piece: Piece
    last_width: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Sub:
    """One line of a piece."""

    line: int
    text: str
    plain: str
    piece: Piece
    opens_cell: bool
    wrap_width: int
    width: int


@dataclass(slots=True)
class _State:
    """What was read of one block so far."""

    drafts: list[_Draft] = field(default_factory=list)
    unread: list[UnreadLine] = field(default_factory=list)
    beyond: list[UnreadLine] = field(default_factory=list)
    styles: set[Style] = field(default_factory=set)
    last_value: int | None = None
    longest: int = 0
    note: str = ""
    stopped: str = ""

    def add(self, drafts: Sequence[_Draft]) -> None:
        """Take in new items."""
        for draft in drafts:
            self.drafts.append(draft)
            self.longest = max(self.longest, len(draft.parts[0]))
            if draft.number:
                self.styles.add(draft.number.style)
                self.last_value = draft.number.value or self.last_value


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """What a block gave: items, lines that are none, and lines after the end of the list."""

    items: tuple[ImportedItem, ...]
    unread: tuple[UnreadLine, ...]
    beyond: tuple[UnreadLine, ...]


def read_items(block: Block, around: Surroundings) -> ReadBlock:
    """Return the items of a block and the lines that are none."""
    state = _State()
    subs = list(_subs(block, around.wrap_width))
    restarts = _restarts(subs) if around.month_may_be_lost and not block.from_table else ()
    for at, sub in enumerate(subs):
        if at in restarts and not state.stopped:
            state.stopped = NUMBERS_RESTART
        following = subs[at + 1] if at + 1 < len(subs) else None
        _take(sub, state, block, around, following)
    sharing = Counter(id(draft.piece) for draft in state.drafts)
    told: set[int] = set()
    items = []
    for draft in state.drafts:
        is_first = id(draft.piece) not in told
        told.add(id(draft.piece))
        items.append(_item(draft, block, sharing[id(draft.piece)] if is_first else 0))
    return ReadBlock(
        tuple(item for item in items if item.text), tuple(state.unread), tuple(state.beyond)
    )


def _restarts(subs: Sequence[_Sub]) -> frozenset[int]:
    """Return where numbering begins again at 1 inside one month, with no item above it."""
    numbers = [(at, read_number(sub.plain)) for at, sub in enumerate(subs)]
    counted = [(at, number) for at, number in numbers if number and number.value]
    found = set()
    for place in range(1, len(counted)):
        at, number = counted[place]
        before = counted[place - 1][1]
        after = counted[place + 1][1].value if place + 1 < len(counted) else None
        again = number.value == 1 and before.style is number.style
        if again and ((before.value or 0) > 1 or after == _SECOND):
            found.add(at)
    return frozenset(found)


def first_style(block: Block) -> Style | None:
    """Return how the first line of a block is numbered."""
    first = next(_subs(block, 0), None)
    number = read_number(first.plain) if first else None
    return number.style if number else None


def _subs(block: Block, wrap_width: int) -> Iterator[_Sub]:
    """Give the lines of a block's pieces."""
    cell = 0
    for piece in block.pieces:
        lines = [line for line in piece.text.replace("\v", "\n").split("\n") if line.strip()]
        widths = [display_width(line.strip()) for line in lines]
        width = max(widths, default=0) if piece.cell and len(lines) > 1 else wrap_width
        for line, own_width in zip(lines, widths, strict=True):
            opens = piece.cell != cell
            cell = piece.cell
            bare = line.strip()
            yield _Sub(piece.line, bare, plain(bare), piece, opens, width, own_width)


def _take(
    sub: _Sub, state: _State, block: Block, around: Surroundings, following: _Sub | None
) -> None:
    """Read one line: skip it, end the list with it, or make it an item or part of one."""
    if _is_furniture(sub, block):
        return
    if state.stopped:
        _leave_unread(sub, state, around, state.stopped)
        return
    number = _number_of(sub, state)
    reason = _reason_to_stop(sub, number, state, block, around)
    if reason and number is None and following and _goes_on_counting(following, state):
        state.unread.append(UnreadLine(sub.line, sub.text, reason))
        return
    if reason:
        state.stopped = reason
        _leave_unread(sub, state, around, reason)
        return
    if number is None:
        _take_unnumbered(sub, state, block, around)
    elif _is_group_title(sub, number, following):
        state.note = sub.text[number.end :].rstrip("：: ")
    else:
        state.add(_drafts(sub, number, state.note))


def _goes_on_counting(sub: _Sub, state: _State) -> bool:
    """Tell whether a line has the number after that of the last item: a page foot lay between."""
    number = read_number(sub.plain)
    wanted = state.last_value + 1 if state.last_value else None
    return number is not None and number.style in state.styles and number.value == wanted


def _take_unnumbered(sub: _Sub, state: _State, block: Block, around: Surroundings) -> None:
    """Read a line without a number: a sub-head, a remark, the rest of an item or an item."""
    if _SUB_HEAD.fullmatch(squeeze(sub.plain)):
        state.note = sub.text.rstrip("：: ") if "旬" in sub.text or "周" in sub.text else ""
    elif layout.is_remark(sub.text):
        state.unread.append(UnreadLine(sub.line, sub.text, AFTER_THE_LIST))
    elif _names_other_month(sub, state, block):
        state.unread.append(UnreadLine(sub.line, sub.text, OTHER_MONTH))
    elif state.drafts and _continues(state.drafts[-1], sub, around):
        draft = state.drafts[-1]
        draft.parts.append(sub.text)
        draft.last_width = sub.width
    else:
        state.add(_unnumbered_drafts(sub, state.note))


def _is_group_title(sub: _Sub, number: Number, following: _Sub | None) -> bool:
    """Tell whether a numbered line such as （一）女工工作 only groups the items below it."""
    if following is None or not _group_title().fullmatch(sub.plain[number.end :]):
        return False
    below = read_number(following.plain)
    return below is not None and below.value == 1 and below.style is not number.style


@cache
def _group_title() -> re.Pattern[str]:
    """Return what groups items: 女工工作, 文体类:."""
    return re.compile(rf"\s*[^,。;、]{{2,8}}(?:{alternatives(layout.LIST, '分组')})\s*:?\s*")


def _names_other_month(sub: _Sub, state: _State, block: Block) -> bool:
    """Tell whether a line without a number begins with a month that is not the block's."""
    head = read_head(sub.plain) if block.months and not sub.piece.inline else None
    if head is None or set(head.months) & set(block.months):
        return False
    numbered = bool(state.drafts) and state.drafts[-1].number is not None
    return numbered or head.kind >= HeadKind.SPACE


def _is_furniture(sub: _Sub, block: Block) -> bool:
    """Tell whether a line is no text at all: 续表, page numbers, column words, 无."""
    bare = squeeze(sub.plain)
    if bare in _NOTHING or not any(char.isalnum() for char in bare):
        return True
    if block.from_table and sub.opens_cell:
        return False
    return layout.is_page_furniture(sub.text) or (
        not block.from_table and any_of(layout.LIST, "栏名").fullmatch(bare) is not None
    )


def _leave_unread(sub: _Sub, state: _State, around: Surroundings, reason: str) -> None:
    """Report a line that is no item; what follows the whole list is another part of the plan."""
    outside = around.is_last or layout.is_arrangement_title(sub.text) or _is_frame(sub)
    target = state.beyond if reason == AFTER_THE_LIST and outside else state.unread
    target.append(UnreadLine(sub.line, sub.text, reason))


def _is_frame(sub: _Sub) -> bool:
    """Tell whether a line is a signature or only names a part of the year, such as （二）下半年."""
    number = read_number(sub.plain)
    bare = sub.plain[number.end :] if number else sub.plain
    return layout.is_signature(sub.text) or bool(unscheduled_label(bare))


def _number_of(sub: _Sub, state: _State) -> Number | None:
    """Read the item number of a line, knowing the one before it."""
    goes_on = state.last_value is not None and not sub.opens_cell
    expected = (state.last_value or 0) + 1 if goes_on else 1
    return read_number(sub.plain, expected=expected)


def _reason_to_stop(
    sub: _Sub, number: Number | None, state: _State, block: Block, around: Surroundings
) -> str:
    """Return why the list ends before a line, "" when it goes on."""
    if block.from_table:
        return ""
    signed = number is None and not sub.piece.inline and layout.is_signature(sub.text)
    if signed or layout.is_site_text(sub.text):
        return AFTER_THE_LIST
    if number is None:
        return AFTER_THE_LIST if _is_closing(sub, state, around) else ""
    return AFTER_THE_LIST if _is_other_section(sub, number, state, around) else ""


def _is_closing(sub: _Sub, state: _State, around: Surroundings) -> bool:
    """Tell whether an unnumbered line is a heading or paragraph after the list."""
    bare = squeeze(sub.plain)
    numbered = bool(state.drafts) and state.drafts[-1].number is not None
    if state.drafts and _continues(state.drafts[-1], sub, around):
        return False
    if layout.is_about_the_plan(sub.text) or (numbered and layout.is_bracketed(sub.text)):
        return bool(state.drafts)
    if layout.is_closing(sub.text) and (numbered or len(bare) > 3 * _SHORT_HEADING):
        return bool(state.drafts)
    if len(bare) > _LONG_PARAGRAPH and state.drafts:
        prose = numbered or bare.count("。") > 1
        return around.is_last and prose and state.longest < len(bare) / 2
    ends_so = layout.is_heading(sub.text) and len(bare) <= _SHORT_HEADING
    return ends_so and bool(state.drafts) and (numbered or bare.endswith(":"))


def _is_other_section(sub: _Sub, number: Number, state: _State, around: Surroundings) -> bool:
    """Tell whether a numbered line is the title of the next section of the plan."""
    section, text = around.section, sub.plain[number.end :]
    is_next = (
        section is not None
        and section.value is not None
        and number.style is section.style
        and number.value == section.value + 1
    )
    used, last = state.styles | around.styles, state.last_value
    if number.style in {Style.CJK, Style.CJK_PAREN}:
        if number.style not in used:
            above = number.style is Style.CJK or section is None or section.style is not Style.CJK
            return is_next or (bool(state.drafts) and above) or layout.is_heading(text)
        goes_on = last is not None and number.value == last + 1
        return is_next and (layout.is_heading(text) or not goes_on) and number.value != 1
    return is_next and last is not None and last + 1 != number.value and layout.is_heading(text)


def _continues(draft: _Draft, sub: _Sub, around: Surroundings) -> bool:
    """Tell whether a line goes on with the item before it."""
    if sub.opens_cell and sub.piece.cell:
        return False
    before = plain(draft.parts[-1]).rstrip()
    if _ALL_IN_BRACKETS.fullmatch(sub.plain) or _STARTS_INSIDE.match(sub.plain):
        return True
    if is_open("".join(map(plain, draft.parts[-_FEW_PARTS:]))) or _UNFINISHED.search(before):
        return True
    if before[-1:] in _SENTENCE_END:
        return False
    in_cell = sub.piece.cell > 0
    if draft.number is not None and (in_cell or around.ends_with_stop):
        return True
    full = sub.wrap_width - _WRAP_SLACK
    return sub.wrap_width > _NARROW_CELL and draft.last_width >= full


def _drafts(sub: _Sub, number: Number, note: str) -> list[_Draft]:
    """Return the items that one line begins; more than one when it strings them together."""
    cuts = [0, *split_points(sub.plain, number), len(sub.text)]
    drafts = []
    expected = number.value
    for begin, end in itertools.pairwise(cuts):
        part = sub.text[begin:end]
        own = read_number(plain(part), expected=expected)
        expected = own.value + 1 if own and own.value else None
        body = part[own.end :] if own else part
        drafts.append(_draft(sub, own, body, note))
    return drafts


def _unnumbered_drafts(sub: _Sub, note: str) -> list[_Draft]:
    """Return the items of a line without a number at its start."""
    inner = _INNER_FIRST.search(sub.plain)
    if inner:
        tail = sub.plain[inner.start() :]
        first = read_number(tail, expected=1)
        if first and split_points(tail, first):
            rest = replace(sub, text=sub.text[inner.start() :], plain=tail, opens_cell=False)
            lead = sub.text[: inner.start()].strip()
            says_work = not _SUB_HEAD.fullmatch(squeeze(plain(lead)))
            found = [_draft(sub, None, lead, note)] if says_work else []
            return found + _drafts(rest, first, note)
    parts = _LOST_MARK.split(sub.text)
    if len(parts) == 1 and not sub.piece.cell:
        parts = _set_apart(sub.text)
    if len(parts) == 1 and (sub.piece.cell or sub.piece.inline):
        parts = _clauses(sub.text)
    if len(parts) > 1 and names_roles(parts[-1]):
        sub = replace(sub, piece=replace(sub.piece, owner=parts.pop().strip()))
    return [_draft(sub, None, part, note) for part in parts]


def _set_apart(text: str) -> list[str]:
    """Split at wide spaces that part whole pieces of work."""
    parts = _WIDE_SPACE.split(text)
    whole = all(
        len(part) >= _SECOND and not _UNFINISHED.search(plain(part)) and not is_open(plain(part))
        for part in parts
    )
    return parts if whole and len(parts) <= _MANY_PARTS else [text]


def _clauses(text: str) -> list[str]:
    """Split at semicolons that separate whole pieces of work."""
    parts: list[str] = []
    for part in _CLAUSE.split(text):
        if parts and (is_open(plain(parts[-1])[:-1]) or len(part.strip()) < _MIN_CLAUSE):
            parts[-1] += part
        elif part.strip():
            parts.append(part)
    return parts or [text]


def _draft(sub: _Sub, number: Number | None, text: str, note: str) -> _Draft:
    """Return a draft that begins with a text."""
    return _Draft(sub.line, number, [text.strip()], sub.piece, sub.width, note)


def _item(draft: _Draft, block: Block, sharing: int) -> ImportedItem:
    """Return the finished item.

    `sharing` is how many items stand in its piece, 0 for all but the first of them: what a row
    remarks is of all its items together, and would be untrue of each.
    """
    text = without_stop("".join(draft.parts))
    head = block.head
    said = [head.precise, head.remark] if head else [block.label]
    remark = draft.piece.note if sharing else ""
    if remark and sharing > 1:
        remark = shared_note(remark, sharing)
    notes = [*said, draft.note, remark]
    return ImportedItem(
        months=block.months,
        text=text,
        tentative=any(
            is_tentative(said) for said in (text, f"（{draft.piece.note}）", block.label)
        ),
        owner=draft.piece.owner or owner_of(text),
        note="；".join(note for note in notes if note) or None,
        line=draft.line,
    )


def without_stop(text: str) -> str:
    """Return a text without white space around it and the mark that parted it from the next.

    >>> without_stop(" 组织春游；"), without_stop("评优。")
    ('组织春游', '评优。')
    """
    return text.strip().rstrip(_PARTING).rstrip()


def ends_with_stop(texts: Sequence[str]) -> bool:
    """Tell whether numbered lines usually end with a full stop or semicolon."""
    numbered = [text.rstrip() for text in texts if read_number(text)]
    stops = sum(1 for text in numbered if text[-1:] in _SENTENCE_END)
    return len(numbered) > _SECOND and stops >= _MOST * len(numbered)


def wrap_width(widths: Sequence[int]) -> int:
    """Return the width at which the lines of a document were broken, 0 when they were not."""
    widest = max(widths, default=0)
    full = sum(1 for width in widths if width >= widest - _WRAP_SLACK)
    return widest if _MIN_WRAP <= widest <= _MAX_WRAP and full >= _FEW_FULL else 0
