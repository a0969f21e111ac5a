"""A whole check, from the start of the process to its list as JSON, over ledgers of many rows.

python -m tests.bench.bench_check [ROWS ...]

Each size is a process of its own on a workbook file of its own. The exponent says how the
processor time grows from one size to the next: 1.0 is linear, below it the start counts more.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from tests.bench.timing import COMPILING

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROUNDS = 3
FOUND = 1
BAR_ROWS, BAR_SECONDS, BAR_MEGABYTES = 100_000, 3.0, 400
WRITE = (
    "import sys; from pathlib import Path; from tests.bench.ledger_files import write_ledger_file;"
    "write_ledger_file(Path(sys.argv[1]), int(sys.argv[2]))"
)
KIBIBYTES = 1024


def measured(path: Path) -> tuple[float, float, float]:
    """Return seconds on the clock, seconds of the processor and megabytes of one check."""
    command = (sys.executable, "-m", "unionxl", "check", str(path), "--json")
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=COMPILING) as process:
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, FOUND}:
        raise SystemExit(process.returncode)
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KIBIBYTES


def main() -> None:
    sizes = tuple(int(word) for word in sys.argv[1:]) or SIZES
    points = []
    print(f"{'rows':>9} {'seconds':>8} {'cpu':>8} {'MB':>6}")
    with tempfile.TemporaryDirectory() as name:
        for rows in sizes:
            path = Path(name) / f"{rows}.xlsx"
            subprocess.run((sys.executable, "-c", WRITE, str(path), str(rows)), check=True)
            rounds = ROUNDS if rows < SIZES[-1] else 1
            seconds, cpu, megabytes = min(measured(path) for _ in range(rounds))
            bar = f"   (bar: {BAR_SECONDS} s, {BAR_MEGABYTES} MB)" if rows == BAR_ROWS else ""
            print(f"{rows:>9,} {seconds:>8.2f} {cpu:>8.2f} {megabytes:>6.0f}{bar}")
            points.append((rows, cpu))
            path.unlink()
    for (few, short), (many, long) in pairwise(points):
        exponent = math.log(long / short) / math.log(many / few)
        print(f"exponent {few:,} to {many:,}: {exponent:.2f}")


if __name__ == "__main__":
    main()
