"""Which sheet a list goes to, by the heads of its columns and by what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.handouts import FESTIVAL_KIND
from unionxl.lists.headers import ID_NUMBER, SIGNED, TARGETS, left_behind, month_of, role_of
from unionxl.tables.accounts import ACCOUNTS, Accounts
from unionxl.tables.dues import DUES, Dues
from unionxl.tables.evidence import EVIDENCE, Evidence
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.tables.limits import LIMITS, Limits
from unionxl.tables.members import MEMBERS, Members
from unionxl.tables.plan import PLAN
from unionxl.tables.services import SERVICES, Services
from unionxl.words.lists import rows as word_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionxl.lists.heads import Head

DUES_WORD, ANY_FESTIVAL = "会费", "节日"
TITLES = "list_titles"
NAME = Members.name.header
_PERSONAL = frozenset(
    column.header
    for column in (
        *(Members.gender, Members.born_on, Members.joined_on, Members.group, Members.staff_kind),
        *(Members.phone, Members.employment_status, Members.retired_on, Members.member_no),
        Members.monthly_base_amount,
    )
) | {"民族", "学历", "政治面貌"}
_GIVEN = frozenset(
    column.header for column in (Services.amount, Services.service_kind, Services.content)
) | {"数量"}
_NEEDS: Mapping[str, frozenset[str]] = {
    EVIDENCE.sheet: frozenset((Evidence.content.header, Evidence.points.header)),
    LIMITS.sheet: frozenset((Limits.matter.header, Limits.amount.header)),
    ACCOUNTS.sheet: frozenset((Accounts.account_code.header, Accounts.account_name.header)),
    PLAN.sheet: frozenset(("计划月份", "事项内容")),
}
_DAY = Ledger.booked_on.header
_SIDES = frozenset((Ledger.income_amount.header, Ledger.expense_amount.header))
_BESIDE_AMOUNT = frozenset(
    ("方向", "余额", "对方户名", Ledger.account_code.header, Ledger.account_name.header)
)


def guess(head: Head, name: str) -> str:
    """Return the sheet that a list goes to, by its head and what it is called; empty for none."""
    told = " ".join((*head.title, name))
    fits = [target for target in TARGETS if _fits(head.labels, target, told)]
    if MEMBERS.sheet in fits and SERVICES.sheet in fits:
        said = _title_concepts(told)
        services = {role_of(label, SERVICES.sheet) for label in head.labels}
        own = {role_of(label, MEMBERS.sheet) for label in head.labels}
        is_own = bool(own & {Members.born_on.header, Members.joined_on.header}) or "名册" in said
        is_service = bool(services & _GIVEN) or "服务" in said
        fits.remove(MEMBERS.sheet if is_service and not is_own else SERVICES.sheet)
    if not fits and any(role_of(label, MEMBERS.sheet) == NAME for label in head.labels):
        return SERVICES.sheet if "服务" in _title_concepts(told) else MEMBERS.sheet
    return fits[0] if fits else ""


def _fits(labels: Sequence[str], target: str, told: str) -> bool:
    """Tell whether a list has what a sheet needs."""
    has = {role for label in labels if (role := role_of(label, target))}
    groups = {left_behind(label) for label in labels}
    if target == LEDGER.sheet:
        return _is_ledger(has) and not any(role_of(one, SERVICES.sheet) == NAME for one in labels)
    if target == DUES.sheet:
        return _is_dues(labels, has, told)
    if target == MEMBERS.sheet:
        return NAME in has and len(has & _PERSONAL) + (ID_NUMBER in groups) >= 2  # noqa: PLR2004
    if target == SERVICES.sheet:
        own = {role_of(label, MEMBERS.sheet) for label in labels}
        # Number and name; with the sex beside the name it is a roll.
        is_short = sum(map(bool, labels)) <= 2 and Members.gender.header not in own  # noqa: PLR2004
        return NAME in has and (bool(has & _GIVEN) or SIGNED in groups or is_short)
    return _NEEDS[target] <= has


def _is_dues(labels: Sequence[str], has: set[str], told: str) -> bool:
    """Tell whether a list says who paid dues, and names them so."""
    months = sum(bool(month_of(label)) for label in labels)
    is_named = any(DUES_WORD in text or "工会费" in text for text in (*labels, told))
    paid = bool(has & {Dues.paid_amount.header, Dues.payable_amount.header}) or months > 1
    return bool(has & {NAME, Dues.member_no.header}) and paid and is_named


def _is_ledger(has: set[str]) -> bool:
    """Tell whether a list has days and amounts with their side."""
    is_dated = _DAY in has or {"月", "日"} <= has
    is_sided = {"借方", "贷方"} <= has or bool(has & _SIDES)
    is_told = Services.amount.header in has and bool(has & _BESIDE_AMOUNT)
    return is_dated and (is_sided or is_told)


def _title_concepts(told: str) -> set[str]:
    """Return of what kind a list is by what it is called: 名册, 服务."""
    return {row.concept.partition("/")[0] for row in word_rows(TITLES) if row.word in told}


def matter_of(told: str) -> str:
    """Return the matter that the title of a list names, empty for none.

    >>> matter_of("2026年端午节慰问品发放表")
    '节日慰问'
    """
    named = (row for row in word_rows(TITLES) if row.word in told)
    return next((row.concept.partition("/")[2] for row in named if "/" in row.concept), "")


def festival_in(told: str) -> str:
    """Return the festival that the title of a list names, empty for none.

    >>> festival_in("2026年端午节慰问品发放表"), festival_in("节日慰问品签收表")
    ('端午', '')
    """
    named = (row.word for row in word_rows(TITLES) if row.concept.endswith(FESTIVAL_KIND))
    return next((word for word in named if word in told and word != ANY_FESTIVAL), "")
