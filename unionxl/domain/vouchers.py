"""Voucher numbers: series, doubles, gaps."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from unionxl.domain.ledger import LedgerEntry

_LAST_NUMBER = re.compile(r"(.*?)([0-9]{1,12})\D*", re.DOTALL)
_FILLING = re.compile(r"[\s#＃第字]+")
_SEPARATOR = re.compile(r"[、,，;；/\n]+")
_RANGE = re.compile(r"(.*?)([0-9]{1,9})号?(?:至|到|~|～|—+|--)(.*?)([0-9]{1,9})号?")
_LONGEST_RANGE = 50
_RESTARTS_NEEDED = 2
_DIGITS = "0123456789"
_LONGEST = 30
_MONTH_SCALES = (100, 1000, 10_000)


# What stands before a number, the number, and its month where numbers begin again every month;
# plain tuples, because a long ledger makes very many of them. Without a number: the text and -1.
VoucherNumber = tuple[str, int]
VoucherKey = tuple[str, int, str]


def parse_voucher(text: str) -> VoucherNumber:
    """Take a voucher number apart: what stands before its last number, and that number.

    >>> parse_voucher("记字第 012 号"), parse_voucher("记-12"), parse_voucher("无")
    (('记', 12), ('记', 12), ('无', -1))
    """
    head = text.rstrip(_DIGITS)
    if len(head) < len(text) <= _LONGEST:
        return _plain_prefix(head), int(text[len(head) :])
    found = _LAST_NUMBER.fullmatch(_plain(text))
    return (_plain_prefix(found[1]), int(found[2])) if found else (_plain(text), -1)


@lru_cache(maxsize=4096)
def _plain_prefix(head: str) -> str:
    """Return what stands before a number in one way of writing."""
    return _plain(head).rstrip("-_—.")


def vouchers_in(text: str) -> tuple[str, ...]:
    """Return the numbers in a cell that may name several vouchers, or the first and the last.

    >>> vouchers_in("记-12、记-13"), vouchers_in("记-008至010")
    (('记-12', '记-13'), ('记-008', '记-009', '记-010'))
    """
    parts = (part.strip() for part in _SEPARATOR.split(text))
    return tuple(number for part in parts if part for number in _spelled_out(part))


@lru_cache(maxsize=4096)
def _spelled_out(text: str) -> tuple[str, ...]:
    """Return each number of a range of one series; any other text as it is."""
    found = _RANGE.fullmatch(text)
    if found is None or _plain_prefix(found[3]) not in {"", _plain_prefix(found[1])}:
        return (text,)
    first, last = int(found[2]), int(found[4])
    if not first < last < first + _LONGEST_RANGE:
        return (text,)
    return tuple(f"{found[1]}{number:0{len(found[2])}}" for number in range(first, last + 1))


def _plain(text: str) -> str:
    """Return a number in narrow characters without what fills it out."""
    return _FILLING.sub("", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True, slots=True)
class VoucherGap:
    """Numbers that are missing in a series, first and last included, and the rows beside them."""

    prefix: str
    first_missing: int
    last_missing: int
    following: LedgerEntry
    preceding: LedgerEntry

    @property
    def missing_count(self) -> int:
        """How many numbers are missing."""
        return self.last_missing - self.first_missing + 1


@dataclass(frozen=True, slots=True)
class VoucherBook:
    """The numbered rows of a ledger by series.

    A series is a prefix, and a month as well where the numbers begin again every month or hold
    the month in front, as 0312 does; `monthly` are the prefixes of such series. `number_above`
    holds the number in the row above, by sheet row, for the rows whose number is there twice.
    `months` are those of each prefix, `unnumbered` the rows whose text holds no number, by text.
    """

    series: Mapping[tuple[str, str], Mapping[int, Sequence[LedgerEntry]]]
    months: Mapping[str, Sequence[str]]
    unnumbered: Mapping[str, Sequence[LedgerEntry]]
    monthly: frozenset[str]
    number_above: Mapping[int, int]

    def key_of(self, text: str, day: dt.date | None) -> VoucherKey:
        """Return the number as a key that is unique over the months."""
        prefix, number = parse_voucher(text)
        return prefix, number, f"{day:%Y-%m}" if day and prefix in self.monthly else ""

    def rows_of(self, number: VoucherNumber) -> Iterator[tuple[VoucherKey, Sequence[LedgerEntry]]]:
        """Yield the rows of a number, by month where numbers begin again every month."""
        prefix, count = number
        if count < 0 and prefix in self.unnumbered:
            yield (prefix, count, ""), self.unnumbered[prefix]
        for month in self.months.get(prefix, ()):
            rows = self.series[prefix, month].get(count)
            if rows:
                yield (prefix, count, month), rows

    def doubles(self) -> list[tuple[LedgerEntry, ...]]:
        """Return the rows that share a number without being one voucher.

        The rows of one voucher have one date and the same signatures, and stand one below the
        other. Where hardly any voucher has several rows, none is expected to, unless the next
        number is there: a number typed twice leaves a gap behind it.
        """
        shared = [
            (rows, number + 1 in numbers)
            for numbers in self.series.values()
            for number, rows in numbers.items()
            if len(rows) > 1
        ]
        is_custom = len(shared) * 20 >= sum(map(len, self.series.values()))
        return [
            self._least_fitting_first(rows)
            for rows, goes_on in shared
            if not ((is_custom or goes_on) and _is_one_voucher(rows))
        ]

    def _least_fitting_first(self, rows: Sequence[LedgerEntry]) -> tuple[LedgerEntry, ...]:
        """Order rows of one number: first that which does not follow its neighbour's number."""
        number = parse_voucher(rows[0].voucher_no)[1]

        def fits(entry: LedgerEntry) -> bool:
            before = self.number_above.get(entry.source.row)
            return before is None or before in {number - 1, number}

        latest_first = list(rows)[::-1]
        return tuple(sorted(latest_first, key=fits))

    def gaps(self) -> list[VoucherGap]:
        """Return what is missing between the least and the greatest number of each series."""
        return [
            VoucherGap(prefix, before + 1, after - 1, numbers[after][0], numbers[before][-1])
            for (prefix, _), numbers in self.series.items()
            for before, after in pairwise(sorted(numbers))
            if after > before + 1
        ]


def voucher_book(entries: Iterable[LedgerEntry]) -> VoucherBook:
    """Sort the rows of a ledger by series and number, each in table order."""
    by_prefix: defaultdict[str, list[tuple[int, LedgerEntry]]] = defaultdict(list)
    unnumbered: defaultdict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in entries:
        prefix, number = parse_voucher(entry.voucher_no)
        if number >= 0:
            by_prefix[prefix].append((number, entry))
        elif prefix:
            unnumbered[prefix].append(entry)
    monthly = frozenset(
        prefix
        for prefix, rows in by_prefix.items()
        if _restarts_monthly(rows) or _holds_month(rows)
    )
    series: defaultdict[tuple[str, str], defaultdict[int, list[LedgerEntry]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for prefix, rows in by_prefix.items():
        if prefix in monthly:
            for number, entry in rows:
                series[prefix, f"{entry.booked_on:%Y-%m}"][number].append(entry)
        else:
            whole = series[prefix, ""]
            for number, entry in rows:
                whole[number].append(entry)
    months: defaultdict[str, list[str]] = defaultdict(list)
    for prefix, month in series:
        months[prefix].append(month)
    return VoucherBook(series, months, unnumbered, monthly, _numbers_above(by_prefix, series))


def _numbers_above(
    by_prefix: Mapping[str, Sequence[tuple[int, LedgerEntry]]],
    series: Mapping[tuple[str, str], Mapping[int, Sequence[LedgerEntry]]],
) -> dict[int, int]:
    """Return the number in the row above each row whose number is there twice."""
    shared = {
        (prefix, number)
        for (prefix, _), numbers in series.items()
        for number, rows in numbers.items()
        if len(rows) > 1
    }
    return {
        entry.source.row: before
        for prefix, rows in by_prefix.items()
        if shared
        for (before, _), (number, entry) in pairwise(rows)
        if (prefix, number) in shared
    }


def _restarts_monthly(rows: Sequence[tuple[int, LedgerEntry]]) -> bool:
    """Tell whether the numbers begin again every month.

    One number 1 in a later month is taken for a slip. More than half of the later months, and at
    least two, must hold a number 1; of a single later month, both 1 and 2.
    """
    months: dict[tuple[int, int], set[int]] = {
        (day.year, day.month): set() for day in {entry.booked_on for _, entry in rows}
    }
    for number, entry in [row for row in rows if row[0] in {1, 2}]:
        months[entry.booked_on.year, entry.booked_on.month].add(number)
    later = [numbers for _, numbers in sorted(months.items())][1:]
    if len(later) == 1:
        return {1, 2} <= later[0]
    restarts = sum(1 in numbers for numbers in later)
    return restarts >= _RESTARTS_NEEDED and restarts * 2 > len(later)


def _holds_month(rows: Sequence[tuple[int, LedgerEntry]]) -> bool:
    """Tell whether nearly all numbers hold the month of their row before the last digits."""
    return any(_holds_month_above(scale, rows) for scale in _MONTH_SCALES)


def _holds_month_above(scale: int, rows: Sequence[tuple[int, LedgerEntry]]) -> bool:
    """Tell whether at most a tenth of the numbers hold no month above a scale such as 100."""
    pardoned = len(rows) // 10
    for number, entry in rows:
        if number // scale % 100 != entry.booked_on.month:
            pardoned -= 1
            if pardoned < 0:
                return False
    return True


def _is_one_voucher(rows: Sequence[LedgerEntry]) -> bool:
    """Tell whether rows have one date and the same signatures and follow each other."""
    heads = {(entry.booked_on, entry.handler, entry.approver) for entry in rows}
    numbers = [entry.source.row for entry in rows]
    return len(heads) == 1 and all(after == before + 1 for before, after in pairwise(numbers))
