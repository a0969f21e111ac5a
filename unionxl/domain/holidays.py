"""Public holidays and make-up workdays as the State Council announced them."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.source import SourceRef


class DayOffKind(enum.Enum):
    """What a notice says of a day; the value is the word in the workbook."""

    OFF = "放假"
    MAKEUP = "上班"


@dataclass(frozen=True, slots=True)
class HolidayDay:
    """One day that a notice names: a day off, or a weekend day to be worked.

    `year` is the year of the notice; a notice may name days of the year before or after.
    """

    year: int
    day: dt.date
    kind: DayOffKind
    name: str
    document_no: str
    source: SourceRef | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice on the holidays of a year, and where its text was read.

    `confidence` is the mark of the source: V1 the page of the State Council, V2 a copy.
    """

    year: int
    title: str
    document_no: str
    issued_on: dt.date | None
    address: str
    confidence: str
