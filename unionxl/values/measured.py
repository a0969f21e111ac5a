"""Numbers as clerks write them, with the unit behind: 3小时, 400ml, 两节."""

from __future__ import annotations

import re
from decimal import Decimal

from unionxl.words.numerals import ONES, counted

_UNITS = (
    *("小时", "个小时", "学时", "课时", "个学时", "个课时", "毫升", "ml", "h"),
    *("节", "节课", "天", "日", "篇", "份", "本", "次", "场", "人", "分", "个", "件", "元"),
)
_MEASURED = re.compile(
    rf"约?(?:(?P<number>[+-]?\d{{1,12}}(?:\.\d{{1,12}})?)|(?P<counted>[{ONES}两十百零〇]{{1,7}})"
    rf"(?P<half>半|个半)?)(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})?",
    re.IGNORECASE,
)


def measured(text: str) -> Decimal | None:
    """Read a number with or without its unit; None for what names none.

    >>> [str(measured(text)) for text in ("3小时", "400ml", "两节", "12.5", "若干", "3小时5分")]
    ['3', '400', '2', '12.5', 'None', 'None']
    """
    found = _MEASURED.fullmatch(text)
    if found is None:
        return None
    if found["number"]:
        return Decimal(found["number"])
    number = counted(found["counted"]) if found["unit"] else None
    if number is None:
        return None
    return number + Decimal("0.5") if found["half"] else Decimal(number)
