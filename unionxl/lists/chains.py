"""Names as they come in messages: one a line, a numbered chain of entries, or all in a row."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.lists.people import TITLED
from unionxl.words.numerals import ONES
from unionxl.words.people import looks_like_name

if TYPE_CHECKING:
    from unionxl.importing.lists import ListCell

_NUMBERED = re.compile(r"^\s*(?:\d{1,4}|[（(]\d{1,4}[)）])\s*[.、．:：)）]?\s*")
_OPENING = re.compile(r"^[^:：]{2,20}[:：]")
_PARTS = re.compile(r"[、,，;；/\s]+")
_ENTRY = re.compile(
    r"([\u4e00-\u9fff·]{2,12})[\s,，:：+（(]*(?:¥|￥)?(\d{1,7}(?:\.\d{1,2})?)?\s*元?[)）]?([\s,，:：;；（(].*)?"
)
_WEEKDAY = re.compile(rf"周[{ONES[:6]}日]")
_MOST = 0.6


def names_of(text: str) -> tuple[tuple[ListCell, ListCell], ...]:
    """Return the names in a line, each with the amount behind it.

    >>> names_of("1. 王芳 50"), names_of("参加人员：王芳、李敏")
    ((('王芳', Decimal('50')),), (('王芳', None), ('李敏', None)))
    """
    is_numbered = _NUMBERED.match(text) is not None
    bare = _OPENING.sub("", _NUMBERED.sub("", text)).strip()
    parts = [part for part in _PARTS.split(bare) if part]
    if len(parts) > 1 and sum(map(_is_name, parts)) >= _MOST * len(parts):
        return tuple((part, None) for part in parts if _is_name(part))
    one = _ENTRY.fullmatch(bare)
    if one is None or not _is_name(one[1]) or (one[3] and not is_numbered):
        return ()
    return ((one[1], Decimal(one[2]) if one[2] else None),)


def _is_name(text: str) -> bool:
    if _WEEKDAY.fullmatch(text):
        return False
    return looks_like_name(text) or bool(TITLED.fullmatch(text))
