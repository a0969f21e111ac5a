"""A row of dues for several months pays the months that it names."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from unionxl.domain.dues import months_owed, period_of
from unionxl.domain.money import FEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.domain.dues import DuesPayment, DuesTerms
    from unionxl.domain.members import Member
    from unionxl.domain.period import Month


def parts_of(
    payment: DuesPayment, member: Member | None, terms: DuesTerms
) -> tuple[DuesPayment, ...]:
    """Return what a row pays for each collection period, the row itself where it is for one.

    Months before the first one kept, and those in which the member was none, get no part unless
    all are such.
    """
    named = payment.named_months
    if len({period_of(month, terms.period)[0] for month in named}) <= 1:
        return (payment,)
    kept = [month for month in named if not terms.is_before_start(month)]
    owed = [month for month in kept if member is None or _is_owed(member, month)]
    paid_for = tuple(owed or kept or named)
    starts = [period_of(month, terms.period)[0] for month in paid_for]
    counts = Counter(starts)  # in order, as the months are
    months = [
        tuple(month for month, one in zip(paid_for, starts, strict=True) if one == start)
        for start in counts
    ]
    payable = _split(payment.payable_amount, [*counts.values()])
    paid = _split(payment.paid_amount, [*counts.values()])
    return tuple(
        replace(
            payment,
            month=some[-1],
            named_months=some,
            payable_amount=of_payable,
            paid_amount=of_paid,
        )
        for some, of_payable, of_paid in zip(months, payable, paid, strict=True)
    )


def _is_owed(member: Member, month: Month) -> bool:
    return month in months_owed(member, month.year)


def _split(amount: Decimal | None, shares: Sequence[int]) -> list[Decimal | None]:
    """Split an amount by shares in fen; the last part gets what the division leaves."""
    if amount is None:
        return [None] * len(shares)
    whole = sum(shares)
    parts = [(amount * share / whole).quantize(FEN, ROUND_DOWN) for share in shares[:-1]]
    return [*parts, amount - sum(parts, Decimal(0))]
