"""What a journal in double entry says of money: moved between bank and cash, or paid in cash."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.ledger import BANK, CASH, CHARTED, CODE_LENGTH, OWN_ACCOUNTS
from unionxl.tables.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from decimal import Decimal

    from unionxl.lists.entries import Entry
    from unionxl.views.layout import CellValue

ACCOUNT = Ledger.money_account.header
_CALLED = {"库存现金": CASH, "现金": CASH, "银行存款": BANK}


class Vouchers:
    """The lines of each voucher: which move money of the union's own, which were paid in cash."""

    def __init__(self, found: Iterable[Entry]) -> None:
        groups: defaultdict[tuple[object, str], list[Entry]] = defaultdict(list)
        self._moved: dict[int, Mapping[str, CellValue]] = {}
        self._in_cash: set[int] = set()
        for one in found:
            if one.book and one.has_amount:
                self._of_day_book(one)
            elif one.voucher and one.has_amount:
                groups[one.day, one.voucher].append(one)
        self._lines = tuple(groups.values())
        for lines in self._lines:
            others = [one for one in lines if not _own(one)]
            if not others:
                self._moved.update(_moved(lines))
            elif {_own(one) for one in lines if _own(one)} == {CASH}:
                self._in_cash.update(one.row.number for one in others)

    def _of_day_book(self, one: Entry) -> None:
        """Take a line of a day book, which holds one line where a journal has two."""
        other = _own(one)
        if other and other != one.book:
            net = one.debit - one.credit if one.is_sided else one.credit - one.debit
            into, out_of = (other, one.book) if net > 0 else (one.book, other)
            self._moved[one.row.number] = _cells(into, out_of, abs(net))
        elif one.book == CASH and not other:
            self._in_cash.add(one.row.number)

    @property
    def moved_count(self) -> int:
        """How many rows of the ledger only move money between bank and cash."""
        return len(self._moved)

    def without_rows(self, is_other_side: Callable[[Entry], bool]) -> Iterator[Entry]:
        """Give the line on bank or cash of each voucher that only lends, buys assets or settles.

        Every line of such a voucher is the other side, so that nothing of it reaches the ledger.
        """
        for lines in self._lines:
            own = [one for one in lines if _own(one)]
            if own and all(map(is_other_side, lines)) and not any(map(self.moved, lines)):
                yield own[0]

    def moved(self, entry: Entry) -> Mapping[str, CellValue] | None:
        """Return the cells of a row for money that was drawn or paid in, None for other lines."""
        return self._moved.get(entry.row.number)

    def account(self, entry: Entry) -> Mapping[str, CellValue]:
        """Return the account of money of a line where it is not the bank."""
        return {ACCOUNT: CASH} if entry.row.number in self._in_cash else {}


def is_of_own(code: object) -> bool:
    """Tell whether a code is one of the accounts of money."""
    return isinstance(code, str) and code in OWN_ACCOUNTS


def _own(entry: Entry) -> str:
    """Return which account of money a line is about, "" for none."""
    return OWN_ACCOUNTS.get(entry.code[:CODE_LENGTH], "") or _CALLED.get(entry.account.strip(), "")


def _moved(lines: Iterable[Entry]) -> Iterator[tuple[int, Mapping[str, CellValue]]]:
    """Give the line that received money from the other account, with the cells of its row."""
    given = list(lines)
    received = [one for one in given if one.debit > 0]
    paid = {_own(one) for one in given if one.credit > 0}
    for one in received:
        if len(paid) == 1 and _own(one) not in paid:
            yield one.row.number, _cells(_own(one), next(iter(paid)), one.debit)


def _cells(into: str, out_of: str, amount: Decimal) -> Mapping[str, CellValue]:
    """Return the cells of a row for money that went from one account to the other."""
    code, name = CHARTED[into]
    return {
        Ledger.account_code.header: code,
        Ledger.account_name.header: name,
        Ledger.expense_amount.header: amount,
        ACCOUNT: out_of,
    }
