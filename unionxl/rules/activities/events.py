"""Rules about events, outings, shows and rest cures."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO, yuan
from unionxl.domain.written import figure, money, percent
from unionxl.rules.event_costs import (
    MEMBER_OUTINGS,
    certain_sum,
    handout_costs,
    meal_costs,
    meals_of_outings,
)
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.over_a_year import over_a_year
from unionxl.rules.rule import COMMON_PRACTICE, Case, Grounds, Group, Rule
from unionxl.rules.words import at, over_text
from unionxl.tables.activities import Activities
from unionxl.tables.ledger import Ledger
from unionxl.words.lists import any_of
from unionxl.words.numerals import ONES
from unionxl.words.purposes import Purpose, days_told, purposes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.domain.activities import Activity
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.policy import Limit
    from unionxl.domain.source import SourceRef
    from unionxl.domain.vouchers import VoucherKey
    from unionxl.rules.book_index import BookIndex
    from unionxl.rules.event_costs import HeadCost

PLAINEST_DENOMINATOR = 100
BATCHES_WITHIN = dt.timedelta(days=30)
_NUMERAL = rf"[{ONES}十两\d]+"
_BATCH = re.compile(
    rf"[（(【\[]?(?:第?{_NUMERAL}[批组车队](?:次)?|[首末]批|[A-Da-d甲乙丙丁]组|[上下]午)[)）】\]]?|"
    rf"[（(【\[]{_NUMERAL}[)）】\]]|[①-⑩]"
)


def too_many_prize_winners(index: BookIndex) -> Iterator[Case]:
    """Find events at which more people won than the share that may win."""
    for activity in index.book.activities:
        heads = activity.attended_count or activity.expected_count
        limit = index.limits.limit("prize-share", activity.held_on)
        if _is_training(activity):
            limit = index.limits.limit("trainee-award-share", activity.held_on) or limit
        if not activity.winner_count or not heads or limit is None or limit.amount is None:
            continue
        share = Fraction(limit.amount).limit_denominator(PLAINEST_DENOMINATOR)
        if Fraction(activity.winner_count, heads) > share:
            most = int(heads * share)
            yield Case(
                f"「{activity.name}」{heads} 人参加，{activity.winner_count} 人获奖，"
                f"超过 {share.numerator}/{share.denominator}（最多 {most} 人）。",
                "请核对人数；普遍奖励的，应改发纪念品。",
                (at(activity.source, Activities.winner_count),),
                limit.citation,
                facts={"winner_count": activity.winner_count, "head_count": heads},
            )


def _is_training(activity: Activity) -> bool:
    """Tell whether those who won at an activity are the best trainees of a course."""
    return bool(any_of("events", "培训").search(activity.name)) and not any_of(
        "events", "竞赛"
    ).search(activity.name)


def event_meal_over_standard(index: BookIndex) -> Iterator[Case]:
    """Find meals at events that cost more a head, or more of an outing, than the local standard."""
    for cost in meal_costs(index):
        yield from _each_over(cost)
    for activity, meals in meals_of_outings(index).items():
        yield from _meal_share_over(index, activity, meals)


def _meal_share_over(
    index: BookIndex, activity: Activity, meals: list[LedgerEntry]
) -> Iterator[Case]:
    """Give an outing of one day whose meals are more of its cost than may be."""
    limit = index.limits.limit("outing-meal-share", activity.held_on)
    days = max(activity.day_count or 0, days_told(activity.name))
    if limit is None or limit.amount is None or not activity.cost_amount or days > 1:
        return
    spent = sum((entry.expense_amount for entry in meals), ZERO)
    over = spent - limit.amount * activity.cost_amount
    if over > 0:
        yield Case(
            f"「{activity.name}」费用 {money(activity.cost_amount)} 元，"
            f"其中用餐 {money(spent)} 元，超过费用的 {percent(limit.amount)}，"
            f"多 {money(yuan(over))} 元。",
            "请核对用餐支出和活动费用；确已超标的，请按规定处理超出部分。",
            tuple(at(entry.source, Ledger.expense_amount) for entry in meals),
            limit.citation,
            facts={"spent_amount": spent, "over_amount": yuan(over)},
        )


def event_cost_over_limit(index: BookIndex) -> Iterator[Case]:
    """Find prizes, souvenirs, clothing, shows and year cards over the limit a head."""
    costs = list(handout_costs(index))
    for cost in costs:
        yield from _each_over(cost)
    yield from _year_over(index, costs)


def _year_over(index: BookIndex, costs: Iterable[HeadCost]) -> Iterator[Case]:
    """Give what somebody must have got more of in a year than a yearly limit allows."""
    by_kind: defaultdict[str, list[HeadCost]] = defaultdict(list)
    for cost in costs:
        if "年" in cost.limit.measure and cost.head_count:
            by_kind[cost.what].append(cost)
    staff = index.people.count_at_work(index.reference_day)
    for what, ones in by_kind.items():
        limit, bound = ones[-1].limit, ones[-1].bound_amount
        total = certain_sum([(one.each_amount, one.head_count) for one in ones], staff)
        if total > bound and all(one.each_amount <= bound for one in ones):
            yield Case(
                f"本年 {len(ones)} 笔{what}，有人合计至少 {money(yuan(total))} 元，"
                f"超过每年的标准 {money(bound)} 元，{over_text(total, bound, staff)}。",
                "请核对各次的人数和金额；确已超标的，请按规定处理超出部分。",
                tuple(at(one.entry.source, Ledger.expense_amount) for one in reversed(ones)),
                limit.citation,
                facts={"each_amount": yuan(total), "over_amount": yuan(total - bound)},
            )


def _each_over(cost: HeadCost) -> Iterator[Case]:
    """Give a ledger row whose amount a head, counted or told in words, exceeds a limit."""
    entry, told, parts = cost.entry, cost.told_amount, cost.head_count
    each = entry.expense_amount / parts if parts else ZERO
    heads = f"{parts} 人" if entry.person_count else f"按活动台账 {parts} 人次"
    how = f"{money(entry.expense_amount)} 元，{heads}"
    if told is not None and told > each:
        each, parts, how = told, 1, f"共 {money(entry.expense_amount)} 元，按摘要所写"
    if each > cost.bound_amount and cost.is_mixed:
        yield Case(
            f"“{entry.description}”{money(entry.expense_amount)} 元，{heads}，"
            f"其中{cost.what}是否超过标准 {money(cost.bound_amount)} 元，看不出来。",
            f"请在摘要或备注中写明{cost.what}的金额，或分成几行登记。",
            (at(entry.source, Ledger.expense_amount),),
            cost.limit.citation,
            severity=Severity.NOTE,
            facts={"expense_amount": entry.expense_amount},
        )
    elif each > cost.bound_amount:
        yield Case(
            f"{cost.what}人均 {money(yuan(each))} 元（{how}），"
            f"超过标准 {money(cost.bound_amount)} 元，"
            f"{over_text(each, cost.bound_amount, parts)}。",
            "请核对金额和人数；确已超标的，请按规定处理超出部分。",
            (at(entry.source, Ledger.expense_amount),),
            cost.limit.citation,
            facts={
                "each_amount": yuan(each),
                "over_amount": yuan(each - cost.bound_amount),
                "expense_amount": entry.expense_amount,
            },
        )


def member_outing_not_from_dues(index: BookIndex) -> Iterator[Case]:
    """Find films, shows, matches, outings and year cards that are not paid from dues."""
    entries = list(index.ledger.expenses_for(*MEMBER_OUTINGS))
    for entry in entries:
        if "会费" not in entry.fund_source:
            source = f"是「{entry.fund_source}」" if entry.fund_source else "没有填写"
            joint = Joint(
                "笔会员活动支出",
                "没有填写经费来源",
                amount=entry.expense_amount,
                out_of=len(entries),
                unchecked="是否先用会费",
            )
            yield Case(
                f"会员活动支出 {money(entry.expense_amount)} 元，经费来源{source}。",
                "请核对经费来源；这类支出应先用会费，不足的按规定补充。",
                (at(entry.source, Ledger.fund_source),),
                facts={"expense_amount": entry.expense_amount},
                joint=None if entry.fund_source else joint,
            )


def dues_top_up_over_limit(index: BookIndex) -> Iterator[Case]:
    """Find a year in which members' outings cost more beyond the dues than the allowed multiple."""
    limit = index.limits.limit("dues-top-up-factor")
    if limit is None or limit.amount is None:
        return
    entries = list(index.ledger.expenses_for(*MEMBER_OUTINGS))
    spent = sum((entry.expense_amount for entry in entries), ZERO)
    dues = index.ledger.income_of("会费收入")
    over = spent - dues - limit.amount * dues
    if entries and over > 0:
        entries.sort(key=lambda entry: entry.expense_amount, reverse=True)
        yield Case(
            f"观影、春秋游等会员活动全年支出 {money(spent)} 元，会费收入 {money(dues)} 元，"
            f"补充部分超过会费的 {figure(limit.amount)} 倍，多 {money(over)} 元。",
            "请向上级工会确认补充的上限，并核对经费来源。",
            tuple(at(entry.source, Ledger.expense_amount) for entry in entries),
            limit.citation,
            facts={"spent_amount": spent, "over_amount": over},
        )


def outing_overnight(index: BookIndex) -> Iterator[Case]:
    """Find outings that took more days than allowed; a night out where the days are not known."""
    told: set[VoucherKey] = set()
    for activity in _outings(index):
        limit = index.limits.limit("outing-days", activity.held_on)
        days = max(activity.day_count or 0, days_told(f"{activity.name} {activity.remark}"))
        if days > _days_allowed(limit):
            told.update(index.vouchers.named(activity.voucher_no, activity.held_on))
            where = at(activity.source, Activities.day_count)
            yield _too_long(f"「{activity.name}」{days} 天", days, limit, where)
    for entry in index.ledger.expenses_for(Purpose.OUTING):
        limit = index.limits.limit("outing-days", entry.booked_on)
        days = days_told(f"{entry.occasion} {entry.description} {entry.remark}")
        key = index.vouchers.in_ledger.key_of(entry.voucher_no, entry.booked_on)
        if days > _days_allowed(limit) and key not in told:
            what = (
                f"“{entry.description}”{money(entry.expense_amount)} 元，看来是 {days} 天或要过夜"
            )
            yield _too_long(what, days, limit, at(entry.source, Ledger.description))


def _days_allowed(limit: Limit | None) -> Decimal:
    return limit.amount if limit is not None and limit.amount is not None else Decimal(1)


def _too_long(what: str, days: int, limit: Limit | None, where: SourceRef) -> Case:
    """Give an outing that is too long, or of which nobody knows if it is."""
    if limit is None or limit.amount is None:
        return Case(
            f"{what}；有的地方须当日往返，本地的天数标准没有查到。",
            "请向上级工会了解春秋游的天数和住宿规定，填入《支出标准》表。",
            (where,),
            COMMON_PRACTICE,
            severity=Severity.NOTE,
            facts={"day_count": days},
        )
    return Case(
        f"{what}，超过 {figure(limit.amount)} 天。",
        "请核对天数和住宿；春秋游应按规定的天数组织，不得超出。",
        (where,),
        limit.citation,
        facts={"day_count": days},
    )


def outings_too_many(index: BookIndex) -> Iterator[Case]:
    """Find the outings beyond the number that is allowed a year."""
    limit = index.limits.limit("outings-a-year")
    if limit is None or limit.amount is None:
        return
    for number, batches in enumerate(_trips(index), start=1):
        if number > limit.amount:
            yield Case(
                f"「{batches[0].name}」是本年第 {number} 次春秋游，"
                f"超过每年 {figure(limit.amount)} 次。",
                "请核对活动登记；超过次数的不应再组织。",
                tuple(at(one.source, Activities.name) for one in batches),
                limit.citation,
                facts={"outing_count": number},
            )


def _trips(index: BookIndex) -> list[list[Activity]]:
    """Return the outings of the year in order of days, the batches of one outing together."""
    dated = [(one.held_on, one) for one in _outings(index) if one.held_on]
    dated.sort(key=lambda pair: (pair[0], pair[1].source.row))
    trips: list[list[Activity]] = []
    begun: dict[str, tuple[dt.date, list[Activity]]] = {}
    for day, activity in dated:
        if day.year != index.year:
            continue
        name = _BATCH.sub("", activity.name)
        first_day, batches = begun.get(name, (day, []))
        is_batch = name != activity.name and day - first_day <= BATCHES_WITHIN
        if not (batches and is_batch):
            first_day, batches = day, []
            trips.append(batches)
        batches.append(activity)
        begun[name] = (first_day, batches)
    return trips


def outing_cost_over_limit(index: BookIndex) -> Iterator[Case]:
    """Find outings that cost more a head and day, or a head and trip, than the limit."""
    for activity in _outings(index):
        heads = activity.attended_count or activity.expected_count
        if not heads or not activity.cost_amount:
            continue
        days = activity.day_count or 1
        trip = index.limits.limit(f"outing-trip:{days}", activity.held_on)
        daily = index.limits.limit("outing-a-day", activity.held_on)
        limit, unit, parts = (trip, "每人", heads) if trip else (daily, "每人每天", heads * days)
        yield from _cost_over(activity, limit, parts, unit, "标准", "费用、人数和天数")
    yield from _outings_of_year_over(index)


def _outings_of_year_over(index: BookIndex) -> Iterator[Case]:
    """Give the outings of a year that cost somebody more, together, than a yearly limit."""
    limit = index.limits.limit("outing-a-year")
    if limit is None or limit.amount is None:
        return
    costs = [
        (one, one.cost_amount / heads, heads)
        for one in _outings(index)
        if one.cost_amount and (heads := one.attended_count or one.expected_count)
    ]
    staff = index.people.count_at_work(index.reference_day)
    total = certain_sum([(each, heads) for _, each, heads in costs], staff)
    if total > limit.amount:
        yield Case(
            f"本年 {len(costs)} 次春秋游，有人合计至少 {money(yuan(total))} 元，"
            f"超过每年的标准 {money(limit.amount)} 元，{over_text(total, limit.amount, staff)}。",
            "请核对费用和人数；确已超标的，请按规定处理超出部分。",
            tuple(at(one.source, Activities.cost_amount) for one, _, _ in reversed(costs)),
            limit.citation,
            facts={"each_amount": yuan(total), "over_amount": yuan(total - limit.amount)},
        )


def _cost_over(
    activity: Activity, limit: Limit | None, parts: int, unit: str, bound: str, to_check: str
) -> Iterator[Case]:
    """Give an activity whose cost, divided by heads or by heads and days, exceeds a limit."""
    if limit is None or limit.amount is None:
        return
    cost = activity.cost_amount or ZERO
    if cost > limit.amount * parts:
        each = cost / parts
        yield Case(
            f"「{activity.name}」费用{unit} {money(yuan(each))} 元，"
            f"超过{bound} {money(limit.amount)} 元，{over_text(each, limit.amount, parts)}。",
            f"请核对{to_check}；确已超标的，请按规定处理超出部分。",
            (at(activity.source, Activities.cost_amount),),
            limit.citation,
            facts={"each_amount": yuan(each), "over_amount": yuan(each - limit.amount)},
        )


def recuperation_over_limit(index: BookIndex) -> Iterator[Case]:
    """Find rest cures that took more days, or cost more a day or a year, than allowed."""
    for activity in index.book.activities:
        if Purpose.RECUPERATION in purposes_in(activity.name):
            yield from _rest_cure(index, activity)
    limit = index.limits.limit("recuperation-a-year")
    if limit is not None:
        benefits = index.gifts.for_purpose(Purpose.RECUPERATION)
        yield from over_a_year(index, benefits, limit, "疗休养")


def _rest_cure(index: BookIndex, activity: Activity) -> Iterator[Case]:
    """Give what is too much about one rest cure."""
    days = activity.day_count
    longest = index.limits.limit("recuperation-days", activity.held_on)
    if longest is not None and longest.amount is not None and days and days > longest.amount:
        yield Case(
            f"「{activity.name}」{days} 天，超过 {figure(longest.amount)} 天。",
            "请核对天数；疗休养应按规定的天数组织。",
            (at(activity.source, Activities.day_count),),
            longest.citation,
            facts={"day_count": days},
        )
    heads = activity.attended_count or activity.expected_count
    daily = index.limits.limit("recuperation-a-day", activity.held_on)
    if not (heads and activity.cost_amount):
        return
    daily_cases = tuple(
        _cost_over(activity, daily, heads * days, "每人每天", "标准", "费用、人数和天数")
        if days
        else ()
    )
    yearly = index.limits.limit("recuperation-a-year", activity.held_on)
    yield from daily_cases or _cost_over(activity, yearly, heads, "每人", "全年限额", "费用和人数")


def _outings(index: BookIndex) -> list[Activity]:
    return [one for one in index.book.activities if Purpose.OUTING in purposes_in(one.name)]


_DOUBT = (Group.ACTIVITIES, Severity.WARNING, Grounds.REGULATION)
_HINT = (Group.ACTIVITIES, Severity.NOTE, Grounds.REGULATION)
RULES = (
    Rule(
        "获奖面过大",
        *_DOUBT,
        too_many_prize_winners,
        reason="几乎人人有奖，就成了变相发放。",
        example="30 人参加，21 人获奖，超过三分之二。",
        remedy="核对人数，或改发纪念品。",
        limits=("prize-share", "trainee-award-share"),
    ),
    Rule(
        "活动用餐超标准",
        *_DOUBT,
        event_meal_over_standard,
        reason="工作餐不能变成宴请。",
        example="标准每人 40.00 元，30 人用餐 1,500.00 元，每人超出 10.00 元。",
        remedy="核对人数，超出部分请退回。",
        limits=("event-meal", "outing-meal", "outing-meal-share"),
    ),
    Rule(
        "奖品、纪念品等超标准",
        *_DOUBT,
        event_cost_over_limit,
        reason="活动中发放的东西与慰问品一样有标准。",
        example="纪念品标准每人 100.00 元，30 人 3,600.00 元，每人超出 20.00 元。",
        remedy="核对金额和人数，超出部分请退回。",
        limits=(
            "prize-each",
            "team-prize-each",
            "trainee-award",
            "souvenir-each",
            "clothing-a-year",
            "clothing-a-two-years",
            "show-each",
            "year-card-each",
            "consumer-voucher-a-year",
        ),
    ),
    Rule(
        "会员活动不是用会费",
        *_HINT,
        member_outing_not_from_dues,
        reason="电影、演出、春秋游、年票等用会费安排，其他经费只作补充。",
        example="团体电影票 4,000.00 元，经费来源写拨缴经费。",
        remedy="经费来源改为会费，或把补充控制在规定倍数内。",
    ),
    Rule(
        "补充会费超上限",
        *_HINT,
        dues_top_up_over_limit,
        reason="会费不足时可由工会经费补充，但有倍数上限。",
        example="会费 10,000.00 元，上限 3 倍，活动用了 40,000.01 元，超出 0.01 元。",
        remedy="核对科目和经费来源；本年不再安排此类活动。",
        limits=("dues-top-up-factor",),
    ),
    Rule(
        "春秋游超过天数",
        *_DOUBT,
        outing_overnight,
        reason="春秋游应当日往返，过夜就成了旅游。",
        example="规定 1 天，春游写了 2 天。",
        remedy="改正天数；确实过夜的，按实际性质另行报批。",
        limits=("outing-days",),
    ),
    Rule(
        "春秋游次数过多",
        *_DOUBT,
        outings_too_many,
        reason="一年的春秋游次数有限制。",
        example="规定 4 次，登记了第 5 次。",
        remedy="核对登记；本年不再安排。",
        limits=("outings-a-year",),
    ),
    Rule(
        "春秋游费用超标准",
        *_DOUBT,
        outing_cost_over_limit,
        reason="春秋游的交通、用餐、门票合计有标准。",
        example="标准每人每天 200.00 元，30 人一天 6,300.00 元，每人超出 10.00 元。",
        remedy="核对费用、人数和天数，超出部分请退回。",
        limits=("outing-trip", "outing-a-day", "outing-a-year"),
    ),
    Rule(
        "疗休养超标准",
        *_DOUBT,
        recuperation_over_limit,
        reason="疗休养的天数和每人费用有标准。",
        example="标准每人每天 600.00 元，5 天 3,500.00 元，每天超出 100.00 元。",
        remedy="核对天数、人数和费用，超出部分请退回。",
        limits=("recuperation-a-day", "recuperation-days", "recuperation-a-year"),
    ),
)
