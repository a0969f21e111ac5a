"""The workbooks that were used last, in a file of the user's settings."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.errors import UnionXLError
from unionxl.operations.files import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 6
NAME = "window.json"
_KEY = "workbooks"


def recent_files(folder: Path) -> tuple[Path, ...]:
    """Return the workbooks, the last one first; a list that cannot be read is empty."""
    with suppress(OSError, ValueError):
        read = json.loads((folder / NAME).read_text(encoding="utf-8"))
        found = read.get(_KEY) if isinstance(read, dict) else None
        if isinstance(found, list):
            return tuple(Path(one) for one in found if isinstance(one, str) and one)[:MOST]
    return ()


def remember(folder: Path, file: Path) -> tuple[Path, ...]:
    """Put a workbook at the head of the list, and return the list.

    It is read anew first: another window may have added to it.
    """
    others = (one for one in recent_files(folder) if one != file)
    return _kept(folder, (file, *others))


def forget(folder: Path, file: Path) -> tuple[Path, ...]:
    """Take a workbook off the list, and return the list."""
    return _kept(folder, [one for one in recent_files(folder) if one != file])


def _kept(folder: Path, files: Sequence[Path]) -> tuple[Path, ...]:
    """Write the list; where that cannot be, it holds until the window is closed."""
    kept = tuple(files[:MOST])
    text = json.dumps({_KEY: [str(one) for one in kept]}, ensure_ascii=False, indent=1)
    with suppress(UnionXLError, ValueError):
        write_file(folder / NAME, text.encode())
    return kept
