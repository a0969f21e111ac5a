"""A long pattern is grammar: it is spread over lines, and words stand in lists."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[3] / "unionxl"
LONGEST_ON_ONE_LINE = 100
MODULES = sorted(PACKAGE.rglob("*.py"))


def _length(node: ast.AST) -> int:
    """Return how many characters of a pattern stand in the code."""
    if isinstance(node, ast.Constant):
        return len(node.value) if isinstance(node.value, str) else 0
    if isinstance(node, ast.BinOp):
        return _length(node.left) + _length(node.right)
    return sum(map(_length, node.values)) if isinstance(node, ast.JoinedStr) else 0


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_long_pattern_is_verbose(path: Path) -> None:
    text = path.read_text("utf-8")
    calls = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
    ]
    long = [call for call in calls if call.args and _length(call.args[0]) > LONGEST_ON_ONE_LINE]
    dense = [call.lineno for call in long if "re.VERBOSE" not in ast.unparse(call)]
    assert dense == []
