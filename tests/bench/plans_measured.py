"""How well real plan documents are read: by kind, against the listings that lie beside them.

`python -m tests.bench.plans_measured [FOLDER…] [-v]` prints the table; the scorer is the one that
lies with the documents.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.shared import SHARED
from unionxl.errors import UnionXLError
from unionxl.operations.plan_reading import plans_json
from unionxl.operations.plans import read_plans

FOLDERS = (SHARED / "plans2", SHARED / "plans")
COLUMNS = ("expected", "found", "doubtful", "invented", "wrong month", "glued", "told", "lost")


@dataclass(slots=True)
class Measured:
    """What one document gave, or all of a kind."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the expected items that were found."""
        return self.counts["found"] / max(1, self.counts["expected"])

    @property
    def wrong(self) -> int:
        """Items that are untrue and not marked doubtful."""
        return self.counts["invented"] + self.counts["wrong month"] + self.counts["glued"]

    def add(self, other: Measured) -> None:
        """Take in another document."""
        self.counts += other.counts
        self.faults += other.faults


def scorer(folder: Path) -> Any:
    """Return the scorer that lies with the documents of `plans2`."""
    spec = importlib.util.spec_from_file_location("plans_measure", folder / "measure.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def listings(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the listings of a folder by the names of their files."""
    paths = sorted(folder.glob("*.json"))
    found = {path.stem: json.loads(path.read_text("utf-8")) for path in paths}
    return {name: listing for name, listing in found.items() if "plans" in listing}


def measure(judge: Any, listing: dict[str, Any], document: Path) -> Measured:
    """Read a document as `plan read --json` does and hold it against its listing."""
    got, run = None, SimpleNamespace(returncode=0, stderr="")
    try:
        got = plans_json(read_plans(str(document)))
    except UnionXLError as error:
        run = SimpleNamespace(returncode=2, stderr=str(error))
    source = document.read_text("utf-8") if document.suffix == ".txt" else ""
    hits, doubtful, wrong, lost, told = judge(listing, got, run, source)
    expected = sum(len(plan["entries"]) for plan in listing["plans"])
    entries = [one for plan in (got or {"plans": []})["plans"] for one in plan["entries"]]
    if listing.get("may_refuse") and not entries and (told or run.returncode):
        expected, lost = 0, []
    found = Measured()
    kinds = {"glued": "glued", "wrong month": "wrong month", "wrong year": "wrong month"}
    found.counts.update(kinds.get(one[0], "invented") for one in wrong)
    found.counts.update(expected=expected, found=hits, doubtful=doubtful)
    found.counts.update(told=len(told), lost=len(lost))
    found.faults = [f"{document.name}: {' '.join(map(str, one))}" for one in (*wrong, *lost)]
    if hits < expected:
        found.faults.append(f"{document.name}: {hits} of {expected}, told {len(told)}: {told[:9]}")
    return found


def by_kind(folders: tuple[Path, ...] = FOLDERS) -> dict[str, Measured]:
    """Measure every document of some folders, kind by kind."""
    judge = scorer(FOLDERS[0]).judge
    kinds: defaultdict[str, Measured] = defaultdict(Measured)
    for folder in folders:
        for listing in listings(folder).values():
            kind = listing.get("kind") or folder.name
            kinds[kind].add(measure(judge, listing, folder / listing["file"]))
    return dict(kinds)


def table(kinds: dict[str, Measured]) -> str:
    """Return the figures as a table, the sum at its end."""
    total = Measured()
    for one in kinds.values():
        total.add(one)
    rows = [f"{'kind':22}" + "".join(f"{name:>12}" for name in COLUMNS) + f"{'recall':>9}"]
    for kind, one in (*sorted(kinds.items()), ("all", total)):
        figures = "".join(f"{one.counts[name]:12}" for name in COLUMNS)
        rows.append(f"{kind:22}{figures}{one.recall:9.3f}")
    return "\n".join(rows)


if __name__ == "__main__":
    named = tuple(Path(one) for one in sys.argv[1:] if one != "-v")
    measured = by_kind(named or FOLDERS)
    if "-v" in sys.argv:
        print("\n".join(fault for one in measured.values() for fault in one.faults))
    print(table(measured))
