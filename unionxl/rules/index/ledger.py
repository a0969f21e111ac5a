"""The ledger of a book, its accounts and its budget."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.budget import execute_totals
from unionxl.domain.ledger import (
    OWED_ABOVE,
    LedgerTotal,
    changing_money,
    income_and_spending,
    overdrawn_entries,
    totals_by_account,
)
from unionxl.domain.money import ZERO
from unionxl.domain.welfare import (
    words_of,
)
from unionxl.words.purposes import purposes_in
from unionxl.words.spending import fee_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.budget import BudgetExecution
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.words.purposes import Purpose


class LedgerIndex:
    """The rows of the ledger, added up and sorted in the ways that rules ask for."""

    def __init__(self, book: UnionBook) -> None:
        self.book = book

    @cached_property
    def chart(self) -> ChartOfAccounts:
        """The accounts of the edition in use."""
        return ChartOfAccounts.of(self.book.accounts, self.book.settings.account_edition)

    def kind_of(self, code: str) -> str:
        """Return whether a code is one of income or of expenditure, as far as the chart knows."""
        kind = self._kinds.get(code)
        if kind is None:
            kind = self._kinds[code] = self.chart.kind_of(code)
        return kind

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {}

    @cached_property
    def entries_by_day(self) -> Mapping[dt.date, Sequence[LedgerEntry]]:
        """The ledger rows of each day, in table order."""
        found: defaultdict[dt.date, list[LedgerEntry]] = defaultdict(list)
        for entry in self.book.ledger_entries:
            found[entry.booked_on].append(entry)
        return found

    @cached_property
    def by_row(self) -> Mapping[int, LedgerEntry]:
        """The ledger rows by the row of the sheet."""
        return {entry.source.row: entry for entry in self.book.ledger_entries}

    @cached_property
    def fees(self) -> tuple[tuple[LedgerEntry, str], ...]:
        """The expenses for lecturers, judges and helpers, with what they are."""
        named = ((entry, fee_in(words_of(entry))) for entry in self.expenses)
        return tuple([pair for pair in named if pair[1]])

    @cached_property
    def income_and_spending(self) -> tuple[LedgerEntry, ...]:
        """The ledger rows that are income or spending, not those on 1xx, 2xx and 3xx."""
        return income_and_spending(self.book.ledger_entries)

    @cached_property
    def incomes(self) -> tuple[LedgerEntry, ...]:
        """The ledger rows with an income."""
        return tuple([entry for entry in self.income_and_spending if entry.income_amount])

    @cached_property
    def expenses(self) -> tuple[LedgerEntry, ...]:
        """The ledger rows with an expense."""
        return tuple([entry for entry in self.income_and_spending if entry.expense_amount])

    @cached_property
    def payments(self) -> tuple[LedgerEntry, ...]:
        """The rows by which anybody was paid: for expenses, as advances, on debts."""
        return tuple(
            [
                entry
                for entry in self.book.ledger_entries
                if entry.expense_amount and not entry.own_account
            ]
        )

    @cached_property
    def attachments_are_counted(self) -> bool:
        """Whether the number of attachments is filled in anywhere."""
        return any(entry.attachment_count is not None for entry in self.expenses)

    @cached_property
    def descriptions(self) -> frozenset[str]:
        """What the ledger rows say that was paid for, each text once."""
        return frozenset(map(attrgetter("description"), self.book.ledger_entries))

    @cached_property
    def signatures(self) -> frozenset[tuple[str, str]]:
        """Every handler with every approver of a payment, as they are written."""
        return frozenset({(entry.handler, entry.approver) for entry in self.payments})

    @cached_property
    def purposes(self) -> tuple[tuple[LedgerEntry, frozenset[Purpose]], ...]:
        """The expenses that name a purpose or a form of handing out, with their purposes.

        What is passed on to the union above is paid from a debt, 211.
        """
        kinds_of = {text: purposes_in(text) for text in self.descriptions}
        found = [
            (entry, purposes_in(words_of(entry)) if entry.occasion else kinds_of[entry.description])
            for entry in self.payments
            if not entry.is_of_balance_sheet or entry.account_code.startswith(OWED_ABOVE)
        ]
        return tuple([pair for pair in found if pair[1] or pair[0].payment_form])

    @cached_property
    def _purposes_named(self) -> frozenset[Purpose]:
        """Every purpose that an expense names."""
        return frozenset(chain.from_iterable({kinds for _, kinds in self.purposes}))

    def purposes_among(
        self, *wanted: Purpose
    ) -> tuple[tuple[LedgerEntry, frozenset[Purpose]], ...]:
        """Return the expenses that name one of some purposes, with all purposes they name."""
        if self._purposes_named.isdisjoint(wanted):
            return ()
        return tuple(pair for pair in self.purposes if not pair[1].isdisjoint(wanted))

    def expenses_for(self, *wanted: Purpose) -> tuple[LedgerEntry, ...]:
        """Return the expenses that name one of some purposes."""
        return tuple(entry for entry, _ in self.purposes_among(*wanted))

    @cached_property
    def account_totals(self) -> dict[str, LedgerTotal]:
        """Income and spending by account code as it is written."""
        return totals_by_account(self.income_and_spending)

    @cached_property
    def account_codes(self) -> frozenset[str]:
        """The account codes that stand in the ledger, those of the balance sheet among them."""
        return frozenset(map(attrgetter("account_code"), self.book.ledger_entries)) - {""}

    @cached_property
    def total(self) -> LedgerTotal:
        """All income and spending."""
        totals = self.account_totals.values()
        return LedgerTotal(
            sum((total.income_amount for total in totals), ZERO),
            sum((total.expense_amount for total in totals), ZERO),
        )

    @cached_property
    def overdrawn(self) -> tuple[tuple[LedgerEntry, Decimal], ...]:
        """The rows at which the running balance falls below zero, and it, in order of days.

        The income of a day counts before its payments; without an opening balance there is none.
        """
        opening = self.book.settings.opening_balance_amount
        if opening is None:
            return ()
        by_day = {day: changing_money(rows) for day, rows in self.entries_by_day.items()}
        return tuple(overdrawn_entries(by_day, opening))

    def income_of(self, name: str) -> Decimal:
        """Return what was booked as income on an account and on those below it."""
        return sum(
            (
                total.income_amount
                for code, total in self.account_totals.items()
                if self._belongs_to(code, name)
            ),
            ZERO,
        )

    def budgeted(self, kind: str, name: str = "") -> Decimal:
        """Return what is budgeted as 收入 or 支出, on all accounts or on one and those below it.

        A line above others stands for them.
        """
        own = [
            one
            for one in self.book.budget_lines
            if one.kind == kind
            and one.is_of_an_account
            and one.account_code
            and (not name or self._belongs_to(one.account_code, name))
        ]
        codes = {one.account_code for one in own}
        above = {code: set(self.chart.lineage(code)) - {code} for code in codes}
        tops = (one for one in own if codes.isdisjoint(above[one.account_code]))
        return sum((one.final_amount for one in tops), ZERO)

    def income_entries_of(self, name: str) -> tuple[LedgerEntry, ...]:
        """Return the rows of income on an account and on those below it."""
        codes = {code for code in self.account_totals if self._belongs_to(code, name)}
        return tuple(entry for entry in self.incomes if entry.account_code in codes)

    def _belongs_to(self, code: str, name: str) -> bool:
        account = self.chart.named(name)
        return account is not None and account.account_code in self.chart.lineage(code)

    @cached_property
    def executions(self) -> tuple[BudgetExecution, ...]:
        """The budget against the ledger."""
        return execute_totals(self.book.budget_lines, self.account_totals, self.chart)
