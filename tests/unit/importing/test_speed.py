"""Reading a plan takes time in proportion to its lines, whatever they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bench.bench_plans import month_heads, one_month, outline, seconds
from unionxl.importing.documents import text_lines
from unionxl.importing.parser import parse_plan

if TYPE_CHECKING:
    from collections.abc import Callable

FEW, MANY = 500, 6_000
NOISE = 4  # a few lines fit into caches; what grows with the square would take twelve times


@pytest.mark.parametrize(
    "document", [month_heads, outline, one_month], ids=lambda one: one.__name__
)
def test_twelve_times_the_lines_take_no_more_than_so_much_longer(
    document: Callable[[int], str],
) -> None:
    few, many = (text_lines(document(count)) for count in (FEW, MANY))
    parse_plan(few)
    least = min(seconds(lambda: parse_plan(few)) for _ in range(3))
    assert seconds(lambda: parse_plan(many)) < NOISE * MANY / FEW * least
