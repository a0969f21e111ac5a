"""A screen that nobody sees and a hand on its mouse: our own window, clicked as the clerk does.

The window is shown in this process; the hand moves in a thread beside it and asks the window where
its buttons are. What is pressed comes from the X server, as from a real mouse and keyboard.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import threading
import time
import tkinter as tk
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tests.desktop import running
from tests.office import need_tool
from unionxl.window.screen import Window

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from unionxl.window.model import Report

T = TypeVar("T")

PATIENCE = 60.0  # seconds; only a program that hangs needs them
PAUSE = 0.02
DONT_WAIT = 2  # for an event, says Tcl
SHORT, TRIES = 6.0, 5
FILE_DIALOG = ".__tk_filedialog"
FILE_NAME = f"{FILE_DIALOG}.contents.f2.ent"  # the field of the dialog that Tk has here
# A Tcl interpreter may only go in the thread that made it; a collector runs in any.
_KEPT: list[Window] = []


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen by its name, and the file in which Xvfb keeps what is on it."""

    display: str
    file: Path

    def xdo(self, *words: str) -> str:
        """Move the mouse, type, ask for windows."""
        done = subprocess.run(
            [need_tool("xdotool"), *words],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            check=True,
            text=True,
            timeout=60,
        )
        return done.stdout.strip()


@contextlib.contextmanager
def screen(folder: Path, *, size: str = "1366x768", dpi: int = 96) -> Iterator[Screen]:
    """Start a screen of a size in dots and of so many dots an inch (96 are 100 %)."""
    need_tool("xdotool")
    with running(
        need_tool("Xvfb"),
        *("-displayfd", "1", "-screen", "0", f"{size}x24", "-dpi", str(dpi)),
        *("-nolisten", "tcp", "-fbdir", str(folder)),
        stdout=subprocess.PIPE,
    ) as server:
        assert server.stdout
        yield Screen(f":{server.stdout.readline().strip()}", folder / "Xvfb_screen0")


def window_on(shown: Screen, folder: Path, clock: Callable[[], dt.datetime]) -> Window:
    """Return a window; its list of the last workbooks lies in a folder."""
    root = tk.Tk(screenName=shown.display, className="unionxl")
    window = Window(root, clock=clock, folder=folder)
    _KEPT.append(window)
    return window


class Hand:
    """The clerk's hand on the mouse, and her eyes."""

    def __init__(self, shown: Screen, window: Window) -> None:
        self.window = window
        self._screen = shown
        self._asked: queue.SimpleQueue[tuple[Callable[[], object], queue.SimpleQueue[object]]]
        self._asked = queue.SimpleQueue()
        self._next = ""

    def look(self, at: Callable[[], T]) -> T:
        """Return what there is to be seen, looked at in the thread of the window."""
        reply: queue.SimpleQueue[T | Exception] = queue.SimpleQueue()
        self._asked.put((at, reply))  # type: ignore[arg-type]
        seen = reply.get(timeout=PATIENCE)
        if isinstance(seen, Exception):
            raise seen
        return seen

    def wait_for(self, what: str, at: Callable[[], T | None]) -> T:
        """Look until there is something to be seen."""
        end = time.monotonic() + PATIENCE
        while not (seen := self.look(at)):
            assert time.monotonic() < end, f"waited in vain: {what}"
            time.sleep(PAUSE)
        return seen

    def press(self, widget: tk.Misc | str, until: Callable[[], object] | None = None) -> None:
        """Press something with the mouse; again where nothing came of it, as a person would."""
        for _ in range(TRIES):
            self._press(widget)
            if until is None or self._sees(until):
                return
        raise AssertionError(f"pressed in vain: {widget}")

    def click(self, action: str) -> None:
        """Press the button of an operation until something has come of it."""
        self.wait_for("the end of what went on before", lambda: not self.has_begun())
        tile = self.window.tiles[action]
        self.look(lambda: tile.event_generate("<FocusIn>"))  # moved into sight, as by the wheel
        self.press(tile, self.has_begun)

    def has_begun(self) -> bool:
        """Whether something is asked, told or done."""
        window = self.window
        is_idle = window.box is None and window.desk.state.may_choose
        return not is_idle or self._is_choosing()

    def _is_choosing(self) -> bool:
        """Whether the dialog for files is shown; Tk only hides it."""
        words = ("exists", "viewable")
        return all(self._call("winfo", word, FILE_DIALOG) for word in words)

    def _sees(self, at: Callable[[], object]) -> bool:
        """Look for a short time; tell whether it came to be seen."""
        end = time.monotonic() + SHORT
        while time.monotonic() < end:
            if self.look(at):
                return True
            time.sleep(PAUSE)
        return False

    def _press(self, widget: tk.Misc | str) -> None:
        path = str(widget)
        self.wait_for(path, lambda: self._call("winfo", "exists", path))
        self.wait_for(path, lambda: self._call("winfo", "viewable", path))
        x, y = self.look(lambda: self._middle(path))
        self._screen.xdo("mousemove", str(x), str(y), "sleep", "0.05", "click", "1")

    def rest_on(self, widget: tk.Misc) -> None:
        """Let the mouse rest on something."""
        x, y = self.look(lambda: self._middle(str(widget)))
        self._screen.xdo("mousemove", str(x), str(y))

    def turn_wheel(self, button: str) -> None:
        """Turn the wheel of the mouse: button 4 is up, 5 is down."""
        self._screen.xdo("click", "--repeat", "12", "--delay", "5", button)

    def type(self, *words: str) -> None:
        """Press keys, each by its name, or type a text that is given as one word with `=`."""
        for word in words:
            if word.startswith("="):
                self._screen.xdo("type", "--delay", "4", word[1:])
            else:
                self._screen.xdo("key", word)

    def choose_file(self, path: Path) -> None:
        """Type a path into the dialog for files."""
        self.press(FILE_NAME)
        self.type("ctrl+slash", f"={path}", "Return")
        self.wait_for("the end of the dialog", lambda: not self._is_choosing())

    def press_in_box(self, label: str) -> None:
        """Press a button of the box that is open, until that box is gone."""
        box = self.wait_for("a box", lambda: self.window.box)
        self.press(box.buttons[label], lambda: self.window.box is not box)

    def message(self) -> Report:
        """Return the message that is shown, once what was clicked is over."""
        self.wait_for("a box", lambda: self.window.box and self.window.desk.state.may_choose)
        return self.look(lambda: self.window.desk.entries[-1].report)

    def _middle(self, path: str) -> tuple[int, int]:
        left, top, width, height = (
            int(self._call("winfo", what, path)) for what in ("rootx", "rooty", "width", "height")
        )
        return left + width // 2, top + height // 2

    def _call(self, *words: str) -> int:
        return int(self.window.root.tk.call(*words))

    def serve(self) -> None:
        """Answer what the hand asks; runs in the thread of the window."""
        with contextlib.suppress(queue.Empty):
            while True:
                at, reply = self._asked.get_nowait()
                try:
                    reply.put(at())
                except Exception as error:  # noqa: BLE001  the hand wants to hear of it
                    reply.put(error)
        if not self.window.is_gone:
            self._next = self.window.root.after(5, self.serve)

    def rest(self) -> None:
        """Look no more."""
        self.window.root.after_cancel(self._next)


def drive(
    shown: Screen, windows: list[tuple[Window, Path | None]], steps: Callable[..., None]
) -> None:
    """Show windows, each with its workbook, and let `steps` have a hand for each until it is done.

    Raises:
        Exception: what went wrong in the steps.
    """
    wrong: list[BaseException] = []
    hands = [Hand(shown, window) for window, _ in windows]
    over = threading.Event()

    def work() -> None:
        try:
            steps(*hands)
        except BaseException as error:  # noqa: BLE001  the test is in the other thread
            wrong.append(error)
        finally:
            over.set()

    thread = threading.Thread(target=work, name="hand")
    for (window, file), hand in zip(windows, hands, strict=True):
        window.root.report_callback_exception = lambda _kind, error, _trace: wrong.append(error)
        window.begin(file)
        hand.serve()
    thread.start()
    first = windows[0][0].root
    while not (over.is_set() and not thread.is_alive()):
        first.tk.dooneevent(DONT_WAIT)
        time.sleep(0.002)
    for hand in hands:
        hand.window.desk.end()
        if not hand.window.is_gone:
            hand.rest()
            hand.window.leave()
    if wrong:
        raise wrong[0]
