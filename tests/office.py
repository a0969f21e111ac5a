"""LibreOffice for tests: a profile of its own for every run."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
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


def convert(source: Path, target_format: str, folder: Path) -> Path:
    """Convert a file with LibreOffice, which recalculates it; return the new file."""
    soffice = need_soffice()
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                soffice,
                f"-env:UserInstallation={Path(profile).as_uri()}",
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
