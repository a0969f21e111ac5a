"""Rules about days that have passed: duties, papers, reviews, retirements, publications."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.duties import last_due_on, next_due_after
from unionxl.domain.hardship import review_due_on
from unionxl.domain.members import ACTIVE
from unionxl.domain.period import Month
from unionxl.domain.written import full_day
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.activities import Activities
from unionxl.tables.disclosures import Disclosures
from unionxl.tables.duties import DUTIES, Duties
from unionxl.tables.hardship import Hardship
from unionxl.tables.meetings import Meetings
from unionxl.tables.members import Members
from unionxl.tables.papers import Papers
from unionxl.tables.registers import days_of_source
from unionxl.words.lists import any_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from unionxl.domain.disclosures import Disclosure
    from unionxl.domain.source import SourceRef
    from unionxl.rules.book_index import BookIndex
    from unionxl.values.column import Column

FIRST_MONTHS = 3  # of the next year, in which the year before is still made public
STAYING_ON = ("返聘", "延迟", "延退", "延聘", "留任")


def duty_overdue(index: BookIndex) -> Iterator[Case]:
    """Find duties whose last day passed and of which no register tells since."""
    keeps_matter = Duties.fulfilled_by.header in index.book.columns.get(DUTIES.sheet, {})
    for duty in index.book.duties:
        due_on = last_due_on(duty, index.book.as_of)
        if due_on is None or index.book.settings.first_month.first_on > due_on:
            continue
        if index.book.as_of <= Month.of(due_on).last_on:
            continue  # the month sheet still shows it
        if not duty.fulfilled_by:
            if keeps_matter:
                yield Case(
                    f"「{duty.name}」{full_day(due_on)}到期，没有写服务事项，有没有办未检查。",
                    "请填“服务事项”：办了以后登记在哪里，如 体检，或 会议：教代会。",
                    (at(duty.source, Duties.fulfilled_by),),
                    joint=Joint("项", "已到期，没有写服务事项，有没有办未检查", f"「{duty.name}」"),
                )
            continue
        days = days_of_source(index.book, duty.fulfilled_by)
        if days is None:
            continue
        before = due_on - (next_due_after(duty, due_on) - due_on) / 2
        if not any(day > before for day in days):
            yield Case(
                f"「{duty.name}」应在{full_day(due_on)}前办理，"
                f"{duty.fulfilled_by}没有登记，已过 {(index.book.as_of - due_on).days} 天。",
                "请办理并登记；已经办理的请补登，起算日期不对的请改正。",
                (at(duty.source, Duties.name),),
                facts={"due_on": due_on},
            )


def paper_overdue(index: BookIndex) -> Iterator[Case]:
    """Find papers whose day has passed and that were not settled."""
    for paper in index.book.papers:
        due_on = paper.due_on
        if due_on is not None and due_on < index.book.as_of and paper.settled_on is None:
            yield Case(
                f"“{paper.title}”应在{full_day(due_on)}前办结，没有办结日期。",
                "请办理；已经办结的请补填办结日期。",
                (at(paper.source, Papers.settled_on),),
                facts={"due_on": due_on},
            )


def hardship_review_due(index: BookIndex) -> Iterator[Case]:
    """Find open files that were not reviewed for a year, or whose day of review has passed."""
    for one in index.book.hardship_files:
        due_on = review_due_on(one)
        if one.is_open and due_on is not None and due_on <= index.book.as_of:
            yield Case(
                f"「{one.member_name or one.member_no}」的档案{full_day(due_on)}应复核。",
                "请复核家庭情况，把“复核日期”改为下一次的日期；不再困难的请注销。",
                (at(one.source, Hardship.review_on),),
                facts={"due_on": due_on},
            )


def retirement_date_passed(index: BookIndex) -> Iterator[Case]:
    """Find members who are still at work on the roll though their day of retiring has passed."""
    for member in index.book.members:
        retired_on = member.retired_on
        if retired_on is None or retired_on >= index.book.as_of:
            continue
        stays_on = any(word in f"{member.staff_kind} {member.remark}" for word in STAYING_ON)
        if member.employment_status in {ACTIVE, ""} and not stays_on:
            yield Case(
                f"「{member.name}」的退休日期{full_day(retired_on)}已过，在职状态还是"
                f"{f'「{member.employment_status}」' if member.employment_status else '空的'}。",
                "请把在职状态改为退休；返聘或延迟退休的，请在备注写明或改退休日期。",
                (at(member.source, Members.employment_status),),
                facts={"retired_on": retired_on},
            )


def disclosure_outside_year(index: BookIndex) -> Iterator[Case]:
    """Find publications of another year that do not say that they are of this one."""
    for one in index.book.disclosures:
        day = one.published_on
        if day is not None and day.year != index.year and not _is_of_year(one, day, index.year):
            yield Case(
                f"“{one.subject}”的公开日期是{full_day(day)}，不在{index.year}年度内。",
                "请核对年份；属于本年度的，请在所属期间写明。",
                (at(one.source, Disclosures.published_on),),
            )
        until = one.posted_until
        if day is not None and until is not None and until < day:
            yield Case(
                f"“{one.subject}”公示截止{full_day(until)}早于公开日期{full_day(day)}。",
                "请核对两个日期。",
                (at(one.source, Disclosures.posted_until),),
            )


def _is_of_year(one: Disclosure, day: dt.date, year: int) -> bool:
    """Tell whether what was made public just before or after the year is of it."""
    text = f"{one.period} {one.subject}"
    if str(year) in text:
        return True
    is_soon_after = day.year == year + 1 and day.month <= FIRST_MONTHS
    return is_soon_after and any_of("registers", "年末公开").search(text) is not None


def register_day_in_future(index: BookIndex) -> Iterator[Case]:
    """Find activities, meetings, publications and papers that are dated later than today."""
    for source, column, name, day in _days(index):
        if day is not None and day > index.book.as_of:
            yield Case(
                f"“{name}”的日期是{full_day(day)}，还没有到。",
                "请核对日期；登记的是已经做了的，还没有做的请写进《年度计划》。",
                (at(source, column),),
                joint=Joint("行", "日期还没有到", f"“{name}”"),
            )


def _days(index: BookIndex) -> Iterator[tuple[SourceRef, Column, str, dt.date | None]]:
    """Give the day of each row that tells of something done."""
    book = index.book
    for activity in book.activities:
        yield activity.source, Activities.held_on, activity.name, activity.held_on
    for meeting in book.meetings:
        if meeting.has_outcome:  # else it is convened, and its papers are printed beforehand
            yield meeting.source, Meetings.held_on, meeting.name, meeting.held_on
    for one in book.disclosures:
        yield one.source, Disclosures.published_on, one.subject, one.published_on
    for paper in book.papers:
        yield paper.source, Papers.dated_on, paper.title, paper.dated_on


_DONE = (Group.REGISTERS, Severity.NOTE)
RULES = (
    Rule(
        "周期事项到期没有办",
        *_DONE,
        Grounds.OWN_PAPERS,
        duty_overdue,
        reason="到期的那个月过去以后，没有人再提醒。",
        example="教代会每 12 个月一次，1 月 1 日到期，会议里没有登记。",
        remedy="办理并登记；写明服务事项，程序才查得到。",
    ),
    Rule(
        "文件逾期没有办结",
        *_DONE,
        Grounds.OWN_PAPERS,
        paper_overdue,
        reason="上级的通知都有期限。",
        example="通知要求 7 月 5 日前上报，办结日期空着。",
        remedy="办理，并填写办结日期。",
    ),
    Rule(
        "困难档案应复核",
        *_DONE,
        Grounds.PRACTICE,
        hardship_review_due,
        reason="家庭情况会变，档案一年一复核。",
        example="去年 9 月建档，到今年 10 月没有复核。",
        remedy="复核，并填写下一次的复核日期。",
    ),
    Rule(
        "退休日期已过",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        retirement_date_passed,
        reason="在职人数、会费和慰问都按在职状态算。",
        example="退休日期 4 月 1 日，12 月还写在职。",
        remedy="改为退休；返聘、延迟退休的写明。",
    ),
    Rule(
        "公开的日期不在年度内",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        disclosure_outside_year,
        reason="年份写错，这一季度就算没有公开。",
        example="2026 年的工作簿里，公开日期是 2025-12-31。",
        remedy="改正日期，或写明所属期间。",
    ),
    Rule(
        "登记的日期还没有到",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        register_day_in_future,
        reason="台账登记已经做了的事，日期在今天以后的多半写错了。",
        example="今天是 12 月 20 日，活动日期写成 12 月 30 日。",
        remedy="改正日期；还没有做的写进计划。",
    ),
)
