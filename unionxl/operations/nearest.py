"""Names that may have been meant in place of one that does not exist."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_NEAR = 3
LIKE = 0.5  # how much alike two names must be, of 1


def nearest(name: str, known: Mapping[str, str]) -> list[str]:
    """Return how the names are told that are most like one, the nearest first.

    >>> nearest("ledgr", {"Ledger": "《收支台账》", "Plan": "《年度计划》"})
    ['《收支台账》']
    """
    plain = {one.casefold(): told for one, told in known.items()}
    asked = name.casefold().strip()
    near = difflib.get_close_matches(asked, plain, MOST_NEAR, LIKE)
    parts = [one for one in plain if asked and (asked in one or one in asked)]
    return list(dict.fromkeys(plain[one] for one in (*near, *parts)))[:MOST_NEAR]
