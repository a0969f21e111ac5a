"""A workbook with a ledger of 100,000 rows: adding a sheet, reading the ledger, appending a row.

python -m tests.bench.bench_package

Each step is a process of its own, so that its memory is its own; openpyxl's load and save of the
same file in the same run is the measure for adding a sheet.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

ROWS = 100_000
HEADER = (
    *("日期", "凭证号", "摘要", "科目编码", "科目名称", "收入金额", "支出金额", "经费来源"),
    *("计划编号", "事由", "受益会员", "备注"),
)
BAR_RATIO = 20
BAR_MEGABYTES = 150
START = """
import json, resource, sys, time
from pathlib import Path
path = Path(sys.argv[1])
begin = time.perf_counter()
"""
END = """
seconds = time.perf_counter() - begin
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
OPEN = """
from tests.bookfiles import a_sheet
from unionxl.workbook.package.workbook import open_workbook
begin = time.perf_counter()
book = open_workbook(path)
"""
STEPS = {
    "add a sheet": OPEN + "book.put_sheet(a_sheet())\nbook.save()",
    "read the ledger": OPEN + "assert len(book.read_table('Ledger').rows) == 100_000",
    "append a row": OPEN + "book.append_rows('Ledger', [{'摘要': '一笔'}])\nbook.save()",
    "openpyxl load and save": "import openpyxl\nopenpyxl.load_workbook(path).save(path)",
}


def write_ledger(path: Path) -> None:
    """Write the workbook."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("收支台账")
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    money = book.add_format({"num_format": "#,##0.00"})
    columns = [{"header": name} for name in HEADER]
    sheet.add_table(0, 0, ROWS, len(HEADER) - 1, {"name": "Ledger", "columns": columns})
    start = dt.date(2026, 1, 1)
    for number in range(1, ROWS + 1):
        sheet.write_datetime(number, 0, start + dt.timedelta(number % 365), date)
        texts = (f"记-{number}", f"节日慰问品 {number % 5000}", "50301", "送温暖费")
        sheet.write_row(number, 1, texts)
        sheet.write_row(number, 5, (0, number % 100_000 / 100), money)
        sheet.write_row(number, 7, ("会费", f"P-{number % 60}", "春节", "某会员", "无"))
    book.add_worksheet("首页")
    book.close()


def measured(step: str, path: Path) -> tuple[float, float]:
    """Return seconds and megabytes of one step in a process of its own."""
    command = [sys.executable, "-c", START + STEPS[step] + END, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def main() -> None:
    found = {}
    with tempfile.TemporaryDirectory() as name:
        original = Path(name) / "original.xlsx"
        # In a process of its own: a child begins with the memory that its parent had.
        write = (
            "import sys; from tests.bench.bench_package import *; write_ledger(Path(sys.argv[1]))"
        )
        subprocess.run([sys.executable, "-c", write, str(original)], check=True)
        print(f"{ROWS:,} x {len(HEADER)}, {original.stat().st_size / 1e6:.1f} MB")
        for step in STEPS:
            rounds = 1 if "openpyxl" in step else 3
            results = []
            for _ in range(rounds):
                work = Path(shutil.copy(original, Path(name) / "work.xlsx"))
                results.append(measured(step, work))
            found[step] = min(results)
            print(f"{step:<24}{found[step][0]:8.2f} s {found[step][1]:8.0f} MB")
    seconds, megabytes = found["add a sheet"]
    ratio = found["openpyxl load and save"][0] / seconds
    print(f"adding a sheet is {ratio:.0f} times faster (bar: {BAR_RATIO})")
    print(f"and takes {megabytes:.0f} MB (bar: {BAR_MEGABYTES})")


if __name__ == "__main__":
    main()
