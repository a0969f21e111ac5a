"""Formulas of calculated columns, moved from one row to another."""

from __future__ import annotations

import re

from unionxl.workbook.cells.addresses import MAX_ROW

# Texts, quoted sheet names and structured references hold no cell addresses.
_TOKEN = re.compile(
    r"""
    # "text", [@金额], $A$1
    (?P<kept>"[^"]*"|'[^']*'|\[(?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*\])|(?<![\w.$])
    (?P<column>\$?[A-Za-z]{1,3})(?P<fixed>\$?)(?P<row>[1-9][0-9]{0,6})(?![\w.(!])
    """,
    re.VERBOSE,
)


def moved_formula(formula: str, rows: int) -> str:
    """Return a formula as it reads so many rows further down.

    >>> moved_formula("SUM(F4,G$4)*Plan[[#This Row],[预算金额]]", 3)
    'SUM(F7,G$4)*Plan[[#This Row],[预算金额]]'
    """

    def moved(match: re.Match[str]) -> str:
        if match["kept"] or match["fixed"]:
            return match[0]
        row = int(match["row"]) + rows
        return f"{match['column']}{row}" if 1 <= row <= MAX_ROW else "#REF!"

    return _TOKEN.sub(moved, formula)
