"""What members were given, over the ledger and the services together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from unionxl.domain.heads import told_a_head
from unionxl.domain.ledger import PAID_TO_A_SHOP
from unionxl.domain.money import ZERO, share, yuan
from unionxl.words.benefits import (
    illness_in,
    is_of_material,
    names_gift,
    names_other_reason,
    names_some,
    names_women,
)
from unionxl.words.people import is_group, names_among, parts_of_list
from unionxl.words.purposes import LIFE_EVENTS, Purpose, numbers_as_zero, purposes_in
from unionxl.words.relatives import relative_in
from unionxl.words.spending import allowance_in, says

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.festival_words import FestivalWords
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.members import Member
    from unionxl.domain.roll import Roll
    from unionxl.domain.services import ServiceEntry
    from unionxl.domain.source import SourceRef
    from unionxl.domain.vouchers import VoucherBook, VoucherKey

SAME_EVENT_DAYS = 45
MANY = 10
_HANDED_OUT = frozenset({"实物", "提货券", "蛋糕券", "现金", "购物卡", "代金券", "预付卡"})
_NOT_A_GIFT = frozenset({Purpose.INSURANCE, Purpose.REMITTANCE, Purpose.CHECKUP})
_FOR_AN_EVENT = frozenset(
    {
        *(Purpose.EVENT, Purpose.PRIZE, Purpose.SOUVENIR, Purpose.MEAL, Purpose.OUTING),
        *(Purpose.SHOW, Purpose.YEAR_CARD, Purpose.CONSUMER_VOUCHER, Purpose.CLOTHING),
    }
)
_PURPOSE_OF_SERVICE = {
    "节日慰问": Purpose.FESTIVAL,
    "生日": Purpose.BIRTHDAY,
    "困难帮扶": Purpose.HARDSHIP,
    "送温暖": Purpose.HARDSHIP,
    "疗休养": Purpose.RECUPERATION,
}
_ORDER = (
    Purpose.HARDSHIP,
    Purpose.DEATH_OF_KIN,
    Purpose.DEATH,
    Purpose.HOSPITAL,
    Purpose.CHILDBIRTH,
    Purpose.WEDDING,
    Purpose.RETIREMENT,
    Purpose.BIRTHDAY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """Something given to one member, some members or all, with what it cost.

    `members` are those named and known, `strangers` the names that fit nobody, or more than one
    member. A benefit that names nobody went to everyone, to the women, or to a group of unknown
    people. `each_amount` is the amount a head, None when it is not known for how many.
    `roll_count` are those at work by the roll, where a row for all tells no heads.
    """

    purpose: Purpose
    given_on: dt.date | None
    members: tuple[Member, ...]
    strangers: tuple[str, ...]
    goes_to_everyone: bool
    goes_to_women: bool
    head_count: int | None
    amount: Decimal
    each_amount: Decimal | None
    payment_form: str
    festivals: tuple[str, ...]
    text: str
    vouchers: tuple[VoucherKey, ...]
    source: SourceRef
    is_from_ledger: bool
    roll_count: int = 0

    @property
    def shared_by(self) -> int:
        """How many heads share the amount, 0 where nothing tells."""
        named = len(self.members) + len(self.strangers)
        return max(self.head_count or 0, named, self.roll_count)

    @property
    def exact_each(self) -> Decimal:
        """The amount a head without rounding to the fen, zero where it is not known."""
        if self.each_amount is None:
            return ZERO
        heads = self.shared_by
        return share(self.amount, heads) if heads > 1 else self.each_amount

    @property
    def is_collective(self) -> bool:
        """Whether nobody is named."""
        return not self.members and not self.strangers

    def reaches(self, member: Member) -> bool:
        """Tell whether a member got a share, as far as the row says."""
        if not self.is_collective:
            return member in self.members
        if self.given_on is not None and not member.works_on(self.given_on):
            return False
        return self.goes_to_everyone or (self.goes_to_women and member.gender == "女")


def benefit_of_entry(
    entry: LedgerEntry,
    roll: Roll,
    words: FestivalWords,
    vouchers: VoucherBook | None = None,
    kinds: frozenset[Purpose] | None = None,
) -> Benefit | None:
    """Read a ledger row as a benefit to persons; None when it is something else.

    Without `vouchers` the benefit does not say which voucher it stands on. `kinds` are the purposes
    that its words name, where they were looked up before.
    """
    if entry.expense_amount <= ZERO:
        return None
    text, form = words_of(entry), entry.payment_form
    kinds = purposes_in(text) if kinds is None else kinds
    purpose = _main_purpose(
        entry.occasion,
        numbers_as_zero(text),
        kinds,
        is_handed_out=is_handout(entry),
        says_to_whom=bool(
            entry.beneficiary or entry.person_count or (form and form not in PAID_TO_A_SHOP)
        ),
    )
    if purpose is None:
        return None
    festivals = words.in_text(text) if purpose is Purpose.FESTIVAL else ()
    if purpose is Purpose.FESTIVAL and not festivals and not _may_be_festival(entry, text):
        return None
    members, strangers = _people_of(entry, roll)
    return Benefit(
        purpose=purpose,
        given_on=entry.booked_on,
        members=members,
        strangers=strangers,
        head_count=entry.person_count,
        amount=entry.expense_amount,
        each_amount=_each(entry, len(members) + len(strangers)),
        payment_form=entry.payment_form,
        festivals=festivals,
        text=text,
        vouchers=(vouchers.key_of(entry.voucher_no, entry.booked_on),) if vouchers else (),
        source=entry.source,
        is_from_ledger=True,
        **_audience(entry, named=bool(members or strangers)),
    )


def benefit_of_service(
    service: ServiceEntry, vouchers: tuple[VoucherKey, ...], roll: Roll, words: FestivalWords
) -> Benefit | None:
    """Read a service as a benefit to its member; None when it is something else or cost nothing."""
    if service.amount is None or service.amount <= 0:
        return None
    text = f"{service.service_kind} {service.content} {service.remark}"
    purpose = purpose_of_service(service)
    festivals = words.in_text(text) if purpose is Purpose.FESTIVAL else ()
    if purpose is None or not (festivals or "节日" in text or purpose is not Purpose.FESTIVAL):
        return None
    member = roll.find(service.member_no, service.member_name)
    return Benefit(
        purpose=purpose,
        given_on=service.served_on,
        members=(member,) if member else (),
        strangers=() if member else (service.member_name or service.member_no,),
        goes_to_everyone=False,
        goes_to_women=False,
        head_count=1,
        amount=service.amount,
        each_amount=service.amount,
        payment_form="",
        festivals=festivals,
        text=text,
        vouchers=vouchers,
        source=service.source,
        is_from_ledger=False,
    )


def purpose_of_service(service: ServiceEntry) -> Purpose | None:
    """Return what a service is, by its kind first."""
    if service.service_kind in _PURPOSE_OF_SERVICE:
        return _PURPOSE_OF_SERVICE[service.service_kind]
    kinds = purposes_in(service.service_kind) | purposes_in(service.content)
    if kinds & _NOT_A_GIFT:
        return None
    return _first_of(kinds) or (Purpose.FESTIVAL if Purpose.GOODS in kinds else None)


def money_once(
    ledger_benefits: Iterable[Benefit], service_benefits: Iterable[Benefit]
) -> tuple[Benefit, ...]:
    """Join ledger and services so that the same money counts once.

    Where a voucher has services, the services tell who got what, and the ledger row is left out;
    it stays for the members it names of whom no service tells.
    A service without a voucher is left out when the ledger names the same member for the same
    purpose and amount within some weeks.
    """
    services = tuple(service_benefits)
    detailed: defaultdict[VoucherKey, set[str]] = defaultdict(set)
    for service in services:
        for voucher in service.vouchers:
            detailed[voucher].update(member.member_no for member in service.members)
    kept = [rest for one in ledger_benefits if (rest := _not_detailed(one, detailed)) is not None]
    booked: defaultdict[tuple[str, Purpose, Decimal], list[dt.date]] = defaultdict(list)
    for benefit in kept:
        each = benefit.each_amount
        for member in benefit.members:
            if each is not None and benefit.given_on is not None:
                booked[member.member_no, benefit.purpose, each].append(benefit.given_on)
    return (*kept, *(one for one in services if not _is_booked(one, booked)))


def _not_detailed(benefit: Benefit, detailed: Mapping[VoucherKey, set[str]]) -> Benefit | None:
    """Return the part of a ledger row that goes to members of whom no service of it tells."""
    if detailed.keys().isdisjoint(benefit.vouchers):
        return benefit
    served = {number for voucher in benefit.vouchers for number in detailed.get(voucher, ())}
    rest = tuple(member for member in benefit.members if member.member_no not in served)
    if not served or not rest or benefit.each_amount is None:
        return None
    return replace(
        benefit,
        members=rest,
        strangers=(),
        head_count=len(rest),
        amount=benefit.each_amount * len(rest),
    )


def _is_booked(
    service: Benefit, booked: Mapping[tuple[str, Purpose, Decimal], Sequence[dt.date]]
) -> bool:
    """Tell whether a service without voucher is a ledger row's money."""
    if service.vouchers or service.given_on is None:
        return False
    day = service.given_on
    return any(
        abs((day - booked_on).days) <= SAME_EVENT_DAYS
        for member in service.members
        for booked_on in booked.get((member.member_no, service.purpose, service.amount), ())
    )


def each_sum(benefits: Iterable[Benefit]) -> Decimal:
    """Add up what one head got of some benefits, without rounding."""
    return sum((benefit.exact_each for benefit in benefits), ZERO)


def event_detail(benefit: Benefit) -> str:
    """Return what tells one event of a kind from another: the illness, or the relative.

    Empty when the text does not say.
    """
    if benefit.purpose not in {Purpose.DEATH_OF_KIN, Purpose.HOSPITAL}:
        return ""
    text = benefit.text
    for member in benefit.members:
        text = text.replace(member.name, "")
    if benefit.purpose is Purpose.DEATH_OF_KIN:
        return relative_in(text)
    return illness_in(text)


def detail_told(details: Iterable[str], detail: str) -> str | None:
    """Return which of the details told before is the same event as this one; None for a new one.

    One is the same where it is part of the other: 胆囊炎 and 急性胆囊炎 are one illness. An empty
    one is like no other.

    >>> detail_told(["骨折", "胆囊炎"], "急性胆囊炎"), detail_told(["骨折"], "肺炎")
    ('胆囊炎', None)
    """
    if not detail:
        return None
    return next((one for one in details if one and (one in detail or detail in one)), None)


def illness_told(details: Iterable[str], detail: str) -> str | None:
    """Return which of the illnesses told before is this one; that of a relative is another.

    >>> illness_told(["骨折"], "右腿骨折"), illness_told(["骨折"], "儿子骨折")
    ('骨折', None)
    """
    whose = relative_in(detail)
    return detail_told([one for one in details if relative_in(one) == whose], detail)


def words_of(entry: LedgerEntry) -> str:
    """Return the words of a ledger row that may name a purpose."""
    return f"{entry.occasion} {entry.description}" if entry.occasion else entry.description


def is_handout(entry: LedgerEntry) -> bool:
    """Tell whether a ledger row says that something was handed out to persons."""
    return entry.payment_form in _HANDED_OUT and bool(entry.beneficiary or entry.person_count)


@lru_cache(maxsize=65_536)
def _main_purpose(
    occasion: str,
    text: str,
    kinds: frozenset[Purpose],
    *,
    is_handed_out: bool,
    says_to_whom: bool,
) -> Purpose | None:
    """Return what a ledger row gives persons: by its 事由 first, then by all its words.

    `text` holds all words, 0 for every number, and `kinds` what they name. A gift for no event of a
    life may be one for a festival, if the words name a festival. Material for a lecture or a drill
    is given to nobody, whatever it is about.
    """
    if kinds & _NOT_A_GIFT:
        return None
    if not (occasion or says_to_whom) and is_of_material(text):
        return None
    main = _first_of(purposes_in(occasion)) or _first_of(kinds)
    if main in LIFE_EVENTS and Purpose.PENSIONERS in kinds:
        main = None
    if main is Purpose.BIRTHDAY and Purpose.EVENT in kinds and not is_handed_out:
        return None
    if main is None and _is_gift(text, kinds, is_handed_out=is_handed_out):
        return Purpose.FESTIVAL
    return main


def _may_be_festival(entry: LedgerEntry, text: str) -> bool:
    """Tell whether goods without a named festival look like those given for one.

    So they do when the words say 节日, or when they were handed out to many for no other reason.
    """
    if "节日" in text or "过节" in text:
        return True
    is_for_many = bool(entry.person_count and entry.person_count >= MANY)
    is_other = names_other_reason(text) or bool(allowance_in(text))
    is_other = is_other or Purpose.SOUVENIR in purposes_in(text)
    return is_for_many and is_handout(entry) and not is_other


@lru_cache
def _first_of(kinds: frozenset[Purpose]) -> Purpose | None:
    """Return the purpose that counts where words name several."""
    return next((purpose for purpose in _ORDER if purpose in kinds), None)


def _is_gift(text: str, kinds: frozenset[Purpose], *, is_handed_out: bool) -> bool:
    """Tell a gift for a festival from an event on its day."""
    if names_gift(text):
        return True
    if kinds & _FOR_AN_EVENT:
        return False
    return Purpose.FARE in kinds or (is_handed_out and not says("劳动报酬", text))


def _people_of(entry: LedgerEntry, roll: Roll) -> tuple[tuple[Member, ...], tuple[str, ...]]:
    """Return the members that a row names, and the names that fit nobody or several members."""
    members: list[Member] = []
    shared: list[str] = []
    unknown: list[str] = []
    parts = parts_of_list(entry.beneficiary)
    for part in parts:
        found = roll.named(part) or ((roll.by_no[part],) if part in roll.by_no else ())
        if len(found) == 1:
            members.append(found[0])
        else:
            (shared if found else unknown).append(part)
    names = names_among(unknown, each_is_one=entry.person_count == len(parts))
    return tuple(members), (*shared, *names)


def _each(entry: LedgerEntry, named_count: int) -> Decimal | None:
    """Return the amount a head; what the words say where no heads are told."""
    count = max(entry.person_count or 0, named_count)
    if count == 0:
        return told_a_head(f"{entry.occasion} {entry.description}", entry.expense_amount)
    if count == 1:
        return entry.expense_amount
    return yuan(entry.expense_amount / count)


def _audience(entry: LedgerEntry, *, named: bool) -> dict[str, bool]:
    """Tell whom a row that names nobody reaches."""
    told = entry.beneficiary or entry.description
    women = names_women(told)
    some = names_some(told) or (bool(entry.beneficiary) and not is_group(entry.beneficiary))
    return {
        "goes_to_everyone": not named and not women and not some,
        "goes_to_women": not named and women and not some,
    }
