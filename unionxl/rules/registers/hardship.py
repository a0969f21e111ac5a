"""Rules about the files of families in hardship, against the roll, their figures and the help."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.hardship import CLASSES, DEEP, RELATIVE, RELATIVE_TIMES, UNDECIDED, class_of
from unionxl.domain.warmth import UNION, is_warmth, payer_of
from unionxl.domain.written import figure, full_day, money
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.registers.services import name_of
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.hardship import Hardship
from unionxl.tables.members import Members
from unionxl.tables.services import Services

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from unionxl.domain.hardship import HardshipFile
    from unionxl.domain.services import ServiceEntry
    from unionxl.rules.book_index import BookIndex

TIMES_LIMIT = "hardship-relief-times"


def _person(index: BookIndex, one: HardshipFile) -> str:
    return index.services.person_of(one.member_no, one.member_name)


def _name(one: HardshipFile) -> str:
    return f"「{one.member_name or one.member_no}」"


def hardship_unlike_roll(index: BookIndex) -> Iterator[Case]:
    """Find members marked as in hardship without an open file, and files of others.

    A union that keeps no files in the workbook is not asked for them.
    """
    files = [one for one in index.book.hardship_files if one.is_open]
    if not index.book.hardship_files:
        return
    with_file = {_person(index, one) for one in files}
    for member in index.book.members:
        has_file = index.services.key(member) in with_file
        if member.in_hardship and not member.is_gone and not has_file:
            yield Case(
                f"「{member.name}」在《会员》是困难职工，《困难档案》没有在档的一户。",
                "请建档；不再困难的，请改“困难职工”一栏。",
                (at(member.source, Members.in_hardship),),
                joint=Joint("名困难职工", "在《困难档案》没有在档的一户", f"「{member.name}」"),
            )
    for one in files:
        found = index.people.roll.find(one.member_no, one.member_name)
        if found is None:
            shares = index.people.roll.shares(one.member_name)
            told = "有几名会员同名，看不出是谁" if shares else "不在《会员》中"
            yield Case(
                f"{_name(one)}有困难档案，{told}。",
                "请核对会员编号和姓名；不是会员的，请在备注写明。",
                (at(one.source, Hardship.member_name),),
            )
        elif not found.in_hardship:
            yield Case(
                f"{_name(one)}有在档的困难档案，《会员》的“困难职工”一栏不是“是”。",
                "请核对；仍然困难的请填“是”，不再困难的请注销档案。",
                (at(one.source, Hardship.state),),
            )


def hardship_repeated(index: BookIndex) -> Iterator[Case]:
    """Find families with two open files."""
    first: dict[str, HardshipFile] = {}
    for one in index.book.hardship_files:
        person = _person(index, one)
        if not one.is_open or not person:
            continue
        before = first.setdefault(person, one)
        if before is not one:
            yield Case(
                f"{_name(one)}有两份在档的困难档案，另一份在第 {before.source.row} 行。",
                "请核对；一户只留一份，旧的请注销。",
                (one.source, before.source),
            )


def hardship_class_doubtful(index: BookIndex) -> Iterator[Case]:
    """Find classes that are not what the figures of the family come to."""
    minimum = index.book.settings.living_minimum_amount
    for one in index.book.hardship_files:
        left = one.monthly_amount
        if minimum is None or left is None or one.doubt or not one.is_open:
            continue
        found = class_of(one, minimum)
        is_above = found == UNDECIDED and left >= RELATIVE_TIMES * minimum
        if is_above and one.category in {DEEP, RELATIVE}:
            told = "月人均余额不低于标准的 2 倍"
        elif one.category in CLASSES and found not in {UNDECIDED, one.category}:
            told = f"应是“{found}”"
        else:
            continue
        yield Case(
            f"{_name(one)}写的是“{one.category}”，"
            f"按所填收支和低保标准 {money(minimum)} 元，{told}。",
            "请核对家庭收支和困难类别；以审批的为准。",
            (at(one.source, Hardship.category),),
        )


def hardship_figures_doubtful(index: BookIndex) -> Iterator[Case]:
    """Find figures of a family that say nothing: nobody in it, or an income in 万元."""
    for one in index.book.hardship_files:
        if one.doubt and one.is_open:
            column = Hardship.income_amount if "万元" in one.doubt else Hardship.family_count
            yield Case(
                f"{_name(one)}{one.doubt}，困难类别没有判定。",
                "请核对；金额以元为单位，人口填实际人数。",
                (at(one.source, column),),
            )


def hardship_help_twice(index: BookIndex) -> Iterator[Case]:
    """Find members who were helped with the union's money more often than the place allows."""
    limit = index.limits.policy.limit_on(TIMES_LIMIT, index.reference_day)
    if limit is None or limit.amount is None:
        return
    turns: defaultdict[str, list[tuple[dt.date, ServiceEntry]]] = defaultdict(list)
    for service in index.book.service_entries:
        paid = service.amount and payer_of(service) == UNION
        if paid and is_warmth(service) and service.served_on is not None:
            turns[index.services.person(service)].append((service.served_on, service))
    for found in turns.values():
        found.sort(key=lambda pair: pair[0])
        days = list(dict.fromkeys(day for day, _ in found))
        if len(days) <= limit.amount:
            continue
        _, last = found[-1]
        yield Case(
            f"{name_of(last)}今年用工会经费帮扶 {len(days)} 次，"
            f"规定每年 {figure(limit.amount)} 次。",
            "请核对；由行政、上级专项等支付的，请填写经费来源。",
            tuple(at(one.source, Services.served_on) for _, one in reversed(found)),
            citation=limit.citation,
            facts={"count": len(days)},
        )


def hardship_closed_but_helped(index: BookIndex) -> Iterator[Case]:
    """Find help that came after the only file of a family was closed."""
    files: defaultdict[str, list[HardshipFile]] = defaultdict(list)
    for one in index.book.hardship_files:
        files[_person(index, one)].append(one)
    for service in index.book.service_entries:
        own = files.get(index.services.person(service), [])
        day = service.served_on
        if not own or day is None or not is_warmth(service) or any(one.is_open for one in own):
            continue
        closed_on = max((one.closed_on for one in own if one.closed_on), default=None)
        if closed_on is not None and day > closed_on:
            yield Case(
                f"{name_of(service)}{full_day(day)}登记了{service.service_kind}，"
                f"困难档案{full_day(closed_on)}已注销。",
                "请核对；又有困难的请重新建档，写错日期的请改正。",
                (at(service.source, Services.served_on),),
            )


_NOTE = (Group.REGISTERS, Severity.NOTE)
RULES = (
    Rule(
        "困难职工与档案不符",
        *_NOTE,
        Grounds.AGREEMENT,
        hardship_unlike_roll,
        reason="会员表标了困难的，应当有档；有档的，应当标着。",
        example="钱芳在会员表是困难职工，困难档案里没有。",
        remedy="建档、注销，或改“困难职工”一栏。",
    ),
    Rule(
        "困难档案重复",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        hardship_repeated,
        reason="一户两份档，户数就多了一户。",
        example="钱芳有两份在档的档案，第 4 行和第 9 行。",
        remedy="注销旧的一份。",
    ),
    Rule(
        "困难类别与收支不符",
        *_NOTE,
        Grounds.AGREEMENT,
        hardship_class_doubtful,
        reason="类别按月人均余额和低保标准划分，写的和算的应当一致。",
        example="按收支算是相对困难，写的是深度困难。",
        remedy="核对收支和类别；设置的“低保标准”空着就不判定。",
    ),
    Rule(
        "困难档案的数字不像",
        *_NOTE,
        Grounds.ARITHMETIC,
        hardship_figures_doubtful,
        reason="人口是 0，或收入按万元填，类别就算不出来。",
        example="家庭年收入填 3.6。",
        remedy="人口填实际人数，金额以元为单位。",
    ),
    Rule(
        "帮扶次数超过规定",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.REGULATION,
        hardship_help_twice,
        reason="有的省规定工会经费帮扶一人一年几次。",
        example="某省规定每年 1 次，钱芳 1 月和 9 月各帮扶一次。",
        remedy="核对经费来源；上级专项、行政支付的写明。",
        limits=(TIMES_LIMIT,),
    ),
    Rule(
        "注销以后又有帮扶",
        *_NOTE,
        Grounds.AGREEMENT,
        hardship_closed_but_helped,
        reason="已脱困的又有帮扶，应当重新建档。",
        example="冯磊 3 月注销，9 月又登记了送温暖。",
        remedy="重新建档，或改正日期。",
    ),
)
