"""Amounts of money, in yuan, exact to the fen."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
ZERO = Decimal("0.00")
_FAR_BEHIND_FEN = Decimal("1e-10")


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


def share(amount: Decimal, parts: int) -> Decimal:
    """Return an amount divided by heads or days, to be held against a limit.

    It is cut off far behind the fen, so that neither it nor a sum of some is ever above the truth.

    >>> share(Decimal("6000.20"), 60) > 100, share(Decimal("2000.00"), 3) * 3 > 2000
    (True, False)
    """
    return (amount / parts).quantize(_FAR_BEHIND_FEN, rounding=ROUND_DOWN)
