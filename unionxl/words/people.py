"""Names of persons in what a clerk types."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from unionxl.words.lists import alternatives, words
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Iterable

# What stands where a name belongs and names nobody.
NOBODY = frozenset(("", "无", "-", "--", "－", "—", "——", "/", "／", "\\", "待定", "未定", "空"))
LIST = "people"
GROUP, OPENING, ENDING, FOREIGN_PART = "团体", "开头", "结尾", "族名"  # concepts of the list


@cache
def _group_words() -> re.Pattern[str]:
    """Return what speaks of a group; 班 and others may be within a name: 班超, 王亚男, 陈园园."""
    return re.compile(rf"{alternatives(LIST, GROUP)}|[班全女男新园科]")


@cache
def _no_name() -> re.Pattern[str]:
    """Return what no name of a person holds, begins or ends with."""
    return re.compile(
        rf"""
        {alternatives(LIST, GROUP)} | (?<=.)班
        | ^ (?: {alternatives(LIST, OPENING)}
              | [初高] (?: [级段龄知考] | [一二三中] (?: $ | [男女生文理段部的] ) )   # 初一部
              | [小老大].$                                                        # 小王
              | 党建$ | [东西南北花]园$ )
        | (?: {alternatives(LIST, ENDING)} | .园长 ) $
        """,
        re.VERBOSE,
    )


@cache
def _borrowed_name() -> re.Pattern[str]:
    """Return names with a part that is common among those of other peoples: 阿依古丽, 卓玛."""
    return re.compile(rf"(?=[\u4e00-\u9fff]{{2,6}}$).*(?:{alternatives(LIST, FOREIGN_PART)})")


# A part of a school may be called 江南园 or 安全科; 陈园园 is somebody.
_PERHAPS_A_PLACE = re.compile(r"..(?:(?<!园)园|科)|[班全].*")
_SEPARATOR = re.compile(r"[、,，;；/\s|]+")
_SPREAD_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff]{1,2}(?![\u4e00-\u9fff]))"
)
_AND = re.compile(r"(?<=..)[和及与](?=..)")
_ASIDE = re.compile(r"[（(\[【].*?[)）\]】]")
_ENDING = re.compile(
    rf"""
    (?: 等 [\d{ONES}两十百]* [人名位]?               # 等12人
      | 同志 | 老师 | 师傅 | 先生 | 女士
      | [\d{ONES}两十百]+ [人名位] )+ $
    """,
    re.VERBOSE,
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_DOTTED_NAME = re.compile(r"[\u4e00-\u9fff]{1,8}[·•．][\u4e00-\u9fff·•．]{1,12}")
_LONGEST_SINGLE = 3


@lru_cache(maxsize=65_536)
def parts_of_list(text: str) -> tuple[str, ...]:
    """Return the single entries of a list of names, without titles and asides.

    >>> parts_of_list("王芳（产假）、李娜同志")
    ('王芳', '李娜')

    A single character stands for nobody, so that 王 芳 is one name.
    """
    listed = _SEPARATOR.split(_SPREAD_NAME.sub(r"\1", _ASIDE.sub("", text)))
    parts = (part for parts in map(_AND.split, listed) for part in parts)
    return tuple(name for part in parts if (name := _ENDING.sub("", part)))


@lru_cache(maxsize=4096)
def names_in_both(first: str, second: str) -> frozenset[str]:
    """Return the names that two cells share."""
    return frozenset(parts_of_list(first)).intersection(parts_of_list(second)) - NOBODY


@cache
def _family_names(kind: str) -> frozenset[str]:
    """Return the family names that nearly all names begin with, of one character or of two."""
    return frozenset(words("family_names", kind))


@lru_cache(maxsize=65_536)
def looks_like_name(text: str) -> bool:
    """Tell whether a word is the name of a person rather than of a group or a place.

    >>> looks_like_name("欧阳修远"), looks_like_name("全体会员"), looks_like_name("食堂")
    (True, False, False)
    """
    if not may_be_name(text):
        return False
    if _DOTTED_NAME.fullmatch(text) or _borrowed_name().match(text):
        return True
    if text[:2] in _family_names("复姓"):
        return True
    if len(text) > _LONGEST_SINGLE or text[0] not in _family_names("单姓"):
        return False
    return not _PERHAPS_A_PLACE.fullmatch(text)


@lru_cache(maxsize=65_536)
def may_be_name(text: str) -> bool:
    """Tell whether a word that stands for one person can be the name of one.

    >>> may_be_name("海清"), may_be_name("江南园"), may_be_name("后勤处")
    (True, True, False)
    """
    if _DOTTED_NAME.fullmatch(text):
        return True
    is_han = bool(_HAN_NAME.fullmatch(text) or _borrowed_name().match(text))
    return is_han and not _no_name().search(text)


@lru_cache(maxsize=65_536)
def names_in(text: str) -> tuple[str, ...]:
    """Return the entries of a list that look like names of persons."""
    return tuple(part for part in parts_of_list(text) if looks_like_name(part))


def names_among(entries: Iterable[str], *, each_is_one: bool) -> tuple[str, ...]:
    """Return the entries of a list that are names; any that may be one if each is one person.

    >>> names_among(["海清"], each_is_one=True), names_among(["海清"], each_is_one=False)
    (('海清',), ())
    """
    is_name = may_be_name if each_is_one else looks_like_name
    return tuple(one for one in entries if is_name(one))


@lru_cache(maxsize=65_536)
def is_group(text: str) -> bool:
    """Tell whether a text speaks of a group, such as 全体会员.

    >>> is_group("全体会员"), is_group("贺新、王亚男"), is_group("贺新、大班")
    (True, False, True)
    """
    if not _group_words().search(_ASIDE.sub("", text)):
        return False
    entries = parts_of_list(text)
    return not entries or not all(map(looks_like_name, entries))
