"""What each member still owes up to a month, and how a sum she pays is put to the months."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN
from typing import TYPE_CHECKING

from unionxl.domain.dues import excused_months, payable_of, period_of
from unionxl.domain.dues_year import DuesState
from unionxl.domain.money import FEN, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.dues import DuesAccount, DuesPayment
    from unionxl.domain.dues_year import DuesYear
    from unionxl.domain.members import Member
    from unionxl.domain.period import Month

_SETTLED = frozenset(
    {DuesState.PAID, DuesState.EXCUSED, DuesState.NOT_A_MEMBER, DuesState.BEFORE_START}
)


@dataclass(frozen=True, slots=True)
class OwedPart:
    """What is open of one month; `row` is the one that is there already and was not paid in full.

    `payable_amount` is what the row of the month asks for, `open_amount` what of it is still to
    be paid; both are None where neither roll nor settings tell.
    """

    month: Month
    payable_amount: Decimal | None
    open_amount: Decimal | None
    row: DuesPayment | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """All that a member owes up to a month, the oldest first."""

    member: Member
    parts: tuple[OwedPart, ...]

    @property
    def months(self) -> tuple[Month, ...]:
        """The months that are open."""
        return tuple(part.month for part in self.parts)

    @property
    def amount(self) -> Decimal | None:
        """What it comes to, None where a part cannot be computed."""
        amounts = [part.open_amount for part in self.parts]
        known = [one for one in amounts if one is not None]
        return sum(known, ZERO) if len(known) == len(amounts) else None


def owed_up_to(dues: DuesYear, month: Month) -> tuple[Owed, ...]:
    """Return who owes for any month up to the end of the period of a month."""
    last = period_of(month, dues.terms.period)[-1]
    found: dict[str, tuple[Member, list[OwedPart]]] = {}
    for account in dues.accounts:
        if account.months[-1] <= last and dues.state_of(account) not in _SETTLED:
            _, parts = found.setdefault(account.member.member_no, (account.member, []))
            parts += _parts(account, dues)
    return tuple(Owed(member, tuple(parts)) for member, parts in found.values() if parts)


def _parts(account: DuesAccount, dues: DuesYear) -> Iterator[OwedPart]:
    """Yield the months of an account that are open; what is short lies in those without a row."""
    payable = account.told_payable_amount
    short = None if payable is None else account.short_amount
    excused = excused_months(account.payments)
    told = {month for payment in account.payments for month in payment.months}
    missing = [one for one in account.owed_months if one not in told and one not in excused]
    if not missing:
        paying = [payment for payment in account.payments if not payment.is_excused]
        if paying and short:
            row = paying[-1]
            yield OwedPart(row.months[-1], row.payable_amount, short, row)
        return
    each = payable_of(account.member, 1, dues.terms)
    for month, amount in zip(missing, _shares(short, len(missing)), strict=True):
        yield OwedPart(month, each if each is not None else amount, amount)


def _shares(amount: Decimal | None, count: int) -> list[Decimal | None]:
    """Split an amount evenly in fen; the last share gets what the division leaves."""
    if amount is None:
        return [None] * count
    share = (amount / count).quantize(FEN, ROUND_DOWN)
    return [*[share] * (count - 1), amount - share * (count - 1)]


def put_to_months(parts: Sequence[OwedPart], paid: Decimal) -> tuple[tuple[OwedPart, Decimal], ...]:
    """Put a sum to the open months, the oldest first; the last takes what is beyond all of them."""
    if any(part.open_amount is None for part in parts):
        shares = _shares(paid, len(parts))
        return tuple(zip(parts, (one or ZERO for one in shares), strict=True))
    found: list[tuple[OwedPart, Decimal]] = []
    rest = paid
    for part in parts:
        amount = min(part.open_amount or ZERO, rest)
        found.append((part, amount))
        rest -= amount
    if rest and found:
        part, amount = found[-1]
        found[-1] = (part, amount + rest)
    return tuple((part, amount) for part, amount in found if amount)
