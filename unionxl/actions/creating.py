"""A new workbook."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

from unionxl.errors import CannotWriteError, RequestError
from unionxl.workbook.blank import build_blank

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from unionxl.views.layout import CellValue

SUFFIX = ".xlsx"
FIRST_YEAR, LAST_YEAR = 2000, 2099


def create_workbook(
    path: Path,
    *,
    year: int,
    unit_name: str = "",
    rows: Mapping[str, Sequence[Mapping[str, CellValue]]] | None = None,
) -> None:
    """Write a blank workbook; an existing file is never touched.

    Raises:
        RequestError: the name or the year cannot be used, or the file exists.
        CannotWriteError: the folder does not take the file.
    """
    where = f"文件 {path}"
    if path.suffix.lower() != SUFFIX:
        raise RequestError(
            f"文件名须以 {SUFFIX} 结尾。", where=where, advice=f"请改为 {path.stem}{SUFFIX}。"
        )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RequestError(
            f"年度 {year} 不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。",
            where=where,
            advice="请用 --year 写明四位年份。",
        )
    if path.exists():
        raise RequestError("已有同名文件，未作改动。", where=where, advice="请换一个文件名。")
    try:
        _write(path, year, unit_name, rows)
    except OSError as error:
        raise CannotWriteError(
            "磁盘或文件夹不接受写入，未留下任何文件。",
            where=where,
            advice="请检查文件夹是否存在、是否允许写入、磁盘是否已满。",
        ) from error


def _write(
    path: Path,
    year: int,
    unit_name: str,
    rows: Mapping[str, Sequence[Mapping[str, CellValue]]] | None,
) -> None:
    """Write beside the target first, so that no half file ever bears its name."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        build_blank(
            draft,
            year=year,
            unit_name=unit_name,
            rows=rows,
            created=dt.datetime(year, 1, 1, tzinfo=dt.UTC),
        )
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
