"""What a text says that something cost a head, where no number of heads is given."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from unionxl.words.lists import any_of
from unionxl.words.numerals import QUARTERS

_FIGURE = r"(\d[\d,]*(?:\.\d{1,2})?)"
_EACH = re.compile(
    rf"(?:每人|人均|每位|每名|每份|每套|[名人位][，,]?各)[^\d，,。；;、]{{0,6}}{_FIGURE}元|"
    rf"{_FIGURE}元?[/／][人份套名位]|{_FIGURE}元[一每][人份套名位]"
)
_RANK = re.compile(
    rf"(?:[特{QUARTERS}]等奖|[冠亚季]军|第[一二三]名|优[胜秀]奖)(?:奖[品励金])?[:：]?{_FIGURE}元"
)
_MAY_TELL = re.compile("[元/／]")


def told_a_head(text: str, paid: Decimal) -> Decimal | None:
    """Return the greatest amount a head that a text tells, None where it tells none.

    An amount above what was paid is a standard or a plan.

    >>> told_a_head("纪念品每人120元", Decimal(600)), told_a_head("奖品600／人", Decimal(600))
    (Decimal('120'), Decimal('600'))
    """
    return _greatest(_figures(_EACH, text), paid) if _MAY_TELL.search(text) else None


def told_a_winner(text: str, paid: Decimal) -> Decimal | None:
    """Return the greatest prize that a text tells for one winner; prizes of teams are no such.

    >>> told_a_winner("拔河比赛一等奖600元、二等奖300元", Decimal(900))
    Decimal('600')
    """
    if "元" not in text or any_of("events", "集体").search(text):
        return None
    return _greatest(_figures(_RANK, text), paid)


@lru_cache(maxsize=4096)
def _figures(pattern: re.Pattern[str], text: str) -> tuple[Decimal, ...]:
    found = ("".join(match.groups(default="")) for match in pattern.finditer(text))
    return tuple(Decimal(figure.replace(",", "")) for figure in found)


def _greatest(figures: tuple[Decimal, ...], paid: Decimal) -> Decimal | None:
    return max((figure for figure in figures if figure <= paid), default=None)
