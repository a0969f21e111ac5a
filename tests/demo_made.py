"""The demo as a folder, made once a run for every day that tests look at."""

from __future__ import annotations

import atexit
import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from unionxl.operations.demo import WORKBOOK_NAME, make_demo
from unionxl.workbook.vba.sources import Host

TODAY = dt.date(2026, 5, 20)


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that nobody may change, and what was said while it was made."""

    folder: Path
    said: tuple[str, ...]

    @property
    def workbook(self) -> Path:
        """Where its workbook lies."""
        return self.folder / WORKBOOK_NAME


@cache
def demo_made(today: dt.date = TODAY, host: Host = Host.LIBREOFFICE) -> Demo:
    """Make the demo of a day; tests that write work on a copy."""
    parent = Path(tempfile.mkdtemp(prefix="unionxl-demo-"))
    atexit.register(shutil.rmtree, parent, ignore_errors=True)
    folder = parent / "示例"
    return Demo(folder, tuple(make_demo(folder, today=today, host=host)))
