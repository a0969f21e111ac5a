"""Time whole commands against a baseline of the same run."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KIBIBYTE_A_MEGABYTE = 1024
# What pip installs is compiled; so must the sources be that are measured beside it.
COMPILING = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def best_time(
    command: Sequence[str], *, rounds: int = 7, prepare: Callable[[], object] = lambda: None
) -> float:
    """Return the shortest time of a command in seconds; machines are noisy, the best is not."""
    times = []
    for _ in range(rounds):
        prepare()
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=COMPILING)
        times.append(time.perf_counter() - start)
    return min(times)


def peak_memory() -> float:
    """Return the largest memory of any command run so far, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KIBIBYTE_A_MEGABYTE
