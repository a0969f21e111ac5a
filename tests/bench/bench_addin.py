"""What a click in Excel imports before it does anything, against importing xlwings as it is.

python -m tests.bench.bench_addin
"""

from __future__ import annotations

import sys

from tests.bench.timing import best_time

XLWINGS = (sys.executable, "-c", "import xlwings")
LEAN = (
    "import unionxl.addin; from unionxl.workbook.live.lean import import_xlwings; import_xlwings()"
)
MONTH = (
    "import unionxl.operations.clicks, unionxl.operations.months, unionxl.workbook.live.workbook"
)
BAR = 0.25 / 0.9


def main() -> None:
    xlwings = best_time(XLWINGS)
    steps = {
        "import unionxl.addin": "import unionxl.addin",
        "until the first call into Excel": LEAN,
        "all that the month button imports": f"{LEAN}; {MONTH}",
    }
    times = {name: best_time((sys.executable, "-c", code)) for name, code in steps.items()}
    xlwings = min(xlwings, best_time(XLWINGS))
    print(f"{'import xlwings':<34} {xlwings:.3f} s")
    for name, seconds in times.items():
        print(f"{name:<34} {seconds:.3f} s   ratio {seconds / xlwings:.2f}   (bar: {BAR:.2f})")


if __name__ == "__main__":
    main()
