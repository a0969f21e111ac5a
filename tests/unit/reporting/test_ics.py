from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.builders import a_book
from tests.samples import sample_book
from tests.unit.views.years import SETTINGS, an_item, empty_year
from unionxl.domain.holidays import DayOffKind, HolidayDay
from unionxl.domain.plan import PlanStatus
from unionxl.reporting.ics import plan_calendar
from unionxl.tables.care import care_days

if TYPE_CHECKING:
    from icalendar import Event

    from unionxl.domain.plan import WorkItem

STAMP = dt.datetime(2026, 3, 1, 8, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
LATER = STAMP + dt.timedelta(days=2)


def calendar_of(*items: WorkItem, stamp: dt.datetime = STAMP, previous: bytes = b"") -> bytes:
    return plan_calendar(replace(empty_year(), work_items=items), stamp, previous)


def events_of(file: bytes) -> list[Event]:
    return list(Calendar.from_ical(file).walk("VEVENT"))  # type: ignore[arg-type]


def dated(number: str = "P1", day: int = 6, last: int | None = None, **changes: object) -> WorkItem:
    return an_item(
        number,
        (3,),
        "健步走",
        planned_start_on=dt.date(2026, 3, day),
        planned_end_on=None if last is None else dt.date(2026, 3, last),
        **changes,
    )


def test_an_item_with_a_day_is_an_all_day_event_that_ends_the_day_after() -> None:
    (event,) = events_of(calendar_of(dated(last=8)))
    assert event.decoded("dtstart") == dt.date(2026, 3, 6)
    assert event.decoded("dtend") == dt.date(2026, 3, 9)
    assert b"DTSTART;VALUE=DATE:20260306" in calendar_of(dated())


def test_an_item_without_a_day_stands_on_the_first_working_day_of_each_month() -> None:
    events = events_of(calendar_of(an_item("P1", (2, 10), "会议")))
    assert [event.decoded("dtstart") for event in events] == [
        dt.date(2026, 2, 2),
        dt.date(2026, 10, 8),
    ]
    assert {str(event["status"]) for event in events} == {"TENTATIVE"}
    assert all("本月内" in str(event["summary"]) for event in events)


def test_a_month_that_begins_with_a_working_day_has_its_works_on_that_day() -> None:
    events = events_of(calendar_of(an_item("P1", (4, 6, 9), "会议")))
    assert [event.decoded("dtstart") for event in events] == [
        *(dt.date(2026, month, 1) for month in (4, 6, 9))
    ]


def test_a_month_without_any_working_day_has_its_works_on_its_first() -> None:
    days = (dt.date(2026, 2, 1) + dt.timedelta(days=step) for step in range(28))
    closed = tuple(HolidayDay(2026, day, DayOffKind.OFF, "停课", "") for day in days)
    book = replace(empty_year(), work_items=(an_item("P1", (2,), "会议"),), holiday_days=closed)
    (event,) = events_of(plan_calendar(book, STAMP))
    assert event.decoded("dtstart") == dt.date(2026, 2, 1)


def test_a_work_of_one_month_that_is_done_moves_to_the_day_on_which_it_was_done() -> None:
    planned = an_item("P1", (3,), "会议")
    done = replace(planned, status=PlanStatus.DONE, done_on=dt.date(2026, 3, 18))
    (before,), (after,) = (events_of(calendar_of(item)) for item in (planned, done))
    assert before["uid"] == after["uid"]
    assert after.decoded("dtstart") == dt.date(2026, 3, 18)
    assert str(after["summary"]) == "会议"


def test_an_item_without_any_time_is_left_out() -> None:
    assert events_of(calendar_of(an_item("P1", (), "随时"))) == []


@pytest.mark.parametrize(
    ("status", "shown", "alarms"),
    [
        (PlanStatus.NOT_STARTED, "CONFIRMED", 2),
        (PlanStatus.TENTATIVE, "TENTATIVE", 2),
        (PlanStatus.POSTPONED, "TENTATIVE", 2),
        (PlanStatus.DONE, "CONFIRMED", 0),
        (PlanStatus.CANCELLED, "CANCELLED", 0),
    ],
)
def test_status_and_alarms_follow_the_plan(status: PlanStatus, shown: str, alarms: int) -> None:
    (event,) = events_of(calendar_of(dated(status=status)))
    assert str(event["status"]) == shown
    assert len(event.walk("VALARM")) == alarms


def test_the_same_book_and_moment_give_the_same_bytes() -> None:
    assert calendar_of(dated()) == calendar_of(dated())


def test_a_later_file_updates_the_events_of_the_earlier() -> None:
    (first,) = events_of(calendar_of(dated()))
    (second,) = events_of(calendar_of(dated(day=9), stamp=LATER))
    assert first["uid"] == second["uid"]
    assert int(str(second["sequence"])) > int(str(first["sequence"]))
    assert second.decoded("dtstamp") > first.decoded("dtstamp")


def test_what_did_not_change_is_left_as_it_is() -> None:
    first = calendar_of(dated("P1"), dated("P2", 9))
    assert calendar_of(dated("P1"), dated("P2", 9), stamp=LATER, previous=first) == first
    second = calendar_of(dated("P1"), dated("P2", 10), stamp=LATER, previous=first)
    before, after = (
        {str(event["uid"]): event.to_ical() for event in events_of(file)}
        for file in (first, second)
    )
    assert [uid for uid in before if before[uid] != after[uid]] == [
        uid for uid in before if uid.startswith("2026-P2-")
    ]


def test_a_called_off_event_is_called_off_once() -> None:
    first = calendar_of(dated("P1"), dated("P2", 9))
    second = calendar_of(dated("P1"), stamp=LATER, previous=first)
    third = calendar_of(dated("P1"), stamp=LATER + dt.timedelta(days=1), previous=second)
    assert third == second
    back = calendar_of(
        dated("P1"), dated("P2", 9), stamp=LATER + dt.timedelta(days=2), previous=third
    )
    event = next(event for event in events_of(back) if str(event["uid"]).startswith("2026-P2-"))
    called_off = next(
        event for event in events_of(third) if str(event["uid"]).startswith("2026-P2-")
    )
    assert str(event["status"]) == "CONFIRMED"
    assert int(str(event["sequence"])) > int(str(called_off["sequence"]))


def unfolded(file: bytes) -> list[str]:
    """Return the lines of a file as RFC 5545, section 3.1, joins them; every rule of it is held."""
    assert file.endswith(b"\r\n")
    assert b"\r\n\r\n" not in file
    joined: list[bytes] = []
    for line in file[:-2].split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode("utf-8")  # no character is cut by a fold
        if line.startswith((b" ", b"\t")):
            joined[-1] += line[1:]
        else:
            joined.append(line)
    return [line.decode("utf-8") for line in joined]


@given(st.text(alphabet='，。,;:\\"\n\r\t 工会𠮷é\x00\x07\u2028x', max_size=120))
def test_lines_are_folded_and_texts_escaped_as_the_format_asks(text: str) -> None:
    file = calendar_of(replace(dated(), description=text, owner=text, category=text))
    for line in unfolded(file):
        name, _, value = line.partition(":")
        assert re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[^;:,\"]+)*", name), line
        assert all(ord(character) >= 32 or character == "\t" for character in value)
        if name in {"SUMMARY", "DESCRIPTION"}:
            assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), line
            assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\,;nN]", value), line


def test_an_item_that_is_gone_is_called_off() -> None:
    first = calendar_of(dated("P1"), dated("P2", 9))
    events = events_of(calendar_of(dated("P1"), stamp=LATER, previous=first))
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CANCELLED"]
    again = calendar_of(dated("P1"), stamp=LATER, previous=first)
    assert len(events_of(calendar_of(dated("P1"), stamp=LATER, previous=again))) == 2


@pytest.mark.parametrize("previous", [b"", b"no calendar", "日历".encode("gb18030")])
def test_a_file_that_is_no_calendar_is_ignored(previous: bytes) -> None:
    assert len(events_of(calendar_of(dated(), previous=previous))) == 1


def test_events_of_other_programs_are_not_called_off() -> None:
    other = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x@y\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert len(events_of(calendar_of(dated(), previous=other))) == 1


def test_two_unions_and_two_years_have_different_events() -> None:
    book = replace(empty_year(), work_items=(dated(),))
    others = (
        replace(book, settings=replace(SETTINGS, unit_name="另一所幼儿园")),
        replace(book, settings=replace(SETTINGS, fiscal_year=2025)),
    )
    files = [plan_calendar(one, STAMP) for one in (book, *others)]
    assert len({str(events_of(file)[0]["uid"]) for file in files}) == 3


@given(
    texts=st.lists(st.text(max_size=60), min_size=1, max_size=4),
    numbers=st.lists(st.sampled_from(["P1", "P2", ""]), min_size=4, max_size=4),
)
def test_any_text_gives_a_calendar_that_is_read_back_whole(
    texts: list[str], numbers: list[str]
) -> None:
    items = [
        replace(dated(number), description=text, owner=text, category=text)
        for number, text in zip(numbers, texts, strict=False)
    ]
    file = calendar_of(
        *(replace(item, source=replace(item.source, row=row)) for row, item in enumerate(items))
    )
    events = events_of(file)
    assert len(events) == len(items)
    assert len({str(event["uid"]) for event in events}) == len(items)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert file.replace(b"\r\n", b"").count(b"\n") == 0


def test_the_sample_year_has_what_the_format_asks_for() -> None:
    file = plan_calendar(sample_book(), STAMP)
    calendar = Calendar.from_ical(file)
    assert str(calendar["version"]) == "2.0"
    assert "prodid" in calendar
    assert not calendar.errors
    events = events_of(file)
    assert len({str(event["uid"]) for event in events}) == len(events) == 137
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"} <= set(event)
        assert event.decoded("dtend") > event.decoded("dtstart")


CARE = a_book(
    as_of=dt.date(2026, 3, 1),
    members="""
        会员编号 | 姓名 | 出生日期 | 在职状态
        001 | 王芳 | 1988-03-09 | 在职
        002 | 李敏 | 1992-02-29 | 在职
        003 | 张强 | 1979-12-31 | 离职
    """,
    duties="""
        事项 | 对象 | 周期月数 | 起算日期 | 服务事项
        经费公开 | 全体会员 | 6 | 2025-09-25 | 公开：经费
        体检 | 全体会员 | 12 | 2025-03-08 | 体检
    """,
    services="日期 | 姓名 | 事项 | 发生日期 | 事由\n | 王芳 | 五必访 | 2026-03-02 | 生病住院",
    plan="编号 | 月份 | 工作内容\nP1 | 3月 | 健步走",
)


def test_birthdays_and_duties_of_the_union_stand_in_it_where_they_are_asked_for() -> None:
    file = plan_calendar(CARE, STAMP, care=care_days(CARE))
    found = {(str(one["summary"]), one.decoded("dtstart")) for one in events_of(file)}
    assert {
        ("王芳生日", dt.date(2026, 3, 9)),
        ("李敏生日", dt.date(2026, 2, 28)),
        ("经费公开到期", dt.date(2026, 3, 25)),
        ("经费公开到期", dt.date(2026, 9, 25)),
    } < found
    assert len(found) == 5  # and the work of the plan
    assert "住院" not in file.decode("utf-8")


def test_they_stay_when_only_the_plan_is_written_again() -> None:
    with_care = plan_calendar(CARE, STAMP, care=care_days(CARE))
    assert plan_calendar(CARE, LATER, with_care) == with_care
    gone = plan_calendar(replace(CARE, members=CARE.members[1:]), LATER, with_care, care=[])
    assert sum(str(one["status"]) == "CANCELLED" for one in events_of(gone)) == 4
