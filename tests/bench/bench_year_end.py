"""Charts and sheets of the year end, whole processes, against importing matplotlib and pandas.

pandas serves the baseline alone; the year's figures are worked out without it.

python -m tests.bench.bench_year_end
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.bench.timing import best_time, peak_memory
from tests.samples import write_sample

BASELINE = (sys.executable, "-c", "import matplotlib.figure, pandas")
ROUNDS = 4


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        sample = write_sample(Path(name) / "sample.xlsx")
        work, report = Path(name) / "work.xlsx", Path(name) / "report.docx"

        def fresh() -> None:
            shutil.copy(sample, work)
            report.unlink(missing_ok=True)

        def command(*words: str) -> tuple[str, ...]:
            return (sys.executable, "-m", "unionxl", *words, "--today", "2026-12-31")

        baseline = best_time(BASELINE, rounds=ROUNDS)
        times = {}
        for label, words in (
            ("unionxl close", ("close", str(work))),
            ("unionxl charts", ("charts", str(work))),
            ("unionxl report", ("report", str(work), str(report))),
        ):
            times[label] = best_time(command(*words), rounds=ROUNDS, prepare=fresh)
        memory = peak_memory()
        baseline = min(baseline, best_time(BASELINE, rounds=ROUNDS))
    print(f"import matplotlib.figure, pandas   {baseline:.3f} s")
    for label, seconds in times.items():
        print(f"{label:<34} {seconds:.3f} s   ratio {seconds / baseline:.2f}")
    both = times["unionxl close"] + times["unionxl charts"]
    print(f"{'charts and sheets together':<34} {both:.3f} s   ratio {both / baseline:.2f}")
    print(f"peak memory of any of them         {memory:.0f} MB")


if __name__ == "__main__":
    main()
