"""Which account of ours stands for an account of another program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.domain.source import SourceRef


@dataclass(frozen=True, slots=True)
class AccountPair:
    """An account as the other program writes it, and the code of ours."""

    foreign_account: str
    account_code: str
    source: SourceRef
