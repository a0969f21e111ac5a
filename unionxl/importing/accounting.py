"""What of a document stands in no item, line by line: nothing is lost without a word."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.importing import layout
from unionxl.importing.columns import column_role
from unionxl.importing.model import BREAKS, UnreadLine
from unionxl.importing.months import read_head, unscheduled_head
from unionxl.importing.numbering import read_number
from unionxl.importing.text import plain, squeeze
from unionxl.importing.weeks import week_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.importing.model import ImportedItem, ImportedPlan, Line

SITE, SIGNED, HEADING, PROSE = "网页文字", "落款、附件", "标题", "正文"
_WORD = re.compile(r"[A-Za-z\u3400-\u9fff]+")
_FAR = 40  # lines over which one item may run
_SHORT = 30


def left_over(
    lines: Sequence[Line], plans: Sequence[ImportedPlan], unread: Sequence[UnreadLine]
) -> tuple[UnreadLine, ...]:
    """Return the lines of which words stand neither in an item nor among what was told."""
    told = _told(plans, unread)
    titles = {squeeze(plain(plan.title)) for plan in plans}
    found = []
    for line in lines:
        parts = [part for part in _parts(line.text) if part.strip()]
        if all(column_role(part) is not None for part in parts):
            continue  # the header of a table, or nothing
        if any(_is_open(part, line.number, told, titles) for part in parts):
            text = " ".join(BREAKS.sub(" ", line.text).split())
            found.append(UnreadLine(line.number, text, _what(line.text)))
    return tuple(found)


def _told(
    plans: Sequence[ImportedPlan], unread: Sequence[UnreadLine]
) -> defaultdict[int, list[str]]:
    """Return everything that is told, without white space, by the line where it begins."""
    told: defaultdict[int, list[str]] = defaultdict(list)
    for plan in plans:
        for item in (*plan.items, *plan.unscheduled):
            told[item.line].extend(squeeze(plain(text)) for text in _texts(item))
            # The theme of a month stands with its head, above the first item.
            told[item.line - 1].extend(map(squeeze, map(plain, _notes(item))))
    for one in unread:
        told[one.line].append(squeeze(plain(one.text)))
    return told


def _texts(item: ImportedItem) -> Iterator[str]:
    """Give the texts of an item."""
    yield item.text
    yield item.owner
    yield from _notes(item)
    yield item.label
    for detail in item.details:
        yield from (detail.label, detail.text)


def _notes(item: ImportedItem) -> list[str]:
    """Return what is remarked of an item, part by part."""
    return (item.note or "").split("；")


def _parts(text: str) -> Iterator[str]:
    """Give the cells and lines of a line."""
    for cell in text.split("\t"):
        yield from BREAKS.split(cell)


def _is_open(text: str, line: int, told: Mapping[int, Sequence[str]], titles: set[str]) -> bool:
    """Tell whether words of a text stand nowhere in what is told of the lines down to it."""
    folded = plain(text).replace("**", "")
    bare = squeeze(folded)
    rest = squeeze(folded[_head_end(folded) :])
    if not _WORD.search(rest) or bare in titles or layout.is_page_furniture(text):
        return False
    if any(rest in one for one in told.get(line, ())):
        return False
    places = range(max(0, line - _FAR), line + 1)
    near = [one for at in places if at in told for one in told[at]]
    if any(bare in one for one in near):
        return False
    for one in sorted(near, key=len, reverse=True):
        if one and (one in rest or rest in one):
            rest = rest.replace(one, " ") if one in rest else ""
    return _WORD.search(rest) is not None


def _head_end(text: str) -> int:
    """Return the place after the number and the head that a text begins with."""
    week = week_label(text)
    if week:
        return week
    number = read_number(text)
    start = number.end if number else 0
    head = read_head(text, at=start)
    if head:
        return head.rest_at
    unscheduled = unscheduled_head(text[start:])
    return start + unscheduled[1] if unscheduled else start


def _what(text: str) -> str:
    """Return what kind of line it is, as far as its form tells."""
    if layout.is_site_text(text):
        return SITE
    if layout.is_signature(text):
        return SIGNED
    titled = layout.is_heading(text) or layout.is_arrangement_title(text)
    return HEADING if titled and len(text) <= _SHORT else PROSE
