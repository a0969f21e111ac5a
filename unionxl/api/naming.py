"""Names that do not exist, told with those that may have been meant."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from unionxl.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_NEAR = 3
LIKE = 0.5  # how much alike two names must be, of 1


def unknown(kind: str, name: object, known: Mapping[str, str], where: str) -> RequestError:
    """Return the reason to stop at a name that does not exist; `known` gives each as it is told."""
    near = nearest(str(name), known)
    told = "、".join(dict.fromkeys(near or known.values()))
    listed = f"相近的有：{told}" if near else f"可以写：{told}"
    advice = f"请核对名称，{listed}。" if known else "请核对名称。"
    return RequestError(f"没有“{name}”这个{kind}。", where=where, advice=advice)


def another_kind(name: str, what: str, advice: str, where: str) -> RequestError:
    """Return the reason to stop at a sheet of another kind than the one that is asked for."""
    return RequestError(f"《{name}》{what}。", where=where, advice=advice)


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
