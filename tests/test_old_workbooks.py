"""A workbook that an earlier version made is read as it was read then, for ever."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from unionxl.operations.findings import read_check
from unionxl.workbook.book.reader import read_book
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "golden" / "workbooks"
# Each workbook with the day on which it is looked at.
DAYS = {"2026-11": dt.date(2026, 5, 20)}
# What a record said in a field of its own then, and works out of another one now.
WORKED_OUT = {"Proposal": ("is_filed",)}


def _plain(value: object) -> Any:
    """Return a value of a record as JSON holds it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [field.name for field in dataclasses.fields(value)]
        names = (*fields, *WORKED_OUT.get(type(value).__name__, ()))
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return _scalar(value)


def _scalar(value: object) -> Any:
    """Return a single value as JSON holds it."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value.normalize())
    return value.isoformat() if isinstance(value, dt.date) else value


def _lost(old: Any, new: Any, place: str) -> list[str]:
    """Return where a value is no longer what it was; fields that came later are no loss."""
    if isinstance(old, dict) and isinstance(new, dict):
        gone = [f"{place}.{name}" for name in old.keys() - new.keys()]
        return gone + [
            one for name in old.keys() & new.keys() for one in _lost(old[name], new[name], name)
        ]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return [one for at, (a, b) in pairs for one in _lost(a, b, f"{place}[{at}]")]
    return [] if old == new else [f"{place}: {old!r} became {new!r}"]


def _read(name: str) -> tuple[UnionBook, list[Any]]:
    """Return the book of an old workbook, and what the check says of it."""
    path = FOLDER / f"{name}.xlsx"
    book, _ = read_book(open_workbook(path), as_of=DAYS[name])
    report = read_check(open_workbook(path), as_of=DAYS[name]).report
    found = [
        [one.rule_id, one.message, [str(place) for place in one.sources]] for one in report.standing
    ]
    return book, found


@pytest.mark.parametrize("name", DAYS)
def test_an_old_workbook_reads_to_the_same_records(
    name: str, request: pytest.FixtureRequest
) -> None:
    book, _ = _read(name)
    target = FOLDER / f"{name}.records.json"
    records = json.loads(json.dumps(_plain(book), ensure_ascii=False))
    if not target.exists() and request.config.getoption("--update-golden"):
        target.write_text(_one_a_line(records), "utf-8")
    # `--update-golden` never writes over it: what was read once is read so for ever.
    assert _lost(json.loads(target.read_text("utf-8")), records, "book") == []


def _one_a_line(records: dict[str, Any]) -> str:
    """Write records a line each, that a difference may be read."""
    parts = []
    for name, value in records.items():
        rows = value if isinstance(value, list) else None
        text = json.dumps(value, ensure_ascii=False)
        if rows:
            lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
            text = f"[\n{lines}\n]"
        parts.append(f"{json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


@pytest.mark.parametrize("name", DAYS)
def test_findings_change_only_with_a_rule_that_the_changelog_names(
    name: str, request: pytest.FixtureRequest
) -> None:
    _, found = _read(name)
    target = FOLDER / f"{name}.findings.json"
    before = json.loads(target.read_text("utf-8")) if target.exists() else []
    changed = {one[0] for one in (*before, *found) if (one in before) != (one in found)}
    if request.config.getoption("--update-golden"):
        lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in found)
        target.write_text(f"[\n{lines}\n]\n", "utf-8")
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", (ROOT / "CHANGELOG.md").read_text("utf-8")))
    assert changed <= named


def test_a_record_that_changed_is_seen() -> None:
    old = {"rows": [{"name": "甲", "amount": "1"}]}
    new = {"rows": [{"name": "甲", "amount": "2", "later": None}]}
    assert _lost(old, old, "book") == []
    assert _lost(old, new, "book") == ["amount: '1' became '2'"]
    assert _lost(new, old, "book") != []
