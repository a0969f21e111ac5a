"""A thread that does what was clicked, and what it says meanwhile: messages in a queue."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING

from unionxl.buglog import what_broke
from unionxl.errors import UnionXLError
from unionxl.window.model import Report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unionxl.operations.questions import Question
    from unionxl.window.model import Known


@dataclass(frozen=True, slots=True)
class Progress:
    """What is going on."""

    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The work goes on when this is answered."""

    question: Question


@dataclass(frozen=True, slots=True)
class Done:
    """The work is over: what to tell, what the workbook says of itself, the file that it is now."""

    report: Report | None
    known: Known | None = None
    file: Path | None = None


Event = Progress | Asked | Done


class Worker:
    """One piece of work; it begins when it is made."""

    def __init__(self, title: str, work: Callable[[Worker], Done]) -> None:
        self.events: SimpleQueue[Event] = SimpleQueue()
        self._answers: SimpleQueue[int | None] = SimpleQueue()
        self._title = title
        self._thread = threading.Thread(target=self._run, args=(work,), name="unionxl-work")
        self._thread.start()

    def progress(self, text: str) -> None:
        """Say what is going on; called by the work."""
        self.events.put(Progress(text))

    def ask(self, question: Question) -> int | None:
        """Ask, and wait for the answer; called by the work."""
        self.events.put(Asked(question))
        return self._answers.get()

    def answer(self, key: int | None) -> None:
        """Let the work go on, with the number of a choice or None for none of them."""
        self._answers.put(key)

    def end(self) -> None:
        """Wait for the thread, which has nothing left to do."""
        self._thread.join()

    def _run(self, work: Callable[[Worker], Done]) -> None:
        try:
            done = work(self)
        except UnionXLError as stop:
            done = Done(Report(self._title, str(stop), is_stop=True))
        except Exception as error:  # noqa: BLE001  a clerk must not see a traceback, whatever the bug
            done = Done(Report(self._title, what_broke(error), is_stop=True))
        self.events.put(done)
