"""How long all rules take over ledgers of many rows, how much memory, and how both grow.

Run as `python -m tests.bench.bench_rules [ROWS ...]`. Each size runs in a process of its own; the
book is made before the clock starts.
"""

from __future__ import annotations

import gc
import math
import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.years import sample_book
from unionxl.resources import load_standards
from unionxl.rules import run_rules

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.ledger import LedgerEntry

SIZES = (1_000, 10_000, 100_000, 1_000_000)
KIB = 1024


def grown_book(row_count: int) -> UnionBook:
    """Return the sample year with every ledger row repeated, each time with another price."""
    book = sample_book()
    copies, rest = divmod(row_count, len(book.ledger_entries))
    entries: list[LedgerEntry] = []
    for index, entry in enumerate(book.ledger_entries):
        for copy in range(copies + (index < rest)):
            number = len(entries) + 1
            change = Decimal(copy) / 100
            entries.append(
                replace(
                    entry,
                    voucher_no=f"记-{number:07d}",
                    description=f"{entry.description}{copy or ''}",
                    income_amount=entry.income_amount and entry.income_amount + change,
                    expense_amount=entry.expense_amount and entry.expense_amount + change,
                    source=replace(entry.source, row=number + 3),
                )
            )
    return replace(book, ledger_entries=tuple(entries))


def measure(row_count: int) -> None:
    """Print the rows, the findings, the seconds and the greatest memory of one size."""
    book, standards = grown_book(row_count), load_standards()
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, worked = time.perf_counter(), time.process_time()
    found = run_rules(book, standards)
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(row_count, len(found), f"{seconds:.3f}", f"{worked:.3f}", before // KIB, most // KIB)


def main(sizes: tuple[int, ...]) -> None:
    """Measure every size and print the table and the exponent of the growth."""
    print(f"{'rows':>9} {'findings':>8} {'seconds':>8} {'cpu':>8} {'MB before':>9} {'MB most':>8}")
    points = []
    for size in sizes:
        command = [sys.executable, "-m", "tests.bench.bench_rules", "--one", str(size)]
        line = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ)
        rows, found, seconds, worked, before, most = line.stdout.split()
        print(f"{rows:>9} {found:>8} {seconds:>8} {worked:>8} {before:>9} {most:>8}")
        points.append((math.log(int(rows)), math.log(float(worked))))
    for (x0, y0), (x1, y1) in pairwise(points):
        print(f"exponent {math.exp(x0):.0f} to {math.exp(x1):.0f}: {(y1 - y0) / (x1 - x0):.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
