"""Makes the top-level unionbook.xlsm from the templates and the schema: python -m unionxl.build."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.resources import load_notices
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.new.macros import Macros
from unionxl.workbook.package.lint import lint_package

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
        if faults := lint_package(draft):
            raise SystemExit("\n".join(faults))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


if __name__ == "__main__":
    build(TARGET)
