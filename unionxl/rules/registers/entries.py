"""Rules about members, proposals, disclosures and what every year must leave behind."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.disclosure_year import (
    LEAST_POSTED_DAYS,
    MONEY,
    kinds_of_year,
    short_notices,
)
from unionxl.domain.members import ACTIVE
from unionxl.domain.roll import plain_name
from unionxl.domain.start import has_entries
from unionxl.domain.written import figure, full_day
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.disclosures import Disclosures
from unionxl.tables.duties import Duties
from unionxl.tables.members import Members
from unionxl.tables.proposals import Proposals
from unionxl.tables.registers import year_of_duties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.members import Member
    from unionxl.rules.book_index import BookIndex


def member_without_birth_date(index: BookIndex) -> Iterator[Case]:
    """Find members at work without a birth date."""
    present = [member for member in index.book.members if not member.has_left]
    for member in present:
        if member.born_on is None:
            yield Case(
                f"「{member.name}」没有出生日期，生日慰问未检查。",
                "请补填出生日期。",
                (at(member.source, Members.born_on),),
                joint=Joint(
                    "人",
                    "没有出生日期",
                    f"「{member.name}」",
                    out_of=len(present),
                    unchecked="生日慰问",
                ),
            )


def member_age_impossible(index: BookIndex) -> Iterator[Case]:
    """Find members whose age cannot be right, or whose days contradict each other."""
    least, greatest = index.limits.figure("least-age"), index.limits.figure("greatest-age")
    working = index.limits.figure("greatest-working-age")
    if least is None or greatest is None or working is None:
        return
    yield from _left_before_joining(index)
    for member in index.book.members:
        age = member.age_on(index.book.as_of)
        if member.born_on is None or age is None:
            continue
        joined_at = member.age_on(member.joined_on) if member.joined_on else None
        most = working if member.employment_status in {ACTIVE, ""} else greatest
        if member.joined_on is not None and member.joined_on < member.born_on:
            told = f"入会日期{full_day(member.joined_on)}早于出生日期"
        elif age < least:
            told = f"现在{age}周岁，不足 {figure(least)} 周岁"
        elif joined_at is not None and joined_at < least:
            told = f"入会时{joined_at}周岁，不足 {figure(least)} 周岁"
        elif age > most:
            told = f"现在{age}周岁，超过 {figure(most)} 周岁"
        else:
            continue
        yield Case(
            f"「{member.name}」{full_day(member.born_on)}出生，{told}。",
            "请核对出生日期和入会日期。",
            (at(member.source, Members.born_on),),
            facts={"age": age},
        )


def _left_before_joining(index: BookIndex) -> Iterator[Case]:
    """Give the members whose last day lies before their first."""
    for member in index.book.members:
        joined_on, left_on = member.joined_on, member.left_on
        if joined_on is not None and left_on is not None and left_on < joined_on:
            yield Case(
                f"「{member.name}」退会日期{full_day(left_on)}早于入会日期{full_day(joined_on)}。",
                "请核对退会日期和入会日期。",
                (at(member.source, Members.left_on),),
                facts={"left_on": left_on},
            )


def member_repeated(index: BookIndex) -> Iterator[Case]:
    """Find two rows of the roll that are the same member.

    Same number, or same name and birth date; where that is not known, name and gender.
    """
    by_person: defaultdict[tuple[object, ...], list[Member]] = defaultdict(list)
    by_number: defaultdict[str, list[Member]] = defaultdict(list)
    for member in index.book.members:
        gender = member.gender if member.born_on is None else ""
        by_person[plain_name(member.name), gender, member.born_on].append(member)
        by_number[member.member_no].append(member)
    told: set[int] = set()
    for members in (*by_person.values(), *by_number.values()):
        first = members[0]
        for member in members[1:]:
            if member.source.row in told:
                continue
            told.add(member.source.row)
            same = "编号" if member.member_no == first.member_no else _what_is_same(member)
            yield Case(
                f"「{member.name}」与第 {first.source.row} 行「{first.name}」的{same}相同。",
                "请核对是否为同一人；重复的请删除一行，把会费和服务改到保留的编号下。",
                (member.source, first.source),
                facts={"member_no": member.member_no},
            )


def _what_is_same(member: Member) -> str:
    return "姓名和出生日期" if member.born_on is not None else "姓名和性别"


def proposal_without_answer(index: BookIndex) -> Iterator[Case]:
    """Find proposals that were not examined, or filed without an answer and a deadline for one."""
    for proposal in index.book.proposals:
        if proposal.answered_on is not None:
            continue
        if proposal.is_filed is None:
            yield Case(
                f"提案“{proposal.subject}”没有填写立案情况。",
                "请填写立案情况：立案、作意见或不立案；立案的再填承办部门和答复期限。",
                (at(proposal.source, Proposals.filing),),
                joint=Joint("件提案", "没有填写立案情况", f"“{proposal.subject}”"),
            )
        elif proposal.needs_answer and proposal.answer_due_on is None:
            yield Case(
                f"提案“{proposal.subject}”没有答复日期，也没有答复期限。",
                "请填写答复期限，或补登答复日期和落实情况。",
                (at(proposal.source, Proposals.answered_on),),
                joint=Joint("件提案", "没有答复日期，也没有答复期限", f"“{proposal.subject}”"),
            )


def proposal_answer_overdue(index: BookIndex) -> Iterator[Case]:
    """Find filed proposals that were not answered, or not answered in time."""
    for proposal in index.book.proposals:
        due_on, answered_on = proposal.answer_due_on, proposal.answered_on
        if not proposal.needs_answer or due_on is None:
            continue
        if answered_on is None and due_on < index.book.as_of:
            told = "至今没有答复"
        elif answered_on is not None and answered_on > due_on:
            told = f"{full_day(answered_on)}才答复"
        else:
            continue
        unit = f"，承办部门「{proposal.responsible_unit}」" if proposal.responsible_unit else ""
        yield Case(
            f"提案“{proposal.subject}”应在{full_day(due_on)}前答复，{told}{unit}。",
            "请催办并补登答复；已经答复的请核对日期。",
            (at(proposal.source, Proposals.answered_on),),
            facts={"due_on": due_on},
        )


def quarter_without_disclosure(index: BookIndex) -> Iterator[Case]:
    """Find parts of the year that are over and in which nothing of a kind was made public.

    Income and expenditure are told every quarter, other kinds as often as a duty says. Nothing is
    said of a workbook in which nothing was entered yet.
    """
    if not has_entries(index.book):
        return
    for kind in kinds_of_year(index.book.disclosures, year_of_duties(index.book)):
        if not kind.missing:
            continue
        of_money = kind.name == MONEY
        what = "经费收支" if of_money else f"“{kind.name}”"
        duty = None if of_money else kind.duty
        yield Case(
            f"《公开》表中没有{index.year}年{kind.missing_text}{what}的公开记录。",
            f"请{'按季公开经费收支' if of_money else '按周期公开'}，并登记公开日期、事项和形式。",
            (at(duty.source, Duties.fulfilled_by),) if duty else (),
            facts={"quarters": kind.missing_text},
        )


def notice_too_short(index: BookIndex) -> Iterator[Case]:
    """Find notices that hung for fewer than five working days."""
    for notice in short_notices(index.book.disclosures, index.book.holiday_days):
        one = notice.disclosure
        until = full_day(one.posted_until) if one.posted_until else ""
        yield Case(
            f"“{one.subject}”公示到{until}，只有 {notice.day_count} 个工作日，"
            f"不足 {LEAST_POSTED_DAYS} 个。",
            "请核对公示截止；确实不足的，以后延长公示。",
            (at(one.source, Disclosures.posted_until),),
            facts={"days": notice.day_count},
        )


def year_duty_missing(index: BookIndex) -> Iterator[Case]:
    """Find duties of every year that neither the plan nor a register tells of."""
    if not (index.book.work_items or index.book.ledger_entries):
        return
    texts = tuple(_texts(index))
    for duty in index.standards.year_duties:
        if not any(word in text for text in texts for word in duty.words):
            yield Case(
                f"全年计划和各项记录中没有“{duty.name}”。",
                duty.advice,
                (),
                index.limits.policy.nearest((duty.citation,)),
                facts={"duty": duty.name},
            )


def _texts(index: BookIndex) -> Iterator[str]:
    """Give the words of plan and registers."""
    book = index.book
    yield from (f"{item.description} {item.outcome}" for item in book.work_items)
    yield from (activity.name for activity in book.activities)
    yield from (f"{one.subject} {one.category}" for one in book.disclosures)
    yield from (duty.name for duty in book.duties)
    yield from (one.content for one in book.evidence_items)


RULES = (
    Rule(
        "会员没有出生日期",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.OWN_PAPERS,
        member_without_birth_date,
        reason="没有出生日期，月表上看不到生日，也核对不了生日慰问。",
        example="王芳在职，出生日期空着。",
        remedy="补填出生日期。",
    ),
    Rule(
        "会员年龄不可能",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        member_age_impossible,
        reason="写错年份，生日、慰问和名册都会错。",
        example="出生日期 2015-05-02，或出生前就已入会。",
        remedy="改正出生日期或入会日期。",
        limits=("least-age", "greatest-age", "greatest-working-age"),
    ),
    Rule(
        "会员重复",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        member_repeated,
        reason="登记两次，就会重复统计、重复收费、重复慰问。",
        example="王芳，女，1988-05-08 生，有 0012 和 0151 两个编号。",
        remedy="删除一行，并把会费和服务改到另一个编号。",
    ),
    Rule(
        "提案没有答复",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.OWN_PAPERS,
        proposal_without_answer,
        reason="提案先要审查，立案的都要答复；没有期限就没有人催。",
        example="1 月交办的提案，答复期限和答复日期都空着。",
        remedy="商定答复期限，或补填答复日期。",
    ),
    Rule(
        "提案逾期答复",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        proposal_answer_overdue,
        reason="答复期限是对代表的承诺。",
        example="期限 4 月 17 日，到 5 月 20 日没有答复。",
        remedy="催办，并填写答复日期。",
    ),
    Rule(
        "季度没有公开",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.REGULATION,
        quarter_without_disclosure,
        reason="会员有权了解收支情况；校务等按《周期事项》写的周期公开。",
        example="已是 7 月 5 日，第二季度没有公开过经费。",
        remedy="公开，或补登已公开的内容。",
    ),
    Rule(
        "公示时间不足",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.PRACTICE,
        notice_too_short,
        reason="公示期一般不少于五个工作日，节假日不算。",
        example="3 月 9 日公示，3 月 11 日截止，只有 3 个工作日。",
        remedy="核对截止日期；以后公示满五个工作日。",
    ),
    Rule(
        "全年必办事项缺失",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.REGULATION,
        year_duty_missing,
        reason="向会员报告、经审会审查、公开等，每年都要做。",
        example="计划、活动和公开里都没有提到经审。",
        remedy="列入计划，或补登已做的工作。",
    ),
)
