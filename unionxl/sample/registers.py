"""The sample's registers as rows: services, activities, proposals, disclosures and lists."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.proposals import AS_OPINION, FILED
from unionxl.sample.bookings import signers, voucher_numbers
from unionxl.sample.days import SampleDays
from unionxl.sample.money import CARE, FESTIVAL_GIFTS
from unionxl.sample.people import COMMITTEE, IN_HARDSHIP, NEWCOMERS, RETIRING_ON
from unionxl.sample.plan import works
from unionxl.sample.rows import table_row
from unionxl.sample.texts import SESSION, sample_rows
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.disclosures import DISCLOSURES
from unionxl.tables.duties import DUTIES
from unionxl.tables.evidence import EVIDENCE
from unionxl.tables.proposals import PROPOSALS
from unionxl.tables.services import SERVICES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.sample.bookings import Booking, Voucher
    from unionxl.sample.people import Person
    from unionxl.sample.plan import Work
    from unionxl.sample.rows import CellValue, Row, Rows
    from unionxl.sample.texts import Row as SampleRow

SUMMARY = "年度总结"  # the work with which the union gives itself its scores
RETIRING_LAST = max(RETIRING_ON)
# Services that cost the union nothing: kind, text, proof, day, and every how manyth member.
FREE_SERVICES = (
    ("困难帮扶", "走访谈心，了解家庭情况", "走访记录", "1-12", IN_HARDSHIP),
    ("结对", "新老教师结对指导", "结对协议", "3-17", range(5, 138, 11)),
    ("志愿", "学雷锋志愿服务", "签到表", "3-5", range(3, 117, 3)),
    ("读书笔记", "好书分享读书笔记一篇", "读书笔记", "4-23", range(2, 134, 11)),
    ("献血", "自愿无偿献血", "献血证", "5-19", range(7, 130, 20)),
    ("医疗互助", "职工医疗互助登记", "登记表", "6-12", (*range(138), RETIRING_LAST)),
    ("评优", "教师节先进教职工", "表彰名单", "9-9", range(6, 138, 11)),
    ("入会", "新会员座谈，介绍会员权利", "入会登记表", "9-10", NEWCOMERS),
    ("捐款", "参加慈善一日捐", "捐款名单", "9-7", range(133)),
    ("困难帮扶", "走访，协助申报上级帮扶", "申报表", "9-16", IN_HARDSHIP),
    ("培训", "工会干部培训", "结业证", "11-12", COMMITTEE[:4]),
)

# The cause of a visit by the occasion of what was given.
CAUSES = {
    "住院": "生病住院",
    "生育": "生育",
    "结婚": "婚丧喜庆",
    "直系亲属去世": "婚丧喜庆",
    "退休": "退休",
}
SAID_OF: Mapping[str, Mapping[str, CellValue]] = {
    "读书笔记": {"quantity": 1},
    "志愿": {"quantity": 2},
    "献血": {"quantity": 200},
    "评优": {"cause": "校"},
    "捐款": {"fund_source": "个人"},
}
MENTOR_AFTER, OLD_HANDS = 3, 130
WORK_CATEGORIES = {
    "文体活动": "文体",
    "学习培训": "学习",
    "女工工作": "女工",
    "志愿公益": "志愿",
    "节日慰问": "节日",
}
CLUB_WORK = "社团"
WORK_KINDS = {
    CLUB_WORK: CLUB_WORK,
    "春游": "春秋游",
    "秋游": "春秋游",
    "教学比赛": "竞赛",
    "安全竞赛": "竞赛",
    "羽毛球赛": "竞赛",
}


def services(
    vouchers: Sequence[Voucher], days: SampleDays, people: Sequence[Person], through: dt.date
) -> Rows:
    """Return what single members received, in order of days."""
    paid = [
        (voucher.booking.booked_on, _paid_service(voucher, voucher.booking.beneficiary, people))
        for voucher in vouchers
        if voucher.booking.beneficiary is not None
    ]
    free = [entry for entry in _free_services(days, people) if entry[0] <= through]
    return tuple(row for _, row in sorted([*paid, *free], key=lambda entry: entry[0]))


def _paid_service(voucher: Voucher, person: Person, people: Sequence[Person]) -> Row:
    """Return the service that a voucher of the ledger paid for."""
    booking = voucher.booking
    return table_row(
        SERVICES,
        served_on=booking.booked_on,
        member_no=person.member_no,
        member_name=person.name,
        service_kind=_service_kind(booking),
        content=booking.description.removeprefix(person.name),
        amount=booking.amount,
        voucher_no=voucher.voucher_no,
        is_booked="是",
        proof=CARE[booking.occasion][3] if booking.occasion in CARE else "签收名单",
        handler=people[signers(booking)[0]].name,
        cause=CAUSES.get(booking.occasion),
        fund_source=booking.fund,
    )


def _service_kind(booking: Booking) -> str:
    """Return the kind of service that an occasion is."""
    if booking.occasion in FESTIVAL_GIFTS:
        return "节日慰问"
    return "生日" if booking.occasion == "生日" else "五必访"


def _free_services(days: SampleDays, people: Sequence[Person]) -> Iterator[tuple[dt.date, Row]]:
    """Give the services without money, with their days."""
    for kind, text, proof, day, indices in FREE_SERVICES:
        served_on = days.day(day)
        for index in indices:
            person = people[index]
            row = table_row(
                SERVICES,
                served_on=served_on,
                member_no=person.member_no,
                member_name=person.name,
                service_kind=kind,
                content=text,
                proof=proof,
                handler=people[_handler_for(index)].name,
                **_more(kind, index, days, people),
            )
            yield served_on, row


def _more(
    kind: str, index: int, days: SampleDays, people: Sequence[Person]
) -> dict[str, CellValue]:
    """Return what is said of a kind of service beside the usual."""
    if kind == "结对":
        mentor = people[(index + MENTOR_AFTER) % OLD_HANDS].name
        return {"related_person": mentor, "expires_on": dt.date(days.year + 1, 3, 16)}
    if kind == "医疗互助":
        return {"cause": "参保", "expires_on": dt.date(days.year + 1, 6, 30)}
    return dict(SAID_OF.get(kind, {}))


def _handler_for(index: int) -> int:
    """Return a member of the committee other than the member served."""
    return COMMITTEE[index % len(COMMITTEE)] if index not in COMMITTEE else 0


def activities(vouchers: Sequence[Voucher], year: int, through: dt.date) -> Rows:
    """Return every work that was done, in order of days, with its attendance and its voucher."""
    days, refs = SampleDays.of(year), voucher_numbers(vouchers)
    held = [
        (held_on, work)
        for work in works(year)
        if work.is_registered
        for held_on in work.held_on(days)
    ]
    in_order = sorted(held, key=lambda entry: (entry[0], entry[1].item_no))
    return tuple(
        _activity(f"A{number:03d}", work, held_on, refs)
        for number, (held_on, work) in enumerate(in_order, start=1)
        if held_on <= through
    )


def _activity(activity_no: str, work: Work, held_on: dt.date, refs: Mapping[str, str]) -> Row:
    """Return one activity."""
    facts = work.facts
    usual = WORK_CATEGORIES.get(facts["category"], "其他")
    return table_row(
        ACTIVITIES,
        item_no=work.item_no,
        name=work.title,
        held_on=held_on,
        place=facts.get("place"),
        expected_count=facts.get("expected"),
        attended_count=facts.get("attended"),
        winner_count=facts.get("winners"),
        day_count=facts.get("days"),
        cost_amount=Decimal(facts["cost"]) if "cost" in facts else None,
        voucher_no=refs.get(f"活动 {work.key}"),
        evidence=facts.get("evidence"),
        activity_no=activity_no,
        category=WORK_KINDS.get(work.key, usual),
        leader=facts["owner"],
        club=facts.get("club"),
    )


def proposals(days: SampleDays, people: Sequence[Person], through: dt.date) -> Rows:
    """Return the proposals of the staff congress; answers of later days are not known yet."""
    return tuple(
        _proposal(f"T{number:02d}", row, days, people, through)
        for number, row in enumerate(sample_rows("proposal"), start=1)
        if days.day(row["assigned"]) <= through
    )


def _proposal(
    proposal_no: str, facts: SampleRow, days: SampleDays, people: Sequence[Person], through: dt.date
) -> Row:
    """Return one proposal; one that is not filed has nobody to answer it."""
    is_filed = "unit" in facts
    is_answered = is_filed and days.day(facts["answered"]) <= through
    return table_row(
        PROPOSALS,
        proposal_no=proposal_no,
        session=SESSION,
        sponsor=people[facts["sponsor"]].name,
        seconders="、".join(people[index].name for index in facts["seconders"]),
        subject=facts["subject"],
        category=facts["category"],
        filing=FILED if is_filed else AS_OPINION,
        responsible_unit=facts.get("unit"),
        assigned_on=days.day(facts["assigned"]) if is_filed else None,
        answer_due_on=days.day(facts["due"]) if is_filed else None,
        answered_on=days.day(facts["answered"]) if is_answered else None,
        result=facts["result"] if is_answered or not is_filed else None,
        satisfaction=facts["satisfaction"] if is_answered else None,
        outcome=facts["outcome"] if is_answered else None,
        reasons=facts["reasons"],
    )


def disclosures(days: SampleDays, people: Sequence[Person], through: dt.date) -> Rows:
    """Return what was made public up to a day."""
    return tuple(
        table_row(
            DISCLOSURES,
            published_on=days.day(row["held"]),
            subject=row["subject"].format(year=days.year),
            category=row["category"],
            channel=row["channel"],
            period=row["period"].format(year=days.year),
            handler=people[COMMITTEE[1]].name,
            archive_place="工会档案柜",
            posted_until=days.day(row["until"]) if "until" in row else None,
        )
        for row in sample_rows("disclosure")
        if days.day(row["held"]) <= through
    )


def duties(year: int) -> Rows:
    """Return the duties that come again."""
    return tuple(
        table_row(
            DUTIES,
            name=row["name"],
            audience=row["audience"],
            every_months=row.get("every"),
            starts_on=_started(row, year),
            lead_days=row["lead"],
            basis=row["basis"],
            remark=row.get("remark"),
            fulfilled_by=row.get("by"),
        )
        for row in sample_rows("duty")
    )


def _started(row: SampleRow, year: int) -> dt.date | None:
    """Return the day that a duty counts from, None for one without a cycle."""
    if "starts" not in row:
        return None
    return SampleDays.of(year - row["years_ago"]).day(row["starts"])


def evidence(year: int, through: dt.date) -> Rows:
    """Return the assessment list; the union gives itself its scores when it sums up the year."""
    (summary,) = (work for work in works(year) if work.key == SUMMARY)
    is_scored = summary.held_on(SampleDays.of(year))[0] <= through
    return tuple(
        table_row(
            EVIDENCE,
            evidence_no=f"K{number:02d}",
            category=row["category"],
            content=row["content"],
            points=row["points"],
            counted_from=row["source"],
            needed_count=row["needed"],
            own_score=row["score"] if is_scored else None,
        )
        for number, row in enumerate(sample_rows("evidence"), start=1)
    )
