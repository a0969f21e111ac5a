"""Rules about honours, mentors and pupils, and reading in the register of services."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.matter_lists import (
    PUBLIC_DAYS,
    honours,
    mentors_of,
    pairs,
    published_before,
    quota,
)
from unionxl.domain.matters import Listing, matters_listing
from unionxl.domain.roll import plain_name
from unionxl.domain.shares import read_share
from unionxl.domain.written import exact_percent, full_day, percent
from unionxl.rules.finding import Joint, Severity
from unionxl.rules.registers.services import name_of
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.evidence import Evidence
from unionxl.tables.registers import source_word
from unionxl.tables.services import SERVICES, Services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionxl.domain.evidence import EvidenceItem
    from unionxl.domain.matter_lists import Pair
    from unionxl.domain.service_summary import MatterFigures
    from unionxl.domain.services import ServiceEntry
    from unionxl.rules.book_index import BookIndex
    from unionxl.values.column import Column

OWN_LEVELS = frozenset({"", "校", "园", "本校", "本园", "院"})
LATE = 11  # from this month on reading that falls short is asked about
COVERAGE = "覆盖率"
_BARE = re.compile(r"\d{1,3}(?:\.\d+)?")


def _matters(index: BookIndex, listing: Listing) -> Iterator[MatterFigures]:
    """Give the figures of the matters of which something is listed."""
    names = matters_listing(listing)
    return (one for one in index.services.figures() if one.matter.name in names)


def honour_quota_exceeded(index: BookIndex) -> Iterator[Case]:
    """Find honours of the school that more members got than the share that may."""
    rate = index.book.settings.honour_rate
    if rate is None:
        return
    for figures in _matters(index, Listing.HONOURS):
        for one in honours(figures, index.services):
            count = index.people.count_at_work(one.given_on or index.reference_day)
            if one.level in OWN_LEVELS and one.person_count > rate * count:
                yield Case(
                    f"“{one.name or figures.matter.name}”{one.person_count} 人，"
                    f"在职会员 {count} 人，评优比例 {exact_percent(rate)}，"
                    f"最多 {quota(rate, count)} 人。",
                    "请核对名单和比例；几项荣誉合在一起写的，请在内容里分开写。",
                    tuple(at(entry.source, Services.content) for entry in one.entries),
                    facts={"count": one.person_count},
                )


def honour_without_publicity(index: BookIndex) -> Iterator[Case]:
    """Find honours before which no list was made public."""
    for figures in _matters(index, Listing.HONOURS):
        for one in honours(figures, index.services):
            entries = [
                entry
                for entry in one.entries
                if published_before(entry.served_on, index.book.disclosures) is None
            ]
            if entries:
                day = entries[0].served_on
                told = full_day(day) if day else ""
                yield Case(
                    f"“{one.name or figures.matter.name}”{told}授予 {len(entries)} 人次，"
                    f"之前 {PUBLIC_DAYS} 天内《公开》没有评优的公示。",
                    "请补登公示的日期和形式，类别选“评优”；还没有公示的请先公示。",
                    tuple(at(entry.source, Services.served_on) for entry in entries),
                )


def _pairs(index: BookIndex) -> Iterator[Pair]:
    for figures in _matters(index, Listing.PAIRS):
        yield from pairs(figures.turns, index.services)


def _is_kept(index: BookIndex, column: Column) -> bool:
    """Tell whether the workbook has a column: older ones do not."""
    return column.header in index.book.columns.get(SERVICES.sheet, {})


def pair_without_end(index: BookIndex) -> Iterator[Case]:
    """Find pairs that do not say until when they are agreed."""
    if not _is_kept(index, Services.expires_on):
        return
    for pair in _pairs(index):
        if not pair.ends:
            mentor = f"和「{pair.mentor}」" if pair.mentor else ""
            yield Case(
                f"「{pair.pupil}」{mentor}结对没有填到期日期。",
                "请按协议补填到期日期，到期时才会提醒。",
                (at(pair.entries[0].source, Services.expires_on),),
                joint=Joint("对结对", "没有填到期日期", f"「{pair.pupil}」"),
            )


def pair_ends_differ(index: BookIndex) -> Iterator[Case]:
    """Find pairs whose rows name several days of ending without a new agreement."""
    for pair in _pairs(index):
        if pair.ends_differ:
            days = "、".join(map(full_day, pair.ends))
            yield Case(
                f"「{pair.pupil}」和「{pair.mentor}」结对的到期日期不一致：{days}。",
                "请按协议核对；续签的，请另记一行，事由选“签约”。",
                tuple(
                    at(one.source, Services.expires_on) for one in pair.entries if one.expires_on
                ),
            )


def _rows_of_pairs(index: BookIndex) -> Iterator[ServiceEntry]:
    names = matters_listing(Listing.PAIRS)
    return (one for one in index.book.service_entries if one.service_kind.strip() in names)


def pair_mentor_unknown(index: BookIndex) -> Iterator[Case]:
    """Find mentors who are not on the roll, told once, and pairs that name no mentor."""
    strangers: dict[str, ServiceEntry] = {}
    for one in _rows_of_pairs(index):
        for mentor in mentors_of(one):
            if not index.people.roll.knows(mentor):
                strangers.setdefault(mentor, one)
    if strangers:
        yield Case(
            f"师父「{'、'.join(strangers)}」不在《会员》中。",
            "请核对姓名；确是外单位的可以照用。",
            tuple(at(one.source, Services.related_person) for one in strangers.values()),
        )
    if not _is_kept(index, Services.related_person):
        return
    for pair in _pairs(index):
        if not pair.mentor:
            yield Case(
                f"「{pair.pupil}」结对没有写师父。",
                "请在“相关人”补填师父的姓名。",
                (at(pair.entries[0].source, Services.related_person),),
                joint=Joint("人结对", "没有写师父", f"「{pair.pupil}」"),
            )


def mentor_and_pupil_same(index: BookIndex) -> Iterator[Case]:
    """Find pairs of somebody with himself."""
    for one in _rows_of_pairs(index):
        member = index.people.roll.find(one.member_no, one.member_name)
        pupil = plain_name(member.name if member else one.member_name)
        if pupil and pupil in mentors_of(one) and not index.people.roll.shares(pupil):
            yield Case(
                f"{name_of(one)}结对的师父和徒弟是同一个人。",
                "请改正：会员写徒弟，相关人写师父。",
                (at(one.source, Services.related_person),),
            )


def study_coverage_short(index: BookIndex) -> Iterator[Case]:
    """Find reading that fewer did than the assessment asks for, late in the year."""
    if index.reference_day.month < LATE:
        return
    for figures in _matters(index, Listing.STUDY):
        for item in index.book.evidence_items:
            target = _target(item, figures.matter.name)
            if target is None or not figures.due:
                continue
            share = Decimal(len(figures.covered)) / len(figures.due)
            if share < target:
                yield Case(
                    f"{figures.matter.name}应有 {len(figures.due)} 人，已有 "
                    f"{len(figures.covered)} 人（{percent(share)}），要求 {percent(target)}。",
                    "请催交并登记《服务台账》；不要求人人都有的，请改目标值。",
                    (at(item.source, Evidence.target),),
                )


def _target(item: EvidenceItem, matter: str) -> Decimal | None:
    """Return the share of members that a line of the assessment asks for in a matter."""
    if (source_word(item.counted_from) or item.counted_from.strip()) != matter:
        return None
    text = item.target.strip()
    share = read_share(text)
    if share is None and item.measure == COVERAGE and _BARE.fullmatch(text):
        bare = Decimal(text)
        share = bare if bare <= 1 else bare / 100
    return share if share is not None and (item.measure in {"", COVERAGE}) else None


_NOTE = (Group.REGISTERS, Severity.NOTE)
RULES = (
    Rule(
        "评优超过名额",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.OWN_PAPERS,
        honour_quota_exceeded,
        reason="评优有比例，多评了的名单通不过。",
        example="在职会员 139 人，比例 10%，先进教职工评了 15 人。",
        remedy="核对名单；设置的“评优比例”空着就不检查。",
    ),
    Rule(
        "评优没有公示",
        *_NOTE,
        Grounds.PRACTICE,
        honour_without_publicity,
        reason="先公示、后表彰，检查时要看公示。",
        example="9 月 10 日表彰 12 人，7 月以来没有评优的公示。",
        remedy="在《公开》补登公示，类别选评优。",
    ),
    Rule(
        "结对没有到期日期",
        *_NOTE,
        Grounds.PRACTICE,
        pair_without_end,
        reason="协议一年一签，不写到哪一天，到期没有人提醒。",
        example="李敏和王芳结对，到期日期空着。",
        remedy="按协议补填。",
    ),
    Rule(
        "结对的到期日期不一致",
        *_NOTE,
        Grounds.ARITHMETIC,
        pair_ends_differ,
        reason="同一对有几个到期日期，看不出到哪一天为止。",
        example="李敏和王芳，一行写到 2027 年 3 月 1 日，一行写到 6 月 1 日。",
        remedy="改成协议上的日期；续签的另记一行。",
    ),
    Rule(
        "师父不在会员表",
        *_NOTE,
        Grounds.AGREEMENT,
        pair_mentor_unknown,
        reason="姓名写错，师父带了几个人就数不出来。",
        example="相关人写「王方」，会员表里是「王芳」。",
        remedy="改正姓名；外单位的师父可以照用。",
    ),
    Rule(
        "师父徒弟是同一个人",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.ARITHMETIC,
        mentor_and_pupil_same,
        reason="自己不能带自己，多半是填错了列。",
        example="会员李敏，相关人也写李敏。",
        remedy="会员写徒弟，相关人写师父。",
    ),
    Rule(
        "读书没有达到要求",
        *_NOTE,
        Grounds.OWN_PAPERS,
        study_coverage_short,
        reason="考核清单写了覆盖率，到年底还差的要催。",
        example="要求 80%，12 月交了读书笔记的只有 62%。",
        remedy="催交并登记，或按通知改目标值。",
    ),
)
