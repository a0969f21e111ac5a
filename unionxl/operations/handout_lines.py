"""Who gets something on an occasion, a line of the draft for each, and what is to be looked at."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from unionxl.domain.groups import Unknown, parse_group
from unionxl.domain.money import ZERO, yuan
from unionxl.domain.roll import Roll, plain_name
from unionxl.domain.services import ServiceEntry
from unionxl.domain.source import SourceRef
from unionxl.domain.welfare import each_sum
from unionxl.domain.written import money
from unionxl.errors import RequestError
from unionxl.rules.book_index import BookIndex
from unionxl.rules.gifts.eligibility import gift_to_left_member, gift_to_unpaid_member
from unionxl.rules.gifts.festivals import festival_gift_over_limit, gift_outside_festival
from unionxl.values.text import as_text
from unionxl.views.drafts import DraftLine
from unionxl.views.handout_sheet import (
    AMOUNT,
    CONTENT,
    NAME,
    NUMBER,
    OWN,
    REMARK,
    TEAM,
    TICKED,
    TITLE,
    TO,
    HandoutFacts,
    amount_of,
)
from unionxl.words.purposes import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.handouts import Handout
    from unionxl.domain.members import Member
    from unionxl.domain.policy import Standards
    from unionxl.domain.welfare import Benefit
    from unionxl.values.column import ReadValue
    from unionxl.views.drafts import DraftSheet

FEW = 8
EVERYBODY = "全体会员"
YEAR_LIMIT = "festival-gift-a-year"


def members_of(book: UnionBook, handout: Handout) -> tuple[Member, ...]:
    """Return who gets something.

    Raises:
        RequestError: it is not understood who is meant, or that is nobody.
    """
    roll = Roll.of(book.members)
    group = parse_group(handout.to or EVERYBODY, roll)
    where = f"《{TITLE}》「{TO}」"
    if isinstance(group, Unknown):
        words = "、".join(group.words) or handout.to
        raise RequestError(
            f"“{words}”看不出是哪些会员，没有列出名单。",
            where=where,
            advice="请写成“全体会员”“女教职工”“35周岁以下教师”“大班组、李敏”的样子。",
        )
    found = group.members(roll, handout.on or book.as_of)
    if not found:
        raise RequestError(
            f"“{handout.to or EVERYBODY}”在《会员》中一个人也没有，没有列出名单。",
            where=where,
            advice="请先登记《会员》，或换一个说法。",
        )
    return found


def listed(
    book: UnionBook, handout: Handout, kind: str, before: DraftSheet | None = None
) -> tuple[DraftLine, ...]:
    """Return a line for everybody; what was typed before stays, who has a row is registered."""
    served = served_by(book, handout, kind)
    uses: Counter[str] = Counter()
    lines = []
    for member in members_of(book, handout):
        name = member.member_no or plain_name(member.name)
        uses[name] += 1
        key = name if uses[name] == 1 else f"{name}#{uses[name]}"
        known = before.line(key) if before else None
        told = {NUMBER: member.member_no, NAME: member.name, TEAM: member.group}
        line = followed(known.knowing(**told) if known else DraftLine(key, facts=told), handout)
        entry = served.get(key)
        lines.append(line if entry is None or line.is_registered else _found(line, entry))
    return tuple(lines)


def followed(line: DraftLine, handout: Handout) -> DraftLine:
    """Return a line whose empty cells say what the head says; what she typed herself stays."""
    if line.is_registered:
        return line
    own = set(line.facts.get(OWN, "").split())
    values: dict[str, ReadValue] = {
        TICKED: line.cells.get(TICKED),
        REMARK: line.cells.get(REMARK),
    }
    heads: dict[str, ReadValue] = {
        CONTENT: handout.content or None,
        AMOUNT: None if handout.each is None else float(handout.each),
    }
    for name, of_head in heads.items():
        text = as_text(line.cells.get(name))
        if name in line.bases and text != line.bases[name]:
            own = own | {name} if text else own - {name}
        values[name] = line.cells.get(name) if name in own else of_head
    return replace(line, cells=values, facts={**line.facts, OWN: " ".join(sorted(own))})


def served_by(book: UnionBook, handout: Handout, kind: str) -> dict[str, ServiceEntry]:
    """Return the rows of the services that are of this occasion, by key of the line."""
    uses: Counter[str] = Counter()
    found = {}
    for entry in book.service_entries:
        if entry.service_kind != kind or entry.served_on != handout.on or handout.on is None:
            continue
        if not _is_of(entry, handout):
            continue
        name = entry.member_no or plain_name(entry.member_name)
        uses[name] += 1
        found[name if uses[name] == 1 else f"{name}#{uses[name]}"] = entry
    return found


def _is_of(entry: ServiceEntry, handout: Handout) -> bool:
    """Tell whether a service of the day and kind is of the occasion, by item or by content."""
    if handout.item_no and entry.item_no:
        return entry.item_no == handout.item_no
    return handout.occasion in entry.content


def _found(line: DraftLine, entry: ServiceEntry) -> DraftLine:
    """Return a line whose row the services have already."""
    amount = "" if entry.amount is None else str(entry.amount)
    told = line.taken(f"已登记 第 {entry.source.row} 行")
    return told.knowing(**{AMOUNT: amount, CONTENT: entry.content, TICKED: "是"})


def looked_at(
    book: UnionBook, draft: DraftSheet, handout: Handout, kind: str, standards: Standards
) -> HandoutFacts:
    """Return what is to be looked at before anything is registered: as the rules would tell it."""
    index = BookIndex(book, standards)
    words = index.limits.festival_words
    lines = [line for line in draft.open_lines if amount_of(line) or handout.each is None]
    planned = replace(
        book,
        service_entries=(
            *book.service_entries,
            *(_entry(line, row, handout, kind) for row, line in enumerate(lines)),
        ),
    )
    then = BookIndex(planned, standards)
    marks = _names_twice(draft.lines)
    for row, text in _marks(then):
        if row < len(lines):
            marks.setdefault(lines[row].key, text)
    told = (
        *_limit_told(index, handout, lines, draft),
        *_day_told(then),
        *_unsure_told(book, handout),
    )
    return HandoutFacts(tuple(sorted(words.allowed)), marks, told)


def _unsure_told(book: UnionBook, handout: Handout) -> Iterator[str]:
    """Say of whom the roll does not tell whether they belong to the group."""
    roll = Roll.of(book.members)
    group = parse_group(handout.to or EVERYBODY, roll)
    if isinstance(group, Unknown):
        return
    unsure = [member.name for member in group.unsure(roll, handout.on or book.as_of)]
    if unsure:
        names = "、".join(unsure[:FEW]) + ("等" if len(unsure) > FEW else "")
        yield (
            f"另有 {len(unsure)} 人资料不全，不知道是不是“{handout.to}”，没有列入：{names}。"
            "请补填《会员》的性别、出生日期等，再点一次。"
        )


def _entry(line: DraftLine, row: int, handout: Handout, kind: str) -> ServiceEntry:
    """Return the service that a line would become."""
    return ServiceEntry(
        handout.on,
        line.text(NUMBER),
        line.text(NAME),
        kind,
        handout.told(line.text(CONTENT)),
        amount_of(line) or handout.each,
        handout.voucher_no,
        True,  # noqa: FBT003  one field among others
        "",
        handout.handler,
        "",
        SourceRef(TITLE, row),
    )


def _marks(index: BookIndex) -> Iterator[tuple[int, str]]:
    """Yield short words for what rules find in the lines, by the number of the line."""
    rules = {
        gift_to_left_member: "当日不在会",
        gift_to_unpaid_member: "本年没有缴会费",
        festival_gift_over_limit: "超过限额",
    }
    for rule, text in rules.items():
        for case in rule(index):
            for source in case.sources:
                if source.sheet == TITLE:
                    yield source.row, text


def _names_twice(lines: Sequence[DraftLine]) -> dict[str, str]:
    """Return marks for who stands on the roll twice, by name or by number."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines, 1):
        numbers[plain_name(line.text(NAME))].append(number)
    return {
        lines[number - 1].key: f"与序号 {'、'.join(str(one) for one in same if one != number)} 同名"
        for same in numbers.values()
        if len(same) > 1
        for number in same
    }


def _limit_told(
    index: BookIndex, handout: Handout, lines: Sequence[DraftLine], draft: DraftSheet
) -> Iterator[str]:
    """Say what was given before, what it comes to now, and what the limit is."""
    limit = index.limits.limit(YEAR_LIMIT)
    words = index.limits.festival_words
    is_gift = words.allowed.intersection(words.in_text(handout.occasion))
    if limit is None or limit.amount is None or not is_gift or not lines:
        return
    got = _got(index, draft)
    used = max((got.get(line.key, ZERO) for line in lines), default=ZERO)
    each = max((amount_of(line) for line in lines), default=ZERO)
    over = [
        line.text(NAME)
        for line in lines
        if got.get(line.key, ZERO) + amount_of(line) > limit.amount
    ]
    told = (
        f"每人本年节日慰问最多已用 {money(used)} 元，加本次 {money(each)} 元，"
        f"限额 {money(limit.amount)} 元"
    )
    if over:
        names = "、".join(over[:FEW]) + (f"等 {len(over)} 人" if len(over) > FEW else "")
        told += f"；超过的有 {names}"
    yield f"{told}。"


def _got(index: BookIndex, draft: DraftSheet) -> Mapping[str, Decimal]:
    """Return what each member of the list was given for festivals this year, by key."""
    benefits = index.gifts.for_purpose(Purpose.FESTIVAL)
    to_all = [one for one in benefits if one.is_collective and one.each_amount is not None]
    by_number: defaultdict[str, list[Benefit]] = defaultdict(list)
    for one in benefits:
        for number in {member.member_no for member in one.members}:
            by_number[number].append(one)
    got: dict[str, Decimal] = {}
    for line in draft.lines:
        member = index.people.roll.find(line.text(NUMBER), line.text(NAME))
        if member is None:
            continue
        shared = [one for one in to_all if one.reaches(member)]
        got[line.key] = yuan(each_sum((*by_number[member.member_no], *shared)))
    return got


def _day_told(index: BookIndex) -> Iterator[str]:
    """Say where the occasion is no day for gifts."""
    for case in gift_outside_festival(index):
        if any(source.sheet == TITLE for source in case.sources):
            yield f"{case.message}{case.advice}"
