"""Run the command line in this process."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from unionxl.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
# What a clerk types, or the name of her own file, may stand in a message.
KNOWN_WORDS = {"excel", "wps", "libreoffice"} | {
    "unionxl",
    "plan",
    "read",
    "help",
    "today",
    "year",
    "xlsx",
    "xlsm",
    "docx",
    "txt",
}


@dataclass(frozen=True)
class Done:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    def foreign_words(self) -> set[str]:
        """Return English words in what went to the person in front."""
        text = re.sub(r"“[^”]*”|\S*[/\\]\S*|[A-Z]{1,3}[0-9]+", "", self.err)
        return {word.lower() for word in LATIN_WORD.findall(text)} - KNOWN_WORDS


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Return a function that runs `unionxl` with these words."""

    def command(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["unionxl", *map(str, words)])
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capfd.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Done(code, printed.out, printed.err)

    return command
