"""Numbers that stand for a plan item, a member or an account, spelt a little otherwise.

`p08` means P08, and so does `Ｐ０８`: where exactly one number differs only in case, width or
spaces, that one is meant.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, MutableMapping

# The number in a record, the records that it names, and the tables where it is written.
_JOINED = (
    ("item_no", "work_items", ("ledger_entries", "activities")),
    ("member_no", "members", ("dues_payments", "service_entries")),
    ("account_code", "accounts", ("ledger_entries", "budget_lines", "work_items")),
)


def join_spellings(records: MutableMapping[str, tuple[Any, ...]]) -> None:
    """Write the numbers of records as the records that they name have them."""
    for field, home, places in _JOINED:
        known = {getattr(one, field) for one in records.get(home, ())} - {""}
        for place in places if known else ():
            there = records.get(place, ())
            meant = _meant({getattr(one, field) for one in there} - known - {""}, known)
            if meant:
                records[place] = tuple(_spelt(one, field, meant) for one in there)


def _meant(strange: Iterable[str], known: Collection[str]) -> dict[str, str]:
    """Return the known number that each strange one means, if there is but one."""
    strange = set(strange)
    if not strange:
        return {}
    by_key: dict[str, list[str]] = {}
    for number in known:
        by_key.setdefault(_key(number), []).append(number)
    found = {number: by_key.get(_key(number), []) for number in strange}
    return {number: names[0] for number, names in found.items() if len(names) == 1}


def _spelt(record: Any, field: str, meant: dict[str, str]) -> Any:  # noqa: ANN401 - of any table
    """Return a record with its number as it is known."""
    number = meant.get(getattr(record, field))
    return record if number is None else dataclasses.replace(record, **{field: number})


def _key(number: str) -> str:
    """Return a number without what clerks leave out: case, width and spaces."""
    return "".join(unicodedata.normalize("NFKC", number).casefold().split())
