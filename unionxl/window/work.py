"""What the window has done in the background; what it needs is imported then."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from unionxl.errors import UnionXLError
from unionxl.operations.operation import Place
from unionxl.window.model import SHEETS, SHOW_SHEETS, Known, Report
from unionxl.window.worker import Done

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from unionxl.operations.outcome import Outcome
    from unionxl.window.model import Wish
    from unionxl.window.worker import Worker

    Clock = Callable[[], dt.datetime]

HOST = "libreoffice" if sys.platform == "linux" else "excel"
OPEN_BY_NOW = "工作簿正在别的程序中打开：这里用的是最后一次保存的内容。"


def look_at(file: Path, worker: Worker, *, clock: Clock) -> Done:
    """Read what a workbook says of itself.

    One that is there and cannot be understood is chosen all the same: it may be repaired.
    """
    worker.progress("正在读取工作簿")
    try:
        return Done(None, _known(file, clock), file)
    except UnionXLError as stop:
        there = file if file.is_file() else None
        return Done(Report("打开工作簿", str(stop), is_stop=True), file=there)


def create(file: Path, worker: Worker, *, year: int, unit: str, clock: Clock) -> Done:
    """Make a new workbook."""
    from unionxl.operations.asked import host_named
    from unionxl.operations.creating import create_workbook

    worker.progress("正在新建工作簿")
    create_workbook(file, year=year, unit_name=unit, host=host_named(HOST))
    text = f"已新建 {file}。请打开它，先在《设置》中填写余下的项目，保存并关闭后回到这里。"
    return Done(Report("新建工作簿", text, file), _known(file, clock), file)


def carry_out(wish: Wish, file: Path, worker: Worker, *, clock: Clock) -> Done:
    """Do what a button is for, to the file of the workbook.

    Raises:
        UnionXLError: a reason to stop; the workbook is as it was.
    """
    worker.progress("正在读取工作簿")
    title = wish.operation.label
    notes: Sequence[str] = ()
    if wish.operation is SHOW_SHEETS:
        from unionxl.operations.showing import show_group
        from unionxl.workbook.package.workbook import open_workbook

        outcome = show_group(open_workbook(file, clock=clock), wish.values[SHEETS])
    elif wish.operation.place is Place.FILE:
        from unionxl.operations.restoring import restore_newest

        outcome = restore_newest(file, now=clock())
    else:
        outcome, notes = _done(wish, file, worker, clock)
    known = None
    with suppress(UnionXLError):
        known = _known(file, clock)
    text = "\n".join((*outcome.lines(), *(f"· {note}" for note in notes)))
    return Done(Report(title, text, outcome.made or file), known)


def _done(wish: Wish, file: Path, worker: Worker, clock: Clock) -> tuple[Outcome, Sequence[str]]:
    """Do it, as often as there is something to ask; show what was made when the file is opened."""
    from unionxl.operations.clicks import CLICKS
    from unionxl.operations.questions import answered
    from unionxl.operations.request import Request
    from unionxl.window.systems import why_open
    from unionxl.workbook.package.workbook import open_workbook, show_when_opened

    notes = [OPEN_BY_NOW] if why_open(file) else []
    made: list[str] = []

    def attempt(answers: Mapping[str, int]) -> Outcome:
        workbook = open_workbook(file, clock=clock, progress=worker.progress, message=notes.append)
        asked = Request(clock(), wish.document, answers, HOST, wish.values)
        outcome = CLICKS[wish.operation.id](workbook, asked)
        made.extend(workbook.made)
        return outcome

    outcome = answered(attempt, worker.ask)
    show_when_opened(file, made)
    return outcome, tuple(dict.fromkeys(notes))


def _known(file: Path, clock: Clock) -> Known:
    """Return what the settings of a workbook say.

    Raises:
        UnionXLError: it cannot be read, or is no workbook of a union.
    """
    from unionxl.workbook.book.reader import read_book
    from unionxl.workbook.package.workbook import open_workbook

    book, _ = read_book(open_workbook(file, clock=clock), as_of=clock().date(), tables=())
    return Known(book.fiscal_year, book.settings.unit_name)
