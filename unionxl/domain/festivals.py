"""Festivals as rules: a solar date, a lunar date, a weekday of a month, a solar term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Festival:
    """One festival.

    `rule` is one of `公历 3-8`, `农历 8-15`, `农历 除夕`, `星期 5-2-日` (second Sunday of May),
    `节气 清明`. `spellings` are the other forms met in plans; `gift_allowed` tells whether it is
    one of the 年节 for which festival goods may be given.
    """

    name: str
    rule: str
    gift_allowed: bool | None
    audience: str
    spellings: tuple[str, ...] = ()
    source: SourceRef | None = None
