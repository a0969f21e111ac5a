"""From the texts under one month head to items.

Items come numbered or not, several on one line or one over several lines. Numbers decide where an
item begins; without them the end of the line before decides.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from unionxl.importing import layout
from unionxl.importing.drafts import (
    SUB_HEAD,
    UNFINISHED,
    numbered_drafts,
    subs_of,
    unnumbered_drafts,
)
from unionxl.importing.finishing import item_of
from unionxl.importing.labels import NESTED, OF_THE_MONTH, Detail, read_details
from unionxl.importing.model import UnreadLine
from unionxl.importing.months import HeadKind, read_head, unscheduled_label
from unionxl.importing.numbering import Style, is_open, read_number, split_points
from unionxl.importing.text import plain, squeeze
from unionxl.importing.weeks import week_label
from unionxl.importing.wording import owner_of
from unionxl.words.days import days_in
from unionxl.words.lists import alternatives, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.importing.blocks import Block
    from unionxl.importing.drafts import Draft, Sub
    from unionxl.importing.model import ImportedItem
    from unionxl.importing.numbering import Number

AFTER_THE_LIST = "不像工作事项，未导入"
OTHER_MONTH = "写的月份与所在的月份不同，未导入"
OVER_PAGES = "「{:.16}」在换页处断开，接上了下一页的文字，请核对"
SITE_WORDS = "「{:.16}」可能是网页上的文字，不是事项，请核对"
THEME = "「{:.16}」在编号的事项上面，可能是本月主题，请核对"
UNCOUNTED = "「{:.16}」没有编号，可能是上一项的说明，请核对"
SMALL_TITLE = "「{:.16}」可能是下面各项的小标题，请核对"
NO_MONTH = "这一项没有写明月份，未导入"
NUMBERS_RESTART = "编号重新从头开始，可能漏了月份，未导入"

_SENTENCE_END = "。;!?."
_STARTS_INSIDE = re.compile(r"[,。;、)”》’」!?:]|(?:和|与|及|等|的|并|以及|或)(?=[\u3400-\u9fff])")
_NOTHING = frozenset({"无", "待定", "/", "-", "--", "暂无", "略", "\\", "空"})
_ALL_IN_BRACKETS = re.compile(r"\([^()]*\)[。.;]?")
_LESSER_MARKS = frozenset("-+*o◦‣▪▫·○∘→➢►✓√>")
_SOME_YEAR = 2000
_LONG_PARAGRAPH = 80
_WRAP_SLACK = 3
_NARROW_CELL = 8
_GOES_ON = frozenset("周星的前后内末起至到-~")  # 第二周周三, 第二周前
_SHORT_HEADING = 12
_SHORT_TITLE = 8
_LONGEST_TITLE = 8
_MIN_WRAP = 40
_MAX_WRAP = 130
_FEW_FULL = 3
_FEW_PARTS = 8
_SECOND = 2
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a block needs to know about the rest of its plan.

    `section` is the number of the section that holds the arrangement; `styles` are the item
    styles of the other blocks; `wrap_width` the width at which the document's lines break, 0 for
    none; `month_may_be_lost` whether the next head leaves out a month, and no other
    month has two lists, too; `ends_with_stop` whether the
    numbered items of the plan end with a full stop or semicolon.
    """

    is_last: bool
    section: Number | None
    styles: frozenset[Style]
    wrap_width: int
    month_may_be_lost: bool
    ends_with_stop: bool = False


@dataclass(slots=True)
class _State:
    """What was read of one block so far."""

    drafts: list[Draft] = field(default_factory=list)
    unread: list[UnreadLine] = field(default_factory=list)
    beyond: list[UnreadLine] = field(default_factory=list)
    styles: set[Style] = field(default_factory=set)
    last_value: int | None = None
    longest: int = 0
    note: str = ""
    stopped: str = ""
    turned_page: bool = False
    in_group: bool = False
    group_style: Style | None = None

    def add(self, drafts: Sequence[Draft]) -> None:
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


NOTHING = ReadBlock((), (), ())


def read_items(block: Block, around: Surroundings) -> ReadBlock:
    """Return the items of a block and the lines that are none."""
    if not block.pieces:
        return NOTHING
    state = _State()
    subs = list(subs_of(block, around.wrap_width))
    restarts = _restarts(subs) if around.month_may_be_lost and not block.from_table else ()
    for at, sub in enumerate(subs):
        if at in restarts and not state.stopped:
            state.stopped = NUMBERS_RESTART
        following = subs[at + 1] if at + 1 < len(subs) else None
        _take(sub, state, block, around, following)
        state.turned_page &= _is_furniture(sub, block)
    _mark_doubts(state.drafts, block)
    sharing = Counter(id(draft.piece) for draft in state.drafts)
    told: set[int] = set()
    items = []
    for draft in state.drafts:
        is_first = id(draft.piece) not in told
        told.add(id(draft.piece))
        items.append(item_of(draft, block, sharing[id(draft.piece)] if is_first else 0))
    return ReadBlock(
        tuple(item for item in items if item.text), tuple(state.unread), tuple(state.beyond)
    )


def _mark_doubts(drafts: Sequence[Draft], block: Block) -> None:
    """Mark what may be no work of its own: a line without a number among numbered ones.

    What stands on the month's own line, and in a cell, is as sure as its neighbours.
    """
    counted = [at for at, draft in enumerate(drafts) if draft.number is not None]
    for at, draft in enumerate(drafts):
        draft.doubt = draft.doubt or (block.head.doubt if block.head else "")
        if block.from_table or draft.number is not None or draft.piece.inline or draft.doubt:
            continue
        text = draft.parts[0]
        if layout.mentions_site(text):
            draft.doubt = SITE_WORDS.format(text)
        elif len(counted) > 1:
            draft.doubt = (THEME if at < counted[0] else UNCOUNTED).format(text)


def _restarts(subs: Sequence[Sub]) -> frozenset[int]:
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


def has_two_lists(block: Block) -> bool:
    """Tell whether the numbers of a month begin again, as where two columns became lines."""
    has_lines = bool(block.pieces) and not block.from_table
    return has_lines and bool(_restarts(list(subs_of(block, 0))))


def first_style(block: Block) -> Style | None:
    """Return how the first line of a block is numbered."""
    first = next(subs_of(block, 0), None) if block.pieces else None
    number = read_number(first.plain) if first else None
    return number.style if number else None


def _take(
    sub: Sub, state: _State, block: Block, around: Surroundings, following: Sub | None
) -> None:
    """Read one line: skip it, end the list with it, or make it an item or part of one."""
    if _is_furniture(sub, block):
        state.turned_page |= any(map(str.isdigit, sub.text))
        return
    if state.stopped:
        _leave_unread(sub, state, around, state.stopped)
        return
    sub = _without_week(sub, state)
    if _is_detail(sub, state, block):
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
    if number and _stands_beside(number, block, state):
        state.unread.append(UnreadLine(sub.line, sub.text, NO_MONTH))
        state.stopped = NO_MONTH
        return
    if number is None:
        _take_unnumbered(sub, state, block, around)
    else:
        _take_numbered(sub, number, state, following)


def _take_numbered(sub: Sub, number: Number, state: _State, following: Sub | None) -> None:
    """Read a line with a number: the title of those below it, or items."""
    if _is_group_title(sub, number, following):
        state.note = sub.text[number.end :].rstrip("：: ")
        state.in_group, state.group_style = True, number.style
        return
    if number.style is state.group_style:
        state.note, state.group_style = "", None
    state.in_group &= number.style is Style.BULLET and state.group_style is not None
    drafts = numbered_drafts(sub, number, state.note)
    if len(drafts) == 1 and _may_be_title(sub, number, following):
        drafts[0].doubt = SMALL_TITLE.format(drafts[0].parts[0])
    state.add(drafts)


def _without_week(sub: Sub, state: _State) -> Sub:
    """Take off the week of a month with which a line opens; it is of the lines below it, too."""
    label = week_label(sub.plain)
    rest = sub.text[label:].strip()
    if not label or not rest or rest[0] in _GOES_ON or read_head(plain(rest)):
        return sub
    state.note = sub.text[:label].strip(" \u3000\t:：、,，()（）[]【】")
    return replace(sub, text=rest, plain=plain(rest), piece=replace(sub.piece, inline=True))


def _stands_beside(number: Number, block: Block, state: _State) -> bool:
    """Tell whether a number counts on from that of the month's own line: 4. 9月，…; 5. 全年…."""
    head = block.number
    if head is None or head.value is None or state.last_value or not state.drafts:
        return False
    own_line = state.drafts[0].piece.inline
    return own_line and number.style is head.style and number.value == head.value + 1


def _is_detail(sub: Sub, state: _State, block: Block) -> bool:
    """Tell whether a line says something of the item above it, and add it there.

    What is of the month, and a label that no item stands above, is left to what is told.
    """
    number = read_number(sub.plain)
    bare = sub.text[number.end :] if number else sub.text
    details = read_details(bare) or _nested(sub, bare, state, block)
    if not details or sub.piece.inline:
        return False
    if state.drafts and details[0].kind != OF_THE_MONTH:
        state.drafts[-1].details.extend(details)
    return True


def _nested(sub: Sub, bare: str, state: _State, block: Block) -> tuple[Detail, ...]:
    """Read a bullet below a number, or one farther in or of a lesser kind below a bullet.

    1. 女教工插花, then - 采购花材: it says something of the work above. One that has a time or
    somebody of its own is a work of its own.
    """
    above = state.drafts[-1] if state.drafts and not state.in_group else None
    number = read_number(sub.plain)
    is_bullet = number is not None and number.style is Style.BULLET
    if above is None or above.number is None or not is_bullet or sub.piece.inline:
        return ()
    if number and number.style is state.group_style:
        return ()
    mark = sub.text.lstrip()[:1]
    if above.number.style is Style.BULLET:
        is_farther = sub.piece.indent > above.piece.indent + 1
        is_lesser = mark in _LESSER_MARKS and above.mark not in _LESSER_MARKS
        if not is_farther and (not is_lesser or mark in {one.mark for one in state.drafts}):
            return ()
    elif mark in {one.mark for one in state.drafts}:
        return ()
    return () if _stands_alone(bare, block) else (Detail(NESTED, "", bare.strip()),)


def _stands_alone(text: str, block: Block) -> bool:
    """Tell whether a text has a time or somebody responsible of its own."""
    months = [(_SOME_YEAR, month) for month in block.months]
    return bool(days_in(text, months) or read_head(plain(text)) or owner_of(text))


def _goes_on_counting(sub: Sub, state: _State) -> bool:
    """Tell whether a line has the number after that of the last item: a page foot lay between."""
    number = read_number(sub.plain)
    wanted = state.last_value + 1 if state.last_value else None
    return number is not None and number.style in state.styles and number.value == wanted


def _take_unnumbered(sub: Sub, state: _State, block: Block, around: Surroundings) -> None:
    """Read a line without a number: a sub-head, a remark, the rest of an item or an item."""
    if SUB_HEAD.fullmatch(squeeze(sub.plain)):
        state.note = sub.text.rstrip("：: ") if "旬" in sub.text or "周" in sub.text else ""
    elif layout.is_remark(sub.text):
        state.unread.append(UnreadLine(sub.line, sub.text, AFTER_THE_LIST))
    elif _names_other_month(sub, state, block):
        state.unread.append(UnreadLine(sub.line, sub.text, OTHER_MONTH))
    elif state.drafts and _continues(state.drafts[-1], sub, around):
        draft = state.drafts[-1]
        draft.parts.append(sub.text)
        draft.last_width = sub.width
        if state.turned_page:
            draft.doubt = OVER_PAGES.format(draft.parts[0])
    else:
        state.add(unnumbered_drafts(sub, state.note))


def _is_group_title(sub: Sub, number: Number, following: Sub | None) -> bool:
    """Tell whether a numbered line such as （一）女工工作 only groups the items below it."""
    text = sub.plain[number.end :].strip()
    opens = (
        text.endswith(":") and len(text) <= _LONGEST_TITLE and not split_points(sub.plain, number)
    )
    if following is None or not (opens or _group_title().fullmatch(text)):
        return False
    below = read_number(following.plain)
    begins = below is not None and (below.value == 1 or below.style is Style.BULLET)
    return below is not None and begins and below.style is not number.style


def _may_be_title(sub: Sub, number: Number, following: Sub | None) -> bool:
    """Tell whether a few numbered words stand above a list that begins at 1 in another style."""
    if following is None or number.style in {Style.ARABIC, Style.BULLET}:
        return False
    below = read_number(following.plain)
    short = len(squeeze(sub.plain[number.end :])) <= _SHORT_TITLE
    return short and below is not None and below.value == 1 and below.style is not number.style


@cache
def _group_title() -> re.Pattern[str]:
    """Return what groups items: 女工工作, 文体类:."""
    return re.compile(rf"\s*[^,。;、]{{2,8}}(?:{alternatives(layout.LIST, '分组')})\s*:?\s*")


def _names_other_month(sub: Sub, state: _State, block: Block) -> bool:
    """Tell whether a line without a number begins with a month that is not the block's."""
    head = read_head(sub.plain) if block.months and not sub.piece.inline else None
    if head is None or set(head.months) & set(block.months):
        return False
    numbered = bool(state.drafts) and state.drafts[-1].number is not None
    return numbered or head.kind >= HeadKind.SPACE


def _is_furniture(sub: Sub, block: Block) -> bool:
    """Tell whether a line is no text at all: 续表, page numbers, column words, 无."""
    bare = squeeze(sub.plain)
    if bare in _NOTHING or not any(char.isalnum() for char in bare):
        return True
    if block.from_table and sub.opens_cell:
        return False
    return layout.is_page_furniture(sub.text) or (
        not block.from_table and any_of(layout.LIST, "栏名").fullmatch(bare) is not None
    )


def _leave_unread(sub: Sub, state: _State, around: Surroundings, reason: str) -> None:
    """Report a line that is no item; what follows the whole list is another part of the plan."""
    outside = around.is_last or layout.is_arrangement_title(sub.text) or _is_frame(sub)
    target = state.beyond if reason == AFTER_THE_LIST and outside else state.unread
    target.append(UnreadLine(sub.line, sub.text, reason))


def _is_frame(sub: Sub) -> bool:
    """Tell whether a line is a signature or only names a part of the year, such as （二）下半年."""
    number = read_number(sub.plain)
    bare = sub.plain[number.end :] if number else sub.plain
    return layout.is_signature(sub.text) or bool(unscheduled_label(bare))


def _number_of(sub: Sub, state: _State) -> Number | None:
    """Read the item number of a line, knowing the one before it."""
    goes_on = state.last_value is not None and not sub.opens_cell
    expected = (state.last_value or 0) + 1 if goes_on else 1
    return read_number(sub.plain, expected=expected)


def _reason_to_stop(
    sub: Sub, number: Number | None, state: _State, block: Block, around: Surroundings
) -> str:
    """Return why the list ends before a line, "" when it goes on."""
    if block.from_table:
        return ""
    signed = number is None and not sub.piece.inline and layout.is_signature(sub.text)
    counted = bool(state.styles)
    is_site = layout.is_site_text(sub.text) if counted else layout.is_surely_site_text(sub.text)
    if signed or layout.is_site_form(sub.text) or (number is None and is_site):
        return AFTER_THE_LIST
    if number is None:
        return AFTER_THE_LIST if _is_closing(sub, state, around) else ""
    return AFTER_THE_LIST if _is_other_section(sub, number, state, around) else ""


def _is_closing(sub: Sub, state: _State, around: Surroundings) -> bool:
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


def _is_other_section(sub: Sub, number: Number, state: _State, around: Surroundings) -> bool:
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


def _continues(draft: Draft, sub: Sub, around: Surroundings) -> bool:
    """Tell whether a line goes on with the item before it."""
    if sub.opens_cell and sub.piece.cell:
        return False
    before = plain(draft.parts[-1]).rstrip()
    if _ALL_IN_BRACKETS.fullmatch(sub.plain) or _STARTS_INSIDE.match(sub.plain):
        return True
    if is_open("".join(map(plain, draft.parts[-_FEW_PARTS:]))) or UNFINISHED.search(before):
        return True
    if before[-1:] in _SENTENCE_END or (sub.opens_paragraph and draft.number is None):
        return False
    in_cell = sub.piece.cell > 0
    if draft.number is not None and (in_cell or around.ends_with_stop):
        return True
    full = sub.wrap_width - _WRAP_SLACK
    return sub.wrap_width > _NARROW_CELL and draft.last_width >= full


def ends_with_stop(blocks: Sequence[Sequence[str]]) -> bool:
    """Tell whether numbered items usually end with a full stop or semicolon.

    One that a line break or a page cuts ends where the next begins.
    """
    ends: list[str] = []
    for texts in blocks:
        opened = False
        for text in texts:
            if read_number(text):
                ends.append(text.rstrip()[-1:])
                opened = True
            elif opened and text.rstrip()[-1:] in _SENTENCE_END:
                ends[-1] = text.rstrip()[-1:]
    stops = sum(1 for end in ends if end in _SENTENCE_END)
    return len(ends) > _SECOND and stops >= _MOST * len(ends)


def wrap_width(widths: Sequence[int]) -> int:
    """Return the width at which the lines of a document were broken, 0 when they were not."""
    widest = max(widths, default=0)
    full = sum(1 for width in widths if width >= widest - _WRAP_SLACK)
    return widest if _MIN_WRAP <= widest <= _MAX_WRAP and full >= _FEW_FULL else 0
