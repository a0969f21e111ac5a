"""The invented members: a plant, 小 and one of the ten stems make a name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from unionxl.domain.money import yuan

PLANTS = "荷棠枫桐桃杏橙柚莓榆槐菊竹茉葵"
STEMS = "甲乙丙丁戊己庚辛壬癸"
GROUPS = (
    *("托一组", "托二组", "小一组", "小二组", "小三组", "中一组", "中二组", "中三组"),
    *("大一组", "大二组", "大三组", "保健组", "厨房组", "后勤组", "行政组"),
)
DUES_RATE = Decimal("0.005")
CHAIR, VICE_CHAIR, TREASURER = 0, 13, 22
COMMITTEE = (TREASURER, 35, 41, 53, 64, 76)  # who handle and witness expenses
MEN_EVERY = 9
RETIRING_ON = {138: (6, 30), 139: (8, 31)}
RETIRED_BEFORE = range(140, 144)
MOVED_BEFORE = {144: "调离", 145: "调离", 146: "离职"}
NEWCOMERS = range(147, 150)
NEWCOMERS_JOIN = (9, 1)
IN_HARDSHIP = (37, 88)


@dataclass(frozen=True, slots=True)
class Person:
    """One invented member.

    After `serves_until`, the last day at work, a member pays no dues and is given nothing;
    `left_as` says what became of her.
    """

    index: int
    name: str
    gender: str
    born_on: dt.date
    joined_on: dt.date
    group: str
    staff_kind: str
    base_amount: Decimal
    serves_until: dt.date | None = None
    left_as: str = ""

    @property
    def member_no(self) -> str:
        """The number on the roll."""
        return f"H{self.index + 1:03d}"

    @property
    def dues_amount(self) -> Decimal:
        """The dues of one month; bases are multiples of 200, so that they are whole yuan."""
        return yuan(self.base_amount * DUES_RATE)

    def is_active_on(self, day: dt.date) -> bool:
        """Tell whether the member works and pays dues on a day."""
        return self.joined_on <= day and (self.serves_until is None or day <= self.serves_until)

    def birthday_in(self, year: int) -> dt.date:
        """Return the birthday of a year; nobody was born on 29 February."""
        return self.born_on.replace(year=year)


def people_of(year: int) -> tuple[Person, ...]:
    """Return the 150 members as the year ends."""
    return tuple(_person(index, year) for index in range(len(PLANTS) * len(STEMS)))


_RETIREES = {*RETIRING_ON, *RETIRED_BEFORE}


def _person(index: int, year: int) -> Person:
    """Invent one member."""
    age = _age(index)
    joined_on = dt.date(year - 1 - (index * 3) % (age - 22), 9, 1)
    return Person(
        index=index,
        name=f"{PLANTS[index // len(STEMS)]}小{STEMS[index % len(STEMS)]}",
        gender="男" if (index + 5) % MEN_EVERY == 0 and index not in _RETIREES else "女",
        born_on=dt.date(year - age, 1 + index * 5 % 12, 1 + index * 11 % 28),
        joined_on=dt.date(year, *NEWCOMERS_JOIN) if index in NEWCOMERS else joined_on,
        group=GROUPS[index % len(GROUPS)],
        staff_kind=("在编", "在编", "合同", "在编", "合同")[index % 5],
        base_amount=yuan(2600 + 200 * ((index * 5 + age) % 20)),
        serves_until=_serves_until(index, year),
        left_as=MOVED_BEFORE.get(index, "退休" if index in _RETIREES else ""),
    )


def _age(index: int) -> int:
    """Return the age that a member reaches in the year."""
    if index in RETIRED_BEFORE:
        return 58 + index % 4
    if index in RETIRING_ON:
        return 56
    return 25 if index in NEWCOMERS else 25 + (index * 7 + 17) % 27


def _serves_until(index: int, year: int) -> dt.date | None:
    """Return the last day at work of those who left."""
    if index in RETIRING_ON:
        return dt.date(year, *RETIRING_ON[index])
    if index in RETIRED_BEFORE:
        return dt.date(year - 1 - index % 2, 8, 31)
    return dt.date(year - 1, 12, 31) if index in MOVED_BEFORE else None
