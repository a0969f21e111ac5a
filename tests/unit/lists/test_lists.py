"""Forty lists as schools have them: what each would bring, and that it is brought once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.listbooks import LISTS, a_list_book, accepted, imported
from unionxl.lists.preview import VIEW_ID
from unionxl.tables.all import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.fakes import FakeWorkbook

SOURCES = sorted(
    path for path in LISTS.iterdir() if path.suffix not in {".py", ".pyc"} and path.is_file()
)
ID_NUMBERS = ("110105198503122343", "110105199005062346", "110105199111030035", "110105850307231")
CARD = "6222021234567890128"
# What the clerk says of lists that do not say it themselves.
ANSWERS = {
    "names": {"日期": "2026-04-10"},
    "bank-04-without-balance": {"借方是": "支出"},
    "money-01-journal": {"account:50399": "503"},
}


def _answers(source: Path) -> dict[str, str]:
    return next((said for name, said in ANSWERS.items() if source.stem.startswith(name)), {})


def _tables(workbook: FakeWorkbook) -> dict[str, object]:
    return {table.name: workbook.tables[table.name].rows for table in TABLES}


def test_there_are_forty() -> None:
    assert len(SOURCES) == 40


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_list_gives_the_expected_preview(
    source: Path, golden: Callable[[str, str], None]
) -> None:
    workbook = a_list_book()
    before = _tables(workbook)
    outcome = imported(workbook, source, dry_run=True)
    golden(f"lists/{source.stem}.txt", outcome.summary + "\n")
    assert _tables(workbook) == before
    assert not workbook.specs


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_list_imported_twice_brings_nothing_new(source: Path) -> None:
    workbook = a_list_book()
    imported(workbook, source)
    shown = str(workbook.specs[VIEW_ID])
    accepted(workbook, **_answers(source))
    once = _tables(workbook)
    assert once != _tables(a_list_book()) or "已有" in shown
    imported(workbook, source)
    accepted(workbook, **_answers(source))
    assert _tables(workbook) == once
    told = str((workbook.specs, workbook.tables, shown))
    assert not [number for number in (*ID_NUMBERS, CARD) if number in told]
