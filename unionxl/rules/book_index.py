"""A year's book with what many rules look up, each worked out once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.budget import execute_totals
from unionxl.domain.festival_words import FestivalWords
from unionxl.domain.festivals import festival_days
from unionxl.domain.item_records import plan_records
from unionxl.domain.ledger import LedgerTotal, overdrawn_entries, totals_by_account
from unionxl.domain.money import ZERO, yuan
from unionxl.domain.period import Month
from unionxl.domain.vouchers import parse_voucher, vouchers_in, vouchers_of
from unionxl.domain.welfare import (
    benefit_of_entry,
    benefit_of_service,
    money_once,
    words_of,
)
from unionxl.rules.dues_index import DuesIndex
from unionxl.words.purposes import purposes_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.budget import BudgetExecution
    from unionxl.domain.item_records import PlanRecords
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.members import Member
    from unionxl.domain.plan import WorkItem
    from unionxl.domain.policy import FlaggedWord, Limit
    from unionxl.domain.services import ServiceEntry
    from unionxl.domain.vouchers import VoucherBook, VoucherKey
    from unionxl.domain.welfare import Benefit
    from unionxl.words.purposes import Purpose


class BookIndex(DuesIndex):
    """One book, the standards it is held against, and what is looked up in both.

    Nothing here changes the book.
    """

    def limit(self, limit_id: str, day: dt.date | None = None) -> Limit | None:
        """Return a limit on a day, or on the day the book is looked at."""
        return self.policy.limit_on(limit_id, day or self.reference_day)

    def figure(self, limit_id: str, day: dt.date | None = None) -> Decimal | None:
        """Return the figure of a limit."""
        limit = self.limit(limit_id, day)
        return limit.amount if limit else None

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
    def attachments_are_counted(self) -> bool:
        """Whether the number of attachments is filled in anywhere."""
        return any(entry.attachment_count is not None for entry in self.expenses)

    def count_at_work(self, day: dt.date) -> int:
        """Return how many members were at work on a day."""
        return len(self._at_work(day))

    def count_paying(self, day: dt.date) -> int:
        """Return how many of the members at work on a day paid dues this year."""
        if day not in self._paying_by_day:
            paying = (member.member_no in self.payers for member in self._at_work(day))
            self._paying_by_day[day] = sum(paying)
        return self._paying_by_day[day]

    @cached_property
    def _paying_by_day(self) -> dict[dt.date, int]:
        return {}

    def _at_work(self, day: dt.date) -> tuple[Member, ...]:
        if day not in self._at_work_by_day:
            self._at_work_by_day[day] = self.roll.at_work_on(day)
        return self._at_work_by_day[day]

    @cached_property
    def _at_work_by_day(self) -> dict[dt.date, tuple[Member, ...]]:
        return {}

    @cached_property
    def flagged_words(self) -> Mapping[str, FlaggedWord]:
        """The words that flag a payment here."""
        return {
            word.word: word
            for word in self.standards.flagged_words
            if self.policy.applies_in(word.province)
        }

    @cached_property
    def festival_words(self) -> FestivalWords:
        """The spellings of the festivals."""
        return FestivalWords.of(self.standards.festivals, self.book.festivals)

    def months_of_lunar_festival(self, name: str) -> tuple[int, ...]:
        """Return the months, counted from the year 0, of a lunar festival about this year.

        Empty for a festival that does not move.
        """
        if name not in self._months_of_festival:
            festival = self.festival_words.festivals.get(name)
            is_lunar = festival is not None and "农历" in festival.rule
            years = (self.year - 1, self.year, self.year + 1) if is_lunar else ()
            days = (day for year in years if festival for day in festival_days(festival, year))
            self._months_of_festival[name] = tuple(12 * day.year + day.month for day in days)
        return self._months_of_festival[name]

    @cached_property
    def _months_of_festival(self) -> dict[str, tuple[int, ...]]:
        return {}

    @cached_property
    def entries_by_day(self) -> Mapping[dt.date, Sequence[LedgerEntry]]:
        """The ledger rows of each day, in table order."""
        found: defaultdict[dt.date, list[LedgerEntry]] = defaultdict(list)
        for entry in self.book.ledger_entries:
            found[entry.booked_on].append(entry)
        return found

    @cached_property
    def incomes(self) -> tuple[LedgerEntry, ...]:
        """The ledger rows with an income."""
        return tuple([entry for entry in self.book.ledger_entries if entry.income_amount])

    @cached_property
    def expenses(self) -> tuple[LedgerEntry, ...]:
        """The ledger rows with an expense."""
        return tuple([entry for entry in self.book.ledger_entries if entry.expense_amount])

    @cached_property
    def descriptions(self) -> frozenset[str]:
        """What the ledger rows say that was paid for, each text once."""
        return frozenset(map(attrgetter("description"), self.book.ledger_entries))

    @cached_property
    def signatures(self) -> frozenset[tuple[str, str]]:
        """Every handler with every approver of an expense, as they are written."""
        return frozenset({(entry.handler, entry.approver) for entry in self.expenses})

    @cached_property
    def purposes(self) -> tuple[tuple[LedgerEntry, frozenset[Purpose]], ...]:
        """The expenses that name a purpose or a form of handing out, with their purposes."""
        kinds_of = {text: purposes_in(text) for text in self.descriptions}
        found = [
            (entry, purposes_in(words_of(entry)) if entry.occasion else kinds_of[entry.description])
            for entry in self.expenses
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
        """The ledger by account code as it is written."""
        return totals_by_account(self.book.ledger_entries)

    @property
    def account_codes(self) -> frozenset[str]:
        """The account codes that stand in the ledger."""
        return frozenset(self.account_totals) - {""}

    @cached_property
    def total(self) -> LedgerTotal:
        """The whole ledger."""
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
        return tuple(overdrawn_entries(self.entries_by_day, opening))

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

    def income_entries_of(self, name: str) -> tuple[LedgerEntry, ...]:
        """Return the rows of income on an account and on those below it."""
        codes = {code for code in self.account_totals if self._belongs_to(code, name)}
        return tuple(entry for entry in self.incomes if entry.account_code in codes)

    def _belongs_to(self, code: str, name: str) -> bool:
        account = self.chart.named(name)
        return account is not None and account.account_code in self.chart.lineage(code)

    @cached_property
    def last_month(self) -> int:
        """The month that the book has reached: that of the day, or of the last row if later."""
        of_year = (day for day in self.entries_by_day if day.year == self.year)
        reached = max(of_year, default=self.reference_day)
        return max(reached, self.reference_day).month

    @cached_property
    def executions(self) -> tuple[BudgetExecution, ...]:
        """The budget against the ledger."""
        return execute_totals(self.book.budget_lines, self.account_totals, self.chart)

    @cached_property
    def voucher_book(self) -> VoucherBook:
        """The rows of the ledger by voucher number, those without one by their text."""
        return vouchers_of(self.book)

    @cached_property
    def rows_of_doubles(self) -> frozenset[int]:
        """The sheet rows of the ledger whose voucher number stands for several vouchers."""
        doubles = self.voucher_book.doubles()
        return frozenset(entry.source.row for rows in doubles for entry in rows)

    @cached_property
    def entries_by_voucher(self) -> Mapping[VoucherKey, tuple[LedgerEntry, ...]]:
        """The ledger rows of each voucher that a register names."""
        texts = (
            *(service.voucher_no for service in self.book.service_entries),
            *(activity.voucher_no for activity in self.book.activities),
        )
        named = {parse_voucher(number) for text in texts for number in vouchers_in(text)}
        rows_of = self.voucher_book.rows_of
        return {key: tuple(rows) for number in named for key, rows in rows_of(number)}

    def vouchers_named(self, text: str, day: dt.date | None) -> tuple[VoucherKey, ...]:
        """Return the keys of the vouchers that a register names on a day.

        Where numbers begin again every month, the month of the day and its neighbours are tried.
        """
        return tuple(self._voucher_named(number, day) for number in vouchers_in(text))

    def _voucher_named(self, number: str, day: dt.date | None) -> VoucherKey:
        key = self.voucher_book.key_of(number, day)
        if day is None or key in self.entries_by_voucher:
            return key
        month = Month.of(day)
        tried = (
            self.voucher_book.key_of(number, near.first_on) for near in (month.next, month.previous)
        )
        return next((other for other in tried if other in self.entries_by_voucher), key)

    @cached_property
    def services_by_voucher(self) -> Mapping[VoucherKey, tuple[ServiceEntry, ...]]:
        """The services of each voucher."""
        found: defaultdict[VoucherKey, list[ServiceEntry]] = defaultdict(list)
        for service in self.book.service_entries:
            for key in self.vouchers_named(service.voucher_no, service.served_on):
                found[key].append(service)
        return {key: tuple(services) for key, services in found.items()}

    @cached_property
    def items(self) -> Mapping[str, WorkItem]:
        """The work items by number."""
        return {item.item_no: item for item in self.book.work_items}

    @cached_property
    def plan_records(self) -> PlanRecords:
        """What registers and ledger tell of the work items."""
        return plan_records(self.book)

    @cached_property
    def expense_by_item(self) -> Mapping[str, Decimal]:
        """What was spent on each work item."""
        spent: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
        for entry in self.expenses:
            if entry.item_no:
                spent[entry.item_no] += entry.expense_amount
        return dict(spent)

    @cached_property
    def ledger_benefits(self) -> tuple[Benefit, ...]:
        """The ledger rows that gave something to persons."""
        vouchers, roll, words = self.voucher_book, self.roll, self.festival_words
        found = (
            benefit_of_entry(entry, roll, words, vouchers, kinds) for entry, kinds in self.purposes
        )
        return tuple(self._shared_out(benefit) for benefit in found if benefit is not None)

    def _shared_out(self, benefit: Benefit) -> Benefit:
        """Return what everybody got by the roll, where a row for all says no number of heads."""
        if benefit.each_amount is not None or not benefit.goes_to_everyone or not self.roll.members:
            return benefit
        heads = self.count_at_work(benefit.given_on or self.reference_day)
        if not heads:
            return benefit
        return replace(benefit, each_amount=yuan(benefit.amount / heads), roll_count=heads)

    @cached_property
    def service_benefits(self) -> tuple[Benefit, ...]:
        """The services that gave something with a price."""
        found = (
            benefit_of_service(
                service,
                self.vouchers_named(service.voucher_no, service.served_on),
                self.roll,
                self.festival_words,
            )
            for service in self.book.service_entries
        )
        return tuple(benefit for benefit in found if benefit is not None)

    @cached_property
    def benefits(self) -> tuple[Benefit, ...]:
        """What was given in the year, ledger and services together, the same money once."""
        return tuple(
            benefit
            for benefit in money_once(self.ledger_benefits, self.service_benefits)
            if benefit.given_on is None or benefit.given_on.year == self.year
        )

    def benefits_for(self, purpose: Purpose) -> tuple[Benefit, ...]:
        """Return what was given for one purpose."""
        return tuple(benefit for benefit in self.benefits if benefit.purpose is purpose)
