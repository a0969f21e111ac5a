"""An item put together: its text, its own time, who does it, and what else is said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.importing.labels import OWNER, TIME
from unionxl.importing.model import ImportedItem
from unionxl.importing.months import HeadKind, find_months, read_head
from unionxl.importing.segments import shared_note
from unionxl.importing.text import plain, squeeze
from unionxl.importing.wording import is_tentative, owner_of, split_owner

if TYPE_CHECKING:
    from unionxl.importing.blocks import Block
    from unionxl.importing.drafts import Draft

OTHER_MONTH_NAMED = "「{:.16}」里写着 {} 月，排在 {} 月，请核对"
_PARTING = "；;、，, \u3000"
_BOLD = re.compile(r"\*\*([^*]{1,60})\*\*")
_BOLD_END = re.compile(r"^\*\*|\*\*(?=\s*[:：]|$)")
_DATED_WEEK = re.compile(r"((?:\d{1,2}月\d{1,2}日-?){2})（第[\d-]+周）：(?=.)")
_TRAILING = re.compile(r"[(\[【]([^()\[\]【】]{1,16})[)\]】][。.;,]?$")


def item_of(draft: Draft, block: Block, sharing: int) -> ImportedItem:
    """Return the finished item.

    `sharing` is how many items stand in its piece, 0 for all but the first of them: what a row
    remarks is of all its items together, and would be untrue of each.
    """
    text = _without_bold(without_stop("".join(draft.parts)))
    week = _DATED_WEEK.match(text)
    text = text[week.end() :] if week else text
    head = block.head
    said = [head.precise, head.remark] if head else [block.label]
    beside = draft.piece.details if sharing else ()
    remark = draft.piece.note if sharing else ""
    if sharing > 1:
        labelled = (f"{one.label}：{one.text}" for one in beside)
        remark, beside = "；".join(part for part in (remark, *labelled) if part), ()
    details = (*beside, *draft.details)
    if remark and sharing > 1:
        remark = shared_note(remark, sharing)
    precise = squeeze(plain(head.precise)) if head else block.label
    told = [
        f"{one.label}：{one.text}" if one.label else one.text
        for one in details
        if one.kind != OWNER and squeeze(plain(one.text)) != precise
    ]
    owners = [one.text for one in details if one.kind == OWNER]
    named = [one.text for one in details if one.kind == TIME]
    owner, office = split_owner(draft.piece.owner or owner_of(text) or "、".join(owners))
    notes = [*said, draft.note, remark, *told, "" if office in text else office]
    own = _own_time(text, draft, block)
    months = own.months if own else block.months
    text = own.text if own else text
    return ImportedItem(
        months=months,
        text=text,
        tentative=any(
            is_tentative(said) for said in (text, f"（{draft.piece.note}）", block.label)
        ),
        owner=owner,
        note="；".join(note for note in notes if note) or None,
        line=draft.line,
        year_offset=int(bool(own and block.months and months[0] < block.months[0])),
        doubt=draft.doubt or _doubt(text, months),
        details=details,
        times=tuple(
            one for one in (week[1] if week else "", head.precise if head else "", *named) if one
        ),
    )


def _doubt(text: str, months: tuple[int, ...]) -> str:
    """Say that an item names another month than the one that it stands under."""
    named = find_months(plain(text))
    if not named or not months or set(named) & set(months):
        return ""
    return OTHER_MONTH_NAMED.format(text, "、".join(map(str, named)), "、".join(map(str, months)))


@dataclass(frozen=True, slots=True)
class _OwnTime:
    """The months that an item names within a longer stretch, and what is left of its text."""

    months: tuple[int, ...]
    text: str


def _own_time(text: str, draft: Draft, block: Block) -> _OwnTime | None:
    """Return the months that an item itself names under a quarter, a half-year, 全年 or the like.

    The nearest and most precise time wins; one that lies outside of the stretch does not.
    """
    is_stretch = len(block.months) > 1 if block.head else bool(block.label)
    if not is_stretch or block.label.startswith("每"):
        return None
    folded = plain(text)
    head = read_head(folded)
    named: tuple[int, ...] = ()
    rest = text
    if head and (head.kind >= HeadKind.COLON or head.has_day or head.kind is HeadKind.SPACE):
        named = head.months
        rest = text[head.rest_at :].strip() if head.kind is HeadKind.COLON else text
    trailing = None if named else _TRAILING.search(folded)
    if trailing:
        named = find_months(trailing[1])
    if not named:
        times = [find_months(plain(one.text)) for one in draft.details if one.kind == TIME]
        named = next((months for months in times if months), ())
    fits = bool(named) and (not block.months or set(named) <= set(block.months))
    shorter = not block.months or len(named) < len(block.months)
    return _OwnTime(named, rest or text) if fits and shorter else None


def without_stop(text: str) -> str:
    """Return a text without white space around it and the mark that parted it from the next.

    >>> without_stop(" 组织春游；"), without_stop("评优。")
    ('组织春游', '评优。')
    """
    return text.strip().rstrip(_PARTING).rstrip()


def _without_bold(text: str) -> str:
    """Return a text without the marks that Markdown sets around bold words.

    The first of a pair may have gone with the number; a site that hides a word writes only one.
    """
    paired = _BOLD.sub(r"\1", text)
    return _BOLD_END.sub("", paired, count=1)
