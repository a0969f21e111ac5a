"""What the start script of a folder with its own Python does: connect the workbook, open it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.errors import UnionXLError
from unionxl.install import WORKBOOK, dropped_file
from unionxl.tables.program import HOSTS
from unionxl.values.text import as_text
from unionxl.workbook.live.user_settings import KEYS, is_trusted
from unionxl.workbook.package.workbook import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NOT_DONE = 1
WITH_MACROS = ".xlsm"
_WIN32 = "win32"


def workbook_of(here: Path, dropped: Path | None) -> Path | None:
    """Return the workbook to open: the dropped one, ours, or the only one of the folder."""
    if dropped:
        return dropped if dropped.suffix.lower() == WITH_MACROS and dropped.is_file() else None
    if (here / WORKBOOK).is_file():
        return here / WORKBOOK
    found = [one for one in here.glob(f"*{WITH_MACROS}") if not one.name.startswith("~$")]
    return found[0] if len(found) == 1 else None


def is_connected(book: Path, python: Path, home: Path) -> bool:
    """Tell whether the buttons of a workbook start the Python of this folder, and may."""
    key = KEYS[_WIN32]
    try:
        block = open_workbook(book).read_table(HOSTS.name)
    except UnionXLError:
        return False
    options = {as_text(row[0]): as_text(row[1]) for row in block.rows}
    value = options.get(key, "")
    same = os.path.normcase(os.path.expandvars(value)) == os.path.normcase(str(python))
    return bool(value) and same and is_trusted(value, key, home, _WIN32)


def start(here: Path, dropped: Path | None, opens: Callable[[Path], None]) -> int:
    """Open the workbook; connect it before, where it is not yet."""
    book = workbook_of(here, dropped)
    if book is None:
        sys.stdout.write(
            f"没有找到工作簿 {dropped or here / WORKBOOK}。\n"
            "请把您的工作簿（.xlsm）拖到“打开工会工作簿.cmd”上。\n"
        )
        return NOT_DONE
    python = Path(sys.executable)
    if not is_connected(book, python.with_name("pythonw.exe"), Path.home()):
        command = (str(python), "-X", "utf8", "-m", "unionxl", "setup", str(book))
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own Python
            return NOT_DONE
    opens(book)
    return 0


def open_file(path: Path) -> None:
    """Open a file with its program, as a double click does."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the workbook of the clerk


def main(arguments: Sequence[str]) -> int:
    """Do what the start script asks."""
    here, *rest = arguments
    dropped = dropped_file(os.environ.get("UNIONXL_COMMAND", ""), " ".join(rest))
    return start(Path(here.removeprefix("--here=")), dropped, open_file)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
