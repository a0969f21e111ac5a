"""Rows of the input tables that no figure holds, and what is said of them: one home for both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.domain.book import UnionBook

# What stands in tables that hold what was planned, paid and done, by the name of the table.
SHEETS: Mapping[str, str] = {
    "Plan": "年度计划",
    "Members": "会员",
    "Dues": "会费",
    "Budget": "预算",
    "Ledger": "收支台账",
    "Services": "服务台账",
    "Activities": "活动台账",
    "Proposals": "提案",
    "Disclosures": "公开",
    "Duties": "周期事项",
    "Evidence": "考核清单",
}


class LeftOut:
    """By table, how many rows could not be read and how many lie outside of the table."""

    def __init__(self, unreadable: Mapping[str, int], outside: Mapping[str, int]) -> None:
        self._unreadable, self._outside = unreadable, outside

    @classmethod
    def of(cls, book: UnionBook) -> LeftOut:
        """Return what a book left out."""
        return cls(book.skipped_rows, book.outside_rows)

    def count(self, *tables: str) -> int:
        """Return how many rows of some tables count nowhere."""
        return sum(
            rows.get(table, 0) for rows in (self._unreadable, self._outside) for table in tables
        )

    def text(self, *tables: str, here: str = "") -> str:
        """Say how many rows of some tables count nowhere, and of which; "" where all count.

        >>> LeftOut({"Dues": 2}, {"Services": 80}).text("Dues", "Services")
        '另有 82 行因内容无法识别或在表格外未计入（《会费》2 行、《服务台账》80 行）'
        >>> LeftOut({"Dues": 2}, {}).text("Ledger")
        ''
        """
        count = self.count(*tables)
        if not count:
            return ""
        reasons = (("内容无法识别", self._unreadable), ("在表格外", self._outside))
        why = "或".join(
            reason for reason, rows in reasons if any(rows.get(table, 0) for table in tables)
        )
        named = "、".join(
            f"《{SHEETS[table]}》{self.count(table):,} 行" for table in tables if self.count(table)
        )
        return f"另有 {count:,} 行因{why}未计入{here}（{named}）"

    def nothing(self, table: str, said: str = "没有记录") -> str:
        """Say that a table holds nothing, with the rows of it that do not count.

        >>> LeftOut({}, {}).nothing("Services"), LeftOut({}, {"Dues": 3}).nothing("Dues")
        ('《服务台账》没有记录', '《会费》有 3 行未计入，此外没有记录')
        """
        count = self.count(table)
        left = f"有 {count:,} 行未计入，此外" if count else ""
        return f"《{SHEETS[table]}》{left}{said}"

    def besides(self, table: str) -> str:
        """Return the same as a clause before a sentence that names no sheet."""
        count = self.count(table)
        return f"《{SHEETS[table]}》有 {count:,} 行未计入，此外" if count else ""
