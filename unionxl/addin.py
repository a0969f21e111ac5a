"""A click in Excel: `python -P -m unionxl.addin ACTION` on Windows, `main('ACTION')` on a Mac.

Whatever happens, the clerk reads one message, the workbook is changed as a whole or not at all,
and Excel is left as it was. On Windows the open workbook is changed. On a Mac, where the clerk
could go on typing meanwhile, it is saved, closed, changed as a file and opened again; so it is
everywhere when a copy is restored.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.buglog import what_broke
from unionxl.errors import CannotWriteError, RequestError, UnionXLError
from unionxl.operations.catalogue import BY_ID
from unionxl.operations.operation import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import xlwings as xw

    from unionxl.operations.outcome import Outcome
    from unionxl.operations.questions import Question
    from unionxl.operations.request import Request
    from unionxl.workbook.port import Workbook

TITLE = "工会工作"
LATER = "--later"
GUIDE_NAME = "UnionGuide"
_MACRO_ENDS = 1.0  # seconds that Excel gets to end the macro before its workbook is closed
# Calls that a busy Excel turns down are repeated so often; xlwings itself would never give up.
_ATTEMPTS = 2_000


def _now() -> dt.datetime:
    """Return the time on the clerk's clock."""
    return dt.datetime.now().astimezone()


def _ask(question: Question) -> int | None:
    """Ask which way to go on, None for none."""
    from unionxl.workbook.live.dialogs import ask_which

    labels = [choice.label for choice in question.choices]
    chosen = ask_which(TITLE, question.prompts(), labels, window=_window())
    return None if chosen is None else question.choices[chosen].key


@dataclass(frozen=True, slots=True)
class Desk:
    """The clerk in front of Excel: what she is told, the file she chooses, her clock, her word."""

    tell: Callable[[str], None]
    choose: Callable[[xw.App, str], str]
    now: Callable[[], dt.datetime] = _now
    ask: Callable[[Question], int | None] = _ask


def main(action: str = "") -> None:
    """Do what a button says; without `action` it stands on the command line."""
    arguments = sys.argv[1:]
    asked = action or next(iter(arguments), "")
    if _place(asked) is Place.FILE and sys.platform == "win32" and LATER not in arguments:
        named = [one for one in arguments if one != asked]  # a macro of one's own names it in code
        _again_after_the_macro([asked, *named])
        return
    if LATER in arguments:
        sys.stdin.read()  # ends with the process that the macro waits for
        time.sleep(_MACRO_ENDS)
    desk = Desk(_tell, _choose)
    answer(lambda: act(_caller(), asked, desk), desk)


def answer(work: Callable[[], str], desk: Desk) -> None:
    """Tell what came of a click, or why there is nothing; exactly one message, or none."""
    try:
        said = work()
    except UnionXLError as stop:
        said = str(stop)
    except Exception as error:  # noqa: BLE001  a clerk must not see a traceback, whatever the bug
        said = what_broke(error)
    if said:
        desk.tell(said)


def act(live: xw.Book, action: str, desk: Desk) -> str:
    """Do what a button says; return what to tell, empty for nothing."""
    from unionxl.workbook.live.host import translated

    with translated("Excel"):
        if _place(action) is Place.HOST:
            show_guide(live)
            return ""
        if _place(action) is Place.FILE:
            return restore(live, desk)
        if sys.platform == "darwin":
            return click_file(live, action, desk)
        return click(live, action, desk)


def _place(action: str) -> Place | None:
    """Return where an operation works, None for a word that is none."""
    return BY_ID[action].place if action in BY_ID else None


def click(live: xw.Book, action: str, desk: Desk) -> str:
    """Do to the open workbook what a button says; return what to tell.

    Raises:
        UnionXLError: a reason to stop; the workbook is as it was, or the message says how to get
            it back.
    """
    from unionxl.operations.questions import answered
    from unionxl.operations.request import Request
    from unionxl.workbook.live.workbook import open_book

    notes: list[str] = []
    workbook = open_book(live, clock=desk.now, message=notes.append)
    document = _document(live, action, desk)
    if document is None:
        return ""
    values = _selection(live, action)

    def attempt(answers: Mapping[str, int]) -> Outcome:
        with workbook.quiet(leads_to_made=True):
            request = Request(desk.now(), document, answers, values=values)
            return _whole(workbook, action, request)

    outcome = answered(attempt, desk.ask)
    return _text(outcome, notes)


def _whole(workbook: Workbook, action: str, request: Request) -> Outcome:
    """Do what a button says as a whole or not at all."""
    from unionxl.operations.clicks import CLICKS

    try:
        return CLICKS[action](workbook, request)
    except BaseException:
        workbook.take_back()
        raise


def click_file(live: xw.Book, action: str, desk: Desk) -> str:
    """Do to the file of a workbook what a button says, while it is closed.

    Raises:
        UnionXLError: a reason to stop; the workbook is as it was.
    """
    from unionxl.operations.questions import answered
    from unionxl.operations.request import Request
    from unionxl.workbook.package.workbook import open_workbook, show_when_opened

    notes: list[str] = []
    document = _document(live, action, desk)
    if document is None:
        return ""
    with _closed(live) as path:
        workbook = open_workbook(path, clock=desk.now, message=notes.append)

        def attempt(answers: Mapping[str, int]) -> Outcome:
            return _whole(workbook, action, Request(desk.now(), document, answers))

        outcome = answered(attempt, desk.ask)
        show_when_opened(path, workbook.made)
    return _text(outcome, notes)


def restore(live: xw.Book, desk: Desk) -> str:
    """Put the newest copy of a workbook in its place; return what to tell.

    Raises:
        UnionXLError: a reason to stop; the workbook is as it was.
    """
    from unionxl.operations.restoring import check_restorable, restore_newest

    check_restorable(_file_of(live))
    with _closed(live) as path:
        outcome = restore_newest(path, now=desk.now())
    return _text(outcome, [])


def show_guide(live: xw.Book) -> None:
    """Show the instructions; the sheet is found by a name that goes along when it is renamed."""
    sheet = live.names[GUIDE_NAME].refers_to_range.sheet
    sheet.visible = True
    sheet.activate()


def _document(live: xw.Book, action: str, desk: Desk) -> str | None:
    """Return the document that an action needs, empty for none, None when none was chosen."""
    asked = BY_ID.get(action)
    if asked is None or asked.document is None:
        return ""
    return desk.choose(live.app, action) or None


def _selection(live: xw.Book, action: str) -> Mapping[str, str]:
    """Return the rows that an action is about, where it is about rows."""
    asked = BY_ID.get(action)
    if asked is None or not asked.needs_row:
        return {}
    from unionxl.workbook.live.selecting import selected_rows

    return selected_rows(live)


def _text(outcome: Outcome, notes: list[str]) -> str:
    """Return what came of a click."""
    return "\n".join((*outcome.lines(), *(f"· {note}" for note in notes)))


@contextmanager
def _closed(live: xw.Book) -> Iterator[Path]:
    """Save and close a workbook; afterwards it is open again, whatever happened."""
    app, path = live.app, _file_of(live)
    try:
        live.save()
    except Exception as error:
        raise CannotWriteError(
            "没有能够保存，未作改动。",
            where=f"工作簿《{path.name}》",
            advice="请用“另存为”存到可以写入的文件夹，再点一次按钮。",
        ) from error
    live.close()
    try:
        yield path
    finally:
        app.books.open(path)


def _file_of(live: xw.Book) -> Path:
    """Return the file of a workbook.

    Raises:
        RequestError: it was never saved, lies on the net, or is not there any more.
    """
    path = Path(live.fullname)
    is_local = "://" not in live.fullname and path.is_absolute()
    if is_local and not path.is_file():
        raise RequestError(
            "文件已不在原来的位置（被移走、改名或删除，或者 U 盘已拔出），未作改动。",
            where=f"工作簿《{live.name}》",
            advice="请用“另存为”把打开的工作簿存到本机的文件夹，再点一次按钮。",
        )
    if not is_local:
        raise RequestError(
            "不在这台电脑的文件夹里（没有保存过，或在网盘上），不能这样改动。",
            where=f"工作簿《{live.name}》",
            advice="请先另存到本机的文件夹，再点一次按钮。",
        )
    return path


def _caller() -> xw.Book:
    """Return the workbook whose button was clicked.

    Raises:
        RequestError: Excel does not name it.
    """
    from unionxl.workbook.live.lean import calling_book, import_xlwings

    xlwings = import_xlwings()
    with suppress(AttributeError, KeyError):  # only the engine for Windows has it
        sys.modules["xlwings._xlwindows"].N_COM_ATTEMPTS = _ATTEMPTS  # type: ignore[attr-defined]
    try:
        found = calling_book(xlwings)
    except Exception as error:
        raise RequestError(
            "找不到点按钮的工作簿，未作改动。",
            where="Excel",
            advice="请点“启用编辑”、关闭其他对话框，再点一次按钮。",
        ) from error
    return found


def _again_after_the_macro(arguments: list[str]) -> None:
    """Start over in a process that outlives the macro, whose workbook has to be closed."""
    subprocess.Popen(
        [sys.executable, "-P", "-m", "unionxl.addin", *arguments, LATER],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _tell(text: str) -> None:
    """Show a message in front of Excel."""
    from unionxl.workbook.live.dialogs import show_box

    show_box(TITLE, text, window=_window())


def _window() -> int:
    """Return the window of Excel, in front of which a box stands."""
    given = (one.partition("=")[2] for one in sys.argv if one.startswith("--hwnd="))
    window = next(given, "0").strip('"')
    return int(window) if window.isdecimal() else 0


def _choose(app: xw.App, action: str) -> str:
    """Ask for the document of an action."""
    from unionxl.workbook.live.dialogs import choose_file, choose_file_on_mac

    wanted = BY_ID[action].document
    if wanted is None:
        return ""
    if sys.platform == "darwin":
        return choose_file_on_mac(wanted.title)
    return choose_file(app, wanted.title, wanted.endings)


if __name__ == "__main__":
    main()
