"""LibreOffice for tests: a profile of its own for every process that runs them."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest


def need_tool(name: str) -> str:
    """Return the path of a program; skip where it is missing, fail in CI."""
    found = shutil.which(name)
    if found:
        return found
    reason = f"the program {name} is not on this machine"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def need_soffice() -> str:
    """Return the path of LibreOffice."""
    return need_tool("soffice")


@cache
def _profile() -> str:
    """Return a profile of LibreOffice for one process of tests: making one takes a second."""
    folder = tempfile.mkdtemp(prefix="office-profile-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder).as_uri()


def convert(source: Path, target_format: str, folder: Path) -> Path:
    """Convert a file with LibreOffice, which recalculates it; return the new file."""
    soffice = need_soffice()
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={_profile()}",
            "--headless",
            "--convert-to",
            target_format,
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{source.stem}.{target_format.split(':', maxsplit=1)[0]}"


def to_pdf(source: Path, folder: Path) -> Path:
    """Print every sheet of a workbook to a PDF file."""
    return convert(source, "pdf", folder)
