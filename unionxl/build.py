"""Makes the top-level unionbook.xlsm from the templates and the schema: python -m unionxl.build."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from unionxl.resources import load_notices
from unionxl.workbook.blank import build_blank
from unionxl.workbook.macros import Macros

TARGET = Path(__file__).resolve().parents[1] / "unionbook.xlsm"


def build(target: Path) -> None:
    """Write the workbook; the same sources give the same bytes on any day.

    It is for the last year whose holidays are announced.
    """
    year = max(notice.year for notice in load_notices())
    build_blank(target, year=year, created=dt.datetime(year, 1, 1, tzinfo=dt.UTC), macros=Macros())


if __name__ == "__main__":
    build(TARGET)
