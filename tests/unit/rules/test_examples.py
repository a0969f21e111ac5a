"""Every rule has one example file: tables in, what the clerk reads out, tables that are fine."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.assertions import RULES, findings_of
from tests.builders import BY_ARGUMENT, a_book

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook

FOLDER = Path(__file__).resolve().parents[2] / "findings"
EXAMPLES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))
}
FIRST_DAY = dt.date(2026, 1, 1)
FINE = [
    pytest.param(rule_id, case, id=f"{rule_id}: {case['why']}")
    for rule_id, example in EXAMPLES.items()
    for case in example.get("fine", ())
]


def book_of(case: dict[str, Any]) -> UnionBook:
    """Return the book of an example."""
    tables = {
        name: text for name, text in case.items() if name in BY_ARGUMENT and name != "settings"
    }
    times = {"as_of": case["as_of"]} if "as_of" in case else {}
    return a_book(settings=case.get("settings"), **times, **tables)


def _told(rule_id: str, case: dict[str, Any]) -> list[str]:
    return [f"{one.severity.value}：{one}" for one in findings_of(book_of(case), rule_id)]


def test_every_rule_has_an_example() -> None:
    assert sorted(EXAMPLES) == sorted(RULES)


@pytest.mark.parametrize("rule_id", EXAMPLES)
def test_an_example_is_told_in_these_words(rule_id: str) -> None:
    expected = EXAMPLES[rule_id]["findings"]
    assert expected
    assert _told(rule_id, EXAMPLES[rule_id]) == expected


@pytest.mark.parametrize(("rule_id", "case"), FINE)
def test_what_is_fine_is_not_told(rule_id: str, case: dict[str, Any]) -> None:
    assert _told(rule_id, case) == []


@pytest.mark.parametrize("rule_id", EXAMPLES)
def test_an_empty_book_is_not_told(rule_id: str) -> None:
    assert _told(rule_id, {"as_of": FIRST_DAY}) == []
