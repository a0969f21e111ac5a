"""Rules about what does not go together in one event, or over the events of a year."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO
from unionxl.domain.policy import Confidence
from unionxl.domain.welfare import words_of
from unionxl.domain.written import figure, money
from unionxl.rules.event_costs import EventRows
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.activities import Activities
from unionxl.tables.ledger import Ledger
from unionxl.words.purposes import LIFE_EVENTS, Purpose, purposes_in
from unionxl.words.spending import says, word_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.source import SourceRef
    from unionxl.rules.book_index import BookIndex

OUTSIDE = ("路", "街", "公园", "广场", "大道", "大街", "区", "饭店", "酒店", "菜", "小吃")


def prize_and_souvenir(index: BookIndex) -> Iterator[Case]:
    """Find events that gave both prizes to winners and souvenirs to everybody."""
    for rows in EventRows(index).by_event():
        prizes = [one for one in rows if Purpose.PRIZE in purposes_in(words_of(one))]
        gifts = [one for one in rows if _is_souvenir(purposes_in(words_of(one)))]
        for gift in gifts:
            others = [one for one in prizes if one is not gift]
            if others:
                yield Case(
                    f"“{gift.description}”{money(gift.expense_amount)} 元，同一活动已发奖品"
                    f"（第 {others[0].source.row} 行，{money(others[0].expense_amount)} 元）。",
                    "请核对活动方案；设了奖项的活动不再人人发纪念品。",
                    (
                        at(gift.source, Ledger.description),
                        *(at(one.source, Ledger.description) for one in others),
                    ),
                    facts={"expense_amount": gift.expense_amount},
                )


def _is_souvenir(kinds: frozenset[Purpose]) -> bool:
    return Purpose.SOUVENIR in kinds and not kinds & LIFE_EVENTS


def souvenirs_too_many(index: BookIndex) -> Iterator[Case]:
    """Find souvenirs on more days of the year than may be."""
    limit = index.limits.limit("souvenirs-a-year")
    if limit is None or limit.amount is None:
        return
    by_day: defaultdict[dt.date, list[LedgerEntry]] = defaultdict(list)
    for entry, kinds in index.ledger.purposes_among(Purpose.SOUVENIR):
        if _is_souvenir(kinds):
            by_day[entry.booked_on].append(entry)
    if len(by_day) > limit.amount:
        late = [one for day in sorted(by_day)[int(limit.amount) :] for one in by_day[day]]
        is_ours = Confidence.of(limit.confidence) is Confidence.OWN and not limit.is_own
        yield Case(
            f"本年 {len(by_day)} 次发放纪念品，超过 {figure(limit.amount)} 次，共 "
            f"{money(sum((one.expense_amount for ones in by_day.values() for one in ones), ZERO))}"
            " 元。",
            "请核对各次活动；接连发放的纪念品容易成为变相福利。",
            tuple(at(one.source, Ledger.description) for one in late),
            limit.citation,
            severity=Severity.NOTE if is_ours else None,
            facts={"day_count": len(by_day)},
        )


def meal_and_allowance(index: BookIndex) -> Iterator[Case]:
    """Find events that paid both for a meal and an allowance instead of it."""
    for rows in EventRows(index).by_event():
        allowances = [one for one in rows if says("餐费补助", words_of(one))]
        meals = [one for one in rows if one not in allowances and says("用餐", words_of(one))]
        for one in allowances if meals else ():
            yield Case(
                f"“{one.description}”{money(one.expense_amount)} 元，同一活动已安排用餐"
                f"（第 {meals[0].source.row} 行，{money(meals[0].expense_amount)} 元）。",
                "请核对；安排了用餐的，不再发伙食补助。",
                (
                    at(one.source, Ledger.description),
                    *(at(meal.source, Ledger.description) for meal in meals),
                ),
                facts={"expense_amount": one.expense_amount},
            )


def prizes_drawn(index: BookIndex) -> Iterator[Case]:
    """Find prizes that were drawn by lot."""
    for entry in index.ledger.expenses:
        word = word_of("抽奖", words_of(entry))
        if word:
            yield Case(
                f"摘要中有“{word}”，支出 {money(entry.expense_amount)} 元。",
                "请核对当地是否允许；抽奖不看表现，容易成为变相发放。",
                (at(entry.source, Ledger.description),),
                facts={"word": word},
            )


def outing_elsewhere(index: BookIndex) -> Iterator[Case]:
    """Find outings to another province than that of the union."""
    places = index.limits.policy.places
    if len(places) == 1:
        return  # where the union is nobody knows
    others = _places_elsewhere(index)
    told: set[tuple[str, int]] = set()
    for text, name, place in _outing_texts(index):
        where = next((one for one in others if _is_there(one, text)), "") or word_of("境外", text)
        if where and (place.sheet, place.row) not in told:
            told.add((place.sheet, place.row))
            yield Case(
                f"「{name}」到了「{where}」，不在本省。",
                "请核对当地对春秋游范围的规定；一般应在本市范围，当日或按规定的天数往返。",
                (place,),
                facts={"place": where},
            )


def _outing_texts(index: BookIndex) -> Iterator[tuple[str, str, SourceRef]]:
    """Give what is said of where each outing went, its name, and the cell that says it."""
    for activity in index.book.activities:
        if Purpose.OUTING in purposes_in(activity.name):
            yield activity.place, activity.name, at(activity.source, Activities.place)
            yield activity.name, activity.name, at(activity.source, Activities.name)
    for entry in index.ledger.expenses_for(Purpose.OUTING):
        yield entry.description, entry.description, at(entry.source, Ledger.description)


def outing_to_famous_place(index: BookIndex) -> Iterator[Case]:
    """Find outings to the famous sights where meetings and outings are forbidden."""
    told: set[tuple[str, int]] = set()
    for text, name, place in _outing_texts(index):
        where = word_of("风景名胜区", text)
        if where and (place.sheet, place.row) not in told:
            told.add((place.sheet, place.row))
            yield Case(
                f"「{name}」去了「{where}」，可能是明令禁止的风景名胜区。",
                "请核对地点；春秋游不得到明令禁止的风景名胜区。",
                (place,),
                severity=Severity.NOTE,
                facts={"place": where},
            )


def _places_elsewhere(index: BookIndex) -> list[str]:
    """Return the provinces and cities beyond those where the union may go."""
    province_of, here = index.standards.province_of, set(index.limits.policy.places)
    allowed = here | set(index.standards.outings_beyond.get(index.limits.policy.places[-2], ()))
    provinces = set(province_of.values()) - allowed
    cities = [city for city, province in province_of.items() if province in provinces]
    return [*sorted(provinces), *cities]


def _is_there(place: str, text: str) -> bool:
    """Tell whether a text speaks of a place, not of a street called after it."""
    start = text.find(place)
    return start >= 0 and not text[start + len(place) :].startswith(OUTSIDE)


RULES = (
    Rule(
        "有奖品又发纪念品",
        Group.ACTIVITIES,
        Severity.WARNING,
        Grounds.REGULATION,
        prize_and_souvenir,
        reason="设了奖项还人人有份，奖项就成了名目。",
        example="乒乓球赛发了奖品，参赛的人又都领了纪念品。",
        remedy="核对方案；以后只取一种。",
    ),
    Rule(
        "纪念品发得太勤",
        Group.ACTIVITIES,
        Severity.WARNING,
        Grounds.REGULATION,
        souvenirs_too_many,
        reason="几次活动接连发纪念品，等于发福利。",
        example="一年里 5 次活动都发了纪念品。",
        remedy="核对各次活动；以后少发或不发。",
        limits=("souvenirs-a-year",),
    ),
    Rule(
        "用餐又发伙食补助",
        Group.ACTIVITIES,
        Severity.NOTE,
        Grounds.PRACTICE,
        meal_and_allowance,
        reason="一顿饭只能花一次钱。",
        example="运动会安排了工作餐，又发伙食补助。",
        remedy="核对；重复的退回补助。",
    ),
    Rule(
        "以抽奖发放",
        Group.ACTIVITIES,
        Severity.NOTE,
        Grounds.PRACTICE,
        prizes_drawn,
        reason="抽奖与活动表现无关，审计常作为变相发放。",
        example="联欢会抽奖奖品 6,000.00 元。",
        remedy="核对当地规定；以后改为按活动名次设奖。",
    ),
    Rule(
        "春秋游到了外省",
        Group.ACTIVITIES,
        Severity.WARNING,
        Grounds.REGULATION,
        outing_elsewhere,
        reason="春秋游一般限在本市，出省容易成为公款旅游。",
        example="山东的学校秋游到了苏州。",
        remedy="核对活动地点和当地规定。",
    ),
    Rule(
        "春秋游去了风景名胜区",
        Group.ACTIVITIES,
        Severity.NOTE,
        Grounds.REGULATION,
        outing_to_famous_place,
        reason="有的风景名胜区明令禁止公款前往。",
        example="教职工秋游到了泰山。",
        remedy="核对地点；以后改在本市的公园和场馆。",
    ),
)
