"""What would become of a list, by the sheet that it goes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.lists.dues import plan_dues
from unionxl.lists.ledger import plan_ledger
from unionxl.lists.members import plan_members
from unionxl.lists.plain import plan_plain
from unionxl.lists.services import plan_services
from unionxl.tables.account_map import ACCOUNT_MAP
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.all import BY_SHEET
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS
from unionxl.tables.services import SERVICES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.lists.model import ListDraft, Planned
    from unionxl.tables.model import Table

_PLANS: Mapping[str, Callable[[ListDraft, UnionBook], Planned]] = {
    MEMBERS.sheet: plan_members,
    DUES.sheet: plan_dues,
    SERVICES.sheet: plan_services,
    LEDGER.sheet: plan_ledger,
}
_READS: Mapping[str, tuple[Table, ...]] = {
    MEMBERS.sheet: (MEMBERS,),
    DUES.sheet: (MEMBERS, DUES),
    SERVICES.sheet: (MEMBERS, SERVICES),
    LEDGER.sheet: (LEDGER, ACCOUNTS),
}

_READS_IF_THERE: Mapping[str, tuple[Table, ...]] = {
    LEDGER.sheet: (ACCOUNT_MAP,),
    SERVICES.sheet: (LEDGER,),
}


def tables_for(target: str) -> tuple[Table, ...]:
    """Return the tables that a list is held against."""
    return _READS.get(target, (BY_SHEET[target],))


def tables_if_there(target: str) -> tuple[Table, ...]:
    """Return the tables that such a list is held against where a workbook has them."""
    return _READS_IF_THERE.get(target, ())


def planned(draft: ListDraft, book: UnionBook) -> Planned:
    """Say what would become of a list."""
    return _PLANS.get(draft.target, plan_plain)(draft, book)
