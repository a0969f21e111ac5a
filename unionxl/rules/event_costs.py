"""What meals and things handed out at events cost a head, and for how many heads a row paid."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.heads import told_a_head, told_a_winner
from unionxl.domain.money import ZERO
from unionxl.domain.welfare import words_of
from unionxl.words.lists import any_of
from unionxl.words.purposes import LIFE_EVENTS, Purpose, purposes_in
from unionxl.words.spending import says

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from unionxl.domain.activities import Activity
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.policy import Limit
    from unionxl.domain.vouchers import VoucherKey
    from unionxl.rules.book_index import BookIndex

COST_LIMITS = {
    Purpose.PRIZE: (("prize-each",), "奖品"),
    Purpose.SOUVENIR: (("souvenir-each",), "纪念品"),
    Purpose.CLOTHING: (("clothing-a-year", "clothing-a-two-years"), "服装"),
    Purpose.SHOW: (("show-each",), "观影观演"),
    Purpose.YEAR_CARD: (("year-card-each",), "年卡"),
    Purpose.CONSUMER_VOUCHER: (("consumer-voucher-a-year",), "工会消费券"),
}
LIKE_HEAD = 3  # characters that the words for one event begin with
MEMBER_OUTINGS = frozenset({Purpose.OUTING, Purpose.SHOW, Purpose.YEAR_CARD})


@dataclass(frozen=True, slots=True)
class HeadCost:
    """A ledger row whose amount a head is limited.

    `head_count` is 0 where neither the row nor an activity tells it; `told_amount` is what the
    words say of one head, None where they say nothing. `is_mixed` is a row that paid for other
    things, too: 租车、门票、午餐.
    """

    entry: LedgerEntry
    what: str
    limit: Limit
    bound_amount: Decimal
    head_count: int
    told_amount: Decimal | None
    is_mixed: bool = False

    @property
    def each_amount(self) -> Decimal:
        """What one head cost, as far as the row or an activity tells; zero where nothing does."""
        counted = self.entry.expense_amount / self.head_count if self.head_count else ZERO
        return max(counted, self.told_amount or ZERO)

    @property
    def is_unknown(self) -> bool:
        """Whether the row may be over the limit, and nothing tells if it is."""
        told_nothing = not self.head_count and self.told_amount is None
        return told_nothing and self.entry.expense_amount > self.bound_amount


def certain_sum(shares: Iterable[tuple[Decimal, int]], head_count: int) -> Decimal:
    """Return what somebody must have got in all, where each share went to so many of some heads.

    However the shares were dealt out, those that together leave out fewer than all have met in
    somebody.

    >>> certain_sum([(Decimal(80), 10), (Decimal(60), 8), (Decimal(90), 3)], 10)
    Decimal('230')
    >>> certain_sum([(Decimal(80), 5), (Decimal(60), 5)], 10)
    Decimal('80')
    """
    left_out, total = 0, ZERO
    for each, heads in sorted(shares, key=lambda share: -share[1]):
        left_out += max(head_count - heads, 0)
        if total and left_out >= head_count:
            break
        total += each
    return total


def meal_costs(index: BookIndex) -> Iterator[HeadCost]:
    """Give the meals at events and outings that have a limit."""
    heads = _Heads(index)
    for entry, kinds in index.ledger.purposes_among(Purpose.MEAL):
        limit_id = "outing-meal" if Purpose.OUTING in kinds else "event-meal"
        limit = index.limits.limit(limit_id, entry.booked_on)
        yield from _head_cost(entry, Purpose.MEAL, "用餐", limit, heads)


def meals_of_outings(index: BookIndex) -> dict[Activity, list[LedgerEntry]]:
    """Return the meals of each outing, without those that other activities may have shared."""
    heads = _Heads(index)
    meals: defaultdict[Activity, list[LedgerEntry]] = defaultdict(list)
    for entry, _ in index.ledger.purposes_among(Purpose.MEAL):
        activities = heads.activities_of(entry)
        if len(activities) == 1 and Purpose.OUTING in purposes_in(activities[0].name):
            meals[activities[0]].append(entry)
    return meals


@dataclass(frozen=True, slots=True)
class Handout:
    """A ledger row for things that events hand out, with its limit, None where none is set."""

    entry: LedgerEntry
    purpose: Purpose
    what: str
    limit: Limit | None


def handouts(index: BookIndex) -> Iterator[Handout]:
    """Give the prizes, souvenirs, clothing, shows, year cards and vouchers of the ledger."""
    for entry, kinds in index.ledger.purposes_among(*COST_LIMITS):
        if kinds & LIFE_EVENTS:
            continue
        for purpose, (limit_ids, what) in COST_LIMITS.items():
            if purpose in kinds:
                numbers = _prize_limit_ids(entry) if purpose is Purpose.PRIZE else limit_ids
                text = words_of(entry)
                found = (index.limits.limit_for(one, text, entry.booked_on) for one in numbers)
                limit = next((one for one in found if one is not None), None)
                yield Handout(entry, purpose, what, limit)


def handout_costs(index: BookIndex) -> Iterator[HeadCost]:
    """Give the prizes, souvenirs, clothing, shows and year cards that have a limit."""
    heads = _Heads(index)
    for one in handouts(index):
        yield from _head_cost(one.entry, one.purpose, one.what, one.limit, heads)


def _prize_limit_ids(entry: LedgerEntry) -> tuple[str, ...]:
    """Return the limits of prizes: of the best trainees, of teams only, or of single winners."""
    words = words_of(entry)
    if "优秀学员" in words:
        return ("trainee-award", "prize-each")
    if any_of("events", "集体奖").search(words) and "个人" not in words:
        return ("team-prize-each", "prize-each")
    return ("prize-each",)


def _head_cost(
    entry: LedgerEntry, purpose: Purpose, what: str, limit: Limit | None, heads: _Heads
) -> Iterator[HeadCost]:
    """Give a row with what tells its amount a head, where it has a limit."""
    if limit is None or limit.amount is None:
        return
    told = told_a_head(entry.description, entry.expense_amount)
    if told is None and purpose is Purpose.PRIZE and not entry.person_count:
        told = told_a_winner(entry.description, entry.expense_amount)
    # What the words say of a head is nearer than what a register says of an event.
    count = entry.person_count or (heads.of(entry, purpose) if told is None else 0)
    other = "另一项用餐" if purpose is Purpose.MEAL else "另一项开支"
    is_mixed = told is None and says(other, entry.description)
    yield HeadCost(entry, what, limit, limit.amount, count, told, is_mixed)


class _Heads:
    """Tells from the activities how many heads a ledger row paid for."""

    def __init__(self, index: BookIndex) -> None:
        self._key_of = index.vouchers.in_ledger.key_of
        self._by_voucher: defaultdict[VoucherKey, list[Activity]] = defaultdict(list)
        self._by_item: defaultdict[str, list[Activity]] = defaultdict(list)
        for activity in index.book.activities:
            for key in index.vouchers.named(activity.voucher_no, activity.held_on):
                self._by_voucher[key].append(activity)
            if activity.item_no:
                self._by_item[activity.item_no].append(activity)

    def of(self, entry: LedgerEntry, purpose: Purpose) -> int:
        """Return for how many heads a row paid, 0 where not every activity of it tells."""
        counts = [_count(activity, purpose) for activity in self.activities_of(entry)]
        return sum(counts) if all(counts) else 0

    def activities_of(self, entry: LedgerEntry) -> Sequence[Activity]:
        """Return the activities of a row's voucher, or else those of its work item."""
        key = self._key_of(entry.voucher_no, entry.booked_on) if entry.voucher_no else None
        if key is not None and key in self._by_voucher:
            return self._by_voucher[key]
        return self._by_item.get(entry.item_no, ())


def _count(activity: Activity, purpose: Purpose) -> int:
    """Return how many heads of an activity share a cost, 0 where it does not tell.

    Meals count by days; things are bought for those expected too.
    """
    if purpose is Purpose.PRIZE:
        return activity.winner_count or 0
    attended, expected = activity.attended_count or 0, activity.expected_count or 0
    if purpose is Purpose.MEAL:
        return (attended or expected) * (activity.day_count or 1)
    return max(attended, expected)


class EventRows:
    """The expenses of one event together: those of its activity, or of one day and like words."""

    def __init__(self, index: BookIndex) -> None:
        self._heads = _Heads(index)
        self._wanted = index.ledger.purposes_among(Purpose.PRIZE, Purpose.SOUVENIR, Purpose.MEAL)

    def by_event(self) -> Iterator[list[LedgerEntry]]:
        """Give the rows of each event that has several."""
        events: defaultdict[object, list[LedgerEntry]] = defaultdict(list)
        alone: list[LedgerEntry] = []
        like: dict[tuple[dt.date, str], object] = {}
        for entry, _ in self._wanted:
            activities = self._heads.activities_of(entry)
            if len(activities) != 1:
                alone.append(entry)
                continue
            events[activities[0].source.row].append(entry)
            like.setdefault(_like(entry), activities[0].source.row)
        for entry in alone:
            events[like.get(_like(entry), _like(entry))].append(entry)
        yield from (rows for rows in events.values() if len(rows) > 1)


def _like(entry: LedgerEntry) -> tuple[dt.date, str]:
    """Return what the rows for one event have in common, where no activity tells of it."""
    return entry.booked_on, entry.description[:LIKE_HEAD]
