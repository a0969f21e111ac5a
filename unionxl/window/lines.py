"""Texts in lines of a width, as Chinese is set: no line begins with a comma or ends with 《."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ENDING = 6  # characters of the end of a name: .xlsm and what tells the years apart
# A word or a character, with the marks that must not stand apart from it.
_PIECE = re.compile(r"[（《「“‘]*(?:[!-~]+|.)[，。、；：？）》」”’…·]*|.", re.DOTALL)


def in_lines(text: str, room: int, measure: Callable[[str], int]) -> list[str]:
    """Return the lines of a text, none of them wider than `room` in the units of `measure`.

    >>> in_lines("必须更正，请核对。", 8, lambda text: 2 * len(text))
    ['必须更', '正，请核', '对。']
    """
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, room, measure)]


def _lines(paragraph: str, room: int, measure: Callable[[str], int]) -> Iterator[str]:
    """Give the lines of one paragraph, at least an empty one."""
    line = ""
    for piece in _pieces(paragraph, room, measure):
        if line and measure(line + piece.rstrip()) > room:
            yield line.rstrip()
            line = ""
        line += piece.lstrip() if not line else piece
    yield line.rstrip()


def _pieces(paragraph: str, room: int, measure: Callable[[str], int]) -> Iterator[str]:
    """Give what stays together; a word that is wider than a line, such as a path, does not."""
    for match in _PIECE.finditer(paragraph):
        piece = match[0]
        if measure(piece) <= room:
            yield piece
        else:
            yield from piece


def cut(text: str, room: int, measure: Callable[[str], int]) -> str:
    """Return a text in one line, with “…” where it goes on beyond the room; its end stays.

    >>> cut("某某中心幼儿园工会工作簿2026.xlsm", 20, len)
    '某某中心幼儿园工会工作簿2…6.xlsm'
    """
    if measure(text) <= room:
        return text
    for kept in range(len(text) - 1, 0, -1):
        end = min(_ENDING, kept // 2)
        shown = f"{text[: kept - end]}…{text[len(text) - end :]}"
        if measure(shown) <= room:
            return shown
    return "…"
