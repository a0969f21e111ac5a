"""Rules about why, from whose money and to whose kin something was given, and if alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.ledger import OFFICIAL_CARD
from unionxl.domain.money import ZERO
from unionxl.domain.welfare import MANY, event_detail, words_of
from unionxl.domain.written import money
from unionxl.rules.benefit_columns import amount_column, text_column
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, listed
from unionxl.tables.ledger import Ledger
from unionxl.words.purposes import LIFE_EVENTS, Purpose
from unionxl.words.relatives import sick_relative_in, word_for
from unionxl.words.spending import allowance_in, says

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.members import Member
    from unionxl.domain.welfare import Benefit
    from unionxl.rules.book_index import BookIndex

CASH = "现金"
EMPLOYER_MONEY = "行政补助"
# Causes for which money may be given, or that other rules look at.
_OTHER_CAUSES = LIFE_EVENTS | {
    *(Purpose.HARDSHIP, Purpose.INSURANCE, Purpose.REMITTANCE, Purpose.PRIZE, Purpose.BIRTHDAY),
    *(Purpose.MEAL, Purpose.RECUPERATION),
}
_ALIKE = (Purpose.FESTIVAL, Purpose.BIRTHDAY, Purpose.WEDDING, Purpose.RETIREMENT)
LEAST_COMPARED = 3
_WHY_UNLIKE = "请核对金额和名单；同一事由应当标准一致，确有不同标准的请写明依据。"


def cash_without_cause(index: BookIndex) -> Iterator[Case]:
    """Find money given to many for no cause for which money may be given.

    It may be cash, or be called by the name of an allowance: 路队费, 值班费.
    """
    kinds_of = {entry.source.row: kinds for entry, kinds in index.ledger.purposes}
    for entry in index.ledger.expenses:
        kinds = kinds_of.get(entry.source.row, frozenset())
        text = f"{words_of(entry)} {entry.remark}"
        heads = entry.person_count or 0
        if heads < MANY or says("可以发现金的事", text):
            continue
        name = allowance_in(text)
        is_cash = CASH in entry.payment_form or CASH in text
        is_gift = Purpose.GOODS in kinds and not name  # the form of gifts is another rule's
        is_uncaused = is_cash and not (kinds & _OTHER_CAUSES or is_gift)
        if is_uncaused or (name and _is_paid_as_money(entry, kinds)):
            called = f"，名目是“{name}”" if name and name != CASH else ""
            yield Case(
                f"“{entry.description}”向 {heads} 人发放 {money(entry.expense_amount)} 元"
                f"{called}，不在可以发钱的慰问之中。",
                "请核对；属于以工会经费发放津贴、补贴、奖金的请收回，属于慰问的请写明事由。",
                (at(entry.source, Ledger.description),),
                facts={"expense_amount": entry.expense_amount, "head_count": heads},
            )


def _is_paid_as_money(entry: LedgerEntry, kinds: frozenset[Purpose]) -> bool:
    """Tell whether a row with the name of an allowance gave money, not goods, for no cause."""
    goods = {"实物", "提货券", "蛋糕券", OFFICIAL_CARD}
    others = _OTHER_CAUSES | {Purpose.FESTIVAL, Purpose.GOODS, Purpose.EVENT, Purpose.OUTING}
    return entry.payment_form not in goods and not kinds & others


def gift_from_employer_money(index: BookIndex) -> Iterator[Case]:
    """Find festival gifts that were paid from what the employer gave the union."""
    for benefit in index.gifts.in_ledger:
        entry = index.ledger.by_row.get(benefit.source.row)
        if benefit.purpose is not Purpose.FESTIVAL or entry is None:
            continue
        if entry.fund_source == EMPLOYER_MONEY:
            yield Case(
                f"节日慰问 {money(benefit.amount)} 元，经费来源是「{EMPLOYER_MONEY}」。",
                "请核对经费来源；行政补助用于节日慰问，等于由行政发放福利。",
                (at(benefit.source, Ledger.fund_source),),
                facts={"expense_amount": benefit.amount},
            )


def kin_outside_scope(index: BookIndex) -> Iterator[Case]:
    """Find gifts for the death of a relative whom the place does not count."""
    scopes = index.standards.kin_scopes
    citation = index.limits.policy.nearest(scope.citation for scope in scopes)
    scope = next((one for one in scopes if one.citation is citation), None)
    if scope is None:
        return
    for benefit in index.gifts.given:
        if benefit.purpose is not Purpose.DEATH_OF_KIN:
            continue
        relative = event_detail(benefit)
        if relative and not any(one in relative for one in scope.kin):
            yield Case(
                f"「{word_for(relative, benefit.text)}」去世慰问 {money(benefit.amount)} 元，"
                f"可以慰问的亲属是{scope.told}。",
                "请核对与会员的关系；不在范围内的不应慰问。",
                (at(benefit.source, text_column(benefit)),),
                scope.citation,
                facts={"relative": relative, "amount": benefit.amount},
            )


def visit_to_relative(index: BookIndex) -> Iterator[Case]:
    """Find gifts for the illness of a relative, not of the member."""
    for benefit in index.gifts.given:
        if benefit.purpose is not Purpose.HOSPITAL:
            continue
        text = benefit.text
        for name in (*(member.name for member in benefit.members), *benefit.strangers):
            text = text.replace(name, "")
        relative = sick_relative_in(text)
        if relative:
            yield Case(
                f"「{relative}」生病慰问 {money(benefit.amount)} 元，生病的不是会员本人。",
                "请核对当地是否允许；住院慰问一般给会员本人，家中有困难的可按困难帮扶办理。",
                (at(benefit.source, text_column(benefit)),),
                facts={"relative": relative, "amount": benefit.amount},
            )


def gifts_unequal(index: BookIndex) -> Iterator[Case]:
    """Find gifts for one cause that differ from member to member, or are for some only."""
    for benefit in index.gifts.in_ledger:
        is_for_some = not (benefit.goes_to_everyone or benefit.goes_to_women)
        if benefit.purpose is Purpose.FESTIVAL and benefit.is_collective and is_for_some:
            yield Case(
                f"节日慰问 {money(benefit.amount)} 元，看来只发给一部分会员。",
                "请核对发放范围；节日慰问应面向全体会员。",
                (at(benefit.source, text_column(benefit)),),
                facts={"amount": benefit.amount},
            )
    for purpose in _ALIKE:
        by_cause: defaultdict[str, list[Benefit]] = defaultdict(list)
        for one in index.gifts.for_purpose(purpose):
            by_cause["、".join(one.festivals) or purpose.value].append(one)
        for cause, benefits in by_cause.items():
            yield from _unequal(cause, benefits)
            if purpose is Purpose.FESTIVAL:
                yield from _apart(cause, benefits, index)


def _unequal(cause: str, benefits: Iterable[Benefit]) -> Iterator[Case]:
    """Give those who got more of one cause than most, and of a festival those who got less."""
    sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    rows: defaultdict[str, list[Benefit]] = defaultdict(list)
    who: dict[str, Member] = {}
    for one in benefits:
        for member in one.members:
            sums[member.member_no] += one.exact_each
            rows[member.member_no].append(one)
            who[member.member_no] = member
    counted = Counter(sums.values())
    (usual, usual_count), *_ = [*counted.most_common(1), (ZERO, 0)]
    more = [number for number, amount in sums.items() if amount > usual]
    if more and usual_count >= max(LEAST_COMPARED, len(more) + 1):
        names = listed([f"「{who[number].name}」{money(sums[number])} 元" for number in more])
        told = f"多数人每人 {money(usual)} 元，{names}，比多数人多。"
    elif _is_of_festival(rows) and len(counted) > 1 and len(sums) > LEAST_COMPARED:
        standards = [f"每人 {money(one)} 元的 {counted[one]} 人" for one in sorted(counted)]
        more = [number for number, amount in sums.items() if amount != usual]
        told = f"标准不一：{listed(standards)}。"
    else:
        return
    yield Case(
        f"{cause}慰问{told}",
        _WHY_UNLIKE,
        tuple(at(one.source, amount_column(one)) for number in more for one in rows[number]),
        facts={"usual_amount": usual, "head_count": len(more)},
    )


def _is_of_festival(rows: Mapping[str, Iterable[Benefit]]) -> bool:
    return any(one.purpose is Purpose.FESTIVAL for ones in rows.values() for one in ones)


def _apart(cause: str, benefits: Iterable[Benefit], index: BookIndex) -> Iterator[Case]:
    """Give rows that name nobody, each for a part of the members, and not alike a head."""
    parts = [
        one
        for one in benefits
        if one.is_from_ledger and one.is_collective and one.head_count and one.each_amount
    ]
    heads = sum(one.head_count or 0 for one in parts)
    if len({one.each_amount for one in parts}) > 1 and heads <= index.people.count_at_work(
        index.reference_day
    ):
        told = [f"每人 {money(one.exact_each)} 元的 {one.head_count} 人" for one in parts]
        yield Case(
            f"{cause}慰问标准不一：{listed(told)}。",
            _WHY_UNLIKE,
            tuple(at(one.source, amount_column(one)) for one in parts),
            facts={"head_count": heads},
        )


_DOUBT = (Group.GIFTS, Severity.WARNING, Grounds.REGULATION)
RULES = (
    Rule(
        "发钱没有可发的事由",
        *_DOUBT,
        cash_without_cause,
        reason="给很多人发钱而没有婚育病困等事由，多半是换了名目的津贴、补贴。",
        example="“教师路队费”向 40 人发现金 7,442.50 元。",
        remedy="属于津贴补贴的收回；属于慰问的写明事由，附名单。",
    ),
    Rule(
        "行政补助用于节日慰问",
        *_DOUBT,
        gift_from_employer_money,
        reason="行政的钱转到工会再发福利，是审计常查的。",
        example="中秋慰问品 29,700.00 元，经费来源写行政补助。",
        remedy="核对经费来源，改用拨缴经费或会费。",
    ),
    Rule(
        "亲属不在慰问范围",
        *_DOUBT,
        kin_outside_scope,
        reason="各地规定了哪些亲属去世可以慰问。",
        example="祖母去世慰问 1,000.00 元，当地只计配偶、父母、子女。",
        remedy="核对与会员的关系；不在范围内的收回。",
    ),
    Rule(
        "生病的不是会员本人",
        Group.GIFTS,
        Severity.NOTE,
        Grounds.PRACTICE,
        visit_to_relative,
        reason="住院慰问一般只给会员本人，家属生病要看当地是否允许。",
        example="“王老师母亲住院慰问”500.00 元。",
        remedy="核对当地规定；不允许的收回，家中有困难的按困难帮扶办理。",
    ),
    Rule(
        "同一事由慰问不一",
        Group.GIFTS,
        Severity.NOTE,
        Grounds.PRACTICE,
        gifts_unequal,
        reason="同一件事，会员应当一样；有人多，要说得出为什么。",
        example="中秋慰问多数人 200.00 元，有 3 人 500.00 元。",
        remedy="改正写错的金额；确有不同标准的写明依据。",
    ),
)
