"""The sample's settings, plan, members, dues and budget as rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.domain.settings import VISIT_CAUSES
from unionxl.domain.terms import first_mondays, is_spring
from unionxl.sample.bookings import EDITION, sample_accounts
from unionxl.sample.days import MONTHS
from unionxl.sample.everyday import CLUBS
from unionxl.sample.money import (
    CONTRIBUTION_RATE,
    OPENING_BALANCE,
    PAYROLL,
    RETAINED_RATE,
    dues_day,
    pays_dues,
)
from unionxl.sample.people import CHAIR, COMMITTEE, DUES_RATE, GROUPS, IN_HARDSHIP, VICE_CHAIR
from unionxl.sample.plan import months_text
from unionxl.sample.rows import table_row, yes_no
from unionxl.sample.texts import SESSION, UNIT, plan_template, sample_rows
from unionxl.tables.budget import BUDGET
from unionxl.tables.dues import DUES
from unionxl.tables.limits import LIMITS
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.tables.settings import GUIDING_SETTING, SETTING_ROWS, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionxl.sample.days import SampleDays
    from unionxl.sample.people import Person
    from unionxl.sample.plan import Work
    from unionxl.sample.rows import CellValue, Row, Rows
    from unionxl.sample.texts import Row as SampleRow

PROVINCE = "山东"
EDUCATION = ("本科", "大专", "本科", "大专", "中专")
UNION_ROLES = {
    CHAIR: "主席",
    VICE_CHAIR: "副主席、女工",
    **dict.fromkeys(COMMITTEE, "委员"),
    COMMITTEE[-1]: "委员、经审",
}


def _guiding_text(year: int) -> str:
    """Return what the plan's document says of its aims."""
    _, _, rest = plan_template(year).partition(f"{GUIDING_SETTING}\n\n")
    return rest.partition("\n")[0]


def settings(year: int, month: int) -> Rows:
    """Return every setting, in the order of the schema."""
    values: dict[str, CellValue] = {
        "unit_name": UNIT,
        "guiding_text": _guiding_text(year),
        "fiscal_year": year,
        "current_month": month,
        "province": PROVINCE,
        "account_edition": EDITION,
        "start_month": "1月",
        "term_begins_on": first_mondays(year, in_spring=is_spring(month))[0],
        "dues_rate": DUES_RATE,
        "contribution_rate": CONTRIBUTION_RATE,
        "retained_rate": RETAINED_RATE,
        "payroll_amount": PAYROLL,
        "opening_balance_amount": OPENING_BALANCE,
        "warning_rate": Decimal("0.95"),
        "named_below": 0,
        "visit_causes": "、".join((*VISIT_CAUSES, "退休")),
        "visit_days": 7,
        "seconder_count": 2,
        "term_name": SESSION[:3],
        "elected_on": dt.date(year - 1, 1, 13),
        "term_years": "3",
        "certificate_expires_on": dt.date(year + 2, 1, 12),
        "club_limit": 2,
        "claim_days": 30,
        "honour_rate": Decimal("0.1"),
        "cure_years": 3,
        "cure_quota": 10,
        "living_minimum_amount": Decimal(900),
    }
    return tuple(
        table_row(
            SETTINGS,
            label=setting.label,
            value=values.get(setting.field, setting.default),
            hint=setting.hint,
        )
        for setting in SETTING_ROWS
    )


def limits(year: int) -> Rows:
    """Return what the union itself set where its province has no figure."""
    return (
        table_row(
            LIMITS,
            limit_id="show-each",
            matter="观影观演观赛",
            measure="元每人每次",
            amount=Decimal(80),
            valid_from=dt.date(year, 1, 1),
            document=f"本园工会委员会{year}年第一次会议决定",
        ),
    )


def plan(works: Sequence[Work], days: SampleDays, through: dt.date) -> Rows:
    """Return the works with what the clerk knew of them on a day."""
    return tuple(_plan_row(work, days, through) for work in works)


def _plan_row(work: Work, days: SampleDays, through: dt.date) -> Row:
    """Return one work."""
    facts = work.facts
    status, closed_on = work.status_on(through, days)
    starts_on, ends_on = work.planned_days(days)
    return table_row(
        PLAN,
        item_no=work.item_no,
        planned_months=months_text(work.months),
        planned_start_on=starts_on,
        planned_end_on=ends_on,
        description=work.text,
        category=facts["category"],
        owner=facts["owner"],
        audience=facts.get("audience"),
        planned_count=facts.get("count"),
        budget_amount=_budget_amount(facts, days, through),
        account_code=sample_accounts()[facts["account"]].account_code
        if "account" in facts
        else None,
        status=status.value,
        done_on=closed_on if status is PlanStatus.DONE else None,
        outcome=_outcome(work, through, days) if work.returns or closed_on else None,
        origin=None if work.is_from_document else "常规工作",
        month_states=" ".join(
            f"{month}{state.value}" for month, state in work.months_on(through, days).items()
        ),
    )


def _outcome(work: Work, through: dt.date, days: SampleDays) -> str:
    """Return what the clerk wrote of a work, a line for every month of one that returns."""
    text = str(work.facts["outcome"])
    if not work.returns:
        return text
    months = work.months_on(through, days)
    done = [month for month, state in months.items() if state is PlanStatus.DONE]
    return "\n".join(f"{month}月：{text}" for month in done)


def _budget_amount(facts: SampleRow, days: SampleDays, through: dt.date) -> Decimal | None:
    """Return what a work may cost, as it was decided up to a day."""
    if "budget" not in facts:
        return None
    return Decimal(facts["budget"]) + _revision(facts, days, through)


def members(people: Sequence[Person], through: dt.date) -> Rows:
    """Return the roll as it stood on a day; who joined later is not on it."""
    return tuple(_member_row(one, through) for one in people if one.joined_on <= through)


def _member_row(person: Person, through: dt.date) -> Row:
    """Return one member."""
    has_left = person.serves_until is not None and person.serves_until < through
    is_retired = has_left and person.left_as == "退休"
    return table_row(
        MEMBERS,
        member_no=person.member_no,
        name=person.name,
        gender=person.gender,
        born_on=person.born_on,
        joined_on=person.joined_on,
        group=person.group,
        staff_kind=person.staff_kind,
        dues_class="按比例",
        monthly_base_amount=person.base_amount,
        employment_status=person.left_as if has_left else "在职",
        retired_on=person.serves_until if is_retired else None,
        in_hardship=yes_no(person.index in IN_HARDSHIP),
        phone=f"000-{person.index + 1:04d}",
        union_roles=UNION_ROLES.get(person.index),
        clubs=CLUBS[person.index % len(CLUBS)] + "社" if person.index % 3 == 0 else None,
        ethnicity="汉族",
        education=EDUCATION[person.index % len(EDUCATION)],
        political_status="中共党员" if person.index % 7 == 0 else "群众",
    )


def dues(people: Sequence[Person], days: SampleDays, through: dt.date) -> Rows:
    """Return the dues of every member and month, paid with the wages of the month."""
    return tuple(
        table_row(
            DUES,
            member_no=person.member_no,
            member_name=person.name,
            month=str(Month(days.year, month)),
            payable_amount=person.dues_amount,
            paid_amount=person.dues_amount,
            paid_on=dues_day(days, month, GROUPS.index(person.group)),
            method="工资代扣",
        )
        for month in MONTHS
        for person in people
        if pays_dues(person, days.year, month)
        and dues_day(days, month, GROUPS.index(person.group)) <= through
    )


def budget(days: SampleDays, through: dt.date) -> Rows:
    """Return the budget: income and expenditure balance, before and after the revision."""
    return tuple(
        table_row(
            BUDGET,
            kind=sample_accounts()[row["account"]].kind,
            account_code=sample_accounts()[row["account"]].account_code,
            account_name=row["account"],
            last_year_amount=Decimal(row["last_year"]),
            original_amount=Decimal(row["original"]),
            revision_amount=_revision(row, days, through),
            note=row["note"] if _is_decided(row, days, through) else None,
        )
        for row in sample_rows("budget")
    )


def _revision(row: SampleRow, days: SampleDays, through: dt.date) -> Decimal:
    """Return by how much a budget was changed up to a day."""
    return Decimal(row.get("revision", 0) if _is_decided(row, days, through) else 0)


def _is_decided(row: SampleRow, days: SampleDays, through: dt.date) -> bool:
    """Tell whether a budget stands on a day as it stands at the end of the year."""
    return "revised" not in row or days.day(row["revised"]) <= through
