"""What a member paid beyond one month counts for the member's other months.

Dues of a whole year are often paid at once and entered in one row.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, groupby
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.dues import DuesAccount
    from unionxl.domain.period import Month

    IsAsked = Callable[[tuple[Month, ...]], bool]


def with_surplus_spread(
    accounts: Iterable[DuesAccount], is_asked: IsAsked
) -> tuple[DuesAccount, ...]:
    """Let the surplus of a member's account cover what the other accounts lack.

    Args:
        accounts: Those of one year, the ones of a member together and the oldest first.
        is_asked: Whether a collection period is over and others have entered dues for it.
    """
    groups = groupby(accounts, key=lambda account: account.member.member_no)
    return tuple(chain.from_iterable(_spread(tuple(group), is_asked) for _, group in groups))


def _spread(accounts: Sequence[DuesAccount], is_asked: IsAsked) -> Sequence[DuesAccount]:
    """Spread the surplus of one member."""
    spread = list(accounts)
    for giver, account in enumerate(accounts):
        rest = _surplus(account)
        for target, to_most in _targets(accounts, giver, is_asked) if rest else ():
            part = min(rest, _room(spread[target], to_most=to_most)) if target != giver else ZERO
            if part > 0:
                spread[target] = _moved(spread[target], part)
                spread[giver] = _moved(spread[giver], -part)
                rest -= part
    return spread


def _targets(
    accounts: Sequence[DuesAccount], giver: int, is_asked: IsAsked
) -> Iterator[tuple[int, bool]]:
    """Give the accounts in the order of filling, and whether months before the start count.

    First what is owed, then the months after the one paid for, as who pays in advance means them,
    then those that nobody entered, and last those before the start. What was paid for such a month
    goes on from there.
    """
    indexes = range(len(accounts))
    if not accounts[giver].is_before_start:
        yield from ((index, False) for index in indexes if is_asked(accounts[index].months))
        yield from ((index, False) for index in indexes[giver + 1 :])
        yield from ((index, False) for index in indexes[:giver])
    yield from ((index, True) for index in indexes)


def _surplus(account: DuesAccount) -> Decimal:
    """Return what was paid beyond the months of an account.

    A month that stands there twice with no more than its dues is a doubt, not a surplus.
    """
    if account.is_before_start:
        most = account.most_amount
        over = ZERO if most is None else max(account.paid_amount - most, ZERO)
    else:
        over = account.over_amount
    months = [payment.month for payment in account.payments]
    if not over or len(months) == len(set(months)):
        return over
    asked = account.paid_amount - over
    return over if any((one.paid_amount or ZERO) > asked for one in account.payments) else ZERO


def _room(account: DuesAccount, *, to_most: bool) -> Decimal:
    """Return how much an account still lacks."""
    payable = account.told_payable_amount if account.owed_months else None
    known = [payable, account.most_amount if to_most else None]
    asked = max((amount for amount in known if amount is not None), default=ZERO)
    return ZERO if account.is_excused else max(asked - account.settled_amount, ZERO)


def _moved(account: DuesAccount, amount: Decimal) -> DuesAccount:
    return replace(account, moved_amount=account.moved_amount + amount)
