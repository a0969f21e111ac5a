"""Small wrongs made on purpose in the pure layers, and how many of them the tests see.

python -m tests.bench.bench_mutations [COUNT [SEED]]

Each wrong is made in a copy of the package. The tests that reach its module run over it until the
first that fails, those of its layer and the nearest first. What survives is printed with its
line: a test is missing there, or the line says nothing.
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

from tests.bench.reaching import tests_reaching

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "tests" / "unit"
COUNT, SEED = 20, 2026
SECONDS = 600  # a wrong that makes a loop endless counts as seen
LAYERS = ("words", "domain", "rules", "views", "importing")
TESTS = (
    *("words", "domain", "tables", "rules", "views", "importing", "operations", "reporting"),
    "workbook",
)
# What these would see, the others see in less time.
SLOW = (
    *("operations/test_copying", "operations/test_creating", "operations/test_setting_up"),
    *("operations/test_year_end", "reporting/test_plain_matplotlib", "reporting/test_word"),
    *("workbook/excel", "workbook/package", "workbook/test_blank", "workbook/test_lean"),
    *("workbook/test_startsheet", "workbook/test_typing_checks", "workbook/vba"),
)
NEAREST = 6  # files of tests that run first; most wrongs are seen there
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
    for number in range(count):
        layer = LAYERS[number % len(LAYERS)]
        files = sorted((ROOT / "unionxl" / layer).rglob("*.py"))
        found: list[Wrong] = []
        while not found:
            found = list(_wrongs(draw.choice(files)))
        yield draw.choice(found)


def _quick_tests() -> list[Path]:
    """Return the files of tests that are tried."""
    files = (file for folder in TESTS for file in sorted((UNIT / folder).rglob("test_*.py")))
    return [one for one in files if not one.relative_to(UNIT).as_posix().startswith(SLOW)]


def _tests_of(wrong: Wrong) -> list[Path]:
    """Return the files of tests that reach a module, those of its layer first, then the nearest."""
    own = UNIT / wrong.path.relative_to(ROOT).parts[1]
    reaching = tests_reaching(wrong.path, _quick_tests())
    return sorted(reaching, key=lambda one: not one.is_relative_to(own))


def _is_seen(wrong: Wrong, bench: Path) -> bool:
    """Tell whether a test fails once the wrong is made."""
    tests, target = _tests_of(wrong), bench / wrong.path.relative_to(ROOT)
    target.write_text(wrong.source, "utf-8")
    try:
        return any(_fails(part, bench) for part in (tests[:NEAREST], tests[NEAREST:]) if part)
    finally:
        shutil.copyfile(wrong.path, target)


def _fails(tests: list[Path], bench: Path) -> bool:
    """Tell whether one of some tests fails in a copy of the house."""
    paths = [str(one.relative_to(ROOT)) for one in tests]
    options = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-m", "not libreoffice")
    command = (sys.executable, "-m", "pytest", *paths, *options)
    environment = {**os.environ, "PYTHONPATH": str(bench), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=bench, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


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
        if _fails(_quick_tests(), bench):
            raise SystemExit("a test fails without any wrong, so that nothing would be proved")
        for wrong in _sample(count, seed):
            is_seen = _is_seen(wrong, bench)
            seen += is_seen
            place = f"{wrong.path.relative_to(ROOT)}:{wrong.line}"
            print(f"{'killed  ' if is_seen else 'SURVIVED'} {place}  {wrong.text}", flush=True)
    print(f"killed {seen} of {count} (seed {seed})")


if __name__ == "__main__":
    main()
