"""The bank's statement of a month held against the ledger: what agrees and what stays open.

Amounts are those of the union: money in is an income, whatever side the bank calls it. A row of
the ledger that names a voucher counts with the others of that voucher and day as one sum.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from unionxl.domain.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.ledger import LedgerEntry

NEAR_DAYS = 10  # a slip of the pen is looked for within so many days
NEAR_AMOUNT, NEAR_SHARE = 5, 100  # yuan, and one part of a hundred
MOST_TO_WEIGH = 400  # of one amount in one month; more are taken in the order of their days


class State(Enum):
    """How a line of the bank and one of the ledger stand to each other."""

    MATCHED = "相符"
    BANK_ONLY = "仅银行"
    BOOK_ONLY = "仅台账"
    NEAR = "疑似"


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that came or went, as one side wrote it; `month` is the earlier one that left it open.

    `row` is where it stands: of the ledger, or of the table of open items.
    """

    booked_on: dt.date
    text: str
    income_amount: Decimal
    expense_amount: Decimal
    voucher_no: str = ""
    row: int = 0
    left_open: bool = False

    @property
    def net_amount(self) -> Decimal:
        """Income less expenditure."""
        return self.income_amount - self.expense_amount


@dataclass(frozen=True, slots=True)
class Pair:
    """What belongs together: several lines of a side where only their sum agrees."""

    state: State
    bank: tuple[Movement, ...] = ()
    book: tuple[Movement, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A month of bank and ledger: the pairs, and both balances at its end."""

    pairs: tuple[Pair, ...]
    bank_balance_amount: Decimal
    book_balance_amount: Decimal

    def of(self, state: State) -> tuple[Pair, ...]:
        """Return the pairs of one state."""
        return tuple(pair for pair in self.pairs if pair.state is state)

    @property
    def bank_only(self) -> tuple[Movement, ...]:
        """What only the bank has, the likely slips of the pen too."""
        return tuple(one for pair in self._open for one in pair.bank)

    @property
    def book_only(self) -> tuple[Movement, ...]:
        """What only the ledger has, the likely slips of the pen too."""
        return tuple(one for pair in self._open for one in pair.book)

    @property
    def _open(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.state is not State.MATCHED)

    @property
    def adjusted_book_amount(self) -> Decimal:
        """The ledger's balance with what only the bank has."""
        return self.book_balance_amount + _net(self.bank_only)

    @property
    def adjusted_bank_amount(self) -> Decimal:
        """The bank's balance with what only the ledger has."""
        return self.bank_balance_amount + _net(self.book_only)

    @property
    def gap_amount(self) -> Decimal:
        """By how much the two adjusted balances differ; zero where they meet."""
        return self.adjusted_bank_amount - self.adjusted_book_amount


def _net(movements: Iterable[Movement]) -> Decimal:
    return sum((one.net_amount for one in movements), ZERO)


def vouchers_of(entries: Iterable[LedgerEntry]) -> tuple[tuple[LedgerEntry, ...], ...]:
    """Return the rows that count as one sum: those of one voucher and day."""
    found: dict[object, list[LedgerEntry]] = {}
    for entry in entries:
        key = (entry.voucher_no, entry.booked_on) if entry.voucher_no else entry.source
        found.setdefault(key, []).append(entry)
    return tuple(map(tuple, found.values()))


def as_movement(entry: LedgerEntry) -> Movement:
    """Return a row of the ledger as money that came or went."""
    return Movement(
        entry.booked_on,
        entry.description,
        entry.income_amount,
        entry.expense_amount,
        entry.voucher_no,
        entry.source.row,
    )


def summed(movements: Sequence[Movement]) -> Movement:
    """Return some movements of one voucher as one, on the side of their sum."""
    if len(movements) == 1:
        return movements[0]
    first, net = movements[0], _net(movements)
    text = f"{first.text}等 {len(movements)} 行"
    income, expense = max(net, ZERO), max(-net, ZERO)
    return Movement(
        first.booked_on, text, income, expense, first.voucher_no, first.row, first.left_open
    )


def reconcile(bank: Sequence[Movement], book: Sequence[Sequence[Movement]]) -> tuple[Pair, ...]:
    """Hold a statement's lines against the ledger's vouchers, each given with its rows.

    Both sides hold the month's lines and what earlier months left open. Equal amounts agree, the
    nearest days first; then rows of a voucher one by one, then several lines of a day whose sum
    agrees. What is left and alike is proposed as one thing, and stays open on both sides.
    """
    sums = {summed(rows): rows for rows in book if _net(rows)}
    left = _Left([one for one in bank if one.net_amount], list(sums))
    pairs = [
        *left.take(_of_equal_amount(left.bank, left.book)),
        *left.take(_row_by_row(left.bank, left.book, sums)),
        *left.take(_by_sums(left.bank, left.book)),
        *left.take(_alike(left.bank, left.book)),
    ]
    pairs += [Pair(State.BANK_ONLY, (one,)) for one in left.bank]
    pairs += [Pair(State.BOOK_ONLY, (), (one,)) for one in left.book]
    return tuple(sorted(pairs, key=_order))


def _order(pair: Pair) -> tuple[bool, dt.date]:
    """Return the place of a pair in the list: what is open first, then by days."""
    return pair.state is State.MATCHED, (pair.bank or pair.book)[0].booked_on


@dataclass(slots=True)
class _Left:
    """What no pair has yet."""

    bank: list[Movement]
    book: list[Movement]

    def take(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Take out what stands in some pairs, by identity: equal lines are not the same line."""
        found = list(pairs)
        gone = {id(one) for pair in found for one in (*pair.bank, *pair.book)}
        self.bank = [one for one in self.bank if id(one) not in gone]
        self.book = [one for one in self.book if id(one) not in gone]
        return found


KeyT = TypeVar("KeyT")


def _grouped(
    movements: Iterable[Movement], key: Callable[[Movement], KeyT]
) -> dict[KeyT, list[Movement]]:
    found: defaultdict[KeyT, list[Movement]] = defaultdict(list)
    for one in movements:
        found[key(one)].append(one)
    return found


def _of_equal_amount(bank: Iterable[Movement], book: Iterable[Movement]) -> Iterator[Pair]:
    """Yield the pairs of equal amount so that the days between them are fewest in all."""
    of_book = _grouped(book, lambda one: one.net_amount)
    for amount, lines in _grouped(bank, lambda one: one.net_amount).items():
        for line, booked in _nearest(lines, of_book.get(amount, [])):
            days = abs((line.booked_on - booked.booked_on).days)
            note = f"日期相差 {days} 天" if days > NEAR_DAYS else ""
            yield Pair(State.MATCHED, (line,), (booked,), note)


def _nearest(
    bank: Sequence[Movement], book: Sequence[Movement]
) -> Iterator[tuple[Movement, Movement]]:
    """Yield as many pairs as there can be, with the fewest days between them in all."""
    few, many = sorted((_by_day(bank), _by_day(book)), key=len)
    is_bank = len(bank) <= len(book)
    kept = _kept(few, many) if len(many) <= MOST_TO_WEIGH else range(len(few))
    for one, at in zip(few, kept, strict=True):
        yield (one, many[at]) if is_bank else (many[at], one)


def _by_day(movements: Iterable[Movement]) -> list[Movement]:
    return sorted(movements, key=lambda one: one.booked_on)


def _kept(few: Sequence[Movement], many: Sequence[Movement]) -> list[int]:
    """Return which of the many the few are paired with, in order, at the fewest days in all."""
    spare = len(many) - len(few)
    # best[skipped]: fewest days for the few so far, and the places taken, after so many skipped.
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())] * (spare + 1)
    for index, one in enumerate(few):
        days = [abs((one.booked_on - many[index + s].booked_on).days) for s in range(spare + 1)]
        row: list[tuple[int, tuple[int, ...]]] = []
        for skipped in range(spare + 1):
            here = (best[skipped][0] + days[skipped], (*best[skipped][1], index + skipped))
            row.append(min(row[-1], here) if row else here)
        best = row
    return list(best[-1][1])


def _row_by_row(
    bank: Sequence[Movement],
    book: Sequence[Movement],
    rows_of: dict[Movement, Sequence[Movement]],
) -> Iterator[Pair]:
    """Yield the vouchers whose rows the bank has one by one."""
    free = list(bank)
    for voucher in book:
        rows = rows_of[voucher]
        if len(rows) == 1:
            continue
        pairs = list(_of_equal_amount(free, rows))
        if len(pairs) == len(rows):
            lines = tuple(line for pair in pairs for line in pair.bank)
            taken = {id(line) for line in lines}
            free = [line for line in free if id(line) not in taken]
            yield Pair(State.MATCHED, lines, (voucher,), f"银行 {len(lines)} 笔合计")


def _by_sums(bank: Sequence[Movement], book: Sequence[Movement]) -> Iterator[Pair]:
    """Yield vouchers that all lines of the bank of one day and side make up, and the reverse."""
    yield from _sums(bank, book, lambda one, all_of: Pair(State.MATCHED, all_of, (one,), _SUM_BANK))
    yield from _sums(book, bank, lambda one, all_of: Pair(State.NEAR, (one,), all_of, _SUM_BOOK))


_SUM_BANK = "银行当日几笔合计"
_SUM_BOOK = "台账当日几张凭证合计"


def _sums(
    parts: Sequence[Movement],
    wholes: Sequence[Movement],
    pair: Callable[[Movement, tuple[Movement, ...]], Pair],
) -> Iterator[Pair]:
    """Yield each whole that is the sum of all parts of one day and side."""
    days = _grouped(parts, lambda one: (one.booked_on, one.net_amount > ZERO))
    sums = {_net(lines): tuple(lines) for lines in days.values() if len(lines) > 1}
    for whole in wholes:
        lines = sums.get(whole.net_amount)
        if lines and abs((lines[0].booked_on - whole.booked_on).days) <= NEAR_DAYS:
            del sums[whole.net_amount]
            yield pair(whole, lines)


def _alike(bank: Sequence[Movement], book: Sequence[Movement]) -> Iterator[Pair]:
    """Yield what is likely one thing written wrongly once: the nearest day first."""
    near = [
        (abs((line.booked_on - booked.booked_on).days), at, to)
        for at, line in enumerate(bank)
        for to, booked in enumerate(book)
        if abs((line.booked_on - booked.booked_on).days) <= NEAR_DAYS and _slip(line, booked)
    ]
    used_bank: set[int] = set()
    used_book: set[int] = set()
    for _days, at, to in sorted(near):
        if at not in used_bank and to not in used_book:
            used_bank.add(at)
            used_book.add(to)
            line, booked = bank[at], book[to]
            yield Pair(State.NEAR, (line,), (booked,), _slip(line, booked))


def _slip(line: Movement, booked: Movement) -> str:
    """Return which slip of the pen makes two amounts one; empty for none."""
    one, other = line.net_amount, booked.net_amount
    if one == -other:
        return "收支方向相反"
    if (one > ZERO) != (other > ZERO):
        return ""
    difference = abs(one - other)
    if difference <= NEAR_AMOUNT or difference * NEAR_SHARE <= abs(one):
        return f"金额相差 {difference:,.2f} 元"
    return _slip_of_digits(*(f"{abs(net):.2f}".replace(".", "") for net in (one, other)))


def _slip_of_digits(one: str, other: str) -> str:
    """Return by which slip one row of digits became the other."""
    if one.strip("0") == other.strip("0"):
        return "小数点或零的位置不同"
    if len(one) != len(other):
        return ""
    if sorted(one) == sorted(other):
        return "数字次序颠倒"
    wrong = sum(a != b for a, b in zip(one, other, strict=True))
    return "有一位数字不同" if wrong == 1 else ""
