"""The many small payments of the sample union that make a ledger long."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.sample.bookings import Booking
from unionxl.sample.days import MONTHS
from unionxl.sample.people import COMMITTEE, GROUPS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from unionxl.sample.days import SampleDays

TERM_MONTHS = (4, 5, 6, 9, 10, 11, 12)  # what goes on all term begins in April


@dataclass(frozen=True, slots=True)
class Purpose:
    """What small payments are for: account, fund, and the key of the work in the plan."""

    account: str
    fund: str
    work: str = ""


CLUB = Purpose("职工活动支出", "拨缴经费", "社团活动")
BOOKS = Purpose("职工活动支出", "拨缴经费", "书屋")
PUBLICITY = Purpose("职工活动支出", "拨缴经费", "信息宣传")
HOME = Purpose("职工服务支出", "行政补助", "小家")
COOLING = Purpose("维权支出", "上级补助", "送清凉")
STUDY = Purpose("业务支出", "拨缴经费", "业务学习")
OFFICE = Purpose("业务支出", "行政补助")

FIRST_GROUP_LEADER = 75  # the fifteen members from here on are in fifteen groups
CLUBS = ("合唱", "瑜伽", "羽毛球", "乒乓球", "花艺", "书法", "朗诵", "编织")
CLUB_COSTS = ("场地费", "活动材料", "饮用水和器材")
COOLING_GOODS = ("绿豆和冰糖", "矿泉水", "防暑药品", "湿巾和毛巾")
STUDY_GOODS = ("教研用书", "学习资料", "公开课材料", "线上课程资料")
OFFICE_GOODS = ("打印纸", "文件夹", "签字笔", "档案盒", "硒鼓")
HOME_GOODS = (
    *("茶包", "纸杯", "抽纸", "洗手液", "绿植", "靠垫", "挂钩", "收纳盒", "电池", "杯垫"),
    *("保温壶", "茶具", "台灯灯泡", "置物架", "便签纸", "桌布", "清洁用品"),
)


def everyday_costs(days: SampleDays) -> Iterator[Booking]:
    """Give the small payments with a purpose of their own."""
    yield from _clubs(days)
    yield from _cooling(days)
    yield from _books(days)
    yield from _publicity(days)
    yield from _study(days)
    yield from _office(days)


def home_goods(days: SampleDays, count: int) -> Iterator[Booking]:
    """Give so many purchases for the corners of the groups, spread over the year."""
    workdays = [day for month in MONTHS for day in days.workdays(month)]
    for number in range(count):
        group = number % len(GROUPS)
        yield _small(
            booked_on=workdays[number * len(workdays) // count],
            text=f"{GROUPS[group]}职工小家{HOME_GOODS[number % len(HOME_GOODS)]}",
            amount=_price(38, number, 1),
            purpose=HOME,
            handler=FIRST_GROUP_LEADER + group,
        )


def _clubs(days: SampleDays) -> Iterator[Booking]:
    """Every club meets on one weekday of the terms."""
    term_days = [day for month in TERM_MONTHS for day in days.workdays(month)]
    for number, club in enumerate(CLUBS):
        meetings = [day for day in term_days if day.weekday() == number % 5]
        for turn, day in enumerate(meetings):
            yield _small(
                booked_on=day,
                text=f"{club}社{CLUB_COSTS[turn % len(CLUB_COSTS)]}",
                amount=_price(100, turn + 50 * number, 2),
                purpose=CLUB,
                handler=COMMITTEE[number % len(COMMITTEE)],
            )


def _cooling(days: SampleDays) -> Iterator[Booking]:
    """Four rounds of cooling drinks and the like in the summer."""
    for turn, (month, day) in enumerate(((7, 8), (7, 22), (8, 5), (8, 19))):
        for number, group in enumerate(GROUPS):
            yield _small(
                booked_on=days.near(month, day),
                text=f"{group}送清凉{COOLING_GOODS[turn]}",
                amount=_price(76, turn * 20 + number, 3),
                purpose=COOLING,
                handler=FIRST_GROUP_LEADER + number,
            )


def _books(days: SampleDays) -> Iterator[Booking]:
    """The groups choose books twice in April and twice in November."""
    for turn, (month, day) in enumerate(((4, 9), (4, 24), (11, 10), (11, 23))):
        for number, group in enumerate(GROUPS):
            yield _small(
                booked_on=days.near(month, day),
                text=f"职工书屋图书（{group}选书）",
                amount=_price(82, turn * 20 + number, 4),
                purpose=BOOKS,
                handler=FIRST_GROUP_LEADER + number,
            )


def _publicity(days: SampleDays) -> Iterator[Booking]:
    """Four issues of the newsletter a month."""
    for number, (month, day) in enumerate(_each_month(4, 11, 17, 24)):
        yield _small(
            booked_on=days.near(month, day),
            text=f"工会简讯第{number + 1}期印制",
            amount=_price(36, number, 5),
            purpose=PUBLICITY,
            handler=COMMITTEE[1],
        )


def _study(days: SampleDays) -> Iterator[Booking]:
    """Material for members who study beside their work."""
    for number, (month, day) in enumerate(_each_month(6, 9, 13, 16, 20, 27)):
        if month in TERM_MONTHS:
            yield _small(
                booked_on=days.near(month, day),
                text=f"会员岗位学习{STUDY_GOODS[number % len(STUDY_GOODS)]}",
                amount=_price(66, number, 6),
                purpose=STUDY,
                handler=COMMITTEE[2],
            )


def _office(days: SampleDays) -> Iterator[Booking]:
    """Office goods, bus fares and the bank's charges belong to no work of the plan."""
    for number, (month, day) in enumerate(_each_month(5, 10, 15, 19, 25)):
        text = f"工会办公用品（{OFFICE_GOODS[number % len(OFFICE_GOODS)]}）"
        yield _office_cost(days.near(month, day), text, _price(28, number, 7))
    for number, (month, day) in enumerate(_each_month(3, 7, 12, 14, 18, 21, 23, 26)):
        text = "外出办理工会事务公交费"
        yield _office_cost(days.near(month, day), text, _price(4, number % 30, 8))
    for number, (month, day) in enumerate(_each_month(22)):
        yield _office_cost(days.near(month, day), "银行账户管理费", _price(10, number, 9))


def _office_cost(booked_on: dt.date, text: str, amount: Decimal) -> Booking:
    """Book one cost of the union's own business."""
    return _small(
        booked_on=booked_on, text=text, amount=amount, purpose=OFFICE, handler=COMMITTEE[0]
    )


def _each_month(*month_days: int) -> Iterator[tuple[int, int]]:
    """Give the same days of every month."""
    for month in MONTHS:
        for day in month_days:
            yield month, day


def _small(
    *, booked_on: dt.date, text: str, amount: Decimal, purpose: Purpose, handler: int
) -> Booking:
    """Book one small payment."""
    return Booking(
        booked_on=booked_on,
        description=text,
        account=purpose.account,
        amount=amount,
        fund=purpose.fund,
        handler=handler,
        work=purpose.work,
    )


def _price(floor: int, number: int, fen: int) -> Decimal:
    """Vary a price by up to thirty yuan; each kind has its own last digit, so no two are alike."""
    return Decimal(floor) + Decimal(number * 37 % 300) / 10 + Decimal(fen) / 100
