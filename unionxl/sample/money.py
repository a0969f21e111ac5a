"""What the sample union takes in and spends, payment by payment."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.money import ZERO, yuan
from unionxl.domain.period import Month
from unionxl.sample.bookings import Booking
from unionxl.sample.days import MONTHS
from unionxl.sample.people import COMMITTEE, GROUPS, RETIRING_ON, TREASURER
from unionxl.sample.texts import sample_rows
from unionxl.words.numerals import QUARTERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from unionxl.sample.days import SampleDays
    from unionxl.sample.people import Person

PAYROLL = Decimal(11_400_000)
CONTRIBUTION_RATE = Decimal("0.02")
RETAINED_RATE = Decimal("0.6")
PAYDAY = 8
OPENING_BALANCE = Decimal("48260.35")

FESTIVAL_GIFTS = {"春节": "200.00", "端午": "120.00", "中秋": "120.00"}
CAKE = Decimal("98.00")
# Occasion, amount, form, what is given, proof: each below every limit that is known.
CARE = {
    "住院": ("280.00", "实物", "住院慰问（果篮和营养品）", "住院票据、出院记录"),
    "生育": ("480.00", "实物", "生育慰问（母婴用品）", "出生医学证明"),
    "结婚": ("480.00", "实物", "结婚慰问（床品一套）", "结婚证"),
    "直系亲属去世": ("500.00", "现金", "直系亲属去世慰问金", "证明材料"),
    "退休": ("480.00", "实物", "退休纪念品", "人事名单"),
}
CARE_CASES = (
    *(("住院", month, 3 + month, 11 * month + 2) for month in MONTHS),
    *(("生育", month, 12, 9 * month + 6) for month in (1, 3, 5, 8, 10, 12)),
    *(("结婚", month, 16, 14 * month + 3) for month in (2, 5, 7, 9)),
    *(("直系亲属去世", month, 20, 7 * month + 8) for month in (4, 8, 11)),
    *(("退休", month, day - 6, index) for index, (month, day) in RETIRING_ON.items()),
)


def dues_day(days: SampleDays, month: int, group: int) -> dt.date:
    """Return the day on which the dues of a group are taken from the wages."""
    workdays = days.workdays(month)
    first = next(index for index, day in enumerate(workdays) if day.day >= PAYDAY)
    return workdays[min(first + group // 3, len(workdays) - 1)]


def income(days: SampleDays, people: Sequence[Person]) -> Iterator[Booking]:
    """Give what came in: dues by group, the retained 2 %, grants and interest."""
    yield from _dues(days, people)
    monthly = yuan(PAYROLL * CONTRIBUTION_RATE * RETAINED_RATE / len(MONTHS))
    for month in MONTHS:
        yield _income(days.near(month, 1), f"{month}月拨缴经费到账", "拨缴经费", monthly)
    for month, amount in ((4, "7000.00"), (6, "5000.00")):
        text = "上级工会专项补助到账"
        yield _income(days.near(month, 10), text, "上级补助", Decimal(amount))
    for quarter, month in enumerate((1, 4, 7, 10), start=1):
        text = f"行政拨付第{QUARTERS[quarter - 1]}季度活动补助"
        yield _income(days.near(month, 6), text, "行政补助", Decimal("15900.00"))
    for month, amount in ((3, "142.18"), (6, "151.36"), (9, "148.92"), (12, "156.07")):
        yield _income(days.near(month, 21), "活期存款利息", "其他", Decimal(amount))


def _dues(days: SampleDays, people: Sequence[Person]) -> Iterator[Booking]:
    """Give the dues of every group and month."""
    for month in MONTHS:
        for number, group in enumerate(GROUPS):
            paid_on = dues_day(days, month, number)
            payers = [
                one for one in people if one.group == group and pays_dues(one, days.year, month)
            ]
            yield Booking(
                booked_on=paid_on,
                description=f"{group}{month}月会费",
                account="会费收入",
                amount=sum((one.dues_amount for one in payers), ZERO),
                fund="会费",
                handler=TREASURER,
                work="会费",
                person_count=len(payers),
            )


def pays_dues(person: Person, year: int, month: int) -> bool:
    """Tell whether a member pays dues for a month: who serves on its first day does."""
    return person.is_active_on(Month(year, month).first_on)


def _income(booked_on: dt.date, description: str, fund: str, amount: Decimal) -> Booking:
    """Book one receipt."""
    account = f"{fund}收入"
    return Booking(
        booked_on=booked_on,
        description=description,
        account=account,
        amount=amount,
        fund=fund,
        handler=TREASURER,
    )


def gifts(days: SampleDays, people: Sequence[Person]) -> Iterator[Booking]:
    """Give what single members received: festival goods, birthday cakes, visits."""
    for festival, amount in FESTIVAL_GIFTS.items():
        given_on = days.day(
            next(row["held"] for row in sample_rows("work") if row["key"] == festival)
        )
        for person in people:
            if person.is_active_on(given_on):
                yield _gift(
                    person, given_on, festival, f"{festival}慰问品", Decimal(amount), festival
                )
    for person in people:
        given_on = _birthday_treat_on(days, person)
        if person.is_active_on(given_on) and person.is_active_on(person.birthday_in(days.year)):
            yield _gift(person, given_on, "生日", "生日蛋糕券", CAKE, "生日")
    for occasion, month, day, index in CARE_CASES:
        amount, _, text, _ = CARE[occasion]
        given_on = days.near(month, day)
        yield _gift(people[index], given_on, occasion, text, Decimal(amount), "走访")


def _birthday_treat_on(days: SampleDays, person: Person) -> dt.date:
    """Return the last working day up to the birthday in its month, else the next one."""
    birthday = person.birthday_in(days.year)
    workdays = days.workdays(birthday.month)
    return ([one for one in workdays if one <= birthday][-1:] or workdays)[0]


def _gift(
    person: Person, given_on: dt.date, occasion: str, text: str, amount: Decimal, work: str
) -> Booking:
    """Book what one member is given; the list is signed."""
    forms = {"生日": "蛋糕券"} | {name: case[1] for name, case in CARE.items()}
    return Booking(
        booked_on=given_on,
        description=f"{person.name}{text}",
        account="职工活动支出",
        amount=amount,
        fund="拨缴经费",
        handler=COMMITTEE[person.index % len(COMMITTEE)],
        ref=f"{occasion} {person.member_no}",
        work=work,
        occasion=occasion,
        beneficiary=person,
        person_count=1,
        payment_form=forms.get(occasion, "实物"),
        attachment_count=2,
    )


def activity_costs(days: SampleDays) -> Iterator[Booking]:
    """Give the one voucher of every activity that cost something."""
    for number, row in enumerate(sample_rows("work")):
        if "cost" in row:
            yield Booking(
                booked_on=days.day(row["held"]),
                description=f"{row['goods']}（{row['key']}）",
                account=row["account"],
                amount=Decimal(row["cost"]),
                fund=row["fund"],
                handler=COMMITTEE[number % len(COMMITTEE)],
                ref=f"活动 {row['key']}",
                work=row["key"],
                occasion="活动",
                person_count=row["attended"],
                attachment_count=3,
            )
