"""The final accounts of a year: every account with budget, actual and last year's figure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE, INCOME, code_parts, names_agree
from unionxl.domain.budget import budget_totals, rolled_up
from unionxl.domain.ledger import LedgerTotal, total_of, totals_by_account
from unionxl.domain.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from unionxl.domain.accounts import ChartOfAccounts
    from unionxl.domain.budget import BudgetLine, BudgetTotals
    from unionxl.domain.ledger import LedgerEntry

Parts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account of the final accounts; `depth` 0 stands for a line that no other includes.

    Budget and last year's figure are None where nobody gave one; those of a heading without a
    line of its own add up the lines below it.
    """

    kind: str
    account_code: str
    account_name: str
    depth: int
    last_year_amount: Decimal | None
    original_amount: Decimal | None
    revision_amount: Decimal | None
    actual_amount: Decimal
    note: str

    @property
    def final_amount(self) -> Decimal | None:
        """The original budget with its revision."""
        if self.original_amount is None:
            return None
        return self.original_amount + (self.revision_amount or ZERO)

    @property
    def execution_rate(self) -> Decimal | None:
        """The actual amount as a share of the budget; None where there is no budget."""
        return self.actual_amount / self.final_amount if self.final_amount else None

    @property
    def over_amount(self) -> Decimal:
        """By how much the actual amount exceeds the budget; all of it where there is none."""
        return max(ZERO, self.actual_amount - (self.final_amount or ZERO))


@dataclass(frozen=True, slots=True)
class FinalAccounts:
    """The accounts of one year; a line stands after the one that includes it."""

    income_lines: tuple[AccountLine, ...]
    expense_lines: tuple[AccountLine, ...]
    totals: LedgerTotal
    budget: BudgetTotals
    opening_amount: Decimal | None

    @property
    def closing_amount(self) -> Decimal | None:
        """The balance at the end; None where the opening balance is not known."""
        if self.opening_amount is None:
            return None
        return self.opening_amount + self.totals.net_amount

    @property
    def income_kinds(self) -> tuple[AccountLine, ...]:
        """The kinds of income that together are all of it."""
        return top_of(self.income_lines)

    @property
    def expense_kinds(self) -> tuple[AccountLine, ...]:
        """The kinds of expenditure that together are all of it."""
        return top_of(self.expense_lines)


def final_accounts(
    lines: Iterable[BudgetLine],
    entries: Iterable[LedgerEntry],
    chart: ChartOfAccounts,
    opening_amount: Decimal | None,
) -> FinalAccounts:
    """Set every account with a budget or a booking against budget and last year."""
    booked, budgeted = tuple(entries), tuple(line for line in lines if not line.is_sum_row)
    own = [line for line in budgeted if not (line.draws_on_balance or line.is_brought_forward)]
    totals = totals_by_account(booked)
    actuals = _actuals(totals, chart)
    names = {entry.account_code: entry.account_name for entry in reversed(booked)}

    def lines_of(kind: str, codes: Iterable[str]) -> tuple[AccountLine, ...]:
        tree = _Tree(kind, chart, actuals, names)
        for line in own:
            if line.kind == kind:
                tree.add(line.account_code, line)
        for code in codes:
            tree.add(code)
        return tree.lines()

    return FinalAccounts(
        lines_of(INCOME, (code for code, total in totals.items() if total.income_amount)),
        lines_of(EXPENSE, (code for code, total in totals.items() if total.expense_amount)),
        total_of(booked),
        budget_totals(budgeted, chart),
        opening_amount,
    )


def _actuals(
    totals: Mapping[str, LedgerTotal], chart: ChartOfAccounts
) -> dict[tuple[str, Parts], Decimal]:
    """Return what was booked on every account and below it; rows without a code stand apart."""
    without_code = totals.get("", LedgerTotal())
    return {
        **rolled_up(totals, chart),
        (INCOME, ()): without_code.income_amount,
        (EXPENSE, ()): without_code.expense_amount,
    }


def top_of(lines: Iterable[AccountLine]) -> tuple[AccountLine, ...]:
    """Return the lines that no other includes."""
    return tuple(line for line in lines if not line.depth)


def last_year_sum(lines: Iterable[AccountLine]) -> Decimal | None:
    """Add up last year's figures; None where one is missing, for a part is no sum."""
    amounts = [line.last_year_amount for line in lines]
    if not amounts or None in amounts:
        return None
    return _sum_known(amounts)


@dataclass(frozen=True, slots=True)
class YearPair:
    """One kind of income or expenditure in two years; None where the year has no figure."""

    kind: str
    account_name: str
    last_amount: Decimal | None
    this_amount: Decimal

    @property
    def change_amount(self) -> Decimal | None:
        """By how much this year exceeds the last."""
        return None if self.last_amount is None else self.this_amount - self.last_amount


def compare_years(this: FinalAccounts, last: FinalAccounts | None) -> tuple[YearPair, ...]:
    """Set the kinds of two years side by side, by name: codes changed their meaning in 2022.

    Without last year's book the figures of the budget table (上年决算数) count.
    """
    return (
        *_pairs(INCOME, this.income_kinds, None if last is None else last.income_kinds),
        *_pairs(EXPENSE, this.expense_kinds, None if last is None else last.expense_kinds),
    )


def _pairs(
    kind: str, this: Sequence[AccountLine], last: Sequence[AccountLine] | None
) -> list[YearPair]:
    """Return the pairs of one kind; what only the last year has stands at the end."""
    if last is None:
        return [
            YearPair(kind, line.account_name, line.last_year_amount, line.actual_amount)
            for line in this
        ]
    left = list(last)
    pairs = []
    for line in this:
        same = [old for old in left if names_agree(old.account_name, line.account_name)]
        left = [old for old in left if old not in same]
        before = sum((old.actual_amount for old in same), ZERO)
        pairs.append(YearPair(kind, line.account_name, before, line.actual_amount))
    return pairs + [YearPair(kind, old.account_name, old.actual_amount, ZERO) for old in left]


@dataclass
class _Tree:
    """The accounts of one kind while their lines are put together, by the parts of their codes."""

    kind: str
    chart: ChartOfAccounts
    actuals: Mapping[tuple[str, Parts], Decimal]
    written_names: Mapping[str, str]
    codes: dict[Parts, str] = field(default_factory=dict)
    above: dict[Parts, Parts | None] = field(default_factory=dict)
    budget: defaultdict[Parts, list[BudgetLine]] = field(default_factory=lambda: defaultdict(list))

    def add(self, code: str, line: BudgetLine | None = None) -> None:
        """Add an account with the accounts above it, and a budget line if there is one."""
        lineage = self.chart.lineage(code) or (code,)
        parts = [code_parts(one) for one in lineage]
        for one, own, parent in zip(lineage, parts, [*parts[1:], None], strict=True):
            self.codes.setdefault(own, one)
            self.above.setdefault(own, parent)
        if line is not None:
            self.budget[parts[0]].append(line)

    def lines(self) -> tuple[AccountLine, ...]:
        """Return every account after the one that includes it, in the order of the codes."""
        below: defaultdict[Parts | None, list[Parts]] = defaultdict(list)
        for parts, parent in self.above.items():
            below[parent].append(parts)
        found: list[AccountLine] = []

        def visit(parts: Parts, depth: int) -> AccountLine:
            place = len(found)
            children = [visit(child, depth + 1) for child in sorted(below[parts])]
            line = self._line(parts, depth, children)
            found.insert(place, line)
            return line

        for parts in sorted(below[None], key=lambda parts: (not parts, parts)):
            visit(parts, 0)
        return tuple(found)

    def _line(self, parts: Parts, depth: int, children: Sequence[AccountLine]) -> AccountLine:
        """Return one account; without a budget of its own it adds up the accounts below."""
        own = self.budget[parts]

        def amount(
            of_line: Callable[[BudgetLine], Decimal | None],
            of_child: Callable[[AccountLine], Decimal | None],
        ) -> Decimal | None:
            values = [of_line(line) for line in own] or [of_child(child) for child in children]
            return _sum_known(values)

        return AccountLine(
            kind=self.kind,
            account_code=self.codes[parts],
            account_name=self._name(parts),
            depth=depth,
            last_year_amount=amount(
                lambda line: line.last_year_amount, lambda child: child.last_year_amount
            ),
            original_amount=amount(
                lambda line: line.original_amount, lambda child: child.original_amount
            ),
            revision_amount=amount(
                lambda line: line.revision_amount, lambda child: child.revision_amount
            ),
            actual_amount=self.actuals.get((self.kind, parts), ZERO),
            note="；".join(dict.fromkeys(line.note for line in own if line.note)),
        )

    def _name(self, parts: Parts) -> str:
        """Return what an account is called: in the chart, in the budget, else in the ledger."""
        code = self.codes[parts]
        written = self.written_names.get(code, "") if parts else ""
        return self.chart.called(code, *(line.account_name for line in self.budget[parts]), written)


def _sum_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add up the amounts that are known; None when none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None
