"""Amounts in the capital numerals of vouchers: 壹仟零伍拾元叁角整."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")
WHOLE = "整"
_FEN = Decimal("0.01")
_GROUP = 10_000


def capital(amount: Decimal) -> str:
    """Write an amount of yuan in capitals, as the rules for notes of settlement ask.

    Zeros in a row are one 零, none at the end of a group; a 零 stands before the fen where there
    is no jiao. What ends with yuan or jiao is closed by 整.

    >>> from decimal import Decimal as D
    >>> [capital(D(text)) for text in ("1409.50", "6007.14", "325.04", "100", "0.05", "0")]
    ['壹仟肆佰零玖元伍角整', '陆仟零柒元壹角肆分', '叁佰贰拾伍元零肆分', '壹佰元整', '伍分', '零元整']
    """
    fen = int((abs(amount) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    words = f"{_number(yuan)}元" if yuan else ""
    words += f"{DIGITS[jiao]}角" if jiao else ("零" if yuan and cents else "")
    words += f"{DIGITS[cents]}分" if cents else WHOLE
    sign = "负" if amount < 0 and fen else ""
    return f"{sign}{words}" if fen else f"零元{WHOLE}"


def _number(value: int) -> str:
    """Write a whole number group by group, with one 零 where places between are empty."""
    written = ""
    for group, unit in _groups(value):
        lacks_thousands = group < _GROUP // 10
        zero = "零" if written and group and (lacks_thousands or written.endswith("零")) else ""
        written = written.rstrip("零") + zero + _group(group) + (unit if group else "")
        if not group and written:
            written += "零"
    return written.rstrip("零")


def _groups(value: int) -> Iterator[tuple[int, str]]:
    """Yield groups of four digits from the highest on, each with its unit."""
    groups: list[int] = []
    while value:
        value, group = divmod(value, _GROUP)
        groups.append(group)
    for place in reversed(range(len(groups))):
        yield groups[place], GROUPS[place]


def _group(value: int) -> str:
    """Write a number of up to four digits."""
    written = ""
    for place in reversed(range(len(PLACES))):
        digit = value // 10**place % 10
        if digit:
            written += DIGITS[digit] + PLACES[place]
        elif written and not written.endswith("零"):
            written += "零"
    return written.rstrip("零")
