"""Voucher numbers: series, doubles, gaps."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise
from operator import eq, itemgetter, sub
from typing import TYPE_CHECKING, TypeAlias

from unionxl.domain.once import once_a_book

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from unionxl.domain.book import UnionBook
    from unionxl.domain.ledger import LedgerEntry

_LAST_NUMBER = re.compile(r"(.*?)([0-9]{1,12})\D*", re.DOTALL)
_FILLING = re.compile(r"[\s#＃第字]+")
_SEPARATOR = re.compile(r"[、,，;；/\n]+")
_RANGE = r"(.*?)([0-9]{1,9})号?(?:至|到|~|～|—+|--)(.*?)([0-9]{1,9})号?"
_RANGE_SIGNS = ("至", "到", "~", "～", "—", "--")
_LONGEST_RANGE = 50
_LATEST_START = 9  # a series that begins with a greater number goes on from elsewhere
_LEAST_ROWS = 3
_RESTARTS_NEEDED = 2
_DIGITS = "0123456789"
_LONGEST = 30
_MONTH_SCALES = (100, 1000, 10_000)


# What stands before a number, the number, and its month where numbers begin again every month;
# plain tuples, because a long ledger makes very many of them. Without a number: the text and -1.
VoucherNumber = tuple[str, int]
VoucherKey = tuple[str, int, str]
_NO_VOUCHER: VoucherNumber = ("", -1)
_NumberedRow: TypeAlias = "tuple[int, LedgerEntry]"


def parse_voucher(text: str) -> VoucherNumber:
    """Take a voucher number apart: what stands before its last number, and that number.

    >>> parse_voucher("记字第 012 号"), parse_voucher("记-12"), parse_voucher("无")
    (('记', 12), ('记', 12), ('无', -1))
    """
    head = text.rstrip(_DIGITS)
    if len(head) < len(text) <= _LONGEST:
        return _plain_prefix(head), int(text[len(head) :])
    return _parse_odd_voucher(text)


def parse_vouchers(texts: Sequence[str]) -> list[VoucherNumber]:
    """Take many voucher numbers apart; most begin like the one before them."""
    found: list[VoucherNumber] = []
    head = prefix = ""
    for text in texts:
        if not text:
            found.append(_NO_VOUCHER)
            continue
        digits = text.removeprefix(head)
        is_alike = digits.isdigit() and digits.isascii() and len(head) + len(digits) == len(text)
        if not is_alike:
            start = text.rstrip(_DIGITS)
            digits = text[len(start) :]
            if digits:
                head, prefix = start, _plain_prefix(start)
        is_odd = not digits or len(text) > _LONGEST
        found.append(_parse_odd_voucher(text) if is_odd else (prefix, int(digits)))
    return found


def _parse_odd_voucher(text: str) -> VoucherNumber:
    """Take a text apart that does not end in a number, or is very long."""
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
    """Return each number of a range of one series; any other text as it is, a mere mark none."""
    if not _plain_prefix(text):
        return ()
    is_range = any(sign in text for sign in _RANGE_SIGNS)
    found = re.fullmatch(_RANGE, text) if is_range else None
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
class VoucherSeries:
    """The rows of a series in order of their numbers, those of one number in table order.

    A series is a prefix, and a month as well where the numbers begin again every month or hold
    the month in front, as 0312 does; `month` is empty where they run through the year.
    """

    prefix: str
    month: str
    numbers: Sequence[int]
    entries: Sequence[LedgerEntry]

    @classmethod
    def of(cls, prefix: str, month: str, rows: Iterable[_NumberedRow]) -> VoucherSeries:
        """Sort the rows of a series."""
        ordered = sorted(rows, key=itemgetter(0))
        return cls(
            prefix, month, [number for number, _ in ordered], [entry for _, entry in ordered]
        )

    def rows(self, number: int) -> Sequence[LedgerEntry]:
        """Return the rows of a number."""
        first = bisect_left(self.numbers, number)
        return self.entries[first : bisect_right(self.numbers, number, first)]

    def shared_numbers(self) -> list[int]:
        """Return the numbers of several rows."""
        return list(dict.fromkeys(compress(self.numbers, map(eq, self.numbers, self.numbers[1:]))))

    def gaps(self) -> Iterator[VoucherGap]:
        """Yield what is missing between the least and the greatest number."""
        steps = map(sub, self.numbers[1:], self.numbers)
        for at in [at for at, step in enumerate(steps) if step > 1]:
            before, after = self.numbers[at : at + 2]
            yield VoucherGap(
                self.prefix, before + 1, after - 1, self.entries[at + 1], self.entries[at]
            )


@dataclass(frozen=True, slots=True)
class VoucherBook:
    """The rows of a ledger by series.

    `monthly` are the prefixes of series that begin again every month. `number_above` holds the
    number in the row above, by sheet row, for the rows whose number is there twice. `unnumbered`
    are the rows whose text holds no number, by text.
    """

    series: Mapping[str, Sequence[VoucherSeries]]
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
        for one in self.series.get(prefix, ()):
            rows = one.rows(count)
            if rows:
                yield (prefix, count, one.month), rows

    def doubles(self) -> list[tuple[LedgerEntry, ...]]:
        """Return the rows that share a number without being one voucher.

        The rows of one voucher have one date and the same signatures, and stand one below the
        other. Where hardly any voucher has several rows, none is expected to, unless the next
        number is there: a number typed twice leaves a gap behind it.
        """
        every = [one for series in self.series.values() for one in series]
        shared = [
            (one.rows(number), bool(one.rows(number + 1)))
            for one in every
            for number in one.shared_numbers()
        ]
        if not shared:
            return []
        is_custom = len(shared) * 20 >= sum(len(set(one.numbers)) for one in every)
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
        return [gap for series in self.series.values() for one in series for gap in one.gaps()]

    def late_starts(self) -> list[VoucherSeries]:
        """Return the series that begin with a small number above 1.

        Left out are those of hardly any rows, and those whose missing numbers another prefix
        holds: receipts and payments may be numbered through.
        """
        every = [one for series in self.series.values() for one in series]
        late = [
            one
            for one in every
            if 1 < one.numbers[0] <= _LATEST_START and len(one.numbers) >= _LEAST_ROWS
        ]
        early = [one for one in every if late and one.numbers[0] < _LATEST_START]
        held = {
            (one.prefix, number)
            for one in early
            for number in one.numbers[: bisect_left(one.numbers, _LATEST_START)]
        }
        return [
            one
            for one in late
            if not any(number < one.numbers[0] and prefix != one.prefix for prefix, number in held)
        ]


def voucher_book(entries: Sequence[LedgerEntry]) -> VoucherBook:
    """Sort the rows of a ledger by series and number."""
    by_prefix: defaultdict[str, list[_NumberedRow]] = defaultdict(list)
    unnumbered: defaultdict[str, list[LedgerEntry]] = defaultdict(list)
    parsed = parse_vouchers([entry.voucher_no for entry in entries])
    for entry, (prefix, number) in zip(entries, parsed, strict=True):
        if number >= 0:
            by_prefix[prefix].append((number, entry))
        else:
            unnumbered[prefix].append(entry)
    monthly = frozenset(
        prefix
        for prefix, rows in by_prefix.items()
        if _restarts_monthly(rows) or _holds_month(rows)
    )
    series = {
        prefix: [
            VoucherSeries.of(prefix, month, own)
            for month, own in (_by_month(rows) if prefix in monthly else {"": rows}).items()
        ]
        for prefix, rows in by_prefix.items()
    }
    return VoucherBook(series, unnumbered, monthly, _numbers_above(by_prefix, series))


@once_a_book
def vouchers_of(book: UnionBook) -> VoucherBook:
    """Sort the rows of a book's ledger by series and number."""
    return voucher_book(book.ledger_entries)


def _by_month(rows: Iterable[_NumberedRow]) -> dict[str, list[_NumberedRow]]:
    """Sort rows by month."""
    months: defaultdict[str, list[_NumberedRow]] = defaultdict(list)
    for row in rows:
        months[f"{row[1].booked_on:%Y-%m}"].append(row)
    return months


def _numbers_above(
    by_prefix: Mapping[str, Sequence[_NumberedRow]],
    series: Mapping[str, Iterable[VoucherSeries]],
) -> dict[int, int]:
    """Return the number in the row above each row whose number is there twice."""
    shared = {
        prefix: {number for one in own for number in one.shared_numbers()}
        for prefix, own in series.items()
    }
    return {
        entry.source.row: before
        for prefix, numbers in shared.items()
        if numbers
        for (before, _), (number, entry) in pairwise(by_prefix[prefix])
        if number in numbers
    }


def _restarts_monthly(rows: Sequence[_NumberedRow]) -> bool:
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


def _holds_month(rows: Sequence[_NumberedRow]) -> bool:
    """Tell whether nearly all numbers hold the month of their row before the last digits."""
    return any(_holds_month_above(scale, rows) for scale in _MONTH_SCALES)


def _holds_month_above(scale: int, rows: Sequence[_NumberedRow]) -> bool:
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
