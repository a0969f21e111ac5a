"""A computer without memory for a long ledger: a sentence, never a program that is just gone."""

from __future__ import annotations

import errno
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.bench.ledger_files import write_ledger_file
from unionxl.errors import OutOfMemoryError, is_out_of_memory
from unionxl.workbook.package.memory import check_memory

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    pytest.skip("Windows has no limit of this kind for one program", allow_module_level=True)

import resource

MEGABYTE = 1024 * 1024
ROWS = 12_000


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("memory") / "book.xlsx"
    write_ledger_file(path, ROWS)
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps this limit")
@pytest.mark.parametrize("limit", [100, 120])
def test_check_without_memory_says_so(book: Path, limit: int) -> None:
    """At these limits the library that reads sheets ended the program without a word."""
    before = book.read_bytes()

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit * MEGABYTE, limit * MEGABYTE))

    found = subprocess.run(
        [sys.executable, "-m", "unionxl", "check", str(book), "--today", "2026-12-01"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
        timeout=60,
    )
    assert (found.returncode, found.stdout) == (2, ""), found.stderr
    assert found.stderr.strip() == str(OutOfMemoryError())
    assert book.read_bytes() == before


def test_no_computer_has_room_for_this() -> None:
    check_memory(MEGABYTE)
    with pytest.raises(MemoryError):
        check_memory(2**58)


@pytest.mark.parametrize(
    ("error", "is_memory"),
    [
        (MemoryError(), True),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), True),
        (ImportError("libx.so: failed to map segment from shared object"), True),
        (RuntimeError("can't start new thread"), True),
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (ImportError("No module named x"), False),
        (ValueError("cannot allocate memory"), False),
    ],
    ids=repr,
)
def test_errors_that_mean_no_memory(error: Exception, is_memory: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_out_of_memory(error) is is_memory
