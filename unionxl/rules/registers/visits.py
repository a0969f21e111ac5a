"""Rules about visits: why one was made, how soon, and which are still to be made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionxl.domain.care_events import HELP, cause_of
from unionxl.domain.group import several
from unionxl.domain.settings import VISIT_CAUSES
from unionxl.domain.written import full_day
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.registers.services import VISIT, name_of
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.members import Members
from unionxl.tables.services import Services
from unionxl.words.lists import any_of
from unionxl.words.purposes import Purpose, purposes_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.services import ServiceEntry
    from unionxl.rules.book_index import BookIndex

HELP_KINDS = frozenset(HELP)
HELP_CAUSES = frozenset({"家庭困难", "意外灾害"})
SECOND_HALF = 7  # from this month on a year without any help is asked about
_NO_LETTERS = re.compile(r"[\d\W_]+")


def causes_to_visit(book: UnionBook) -> tuple[str, ...]:
    """Return the causes for which a visit is promised: those of the settings, else the usual."""
    return several(book.settings.visit_causes) or VISIT_CAUSES


def visit_without_cause(index: BookIndex) -> Iterator[Case]:
    """Find visits on an event that do not say on which."""
    causes = causes_to_visit(index.book)
    for service in index.book.service_entries:
        if service.service_kind != VISIT or service.cause:
            continue
        if not _NO_LETTERS.sub("", any_of("registers", "走访套话").sub("", service.content)):
            yield Case(
                f"{name_of(service)}登记了{VISIT}，没有写为什么走访。",
                f"请填写事由：{'、'.join(causes)}。",
                (at(service.source, Services.cause),),
                joint=Joint(f"次{VISIT}", "没有写为什么走访", name_of(service)),
            )


def visit_late(index: BookIndex) -> Iterator[Case]:
    """Find visits that came later than the union promised."""
    most = index.book.settings.visit_days
    if most is None:
        return
    for service in index.book.service_entries:
        if service.served_on is None or service.occurred_on is None or not _is_visit(service):
            continue
        days = (service.served_on - service.occurred_on).days
        if days > most:
            yield Case(
                f"{name_of(service)}{full_day(service.occurred_on)}的事，"
                f"{full_day(service.served_on)}才走访，过了 {days} 天（应在 {most} 天内）。",
                "请核对两个日期；确实晚了的，请在备注写明原因。",
                (at(service.source, Services.served_on),),
                facts={"days": days},
            )


def _is_visit(service: ServiceEntry) -> bool:
    """Tell whether a row is a visit on an event, and not a claim or a cure."""
    if service.is_claim:
        return False
    return service.service_kind == VISIT or service.cause in VISIT_CAUSES


def visit_open(index: BookIndex) -> Iterator[Case]:
    """Find what happened to members and was not yet answered by a visit."""
    for service in index.book.service_entries:
        if service.served_on is not None or service.occurred_on is None:
            continue
        what = cause_of(service, index.book)  # nothing of what she wrote in her own words
        days = (index.book.as_of - service.occurred_on).days
        since = f"，已过 {days} 天" if days > 0 else ""
        yield Case(
            f"{name_of(service)}{full_day(service.occurred_on)}{what}，还没有走访{since}。",
            "请安排走访，走访后补填日期。",
            (at(service.source, Services.served_on),),
            facts={"days": days},
        )


def hardship_never_helped(index: BookIndex) -> Iterator[Case]:
    """Find members in hardship who got no help in the year, asked about in its second half."""
    book = index.book
    if index.reference_day.month < SECOND_HALF or index.starts_late:
        return
    helped = {
        member.member_no
        for service in book.service_entries
        if service.service_kind in HELP_KINDS
        or service.cause in HELP_CAUSES
        or Purpose.HARDSHIP in purposes_in(f"{service.service_kind} {service.content}")
        if (member := index.people.roll.find(service.member_no, service.member_name))
    }
    helped |= {
        member.member_no
        for benefit in index.gifts.in_ledger
        if benefit.purpose is Purpose.HARDSHIP
        for member in benefit.members
    }
    for member in book.members:
        if member.in_hardship and not member.is_gone and member.member_no not in helped:
            yield Case(
                f"「{member.name}」是困难职工，今年还没有送温暖或帮扶的登记。",
                "请核对；已经慰问的请补登《服务台账》，不再困难的请改“困难职工”一栏。",
                (at(member.source, Members.in_hardship),),
                joint=Joint("名困难职工", "今年还没有送温暖或帮扶的登记", f"「{member.name}」"),
            )


RULES = (
    Rule(
        "走访没有事由",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        visit_without_cause,
        reason="五必访的每一次都要说得出是哪一种情形。",
        example="何静登记了五必访，事由和内容都空着。",
        remedy="选择事由，或在内容里写明。",
    ),
    Rule(
        "走访晚了",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.OWN_PAPERS,
        visit_late,
        reason="几天内走访是工会对会员的承诺。",
        example="3 月 1 日住院，3 月 20 日才走访，制度是 7 天内。",
        remedy="核对日期；确实晚了的写明原因。",
    ),
    Rule(
        "还没有走访",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.OWN_PAPERS,
        visit_open,
        reason="知道了还没有去的，最容易忘。",
        example="发生日期 2 月 10 日，事由生病住院，日期空着。",
        remedy="走访以后补填日期。",
    ),
    Rule(
        "困难职工没有得到帮扶",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        hardship_never_helped,
        reason="建了档、列了名，就应当有慰问或帮扶。",
        example="钱芳是困难职工，到 10 月没有一次送温暖的登记。",
        remedy="安排帮扶，或补登已做的。",
    ),
)
