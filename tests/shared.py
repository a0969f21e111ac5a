"""Where the real plans and workbooks lie that are read in place and never shipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def need_shared(name: str) -> Path:
    """Return a folder beside the repository; skip where it is missing, fail in CI."""
    folder = SHARED / name
    if folder.is_dir():
        return folder
    reason = f"the folder shared/{name} does not lie beside the repository"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
