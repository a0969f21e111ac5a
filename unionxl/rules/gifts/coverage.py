"""What was not checked because a figure is not set or not filled in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.rules.event_costs import MEMBER_OUTINGS, handout_costs, handouts, meal_costs
from unionxl.rules.fee_rows import fees
from unionxl.rules.finding import Severity
from unionxl.rules.gifts.life_events import LIMIT_IDS
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.ledger import Ledger
from unionxl.words.purposes import Purpose, purposes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.domain.activities import Activity
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.source import SourceRef
    from unionxl.domain.welfare import Benefit
    from unionxl.rules.book_index import BookIndex


@dataclass(frozen=True, slots=True)
class _Matter:
    """One matter of the profile: its limits, any of which is enough, and where it occurs."""

    name: str
    limit_ids: tuple[str, ...]
    sources: tuple[SourceRef, ...]


def limit_not_set(index: BookIndex) -> Iterator[Case]:
    """Find matters that occur in the book and for which no limit, or no number of heads, is set."""
    province = index.limits.policy.province or "没有选择省份"
    for matter in _matters(index):
        if matter.sources and not any(_is_set(index, one) for one in matter.limit_ids):
            yield Case(
                f"{matter.name}有 {len(matter.sources)} 笔，执行标准（{province}）"
                "未设限额，未检查。",
                "请向上级工会了解标准，填入《支出标准》表。",
                matter.sources,
                facts={"matter": matter.name, "entry_count": len(matter.sources)},
            )
    yield from _figures_not_set(index)
    yield from _heads_not_told(index)


def _is_set(index: BookIndex, limit_id: str) -> bool:
    """Tell whether a limit, or one for each of its kinds, is set."""
    if index.limits.limit(limit_id) is not None:
        return True
    return bool(index.limits.policy.limits_below(limit_id, index.reference_day))


def _matters(index: BookIndex) -> Iterator[_Matter]:
    """Give the matters that the rules hold against limits."""
    yield from _gift_matters(index)
    meals = index.ledger.purposes_among(Purpose.MEAL)
    for name, limit_id, is_outing in (
        ("活动用餐", "event-meal", False),
        ("春秋游用餐", "outing-meal", True),
    ):
        rows = [entry for entry, kinds in meals if (Purpose.OUTING in kinds) is is_outing]
        yield _Matter(name, (limit_id,), _sources(rows))
    yield from _handout_matters(index)
    activities = index.book.activities
    outings = [one for one in activities if Purpose.OUTING in purposes_in(one.name)]
    cures = [one for one in activities if Purpose.RECUPERATION in purposes_in(one.name)]
    yield _Matter(
        "评奖活动", ("prize-share",), _sources(one for one in activities if one.winner_count)
    )
    yield _Matter("春秋游天数", ("outing-days",), _sources(one for one in outings if one.day_count))
    yield _Matter(
        "春秋游费用",
        ("outing-a-day", "outing-trip", "outing-a-year"),
        _sources(one for one in outings if one.cost_amount),
    )
    yield _Matter(
        "疗休养费用",
        ("recuperation-a-day", "recuperation-a-year"),
        _sources(one for one in cures if one.cost_amount),
    )


def _handout_matters(index: BookIndex) -> Iterator[_Matter]:
    """Give what events hand out, the rows for which no limit is set."""
    unset: defaultdict[str, list[LedgerEntry]] = defaultdict(list)
    for one in handouts(index):
        if one.limit is None:
            unset[one.what].append(one.entry)
    for fee in fees(index):
        if fee.limit is None:
            unset[fee.what].append(fee.entry)
    for what, entries in unset.items():
        yield _Matter(what, (), _sources(entries))
    top_up = "dues-top-up-factor"
    outings = index.ledger.expenses_for(*MEMBER_OUTINGS)
    spent = sum((entry.expense_amount for entry in outings), ZERO)
    if index.year_is_over and spent > index.ledger.income_of("会费收入") > 0:
        yield _Matter("会员活动超出会费、由工会经费补充的", (top_up,), _sources(outings))


def _gift_matters(index: BookIndex) -> Iterator[_Matter]:
    """Give the kinds of gifts."""
    by_purpose = {
        Purpose.FESTIVAL: ("festival-gift-a-year", "festival-gift"),
        Purpose.BIRTHDAY: ("birthday-gift-a-year",),
        **{purpose: (limit_id,) for purpose, limit_id in LIMIT_IDS.items()},
    }
    for purpose, limit_ids in by_purpose.items():
        yield _Matter(purpose.gift_name, limit_ids, _sources(index.gifts.for_purpose(purpose)))


def _sources(rows: Iterable[LedgerEntry | Activity | Benefit]) -> tuple[SourceRef, ...]:
    return tuple(row.source for row in rows)


def _figures_not_set(index: BookIndex) -> Iterator[Case]:
    """Give the settings that rules need and that are not filled in."""
    settings = index.book.settings
    if index.book.budget_lines and index.ledger.expenses and settings.warning_rate is None:
        yield _setting("预警比例", "预算是否快用完")
    booked = index.ledger.income_of("拨缴经费收入")
    figures = (settings.payroll_amount, settings.contribution_rate, settings.retained_rate)
    if booked and None in figures:
        yield _setting("职工工资总额、拨缴比例和留成比例", "拨缴经费是否足额")
    elif booked and index.starts_late:
        first = settings.first_month.month
        yield Case(
            f"本工作簿从 {first} 月起登记，全年拨缴经费是否足额未检查。",
            f"请与财务核对全年的拨缴经费；{first} 月以前的登记在别处。",
            facts={"matter": "拨缴经费"},
        )
    if index.gifts.for_purpose(Purpose.FESTIVAL) and not index.limits.festival_words.allowed:
        yield Case(
            "《节日》表中没有标明哪些是年节，节日慰问的事由未检查。",
            "请在《节日》表的“年节”一栏填写是或否。",
        )


def _heads_not_told(index: BookIndex) -> Iterator[Case]:
    """Give, once, the rows that are limited a head and of which nothing tells the heads."""
    costs = chain(meal_costs(index), handout_costs(index))
    cells = tuple(
        dict.fromkeys(at(one.entry.source, Ledger.person_count) for one in costs if one.is_unknown)
    )
    if cells:
        yield Case(
            f"用餐、奖品等有 {len(cells)} 笔没有填写人数，活动台账中也查不到，"
            "是否超过人均标准未检查。",
            "请在《收支台账》表中补填人数，或在《活动台账》表中补填参加人数、获奖人数。",
            cells,
            facts={"entry_count": len(cells)},
        )


def _setting(name: str, what: str) -> Case:
    return Case(f"设置中没有填写{name}，{what}未检查。", "请在设置中补填。", facts={"matter": name})


RULES = (
    Rule(
        "未设限额，未检查",
        Group.GIFTS,
        Severity.NOTE,
        Grounds.PRACTICE,
        limit_not_set,
        reason="没有限额就没有检查；未检查不等于合格。",
        example="有 6 笔结婚慰问，本省和《支出标准》表都没有限额。",
        remedy="向上级工会了解标准，连同文件填入《支出标准》表。",
    ),
)
