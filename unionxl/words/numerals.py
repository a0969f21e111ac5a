"""Chinese numerals: the one reader of them, and the characters that patterns are built from.

A module that looks for numerals in a text builds its pattern from these pieces, `[{ONES}十]`, and
has them read here; nowhere else do the numerals stand one after the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ONES = "一二三四五六七八九"
ZEROS = "〇零○"
QUARTERS = ONES[:4]
TEN, HUNDRED = 10, 100
# 三, 十二, 六十五, 一百零五: a digit before each unit, but for a ten that opens the number.
_COUNTED = rf"(?:([{ONES}两])百)?零?(?:([{ONES}]?)(十))?([{ONES}两零]?)"
_FIGURES = str.maketrans(ZEROS + ONES, "000123456789")
_DIGITS = {char: value for value, char in enumerate("零" + ONES)} | {"两": 2}


def in_figures(text: str) -> str:
    """Return a text with figures of one width for its numerals, character by character.

    >>> in_figures("二〇二六年度"), in_figures("２０２６年")
    ('2026年度', '2026年')
    """
    return unicodedata.normalize("NFKC", text).translate(_FIGURES)


@lru_cache(maxsize=4096)
def counted(text: str) -> int | None:
    """Read a number below a thousand as it is counted; None for what is no such number.

    >>> [counted(text) for text in ("零", "五", "十五", "六十五", "一百零五", "百", "两")]
    [0, 5, 15, 65, 105, 100, 2]
    >>> counted("五五"), counted("两十"), counted("十十"), counted("")
    (None, None, None, None)
    """
    plain = "一百" if text == "百" else text.replace("〇", "零")
    match = re.fullmatch(_COUNTED, plain)
    if match is None or not text:
        return None
    hundreds, tens, ten, ones = match.groups(default="")
    number = HUNDRED * _DIGITS.get(hundreds, 0) + _DIGITS.get(ones, 0)
    return number + TEN * _DIGITS.get(tens, 1) if ten else number


def spelt(text: str) -> int | None:
    """Read a number that is said digit by digit, as years are; None for what is no such number.

    >>> spelt("二〇二六"), spelt("二○二六"), spelt("二十")
    (2026, 2026, None)
    """
    figures = text.translate(_FIGURES)
    return int(figures) if figures.isdecimal() else None


def year_spelt(text: str) -> int:
    """Read a year said digit by digit; what is no digit, such as the letter O, stands for 0.

    >>> year_spelt("二〇二六"), year_spelt("二O二六")
    (2026, 2026)
    """
    figures = text.translate(_FIGURES)
    return int("".join(char if char.isdecimal() else "0" for char in figures))


def number(text: str) -> int | None:
    """Read a number in figures, counted, or said digit by digit; None for what is none.

    >>> number("12"), number("十二"), number("一二"), number("十二三")
    (12, 12, 12, None)
    """
    if text.isdecimal():
        return int(text)
    value = counted(text)
    return spelt(text) if value is None else value


def written(value: int) -> str:
    """Write a number below a hundred.

    >>> [written(value) for value in (9, 10, 12, 20, 31)]
    ['九', '十', '十二', '二十', '三十一']
    """
    tens, ones = divmod(value, TEN)
    head = f"{ONES[tens - 1] if tens > 1 else ''}十" if tens else ""
    return head + (ONES[ones - 1] if ones else "")
