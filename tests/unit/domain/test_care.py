"""What is due for whom: duties, birthdays, visits, ends, files, retirements, the union's own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.builders import a_book
from unionxl.domain.care import care
from unionxl.domain.period import Month
from unionxl.tables.registers import days_of_source

if TYPE_CHECKING:
    from unionxl.domain.book import UnionBook
    from unionxl.domain.care_model import Care

MEMBERS = """
    会员编号 | 姓名 | 性别 | 出生日期 | 入会日期 | 在职状态
    001 | 王芳 | 女 | 1988-03-09 | 2010-09-01 | 在职
    002 | 李敏 | 女 | 1992-02-29 | 2015-09-01 | 在职
    003 | 张强 | 男 | 1979-12-31 | 2008-09-01 | 在职
"""
DUTY = "事项 | 对象 | 周期月数 | 起算日期 | 提前天数 | 服务事项\n"
MARCH = Month(2026, 3)
TODAY = dt.date(2026, 3, 6)


def _care(book: UnionBook, month: Month = MARCH) -> Care:
    return care(book, book.as_of, month.last_on, lambda source: days_of_source(book, source))


def _due(book: UnionBook, month: Month = MARCH) -> list[str]:
    """Return what is due, without proposals to do more."""
    return [
        f"{one.who or '工会'} {one.matter} {one.due_on} {one.state.value}"
        for one in _care(book, month).due
        if one.is_counted
    ]


def _book(today: dt.date = TODAY, members: str = MEMBERS, **tables: str) -> UnionBook:
    return a_book(as_of=today, settings=None, members=members, **tables)


# a. duties with a cycle, person by person.


@pytest.mark.parametrize(
    ("last_on", "months", "lead", "expected"),
    [
        ("2024-03-06", 24, "0", "2026-03-06 到期"),  # today is not late
        ("2024-03-05", 24, "0", "2026-03-05 逾期"),
        ("2024-03-31", 24, "0", "2026-03-31 到期"),
        ("2024-04-01", 24, "0", ""),  # 0 days ahead means none
        ("2024-04-01", 24, "1", "2026-04-01 即将到期"),
        ("2024-04-30", 24, "", "2026-04-30 即将到期"),  # an empty cell means 30
        ("2024-05-01", 24, "", ""),
        (
            "2024-02-29",
            24,
            "0",
            "2026-02-28 逾期",
        ),  # a leap day comes round on the last of February
        ("2025-08-31", 6, "0", "2026-02-28 逾期"),
        ("2023-03-06", 36, "0", "2026-03-06 到期"),
        ("2026-03-07", 24, "0", "2022-01-10 逾期"),  # what is dated later has not happened
    ],
)
def test_a_member_is_due_some_months_after_the_last_time(
    last_on: str, months: int, lead: str, expected: str
) -> None:
    book = _book(
        members="会员编号 | 姓名 | 性别 | 在职状态\n001 | 王芳 | 女 | 在职",
        duties=f"{DUTY}女工体检 | 女教职工 | {months} | 2020-01-10 | {lead} | 体检",
        services=f"日期 | 会员编号 | 姓名 | 事项\n{last_on} | 001 | 王芳 | 体检",
    )
    assert _due(book) == ([f"王芳 体检 {expected}"] if expected else [])


def test_the_newest_of_register_and_history_counts() -> None:
    book = _book(
        duties=f"{DUTY}普访 | 全体会员 | 36 | 2020-01-01 | 0 | 普访",
        services="日期 | 会员编号 | 姓名 | 事项\n2026-01-10 | 001 | 王芳 | 普访",
        history="""
            会员编号 | 姓名 | 服务事项 | 最近日期 | 累计次数 | 来源
            001 | 王芳 | 普访 | 2022-05-01 | 1 | 2022年工作簿
            002 | 李敏 | 普访 | 2023-02-01 | 1 | 2023年工作簿
            003 | 张强 | 普访 | 2024-06-01 | 2 | 2024年工作簿
            099 | 无此人 | 普访 | 2020-06-01 | 1 | 2020年工作簿
        """,
    )
    assert "李敏 普访 2026-02-01 逾期" in _due(book)
    assert not [one for one in _due(book) if "王芳" in one and "可安排" not in one]


def test_the_same_time_in_register_and_history_counts_once() -> None:
    book = _book(
        duties=f"{DUTY}普访 | 全体会员 | 36 | 2024-01-01 | 0 | 普访",
        services="日期 | 会员编号 | 姓名 | 事项\n2026-01-10 | 001 | 王芳 | 普访",
        history="会员编号 | 姓名 | 服务事项 | 最近日期\n001 | 王芳 | 普访 | 2026-01-10",
    )
    (coverage,) = _care(book).coverage
    assert (len(coverage.whole), coverage.done_count) == (3, 1)


@pytest.mark.parametrize(
    ("joined_on", "expected"),
    [
        ("2010-09-01", ["王芳 体检 2026-01-10 逾期"]),
        ("2024-03-20", ["王芳 体检 2026-03-20 到期"]),  # two years after joining, not the start
        ("2024-06-01", []),
        ("2026-03-05", []),  # joined yesterday
    ],
)
def test_who_was_never_served_is_due_a_cycle_after_start_and_joining(
    joined_on: str, expected: list[str]
) -> None:
    header = "会员编号 | 姓名 | 性别 | 入会日期 | 在职状态"
    book = _book(
        members=f"{header}\n001 | 王芳 | 女 | {joined_on} | 在职",
        duties=f"{DUTY}女工体检 | 女教职工 | 24 | 2024-01-10 | 0 | 体检",
        history="会员编号 | 姓名 | 服务事项 | 最近日期\n001 | 王芳 | 入会 | 2010-01-01",
    )
    assert _due(book) == expected


def test_without_a_first_day_nobody_is_due_and_one_line_says_so() -> None:
    book = _book(
        duties=f"""
            {DUTY.strip()}
            女工体检 | 女教职工 | 24 |  |  | 体检
            普访 | 全体会员 | 36 |  |  | 普访
            教代会 | 全体会员 | 12 |  |  | 会议：教代会
        """
    )
    told = _care(book)
    assert told.due == ()
    (note,) = told.notes
    assert note.text == "《周期事项》第 4、5、6 行没有起算日期：请填上一次集中办理的日期"


def test_without_a_first_day_those_with_a_last_time_are_due() -> None:
    book = _book(
        duties=f"{DUTY}女工体检 | 女教职工 | 24 |  | 0 | 体检",
        history="会员编号 | 姓名 | 服务事项 | 最近日期\n001 | 王芳 | 体检 | 2024-02-01",
    )
    assert _due(book) == ["王芳 体检 2026-02-01 逾期"]


def test_the_day_until_which_it_lasts_takes_the_place_of_the_cycle() -> None:
    book = _book(
        duties=f"{DUTY}互助 | 全体会员 | 12 | 2025-01-01 | 0 | 医疗互助",
        services="""
            日期 | 会员编号 | 姓名 | 事项 | 到期日期
            2026-01-05 | 001 | 王芳 | 医疗互助 | 2026-03-31
            2025-02-01 | 002 | 李敏 | 医疗互助 | 2027-06-30
            2025-02-01 | 003 | 张强 | 医疗互助 |
        """,
    )
    assert _due(book) == ["张强 医疗互助 2026-02-01 逾期", "王芳 医疗互助 2026-03-31 到期"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("001 | 王芳 | 女 | 退休 | 2026-03-05 |", []),
        ("001 | 王芳 | 女 | 退休 | 2026-03-07 |", ["体检"]),  # still at work today
        ("001 | 王芳 | 女 | 调离 |  | 2026-03-05", []),
        ("001 | 王芳 | 女 | 调离 |  | 2026-03-06", ["体检"]),
        ("001 | 王芳 | 男 | 在职 |  |", []),
    ],
)
def test_the_group_is_that_of_the_day(row: str, expected: list[str]) -> None:
    book = _book(
        members=f"会员编号 | 姓名 | 性别 | 在职状态 | 退休日期 | 退会日期\n{row}",
        duties=f"{DUTY}女工体检 | 女教职工 | 12 | 2025-01-10 | 0 | 体检",
        services="日期 | 会员编号 | 姓名 | 事项\n2026-02-01 | 001 | 王芳 | 退休",
    )
    assert [one.matter for one in _care(book).due] == expected


@pytest.mark.parametrize(
    ("duty", "told"),
    [
        ("体检 | 女教职工 | 600 | 2024-01-01 |  | 体检", "周期月数是 600"),
        ("体检 | 女教职工 | 0 | 2024-01-01 |  | 体检", "周期月数是 0"),
        ("体检 | 女教职工 | 24 | 2027-01-01 |  | 体检", "起算日期2027年1月1日还没有到"),
        ("体检 | 女教职工 | 24 | 1900-01-01 |  | 体检", "没有起算日期"),  # not read
        ("体检 | 女教职工 | 24 | 1980-01-01 |  | 体检", "起算日期是1980年1月1日"),
        ("体检 | 火星组的人 | 24 | 2024-01-01 |  | 体检", "对象“火星组的人”看不懂"),
        ("体检 | 退休干部家属 | 24 | 2024-01-01 |  | 体检", "对象“退休干部家属”"),
        ("体检 |  | 24 | 2024-01-01 |  | 体检", "没有填对象"),
    ],
)
def test_a_duty_that_cannot_be_meant_is_told_and_the_others_go_on(duty: str, told: str) -> None:
    book = _book(duties=f"{DUTY}{duty}\n普访 | 全体会员 | 36 | 2020-01-01 | 0 | 普访")
    found = _care(book)
    assert [note.source.row for note in found.notes] == [4]
    assert told in found.notes[0].text
    assert {one.matter for one in found.due} == {"普访"}


def test_who_cannot_be_placed_is_told() -> None:
    book = _book(
        members="会员编号 | 姓名 | 性别 | 在职状态\n001 | 王芳 | 女 | 在职\n002 | 李敏 |  | 在职",
        duties=f"{DUTY}女工体检 | 女教职工 | 24 | 2020-01-10 | 0 | 体检",
    )
    (note,) = _care(book).notes
    assert "1 人（李敏）" in note.text
    assert _due(book) == ["王芳 体检 2022-01-10 逾期"]


def test_a_duty_of_two_rows_names_a_member_once() -> None:
    book = _book(
        duties=f"""
            {DUTY.strip()}
            体检 | 全体会员 | 12 | 2025-01-10 | 0 | 体检
            女工体检 | 女教职工 | 24 | 2023-01-10 | 0 | 体检
        """
    )
    assert _due(book) == [
        "王芳 体检 2025-01-10 逾期",
        "李敏 体检 2025-01-10 逾期",
        "张强 体检 2026-01-10 逾期",
    ]


def test_a_duty_without_months_is_listed() -> None:
    book = _book(
        duties=f"""
            {DUTY.strip()}
            五必访 | 有关会员 |  |  | 0 | 五必访
            献血慰问 | 有关会员 |  |  | 0 | 献血
            生日 | 全体会员 |  |  | 0 | 生日
        """
    )
    assert [duty.name for duty in _care(book).at_need] == ["献血慰问"]


# Spreading a long cycle over its months.

LONG = f"{DUTY}普访 | 全体会员 | 36 | 2023-06-10 | 0 | 普访"
EIGHT = "会员编号 | 姓名 | 性别 | 入会日期 | 在职状态\n" + "\n".join(
    f"{number:03d} | 会员{'甲乙丙丁戊己庚辛'[number]} | 女 | 2010-09-01 | 在职"
    for number in range(8)
)


def test_a_long_cycle_proposes_the_longest_unvisited() -> None:
    book = _book(
        members=EIGHT,
        duties=LONG,
        history="""
            会员编号 | 姓名 | 服务事项 | 最近日期
            000 | 会员甲 | 普访 | 2023-05-01
            001 | 会员乙 | 普访 | 2023-04-08
            002 | 会员丙 | 普访 | 2023-06-01
            003 | 会员丁 | 普访 | 2024-06-01
            004 | 会员戊 | 普访 | 2024-07-01
            005 | 会员己 | 普访 | 2025-06-01
            006 | 会员庚 | 普访 | 2025-07-01
            007 | 会员辛 | 普访 | 2023-05-15
        """,
    )
    (coverage,) = _care(book).coverage
    assert (coverage.until, coverage.a_month, coverage.done_count) == (dt.date(2026, 6, 10), 1, 4)
    proposed = [(one.who, one.state.value) for one in _care(book).due]
    assert proposed == [("会员乙", "可安排")]


def test_spreading_hides_nobody_who_is_due() -> None:
    book = _book(members=EIGHT, duties=LONG.replace("2023-06-10", "2020-03-20"))
    states = [one.state.value for one in _care(book).due]
    assert states == ["逾期"] * 8


# b. birthdays.

BIRTHDAYS = f"{DUTY}生日慰问 | 全体会员 |  |  | 0 | 生日"


def test_birthdays_of_the_month_who_was_greeted_is_marked() -> None:
    book = _book(
        members="""
            会员编号 | 姓名 | 出生日期 | 入会日期 | 在职状态
            001 | 王芳 | 1988-03-09 | 2010-09-01 | 在职
            002 | 李敏 | 1992-03-02 | 2015-09-01 | 在职
            003 | 张强 | 1979-03-31 | 2008-09-01 | 在职
            004 | 赵丽 | 1979-04-01 | 2008-09-01 | 在职
            005 | 钱红 | 1979-03-05 | 2008-09-01 | 退休
        """,
        duties=BIRTHDAYS,
        services="日期 | 会员编号 | 姓名 | 事项\n2026-03-03 | 003 | 张强 | 生日",
    )
    told = _care(book)
    assert _due(book) == ["李敏 生日 2026-03-02 逾期", "王芳 生日 2026-03-09 到期"]
    assert [(one.member.name, one.served_on) for one in told.birthdays] == [
        ("李敏", None),
        ("王芳", None),
        ("张强", dt.date(2026, 3, 3)),
    ]
    assert (len(told.coverage[0].whole), told.coverage[0].done_count) == (3, 1)


def test_a_birthday_that_was_missed_stays_due_from_the_first_month_kept() -> None:
    members = """
        会员编号 | 姓名 | 出生日期 | 入会日期 | 在职状态
        001 | 王芳 | 1988-01-09 | 2010-09-01 | 在职
        002 | 李敏 | 1992-02-02 | 2015-09-01 | 在职
        003 | 张强 | 1979-02-09 | 2008-09-01 | 在职
    """
    services = "日期 | 会员编号 | 姓名 | 事项\n2026-02-09 | 003 | 张强 | 生日"
    for start, expected in ((None, ["王芳", "李敏"]), ("2月", ["李敏"])):
        book = a_book(
            as_of=TODAY,
            settings={"启用月份": start},
            members=members,
            duties=BIRTHDAYS,
            services=services,
        )
        told = _care(book)
        assert [one.who for one in told.due] == expected
        assert [one.member.name for one in told.coverage[0].overdue] == expected
        assert not told.birthdays


def test_two_rows_of_one_duty_name_nobody_twice() -> None:
    book = _book(
        duties=f"{BIRTHDAYS}\n生日送蛋糕 | 全体会员 |  |  | 0 | 生日",
        services="日期 | 会员编号 | 姓名 | 事项\n2026-03-03 | 001 | 王芳 | 生日",
    )
    told = _care(book)
    assert [one.member.name for one in told.birthdays] == ["王芳"]
    assert [one.matter for one in told.coverage] == ["生日"]


def test_a_leap_birthday_falls_on_the_last_of_february() -> None:
    book = _book(dt.date(2026, 2, 1), duties=BIRTHDAYS)
    assert _due(book, Month(2026, 2)) == ["李敏 生日 2026-02-28 到期"]


def test_a_present_of_last_year_is_not_that_of_this_year() -> None:
    book = _book(
        duties=BIRTHDAYS,
        history="会员编号 | 姓名 | 服务事项 | 最近日期\n001 | 王芳 | 生日 | 2025-03-09",
    )
    assert _due(book) == ["李敏 生日 2026-02-28 逾期", "王芳 生日 2026-03-09 到期"]


INSURED = f"{DUTY}参保 | 全体会员 | 12 | 2025-03-10 | 0 | 医疗互助"


@pytest.mark.parametrize(
    ("row", "done_count"),
    [
        ("住院理赔款 | 理赔", 0),
        ("理赔 | 生病住院", 0),
        ("理赔 | ", 0),
        ("续保 | 续保", 1),
        ("可理赔两年内住院 | 参保", 1),
        (" | ", 1),
    ],
)
def test_who_claims_is_not_insured_by_that(row: str, done_count: int) -> None:
    services = (
        f"日期 | 会员编号 | 姓名 | 事项 | 内容 | 事由\n2026-03-02 | 001 | 王芳 | 医疗互助 | {row}"
    )
    book = _book(duties=INSURED, services=services)
    assert ("王芳 医疗互助 2026-03-10 到期" not in _due(book)) is bool(done_count)
    assert _care(book).coverage[0].done_count == done_count


# c. visits to be made.


def test_an_event_without_a_visit_is_to_be_visited_and_says_no_more_than_its_kind() -> None:
    book = _book(
        services="""
            日期 | 会员编号 | 姓名 | 事项 | 内容 | 发生日期 | 事由
             | 001 | 王芳 | 五必访 | 胃癌手术 | 2026-03-02 | 生病住院
             | 002 | 李敏 | 五必访 |  | 2026-02-20 | 与丈夫闹离婚
             |  | 外聘周师傅 | 五必访 |  | 2026-03-04 | 生育
            2026-03-03 | 003 | 张强 | 五必访 |  | 2026-03-01 | 生育
             | 003 | 张强 | 五必访 |  | 2026-04-01 | 生育
        """
    )
    found = _care(book).due
    assert [(one.who, one.reason, one.state.value) for one in found] == [
        ("李敏", "2月20日有事", "待走访"),
        ("王芳", "3月2日生病住院", "待走访"),
        ("外聘周师傅", "3月4日生育", "待走访"),
    ]


def test_two_events_of_one_member_are_two_visits() -> None:
    book = _book(
        services="""
            日期 | 会员编号 | 姓名 | 事项 | 发生日期 | 事由
             | 001 | 王芳 | 五必访 | 2026-03-02 | 生病住院
             | 001 | 王芳 | 五必访 | 2026-03-03 | 婚丧喜庆
        """
    )
    assert len(_care(book).due) == 2


# d. what ends.


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("2025-04-01 | 001 | 王芳 | 保险 | 2026-04-30", ["2026-04-30 即将到期"]),
        ("2025-04-01 | 001 | 王芳 | 保险 | 2026-05-01", []),
        ("2025-04-01 | 001 | 王芳 | 保险 | 2026-03-05", ["2026-03-05 逾期"]),
        (
            "2025-04-01 | 001 | 王芳 | 保险 | 2026-03-05\n2026-03-01 | 001 | 王芳 | 保险 | ",
            [],
        ),
        (
            "2025-04-01 | 001 | 王芳 | 保险 | 2026-03-05\n2026-03-01 | 001 | 王芳 | 体检 | ",
            ["2026-03-05 逾期"],
        ),
        ("2025-04-01 | 004 | 赵丽 | 保险 | 2026-03-05", []),  # who has left
    ],
)
def test_what_ends_with_nothing_newer_is_due(rows: str, expected: list[str]) -> None:
    members = f"{MEMBERS}    004 | 赵丽 | 女 |  |  | 调离"
    book = _book(members=members, services=f"日期 | 会员编号 | 姓名 | 事项 | 到期日期\n{rows}")
    assert [f"{one.due_on} {one.state.value}" for one in _care(book).due] == expected


# e. files of families.

FILE = "档案编号 | 会员编号 | 姓名 | 建档日期 | 复核日期 | 状态 | 主要致困原因\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("K001 | 001 | 王芳 | 2024-02-01 | 2026-03-20 | 在档 | 子女上学", ["2026-03-20 到期"]),
        ("K001 | 001 | 王芳 | 2025-03-01 |  | 在档 | 子女上学", ["2026-03-01 逾期"]),
        ("K001 | 001 | 王芳 | 2025-03-01 | 2026-09-01 | 在档 | 子女上学", []),
        ("K001 | 001 | 王芳 | 2025-03-01 |  | 注销 | 子女上学", []),
    ],
)
def test_a_file_is_to_be_reviewed(row: str, expected: list[str]) -> None:
    book = _book(
        hardship=f"{FILE}{row}",
        services="日期 | 会员编号 | 姓名 | 事项\n2026-01-10 | 001 | 王芳 | 送温暖",
    )
    found = _care(book).due
    assert [f"{one.due_on} {one.state.value}" for one in found] == expected
    assert not any("上学" in one.reason for one in found)


@pytest.mark.parametrize(
    ("today", "helped_on", "expected"),
    [
        ("2026-01-05", "", ["即将到期"]),  # the Spring Festival is on 17 February 2026
        ("2026-02-10", "", ["到期"]),
        ("2026-02-20", "", ["逾期"]),
        ("2026-02-20", "2025-12-05", []),  # the season begins in December
        ("2026-02-20", "2025-11-30", ["逾期"]),
        ("2026-02-20", "2026-02-18", []),
        ("2026-05-10", "", []),
        ("2026-12-02", "2026-01-20", ["即将到期"]),  # that of the year to come
    ],
)
def test_every_open_file_is_helped_in_the_season(
    today: str, helped_on: str, expected: list[str]
) -> None:
    day = dt.date.fromisoformat(today)
    history = f"会员编号 | 姓名 | 服务事项 | 最近日期\n001 | 王芳 | 送温暖 | {helped_on}"
    book = _book(
        day,
        hardship=f"{FILE}K001 | 001 | 王芳 | 2024-02-01 | 2028-01-01 | 在档 | ",
        history=history if helped_on else "",
    )
    found = _care(book, Month.of(day)).due
    assert [one.state.value for one in found] == expected


# f. who retires and who came.


@pytest.mark.parametrize(
    ("retired_on", "expected"),
    [
        ("2026-01-29", []),
        ("2026-01-30", ["逾期"]),
        ("2026-03-31", ["到期"]),
        ("2026-04-30", ["即将到期"]),
        ("2026-05-01", []),
    ],
)
def test_who_retires_about_the_month(retired_on: str, expected: list[str]) -> None:
    members = f"会员编号 | 姓名 | 退休日期 | 在职状态\n001 | 王芳 | {retired_on} | 在职"
    assert [one.state.value for one in _care(_book(members=members)).due] == expected


def test_who_was_seen_off_is_not_due() -> None:
    book = _book(
        members="会员编号 | 姓名 | 退休日期 | 在职状态\n001 | 王芳 | 2026-03-01 | 退休",
        services="日期 | 会员编号 | 姓名 | 事项 | 事由\n2026-02-27 | 001 | 王芳 | 五必访 | 退休",
    )
    assert _due(book) == []


def test_who_joined_in_the_year_is_to_be_welcomed() -> None:
    members = """
        会员编号 | 姓名 | 入会日期 | 在职状态
        001 | 王芳 | 2026-02-01 | 在职
        002 | 李敏 | 2026-03-10 | 在职
        003 | 张强 | 2025-12-31 | 在职
        004 | 赵丽 | 2026-03-01 | 在职
        005 | 钱红 | 2026-04-01 | 在职
    """
    services = "日期 | 会员编号 | 姓名 | 事项\n2026-03-02 | 004 | 赵丽 | 入会"
    assert _due(_book(members=members, services=services)) == [
        "王芳 入会 2026-02-01 逾期",
        "李敏 入会 2026-03-10 到期",
    ]


# g. what is due for the union as a whole.


@pytest.mark.parametrize(
    ("start", "months", "lead", "held_on", "expected"),
    [
        ("2025-01-12", 12, "30", "", ["2026-01-12 逾期"]),  # stays until it is done
        ("2025-01-12", 12, "30", "2026-01-12", []),
        ("2025-01-12", 12, "30", "2026-02-20", []),  # late, but done
        ("2025-01-12", 12, "30", "2025-12-20", []),  # a little early
        ("2025-01-12", 12, "30", "2025-03-01", ["2026-01-12 逾期"]),  # that was the last one
        ("2025-03-20", 12, "0", "", ["2026-03-20 到期"]),
        ("2025-04-10", 12, "", "", ["2026-04-10 即将到期"]),
        ("2025-04-10", 12, "0", "", []),
        ("2025-12-25", 3, "10", "2025-12-25", ["2026-03-25 到期"]),
        ("2025-08-31", 6, "0", "", ["2026-02-28 逾期"]),
        ("2026-03-20", 12, "0", "", ["2026-03-20 到期"]),  # the first time is still to come
        ("2026-03-02", 12, "0", "", []),  # the day that it counts from was the last time
    ],
)
def test_a_duty_of_the_union_is_due_until_a_register_tells(
    start: str, months: int, lead: str, held_on: str, expected: list[str]
) -> None:
    book = _book(
        duties=f"{DUTY}教代会 | 教职工代表 | {months} | {start} | {lead} | 会议：教代会",
        meetings=f"类别 | 名称 | 日期\n教代会 | 教职工代表大会 | {held_on}" if held_on else "",
    )
    found = [f"{one.due_on} {one.state.value}" for one in _care(book).due]
    assert found == expected


def test_a_duty_without_a_register_is_only_reminded_of() -> None:
    duties = (
        f"{DUTY}上缴 | 上级工会 | 6 | 2025-09-20 | 0 | \n清点 | 委员会 | 12 | 2025-02-01 | 0 | "
    )
    assert _due(_book(duties=duties)) == ["工会 上缴 2026-03-20 到期"]


# Months that are over, and months to come.


def test_of_a_month_that_is_over_nothing_later_is_told() -> None:
    book = _book(
        dt.date(2026, 11, 30),
        duties=f"""
            {DUTY.strip()}
            体检 | 女教职工 | 12 | 2025-03-10 | 90 | 体检
            互助 | 男教职工 | 12 | 2025-04-10 | 90 | 医疗互助
        """,
    )
    assert _due(book) == ["王芳 体检 2026-03-10 逾期", "李敏 体检 2026-03-10 逾期"]


def test_in_a_month_to_come_what_falls_due_before_it_is_not_late_yet() -> None:
    book = _book(duties=f"{DUTY}体检 | 男教职工 | 12 | 2025-04-10 | 0 | 体检")
    assert _due(book, Month(2026, 5)) == ["张强 体检 2026-04-10 到期"]
