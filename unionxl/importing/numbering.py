"""Item numbers: 1. 1、 （1） ⒈ ① 一、 （一） and bullets; and numbers that are none.

`3.8`, `2020年度` and `三、八活动` begin like a number. What is doubtful is taken as a number only
when it is the one expected next.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from unionxl.words.numerals import ONES, counted, number

_LONG_LINE = 500
_MANY_MARKS = 30


class Style(enum.Enum):
    """How a number is written."""

    ARABIC = "1、"
    HALF = "1)"
    PAREN = "(1)"
    CIRCLE = "①"
    LETTER = "a)"
    CJK = "一、"
    CJK_PAREN = "(一)"
    BULLET = "•"
    LOST = "、"


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the start of a text; `end` is where the text after it begins."""

    style: Style
    value: int | None
    end: int


_CJK = rf"[{ONES}十]{{1,3}}"
_MEASURE = "月日号年名人个位项次周岁届级期元天场楼班节点时分度%‰～~-"
_LETTERS = "abcdefghijABCDEFGHIJ"
_OPENS_NUMBER = frozenset(f"0123456789{ONES}十([【〔第任项专" + _LETTERS)
_INDENT = re.compile(r"[\s>]{0,40}(?:\*\*)?")
_SURE: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (Style.PAREN, re.compile(r"[(\[【〔]\s?(\d{1,3})\s?[)\]】〕]\s{0,4}[.、,:]?")),
    (Style.CJK_PAREN, re.compile(rf"[(\[【〔]\s?({_CJK})\s?[)\]】〕]\s{{0,4}}[.、,:]?")),
    (Style.HALF, re.compile(r"(\d{1,2})\s?\)[.、,:]?")),
    (Style.LETTER, re.compile(rf"\(?([{_LETTERS}])\s?(?:\)[.、,]?|[.、](?=[\s\u3400-\u9fff“《]))")),
    (
        Style.ARABIC,
        re.compile(
            r"(?<!\d)(\d{1,3})\s{0,4}(?:、|\.(?!\d)|,(?!\d{3})|\.(?=20\d\d))(?!\d{1,2}\s?月)"
        ),
    ),
    (Style.CJK, re.compile(rf"({_CJK})\s{{0,4}}[、.,](?!\s?月)")),
    (Style.CJK, re.compile(rf"第({_CJK})[、,:]")),
    (Style.ARABIC, re.compile(r"(?:任务|项目|专题)\s?(\d{1,2})\s?[:、.]")),
    (Style.CJK, re.compile(rf"(?:任务|项目|专题)\s?({_CJK})\s?[:、.]")),
)
_DOUBTFUL: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (Style.ARABIC, re.compile(r"(?<!\d)(\d{1,2})\s{0,4}[、.,](?=\d)")),
    (Style.ARABIC, re.compile(r"(?<!\d)(\d{1,2})\s{0,4}:(?!\d)")),
    (
        Style.ARABIC,
        re.compile(rf"(?<!\d)(\d{{1,2}})\s{{1,4}}(?=[\u3400-\u9fff“\"《])(?![{_MEASURE}])"),
    ),
    (Style.ARABIC, re.compile(rf"(?<!\d)(\d{{1,2}})(?=[\u3400-\u9fff“《])(?![{_MEASURE}一八])")),
    (Style.CJK, re.compile(rf"({_CJK})\s{{0,4}}:")),
)
_BULLET = re.compile(
    r"(?:[•·●■□◆◇★☆▲△▪▶►➢✓✔√※→◎⊙∎‣◦\uf000-\uf0ff]|[*+o](?=\s)|-(?!\d{1,3}\s?-|-))\s*"
)
_LOST = re.compile(r"[、.](?=[\s\u3400-\u9fff“\"《(])")
_CHECKBOX = re.compile(r"\[[ xX√]?\]\s*")
# 三、八 and the like name a day, unless the number is the one expected.
_FESTIVAL = re.compile(
    r"(?:三\s?[、.]\s?八|五\s?[、.]\s?[一四]|[六七八]\s?[、.]\s?一|十\s?[、.]\s?一)"
)
_FESTIVAL_ARABIC = re.compile(
    r"(?:3\s?[.、]\s?8|5\s?[.、]\s?[14]|[678]\s?[.、]\s?1|10\s?[.、]\s?1)(?!\d)"
)


def _value(text: str) -> int:
    """Return the value of a number in either script, or the place of a letter."""
    if text.isascii() and text.isalpha():
        return _LETTERS.index(text.lower()) + 1
    return number(text) or 0


def _read_enclosed(text: str, at: int) -> Number | None:
    """Read ①, ⑴, ⒈, ㈠, one character each."""
    char = text[at : at + 1]
    if not char or unicodedata.category(char) != "No":
        return None
    compatible = unicodedata.normalize("NFKC", char)
    bare = compatible.strip("().")
    if not bare.isdigit() and counted(bare) is None:
        return None
    if "(" in compatible:
        style = Style.PAREN if bare.isdigit() else Style.CJK_PAREN
    else:
        style = Style.ARABIC if "." in compatible else Style.CIRCLE
    end = at + 1
    while text[end : end + 1] in {"、", ".", ","}:
        end += 1
    return Number(style, _value(bare), end)


def read_number(text: str, *, expected: int | None = None, at: int = 0) -> Number | None:
    """Read the item number at the start of a plain text.

    Args:
        text: The plain text.
        expected: The number that would continue the list; settles doubtful forms.
        at: Where to begin.
    """
    if len(text) > _LONG_LINE:
        return _read(text, expected, at)
    return _read_line(text, expected, at)


@lru_cache(maxsize=8192)
def _read_line(text: str, expected: int | None, at: int) -> Number | None:
    """Read the number of a line; one line is asked for many times over."""
    return _read(text, expected, at)


def _read(text: str, expected: int | None, at: int) -> Number | None:
    """Read the number at a place."""
    start = _skip_indent(text, at)
    number = _read_enclosed(text, start) or _read_sure(text, start, expected)
    number = number or _read_expected(text, start, expected) or _read_mark(text, start)
    if number is None:
        return None
    return Number(number.style, number.value, _skip_indent(text, number.end))


def is_section(text: str) -> bool:
    """Tell whether a plain text is the title of a section: 一、 or （一）."""
    found = read_number(text)
    return found is not None and found.style in {Style.CJK, Style.CJK_PAREN}


def _skip_indent(text: str, at: int) -> int:
    """Return the place after white space and Markdown marks."""
    match = _INDENT.match(text, at)
    return match.end() if match else at


def _read_sure(text: str, at: int, expected: int | None) -> Number | None:
    """Read a number whose mark leaves no doubt."""
    if text[at : at + 1] not in _OPENS_NUMBER:
        return None
    if _FESTIVAL.match(text, at):
        value = counted(text[at])
        if value != expected or value not in {3, 5, 6, 7, 8, 10}:
            return None
        after = text[at : at + 8]
        if re.search(r"[节妇劳国儿活建”\"'’、•]", after[3:5]):
            return None
    if _FESTIVAL_ARABIC.match(text, at):
        return None
    for style, pattern in _SURE:
        match = pattern.match(text, at)
        if match:
            return Number(style, _value(match[1]), match.end())
    return None


def _read_expected(text: str, at: int, expected: int | None) -> Number | None:
    """Read a number without a sure mark, if it is the one expected."""
    if expected is None:
        return None
    for style, pattern in _DOUBTFUL:
        match = pattern.match(text, at)
        if match and _value(match[1]) == expected:
            return Number(style, expected, match.end())
    return None


def _read_mark(text: str, at: int) -> Number | None:
    """Read a bullet, or the mark that is left of a lost number."""
    bullet = _BULLET.match(text, at)
    if bullet:
        box = _CHECKBOX.match(text, bullet.end())
        return Number(Style.BULLET, None, box.end() if box else bullet.end())
    lost = _LOST.match(text, at)
    return Number(Style.LOST, None, lost.end()) if lost else None


# One place inside a line where a further item may begin.
_INNER = re.compile(
    rf"""
    # …；2、…, …(3)…, …②…
    (?<![\d.、第-])(?:(?P<arabic>\d{{1,2}})\s{{0,4}}(?:[、.](?:(?!\d)|(?=20\d\d))|[,)]
    (?!\d))|(?<=[\s。;])(?P<dated>\d{{1,2}})[、.](?=\d{{1,2}}\s?月\s?\d)|(?<=[\s。;])
    (?P<letter>[{_LETTERS}])[).、]|\((?P<paren>\d{{1,2}})\)|(?P<enclosed>[①-⒛㈠-㈩])|\(
    (?P<cjkparen>{_CJK})\)|(?<=[\s。；;.:])(?P<cjk>{_CJK})、)
    """,
    re.VERBOSE,
)
_GROUP_STYLES = {
    "arabic": (Style.ARABIC, Style.HALF),
    "dated": (Style.ARABIC,),
    "letter": (Style.LETTER,),
    "paren": (Style.PAREN,),
    "enclosed": (Style.CIRCLE, Style.PAREN, Style.ARABIC, Style.CJK_PAREN),
    "cjkparen": (Style.CJK_PAREN,),
    "cjk": (Style.CJK,),
}
_LOST_INNER = re.compile(r"(?<=[。;])\s*、(?=\S)")


def split_points(text: str, first: Number) -> tuple[int, ...]:
    """Return the places where the numbers after `first` begin inside the same text.

    Only the numbers that continue the list count: after 1、 the next 2、, then the next 3、.
    """
    if first.style is Style.LOST:
        return tuple(match.start() for match in _LOST_INNER.finditer(text, first.end))
    if first.value is None:
        return _same_marks(text, first.end)
    points: list[int] = []
    wanted = first.value + 1
    depth = _Depth(text, first.end)
    for match in _INNER.finditer(text, first.end):
        kind = match.lastgroup or ""
        if first.style not in _GROUP_STYLES[kind] or _inner_value(match[kind]) != wanted:
            continue
        if depth.at(match.start()) == 0:
            points.append(match.start())
            wanted += 1
    return tuple(points)


def _same_marks(text: str, end: int) -> tuple[int, ...]:
    """Return where the bullet that opens a text stands again inside of it, set off by a space."""
    mark = text[:end].strip()
    if len(mark) != 1 or mark in "-+*o":
        return ()
    again = re.compile(rf"\s{re.escape(mark)}")
    places = tuple(match.end() - 1 for match in again.finditer(text, end))
    return places if len(places) <= _MANY_MARKS else ()


def _inner_value(text: str) -> int:
    """Return the value of an inner number in any script."""
    bare = unicodedata.normalize("NFKC", text).strip("().")
    return _value(bare)


class _Depth:
    """How many brackets and quotes are open, asked at rising places of one text."""

    _OPEN = frozenset("([【《〈“‘「『〔")
    _CLOSE = frozenset(")]】》〉”’」』〕〞")
    _END = frozenset("。;\n")  # a quote that was never closed must not hide the rest

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._place = start
        self._depth = 0

    def at(self, place: int) -> int:
        """Return the depth just before a place not smaller than the last one."""
        for char in self._text[self._place : place]:
            if char in self._OPEN:
                self._depth += 1
            elif char in self._CLOSE:
                self._depth = max(0, self._depth - 1)
            elif char in self._END:
                self._depth = 0
        self._place = place
        return self._depth


def is_open(text: str) -> bool:
    """Tell whether a bracket or quote of the text is still open at its end."""
    return _Depth(text, 0).at(len(text)) > 0
