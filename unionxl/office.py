"""A click in LibreOffice: python -P -m unionxl.office ACTION --file PATH --reply PATH.

The macro has stored the workbook, waits for this process, shows what stands in the reply file and
reads the workbook again; then it shows the tab that the file names. Whatever happens, something
stands there in the end. The action `stored` is no click: LibreOffice has stored the workbook, and
what it spoiled thereby is mended.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from unionxl.buglog import what_broke
from unionxl.errors import UnionXLError
from unionxl.operations.catalogue import BY_ID
from unionxl.operations.operation import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionxl.operations.outcome import Outcome
    from unionxl.operations.questions import Question

STORED = "stored"
ASK, PART = "ASK", "\x1e"  # a reply that asks, and what parts its prompts


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the button says, or mend the workbook."""
    parser = argparse.ArgumentParser(prog="unionxl.office")
    parser.add_argument("action")
    parser.add_argument("--file", type=Path, required=True)
    parser.add_argument("--reply", type=Path, default=Path(os.devnull))
    parser.add_argument("--document", default="")
    parser.add_argument("--answer", action="append", default=[])
    asked = parser.parse_args(arguments)
    if asked.action == STORED:
        _mend(asked.file)
    else:
        _answer(asked.action, asked.file, asked.document, asked.reply, answers=asked.answer)


def _answer(
    action: str, file: Path, document: str, reply: Path, *, answers: Sequence[str] = ()
) -> None:
    """Do what the button says, and write what the clerk should read or is asked."""
    from unionxl.operations.questions import AnswerNeededError, declined

    given = dict(one.split("=", 1) for one in answers)
    made: Sequence[str] = ()
    try:
        outcome, made, notes = _outcome(action, file, document, given)
        text = "\n".join((*outcome.lines(), *(f"· {note}" for note in notes)))
    except AnswerNeededError as stop:
        is_asked = stop.question.name in given
        text = str(declined(stop.question)) if is_asked else _asked(stop.question)
    except UnionXLError as stop:
        text = str(stop)
    except Exception as error:  # noqa: BLE001  a clerk must not see a traceback, whatever the bug
        text = what_broke(error)
    reply.write_text(text, encoding="utf-8")
    _mend(file, made)


def _mend(file: Path, made: Sequence[str] = ()) -> None:
    """Mend what LibreOffice spoiled when it stored; have the sheet shown that was made first."""
    from unionxl.workbook.package.workbook import show_when_opened

    show_when_opened(file, made, host_has_it_open=True)


def _turn_back(file: Path) -> None:
    """Have the sheet with the buttons shown.

    The file may name the sheet that an earlier click has made: a click that makes none stays where
    the button is, and so does the copy that this click keeps.
    """
    from unionxl.tables.program import RUNS
    from unionxl.workbook.package.workbook import open_workbook

    with suppress(UnionXLError, OSError):
        workbook = open_workbook(file, host_has_it_open=True)
        workbook.turn_to_table(RUNS.name)
        workbook.save_mended()


def _asked(question: Question) -> str:
    """Write a question for the macro, which asks prompt by prompt and repeats the action.

    The first part names it and the numbers of its choices; none of them is answered by `none`.
    """
    keys = " ".join(str(choice.key) for choice in question.choices)
    return PART.join((f"{ASK} {question.name} {keys}", *question.prompts()))


def _outcome(
    action: str, file: Path, document: str, given: Mapping[str, str]
) -> tuple[Outcome, Sequence[str], Sequence[str]]:
    """Do what the button says, while LibreOffice waits.

    Returns also the sheets that were made, and what the workbook had to say.
    """
    answers = {name: int(word) for name, word in given.items() if word.isdecimal()}
    now = dt.datetime.now().astimezone()
    if action in BY_ID and BY_ID[action].place is Place.FILE:
        from unionxl.operations.restoring import restore_newest

        return restore_newest(file, now=now, host_has_it_open=True), (), ()
    from unionxl.operations.clicks import CLICKS
    from unionxl.operations.request import Request
    from unionxl.workbook.package.workbook import open_workbook

    _turn_back(file)
    notes: list[str] = []
    workbook = open_workbook(file, message=notes.append, host_has_it_open=True)
    outcome = CLICKS[action](workbook, Request(now, document, answers, "libreoffice"))
    return outcome, workbook.made, notes


if __name__ == "__main__":
    main()
