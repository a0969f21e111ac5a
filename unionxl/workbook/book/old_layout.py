"""What formulas of an older workbook do otherwise than the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.rules.finding import Finding, Severity
from unionxl.rules.remarks import OLD_FORMULA
from unionxl.rules.words import at, rows_text
from unionxl.tables.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.domain.ledger import LedgerEntry

MOST_NAMED = 20


def added_up_before(entries: Iterable[LedgerEntry]) -> Iterator[Finding]:
    """Say which rows the formulas of an older workbook add up, though they change no money."""
    rows = [one for one in entries if not one.changes_money]
    if rows:
        yield Finding(
            OLD_FORMULA,
            Severity.NOTE,
            f"{rows_text(one.source for one in rows)}共 {len(rows)} 笔是银行与现金之间的划转，"
            "或没有收付款，检查和各表不算作收入、支出；"
            "以前版式的工作簿，余额一栏和《首页》的公式仍算在内。",
            "请以各表和日记账的数字为准；想要公式也对，请换成今天版式的工作簿。",
            tuple(at(one.source, Ledger.account_code) for one in rows[:MOST_NAMED]),
        )
