"""Amounts in the numerals of vouchers and receipts: 壹仟陆佰元伍角整."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.money import yuan

if TYPE_CHECKING:
    from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_FOURS = ("", "万", "亿", "万亿")
_FEN = 100
_TEN = 10
MOST = 10 ** (4 * len(_FOURS))


def in_capitals(amount: Decimal) -> str:
    """Write an amount in capitals, by the rules for filling in bills and vouchers.

    >>> from decimal import Decimal
    >>> in_capitals(Decimal("16409.02")), in_capitals(Decimal("1600.5")), in_capitals(Decimal(0))
    ('壹万陆仟肆佰零玖元零贰分', '壹仟陆佰元伍角整', '零元整')
    >>> in_capitals(Decimal("0.05")), in_capitals(Decimal("-200"))
    ('伍分', '负贰佰元整')
    """
    fen = int(abs(yuan(amount)) * _FEN)
    whole, rest = divmod(fen, _FEN)
    if whole >= MOST:
        raise ValueError(amount)
    sign = "负" if amount < 0 and fen else ""
    dimes, cents = divmod(rest, _TEN)
    told = f"{_whole(whole)}元" if whole or not rest else ""
    if dimes:
        told += f"{_DIGITS[dimes]}角"
    elif cents and whole:
        told += "零"
    told += f"{_DIGITS[cents]}分" if cents else "整"
    return sign + told


def _whole(number: int) -> str:
    """Write the yuan; noughts between figures are one 零, those at the end none."""
    digits = str(number)
    told, owes_nought, is_filled = "", False, False
    for at, digit in enumerate(digits):
        place = len(digits) - at - 1
        if digit == "0":
            owes_nought = True
        else:
            told += "零" if owes_nought and told else ""
            told += _DIGITS[int(digit)] + _PLACES[place % 4]
            owes_nought, is_filled = False, True
        if place % 4 == 0:
            told += _FOURS[place // 4] if is_filled else ""
            is_filled = False
    return told or _DIGITS[0]
