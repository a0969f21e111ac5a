"""Rules about what stands in the register of services: whom, why, when, and how often."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

from unionxl.domain.group import Group as People
from unionxl.domain.groups import parse_group
from unionxl.domain.written import figure, full_day
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.services import SERVICE_CAUSES, SERVICE_KINDS, Services
from unionxl.words.lists import any_of
from unionxl.words.purposes import purposes_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from unionxl.domain.duties import Duty
    from unionxl.domain.members import Member
    from unionxl.domain.services import ServiceEntry
    from unionxl.rules.book_index import BookIndex
    from unionxl.values.column import Column

VISIT = "五必访"
OWN_WORD = 3  # a word that stands in so many rows is meant
# What a member still gets who has retired; what only who is at work can have.
OF_WORKERS = frozenset({"培训", "评优", "疗休养", "入会"})
CLAIM = "理赔"
HEALTH_KINDS = frozenset({"体检", "保险", "医疗互助"})
_NOT_LETTERS = re.compile(r"[\W_]+")


def who_is_meant(index: BookIndex, service: ServiceEntry) -> str:
    """Return what tells the person of a row from others, empty where the row does not say."""
    member = index.people.roll.find(service.member_no, service.member_name)
    if member is not None:
        return member.member_no
    if service.member_no or index.people.roll.shares(service.member_name):
        return service.member_no
    return "".join(service.member_name.split())


def name_of(service: ServiceEntry) -> str:
    """Return how a message calls the person of a row."""
    return f"「{service.member_name or service.member_no}」"


def service_repeated(index: BookIndex) -> Iterator[Case]:
    """Find services that stand in two rows: same person, day, matter, cause and content."""
    rows: defaultdict[tuple[object, ...], list[ServiceEntry]] = defaultdict(list)
    for service in index.book.service_entries:
        person = who_is_meant(index, service)
        day = service.served_on or service.occurred_on
        if person and day is not None:
            told = _NOT_LETTERS.sub("", f"{service.cause}/{service.content}")
            related = "".join(service.related_person.split())
            rows[person, day, service.service_kind, told, related].append(service)
    for found in rows.values():
        first = found[0]
        for service in found[1:]:
            day = service.served_on or service.occurred_on
            if day is not None and not _may_be_two(first, service):
                yield Case(
                    f"{name_of(service)}{full_day(day)}的"
                    f"{service.service_kind or '服务'}与第 {first.source.row} 行相同。",
                    "请核对；同一次服务登记了两行的，请删除一行。",
                    (service.source, first.source),
                    joint=Joint("行服务", "与前面的一行相同", name_of(service)),
                )


def _may_be_two(first: ServiceEntry, second: ServiceEntry) -> bool:
    """Tell whether rows that say the same differ in a figure that both have."""
    pairs = (
        (first.voucher_no, second.voucher_no),
        (first.amount, second.amount),
        (first.quantity, second.quantity),
        (first.expires_on, second.expires_on),
    )
    return any(one and other and one != other for one, other in pairs)


def service_without_person(index: BookIndex) -> Iterator[Case]:
    """Find services that do not say to whom."""
    for service in index.book.service_entries:
        if not (service.member_no or service.member_name):
            what = service.service_kind or service.content or "服务"
            yield Case(
                f"这次{what}没有填会员编号，也没有填姓名，算不到任何人。",
                "请补填姓名；一次服务多人的，一人一行。",
                (at(service.source, Services.member_no),),
                joint=Joint("行服务", "没有填会员编号，也没有填姓名"),
            )


def service_to_left_member(index: BookIndex) -> Iterator[Case]:
    """Find services to members who were gone by then, or had retired where it is for workers."""
    # gift_to_left_member tells of these
    gifts = {benefit.source for benefit in index.gifts.given}
    for service in index.book.service_entries:
        if service.source in gifts:
            continue
        member = index.people.roll.find(service.member_no, service.member_name)
        day = service.served_on or service.occurred_on
        if member is None or not member.has_left or day is None or _is_left_over(service, member):
            continue
        if member.is_retired and service.service_kind not in OF_WORKERS:
            continue
        ended_on = member.membership_ended_on or member.retired_on
        if ended_on is None:
            told = f"在职状态是「{member.employment_status}」，没有写哪一天，"
            told += f"看不出{full_day(day)}还是不是会员"
        elif day > ended_on:
            told = f"{full_day(ended_on)}已{member.employment_status}"
        else:
            continue
        yield Case(
            f"「{member.name}」{told}，{full_day(day)}登记了{service.service_kind or '服务'}。",
            "请核对姓名和日期；当时还是会员的，请在《会员》补填离开的日期。",
            (at(service.source, Services.member_no),),
        )


def _is_left_over(service: ServiceEntry, member: Member) -> bool:
    """Tell whether a row follows from the time before: a claim, money of a fund, a farewell."""
    if service.service_kind == "退休" or service.cause in {CLAIM, "退休"}:
        return True
    ended_on, began_on = member.membership_ended_on, service.occurred_on
    is_of_before = began_on is not None and ended_on is not None and began_on <= ended_on
    return is_of_before or service.fund_source == "互助保障" or CLAIM in service.content


def service_for_others(index: BookIndex) -> Iterator[Case]:
    """Find services to members who are not among those that the matter is for."""
    duties = _duties_by_kind(index)
    for service in index.book.service_entries:
        member = index.people.roll.find(service.member_no, service.member_name)
        if (
            member is None
            or service.related_person
            or any_of("registers", "家属").search(service.content)
        ):
            continue
        if told := _not_meant(index, service, member, duties.get(service.service_kind, ())):
            yield Case(
                f"「{member.name}」登记了{service.service_kind}"
                f"{f'“{service.content}”' if service.content else ''}，{told}。",
                "请核对姓名、性别和内容；给家属办理的，请在“相关人”写明。",
                (at(service.source, Services.member_name),),
            )


def _duties_by_kind(index: BookIndex) -> dict[str, list[tuple[Duty, People]]]:
    """Return the duties that a kind of service fulfils, with the people whom they are for."""
    found: defaultdict[str, list[tuple[Duty, People]]] = defaultdict(list)
    for duty in index.book.duties:
        group = parse_group(duty.audience, index.people.roll) if duty.audience.strip() else None
        if isinstance(group, People) and duty.fulfilled_by:
            found[duty.fulfilled_by.strip()].append((duty, group))
    return found


def _not_meant(
    index: BookIndex,
    service: ServiceEntry,
    member: Member,
    duties: Sequence[tuple[Duty, People]],
) -> str:
    """Say why a service is not for a member, nothing where it may be."""
    if service.service_kind in HEALTH_KINDS:
        if member.gender == "男" and any_of("registers", "女性健康").search(service.content):
            return "这一项只有女职工有"
        if member.gender == "女" and any_of("registers", "男性健康").search(service.content):
            return "这一项只有男职工有"
    day = service.served_on or service.occurred_on or index.reference_day
    outside = [(duty, group) for duty, group in duties if group.holds(member, day) is False]
    if not duties or len(outside) < len(duties):
        return ""
    content = service.content.strip()
    named = [one for one in outside if not content or content in one[0].name]
    return f"不在《周期事项》“{named[0][0].name}”的对象“{named[0][1].text}”内" if named else ""


def service_kind_unknown(index: BookIndex) -> Iterator[Case]:
    """Find matters and causes that nobody knows, each told once, with the nearest known word."""
    words: tuple[tuple[Column, Callable[[ServiceEntry], str], tuple[str, ...], str], ...] = (
        (Services.service_kind, lambda one: one.service_kind, SERVICE_KINDS, ""),
        (
            Services.cause,
            lambda one: one.cause,
            SERVICE_CAUSES,
            index.book.settings.visit_causes,
        ),
    )
    for column, text_of, known, more in words:
        rows: defaultdict[str, list[ServiceEntry]] = defaultdict(list)
        for service in index.book.service_entries:
            rows[text_of(service).strip()].append(service)
        for word, found in rows.items():
            if not word or word in known or word in more or purposes_in(word):
                continue
            nearest = get_close_matches(word, known, 1)
            if nearest or len(found) < OWN_WORD:
                like = f"，像是“{nearest[0]}”" if nearest else ""
                # A cause in her own words may tell of an illness or of a family.
                shown = f"“{word}”" if nearest or column is Services.service_kind else ""
                yield Case(
                    f"{column.header}{shown}不在清单中{like}，统计时自成一类。",
                    "请核对；写错的请从清单中选，确是另一类的可以照用。",
                    tuple(at(one.source, column) for one in found),
                )


def service_in_future(index: BookIndex) -> Iterator[Case]:
    """Find rows of registers that are dated later than today."""
    today = index.book.as_of
    for service in index.book.service_entries:
        day = service.served_on
        if day is not None and day > today:
            what = service.service_kind or "服务"
            yield Case(
                f"{name_of(service)}{what}的日期是{full_day(day)}，还没有到。",
                "请核对日期；台账只登记已经做了的。",
                (at(service.source, Services.served_on),),
                joint=Joint("行服务", "日期还没有到", name_of(service)),
            )


def service_days_contradict(index: BookIndex) -> Iterator[Case]:
    """Find services that end before they begin, happened after they were answered, or count none.

    A visit may lie before the day of an operation that was planned: that is only asked about.
    """
    for service in index.book.service_entries:
        day, ended_on = service.served_on, service.expires_on
        if day is not None and ended_on is not None and ended_on < day:
            yield Case(
                f"{name_of(service)}到期日期{full_day(ended_on)}早于日期{full_day(day)}。",
                "请核对两个日期。",
                (at(service.source, Services.expires_on),),
            )
        if day is not None and service.occurred_on is not None and service.occurred_on > day:
            yield Case(
                f"{name_of(service)}日期{full_day(day)}早于发生日期{full_day(service.occurred_on)}。",
                "请核对两个日期。",
                (at(service.source, Services.occurred_on),),
                severity=Severity.NOTE,
            )
        if service.quantity is not None and service.quantity <= 0:
            yield Case(
                f"{name_of(service)}数量是 {figure(service.quantity)}。",
                "请填大于 0 的数；没有数量的，请空着。",
                (at(service.source, Services.quantity),),
            )


RULES = (
    Rule(
        "服务重复登记",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        service_repeated,
        reason="同一次服务登记两行，人次和金额都多算了一次。",
        example="何静 3 月 9 日体检“妇科检查”，第 12 行和第 30 行各一行。",
        remedy="删除多出的一行；确是两次的，在内容里写明。",
    ),
    Rule(
        "服务没有写给谁",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        service_without_person,
        reason="没有姓名，就不知道谁已经办过、谁还没有。",
        example="3 月 9 日体检，会员编号和姓名都空着。",
        remedy="补填姓名，一人一行。",
    ),
    Rule(
        "服务对象已离开",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.AGREEMENT,
        service_to_left_member,
        reason="调离、离职的人已不是会员，多半是写错了人或日期。",
        example="沈明 2 月调离，5 月还登记了普访。",
        remedy="改正姓名或日期，或在《会员》补填离开的日期。",
    ),
    Rule(
        "服务不是给这个人的",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.AGREEMENT,
        service_for_others,
        reason="对象不对，覆盖率就算错，多半是编号写错。",
        example="刘洋，男，登记了体检“两癌筛查”。",
        remedy="改正姓名或内容；给家属办理的，写明相关人。",
    ),
    Rule(
        "事项或事由不在清单中",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        service_kind_unknown,
        reason="写错一个字，统计时就成了另一类。",
        example="事项写成“慰向”。",
        remedy="从清单中选；确是另一类的可以照用。",
    ),
    Rule(
        "服务日期还没有到",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        service_in_future,
        reason="台账登记已经做了的事，日期在今天以后的多半写错了月份或年份。",
        example="今天是 12 月 20 日，登记了 12 月 31 日的普访。",
        remedy="改正日期；还没有做的，做了再登记。",
    ),
    Rule(
        "服务的日期或数量矛盾",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        service_days_contradict,
        reason="日期倒置、数量不是正数的，提醒和统计都会错。",
        example="6 月 12 日参保，到期日期写成 5 月 31 日。",
        remedy="改正日期或数量。",
    ),
)
