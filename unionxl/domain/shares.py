"""Shares as clerks write them: 0.5%, 5‰, 千分之五, 百分之零点五, 六成; and what is possible."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from unionxl.words.numerals import ONES, counted

MOST_DUES_RATE = Decimal("0.02")
WHOLE = Decimal(1)
_SCALES = {"%": 2, "‰": 3, "‱": 4}
_NUMBER = r"\d{1,12}(?:\.\d{1,12})?"
_WORD = f"[〇零两{ONES}十百点]{{1,8}}"
_SIGNED = rf"([+-]?{_NUMBER})([%‰‱])"
_OF = rf"({_NUMBER}|千|百|万|{_WORD})分之({_NUMBER}|{_WORD})"
_TENTHS = rf"([{ONES}两十]|\d{{1,2}}(?:\.\d)?)成([{ONES}半])?"
_TENTH_PLACES = 10
_DIGITS_SET = 2  # that a share in use has at most
MOST_PLACES = 12


def read_share(text: str) -> Decimal | None:
    """Return the share that a text says with its sign or in words; None for a bare number.

    >>> str(read_share("0.5 %")), str(read_share("千分之五")), str(read_share("百分之零点五"))
    ('0.005', '0.005', '0.005')
    >>> str(read_share("六成五")), str(read_share("三分之二")), read_share("0.5")
    ('0.65', '0.666666666667', None)
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if signed := re.fullmatch(_SIGNED, plain):
        return Decimal(signed[1]).scaleb(-_SCALES[signed[2]])
    if parts := re.fullmatch(_OF, plain):
        whole, part = _number(parts[1]), _number(parts[2])
        return round(part / whole, MOST_PLACES).normalize() if whole and part is not None else None
    if tenths := re.fullmatch(_TENTHS, plain):
        return _tenths(tenths[1], tenths[2])
    return None


def _tenths(whole: str, rest: str | None) -> Decimal | None:
    """Return a number of tenths, such as 六成五 or 九成半."""
    number = _number(whole)
    if number is None:
        return None
    more = (
        Decimal("0.5")
        if rest == "半"
        else Decimal(counted(rest) or 0) / _TENTH_PLACES
        if rest
        else Decimal(0)
    )
    return (number + more) / _TENTH_PLACES


def _number(text: str) -> Decimal | None:
    """Read a number below a thousand in figures or in Chinese numerals; None for what is none."""
    if text in _POWERS:
        return Decimal(_POWERS[text])
    if text[0].isascii():
        return Decimal(text)
    whole, point, fraction = text.partition("点")
    digits = [counted(word) for word in fraction]
    number = counted(whole)
    if number is None or None in digits or bool(point) != bool(digits):
        return None
    return Decimal(f"{number}.{''.join(map(str, digits)) or 0}")


_POWERS = {"百": 100, "千": 1000, "万": 10000}


def likely_share(number: Decimal, most: Decimal) -> Decimal | None:
    """Return the share that a bare number beyond the most may have meant: per cent, or per mille.

    One that nobody sets, such as 0.05 % of dues or 10.1 %, is none.

    >>> str(likely_share(Decimal("0.5"), MOST_DUES_RATE)), str(likely_share(Decimal(60), WHOLE))
    ('0.005', '0.60')
    >>> str(likely_share(Decimal(5), MOST_DUES_RATE)), likely_share(Decimal(900), WHOLE)
    ('0.005', Decimal('0.900'))
    >>> likely_share(Decimal("0.05"), MOST_DUES_RATE), likely_share(Decimal("1.01"), WHOLE)
    (None, None)
    """
    if len(number.normalize().as_tuple().digits) > _DIGITS_SET:
        return None
    meant = (number.scaleb(-2), number.scaleb(-3))
    return next((share for share in meant if most / 10 <= share <= most), None)
