"""Questions in boxes of Windows and the Mac."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from types import SimpleNamespace

import pytest

from unionxl.workbook.live.dialogs import ask_which

YES, NO, CANCEL = 6, 7, 2
PROMPTS, LABELS = ("甲吗？", "乙吗？", "丙吗？"), ("甲", "乙", "丙")


@pytest.mark.parametrize(
    ("pressed", "chosen"),
    [
        ([YES], 0),
        ([NO, YES], 1),
        ([NO, NO, YES], 2),
        ([NO, NO, NO], None),
        ([NO, CANCEL], None),
        ([0], None),
    ],
)
def test_windows_asks_for_one_after_the_other(
    pressed: list[int], chosen: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, int]] = []

    def box(_window: int, text: str, _title: str, buttons: int) -> int:
        shown.append((text, buttons & 0xF))
        return pressed[len(shown) - 1]

    user32 = SimpleNamespace(user32=SimpleNamespace(MessageBoxW=box))
    monkeypatch.setattr(ctypes, "windll", user32, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert ask_which("工会工作", PROMPTS, LABELS) == chosen
    assert shown == [(text, 3) for text in PROMPTS[: len(pressed)]]


def test_one_choice_is_a_matter_of_yes_and_no(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[int] = []

    def box(_window: int, _text: str, _title: str, buttons: int) -> int:
        shown.append(buttons & 0xF)
        return NO

    user32 = SimpleNamespace(user32=SimpleNamespace(MessageBoxW=box))
    monkeypatch.setattr(ctypes, "windll", user32, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert ask_which("工会工作", PROMPTS[:1], LABELS[:1]) is None
    assert shown == [4]


@pytest.mark.parametrize(("printed", "chosen"), [("乙\n", 1), ("\n", None), ("丁\n", None)])
def test_the_mac_shows_a_list(
    printed: str, chosen: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], **_named: object) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(stdout=printed)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert ask_which("工会工作", PROMPTS, LABELS) == chosen
    assert commands[0][3:] == ["工会工作", PROMPTS[0], *LABELS]
