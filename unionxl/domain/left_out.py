"""Rows of the input tables that no figure holds, and what is said of them: one home for both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.domain.book import UnionBook


class Named(Protocol):
    """A table by the field of the book that its rows become, and by its sheet."""

    @property
    def field(self) -> str:
        """The field of the book."""

    @property
    def sheet(self) -> str:
        """The sheet, as the clerk knows it."""


class LeftOut:
    """By field of the book, how many rows could not be read and how many lie outside."""

    def __init__(self, unreadable: Mapping[str, int], outside: Mapping[str, int]) -> None:
        self._unreadable, self._outside = unreadable, outside

    @classmethod
    def of(cls, book: UnionBook) -> LeftOut:
        """Return what a book left out."""
        return cls(book.skipped_rows, book.outside_rows)

    def count(self, *tables: Named) -> int:
        """Return how many rows of some tables count nowhere."""
        return sum(
            rows.get(table.field, 0)
            for rows in (self._unreadable, self._outside)
            for table in tables
        )

    def text(self, *tables: Named, here: str = "") -> str:
        """Say how many rows of some tables count nowhere, and of which; "" where all count.

        >>> from types import SimpleNamespace as Table
        >>> dues = Table(field="dues_payments", sheet="会费")
        >>> services = Table(field="service_entries", sheet="服务台账")
        >>> LeftOut({"dues_payments": 2}, {"service_entries": 80}).text(dues, services)
        '另有 82 行因内容无法识别或在表格外未计入（《会费》2 行、《服务台账》80 行）'
        >>> LeftOut({"dues_payments": 2}, {}).text(services)
        ''
        """
        count = self.count(*tables)
        if not count:
            return ""
        reasons = (("内容无法识别", self._unreadable), ("在表格外", self._outside))
        why = "或".join(
            reason for reason, rows in reasons if any(rows.get(table.field, 0) for table in tables)
        )
        named = "、".join(
            f"《{table.sheet}》{self.count(table):,} 行" for table in tables if self.count(table)
        )
        return f"另有 {count:,} 行因{why}未计入{here}（{named}）"

    def nothing(self, table: Named, said: str = "没有记录") -> str:
        """Say that a table holds nothing, with the rows of it that do not count.

        >>> from types import SimpleNamespace as Table
        >>> dues = Table(field="dues_payments", sheet="会费")
        >>> LeftOut({}, {}).nothing(dues), LeftOut({}, {"dues_payments": 3}).nothing(dues)
        ('《会费》没有记录', '《会费》有 3 行未计入，此外没有记录')
        """
        count = self.count(table)
        left = f"有 {count:,} 行未计入，此外" if count else ""
        return f"《{table.sheet}》{left}{said}"

    def besides(self, table: Named) -> str:
        """Return the same as a clause before a sentence that names no sheet."""
        count = self.count(table)
        return f"《{table.sheet}》有 {count:,} 行未计入，此外" if count else ""
