"""The workbook as a Python program has it."""

from __future__ import annotations

import datetime as dt
import threading
import warnings
from typing import TYPE_CHECKING, Literal, Self

from unionxl.api.opening import opened
from unionxl.api.turns import in_turn
from unionxl.errors import RequestError
from unionxl.tables.all import TABLES

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    import pandas as pd
    import xlwings as xw
    from openpyxl.worksheet.worksheet import Worksheet

    from unionxl.api.making import Result
    from unionxl.api.opening import Opened
    from unionxl.tables.model import Table

Money = Literal["decimal", "float"]


def open(source: str | os.PathLike[str] | xw.Book | None = None) -> Book:  # noqa: A001 - as in `PIL.Image.open`
    """Open a workbook of the union.

    A file is read at once and written only by `Book.save`. A workbook that is open in Excel shows
    every change as it is made.

    Args:
        source: the path of an .xlsx or .xlsm file, or a workbook of xlwings; without it, the
            workbook whose macro called Python (`xlwings.Book.caller()`).

    Returns:
        The workbook; it can be used in a `with` statement.

    Raises:
        UnionXLError: a sentence that says why it cannot be opened: no such file, another kind of
            file, a password, no unionbook, nobody who called.
    """
    notes: list[str] = []
    return Book(opened(source, notes.append), notes)


class Book:
    """A workbook of the union, opened by `unionxl.open`.

    Every method raises `UnionXLError` with one sentence (where, what, what to do) for what it
    cannot do, and leaves the workbook as it was. Amounts are in yuan, shares are parts of 1.
    """

    def __init__(self, workbook: Opened, notes: list[str]) -> None:
        self._workbook: Opened | None = workbook
        self._notes = notes
        self._turn = threading.RLock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<unionxl.Book {self._workbook.path if self._workbook else '(closed)'}>"

    @property
    def path(self) -> Path:
        """Where the workbook lies."""
        return self._now().path

    @in_turn
    def frame(self, table: str, *, money: Money = "decimal") -> pd.DataFrame:
        """Return an input table as a frame.

        A row of the sheet that holds anything is a row of the frame; headers and totals inside a
        table are none. The index, `row`, is the number of the row on the sheet, as in `findings`.
        The columns are those of the sheet under their headers, the clerk's own included, and last
        `errors`: what stands in cells that could not be read, a missing value in their columns,
        and an empty text in rows where all could be.

        Types: dates datetime64[ns], counts Int64, yes and no boolean, texts string, codes string
        (they keep their noughts), words of a list category, a month period[M], several months a
        tuple of periods. An empty cell is a missing value; an empty amount that means nothing
        (income, expense, budget) is 0.

        Args:
            table: the name of the sheet or of its table, such as "收支台账" or "Ledger".
            money: "decimal" has amounts, numbers and shares as `decimal.Decimal`, exact to the
                fen; "float" has them as float64.

        Raises:
            UnionXLError: there is no such table (the nearest names are told), a column is gone, or
                the settings do not tell the year.
        """
        from unionxl.api.frames import settings_of, table_frame

        workbook, is_float = self._now(), _is_float(money)
        asked = self._table(table)
        return table_frame(workbook, asked, settings_of(workbook), is_float=is_float)[1]

    @in_turn
    def frames(self, *, money: Money = "decimal") -> dict[str, pd.DataFrame]:
        """Return every input table as `frame` does, by the name of its sheet, in their order.

        Tables that an older workbook does not have yet are left out.

        Raises:
            UnionXLError: a table that must be there is missing, or a column of one.
        """
        from unionxl.api.frames import settings_of, table_frame

        workbook, is_float = self._now(), _is_float(money)
        there = set(workbook.table_names())
        tables = [one for one in TABLES if one.name in there or not one.is_optional]
        known = settings_of(workbook)
        return dict(table_frame(workbook, one, known, is_float=is_float) for one in tables)

    @in_turn
    def findings(
        self, *, today: dt.date | str | None = None, rule: str | None = None
    ) -> pd.DataFrame:
        """Check the tables and return what was found; nothing is changed.

        One finding a row, the gravest first, with the columns of `unionxl check --json`: rule_id,
        severity (an ordered category, 提示 < 请核对 < 必须更正), message, advice, basis, and sheet,
        row and column of the first cell, where there is one; `sources` lists all cells. What the
        clerk has marked as looked into is left out.

        Args:
            today: the day to check as of, a date or "2026-05-20"; without it, today.
            rule: the name of one rule, to see its findings only.

        Raises:
            UnionXLError: a table is missing, or there is no such rule.
        """
        from unionxl.api.frames import findings_frame
        from unionxl.buglog import log_bug
        from unionxl.operations.findings import read_check

        as_of = _day(today)
        done = read_check(self._now(), as_of=as_of, rule_id=rule, on_bug=log_bug)
        return findings_frame(done.report.standing)

    @in_turn
    def make(
        self, operation: str, *, today: dt.date | str | None = None, **words: object
    ) -> Result:
        """Do what a button does, without asking; nothing is saved until `save`.

        A file changes in memory only; Excel shows the new sheets at once. What was typed on
        generated sheets goes back to the tables first, as with a click. Pictures, reports and
        calendar files are written beside the workbook at once.

        Args:
            operation: its id in the catalogue, such as "month", "all_months", "calendar", "check",
                "budget", "dues", "charts", "close", "import_plan", "report".
            today: the day to work as of, a date or "2026-05-20"; without it, today.
            words: what the command takes, under the same names: `month="2026-03"`, `out=...`,
                `document=...`, `last=...`, `plan=2`.

        Returns:
            What was done: a sentence, notes, and the names of the sheets that were made.

        Raises:
            UnionXLError: there is no such operation, word or month, or the workbook cannot be
                changed. Nothing was changed then.
        """
        from unionxl.api.making import Result, made

        done = made(self._now(), operation, words, _day(today))
        return Result(done.summary, (*done.notes, *self._told()), done.sheets)

    @in_turn
    def save(self) -> Path | None:
        """Save what was changed, whole or not at all; the state before is kept as a dated copy.

        What there is to say about it (a protected sheet whose table could not be lengthened) is
        given as a `UserWarning`.

        Returns:
            The copy, in the folder 备份 beside the workbook; None if nothing was changed by `make`.

        Raises:
            UnionXLError: the file is open elsewhere, was changed since it was opened, or the disk
                does not take it. The file is as it was.
        """
        kept = self._now().save()
        for note in self._told():
            warnings.warn(note, stacklevel=3)  # where the program called
        return kept

    @in_turn
    def to_openpyxl(self, sheet: str) -> Worksheet:
        """Return a generated sheet as a worksheet of openpyxl, to restyle it or to copy from it.

        It stands alone in a new workbook in memory (`worksheet.parent`) with its values, styles,
        widths, merged cells, pictures and page setup, without protection and without links to the
        other sheets. Save it under another name; the workbook itself stays as it is.

        Args:
            sheet: the name of the sheet, such as "3月" or "检查结果".

        Raises:
            UnionXLError: there is no such sheet, or it is not a generated one.
        """
        from unionxl.api.worksheets import worksheet

        workbook = self._now()
        generated = {name: f"《{name}》" for name in workbook.generated_sheets().values()}
        if sheet in generated:
            return worksheet(workbook, sheet)
        from unionxl.api.naming import another_kind, unknown

        where = self._where(workbook)
        if sheet in workbook.sheet_names():
            is_table = sheet in {
                workbook.read_table(one.name).sheet for one in _tables_of(workbook)
            }
            there = "、".join(generated.values())
            others = f"请在生成的表中选一张：{there}。" if there else "请先用 make 生成一张。"
            advice = "填写用的表请用 frame 读取。" if is_table else others
            raise another_kind(sheet, "不是生成的表", advice, where)
        raise unknown("生成的表", sheet, generated, where)

    def close(self) -> None:
        """Let the workbook go; what was not saved of a file is gone, Excel stays as it is."""
        self._workbook = None

    def _now(self) -> Opened:
        """Return the workbook as it is now."""
        if self._workbook is None:
            raise RequestError(
                "已经关闭。", where="工作簿", advice="请再打开一次，或在 with 之内使用。"
            )
        self._workbook.look_again()
        return self._workbook

    def _told(self) -> tuple[str, ...]:
        """Return what the workbook had to say since the last time."""
        told = tuple(self._notes)
        self._notes.clear()
        return told

    def _table(self, name: str) -> Table:
        """Return the table that a name means: its own or that of its sheet."""
        asked = str(name).strip().casefold()
        for table in TABLES:
            if asked in {table.name.casefold(), table.sheet.casefold()}:
                return table
        workbook = self._now()
        for table in _tables_of(workbook):
            if workbook.read_table(table.name).sheet.casefold() == asked:
                return table  # the clerk has renamed its sheet
        from unionxl.api.naming import another_kind, unknown

        where = self._where(workbook)
        told = {one: f"《{one.sheet}》（{one.name}）" for one in TABLES}
        if name in workbook.sheet_names():
            others = f"请在填写用的表中选一张：{'、'.join(told.values())}。"
            is_made = name in workbook.generated_sheets().values()
            advice = "生成的表请用 to_openpyxl 取得。" if is_made else others
            raise another_kind(name, "不是填写用的表", advice, where)
        known = {name: told[one] for one in TABLES for name in (one.sheet, one.name)}
        raise unknown("填写用的表", name, known, where)

    @staticmethod
    def _where(workbook: Opened) -> str:
        return f"工作簿《{workbook.path.name}》"


def _tables_of(workbook: Opened) -> tuple[Table, ...]:
    """Return the input tables that a workbook has."""
    there = set(workbook.table_names())
    return tuple(one for one in TABLES if one.name in there)


def _is_float(money: str) -> bool:
    """Tell which kind of numbers is asked for."""
    kinds: Mapping[str, bool] = {"decimal": False, "float": True}
    if money not in kinds:
        raise RequestError(
            f"“{money}”不是数的一种。", where="参数 money", advice="请写 decimal 或 float。"
        )
    return kinds[money]


def _day(today: dt.date | str | None) -> dt.date:
    """Return the day that is meant."""
    if today is None:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.date.fromisoformat(str(today)[:10])
    except ValueError:
        raise RequestError(
            f"“{today}”不是日期。", where="参数 today", advice="请写成 2026-03-01 的样子。"
        ) from None
