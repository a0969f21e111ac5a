"""The chart of accounts, in two editions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class Account:
    """One account of one edition; the same code may mean another account in the other."""

    edition: str
    account_code: str
    account_name: str
    kind: str
    parent_code: str
    source: SourceRef | None
