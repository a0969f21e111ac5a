"""Who stands on the list of a printed form: who takes part, who receives, who pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.attendance import participants
from unionxl.domain.capitals import in_capitals
from unionxl.domain.groups import Unknown, parse_group
from unionxl.domain.money import ZERO, yuan
from unionxl.domain.roll import Roll
from unionxl.domain.vouchers import vouchers_in
from unionxl.domain.written import figure, full_day, money
from unionxl.tables.dues import Dues
from unionxl.tables.members import Members
from unionxl.tables.services import Services

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.activities import Activity
    from unionxl.domain.attendance import Attendance
    from unionxl.domain.book import UnionBook
    from unionxl.domain.dues import DuesPayment
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.meetings import Meeting
    from unionxl.domain.members import Member
    from unionxl.domain.plan import WorkItem
    from unionxl.domain.services import ServiceEntry

ALL = "全体"
# What is written of a person stands under the heads of the tables.
NAME, NUMBER = Members.name.header, Members.member_no.header
GROUP, GENDER = Members.group.header, Members.gender.header
QUANTITY, AMOUNT = Services.quantity.header, Services.amount.header
PAYABLE, PAID = Dues.payable_amount.header, Dues.paid_amount.header
PAID_ON = Dues.paid_on.header
# Who is expected at a meeting of each kind, by posts of the roll; () for all members at work.
EXPECTED: Mapping[str, tuple[str, ...]] = {
    "工会委员会": ("主席", "副主席", "委员"),
    "经审会": ("经审",),
    "女工委": ("女工",),
    "教代会": ("代表",),
    "教职工大会": (),
    "会员大会": (),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with its sums as texts, and what the clerk is told of it."""

    entries: Sequence[Mapping[str, str]]
    sums: Mapping[str, str]
    notes: tuple[str, ...] = ()


def planned_people(book: UnionBook, item: WorkItem) -> Listed:
    """Return who is to take part in an item of the plan."""
    day = item.first_planned_on or book.as_of
    return _group(book, item.audience or ALL, day, f"“{item.description}”的参与对象")


def activity_people(book: UnionBook, activity: Activity, item: WorkItem | None) -> Listed:
    """Return who took part in an activity, or was expected by the plan."""
    found = participants(activity, Roll.of(book.members))
    if found.has_list:
        return _pasted(activity, found)
    words = activity.participants or (item.audience if item else "") or activity.club or ALL
    day = activity.held_on or book.as_of
    return _group(book, words, day, f"“{activity.name}”的参加人员")


def _pasted(activity: Activity, found: Attendance) -> Listed:
    """Return the members of a list as it was written; what is not understood is told."""
    whose = f"“{activity.name}”的参加人员"
    notes = []
    if found.unknown:
        notes.append(f"{whose}里的“{'、'.join(found.unknown)}”不在会员表，没有列入名单。")
    if found.alike:
        notes.append(f"{whose}：有几位会员同名（{'、'.join(found.alike)}），请核对名单。")
    return _listed([*map(_person, found.members)], notes=tuple(notes))


def meeting_people(book: UnionBook, meeting: Meeting) -> Listed:
    """Return who is expected at a meeting; blank lines where the roll has no such posts."""
    day, posts = meeting.held_on or book.as_of, EXPECTED.get(meeting.category)
    at_work = [one for one in book.members if one.works_on(day)]
    if posts is None:
        return _listed([])
    members = [one for one in at_work if not posts or _has_post(one, posts)]
    if posts and not members:
        note = f"“{meeting.name}”：《会员》的工会职务里没有{'、'.join(posts)}，签到表留了空行。"
        return _listed([], notes=(note,))
    return _listed([*map(_person, members)])


def _has_post(member: Member, posts: Iterable[str]) -> bool:
    """Tell whether somebody has one of some posts: 经审 means 经审委员, too."""
    held = [one.strip() for one in member.union_roles.replace("，", "、").split("、")]
    return any(
        one == post or (one.startswith(post) and one != "") for one in held for post in posts
    )


def _group(book: UnionBook, words: str, day: dt.date, whose: str) -> Listed:
    """Return the people that words mean on a day; what is not understood is told."""
    roll = Roll.of(book.members)
    group = parse_group(words, roll)
    if isinstance(group, Unknown):
        unknown = "、".join(f"“{word}”" for word in group.words) or f"“{words}”"
        return _listed([], notes=(f"{whose}里的{unknown}看不出是哪些人，名单留了空行。",))
    members = group.members(roll, day)
    notes = []
    if unsure := group.unsure(roll, day):
        names = "、".join(one.name for one in unsure[:5])
        notes.append(f"{whose}：{names}等 {len(unsure)} 人缺少出生日期等资料，没有列入名单。")
    if alike := group.alike(roll):
        notes.append(f"{whose}：有几位会员同名（{'、'.join(alike)}），请核对名单。")
    return _listed([*map(_person, members)], notes=tuple(notes))


def recipients(book: UnionBook, entry: LedgerEntry) -> Listed:
    """Return who receives what a row of the ledger pays for, as the registers say.

    They are the entries of the services with its voucher, else who the row itself names.
    """
    served = _served(book, entry)
    if served and not (entry.beneficiary and _shares_voucher(book, entry)):
        return _checked(entry, _of_services(book, served), _shares_voucher(book, entry))
    if entry.beneficiary:
        listed = _group(book, entry.beneficiary, entry.booked_on, f"{_place(entry)}的受益会员")
        return _checked(entry, _with_equal_parts(entry, listed), is_shared=False)
    return _checked(entry, _listed([]), is_shared=False)


def helped_alike(book: UnionBook, entry: ServiceEntry) -> Listed:
    """Return who got the same help on the same day, as one list to be signed."""

    def told(one: ServiceEntry) -> tuple[object, ...]:
        return one.served_on, one.service_kind.strip(), one.content.strip(), one.fund_source

    return _of_services(book, [one for one in book.service_entries if told(one) == told(entry)])


def _served(book: UnionBook, entry: LedgerEntry) -> list[ServiceEntry]:
    """Return the services that name the voucher of a row."""
    wanted = set(vouchers_in(entry.voucher_no)) if entry.voucher_no else set()
    return [one for one in book.service_entries if wanted & set(vouchers_in(one.voucher_no))]


def _shares_voucher(book: UnionBook, entry: LedgerEntry) -> bool:
    """Tell whether another payment has the same voucher."""
    alike = [
        one
        for one in book.ledger_entries
        if one.voucher_no == entry.voucher_no and one.expense_amount
    ]
    return bool(entry.voucher_no) and len(alike) > 1


def _of_services(book: UnionBook, served: Sequence[ServiceEntry]) -> Listed:
    """Return the list of some services."""
    roll = Roll.of(book.members)
    entries = []
    for one in served:
        member = roll.find(one.member_no, one.member_name)
        entries.append(
            {
                NAME: one.member_name or (member.name if member else ""),
                NUMBER: one.member_no or (member.member_no if member else ""),
                GROUP: member.group if member else "",
                QUANTITY: figure(one.quantity) if one.quantity else "",
                AMOUNT: money(one.amount) if one.amount else "",
            }
        )
    amounts = [one.amount for one in served if one.amount]
    quantities = [one.quantity for one in served if one.quantity]
    sums = {
        "名单金额": money(sum(amounts, ZERO)) if amounts else "",
        "名单金额大写": in_capitals(sum(amounts, ZERO)) if amounts else "",
        "数量合计": figure(sum(quantities, ZERO)) if quantities else "",
    }
    return _listed(entries, sums)


def _with_equal_parts(entry: LedgerEntry, listed: Listed) -> Listed:
    """Return a list with equal amounts, where the sum of the row divides to the fen."""
    count = len(listed.entries)
    each = yuan(entry.expense_amount / count) if count else ZERO
    if not count or each * count != entry.expense_amount:
        return listed
    entries = [{**one, AMOUNT: money(each)} for one in listed.entries]
    return Listed(entries, {**listed.sums, "名单金额": money(entry.expense_amount)}, listed.notes)


def _checked(entry: LedgerEntry, listed: Listed, is_shared: bool) -> Listed:  # noqa: FBT001
    """Say where the list does not agree with the row."""
    count, notes, where = len(listed.entries), list(listed.notes), _place(entry)
    if is_shared:
        notes.append(f"{where}：这张凭证不止一笔支出，名单是整张凭证的，请核对。")
    if entry.person_count is not None and count and count != entry.person_count:
        notes.append(f"{where}：名单 {count} 人，台账登记 {entry.person_count} 人，请核对。")
    told = listed.sums.get("名单金额")
    if told and told != money(entry.expense_amount) and not is_shared:
        spent = money(entry.expense_amount)
        notes.append(f"{where}：名单合计 {told} 元，台账支出 {spent} 元，请核对。")
    if not count:
        notes.append(
            f"{where}：没有找到领取的人，签收表留了空行。请填“受益会员”，或登记《服务台账》。"
        )
    return Listed(listed.entries, listed.sums, tuple(notes))


def _place(entry: LedgerEntry) -> str:
    return f"《{entry.source.sheet}》第 {entry.source.row} 行"


def dues_of_month(book: UnionBook, payment: DuesPayment) -> Listed:
    """Return everybody who pays for the same month."""
    paid = [one for one in book.dues_payments if one.month == payment.month]
    entries = [
        {
            NAME: one.member_name,
            NUMBER: one.member_no,
            PAYABLE: money(one.payable_amount) if one.payable_amount is not None else "",
            PAID: money(one.paid_amount) if one.paid_amount else "",
            PAID_ON: full_day(one.paid_on) if one.paid_on else "",
        }
        for one in paid
    ]
    received = sum((one.paid_amount or ZERO for one in paid), ZERO)
    sums = {
        "应缴合计": money(sum((one.payable_amount or ZERO for one in paid), ZERO)),
        "实缴合计": money(received),
        "实缴大写": _capital(received),
    }
    return _listed(entries, sums)


def _capital(amount: Decimal) -> str:
    return in_capitals(amount) if amount else ""


def _person(member: Member) -> dict[str, str]:
    """Return what a list may name of a member."""
    return {
        NAME: member.name,
        NUMBER: member.member_no,
        GROUP: member.group,
        GENDER: member.gender,
    }


def _listed(
    entries: Sequence[dict[str, str]],
    sums: Mapping[str, str] | None = None,
    notes: tuple[str, ...] = (),
) -> Listed:
    """Return a list with its numbers."""
    numbered = [{"序号": str(number), **one} for number, one in enumerate(entries, 1)]
    return Listed(numbered, {"名单人数": str(len(entries) or ""), **(sums or {})}, notes)
