"""The plan as a calendar file for Outlook and phones: all-day events that update, never double."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from unionxl.domain.calendar import next_working_day
from unionxl.domain.month_states import outcome_in, state_in, state_of
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.tables.holidays import HOLIDAYS
from unionxl.tables.plan import PLAN
from unionxl.views.wording import owner_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionxl.domain.book import UnionBook
    from unionxl.domain.plan import WorkItem

READS = (PLAN, HOLIDAYS)
PRODUCT = "-//unionxl//plan//ZH"
DOMAIN = "plan.unionxl"
CARE = "-care-"  # within the id of what is no work of the plan
ONE_DAY = dt.timedelta(days=1)
# Nine o'clock on the day before, and three days before.
ALARMS = (dt.timedelta(hours=-15), dt.timedelta(days=-3))
EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
_STATUS = {
    PlanStatus.TENTATIVE: "TENTATIVE",
    PlanStatus.POSTPONED: "TENTATIVE",
    PlanStatus.CANCELLED: "CANCELLED",
}


def plan_calendar(
    book: UnionBook,
    stamp: dt.datetime,
    previous: bytes = b"",
    care: Iterable[tuple[str, dt.date, str]] | None = None,
) -> bytes:
    """Return the plan as an .ics file; made again without a change it is the same bytes.

    Args:
        book: The year's book.
        stamp: The moment at which the file is made, with its time zone. It is the stamp and the
            sequence of every event that is new or changed, so that programs take it over.
        previous: The file that was made before. What did not change since is left as it is;
            what the plan no longer has is called off, so that it vanishes from phones.
        care: What is to be remembered besides: a lasting name, the day, the words. Where it is
            not asked for, what the file had of it stays.
    """
    name = f"{owner_name(book)}{book.fiscal_year} 年工作计划".strip()
    moment = stamp.astimezone(dt.UTC).replace(microsecond=0)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    before = {str(event.get("uid", "")): event for event in _events_in(previous)}
    events = {str(event["uid"]): event for event in _events(book, moment)}
    if care is None:
        events |= {uid: event for uid, event in before.items() if CARE in uid}
    else:
        events |= {str(event["uid"]): event for event in _care_events(book, care, moment)}
    gone = (event for event in _gone(before.values(), moment) if event["uid"] not in events)
    for event in sorted((*events.values(), *gone), key=_order):
        old = before.get(str(event["uid"]))
        calendar.add_component(event if old is None or _told(old) != _told(event) else old)
    content: bytes = calendar.to_ical()
    return content


def _care_events(
    book: UnionBook, care: Iterable[tuple[str, dt.date, str]], stamp: dt.datetime
) -> Iterator[Event]:
    """Yield an event for each day to be remembered."""
    owner = _owner(book)
    for name, day, words in care:
        event = Event()
        event.add("uid", f"{book.fiscal_year}{CARE}{name}-{owner}@{DOMAIN}")
        event.add("dtstamp", stamp)
        event.add("sequence", _sequence(stamp))
        event.add("dtstart", day)
        event.add("dtend", day + ONE_DAY)
        event.add("summary", _printable(words))
        event.add("status", "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add_component(_alarm(_printable(words), ALARMS[0]))
        yield event


def _owner(book: UnionBook) -> str:
    """Return what tells the events of one union from those of another."""
    return hashlib.sha256(book.settings.unit_name.encode()).hexdigest()[:8]


def _order(event: Event) -> tuple[str, str]:
    """Put events in the order of their days."""
    return str(event["dtstart"].to_ical()), str(event["uid"])


def _events(book: UnionBook, stamp: dt.datetime) -> Iterator[Event]:
    """Yield an event for every work, several for a work without days in several months."""
    owner = _owner(book)
    taken: set[str] = set()
    for item in book.work_items:
        done_on = _day_done(item)
        for suffix, first, last in _spans(item, book):
            uid = _uid(item, book.fiscal_year, owner, suffix, taken)
            taken.add(uid)
            days = (done_on, done_on) if suffix and done_on else (first, last)
            state = state_in(item, Month.of(first)) if suffix else state_of(item)
            told = replace(item, status=state, outcome=_outcome(item, first, suffix))
            yield _event(told, uid, days, stamp, has_days=not suffix or done_on is not None)


def _outcome(item: WorkItem, first: dt.date, suffix: str) -> str:
    """Return what came of an item on a day; of a recurring one, in the month."""
    return outcome_in(item, Month.of(first)) if suffix else item.outcome


def _day_done(item: WorkItem) -> dt.date | None:
    """Return the day on which a work of a single month was done."""
    is_single = len(item.planned_months) == 1
    return item.done_on if is_single and item.status is PlanStatus.DONE else None


def _spans(item: WorkItem, book: UnionBook) -> Iterator[tuple[str, dt.date, dt.date]]:
    """Yield the days of an item; without days, the first working day of each planned month."""
    if item.days is not None:
        yield "", *item.days
        return
    for month in item.planned_months:
        day = _first_working_day(month, book)
        yield f"-{month}", day, day


def _first_working_day(month: Month, book: UnionBook) -> dt.date:
    """Return the first working day of a month, its first day if that lies beyond."""
    day = next_working_day(month.first_on - ONE_DAY, book.holiday_days)
    return day if day in month else month.first_on


def _uid(item: WorkItem, year: int, owner: str, suffix: str, taken: Iterable[str]) -> str:
    """Return an id that stays the same as long as the number of the item does."""
    number = item.item_no or hashlib.sha256(item.description.encode()).hexdigest()[:12]
    uid = f"{year}-{number}{suffix}-{owner}@{DOMAIN}"
    if uid in taken:  # a number that stands twice in the plan
        row = f"r{item.source.row}"
        uid = f"{year}-{number}-{row}{suffix}-{owner}@{DOMAIN}"
    return uid


def _event(
    item: WorkItem,
    uid: str,
    days: tuple[dt.date, dt.date],
    stamp: dt.datetime,
    *,
    has_days: bool,
) -> Event:
    """Return one all-day event; its end is the day after the last."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("sequence", _sequence(stamp))
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + ONE_DAY)
    summary = _printable(item.description) + ("" if has_days else "（本月内）")
    event.add("summary", summary)
    event.add("status", _status(item, has_days=has_days))
    event.add("transp", "TRANSPARENT")
    if item.category:
        event.add("categories", [_printable(item.category)])
    description = _printable(_description(item))
    if description:
        event.add("description", description)
    if not item.status.is_closed:
        for before in ALARMS:
            event.add_component(_alarm(summary, before))
    return event


def _printable(text: str) -> str:
    """Take out what no calendar file can hold."""
    return "".join(char for char in text if char.isprintable() or char == "\n")


def _status(item: WorkItem, *, has_days: bool) -> str:
    """Return the status; a work without days is tentative until it is done."""
    if item.status in _STATUS:
        return _STATUS[item.status]
    return "CONFIRMED" if has_days or item.status is PlanStatus.DONE else "TENTATIVE"


def _description(item: WorkItem) -> str:
    """Return what else the plan says."""
    facts = (
        ("编号", item.item_no),
        ("负责人", item.owner),
        ("参与对象", item.audience),
        ("状态", item.status.value),
        ("完成情况", item.outcome),
    )
    return "\n".join(f"{name}：{text}" for name, text in facts if text)


def _alarm(summary: str, before: dt.timedelta) -> Alarm:
    """Return a reminder some time before the day begins."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", before)
    return alarm


def _sequence(stamp: dt.datetime) -> int:
    """Return a number that only grows, so that every later file updates the earlier one."""
    return max(0, (stamp - EPOCH) // MINUTE)


def _told(event: Event) -> bytes:
    """Return what an event says, whenever it was said."""
    lines: list[bytes] = event.to_ical().splitlines()
    return b"\n".join(line for line in lines if not line.startswith((b"DTSTAMP", b"SEQUENCE")))


def _gone(events: Iterable[Event], stamp: dt.datetime) -> Iterator[Event]:
    """Yield the events of the file made before, called off; those that are not ours are ignored."""
    for old in events:
        if not str(old.get("uid", "")).endswith(f"@{DOMAIN}") or "dtstart" not in old:
            continue
        event = Event()
        event.add("uid", str(old["uid"]))
        event.add("dtstamp", stamp)
        event.add("sequence", _sequence(stamp))
        event.add("dtstart", old.decoded("dtstart"))
        if "dtend" in old:
            event.add("dtend", old.decoded("dtend"))
        event.add("summary", str(old.get("summary", "")))
        event.add("status", "CANCELLED")
        event.add("transp", "TRANSPARENT")
        yield event


def _events_in(file: bytes) -> list[Event]:
    """Return the events of a calendar file, none of what cannot be read."""
    try:
        calendar = Calendar.from_ical(file.decode("utf-8-sig")) if file else Calendar()
    except ValueError:
        return []
    return [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
