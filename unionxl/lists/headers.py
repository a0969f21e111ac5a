"""What the head of a column means for each table, by our own headers and the list of synonyms."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from unionxl.lists.model import NOT_TAKEN
from unionxl.tables.all import BY_SHEET
from unionxl.words.lists import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

LIST = "list_headers"
ID_NUMBER, CARD_NUMBER, SIGNED, NUMBERED = "身份证号", "卡号", "签字", "序号"
# Sheets that a list may go to, in the order in which they are considered.
TARGETS = ("收支台账", "会费", "会员", "服务台账", "考核清单", "支出标准", "科目", "年度计划")
LONGEST_HEAD = 20
_ASIDE = re.compile(r"\(.*?\)|\[.*?\]|【.*?】|<.*?>")
_ENDS = "*:.,;·、'\"“”"
_MONTH = re.compile(r"(?:20\d\d年)?(1[0-2]|[1-9])月份?(?:会费)?")


def plain_head(text: str) -> str:
    """Return a head without spaces, marks at its ends and full-width forms.

    >>> plain_head(" 性　别："), plain_head("*金 额(元)")
    ('性别', '金额(元)')
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).strip(_ENDS)


def spellings(text: str) -> tuple[str, ...]:
    """Return a head as it is written, and without what stands in brackets."""
    whole = plain_head(text)
    bare = _ASIDE.sub("", whole).strip(_ENDS)
    return tuple(dict.fromkeys(one for one in (whole, bare) if one))


def role_of(text: str, target: str) -> str:
    """Return the column of a table that a head announces, empty for none.

    >>> role_of("出生年月", "会员"), role_of("扣 会费（元）", "会费")
    ('出生日期', '实缴')
    """
    known = _roles().get(target, {})
    return next((known[one] for one in spellings(text) if one in known), "")


def left_behind(text: str) -> str:
    """Return why a column is not taken, the group of its head; empty for one that may be.

    >>> left_behind("身份证号码"), left_behind("姓名")
    ('身份证号', '')
    """
    return role_of(text, NOT_TAKEN)


def month_of(text: str) -> int:
    """Return the month that is the head of a column, 0 for none.

    >>> month_of("3月"), month_of("月份")
    (3, 0)
    """
    found = next((m for one in spellings(text) if (m := _MONTH.fullmatch(one))), None)
    return int(found[1]) if found else 0


def is_known(text: str) -> bool:
    """Tell whether a text is the head of a column in some list."""
    if not text or len(text) > LONGEST_HEAD:
        return False
    return bool(month_of(text)) or any(one in _all_heads() for one in spellings(text))


@cache
def _roles() -> Mapping[str, Mapping[str, str]]:
    """Return by target what each head means; our own headers mean themselves."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(LIST):
        target, _, role = row.concept.partition("/")
        found[target][plain_head(row.word)] = role
    for sheet in TARGETS:
        for column in BY_SHEET[sheet].columns:
            found[sheet].setdefault(plain_head(column.header), column.header)
    return found


@cache
def _all_heads() -> frozenset[str]:
    return frozenset(head for heads in _roles().values() for head in heads)
