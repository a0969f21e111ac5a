"""Rules about the budget and how it is carried out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE, INCOME, code_parts
from unionxl.domain.budget import budget_totals, lines_by_heading
from unionxl.domain.money import ZERO
from unionxl.domain.month_states import state_of
from unionxl.domain.written import full_day, money, percent
from unionxl.rules.budget.revisions import budget_revised_twice
from unionxl.rules.finding import Severity
from unionxl.rules.rule import Case, Grounds, Group, Rule
from unionxl.rules.words import at, listed, rows_text
from unionxl.tables.budget import Budget
from unionxl.tables.ledger import Ledger
from unionxl.tables.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from unionxl.domain.budget import BudgetExecution
    from unionxl.domain.ledger import LedgerEntry
    from unionxl.domain.plan import WorkItem
    from unionxl.domain.source import SourceRef
    from unionxl.rules.book_index import BookIndex


def budget_line_overspent(index: BookIndex) -> Iterator[Case]:
    """Find budget lines on which more was spent than the final budget."""
    overspent = [one for one in _expense_executions(index) if one.remaining_amount < 0]
    first_over = _first_payments_over(overspent, index)
    for execution in overspent:
        over = -execution.remaining_amount
        payments = first_over.get(code_parts(execution.account_code), ())
        since = "".join(f"，从《{one.sheet}》第 {one.row} 行起超出" for one in payments)
        yield Case(
            f"「{execution.account_name}」已支出 {money(execution.actual_amount)} 元，"
            f"预算 {money(execution.final_amount)} 元，超出 {money(over)} 元{since}。",
            "请先办理预算调整，或核对该科目下的凭证。",
            (*_line_sources(execution), *payments),
            facts={"over_amount": over, "actual_amount": execution.actual_amount},
        )


def _first_payments_over(
    overspent: Iterable[BudgetExecution], index: BookIndex
) -> dict[tuple[str, ...], tuple[SourceRef]]:
    """Return, by account, the payment with which its budget was exceeded, in order of days."""
    remaining = {code_parts(one.account_code): one.final_amount for one in overspent}
    found: dict[tuple[str, ...], tuple[SourceRef]] = {}
    lines_of: dict[str, list[tuple[str, ...]]] = {}
    for entry in _in_order_of_days(index) if remaining else ():
        code = entry.account_code
        if code not in lines_of:
            parts = (code_parts(one) for one in index.ledger.chart.lineage(code))
            lines_of[code] = [one for one in parts if one in remaining]
        for line in lines_of[code]:
            remaining[line] -= entry.expense_amount
            if remaining[line] < 0:
                found.setdefault(line, (at(entry.source, Ledger.expense_amount),))
        if len(found) == len(remaining):
            break
    return found


def _in_order_of_days(index: BookIndex) -> Iterator[LedgerEntry]:
    """Give the payments as they followed each other."""
    for _, entries in sorted(index.ledger.entries_by_day.items()):
        yield from (entry for entry in entries if entry.expense_amount)


def budget_line_near_limit(index: BookIndex) -> Iterator[Case]:
    """Find budget lines that are nearly used up while the year still runs."""
    warning_rate = index.book.settings.warning_rate
    if warning_rate is None or index.year_is_over:
        return
    for execution in _expense_executions(index):
        rate = execution.execution_rate
        if rate is not None and warning_rate <= rate <= 1:
            yield Case(
                f"「{execution.account_name}」已支出 {money(execution.actual_amount)} 元，"
                f"是预算的 {percent(rate)}，只剩 {money(execution.remaining_amount)} 元。",
                "请安排好剩余的支出；不够用的，请提前办理预算调整。",
                _line_sources(execution),
                facts={"remaining_amount": execution.remaining_amount},
            )


def budget_forecast_over(index: BookIndex) -> Iterator[Case]:
    """Find budget lines that the open work items will overspend.

    What is spent to date and what the open items of the plan still may cost, together, exceed the
    line.
    """
    open_items = _open_items_by_account(index)
    for execution in _expense_executions(index):
        items = open_items.get(code_parts(execution.account_code), ())
        to_come = sum((_still_to_come(item, index) for item in items), ZERO)
        forecast = execution.actual_amount + to_come
        if to_come > 0 and execution.remaining_amount >= 0 and forecast > execution.final_amount:
            over = forecast - execution.final_amount
            names = listed([f"「{item.description}」" for item in items])
            yield Case(
                f"「{execution.account_name}」已支出 {money(execution.actual_amount)} 元，"
                f"未完成的{names}还要 {money(to_come)} 元，将超出预算 {money(over)} 元。",
                "请压缩这些事项的预算，或提前办理预算调整。",
                (
                    *_line_sources(execution),
                    *(at(item.source, Plan.budget_amount) for item in items),
                ),
                facts={"over_amount": over, "to_come_amount": to_come},
            )


def _open_items_by_account(index: BookIndex) -> dict[tuple[str, ...], list[WorkItem]]:
    """Return the open items with a budget, by their account and every account above it."""
    found: defaultdict[tuple[str, ...], list[WorkItem]] = defaultdict(list)
    for item in index.plan.kept_items:
        if item.budget_amount and item.account_code and not state_of(item).is_closed:
            for code in index.ledger.chart.lineage(item.account_code):
                found[code_parts(code)].append(item)
    return dict(found)


def _still_to_come(item: WorkItem, index: BookIndex) -> Decimal:
    """Return what an item may still cost: its budget less what was spent on it."""
    spent = index.plan.expense_by_item.get(item.item_no, ZERO)
    return max((item.budget_amount or ZERO) - spent, ZERO)


def expense_without_budget_line(index: BookIndex) -> Iterator[Case]:
    """Find payments on an account for which nothing was budgeted."""
    budgeted = {code_parts(one.account_code) for one in _expense_executions(index)}
    if not budgeted:
        return  # budget_missing says it once
    chart = index.ledger.chart
    codes = {
        code
        for code in index.ledger.account_codes
        if chart.covers(code)
        and index.ledger.kind_of(code) != INCOME  # income_account_with_expense tells of it
        and not any(code_parts(one) in budgeted for one in chart.lineage(code))
    }
    for entry in index.ledger.expenses if codes else ():
        code = entry.account_code
        if code in codes:
            account = chart.find(code)
            name = account.account_name if account else entry.account_name
            yield Case(
                f"{code}「{name}」支出 {money(entry.expense_amount)} 元，预算中没有这个科目。",
                "请核对科目编码；确需开支的，请先办理预算调整。",
                (at(entry.source, Ledger.account_code),),
                facts={"account_code": code, "expense_amount": entry.expense_amount},
            )


def budget_missing(index: BookIndex) -> Iterator[Case]:
    """Find a book with payments and without a budget of expenditure."""
    if index.ledger.expenses and not any(_expense_executions(index)):
        yield Case(
            f"《预算》表中没有支出预算，{len(index.ledger.expenses)} 笔支出是否超预算未检查。",
            "请按批准的预算填写《预算》表。",
            facts={"entry_count": len(index.ledger.expenses)},
        )


def expense_over_funds(index: BookIndex) -> Iterator[Case]:
    """Find a year whose expenditure exceeds its income and opening balance."""
    opening = index.book.settings.opening_balance_amount
    total = index.ledger.total
    over = -total.net_amount - (opening or ZERO)
    if over <= 0:
        return
    if opening is None:
        yield Case(
            f"支出比收入多 {money(over)} 元，设置中没有填写期初结余，收支是否相抵未检查。",
            "请在设置中填写期初结余。",
            severity=Severity.NOTE,
            facts={"over_amount": over},
        )
        return
    yield Case(
        f"期初结余 {money(opening)} 元、收入 {money(total.income_amount)} 元，"
        f"支出却有 {money(total.expense_amount)} 元，多支出 {money(over)} 元。",
        "请核对是否漏记收入、错记支出，或期初结余填错。",
        tuple(at(entry.source, Ledger.expense_amount) for entry, _ in index.ledger.overdrawn[-1:]),
        facts={"over_amount": over},
    )


def balance_below_zero(index: BookIndex) -> Iterator[Case]:
    """Find days on which more was spent than there was, though the year ends well."""
    opening = index.book.settings.opening_balance_amount
    if opening is None:
        return  # without an opening balance there is no balance
    failing = index.ledger.overdrawn
    if index.ledger.total.net_amount + opening < 0:
        failing = failing[:-1]  # expense_over_funds tells the last one
    for entry, balance in failing:
        yield Case(
            f"按日期顺序记到这一笔时，结余是 {money(balance)} 元，小于 0。",
            "请核对前后各笔的日期和金额，收入应记在到账的那一天。",
            (at(entry.source, Ledger.expense_amount),),
            facts={"balance_amount": balance},
        )


def budget_not_balanced(index: BookIndex) -> Iterator[Case]:
    """Find a budget that plans more expenditure than it has funds.

    Funds are the income budget and 动用以前年度结余.
    """
    totals = budget_totals(index.book.budget_lines, index.ledger.chart)
    if totals.shortfall_amount > 0 and totals.expense_amount:
        lines = [line for line in index.book.budget_lines if line.kind == EXPENSE]
        yield Case(
            f"支出预算 {money(totals.expense_amount)} 元，"
            f"大于收入预算 {money(totals.income_amount)} 元"
            f"与动用以前年度结余 {money(totals.drawn_amount)} 元之和，"
            f"差 {money(totals.shortfall_amount)} 元。",
            "请调减支出预算；经批准动用结余的，请补上“动用以前年度结余”一行。",
            tuple(at(line.source, Budget.original_amount) for line in lines),
            facts={"shortfall_amount": totals.shortfall_amount},
        )


def budget_heading_unlike_lines(index: BookIndex) -> Iterator[Case]:
    """Find a heading of the budget that is less than the lines below it."""
    for heading, below in lines_by_heading(index.ledger.executions, index.ledger.chart):
        below_amount = sum((one.final_amount for one in below), ZERO)
        if below_amount > heading.final_amount:
            over = below_amount - heading.final_amount
            yield Case(
                f"「{heading.account_name}」预算 {money(heading.final_amount)} 元，"
                f"下级科目合计却有 {money(below_amount)} 元，多 {money(over)} 元。",
                "请核对合计行和明细行，使二者一致。",
                _line_sources(heading),
                facts={"over_amount": over},
            )


def budget_line_repeated(index: BookIndex) -> Iterator[Case]:
    """Find accounts that stand in the budget more than once."""
    for execution in index.ledger.executions:
        if len(execution.lines) > 1:
            places = rows_text(line.source for line in execution.lines)
            yield Case(
                f"{execution.account_code}「{execution.account_name}」在预算中有"
                f" {len(execution.lines)} 行（{places}），"
                f"合计 {money(execution.final_amount)} 元。",
                "请核对是否重复；不是重复的，请合并成一行。",
                tuple(line.source for line in (*execution.lines[1:], execution.lines[0])),
                facts={"line_count": len(execution.lines)},
            )


def budget_line_unused(index: BookIndex) -> Iterator[Case]:
    """Find budget lines on which nothing was spent when the year ends."""
    if not index.year_is_over or index.starts_late:
        return  # what was spent before the first month kept stands elsewhere
    for execution in _expense_executions(index):
        if execution.final_amount > 0 and not execution.actual_amount:
            yield Case(
                f"到{full_day(index.reference_day)}，「{execution.account_name}」预算"
                f" {money(execution.final_amount)} 元没有支出。",
                "请在决算说明中写明原因，编制下年预算时参考。",
                _line_sources(execution),
                facts={"final_amount": execution.final_amount},
            )


def _expense_executions(index: BookIndex) -> tuple[BudgetExecution, ...]:
    return tuple(one for one in index.ledger.executions if one.kind == EXPENSE)


def _line_sources(execution: BudgetExecution) -> tuple[SourceRef, ...]:
    return tuple(at(line.source, Budget.original_amount) for line in execution.lines)


_GRAVE = (Group.BUDGET, Severity.ERROR)
_DOUBT = (Group.BUDGET, Severity.WARNING)
_HINT = (Group.BUDGET, Severity.NOTE)
RULES = (
    Rule(
        "没有支出预算",
        *_HINT,
        Grounds.OWN_PAPERS,
        budget_missing,
        reason="没有预算，支出就没有对照；未检查不等于合格。",
        example="已有 40 笔支出，《预算》表空着。",
        remedy="填写经审议的预算。",
    ),
    Rule(
        "支出超预算",
        *_GRAVE,
        Grounds.OWN_PAPERS,
        budget_line_overspent,
        reason="超出批准的预算支出，要先办理预算调整。",
        example="预算 1,000.00 元，已付 600.00 元和 400.01 元，超出 0.01 元。",
        remedy="办理预算调整，或改正某笔支出的科目。",
    ),
    Rule(
        "预算快用完",
        *_HINT,
        Grounds.OWN_PAPERS,
        budget_line_near_limit,
        reason="办理预算调整需要时间，要在花钱之前决定。",
        example="预算 10,000.00 元，8 月已用 9,000.00 元，预警比例是 90%。",
        remedy="为后面的安排留足余额，或准备预算调整。",
    ),
    Rule(
        "预计超预算",
        *_DOUBT,
        Grounds.OWN_PAPERS,
        budget_forecast_over,
        reason="计划与预算不相容，早知道比年底知道好。",
        example=(
            "预算 10,000.00 元，已用 7,000.00 元，未完成事项还要 4,000.00 元，将超出 1,000.00 元。"
        ),
        remedy="压缩事项的预算，或准备预算调整。",
    ),
    Rule(
        "没有预算的支出",
        *_GRAVE,
        Grounds.OWN_PAPERS,
        expense_without_budget_line,
        reason="工会经费按预算开支，预算里没有的要先调整。",
        example="预算只有 50101 和 50102，却在 50103 支出。",
        remedy="改正科目编码，或通过预算调整增加这一项。",
    ),
    Rule(
        "支出大于收入与结余之和",
        *_GRAVE,
        Grounds.ARITHMETIC,
        expense_over_funds,
        reason="没有的钱花不出去：一定有漏记或记错。",
        example="期初结余 1,000.00 元，收入 5,000.00 元，支出 6,000.01 元。",
        remedy="补记收入，改正金额，或改正《设置》中的期初结余。",
    ),
    Rule(
        "结余小于零",
        *_DOUBT,
        Grounds.ARITHMETIC,
        balance_below_zero,
        reason="账户不会低于零，说明某个日期或金额有误。",
        example="3 月 3 日结余 200.00 元，付了 500.00 元，3 月 10 日才有收入。",
        remedy="改正日期，或把收入记在到账的那一天。",
    ),
    Rule(
        "预算收支不平衡",
        *_GRAVE,
        Grounds.OWN_PAPERS,
        budget_not_balanced,
        reason="工会预算要收支平衡，赤字预算不会批准。",
        example="收入 90,000.00 元，动用以前年度结余 5,000.00 元，支出 95,000.01 元。",
        remedy="压减支出，或经决定增加“动用以前年度结余”。",
    ),
    Rule(
        "预算合计与明细不符",
        *_DOUBT,
        Grounds.ARITHMETIC,
        budget_heading_unlike_lines,
        reason="报表看合计，检查看明细，两者不能矛盾。",
        example="501 填 10,000.00 元，其下 50101 填 6,000.00 元、50102 填 5,000.00 元。",
        remedy="改正合计或明细。",
    ),
    Rule(
        "预算科目重复",
        *_HINT,
        Grounds.ARITHMETIC,
        budget_line_repeated,
        reason="误抄的一行会使可用的钱翻倍。",
        example="50102 文体活动费在第 5 行和第 9 行各有一次。",
        remedy="删除多余的一行，或合并成一行。",
    ),
    Rule(
        "预算调整不止一次",
        *_HINT,
        Grounds.REGULATION,
        budget_revised_twice,
        reason="预算一年一般只调整一次，程序与批准时相同。",
        example="某行说明写着第二次调整。",
        remedy="核对每次调整是否都经工会委员会和经审会审议。",
    ),
    Rule(
        "预算没有使用",
        *_HINT,
        Grounds.OWN_PAPERS,
        budget_line_unused,
        reason="安排了的没有办，下一年编预算时要考虑。",
        example="50101 职工教育费 3,000.00 元，到 12 月 31 日没有支出。",
        remedy="在决算中说明，下一年据此安排。",
    ),
)
