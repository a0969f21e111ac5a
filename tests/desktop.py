"""A screen that nobody sees, LibreOffice on it, and a mouse: clicks as the clerk makes them.

Nothing waits for a time: every wait is for something that can be seen.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
import uuid
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from tests.macros import SETTINGS
from tests.office import need_soffice, need_tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
Box = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
SCREEN = "1600x1900x24"
PATIENCE = 60.0  # seconds; only a program that hangs needs them
SHORT, TRIES = 5.0, 5
DEAF, OFTEN = 1.5, 16  # a dialog just opened is deaf for a while
PAUSE = 0.1
PICKERS = """
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="UseSystemFileDialog" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""


def need_uno() -> str:
    """Return a Python that can talk to LibreOffice; skip where there is none, fail in CI."""
    for python in ("/usr/bin/python3", "/usr/bin/python3.11", "/opt/libreoffice/program/python"):
        if (
            Path(python).exists()
            and subprocess.run([python, "-c", "import uno"], check=False).returncode == 0
        ):
            return python
    return need_tool("a Python with uno")


class Desktop:
    """LibreOffice with one workbook open, seen through its accessibility interface."""

    def __init__(self, display: str, remote: subprocess.Popen[str], screen: Path) -> None:
        self.display = display
        self.remote = remote
        self.screen = screen  # what is on the screen, as Xvfb keeps it in a file

    def ask(self, *question: object) -> Any:
        """Return what LibreOffice shows; None while the document or the window is on its way."""
        assert self.remote.stdin
        assert self.remote.stdout
        self.remote.stdin.write(json.dumps(question) + "\n")
        self.remote.stdin.flush()
        line = self.remote.stdout.readline()
        assert line, "LibreOffice is gone"
        return json.loads(line).get("value")

    def wait_for(self, what: str, look: Callable[[], T]) -> T:
        """Look until there is something to be seen; return it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if seen := look():
                return seen
            time.sleep(PAUSE)
        pytest.fail(f"waited in vain: {what}; dialogs: {self.ask('boxes')}; {self.ask('state')}")

    def state(self) -> dict[str, Any]:
        """Return sheets, buttons and the rest of what the window shows."""
        return self.wait_for("a workbook in the window", lambda: self.ask("state"))

    def click(self, label: str, *, has_focus: bool = False) -> None:
        """Press a button of the sheet with the mouse, again where the window overlooked it.

        The first click brings the focus into the sheet, unless it has it: this screen has no
        window manager.
        """
        for _ in range(TRIES):
            if not has_focus:
                self._focus_sheet()
            active = self.state()["active"]
            place = self.wait_for(f"the button {label}", lambda: self._place_of(label))
            assert place
            self._press(*place)
            if self._saw_something(active):
                return
        pytest.fail(f"the button {label} does nothing")

    def _focus_sheet(self) -> None:
        """Click into an empty cell and see it selected; into another one if it was already."""
        for right in (300, 500, 300, 500):
            state = self.state()
            x, y = state["area"]
            self._press(x + right, y + 560)
            if self._sees(partial(self._has_moved_from, state["selected"]), seconds=1.0):
                return
        pytest.fail(f"no cell below the buttons can be selected: {self.state()}")

    def _has_moved_from(self, cell: str) -> bool:
        state = self.ask("state")
        return bool(state) and state["selected"] != cell

    def _saw_something(self, active: str) -> bool:
        """Tell whether a dialog or another sheet came up; while a macro runs, this waits for it."""

        def look() -> bool:
            state = self.ask("state")
            return bool(self.ask("boxes") or (state and state["active"] != active))

        return self._sees(look)

    @staticmethod
    def _sees(look: Callable[[], bool], seconds: float = SHORT) -> bool:
        """Look for a short time; tell whether it came to be seen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if look():
                return True
            time.sleep(PAUSE)
        return False

    def box(self) -> Box:
        """Return the dialog that is open, once the one before it is gone."""

        def alone() -> list[dict[str, Any]]:
            boxes = self.ask("boxes") or []
            return boxes if len(boxes) == 1 else []

        (box,) = self.wait_for("one dialog", alone)
        return dict(box)

    def press_in_box(self, button: str) -> None:
        """Press a button of the dialog until that dialog is gone; one just opened is deaf."""
        title = self._title()
        for _ in range(OFTEN):
            boxes = self.ask("boxes") or ()
            places = [box["buttons"][button] for box in boxes if button in box["buttons"]]
            if places:
                self._press(*places[0])
            if self._sees(lambda: self._title() != title, seconds=DEAF):
                return
        pytest.fail(f"the button {button} does not close the dialog {title}")

    def answer_box(self, button: str) -> str:
        """Read a question, press a button until it is gone, and return its text."""
        text = "\n".join(self.box()["texts"])
        for _ in range(OFTEN):
            boxes = self.ask("boxes") or ()
            places = [box["buttons"][button] for box in boxes if "\n".join(box["texts"]) == text]
            if places:
                self._press(*places[0])
            if self._sees(lambda: self._text() != text, seconds=DEAF):
                return text
        pytest.fail(f"the button {button} does not answer {text}")

    def _text(self) -> str:
        """Return the text of the dialog that is open, nothing where there is none."""
        return next(("\n".join(box["texts"]) for box in self.ask("boxes") or ()), "")

    def _title(self) -> str:
        """Return the title of the dialog that is open, nothing where there is none."""
        return next((str(box["title"]) for box in self.ask("boxes") or ()), "")

    def close_box(self) -> str:
        """Read the message that is shown, press its only button, and return the text."""
        box = self.box()
        (ok,) = box["buttons"]
        self.press_in_box(ok)
        return "\n".join(box["texts"])

    def choose_file(self, path: Path) -> None:
        """Type a path into the file dialog."""
        box = self.box()
        self._press(*box["fields"]["File name:"])
        self._xdo("type", "--delay", "10", str(path))
        self.press_in_box("Open")

    def type_half(self, place: tuple[int, int], text: str) -> None:
        """Click at a place of the sheet and type there, without ending it."""
        self._focus_sheet()
        self._press(*place)
        self._xdo("type", "--delay", "50", text)

    def point_at(self, x: int, y: int) -> None:
        """Bring the mouse to a place of the screen."""
        self._xdo("mousemove", str(x), str(y))

    def _place_of(self, label: str) -> list[int] | None:
        state = self.ask("state")
        return state["buttons"].get(label) if state else None

    def _press(self, x: int, y: int) -> None:
        """Press and let go as slowly as a hand; a form control overlooks faster clicks."""
        for words in (("mousemove", str(x), str(y)), ("mousedown", "1"), ("mouseup", "1")):
            self._xdo(*words)
            time.sleep(PAUSE)

    def _xdo(self, *words: str) -> None:
        environment = {**os.environ, "DISPLAY": self.display}
        subprocess.run([need_tool("xdotool"), *words], check=True, env=environment, timeout=60)


@contextlib.contextmanager
def desktop(workbook: Path, folder: Path, *, home: Path | None = None) -> Iterator[Desktop]:
    """Open a workbook in a window of LibreOffice; `folder` takes its profile.

    In the user's `home`, else that of the tests, stands which program a click may start.
    """
    soffice, python = need_soffice(), need_uno()
    need_tool("xdotool")
    profile, pipe = folder / "profile", f"unionxl-{uuid.uuid4().hex}"
    (profile / "user").mkdir(parents=True)
    settings = SETTINGS.replace("</oor:items>\n", PICKERS)
    (profile / "user" / "registrymodifications.xcu").write_text(settings, "utf-8")
    with contextlib.ExitStack() as stack:
        screen = stack.enter_context(
            running(
                need_tool("Xvfb"),
                *("-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"),
                *("-fbdir", str(folder)),
                stdout=subprocess.PIPE,
            )
        )
        assert screen.stdout
        display = f":{screen.stdout.readline().strip()}"
        stack.enter_context(
            running(
                soffice,
                f"-env:UserInstallation={profile.as_uri()}",
                *("--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;", "--calc"),
                str(workbook),
                DISPLAY=display,
                SAL_USE_VCLPLUGIN="gen",
                LANG="C.UTF-8",
                PYTHONPATH=str(ROOT),
                HOME=str(home or Path.home()),
            )
        )
        remote = stack.enter_context(
            running(
                python,
                str(ROOT / "tests" / "office_remote.py"),
                pipe,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        )
        yield Desktop(display, remote, folder / "Xvfb_screen0")


@contextlib.contextmanager
def running(
    *command: str,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
    **environment: str,
) -> Iterator[subprocess.Popen[str]]:
    """Run a program and end it with all that it started."""
    process = subprocess.Popen(
        command,
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
