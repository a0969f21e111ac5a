"""The text of a State Council notice, cut into its title and its items."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from unionxl.words.lists import alternatives, any_of, rows
from unionxl.words.numerals import ONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OPENING = 40

YEAR = r"(?:19|20)[0-9]{2}"
_NOTICE_YEAR = re.compile(
    rf"关于(?:调整|延长)?({YEAR})年|({YEAR})年部分节假日|现将(?:调整)?({YEAR})年"
)
_WHOLE_YEAR_TITLE = re.compile(rf"{YEAR}年部分节假日")
_SINGLE_TITLE = re.compile(rf"关于调整{YEAR}年(.{{2,8}}?)假期")
_DOCUMENT_NO = re.compile(r"(国办?发明电)[〔\[(【]([0-9]{4})[〕\])】]([0-9]+)号")

_NUMBERING = rf"(?:[{ONES}十]{{1,2}}、|\(?[0-9{ONES}十]{{1,2}}[).、]|[-—*·•]+)?"
_UNNAMED_HEAD = re.compile(rf"{_NUMBERING}()(?=(?:{YEAR}年)?[0-9]{{1,2}}月.*放假)")
_ARRANGEMENT = re.compile(r"[0-9]{1,2}月[0-9]{1,2}[日号].*(?:放假|补休|上班)")
_PRINCIPLE = re.compile(r"自.*起|起(?:正常)?上班")
_SIGNATURE = re.compile(rf"国务院(?:办公厅)?(?:{YEAR}年[0-9]{{1,2}}月[0-9]{{1,2}}日)?$")
_DATE_LINE = re.compile(rf"{YEAR}年[0-9]{{1,2}}月[0-9]{{1,2}}日")
LIST = "notices"


@cache
def _names() -> str:
    """Return the piece of a pattern for the festivals of an item: 中秋节、国庆节放假安排."""
    name = rf"[“”\"']?(?:国际)?(?:{alternatives(LIST)})[“”\"']?(?:国际劳动节|节)?"
    return rf"(?:{YEAR}年)?{name}(?:[、和与及]{name})*(?:假期|放假|放假安排|放假时间)?"


@cache
def _head() -> re.Pattern[str]:
    """Return the head of an item: 一、元旦：, 春节2月15日."""
    return re.compile(rf"{_NUMBERING}({_names()})(?::|(?=[0-9])|$)")


@cache
def _before_head() -> re.Pattern[str]:
    """Return the place before a head within a line."""
    return re.compile(rf"(?<=[。;:])(?={_NUMBERING}{_names()}:)")


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """The text about one festival, from its head to the next; `line` counts from 1.

    `name` is empty where days are arranged without a festival.
    """

    line: int
    name: str
    body: str


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A notice with blanks taken out and figures and marks of one width.

    `is_for_whole_year` is False for a notice that changes a single festival.
    """

    opening: str
    year: int | None
    document_no: str
    is_for_whole_year: bool
    items: tuple[NoticeItem, ...]


def cut_notice(text: str) -> NoticeText:
    """Cut a notice into its parts, however its lines are broken."""
    pieces = tuple(_pieces(text))
    whole = "".join(piece for _, piece in pieces)
    year = _NOTICE_YEAR.search(whole)
    only_festival = _SINGLE_TITLE.search(whole)
    document_no = _DOCUMENT_NO.search(whole)
    return NoticeText(
        opening=whole[:OPENING],
        year=int(next(filter(None, year.groups()))) if year else None,
        document_no="{}〔{}〕{}号".format(*document_no.groups()) if document_no else "",
        is_for_whole_year=bool(_WHOLE_YEAR_TITLE.search(whole)),
        items=_items(pieces, _festival_names(only_festival[1]) if only_festival else ""),
    )


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines with their numbers, a line with several items in several pieces."""
    for number, line in enumerate(text.split("\n"), 1):
        plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", line))
        for piece in _before_head().split(_SIGNATURE.sub("", plain)):
            yield number, piece


def _items(pieces: Iterable[tuple[int, str]], only_festival: str) -> tuple[NoticeItem, ...]:
    """Join the pieces to items; outside of them, what arranges days is an item without name."""
    items: list[NoticeItem] = []
    is_open = False
    for number, piece in pieces:
        head = _head().match(piece)
        if head is None and only_festival:
            head = _UNNAMED_HEAD.match(piece)
        if head is not None:
            name = _festival_names(head[1]) or only_festival
            items.append(NoticeItem(number, name, piece[head.end() :]))
            is_open = True
        elif _DATE_LINE.fullmatch(piece):
            is_open = False
        elif is_open and (_ARRANGEMENT.search(piece) or not items[-1].body.endswith("。")):
            last = items[-1]
            items[-1] = NoticeItem(last.line, last.name, last.body + piece)
        elif piece:
            is_open = False
            if _ARRANGEMENT.search(piece) and not _PRINCIPLE.search(piece):
                items.append(NoticeItem(number, "", piece))
    return tuple(items)


def _festival_names(text: str) -> str:
    """Return the festivals that a text names, by the names that are kept."""
    kept = {row.word: row.concept for row in rows(LIST)}
    return "、".join(dict.fromkeys(kept[name] for name in any_of(LIST).findall(text)))
