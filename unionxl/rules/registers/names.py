"""Numbers and names of members in the tables against the roll."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, listed
from unionxl.tables.dues import Dues
from unionxl.tables.ledger import Ledger
from unionxl.tables.members import Members
from unionxl.tables.services import Services
from unionxl.words.people import names_in, parts_of_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.source import SourceRef
    from unionxl.rules.book_index import BookIndex

MANY_ROWS = 5  # so many rows with one number and one name are wrong on the roll rather than there
_WHICH_IS_RIGHT = "请核对编号和姓名；是会员的请补登《会员》表。"


def member_unknown(index: BookIndex) -> Iterator[Case]:
    """Find numbers and names that fit no member or several, or do not fit each other.

    Names of nobody that were given something are told by gift_to_non_member.
    """
    if not index.people.roll.members:
        return
    yield from _strangers_in_ledger(index)
    shared: defaultdict[str, list[SourceRef]] = defaultdict(list)
    alike: defaultdict[tuple[str, str, bool], list[SourceRef]] = defaultdict(list)
    for number, name, source, of in _named_rows(index):
        if not number and index.people.roll.shares(name):
            shared[name].append(at(source, of.member_no))
            continue
        misfit = _misfit(index, number, name)
        if misfit:
            cell = at(source, of.member_no if misfit[1] else of.member_name)
            alike[number, *misfit].append(cell)
    yield from _shared_names(index, shared)
    for (number, what, _), sources in alike.items():
        if len(sources) < MANY_ROWS:
            for source in sources:
                yield Case(f"{what}。", _WHICH_IS_RIGHT, (source,), facts={"member_no": number})
            continue
        member = index.people.roll.by_no.get(number)
        on_roll = (at(member.source, Members.name),) if member else ()
        yield Case(
            f"{what}，共 {len(sources)} 行。",
            "请先核对《会员》表中的编号和姓名。",
            (*on_roll, *sources),
            facts={"member_no": number, "row_count": len(sources)},
        )


def _named_rows(index: BookIndex) -> list[tuple[str, str, SourceRef, type[Dues | Services]]]:
    """Return number and name of every row that is about a member, with the columns of its table."""
    gifts = {benefit.source for benefit in index.gifts.in_services}
    return [
        *((one.member_no, one.member_name, one.source, Dues) for one in index.book.dues_payments),
        *(
            (one.member_no, one.member_name, one.source, Services)
            for one in index.book.service_entries
            if one.source not in gifts or one.member_no or index.people.roll.shares(one.member_name)
        ),
    ]


def _shared_names(index: BookIndex, shared: Mapping[str, Sequence[SourceRef]]) -> Iterator[Case]:
    """Give the names without a number that several members have."""
    for name, sources in shared.items():
        members = index.people.roll.named(name)
        numbers = listed([one.member_no for one in members])
        rows = f"，共 {len(sources)} 行" if len(sources) > 1 else ""
        yield Case(
            f"《会员》中有 {len(members)} 名同名会员「{name}」（编号 {numbers}），"
            f"只有姓名，分不清是哪一名{rows}。",
            "请填会员编号。",
            tuple(sources),
            facts={"name": name, "row_count": len(sources)},
        )


def _misfit(index: BookIndex, number: str, name: str) -> tuple[str, bool] | None:
    """Say what does not fit about a number and a name, and whether it is the number."""
    member = index.people.roll.by_no.get(number)
    if number and member is None:
        return f"会员编号「{number}」不在《会员》表中", True
    if member is not None and name and not index.people.roll.is_called(member, name):
        return f"会员编号「{number}」是「{member.name}」，姓名却是「{name}」", False
    if not number and name and not index.people.roll.knows(name):
        return f"「{name}」不在《会员》表中", False
    return None


def _strangers_in_ledger(index: BookIndex) -> Iterator[Case]:
    """Give the names under 受益会员 that nobody on the roll has, where the row is no gift.

    Those that several have are given of gifts as well.
    """
    gifts = {benefit.source.row for benefit in index.gifts.in_ledger}
    has_shared = any(len(ones) > 1 for ones in index.people.roll.by_name.values())
    for entry in index.book.ledger_entries:
        if not entry.beneficiary:
            continue
        if has_shared:
            yield from _shared_in_ledger(index, entry)
        if entry.source.row in gifts:
            continue
        strangers = [one for one in names_in(entry.beneficiary) if not index.people.roll.knows(one)]
        if strangers:
            yield Case(
                f"受益会员「{listed(strangers)}」不在《会员》表中。",
                "请核对姓名；是会员的请补登《会员》表。",
                (at(entry.source, Ledger.beneficiary),),
                facts={"name": "、".join(strangers)},
            )


def _shared_in_ledger(index: BookIndex, entry: LedgerEntry) -> Iterator[Case]:
    """Give the names under 受益会员 of a row that several members have."""
    for name in parts_of_list(entry.beneficiary):
        if index.people.roll.shares(name) and name not in index.people.roll.by_no:
            numbers = [one.member_no for one in index.people.roll.named(name)]
            yield Case(
                f"《会员》中有 {len(numbers)} 名同名会员「{name}」（编号 {listed(numbers)}），"
                "只有姓名，分不清是哪一名。",
                "请填会员编号，代替姓名。",
                (at(entry.source, Ledger.beneficiary),),
                facts={"name": name},
            )


RULES = (
    Rule(
        "编号或姓名对不上会员",
        Group.REGISTERS,
        Severity.WARNING,
        Grounds.AGREEMENT,
        member_unknown,
        reason="记在查无此人的名下，就在另一个人名下缺失。",
        example=(
            "名册到 0150 号为止，却写了 0170；或王芳的编号写着王方；或有两名王芳，只写了姓名。"
        ),
        remedy="改正编号或姓名，同名的填会员编号，或补登会员。",
    ),
)
