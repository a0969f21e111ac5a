"""The plan of a book."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.domain.item_records import plan_records
from unionxl.domain.money import ZERO
from unionxl.domain.start import kept_items

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.item_records import PlanRecords
    from unionxl.domain.plan import WorkItem
    from unionxl.rules.index.ledger import LedgerIndex


class PlanIndex:
    """The works of the plan, and what tells of them."""

    def __init__(self, book: UnionBook, ledger: LedgerIndex) -> None:
        self.book = book
        self.ledger = ledger

    @cached_property
    def kept_items(self) -> tuple[WorkItem, ...]:
        """The works of the plan without those before the first month kept in the workbook."""
        return kept_items(self.book)

    @cached_property
    def items(self) -> Mapping[str, WorkItem]:
        """The work items by number."""
        return {item.item_no: item for item in self.book.work_items}

    @cached_property
    def records(self) -> PlanRecords:
        """What registers and ledger tell of the work items."""
        return plan_records(self.book)

    @cached_property
    def expense_by_item(self) -> Mapping[str, Decimal]:
        """What was spent on each work item."""
        spent: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
        for entry in self.ledger.expenses:
            if entry.item_no:
                spent[entry.item_no] += entry.expense_amount
        return dict(spent)
