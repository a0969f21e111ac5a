"""The whole input of one year, read once and never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from unionxl.domain.account_map import AccountPair
    from unionxl.domain.accounts import Account
    from unionxl.domain.activities import Activity
    from unionxl.domain.budget import BudgetLine
    from unionxl.domain.disclosures import Disclosure
    from unionxl.domain.dues import DuesPayment
    from unionxl.domain.duties import Duty
    from unionxl.domain.evidence import EvidenceItem
    from unionxl.domain.festivals import Festival
    from unionxl.domain.hardship import HardshipFile
    from unionxl.domain.history import PastService
    from unionxl.domain.holidays import HolidayDay
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.meetings import Meeting
    from unionxl.domain.members import Member
    from unionxl.domain.openings import Opening
    from unionxl.domain.papers import Paper
    from unionxl.domain.plan import WorkItem
    from unionxl.domain.policy import Limit
    from unionxl.domain.proposals import Proposal
    from unionxl.domain.reconciliation import BankItem
    from unionxl.domain.reviews import Review
    from unionxl.domain.services import ServiceEntry
    from unionxl.domain.settings import Settings


class TableNotReadError(LookupError):
    """A table was looked at that nobody had asked for: it is not empty, it was not read."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} was not asked for when the book was read")


class NotRead:
    """What stands in a book for the records of a table that was not read: no look at it passes."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def _refuse(self, *_: object) -> NoReturn:
        raise TableNotReadError(self._name)

    __iter__ = __len__ = __bool__ = __getitem__ = __contains__ = __reversed__ = _refuse
    __add__ = __radd__ = __eq__ = __ne__ = _refuse
    __hash__ = object.__hash__

    def __repr__(self) -> str:
        """Name the table."""
        return f"NotRead({self._name!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionBook:
    """Every table of the workbook as records.

    `as_of` is today as the caller sees it; `skipped_rows` counts, by the field of the others, the
    rows that could not be read and are in no sum and on no sheet; `outside_rows` those that stand
    below a table and were not taken in. `columns` holds, by sheet, the letter of the column with
    each header. `refused_settings` are the labels of the settings that hold something which cannot
    be what is meant.
    """

    settings: Settings
    as_of: dt.date
    work_items: tuple[WorkItem, ...] = ()
    members: tuple[Member, ...] = ()
    dues_payments: tuple[DuesPayment, ...] = ()
    budget_lines: tuple[BudgetLine, ...] = ()
    ledger_entries: tuple[LedgerEntry, ...] = ()
    service_entries: tuple[ServiceEntry, ...] = ()
    activities: tuple[Activity, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    duties: tuple[Duty, ...] = ()
    evidence_items: tuple[EvidenceItem, ...] = ()
    limits: tuple[Limit, ...] = ()
    accounts: tuple[Account, ...] = ()
    festivals: tuple[Festival, ...] = ()
    holiday_days: tuple[HolidayDay, ...] = ()
    reviews: tuple[Review, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    hardship_files: tuple[HardshipFile, ...] = ()
    papers: tuple[Paper, ...] = ()
    past_services: tuple[PastService, ...] = ()
    account_pairs: tuple[AccountPair, ...] = ()
    bank_items: tuple[BankItem, ...] = ()
    openings: tuple[Opening, ...] = ()
    skipped_rows: Mapping[str, int]
    outside_rows: Mapping[str, int] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    refused_settings: tuple[str, ...] = ()

    @property
    def fiscal_year(self) -> int:
        """The year of the workbook."""
        return self.settings.fiscal_year
