"""Which tables have rows, so that the year's report says of none that it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.year_end import YearEnd


def presence(book: UnionBook) -> dict[str, bool]:
    """Tell which tables have rows, so that none is said to be empty that is not."""
    skipped = book.skipped_rows
    told = {
        "有计划": bool(book.work_items or skipped.get("Plan")),
        "有台账": bool(book.ledger_entries or skipped.get("Ledger")),
        "有会费": bool(book.dues_payments or skipped.get("Dues")),
    }
    others = (book.service_entries, book.proposals, book.disclosures, book.activities)
    return {**told, "有记录": any(told.values()) or any(others)}


def undone_text(year_end: YearEnd, cancelled: int) -> str:
    """Say what the plan holds where nothing of it is done."""
    count = year_end.item_count + cancelled
    if not count:
        return "《年度计划》没有可以计入的事项。"
    state = "都已取消" if count == cancelled else "目前还没有完成的事项"
    return f"年度计划 {count} 项，{state}。"
