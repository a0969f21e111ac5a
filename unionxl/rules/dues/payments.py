"""Rules about membership dues."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.dues import is_exempt, months_owed, own_rate, payable_for, payable_of, period_of
from unionxl.domain.money import ZERO
from unionxl.domain.shares import MOST_DUES_RATE
from unionxl.domain.written import exact_percent, money, months_text
from unionxl.rules.dues.words import KEPT_ELSEWHERE, missing_text, unregistered_text
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, rows_text
from unionxl.tables.dues import Dues
from unionxl.tables.members import Members

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from unionxl.domain.dues import DuesAccount, DuesPayment, DuesTerms
    from unionxl.domain.members import Member
    from unionxl.domain.period import Month
    from unionxl.domain.source import SourceRef
    from unionxl.rules.book_index import BookIndex
    from unionxl.values.column import Column


def dues_payable_unlike_base(index: BookIndex) -> Iterator[Case]:
    """Find rows of the dues table whose payable amount is not what base and rate give.

    Where dues are collected for several months, a row may stand for one month or for all of them;
    what it should say is told for whichever is nearer. A row that says why nothing is to be paid,
    such as 产假期间免缴, is none.
    """
    for member, payment in _payments(index):
        told = payment.payable_amount
        expected = [] if payment.is_excused or told is None else _expected(member, payment, index)
        if told is None or not expected or any(told == amount for _, amount in expected):
            continue
        months, amount = min(expected, key=lambda one: abs(told - one[1]))
        yield Case(
            f"「{_named(payment, member)}」{months_text(months)}应缴填的是"
            f" {money(told)} 元，按{_reckoned(member, index)}应为 {money(amount)} 元。",
            "请核对应缴金额、缴费基数和会费比例。",
            (at(payment.source, Dues.payable_amount),),
            facts={"payable_amount": told, "expected_amount": amount},
        )


def _expected(
    member: Member, payment: DuesPayment, index: BookIndex
) -> list[tuple[tuple[Month, ...], Decimal]]:
    """Return the months that a row may stand for, each time with what is payable for them.

    They are those that it names, with or without those before the first one kept, else all of
    their collection period.
    """
    owed, named = index.people.months_owed(member), payment.months
    if not named:
        return []
    whole = tuple(month for month in period_of(named[-1], index.dues.terms.period) if month in owed)
    of_year = months_owed(member, index.year)
    choices = [
        tuple(month for month in named if month in owed),
        tuple(month for month in named if month in of_year),
    ]
    if len({period_of(month, index.dues.terms.period)[0] for month in named}) == 1:
        choices = [named if len(named) == 1 and whole else choices[0], whole]
    known = ((months, _payable(member, months, index)) for months in choices if months)
    return [(months, amount) for months, amount in known if amount is not None]


def _payable(member: Member, months: Iterable[Month], index: BookIndex) -> Decimal | None:
    """Return what is payable for some months, rounded once a collection period."""
    terms = index.dues.terms
    counts = Counter(period_of(month, terms.period)[0] for month in months)
    amounts = [payable_for(member, count, terms) for count in counts.values()]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if len(known) == len(amounts) else None


def _named(payment: DuesPayment, member: Member) -> str:
    """Return the name in a row, else that on the roll, else the number."""
    return payment.member_name.strip() or member.name or member.member_no


def _reckoned(member: Member, index: BookIndex) -> str:
    """Say what the dues of a member follow from."""
    if index.dues.terms.is_fixed:
        return f"会费档次「{member.dues_class}」"
    base = member.monthly_base_amount
    return f"缴费基数 {money(base)} 元" if base is not None else "缴费基数"


def dues_unpaid(index: BookIndex) -> Iterator[Case]:
    """Find members who paid less than they owe for months that are over.

    Months for which the table has no row at all are told by dues_month_missing.
    """
    for accounts in index.dues.arrears.values():
        member = accounts[0].member
        owed = sum((one.short_amount for one in accounts), ZERO)
        months = [month for one in accounts for month in one.owed_months]
        rows = dict.fromkeys(row.source for one in accounts for row in one.payments)
        name, what = f"「{member.name or member.member_no}」", f"{months_text(months)}会费少缴"
        yield Case(
            f"{name}{what} {money(owed)} 元。",
            "请催缴或补登缴费记录；已经离开的请更新《会员》表。",
            (*(at(source, Dues.paid_amount) for source in rows), at(member.source, Members.name)),
            facts={"owed_amount": owed, "month_count": len(months)},
            joint=Joint("人", what, name, amount=owed, tail="逐人的金额见《会费收缴表》"),
        )


def dues_month_missing(index: BookIndex) -> Iterator[Case]:
    """Find months that are over and for which nobody's dues are entered."""
    missing, total = index.dues.unregistered_months, index.dues.unregistered_total
    if missing and (index.book.dues_payments or total.account_count):
        told = f"{unregistered_text(total)}；" if total.account_count else ""
        yield Case(
            f"{missing_text(index.dues)}，{told}谁没有缴纳未检查。",
            f"请登记这些月份的会费；{KEPT_ELSEWHERE}",
            facts={
                "month_count": len(missing),
                "member_count": total.member_count,
                "member_month_count": total.month_count,
                "payable_amount": total.amount,
            },
        )


def dues_overpaid(index: BookIndex) -> Iterator[Case]:
    """Find members who paid more than they owe, or for months in which they were no members.

    What one month has too much covers the member's other months first, such as the dues of a whole
    year entered in one row.
    """
    over = [one for one in index.dues.accounts if one.over_amount and not _is_repeated(one)]
    for accounts in _of_the_same_rows(over):
        payable = sum((one.most_payable_amount or ZERO for one in accounts), ZERO)
        paid = sum((one.paid_amount for one in accounts), ZERO)
        amount = sum((one.over_amount for one in accounts), ZERO)
        moved = -sum((one.moved_amount for one in accounts), ZERO)
        rest = f"抵其他月份 {money(moved)} 元后多缴" if moved > 0 else "多缴"
        sources = dict.fromkeys(row.source for one in accounts for row in one.payments)
        yield Case(
            f"「{accounts[0].member.name}」{_asked_months(accounts, index)}"
            f"应缴 {money(payable)} 元，实缴 {money(paid)} 元，{rest} {money(amount)} 元"
            f"{'' if payable or _is_asked(accounts) else '（这段时间不是在职会员）'}。",
            "请核对金额和月份；确已多缴的请退还或抵缴。",
            tuple(at(source, Dues.paid_amount) for source in sources),
            facts={"over_amount": amount},
        )


def _of_the_same_rows(accounts: Iterable[DuesAccount]) -> list[list[DuesAccount]]:
    """Put together the accounts of a member that rows for several months run through."""
    groups: list[list[DuesAccount]] = []
    seen: set[SourceRef] = set()
    for account in accounts:
        sources = {payment.source for payment in account.payments if payment.named_months}
        is_same = groups and groups[-1][0].member is account.member and sources & seen
        if is_same:
            groups[-1].append(account)
        else:
            groups.append([account])
        seen = sources | seen if is_same else sources
    return groups


def _is_asked(accounts: Iterable[DuesAccount]) -> bool:
    return any(account.owed_months for account in accounts)


def _asked_months(accounts: Iterable[DuesAccount], index: BookIndex) -> str:
    """Name the months whose dues the amounts are held against, those before the start apart."""
    months: list[Month] = []
    before: list[Month] = []
    for account in accounts:
        owed = account.owed_months or account.months
        if account.counts_before_start:
            whole = months_owed(account.member, index.year)
            owed = tuple(month for month in account.months if month in whole)
            before += (month for month in owed if month not in account.owed_months)
        months += owed
    return f"{months_text(months)}{f'（含启用前的{months_text(before)}）' if before else ''}"


def _is_repeated(account: DuesAccount) -> bool:
    """Tell whether a month is there twice; dues_repeated tells of it."""
    months = [payment.month for payment in account.payments]
    return bool(account.owed_months) and len(months) > len(set(months))


def dues_repeated(index: BookIndex) -> Iterator[Case]:
    """Find two rows of the dues table for one member and month."""
    rows: defaultdict[tuple[str, Month], list[tuple[Member, DuesPayment]]] = defaultdict(list)
    for member, payment in _payments(index):
        for month in payment.months:
            rows[member.member_no, month].append((member, payment))
    months: defaultdict[tuple[SourceRef, ...], list[Month]] = defaultdict(list)
    firsts: dict[tuple[SourceRef, ...], str] = {}
    for (_, month), found in rows.items():
        if len(found) > 1:
            sources = tuple(payment.source for _, payment in found)
            months[sources].append(month)
            firsts[sources] = _named(found[0][1], found[0][0])
    for sources, repeated in months.items():
        yield Case(
            f"「{firsts[sources]}」{_years_text(repeated)}的会费有 {len(sources)} 行"
            f"（{rows_text(sources)}）。",
            "请核对是否重复登记；分次缴纳的请合并成一行。",
            (*sources[1:], sources[0]),
            facts={"row_count": len(sources)},
        )


def _years_text(months: Iterable[Month]) -> str:
    """Write some months with their years."""
    by_year: defaultdict[int, list[Month]] = defaultdict(list)
    for month in months:
        by_year[month.year].append(month)
    return "、".join(f"{year}年{months_text(some)}" for year, some in sorted(by_year.items()))


def dues_base_missing(index: BookIndex) -> Iterator[Case]:
    """Find members at work whose dues cannot be computed."""
    terms = index.dues.terms
    members = [
        member for member in index.people.roll.by_no.values() if index.people.months_owed(member)
    ]
    unrated = [member for member in members if _has_no_rate(member, terms)]
    is_told = terms.is_fixed or terms.rate is not None or terms.rates_by_kind
    if unrated or not (is_told or members or not index.book.dues_payments):
        yield _rate_missing(index)
    missing = [
        member
        for member in members
        if member not in unrated and payable_of(member, 1, terms) is None
    ]
    column = Members.dues_class if terms.is_fixed else Members.monthly_base_amount
    for member in missing:
        yield _untold(member, _rate_problem(member, index), column, len(members))


def _has_no_rate(member: Member, terms: DuesTerms) -> bool:
    """Tell whether neither the settings nor a kind nor a class gives a member's share."""
    if terms.is_fixed or terms.rate is not None or is_exempt(member):
        return False
    return own_rate(member) is None and member.staff_kind not in terms.rates_by_kind


def _rate_missing(index: BookIndex) -> Case:
    """Say that there is no rate; one that cannot be is told where it stands."""
    if index.dues.rate_is_refused:
        return Case("设置中的会费比例没有采用，应缴会费未检查。", "请改成 0.5% 的样子。")
    return Case("设置中没有填写会费比例，应缴会费未检查。", "请在设置中填写会费比例。")


def _untold(member: Member, rate_problem: str, column: Column, member_count: int) -> Case:
    """Say why the dues of one member cannot be computed."""
    if rate_problem:
        return Case(
            f"「{member.name}」{rate_problem}，应缴会费未检查。",
            "请核对，写成 0.5% 的样子。",
            (at(member.source, Members.dues_class),),
        )
    what = f"没有填写可用的{column}"
    return Case(
        f"「{member.name}」{what}，应缴会费未检查。",
        f"请补填{column}。",
        (at(member.source, column),),
        joint=Joint("人", what, f"「{member.name}」", out_of=member_count, unchecked="应缴会费"),
    )


def _rate_problem(member: Member, index: BookIndex) -> str:
    """Say that a share in the member's class, or of its kind of staff, is none that can be."""
    own, terms = own_rate(member), index.dues.terms
    if terms.is_fixed or own is None or own <= MOST_DUES_RATE:
        return ""
    most = exact_percent(MOST_DUES_RATE)
    return f"的会费档次“{member.dues_class}”就是 {exact_percent(own)}，超过 {most}"


def _payments(index: BookIndex) -> Iterator[tuple[Member, DuesPayment]]:
    """Give the rows of the dues table that fit a member, with the member."""
    for payment in index.book.dues_payments:
        member = index.people.roll.find(payment.member_no, payment.member_name)
        if member is not None:
            yield member, payment


_DOUBT = (Group.DUES, Severity.WARNING, Grounds.OWN_PAPERS)
RULES = (
    Rule(
        "应缴会费与基数不符",
        *_DOUBT,
        dues_payable_unlike_base,
        reason="会费按同一办法计算，基数错一次，月月都错。",
        example="基数 4,350.00 元，比例 0.5%，应缴 21.75 元，表里填 31.75 元。",
        remedy="改正应缴，或改正会员的缴费基数。",
    ),
    Rule(
        "会费少缴",
        *_DOUBT,
        dues_unpaid,
        reason="缴纳会费是会员的义务，也是享受待遇的前提。",
        example="王芳 3 月、4 月各欠 21.75 元。",
        remedy="催缴，补登漏记的，或更新会员状态。",
    ),
    Rule(
        "会费多缴",
        *_DOUBT,
        dues_overpaid,
        reason="多缴的要退回，或抵以后月份。",
        example="应缴 21.75 元，实缴填了 217.50 元。",
        remedy="改正金额或月份，或退回多缴部分。",
    ),
    Rule(
        "会费重复登记",
        *_DOUBT,
        dues_repeated,
        reason="第二行会使已缴数翻倍。",
        example="王芳 2026-03 在第 40 行和第 95 行。",
        remedy="删除重复的一行。",
    ),
    Rule(
        "某月没有会费记录",
        Group.DUES,
        Severity.NOTE,
        Grounds.OWN_PAPERS,
        dues_month_missing,
        reason="不是没有收，就是没有登记；谁没有缴纳查不了。",
        example="已是 11 月，《会费》表只登记到 8 月。",
        remedy="补登这些月份的会费；这些月份不在本工作簿登记的，在《设置》填启用月份。",
    ),
    Rule(
        "无法计算应缴会费",
        Group.DUES,
        Severity.NOTE,
        Grounds.OWN_PAPERS,
        dues_base_missing,
        reason="算不出应缴，就不知道缴得对不对；未检查不等于合格。",
        example="会费按比例收，王芳没有缴费基数。",
        remedy="补填基数或档次，或在《设置》中填写比例。",
    ),
)
