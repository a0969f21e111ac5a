"""What happens when something is clicked in the window; how it looks is another's concern."""

from __future__ import annotations

import datetime as dt
from functools import partial
from queue import Empty
from typing import TYPE_CHECKING, Any, Protocol

from unionxl.buglog import log_folder
from unionxl.errors import UnionXLError
from unionxl.operations.catalogue import BY_ID
from unionxl.operations.operation import Place
from unionxl.window.model import (
    MONTH,
    SHEETS,
    SHOW_SHEETS,
    Entry,
    Report,
    Stage,
    State,
    Wish,
    offers,
    takes_month,
    writes,
)
from unionxl.window.recents import forget, recent_files, remember
from unionxl.window.systems import open_file, why_open
from unionxl.window.work import carry_out, create, look_at
from unionxl.window.worker import Asked, Progress, Worker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from unionxl.operations.operation import Document, Operation
    from unionxl.operations.questions import Question
    from unionxl.tables.model import Group
    from unionxl.window.worker import Done, Event

LOOK_EVERY = 8  # of the ticks while another program has the workbook open
NEVER, REOPENED = 0, "工作簿已重新打开。"


def local_time() -> dt.datetime:
    """Return the time on the clerk's clock."""
    return dt.datetime.now().astimezone()


class View(Protocol):
    """The window as the desk sees it."""

    def show(self, state: State, recent: Sequence[Path]) -> None:
        """Show where things stand."""

    def progress(self, text: str, share: float | None) -> None:
        """Show what is going on, and how much of it is done where that is known."""

    def log(self, entry: Entry) -> None:
        """Add to the list of what was done."""

    def tell(self, report: Report) -> None:
        """Show a message."""

    def ask(self, question: Question, answer: Callable[[int | None], None]) -> None:
        """Ask a question, and hand on the answer."""

    def wait(self, text: str, give_up: Callable[[], None]) -> None:
        """Ask that the workbook be closed elsewhere."""

    def close_box(self) -> None:
        """Take away what is asked at the moment."""

    def choose(self, document: Document, folder: Path) -> Path | None:
        """Have a file chosen."""

    def month(self) -> str | None:
        """Return the month that is chosen, None for the usual one."""

    def guide(self) -> None:
        """Show the instructions."""

    def leave(self) -> None:
        """Close the window."""


class Desk:
    """What was clicked, one thing after the other."""

    def __init__(
        self,
        view: View,
        *,
        clock: Callable[[], dt.datetime] = local_time,
        folder: Path | None = None,
    ) -> None:
        self.state = State()
        self.entries: list[Entry] = []
        self._view = view
        self._clock = clock
        self._folder = folder or log_folder()
        self._recent = recent_files(self._folder)
        self._worker: Worker | None = None
        self._steps = 0
        self._step_count = NEVER
        self._is_asked = False
        self._ticks = 0

    @property
    def today(self) -> dt.date:
        """The day on the clerk's clock."""
        return self._clock().date()

    def begin(self, file: Path | None) -> None:
        """Show the window, with the workbook that it was started with."""
        self._show()
        if file is not None:
            self.open(file)

    def open(self, file: Path) -> None:
        """Choose a workbook."""
        if self.state.may_choose:
            self._go(self.state.looking())
            self._start("打开工作簿", partial(look_at, file.absolute(), clock=self._clock))
            if not file.is_file():
                self._recent = forget(self._folder, file.absolute())

    def create(self, file: Path, year: int, unit: str) -> None:
        """Make a new workbook and choose it."""
        if self.state.may_choose:
            self._go(self.state.looking())
            work = partial(create, file.absolute(), year=year, unit=unit, clock=self._clock)
            self._start("新建工作簿", work)

    def click(self, action: str, option: str = "") -> None:
        """Do what a button says, with one of its options where that was chosen."""
        asked = BY_ID[action]
        if asked.place is Place.HOST:
            self._view.guide()
        elif self.state.may_click and self.state.file:
            file = self.state.file
            wish = self._wish(asked, option, file)
            if wish is not None:
                self._begin(wish, file)

    def show_sheets(self, group: Group) -> None:
        """Bring the sheets of a group into sight that the workbook hides."""
        if self.state.may_click and self.state.file:
            self._begin(Wish(SHOW_SHEETS, values={SHEETS: group}), self.state.file)

    def _begin(self, wish: Wish, file: Path) -> None:
        """Begin with what is wished, once no other program has the workbook open."""
        busy = why_open(file) if writes(wish.operation) else ""
        self._go(self.state.wished(wish, is_open=bool(busy)))
        if busy:
            self._view.wait(busy, self._give_up)
        else:
            self._carry_out()

    def show_file(self, file: Path | None) -> None:
        """Open a file in the program that the system has for it."""
        try:
            if file is not None:
                open_file(file)
        except UnionXLError as stop:
            self._view.tell(Report("打开", str(stop), is_stop=True))

    def tick(self) -> None:
        """Look what has happened meanwhile; called again and again."""
        file = self.state.file
        self._ticks += 1
        is_time = self._ticks % LOOK_EVERY == 0  # a file on the net is not asked for too often
        if self.state.stage is Stage.WAITING and is_time and file and not why_open(file):
            self._view.close_box()
            self._go(self.state.freed())
            self._carry_out()
        try:
            while self._worker is not None:
                self._take(self._worker.events.get_nowait())
        except Empty:
            return

    def leave(self) -> None:
        """Close the window: at once, or when what is being written is whole."""
        self.state = self.state.leaving()
        if self.state.may_leave:
            self._view.leave()
            return
        if self._is_asked:
            self._view.close_box()
            self.answer(None)
        self._view.progress("正在做完手上的这一件，随后关闭", None)

    def told(self) -> None:
        """The message was read."""
        if self.state.is_leaving and self.state.may_leave:
            self._view.leave()

    def end(self) -> None:
        """Let the work come to its end though the window is gone: what is asked is declined."""
        if self._worker is not None:
            self._worker.answer(None)
            self._worker.end()

    def answer(self, key: int | None) -> None:
        """Hand on the answer to a question."""
        self._is_asked = False
        if self._worker is not None:
            self._worker.answer(key)

    def _wish(self, asked: Operation, option: str, file: Path) -> Wish | None:
        """Return an operation with what is chosen for it, None where she chose nothing."""
        values: dict[str, Any] = {}
        if takes_month(asked) and (month := self._view.month()) is not None:
            values[MONTH] = month
        for one in offers(asked):
            if one.name == option:
                chosen = self._view.choose(one.document, file.parent) if one.document else True
                if chosen is None:
                    return None
                values[one.name] = chosen
        document = ""
        if asked.document is not None:
            path = self._view.choose(asked.document, file.parent)
            if path is None:
                return None
            document = str(path)
        return Wish(asked, document, values)

    def _carry_out(self) -> None:
        """Begin with what is wished."""
        wish, file = self.state.wish, self.state.file
        if wish is None or file is None:
            raise AssertionError(self.state)
        self._step_count = wish.operation.steps
        title = wish.operation.label
        self._start(title, partial(carry_out, wish, file, clock=self._clock))

    def _start(self, title: str, work: Callable[[Worker], Done]) -> None:
        self._steps = 0
        self._worker = Worker(title, work)

    def _give_up(self) -> None:
        """Leave the workbook open, and undone what was clicked."""
        self._go(self.state.given_up())

    def _take(self, event: Event) -> None:
        """Show what the work says."""
        if isinstance(event, Progress):
            self._steps += 1
            share = min(self._steps / (self._step_count + 1), 1) if self._step_count else None
            self._view.progress(event.text, share)
        elif isinstance(event, Asked):
            if self.state.is_leaving:
                self.answer(None)
            else:
                self._is_asked = True
                self._view.ask(event.question, self.answer)
        else:
            self._finish(event)

    def _finish(self, done: Done) -> None:
        """The work is over."""
        if self._worker is not None:
            self._worker.end()
        self._worker, self._step_count = None, NEVER
        report, state = done.report, self.state
        if state.wish is not None:
            if state.was_open and report is not None:
                report = self._opened_again(report)
            state = state.done(done.known)
        elif done.file is not None:
            self._recent = remember(self._folder, done.file)
            state = state.chosen(done.file, done.known)
        else:
            state = state.not_chosen()
        self._go(state)
        self._tell(report)

    def _tell(self, report: Report | None) -> None:
        """Note what came of it and say so; whoever is leaving hears only of what went wrong."""
        if report is not None:
            entry = Entry(self._clock(), report)
            self.entries.append(entry)
            self._view.log(entry)
        if self.state.is_leaving and (report is None or not report.is_stop):
            self._view.leave()
        elif report is not None:
            self._view.tell(report)

    def _opened_again(self, report: Report) -> Report:
        """Open the workbook that had to be closed; say so."""
        file = self.state.file
        try:
            if file is not None:
                open_file(file)
        except UnionXLError as stop:
            text = f"{report.text}\n{stop}"
        else:
            text = f"{report.text}\n{REOPENED}"
        return Report(report.title, text, report.opens, is_stop=report.is_stop)

    def _go(self, state: State) -> None:
        self.state = state
        self._show()

    def _show(self) -> None:
        self._view.show(self.state, self._recent)
