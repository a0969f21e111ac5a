"""What a program of a user looks like to a type checker; the one of the house reads this file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import assert_type

from openpyxl.worksheet.worksheet import Worksheet

import unionxl


def spent(path: Path) -> float:
    """Do a little of everything."""
    with unionxl.open(path) as book:
        ledger = book.frame("收支台账", money="float")
        found = book.findings(today=dt.date(2026, 5, 20), rule="payment-repeated")
        done = book.make("month", month="2026-03", today="2026-05-20")
        assert_type(done, unionxl.Result)
        assert_type(done.sheets, tuple[str, ...])
        sheet = book.to_openpyxl(done.sheets[0])
        assert_type(sheet, Worksheet)
        assert_type(book.save(), Path | None)
    assert_type(unionxl.__version__, str)
    assert_type(unionxl.month, Callable[[], None])
    return float(ledger["支出金额"].sum()) + len(found)


def mistaken() -> None:
    """Make mistakes that are told before anything runs."""
    unionxl.mnth()  # type: ignore[attr-defined]
    book = unionxl.open(3)  # type: ignore[arg-type]
    book.frame("会员", money="cents")  # type: ignore[arg-type]
    book.seve()  # type: ignore[attr-defined]
