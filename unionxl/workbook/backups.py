"""Dated copies of a workbook: their names, and how many are kept."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from pathlib import Path

from unionxl.workbook.cells import limits

FOLDER = "备份"
APPLICATION = "工会工作"


def local_time() -> dt.datetime:
    """Return the time on the clerk's clock."""
    return dt.datetime.now().astimezone()


def own_folder() -> Path:
    """Return the clerk's folder for copies that cannot lie beside the workbook."""
    return Path.home() / "Documents" / APPLICATION


def backup_path(folder: Path, workbook: str, now: dt.datetime) -> Path:
    """Return a free name for a copy; two in one second get different names."""
    stem, suffix = _split(workbook)
    dated = f"{stem}-{now:%Y%m%d-%H%M%S}"
    target = folder / f"{dated}{suffix}"
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{dated}-{number}{suffix}"
    return target


def backups_of(folder: Path, workbook: str) -> tuple[Path, ...]:
    """Return the copies of a workbook in a folder, the oldest first."""
    stem, suffix = _split(workbook)
    pattern = re.compile(rf"{re.escape(stem)}-(\d{{8}}-\d{{6}})(?:-(\d+))?{re.escape(suffix)}")
    dated = []
    for copy in folder.iterdir() if folder.is_dir() else ():
        match = pattern.fullmatch(copy.name)
        if match:
            dated.append((match[1], int(match[2] or 1), copy))
    return tuple(copy for *_, copy in sorted(dated))


def drop_old_backups(folder: Path, workbook: str) -> None:
    """Keep the newest copies of a workbook; what cannot be deleted stays."""
    for copy in backups_of(folder, workbook)[: -limits.KEPT_BACKUPS]:
        with contextlib.suppress(OSError):
            copy.unlink()


def _split(workbook: str) -> tuple[str, str]:
    """Return the name of a workbook file without and with its ending."""
    stem, dot, suffix = workbook.rpartition(".")
    return (stem, dot + suffix) if stem else (workbook, "")
