"""Every rule, in reading order, and running them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.rules.activities.events import RULES as ACTIVITIES_EVENTS
from unionxl.rules.activities.fees import RULES as ACTIVITIES_FEES
from unionxl.rules.activities.logic import RULES as ACTIVITIES_LOGIC
from unionxl.rules.activities.spending import RULES as ACTIVITIES_SPENDING
from unionxl.rules.agreement.items import RULES as AGREEMENT_ITEMS
from unionxl.rules.agreement.registers import RULES as AGREEMENT_REGISTERS
from unionxl.rules.book_index import BookIndex
from unionxl.rules.budget.lines import RULES as BUDGET_LINES
from unionxl.rules.dues.booked import RULES as DUES_BOOKED
from unionxl.rules.dues.payments import RULES as DUES_PAYMENTS
from unionxl.rules.dues.years import RULES as DUES_YEARS
from unionxl.rules.gifts.causes import RULES as GIFTS_CAUSES
from unionxl.rules.gifts.coverage import RULES as GIFTS_COVERAGE
from unionxl.rules.gifts.eligibility import RULES as GIFTS_ELIGIBILITY
from unionxl.rules.gifts.festivals import RULES as GIFTS_FESTIVALS
from unionxl.rules.gifts.life_events import RULES as GIFTS_LIFE_EVENTS
from unionxl.rules.gifts.shares import RULES as GIFTS_SHARES
from unionxl.rules.ledger.assets import RULES as LEDGER_ASSETS
from unionxl.rules.ledger.balance_sheet import RULES as LEDGER_BALANCE_SHEET
from unionxl.rules.ledger.evidence import RULES as LEDGER_EVIDENCE
from unionxl.rules.ledger.rows import RULES as LEDGER_ROWS
from unionxl.rules.ledger.signatures import RULES as LEDGER_SIGNATURES
from unionxl.rules.ledger.vouchers import RULES as LEDGER_VOUCHERS
from unionxl.rules.plan.days_off import RULES as PLAN_DAYS_OFF
from unionxl.rules.plan.items import RULES as PLAN_ITEMS
from unionxl.rules.plan.times import RULES as PLAN_TIMES
from unionxl.rules.registers.assessment import RULES as REGISTERS_ASSESSMENT
from unionxl.rules.registers.care import RULES as REGISTERS_CARE
from unionxl.rules.registers.deadlines import RULES as REGISTERS_DEADLINES
from unionxl.rules.registers.entries import RULES as REGISTERS_ENTRIES
from unionxl.rules.registers.evidence import RULES as REGISTERS_EVIDENCE
from unionxl.rules.registers.hardship import RULES as REGISTERS_HARDSHIP
from unionxl.rules.registers.honours import RULES as REGISTERS_HONOURS
from unionxl.rules.registers.insurance import RULES as REGISTERS_INSURANCE
from unionxl.rules.registers.meetings import RULES as REGISTERS_MEETINGS
from unionxl.rules.registers.names import RULES as REGISTERS_NAMES
from unionxl.rules.registers.office import RULES as REGISTERS_OFFICE
from unionxl.rules.registers.participation import RULES as REGISTERS_PARTICIPATION
from unionxl.rules.registers.proposals import RULES as REGISTERS_PROPOSALS
from unionxl.rules.registers.roll import RULES as REGISTERS_ROLL
from unionxl.rules.registers.services import RULES as REGISTERS_SERVICES
from unionxl.rules.registers.start import RULES as REGISTERS_START
from unionxl.rules.registers.visits import RULES as REGISTERS_VISITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from unionxl.domain.book import UnionBook
    from unionxl.domain.policy import Standards
    from unionxl.rules.finding import Finding
    from unionxl.rules.rule import Rule

ALL_RULES: tuple[Rule, ...] = (
    *LEDGER_ROWS,
    *LEDGER_SIGNATURES,
    *LEDGER_VOUCHERS,
    *LEDGER_EVIDENCE,
    *LEDGER_BALANCE_SHEET,
    *LEDGER_ASSETS,
    *BUDGET_LINES,
    *GIFTS_FESTIVALS,
    *GIFTS_SHARES,
    *GIFTS_LIFE_EVENTS,
    *GIFTS_CAUSES,
    *REGISTERS_ROLL,
    *GIFTS_ELIGIBILITY,
    *REGISTERS_NAMES,
    *ACTIVITIES_SPENDING,
    *ACTIVITIES_EVENTS,
    *ACTIVITIES_FEES,
    *ACTIVITIES_LOGIC,
    *AGREEMENT_REGISTERS,
    *DUES_BOOKED,
    *AGREEMENT_ITEMS,
    *DUES_PAYMENTS,
    *DUES_YEARS,
    *PLAN_ITEMS,
    *PLAN_TIMES,
    *PLAN_DAYS_OFF,
    *REGISTERS_ENTRIES,
    *REGISTERS_PROPOSALS,
    *REGISTERS_SERVICES,
    *REGISTERS_VISITS,
    *REGISTERS_PARTICIPATION,
    *REGISTERS_INSURANCE,
    *REGISTERS_HONOURS,
    *REGISTERS_HARDSHIP,
    *REGISTERS_MEETINGS,
    *REGISTERS_OFFICE,
    *REGISTERS_DEADLINES,
    *REGISTERS_CARE,
    *REGISTERS_ASSESSMENT,
    *REGISTERS_EVIDENCE,
    *REGISTERS_START,
    *GIFTS_COVERAGE,
)


def run_rules(
    book: UnionBook,
    standards: Standards,
    rules: Iterable[Rule] = ALL_RULES,
    instead: Callable[[Rule], Finding] | None = None,
) -> tuple[Finding, ...]:
    """Hold a book against the standards and return all findings, rule by rule, in reading order.

    Of a rule that breaks there is what `instead` says of it, and the others still run; without
    that, what broke it is raised.
    """
    index = BookIndex(book, standards)
    return tuple(finding for rule in rules for finding in _found(rule, index, instead))


def _found(
    rule: Rule, index: BookIndex, instead: Callable[[Rule], Finding] | None
) -> Iterable[Finding]:
    """Return what one rule finds."""
    try:
        return tuple(rule.run(index))
    except MemoryError:
        raise  # what follows would find none either
    except Exception:
        if instead is None:
            raise
        return (instead(rule),)  # a bug in one rule must not hide what the others find
