from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.importing.reading import as_text, read

PLANS = Path(__file__).resolve().parents[2] / "plans"
DOCUMENTS = sorted(PLANS.glob("*.txt"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_a_plan_in_a_known_form_gives_its_items_and_nothing_else(document: Path) -> None:
    expected = document.with_suffix(".expected").read_text("utf-8")
    assert as_text(read(document.read_text("utf-8"))) == expected


def test_there_are_documents_in_many_forms() -> None:
    assert len(DOCUMENTS) >= 90
