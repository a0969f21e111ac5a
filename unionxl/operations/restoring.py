"""The newest copy of a workbook back in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.operations.outcome import Outcome
from unionxl.workbook.package.saving import newest_backup, restore_backup

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


def restore_newest(path: Path, *, now: dt.datetime, host_has_it_open: bool = False) -> Outcome:
    """Put the newest copy back; what the file holds now becomes a copy, so that it can return.

    Raises:
        RequestError: there is no copy that differs from the file.
        WorkbookError: the file or the copy cannot be used; nothing was changed.
    """
    backup = _newest(path)
    kept = restore_backup(path, backup, now, host_has_it_open=host_has_it_open)
    return Outcome(
        f"已恢复到备份《{backup.name}》的内容。",
        notes=("想回到恢复之前，请再恢复一次。",),
        backup=kept,
    )


def check_restorable(path: Path) -> None:
    """Refuse early when there is nothing to put back.

    Raises:
        RequestError: there is no copy that differs from the file.
        WorkbookError: the file is missing.
    """
    _newest(path)


def _newest(path: Path) -> Path:
    """Return the newest copy that differs from the file."""
    backup = newest_backup(path)
    if backup is None:
        raise RequestError(
            "还没有备份，没有可以恢复的内容。",
            where=f"文件《{path.name}》",
            advice="用按钮或命令改动过工作簿之后就有；每次改动前都会自动备份。",
        )
    return backup
