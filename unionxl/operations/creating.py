"""A new workbook."""

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.errors import CannotWriteError, RequestError, why_not_written
from unionxl.operations.arrangement import BUTTON_GROUPS
from unionxl.workbook.live.user_settings import remember_interpreter
from unionxl.workbook.new.blank import build_blank
from unionxl.workbook.new.macros import Macros, interpreter_options
from unionxl.workbook.package.workbook import open_workbook
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from unionxl.views.layout import CellValue

PLAIN, WITH_MACROS = ".xlsx", ".xlsm"
FIRST_YEAR, LAST_YEAR = 2000, 2099


def create_workbook(
    path: Path,
    *,
    year: int,
    unit_name: str = "",
    rows: Mapping[str, Sequence[Mapping[str, CellValue]]] | None = None,
    host: Host = Host.EXCEL,
) -> None:
    """Write a blank workbook; an existing file is never touched.

    The end of its name says whether it has buttons: .xlsm has, made for the program `host` and
    for the Python that runs now; .xlsx has none.

    Raises:
        RequestError: the name or the year cannot be used, or the file exists.
        CannotWriteError: the folder does not take the file.
    """
    _check_request(path, year)
    where = f"文件 {path}"
    try:
        if path.exists():
            raise RequestError("已有同名文件，未作改动。", where=where, advice="请换一个文件名。")
        macros = None
        if path.suffix.lower() == WITH_MACROS:
            macros = Macros(BUTTON_GROUPS, host, interpreter_options())
        build = partial(
            _build,
            year=year,
            unit_name=unit_name,
            rows=rows,
            created=dt.datetime(year, 1, 1, tzinfo=dt.UTC),
            macros=macros,
        )
        _write(path, build)
        if macros:
            with suppress(OSError):  # a click then says that it is not connected
                remember_interpreter(macros.options, Path.home(), sys.platform)
    except OSError as error:
        cause, advice = why_not_written(error)
        raise CannotWriteError(
            f"没有能够写入：{cause}，未留下任何文件。", where=where, advice=advice
        ) from error


def _check_request(path: Path, year: int) -> None:
    """Refuse a name or a year that cannot be used."""
    where = f"文件 {path}"
    suffix = path.suffix.lower()
    if suffix not in (PLAIN, WITH_MACROS):
        raise RequestError(
            f"文件名须以 {WITH_MACROS}（带按钮）或 {PLAIN}（不带按钮）结尾。",
            where=where,
            advice=f"请改为 {path.stem}{WITH_MACROS}。",
        )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RequestError(
            f"年度 {year} 不在 {FIRST_YEAR} 至 {LAST_YEAR} 之间。",
            where=where,
            advice="请写四位年份，如 2026。",
        )


def _build(
    path: Path,
    *,
    year: int,
    unit_name: str,
    rows: Mapping[str, Sequence[Mapping[str, CellValue]]] | None,
    created: dt.datetime,
    macros: Macros | None,
) -> None:
    """Write the workbook, every formula with its result."""
    build_blank(path, year=year, unit_name=unit_name, rows=rows, created=created, macros=macros)
    path.write_bytes(open_workbook(path).with_results())


def _write(path: Path, build: Callable[[Path], None]) -> None:
    """Write beside the target first, so that no half file ever bears its name."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        build(draft)
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
