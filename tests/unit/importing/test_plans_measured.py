"""Real plan documents in many layouts, scored by the scorer that lies with them."""

from __future__ import annotations

import pytest

from tests.bench.plans_measured import FOLDERS, by_kind, table
from tests.shared import need_shared

pytestmark = pytest.mark.shared
LEAST_RECALL = 0.95
MOST_DOUBTFUL = 0.15


def test_of_real_plans_nothing_is_invented_misplaced_or_lost() -> None:
    for folder in FOLDERS:
        need_shared(folder.name)
    kinds = by_kind()
    found = sum(one.counts["found"] for one in kinds.values())
    expected = sum(one.counts["expected"] for one in kinds.values())
    doubtful = sum(one.counts["doubtful"] for one in kinds.values())
    faults = [fault for one in kinds.values() for fault in one.faults]
    assert sum(one.wrong for one in kinds.values()) == 0, (table(kinds), faults)
    assert sum(one.counts["lost"] for one in kinds.values()) == 0, (table(kinds), faults)
    assert found >= LEAST_RECALL * expected, (table(kinds), faults)
    assert doubtful <= MOST_DOUBTFUL * found, table(kinds)
