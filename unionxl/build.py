"""Makes what is shipped, from the sources.

python -m unionxl.build                           the top-level unionbook.xlsm
python -m unionxl.build windows PYTHON.zip OUT    a folder (or .zip) with its own Python
python -m unionxl.build wheels OUT                the installer with wheels for every Python
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.resources import load_notices
from unionxl.shipping import build_wheels, build_windows
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.new.macros import Macros
from unionxl.workbook.package.lint import lint_package
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

TARGET = Path(__file__).resolve().parents[1] / "unionbook.xlsm"


def build(target: Path) -> None:
    """Write the workbook; the same sources give the same bytes on any day.

    It is for the last year whose holidays are announced.

    Raises:
        SystemExit: the lint found something; the target stays as it was.
    """
    year = max(notice.year for notice in load_notices())
    draft = target.with_name(f".{target.name}.draft")
    try:
        created = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
        build_blank(draft, year=year, created=created, macros=Macros(BUTTON_GROUPS))
        draft.write_bytes(open_workbook(draft).with_results())
        if faults := lint_package(draft):
            raise SystemExit("\n".join(faults))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def main(words: Sequence[str]) -> None:
    """Make what the words say; without any, the workbook."""
    parser = argparse.ArgumentParser(prog="python -m unionxl.build")
    what = parser.add_subparsers(dest="what")
    windows = what.add_parser("windows", help="a folder (or .zip) that carries its own Python")
    windows.add_argument("python", type=Path, help="python.org's embeddable zip, 64-bit")
    windows.add_argument("out", type=Path)
    windows.add_argument("--wheels", type=Path, help="a folder of wheels; else pip fetches them")
    wheels = what.add_parser("wheels", help="the installer with wheels for every Python")
    wheels.add_argument("out", type=Path)
    asked = parser.parse_args(words)
    if asked.what == "windows":
        build_windows(asked.python, asked.out, asked.wheels)
    elif asked.what == "wheels":
        build_wheels(asked.out)
    else:
        build(TARGET)


if __name__ == "__main__":
    main(sys.argv[1:])
