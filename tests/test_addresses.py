"""No literal addresses a table, a sheet or a column outside `tables/`: a name stands in one place.

Headings that a view prints and texts for people are free to say the same words.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from unionxl.tables.all import TABLES
from unionxl.tables.program import HOSTS, RUNS

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parents[1] / "unionxl"
MODULES = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent.name != "tables"]

ALL = (*TABLES, RUNS, HOSTS)
NAMES = {table.name for table in ALL}
SHEETS = {table.sheet for table in TABLES}
HEADERS = {column.header for table in ALL for column in table.columns}
PLACES = SHEETS | HEADERS
REFERENCE = re.compile(rf"\b(?:{'|'.join(sorted(NAMES))})\[(?!#All)")
# Functions and methods whose arguments say where something stands.
ADDRESSING = {
    *("at", "SourceRef", "CellChange", "InputTarget"),
    *("read_table", "read_columns", "read_sheet", "read_ahead", "set_cells", "append_rows"),
    *("column", "position", "has", "is_header", "get", "pop", "setdefault"),
    *("nothing", "besides", "left_out_facts", "left_out_notes", "cases_of"),
}
ATTRIBUTES = {"header", "column", "sheet", "key", "table", "name"}
# What stands there as keys are tags of the Word templates, and headings of other people's lists.
OWN_KEYS = {"reporting", "importing"}


def _is_place(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in PLACES


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _compared(node: ast.Compare) -> Iterator[ast.expr]:
    """Yield what is compared with an address: `one.header == …`, `… in row`."""
    sides = (node.left, *node.comparators)
    if any(isinstance(side, ast.Attribute) and side.attr in ATTRIBUTES for side in sides):
        yield from sides
    is_sheet = isinstance(node.left, ast.Constant) and node.left.value in SHEETS
    if isinstance(node.ops[0], ast.In | ast.NotIn) and not is_sheet:
        yield node.left


def _addresses(tree: ast.AST, *, has_own_keys: bool) -> Iterator[ast.expr]:
    """Yield every expression of a module in a place that addresses something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in ADDRESSING:
            yield from node.args
            yield from (keyword.value for keyword in node.keywords)
        elif isinstance(node, ast.Compare):
            yield from _compared(node)
        elif isinstance(node, ast.Subscript) and not has_own_keys:
            yield node.slice
        elif isinstance(node, ast.Dict) and not has_own_keys:
            yield from (key for key in node.keys if key)


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the texts that only say what code does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value


def found(source: str, *, has_own_keys: bool = False) -> list[str]:
    """Return the literals in a module that address a table, a sheet or a column."""
    tree = ast.parse(source)
    told = set(_docstrings(tree))
    texts = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told
    ]
    named = [node for node in texts if node.value in NAMES or REFERENCE.search(str(node.value))]
    placed = [one for one in _addresses(tree, has_own_keys=has_own_keys) if _is_place(one)]
    return [f"line {node.lineno}: {ast.unparse(node)}" for node in (*named, *placed)]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_addressed_by_a_literal(path: Path) -> None:
    layer = path.relative_to(PACKAGE).parts[0]
    assert found(path.read_text("utf-8"), has_own_keys=layer in OWN_KEYS) == []


@pytest.mark.parametrize(
    "planted",
    [
        'TABLES = frozenset({"Plan"})',
        'book.skipped_rows.get("Dues", 0)',
        'at(entry.source, "支出金额")',
        'words.at(source=entry.source, column="支出金额")',
        'SourceRef("会员", 4)',
        'CellChange(row, "状态", value)',
        'workbook.read_sheet("收支台账")',
        'block.position("月份")',
        'row["工作内容"]',
        'row.get("工作内容")',
        'cells = {"负责人": item.owner}',
        'column.header == "备注"',
        '"来源" in row',
        'left_out.nothing("服务台账")',
        'formula = "SUM(Ledger[支出金额])"',
        "formula = f'COUNTIFS(Plan[状态],{state})'",
    ],
)
def test_a_planted_literal_is_found(planted: str) -> None:
    assert found(planted)


@pytest.mark.parametrize(
    "free",
    [
        'HEADER = ("编号", "工作内容", "负责人")',
        'Case("请核对《会员》表中的编号。")',
        '"会费" in entry.fund_source',
        "at(entry.source, Ledger.expense_amount)",
        "row[Plan.status.header]",
    ],
)
def test_headings_and_texts_are_free(free: str) -> None:
    assert not found(free)
