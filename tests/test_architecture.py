"""Layers import only downwards, pure ones know nothing of the outside, nothing grows fat."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from unionxl.rules.rule import Group

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "unionxl"
MODULES = sorted(PACKAGE.rglob("*.py"))

MAY_IMPORT = {
    "words": {"words", "errors"},
    "domain": {"words", "domain"},
    "values": {"words", "domain", "values"},
    "tables": {"domain", "values", "tables"},
    "rules": {"words", "domain", "values", "tables", "rules"},
    "views": {"words", "domain", "values", "tables", "rules", "views"},
    "importing": {"words", "domain", "importing", "errors"},
    "lists": {"words", "domain", "values", "tables", "views", "importing", "errors", "lists"},
    "resources": {"words", "domain", "importing", "errors", "resources"},
    "workbook": {
        *("words", "domain", "values", "tables", "rules", "views"),
        *("workbook", "errors", "resources"),
    },
    "reporting": {
        *("words", "domain", "tables", "rules", "views"),
        *("reporting", "errors", "resources"),
    },
    "sample": {"words", "domain", "values", "tables", "workbook", "resources", "sample", "errors"},
    "operations": {
        *("words", "domain", "values", "tables", "rules", "views", "importing", "workbook"),
        *("lists", "reporting", "sample", "operations", "errors", "resources", "buglog"),
    },
    "errors": set(),
}
PURE = {"words", "domain", "values", "tables", "rules", "views"}
# The rooms of the workbook, each with those that it may know; files beside them are the port.
ROOMS = {
    "port": set(),
    "backups": {"cells"},
    "cells": {"port", "cells"},
    "buttons": set(),
    "vba": {"buttons", "vba"},
    "book": {"port", "cells", "book"},
    "inputs": {"port", "cells", "book", "inputs"},
    "new": {"port", "buttons", "cells", "vba", "new"},
    "package": {"port", "backups", "buttons", "cells", "book", "package"},
    "live": {"port", "backups", "cells", "book", "new", "live"},
}
OUTSIDE = {
    "io",
    "lxml",
    "matplotlib",
    "openpyxl",
    "os",
    "pandas",
    "pathlib",
    "python_calamine",
    "random",
    "time",
    "xlsxwriter",
    "xlwings",
}
# The one place of the words that reads files: the lists of templates/words, each once.
READS_FILES = PACKAGE / "words" / "lists.py"
CLOCK = {"today", "now", "utcnow"}
LONGEST_MODULE = 500
LONGEST_FUNCTION = 50


def _layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _id(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", [p for p in MODULES if _layer(p) in MAY_IMPORT], ids=_id)
def test_imports_point_downwards(path: Path) -> None:
    ours = {name.split(".")[1] for name in _imports(path) if name.startswith("unionxl.")}
    assert ours <= MAY_IMPORT[_layer(path)]


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE / "workbook").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sorted((PACKAGE / "workbook").rglob("*.py")), ids=_id)
def test_rooms_of_the_workbook_know_each_other_one_way(path: Path) -> None:
    names = (name.split(".") for name in _imports(path) if name.startswith("unionxl.workbook."))
    assert {name[2] for name in names} <= ROOMS.get(_room(path), set())


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules").rglob("*.py")), ids=_id)
def test_a_group_of_rules_knows_no_other_group(path: Path) -> None:
    groups = {group.name.lower() for group in Group}
    own = set(path.relative_to(PACKAGE / "rules").parts[:-1])
    names = {name.split(".")[2] for name in _imports(path) if name.startswith("unionxl.rules.")}
    assert path.name == "catalogue.py" or names & groups <= own


@pytest.mark.parametrize("path", [p for p in MODULES if _layer(p) in PURE], ids=_id)
def test_pure_layers_know_no_file_and_no_clock(path: Path) -> None:
    outside = {name.split(".")[0] for name in _imports(path)} & OUTSIDE
    assert outside == ({"pathlib"} if path == READS_FILES else set())
    calls = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not calls & CLOCK


@pytest.mark.parametrize("path", MODULES, ids=_id)
def test_nothing_grows_fat(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


EDGES = {
    *("__init__", "__main__", "addin", "api", "build", "cli", "cli_words", "functions"),
    *("install", "office", "portable", "shipping", "window"),
}
# What shows the window; the rest of it knows no screen and is tested without one.
SHOWN = {"boxes", "look", "parts", "screen", "side", "starting"}
ASIDE = {"buglog"}  # where a fault of ours is noted


def test_every_layer_is_known() -> None:
    assert {_layer(path) for path in MODULES} <= MAY_IMPORT.keys() | EDGES | ASIDE


@pytest.mark.parametrize("path", sorted((PACKAGE / "window").rglob("*.py")), ids=_id)
def test_what_the_window_does_knows_no_screen(path: Path) -> None:
    names = _imports(path)
    is_shown = path.stem in SHOWN
    assert any(name.split(".")[0] == "tkinter" for name in names) == is_shown
    ours = {name.split(".")[2] for name in names if name.startswith("unionxl.window.")}
    assert is_shown or ours & SHOWN <= ({"screen"} if path.stem == "__init__" else set())


def _drawn(name: str) -> list[str]:
    """Return the lines of a picture of the README."""
    text = (ROOT / "README.md").read_text("utf-8").partition(f"<!-- {name} -->\n```\n")[2]
    return text.partition("\n```")[0].splitlines()


def _rows(name: str) -> list[set[str]]:
    """Return what stands beside each other, from the top."""
    found = (set(re.findall(r"\w+", line.partition("#")[0])) for line in _drawn(name))
    return [row for row in found if row]


@pytest.mark.parametrize(
    ("name", "known", "others"),
    [
        ("layers", MAY_IMPORT, (EDGES | ASIDE) - {"__init__", "__main__"}),
        ("rooms", ROOMS, set()),
    ],
)
def test_the_picture_shows_who_knows_whom(
    name: str, known: dict[str, set[str]], others: set[str]
) -> None:
    rows = _rows(name)
    assert sorted(one for row in rows for one in row) == sorted(known.keys() | others)
    for place, row in enumerate(rows):
        below = {one for lower in rows[place + 1 :] for one in lower}
        for one in row & known.keys():
            assert known[one] <= below | {one}, one


def test_the_layout_names_every_folder_and_no_other() -> None:
    named = set(re.findall(r"([a-z0-9]+)/", "\n".join(_drawn("layout"))))
    folders = {path.parent for path in MODULES} | {ROOT / "templates", ROOT / "tests"}
    folders |= {path.parent for path in (ROOT / "templates").glob("*/*")}
    folders |= {path.parent for path in (ROOT / "tests").glob("[a-z]*/*")}
    # The folders of the rules are those of the catalogue's groups.
    assert named == {one.name for one in folders if one.parent.name != "rules"}
