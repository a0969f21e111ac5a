"""What LibreOffice prints of a workbook after somebody has typed into it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.desktop import need_uno
from tests.office import need_soffice

if TYPE_CHECKING:
    from collections.abc import Mapping

REMOTE = Path(__file__).with_name("office_printing.py")
PATIENCE = 120  # seconds; only a program that hangs needs them


@dataclass(frozen=True, slots=True)
class Typing:
    """What is done to a sheet before it is printed; each word of a text is a cell or an area."""

    cells: str
    areas: str = ""
    is_protected: bool = False


def printed_areas(
    profile: Path, workbook: Path, typings: Mapping[str, Typing], how: str
) -> dict[str, str]:
    """Type into sheets, then print, export, store and open again, or run a macro.

    Returns what is then printed of each sheet, by its name.
    """
    pipe = f"unionxl-{uuid.uuid4().hex}"
    jobs = {
        name: (one.cells.split(), one.areas.split(), one.is_protected)
        for name, one in typings.items()
    }
    office = subprocess.Popen(
        [
            need_soffice(),
            f"-env:UserInstallation={profile.as_uri()}",
            *("--headless", "--norestore", f"--accept=pipe,name={pipe};urp"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        target = (profile / "printed.pdf").as_uri()
        asked = [pipe, workbook.as_uri(), target, how, json.dumps(jobs)]
        done = subprocess.run(
            [need_uno(), str(REMOTE), *asked], stdout=subprocess.PIPE, timeout=PATIENCE, check=False
        )
        seen = json.loads(done.stdout)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)
        office.wait()
    return {name: " ".join(areas) for name, areas in seen.items()}
