"""What was made public, when and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One matter that was disclosed to the members."""

    published_on: dt.date | None
    subject: str
    category: str
    channel: str
    period: str
    handler: str
    archive_place: str
    source: SourceRef
    posted_until: dt.date | None = None
    feedback: str = ""
