"""The worked examples of the README: what a stranger copies from them works.

All are put into one copy of the house and tried there, in a process of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.worked_proofs import PROOFS

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
OLD_WORKBOOK = ROOT / "tests" / "golden" / "workbooks" / "2026-11.xlsx"
# How many files a stranger writes for a task; what commands write anew is not among them.
FILES = {
    "rule": 2,
    "sheet": 3,
    "table": 4,
    "column": 2,
    "limit": 1,
    "printed": 1,
    "word": 1,
    "form": 3,
}
NEVER_COPIED = ("pictures", "*.png", ".pytest_cache", ".hypothesis")
_MARK = re.compile(r"<!-- example: (\w+) -->\n(.*?)<!-- end of example -->", re.DOTALL)
_FENCE = re.compile(
    r"""
    ^[ ]*(?:`(?P<path>[^`\n]+)`(?P<how>,[ ]new|,[ ]at[ ]the[ ]end)?:|Then:)\n+
    [ ]*```(?P<kind>\w+)\n (?P<text>.*?\n) [ ]*```$
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Change:
    """What a fenced block of an example does to a file."""

    path: str
    how: str
    text: str

    def write(self, folder: Path) -> None:
        """Make the change in a copy of the house.

        Raises:
            ValueError: it does not fit what stands there.
        """
        target = folder / self.path
        if self.how == "new":
            if target.exists():
                raise ValueError(f"{self.path} is there already")
            target.write_text(self.text, "utf-8")
            return
        before = target.read_text("utf-8")
        after = before + self.text if self.how == "at the end" else self._patched(before)
        target.write_text(after, "utf-8")

    def _patched(self, before: str) -> str:
        for hunk in re.split(r"^@@\n", self.text, flags=re.MULTILINE):
            lines = hunk.splitlines(keepends=True)
            old = "".join(line[1:] or line for line in lines if line[0] != "+")
            new = "".join(line[1:] or line for line in lines if line[0] != "-")
            if f"\n{before}".count(f"\n{old}") != 1:
                raise ValueError(f"{self.path} does not hold once:\n{old}")
            before = f"\n{before}".replace(f"\n{old}", f"\n{new}")[1:]
        return before


@dataclass(frozen=True)
class Example:
    """What the README says of one task: changes, and the command to run after them."""

    name: str
    changes: tuple[Change, ...]
    command: str


def _example(name: str, text: str) -> Example:
    fences = list(_FENCE.finditer(text))
    changes = tuple(
        Change(one["path"], (one["how"] or "").lstrip(", "), one["text"])
        for one in fences
        if one["path"]
    )
    (command,) = (one["text"] for one in fences if not one["path"])
    assert len(fences) == text.count("```") / 2, f"{name}: a block without its file"
    return Example(name, changes, command)


EXAMPLES = {name: _example(name, text) for name, text in _MARK.findall(README.read_text("utf-8"))}


def _copy(folder: Path) -> Path:
    """Copy all that an example may touch."""
    for name in ("unionxl", "templates", "tests"):
        ignored = shutil.ignore_patterns(*NEVER_COPIED)
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("README.md", "pyproject.toml", "unionbook.xlsm"):
        shutil.copy2(ROOT / name, folder)
    return folder


def _tried(folder: Path, *examples: Example) -> subprocess.CompletedProcess[str]:
    """Run the commands and the proofs of examples that stand in a copy of the house."""
    words = [word for one in examples for word in (one.name, one.command)]
    return subprocess.run(
        [sys.executable, "-m", "tests.worked_proofs", str(OLD_WORKBOOK), *words],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what is said when all examples are tried in one copy."""
    folder, fitting, misfits = _copy(tmp_path_factory.mktemp("house")), [], ""
    for one in EXAMPLES.values():
        try:
            for change in one.changes:
                change.write(folder)
        except (ValueError, OSError) as error:
            misfits += f"{one.name}: {error}\n"
        else:
            fitting.append(one)
    done = _tried(folder, *fitting)
    return done.stdout + done.stderr + misfits


def test_every_task_has_its_example() -> None:
    assert EXAMPLES.keys() == PROOFS.keys()
    assert {name: len(one.changes) for name, one in EXAMPLES.items()} == FILES


@pytest.mark.parametrize("name", PROOFS)
def test_an_example_works(name: str, told: str) -> None:
    assert f"proved {name}\n" in told, told


def test_an_example_that_no_longer_works_is_seen(tmp_path: Path) -> None:
    one = EXAMPLES["limit"]
    (change,) = one.changes
    broken = replace(one, changes=(replace(change, text=change.text.replace("900", "9000")),))
    assert broken != one
    broken.changes[0].write(_copy(tmp_path))
    done = _tried(tmp_path, broken)
    assert "event-gift-over-limit" in done.stderr
    assert "proved" not in done.stdout


def test_a_block_that_fits_nowhere_is_seen() -> None:
    stray = Change("unionxl/tables/all.py", "", " no such line\n+another\n")
    with pytest.raises(ValueError, match="does not hold once"):
        stray.write(ROOT)
    there = Change("unionxl/tables/all.py", "new", "")
    with pytest.raises(ValueError, match="there already"):
        there.write(ROOT)
