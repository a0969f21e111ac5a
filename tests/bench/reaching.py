"""Which files of tests reach a module of the package, and over how many imports."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[2]
_MODULE = re.compile(r"[a-z_]+(?:\.[a-z_0-9]+)*")
# Its lists name modules in texts: whoever calls one operation may call them all.
_CATALOGUE = "unionxl.operations.catalogue"


@cache
def _modules() -> dict[str, Path]:
    """Return the modules of the package and of the tests by their names."""
    found = {}
    for path in (*(ROOT / "unionxl").rglob("*.py"), *(ROOT / "tests").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


def _named(tree: ast.AST) -> Iterator[str]:
    """Yield what a module imports, wherever it stands in it; a text may name a module, too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value.partition(":")[0]
            if _MODULE.fullmatch(name):
                yield name


@cache
def _imported(module: str) -> frozenset[str]:
    """Return the modules that one imports by itself."""
    tree = ast.parse(_modules()[module].read_text("utf-8"))
    names = {name for name in _named(tree) if name in _modules()}
    if module == _CATALOGUE:
        names |= {name for name in _modules() if name.startswith("unionxl.operations.")}
    return frozenset(names - {module})


@cache
def _distances(module: str) -> dict[str, int]:
    """Return what a module reaches, and over how many imports."""
    found, edge = {module: 0}, [module]
    for step in range(1, len(_modules())):
        edge = sorted({name for one in edge for name in _imported(one)} - found.keys())
        found |= dict.fromkeys(edge, step)
        if not edge:
            break
    return found


def tests_reaching(path: Path, tests: Iterable[Path]) -> list[Path]:
    """Return those files of tests that reach a module, the nearest first."""
    (target,) = (name for name, one in _modules().items() if one == path)
    far = {
        test: _distances(".".join(test.relative_to(ROOT).with_suffix("").parts)).get(target)
        for test in tests
    }
    near = [(step, test) for test, step in far.items() if step is not None]
    return [test for _, test in sorted(near)]
