"""Saves that are killed at random moments, run as a program of their own.

python -m tests.killed_saves FILE ROUNDS
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import zipfile
from pathlib import Path

from tests.bookfiles import VIEW, a_sheet
from unionxl.workbook.package.workbook import open_workbook

LONGEST_LIFE = 0.06  # seconds: two to three saves, on a machine that does nothing else
LONGER, SHORTER = 1.25, 0.95  # a busy machine saves more slowly: lives follow its pace


def main(path: Path, rounds: int) -> None:
    """Kill a child that saves on and on, and look at the file after every kill."""
    chance = random.Random(20260321)  # noqa: S311 - moments, not secrets
    seen: set[object] = set()
    longest = LONGEST_LIFE
    for number in range(rounds):
        child = os.fork()
        if child == 0:
            _save_forever(path, number)
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        note = _note(path)
        longest = max(LONGEST_LIFE, longest * (LONGER if note in seen else SHORTER))
        seen.add(note)
    print(f"{rounds} kills, {len(seen)} different whole files")  # noqa: T201 - its result


def _save_forever(path: Path, number: int) -> None:
    """Save one sheet after another until the end comes."""
    count = 0
    while True:
        count += 1
        book = open_workbook(path)
        book.put_sheet(a_sheet(note=f"第 {number} 轮第 {count} 次"))
        book.save()


def _note(path: Path) -> object:
    """Return what the file says, after making sure that it is whole."""
    with zipfile.ZipFile(path) as archive:
        if archive.testzip() is not None:
            raise AssertionError(path)
    book = open_workbook(path)
    if book.read_table("Plan").rows[0][0] != "P-1":
        raise AssertionError(path)
    sheet = book.generated_sheets().get(VIEW)
    return book.read_sheet(sheet).rows[4][1] if sheet else None


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
