from __future__ import annotations

import pytest

from unionxl.workbook.cells.theme import LOOKS

FIGURES = [
    style
    for style, look in LOOKS.items()
    if look.horizontal == "right" and "0" in look.number_format
]


@pytest.mark.parametrize("style", FIGURES)
def test_figures_keep_off_the_right_border(style: str) -> None:
    assert LOOKS[style].number_format.endswith("_ ")
    assert not LOOKS[style].indent  # which LibreOffice loses in some cells


def test_all_amounts_are_among_them() -> None:
    amounts = {style for style in LOOKS if "money" in style and "figure" not in style}
    assert amounts <= set(FIGURES)


def test_no_amount_turns_into_hashes() -> None:
    assert all(LOOKS[style].shrink for style in FIGURES if "money" in style or "rate" in style)
