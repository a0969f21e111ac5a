"""The month sheet of the sample year, whole process, against importing lxml and openpyxl.

python -m tests.bench.bench_month
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.timing import best_time

BASELINE = (sys.executable, "-c", "import lxml.etree, openpyxl")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demo = (sys.executable, "-m", "unionxl", "demo", str(folder / "demo"))
        subprocess.run(demo, check=True, capture_output=True)
        (sample,) = (folder / "demo").glob("*.xlsm")
        work = folder / "work.xlsm"
        command = (sys.executable, "-m", "unionxl", "month", str(work), "2026-05")
        baseline = best_time(BASELINE)
        month = best_time(command, prepare=lambda: shutil.copy(sample, work))
        baseline = min(baseline, best_time(BASELINE))
    print(f"import lxml.etree, openpyxl   {baseline:.3f} s")
    print(f"unionxl month                 {month:.3f} s")
    print(f"ratio                         {month / baseline:.2f}   (bar: 2.00)")


if __name__ == "__main__":
    main()
