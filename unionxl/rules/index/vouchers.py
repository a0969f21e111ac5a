"""The vouchers of a book."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from unionxl.domain.period import Month
from unionxl.domain.vouchers import parse_voucher, vouchers_in, vouchers_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from unionxl.domain.book import UnionBook
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.services import ServiceEntry
    from unionxl.domain.vouchers import VoucherBook, VoucherKey


class VoucherIndex:
    """The rows of ledger and registers by the vouchers they name."""

    def __init__(self, book: UnionBook) -> None:
        self.book = book

    @cached_property
    def in_ledger(self) -> VoucherBook:
        """The rows of the ledger by voucher number, those without one by their text."""
        return vouchers_of(self.book)

    @cached_property
    def rows_of_doubles(self) -> frozenset[int]:
        """The sheet rows of the ledger whose voucher number stands for several vouchers."""
        doubles = self.in_ledger.doubles()
        return frozenset(entry.source.row for rows in doubles for entry in rows)

    @cached_property
    def entries(self) -> Mapping[VoucherKey, tuple[LedgerEntry, ...]]:
        """The ledger rows of each voucher that a register names."""
        texts = (
            *(service.voucher_no for service in self.book.service_entries),
            *(activity.voucher_no for activity in self.book.activities),
        )
        named = {parse_voucher(number) for text in texts for number in vouchers_in(text)}
        rows_of = self.in_ledger.rows_of
        return {key: tuple(rows) for number in named for key, rows in rows_of(number)}

    def named(self, text: str, day: dt.date | None) -> tuple[VoucherKey, ...]:
        """Return the keys of the vouchers that a register names on a day.

        Where numbers begin again every month, the month of the day and its neighbours are tried.
        """
        return tuple(self._named(number, day) for number in vouchers_in(text))

    def _named(self, number: str, day: dt.date | None) -> VoucherKey:
        key = self.in_ledger.key_of(number, day)
        if day is None or key in self.entries:
            return key
        month = Month.of(day)
        tried = (
            self.in_ledger.key_of(number, near.first_on) for near in (month.next, month.previous)
        )
        return next((other for other in tried if other in self.entries), key)

    @cached_property
    def services(self) -> Mapping[VoucherKey, tuple[ServiceEntry, ...]]:
        """The services of each voucher."""
        found: defaultdict[VoucherKey, list[ServiceEntry]] = defaultdict(list)
        for service in self.book.service_entries:
            for key in self.named(service.voucher_no, service.served_on):
                found[key].append(service)
        return {key: tuple(services) for key, services in found.items()}
