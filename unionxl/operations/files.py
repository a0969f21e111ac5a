"""Files beside the workbook: read whole, written whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from unionxl.errors import CannotWriteError, ReportError, RequestError, why_not_written

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        ReportError: it is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReportError(
            "找不到这个文件，或没有权限读取。",
            where=f"文件 {path}",
            advice="请核对文件名和所在的文件夹，再试一次。",
        ) from error


def write_file(path: Path, content: bytes) -> None:
    """Write beside the target first, so that no half file ever bears its name.

    Raises:
        CannotWriteError: the folder does not take the file, or a program holds it open.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_bytes(content)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        cause, advice = why_not_written(error)
        raise CannotWriteError(
            f"没有能够写入：{cause}，原有的文件未改动。", where=f"文件 {path}", advice=advice
        ) from error


def check_new(path: Path, suffix: str) -> None:
    """Refuse a name that cannot be used, or a file that exists and may have been edited.

    Raises:
        RequestError: the name has another ending, or the file exists.
    """
    check_suffix(path, suffix)
    if path.exists():
        raise RequestError(
            "已有同名文件，未作改动。", where=f"文件 {path}", advice="请换一个文件名。"
        )


def check_suffix(path: Path, suffix: str) -> None:
    """Refuse a name that other programs would not know by its ending.

    Raises:
        RequestError: the name has another ending.
    """
    if path.suffix.lower() != suffix:
        raise RequestError(
            f"文件名须以 {suffix} 结尾。",
            where=f"文件 {path}",
            advice=f"请改为 {path.stem}{suffix}。",
        )
