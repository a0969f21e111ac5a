"""The real plans that lie beside the repository, scored by the scorer that lies with them."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import pytest

from tests.shared import need_shared
from unionxl.importing.documents import read_document
from unionxl.importing.model import to_json
from unionxl.importing.parser import parse_plan

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.shared
IDS = (
    "000_3c336607cfff9ede",
    "001_38c110f15c4da70d",
    "002_8ccefe1988ecdd8f",
    "003_320ad37540ddf90c",
    "004_884a7fbde2c7983e",
)


def _scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("plan_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("key", IDS)
def test_every_item_of_a_real_plan_is_found_and_nothing_else(key: str) -> None:
    folder = need_shared("plans")
    scorer = _scorer(folder)
    listing = scorer.listings()[key]
    imported: Any = to_json(parse_plan(read_document(folder / listing["file"])))
    pairs = [(one["months"], one["text"]) for plan in imported["plans"] for one in plan["entries"]]
    told = [one["text"] for one in imported["not_understood"]]
    scored = scorer.score(listing, pairs, told)
    assert (scored["recall"], scored["precision"]) == (1.0, 1.0), scored
    assert not told


@pytest.mark.parametrize("key", IDS)
def test_the_plans_of_a_real_document_are_told_apart(key: str) -> None:
    folder = need_shared("plans")
    listing = _scorer(folder).listings()[key]
    plans = parse_plan(read_document(folder / listing["file"])).plans
    found = [(plan.index, plan.year, plan.has_arrangement) for plan in plans]
    assert found == [
        (one["index"], one["year"], one["has_arrangement"]) for one in listing["plans"]
    ]
