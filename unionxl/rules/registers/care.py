"""Rules about care: for whom something is overdue, and groups that were not reached in the year."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from unionxl.domain.care_events import JOINING, REVIEW, WARMTH
from unionxl.domain.care_model import BIRTHDAY, CareState
from unionxl.domain.period import Month
from unionxl.domain.served import RETIREMENT
from unionxl.domain.written import full_day, part_percent, percent
from unionxl.rules.finding import Severity
from unionxl.rules.registers.deadlines import duty_overdue
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at
from unionxl.tables.care import care_in
from unionxl.tables.evidence import Evidence
from unionxl.tables.members import Members
from unionxl.tables.registers import source_sheet, source_word
from unionxl.tables.services import SERVICES
from unionxl.words.purposes import Purpose

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from unionxl.domain.care_model import Coverage
    from unionxl.domain.evidence import EvidenceItem
    from unionxl.domain.members import Member
    from unionxl.rules.book_index import BookIndex

# Other rules tell of these, or they come only once.
TOLD_ELSEWHERE = frozenset({JOINING, RETIREMENT, REVIEW, WARMTH})
MOST_NAMES = 6


def care_overdue(index: BookIndex) -> Iterator[Case]:
    """Find members for whom a matter fell due in a month that is over, one case a matter."""
    late: defaultdict[str, dict[int, tuple[Member, dt.date]]] = defaultdict(dict)
    for matter, member, due_on in _late(index):
        is_over = Month.of(due_on) < Month.of(index.book.as_of)
        if is_over and not index.book.settings.is_before_start(Month.of(due_on)):
            known = late[matter].setdefault(id(member), (member, due_on))
            late[matter][id(member)] = (member, min(known[1], due_on))
    for matter, found in late.items():
        in_order = sorted(found.values(), key=lambda one: one[1])
        names = "、".join(f"「{member.name}」" for member, _ in in_order[:MOST_NAMES])
        names += f"等 {len(in_order)} 人" if len(in_order) > MOST_NAMES else ""
        yield Case(
            f"{matter}逾期 {len(in_order)} 人：{names}，最早应在{full_day(in_order[0][1])}前办。",
            "请办理并登记；已经办过的请补登。点「关怀提醒」看名单和原因。",
            tuple(at(member.source, Members.name) for member, _ in in_order),
            facts={"count": len(in_order)},
        )


def _late(index: BookIndex) -> Iterator[tuple[str, Member, dt.date]]:
    """Yield who is late; of a duty that was not done for anybody another rule tells."""
    care = care_in(index.book, Month.of(index.book.as_of))
    untouched = {case.sources[0].row for case in duty_overdue(index)}
    greeted = {
        member.member_no
        for benefit in index.gifts.for_purpose(Purpose.BIRTHDAY)
        for member in benefit.members
    }
    for coverage in care.coverage:
        if coverage.source is not None and coverage.source.row in untouched:
            continue
        for one in coverage.overdue:
            if coverage.matter != BIRTHDAY or one.member.member_no not in greeted:
                yield coverage.matter, one.member, one.due_on
    matters = {coverage.matter for coverage in care.coverage} | TOLD_ELSEWHERE
    for due in care.due:
        if due.state is CareState.OVERDUE and due.member and due.matter not in matters:
            yield due.matter, due.member, due.due_on


def coverage_short(index: BookIndex) -> Iterator[Case]:
    """Find matters that reached fewer of their group by the year's end than the list promises."""
    if not index.year_is_over:
        return
    reached: dict[str, tuple[Decimal, Coverage]] = {}
    for one in care_in(index.book, Month.of(index.reference_day)).coverage:
        if one.whole:
            share = Decimal(one.done_count) / len(one.whole)
            known = reached.setdefault(one.matter, (share, one))
            reached[one.matter] = min(known, (share, one), key=lambda each: each[0])
    for item in index.book.evidence_items:
        target, found = _target(item), reached.get(_matter(item))
        if target is None or found is None:
            continue
        share, one = found
        if share < target:
            yield Case(
                f"{one.matter}应覆盖 {percent(target)}，{one.audience} {len(one.whole)} 人"
                f"已办 {one.done_count} 人，为 {part_percent(share)}。",
                "请补办，或补登已经办过的；目标值填错的请改正。",
                (at(item.source, Evidence.target),),
                facts={"share": share},
            )


def _target(item: EvidenceItem) -> Decimal | None:
    """Return the share that a line promises, None where it promises none."""
    text = item.target.replace("％", "%").strip()
    if not text.endswith("%") or item.measure not in {"", SHARE}:
        return None
    try:
        return Decimal(text.removesuffix("%").strip()) / 100
    except InvalidOperation:
        return None


SHARE = "覆盖率"


def _matter(item: EvidenceItem) -> str:
    """Return the matter of the services that a line counts."""
    source = item.counted_from.strip()
    is_of_services = source_sheet(source) == SERVICES.sheet
    return source_word(source) if is_of_services else source


RULES = (
    Rule(
        "关怀逾期",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.OWN_PAPERS,
        care_overdue,
        reason="体检、普访、续保是对每个人的承诺，漏了谁只有按人才看得出。",
        example="女教职工两年一次体检，2 人上次是 2023 年 3 月，到 2026 年 5 月没有登记。",
        remedy="点「关怀提醒」，办理以后填办理日期；起算日期不对的请改正。",
    ),
    Rule(
        "覆盖率没有达到目标",
        Group.REGISTERS,
        Severity.NOTE,
        Grounds.OWN_PAPERS,
        coverage_short,
        reason="考核细则写了覆盖率，年底达不到要说明原因。",
        example="考核清单写体检覆盖率 90%，女教职工 40 人，已办 30 人。",
        remedy="补办或补登；目标值填错的改正。",
    ),
)
