"""Help for members in hardship: by season and by whose money, and whether the ledger agrees."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.matters import service_matter
from unionxl.domain.money import ZERO
from unionxl.domain.vouchers import parse_voucher, vouchers_in, vouchers_of
from unionxl.domain.welfare import words_of
from unionxl.words.lists import any_of, rows
from unionxl.words.purposes import Purpose, purposes_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.hardship import HardshipFile
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.service_summary import ServiceSummary
    from unionxl.domain.services import ServiceEntry
    from unionxl.domain.vouchers import VoucherBook, VoucherKey

LIST = "warmth"
NEW_YEAR, MAY_DAY, COOLING, SCHOOLING, EVERYDAY = "元旦春节", "五一", "送清凉", "金秋助学", "日常"
SEASONS = (NEW_YEAR, MAY_DAY, COOLING, SCHOOLING, EVERYDAY)
UNION, ABOVE, EMPLOYER, OTHERS = "工会", "上级", "行政", "其他"
SOURCES = (UNION, ABOVE, EMPLOYER, OTHERS)
# First and last month and day of what no word tells the season of.
_DAYS = (
    ((1, 1), (2, 31), NEW_YEAR),
    ((4, 20), (5, 10), MAY_DAY),
    ((7, 1), (8, 31), COOLING),
    ((9, 1), (9, 31), SCHOOLING),
    ((12, 1), (12, 31), NEW_YEAR),
)


def is_warmth(entry: ServiceEntry) -> bool:
    """Tell whether a row is help for somebody in hardship, 送清凉 or 金秋助学."""
    kind = entry.service_kind.strip()
    return service_matter(kind).is_warmth or (
        any_of(LIST, COOLING, SCHOOLING).search(kind) is not None
    )


def season_of(entry: ServiceEntry) -> str:
    """Return the season of a row: the first that its words name, else that of its day."""
    text = f"{entry.service_kind} {entry.content}"
    found = any_of(LIST).search(text)
    if found:
        return next(row.concept for row in rows(LIST) if row.word == found[0])
    return season_on(entry.served_on)


def season_on(day: dt.date | None) -> str:
    """Return the season of a day; August without words is that of the heat.

    >>> import datetime as dt
    >>> [season_on(dt.date(2026, month, 15)) for month in (1, 3, 5, 8, 9, 12)]
    ['元旦春节', '日常', '日常', '送清凉', '金秋助学', '元旦春节']
    """
    if day is None:
        return EVERYDAY
    on = (day.month, day.day)
    return next((season for first, last, season in _DAYS if first <= on <= last), EVERYDAY)


def payer_of(entry: ServiceEntry) -> str:
    """Return whose money it was: that of the union above, the union, the employer, or others."""
    source = entry.money_source
    if "上级" in source:
        return ABOVE
    if entry.is_union_money:
        return UNION
    return EMPLOYER if EMPLOYER in source else OTHERS


@dataclass(frozen=True, slots=True)
class Help:
    """One row of help, with the class of the member's open file."""

    entry: ServiceEntry
    person: str
    name: str
    season: str
    payer: str
    category: str

    @property
    def is_of_worth(self) -> bool:
        """Whether something was given, and not only said."""
        return bool(self.entry.amount or self.entry.quantity)


@dataclass(frozen=True, slots=True)
class SeasonSum:
    """What one payer gave in one season, all of them where a name is empty."""

    season: str
    payer: str
    household_count: int
    turn_count: int
    amount: Decimal
    goods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where services and ledger do not say the same amount."""

    what: str
    given: Decimal
    booked: Decimal


@dataclass(frozen=True, slots=True)
class Warmth:
    """The help of a year, the files that stand open, and who of them got nothing."""

    helps: tuple[Help, ...]
    files: tuple[HardshipFile, ...]
    without_help: tuple[HardshipFile, ...]
    differences: tuple[Difference, ...]

    def sums(self) -> tuple[SeasonSum, ...]:
        """Return the sums by season and payer, those with rows, in their order."""
        return tuple(
            found
            for season in SEASONS
            for payer in SOURCES
            if (found := self.sum_of(season, payer)).turn_count
        )

    def sum_of(self, season: str = "", payer: str = "") -> SeasonSum:
        """Add up the help of a season and a payer; an empty name takes in all."""
        found = [
            one for one in self.helps if season in {"", one.season} and payer in {"", one.payer}
        ]
        return SeasonSum(
            season,
            payer,
            len({one.person for one in found}),
            len(found),
            sum((one.entry.amount or ZERO for one in found), ZERO),
            tuple(dict.fromkeys(one.entry.content for one in found if one.is_of_worth)),
        )


def warmth_of(summary: ServiceSummary) -> Warmth:
    """Read the help of a book."""
    book = summary.book
    files = tuple(one for one in book.hardship_files if one.is_open)
    category = {summary.person_of(one.member_no, one.member_name): one.category for one in files}
    helps = []
    for entry in book.service_entries:
        if not is_warmth(entry) or entry.served_on is None:
            continue
        person = summary.person(entry)
        member = summary.roll.find(entry.member_no, entry.member_name)
        helps.append(
            Help(
                entry,
                person,
                member.name if member else entry.member_name or entry.member_no,
                season_of(entry),
                payer_of(entry),
                category.get(person, ""),
            )
        )
    helped = {one.person for one in helps}
    without = [
        one for one in files if summary.person_of(one.member_no, one.member_name) not in helped
    ]
    helps.sort(key=lambda one: (SEASONS.index(one.season), one.entry.served_on))
    entries = [one.entry for one in helps]
    return Warmth(tuple(helps), files, tuple(without), tuple(_differences(book, entries)))


def _differences(book: UnionBook, helps: Sequence[ServiceEntry]) -> Iterator[Difference]:
    """Yield where the union's help is not what the ledger has: each voucher, and what has none."""
    ledger = vouchers_of(book)
    union = [one for one in helps if one.amount and one.is_union_money]
    keys: dict[VoucherKey, str] = {}
    for entry in union:
        for number in vouchers_in(entry.voucher_no):
            keys.setdefault(ledger.key_of(number, entry.served_on), number)
    booked = {
        key: rows
        for number in {parse_voucher(number) for number in keys.values()}
        for key, rows in ledger.rows_of(number)
        if key in keys
    }
    yield from _by_voucher(book, ledger, keys, booked)
    loose = [one.amount or ZERO for one in union if not vouchers_in(one.voucher_no)]
    if loose:
        yield Difference(f"没有凭证号的 {len(loose)} 行", sum(loose, ZERO), ZERO)
    named = {row.source.row for rows in booked.values() for row in rows}
    for row in book.ledger_entries:
        if _is_for_hardship(row) and row.source.row not in named:
            what = f"台账 {row.voucher_no or f'第 {row.source.row} 行'}，没有服务登记"
            yield Difference(what, ZERO, row.expense_amount)


def _by_voucher(
    book: UnionBook,
    ledger: VoucherBook,
    keys: Mapping[VoucherKey, str],
    booked: Mapping[VoucherKey, Sequence[LedgerEntry]],
) -> Iterator[Difference]:
    """Yield the vouchers whose services, all of them, do not add up to the ledger's amount.

    Services that name several vouchers at once say nothing about a single one.
    """
    given: defaultdict[VoucherKey, Decimal] = defaultdict(lambda: ZERO)
    several: set[VoucherKey] = set()
    for entry in book.service_entries:
        if entry.amount and entry.is_union_money:
            found = [ledger.key_of(one, entry.served_on) for one in vouchers_in(entry.voucher_no)]
            several |= set(found) if len(found) > 1 else set()
            for key in found:
                given[key] += entry.amount
    for key, number in keys.items():
        rows = booked.get(key, ())
        paid = sum((row.expense_amount for row in rows), ZERO)
        if key not in several and given[key] != paid:
            yield Difference(f"凭证 {number}{'' if rows else '，台账中没有'}", given[key], paid)


def _is_for_hardship(row: LedgerEntry) -> bool:
    """Tell whether a row of the ledger pays for such help."""
    text = words_of(row)
    return row.expense_amount > ZERO and (
        Purpose.HARDSHIP in purposes_in(text) or bool(any_of(LIST, SCHOOLING).search(text))
    )
