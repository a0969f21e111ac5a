"""Amounts of money, in yuan, exact to the fen."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
ZERO = Decimal("0.00")


def yuan(value: float | str | Decimal, unit: Decimal = FEN) -> Decimal:
    """Return an amount rounded half up to the fen, or to a coarser unit.

    >>> yuan(0.1 + 0.2)
    Decimal('0.30')
    >>> yuan("27.50", Decimal(1))
    Decimal('28.00')
    """
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = exact.quantize(unit, rounding=ROUND_HALF_UP)
    return rounded if unit is FEN else rounded.quantize(FEN)
