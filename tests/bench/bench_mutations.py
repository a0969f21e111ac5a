"""Small wrongs made on purpose in the pure layers, and how many of them the tests see.

python -m tests.bench.bench_mutations [COUNT [SEED]]

Each wrong is made in a copy of the package; the tests of its layer run over it until the first
that fails. What survives is printed with its line: a test is missing there, or the line says
nothing.
"""

from __future__ import annotations

import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
COUNT, SEED = 20, 2026
SECONDS = 600  # a wrong that makes a loop endless counts as seen
# The layers, each with the tests that hold it.
TESTS = {
    "domain": ("tests/unit/domain", "tests/unit/rules", "tests/unit/views", "tests/findings"),
    "rules": ("tests/unit/rules", "tests/findings", "tests/unit/operations"),
    "views": ("tests/unit/views", "tests/unit/operations"),
    "importing": ("tests/unit/importing", "tests/plans"),
}
OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One change of one node: the file, the number of the node in it, the line and its new text."""

    path: Path
    number: int
    line: int
    text: str
    source: str


def _changed(node: ast.AST) -> ast.AST | None:
    """Return a node with one thing in it turned into its opposite, None where there is none."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=[op]) if type(op) in OPPOSITES:
            new.ops = [OPPOSITES[type(op)]()]  # type: ignore[list-item]
        case ast.BoolOp(op=op):
            new.op = OPPOSITES[type(op)]()  # type: ignore[assignment]
        case ast.BinOp(op=ast.Add() | ast.Sub() as op, right=ast.Constant(value=int())):
            new.op = OPPOSITES[type(op)]()  # type: ignore[assignment]
        case ast.UnaryOp(op=ast.Not()):
            return new.operand
        case ast.Constant(value=bool() as value):
            new.value = not value
        case ast.Constant(value=int() as value):
            new.value = value + 1
        case _:
            return None
    return new


class _Turn(ast.NodeTransformer):
    """Turn the node with a number, counted over those that can be turned."""

    def __init__(self, number: int) -> None:
        self.number, self.seen = number, -1
        self.turned: tuple[ast.AST, ast.AST] | None = None

    def visit(self, node: ast.AST) -> ast.AST:
        changed = _changed(node)
        if changed is not None:
            self.seen += 1
            if self.seen == self.number:
                self.turned = (node, changed)
                return ast.copy_location(changed, node)
        return self.generic_visit(node)


def _wrongs(path: Path) -> Iterator[Wrong]:
    """Yield every wrong that can be made inside the functions of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for statement in function.body
        for node in ast.walk(statement)
    }
    count = -1
    for node in _in_order(tree):
        if _changed(node) is None:
            continue
        count += 1
        if id(node) in inside:
            turn = _Turn(count)
            new = ast.fix_missing_locations(turn.visit(ast.parse(path.read_text("utf-8"))))
            if turn.turned is None:
                continue
            before, after = (ast.unparse(one) for one in turn.turned)
            line = getattr(node, "lineno", 0)
            yield Wrong(path, count, line, f"{before}  ->  {after}", ast.unparse(new))


def _in_order(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _in_order(child)


def _sample(count: int, seed: int) -> Iterator[Wrong]:
    """Draw wrongs: a layer in turn, a file of it, a place in the file."""
    draw = random.Random(seed)  # noqa: S311  a sample, no secret
    layers = list(TESTS)
    for number in range(count):
        layer = layers[number % len(layers)]
        files = sorted((ROOT / "unionxl" / layer).rglob("*.py"))
        found: list[Wrong] = []
        while not found:
            found = list(_wrongs(draw.choice(files)))
        yield draw.choice(found)


def _is_seen(wrong: Wrong, bench: Path) -> bool:
    """Tell whether a test fails once the wrong is made."""
    inside = wrong.path.relative_to(ROOT)
    target = bench / inside
    target.write_text(wrong.source, "utf-8")
    tests = [one for one in TESTS[inside.parts[1]] if (ROOT / one).exists()]
    paths = [one for one in tests if any((ROOT / one).rglob("test_*.py"))]
    command = (sys.executable, "-m", "pytest", *paths, "-x", "-q", "-p", "no:cacheprovider")
    environment = {**os.environ, "PYTHONPATH": str(bench), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=bench, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    else:
        return done.returncode != 0
    finally:
        shutil.copyfile(wrong.path, target)


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:]]
    count, seed = (*numbers, *(COUNT, SEED)[len(numbers) :])
    seen = 0
    with tempfile.TemporaryDirectory() as name:
        bench = Path(name) / "main"
        leave = shutil.ignore_patterns(".git", ".*cache", "__pycache__", ".hypothesis")
        shutil.copytree(ROOT, bench, ignore=leave)
        if (ROOT.parent / "shared").exists():
            (Path(name) / "shared").symlink_to(ROOT.parent / "shared")
        for wrong in _sample(count, seed):
            is_seen = _is_seen(wrong, bench)
            seen += is_seen
            place = f"{wrong.path.relative_to(ROOT)}:{wrong.line}"
            print(f"{'killed  ' if is_seen else 'SURVIVED'} {place}  {wrong.text}", flush=True)
    print(f"killed {seen} of {count} (seed {seed})")


if __name__ == "__main__":
    main()
