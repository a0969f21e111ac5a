"""Amounts of money, in yuan, exact to the fen."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
ZERO = Decimal("0.00")


def yuan(value: float | str | Decimal) -> Decimal:
    """Return an amount rounded half up to the fen.

    >>> yuan(0.1 + 0.2)
    Decimal('0.30')
    """
    return Decimal(str(value)).quantize(FEN, rounding=ROUND_HALF_UP)
