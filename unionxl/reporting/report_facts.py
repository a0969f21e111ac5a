"""What the templates of the year's report and of the monthly brief may name, as texts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from unionxl.domain.accounts import ChartOfAccounts
from unionxl.domain.ledger import income_and_spending, total_of, totals_by
from unionxl.domain.left_out import LeftOut
from unionxl.domain.money import ZERO
from unionxl.domain.month_states import state_of
from unionxl.domain.overdue import overdue_items
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.domain.proposals import proposal_figures
from unionxl.domain.start import kept_items
from unionxl.domain.written import full_day
from unionxl.domain.year_end import NO_KIND, services_by_kind, share_of
from unionxl.reporting.presence import (
    TABLES_TOLD,
    left_out_facts,
    nothing_facts,
    plan_word,
    presence,
    undone_text,
)
from unionxl.reporting.proposal_facts import proposal_facts
from unionxl.reporting.work_facts import month_work_facts, work_facts
from unionxl.rules.dues.words import standing_turns
from unionxl.tables.accounts import ACCOUNTS
from unionxl.tables.activities import ACTIVITIES
from unionxl.tables.budget import BUDGET
from unionxl.tables.ledger import LEDGER
from unionxl.tables.limits import LIMITS
from unionxl.tables.plan import PLAN
from unionxl.tables.registers import count_evidence
from unionxl.tables.services import SERVICES
from unionxl.views.chart import NO_DATA
from unionxl.views.wording import (
    date_notes,
    day_text,
    end_text,
    is_whole,
    later_notes,
    money_text,
    overview_time,
    owner_name,
    period_text,
    proven_text,
    share_text,
    start_note,
)
from unionxl.views.year_charts import budgeted_expenses, dues_by_period
from unionxl.views.year_tables import YEAR_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from unionxl.domain.book import UnionBook
    from unionxl.domain.final_accounts import AccountLine
    from unionxl.domain.ledger import LedgerTotal
    from unionxl.domain.year_end import ServiceCount, YearEnd

Facts = dict[str, Any]
# What a month's brief speaks of.
BRIEF_TABLES = (PLAN, LEDGER, SERVICES, ACTIVITIES)
# What they are drawn from.
REPORT_READS = (*TABLES_TOLD, LIMITS, ACCOUNTS)
BRIEF_READS = YEAR_TABLES


def report_facts(book: UnionBook, year_end: YearEnd) -> Facts:
    """Return the facts of the year's report; every figure is one of the year's statistics."""
    unit = _unit(book)
    cancelled = sum(state_of(item) is PlanStatus.CANCELLED for item in kept_items(book))
    return {
        "标题": f"{unit}{year_end.year}年工作总结",
        "单位": unit,
        "年度": year_end.year,
        "日期": full_day(book.as_of),
        "期间": period_text(year_end),
        "概述": _overview(year_end, cancelled),
        **presence(book),
        "计划概述": undone_text(year_end, cancelled),
        "计划项数": year_end.item_count + cancelled,
        "完成项数": year_end.done_item_count,
        "已登记项数": year_end.proven_item_count,
        "完成率": _rate(year_end.done_item_count, year_end.item_count),
        "取消项数": cancelled,
        **left_out_facts(book, *TABLES_TOLD),
        **nothing_facts(book),
        "概述时间": overview_time(year_end),
        "启用说明": start_note(year_end.start_month),
        **work_facts(book, year_end),
        **_service_facts(year_end.services),
        **_democracy_facts(book),
        **_money_facts(year_end),
        "会费概述": _dues_text(year_end),
        "不足": _shortcomings(book, year_end),
    }


def _overview(year_end: YearEnd, cancelled: int) -> str:
    """Say in one sentence what the year came to; empty where nothing is recorded."""
    turns = sum(one.entry_count for one in year_end.services)
    totals, closing = year_end.accounts.totals, year_end.accounts.closing_amount
    told = period_text(year_end) if start_note(year_end.start_month) else ""
    money = f"{told}{_totals_text(totals)}" if _is_booked(totals) else ""
    if money and closing is not None:
        money += f"，{end_text(year_end)}结余 {money_text(closing)} 元"
    if money:
        money += "".join(f"（{note}）" for note in later_notes(year_end))
    clauses = (
        _plan_text(year_end, cancelled),
        f"服务会员 {turns:,} 人次" if turns else "",
        money,
    )
    return "；".join(filter(None, clauses))


def _plan_text(year_end: YearEnd, cancelled: int) -> str:
    """Say how many works there were, and how many of them are done."""
    count, done, told = year_end.item_count, year_end.done_item_count, period_text(year_end)
    if not count + cancelled:
        return ""
    planned = f"{plan_word(year_end)}工作 {count + cancelled} 项"
    if cancelled:
        planned += f"，其中取消 {cancelled} 项" + (f"，其余 {count} 项" if count else "")
    else:
        planned += "，"
    if not count:
        return planned
    if done == count:
        return f"{planned}{'' if is_whole(year_end) else told}全部完成"
    proven = proven_text(year_end.proven_item_count)
    rate = f"完成率 {_rate(done, count)}" + ("（不含未改状态的）" if proven else "")
    return "，".join(filter(None, (f"{planned}{told}完成 {done} 项", proven, rate)))


def _is_booked(totals: LedgerTotal) -> bool:
    return bool(totals.income_amount or totals.expense_amount)


def _totals_text(totals: LedgerTotal) -> str:
    """Say what came in and went out."""
    sides = (("收入", totals.income_amount), ("支出", totals.expense_amount))
    return "，".join(
        f"{word} {money_text(amount)} 元" if amount else f"没有{word}" for word, amount in sides
    )


def _unit(book: UnionBook) -> str:
    """Return the name of the union, or what stands for it."""
    return owner_name(book).strip() or "本单位工会"


def _rate(part: int, whole: int) -> str:
    return share_text(share_of(_decimal(part), _decimal(whole))) if whole else ""


def _decimal(count: int) -> Decimal:
    return ZERO + count


def _service_facts(services: Sequence[ServiceCount]) -> Facts:
    """Return what was done for members."""
    turns = sum(one.entry_count for one in services)
    amount = sum((one.amount for one in services), ZERO)
    top = "、".join(f"{one.service_kind} {one.entry_count:,} 人次" for one in services[:3])
    only = services[0].service_kind if len(services) == 1 else NO_KIND
    kinds = f"，其中{top}" if len(services) > 1 else f"，都是{only}" if only != NO_KIND else ""
    money = f"，登记金额 {money_text(amount)} 元" if amount else ""
    others: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for source, other in (pair for one in services for pair in one.other_amounts):
        others[source] += other
    if others:
        told = "、".join(f"{name} {money_text(other)} 元" for name, other in others.items())
        money += f"，另有不是工会经费的{told}"
    return {
        "服务人次": f"{turns:,}",
        "服务概述": f"服务台账登记 {turns:,} 人次{money}{kinds}。" if services else "",
        "服务": [
            {
                "名称": one.service_kind,
                "人次": f"{one.entry_count:,}",
                "人数": f"{one.member_count:,}",
                "金额": _amounts_text(one),
            }
            for one in services
        ],
    }


def _amounts_text(one: ServiceCount) -> str:
    """Write the union's money, and that of others with whose it was."""
    own = (money_text(one.amount),) if one.amount else ()
    others = (f"{source} {money_text(amount)}" for source, amount in one.other_amounts)
    return "；".join((*own, *others)) or "—"


def _democracy_facts(book: UnionBook) -> Facts:
    """Return what became of the proposals, and what was made public."""
    return {
        **proposal_facts(book),
        "公开概述": f"登记公开 {len(book.disclosures)} 次。",
        "公开": [
            {
                "日期": day_text(disclosure.published_on) or "—",
                "事项": disclosure.subject,
                "形式": disclosure.channel or "—",
            }
            for disclosure in book.disclosures
        ],
    }


def _money_facts(year_end: YearEnd) -> Facts:
    """Return income, expenditure, budget and balance."""
    accounts = year_end.accounts
    totals, budget = accounts.totals, accounts.budget
    closing = accounts.closing_amount
    told = f"{period_text(year_end)}{_totals_text(totals)}{_net_text(totals)}。"
    if accounts.opening_amount is not None:
        opening = money_text(accounts.opening_amount)
        told += f"期初结余 {opening} 元，{end_text(year_end)}结余 {money_text(closing)} 元。"
    told += "".join(f"{note}。" for note in date_notes(year_end))
    return {
        "有收支": _is_booked(totals),
        "有上年": any(
            line.last_year_amount is not None
            for line in (*accounts.income_kinds, *accounts.expense_kinds)
        ),
        "收支概述": told,
        "收入": _account_rows(accounts.income_kinds, totals.income_amount),
        "支出": _account_rows(accounts.expense_kinds, totals.expense_amount),
        "收入合计": money_text(totals.income_amount),
        "支出合计": money_text(totals.expense_amount),
        "收入预算": _budget_sum(accounts.income_kinds, budget.income_amount),
        "支出预算": _budget_sum(accounts.expense_kinds, budget.expense_amount),
        "结余": "" if closing is None else money_text(closing),
        "预算概述": _budget_text(year_end),
    }


def _budget_sum(lines: Iterable[AccountLine], amount: Decimal) -> str:
    """Return the sum of a budget; a dash where there is none, as on every line."""
    has_budget = any(line.final_amount is not None for line in lines)
    return money_text(amount) if has_budget else "—"


def _net_text(totals: LedgerTotal) -> str:
    """Say which of income and expenditure is larger, where there are both."""
    net = totals.net_amount
    if not (totals.income_amount and totals.expense_amount):
        return ""
    if not net:
        return "，收支持平"
    larger, smaller = ("收入", "支出") if net > 0 else ("支出", "收入")
    return f"，{larger}大于{smaller} {money_text(abs(net))} 元"


def _account_rows(lines: Iterable[AccountLine], total: Decimal) -> list[Facts]:
    """Return the rows of a table of kinds."""
    return [
        {
            "名称": line.account_name,
            "预算": "—" if line.final_amount is None else money_text(line.final_amount),
            "金额": money_text(line.actual_amount),
            "占比": share_text(share_of(line.actual_amount, total)),
        }
        for line in lines
    ]


def _budget_text(year_end: YearEnd) -> str:
    """Say how far the budget of expenditure was carried out."""
    accounts = year_end.accounts
    budget, actual = accounts.budget.expense_amount, accounts.totals.expense_amount
    if not budget:
        return "《预算》没有支出预算。"
    rate = share_text(share_of(actual, budget))
    over = [line for line in budgeted_expenses(accounts) if line.over_amount]
    named = "；".join(
        f"“{line.account_name}”{'未列预算，支出' if line.final_amount is None else '超出预算'} "
        f"{money_text(line.over_amount)} 元"
        for line in over
    )
    verdict = f"其中{named}" if named else "没有科目超出预算"
    return f"支出预算 {money_text(budget)} 元，执行 {rate}；{verdict}。"


def _dues_text(year_end: YearEnd) -> str:
    """Say how dues came in, in the words of the chart."""
    chart = dues_by_period(year_end)
    has_news = not chart.is_empty or standing_turns(year_end.dues)
    return f"{chart.title.removeprefix(f'{NO_DATA}：')}。" if has_news else ""


def _shortcomings(book: UnionBook, year_end: YearEnd) -> list[str]:
    """Return what the registers say is missing, and nothing else."""
    still_open = sum(bool(one.missing) for one in overdue_items(book))
    over = [line for line in budgeted_expenses(year_end.accounts) if line.over_amount]
    unanswered = proposal_figures(book.proposals, book.as_of).open
    dues = standing_turns(year_end.dues)
    missing = sum(bool(count.missing_count) for count in count_evidence(book))
    found = (
        (still_open, f"有 {still_open} 项计划工作到期尚未完成。"),
        (
            year_end.proven_item_count,
            f"有 {year_end.proven_item_count} 项计划工作已有登记，计划中的状态还没有改。",
        ),
        *_budget_shortcoming(book, len(over)),
        (unanswered, f"有 {unanswered} 件立案提案尚未答复。"),
        (len(dues), f"会费{'，'.join(dues)}。"),
        (missing, f"考核清单有 {missing} 条材料份数不够。"),
    )
    return [text for count, text in found if count]


def _budget_shortcoming(book: UnionBook, over: int) -> tuple[tuple[int, str], ...]:
    """Say how many accounts are over their budget; without any, that none was compared."""
    if not book.budget_lines:
        left_out = LeftOut.of(book).count(BUDGET)
        return () if left_out else ((over, "预算表为空，支出与预算未比较。"),)
    return ((over, f"有 {over} 个科目的支出超出预算或未列预算。"),)


def brief_facts(book: UnionBook, year_end: YearEnd, month: Month) -> Facts:
    """Return the facts of one month's brief; of activities only those of the month count."""
    services = services_by_kind(
        entry
        for entry in book.service_entries
        if entry.served_on is not None and entry.served_on in month
    )
    unit, left_out, start = _unit(book), LeftOut.of(book), book.settings.start_month
    return {
        "标题": f"{unit}{month.year}年{month.month}月工作简报",
        "单位": unit,
        "年度": month.year,
        "月份": month.month,
        "日期": full_day(book.as_of),
        **left_out_facts(book, *BRIEF_TABLES),
        "无完成": left_out.nothing(PLAN, "中没有本月完成的工作"),
        "无下月": left_out.nothing(PLAN, "中没有下月的事项"),
        "无服务": left_out.nothing(SERVICES, "没有本月的记录"),
        "无收支": left_out.nothing(LEDGER, "没有本月的记录"),
        "启用说明": start_note(start) if start and month < start else "",
        **month_work_facts(book, month),
        **_service_facts(services),
        **_month_money_facts(book, year_end, month),
    }


def _month_money_facts(book: UnionBook, year_end: YearEnd, month: Month) -> Facts:
    """Return the money of one month, account by account."""
    entries = [
        entry
        for entry in income_and_spending(book.ledger_entries)
        if Month.of(entry.booked_on) == month
    ]
    total = total_of(entries)
    chart = ChartOfAccounts.of(book.accounts, book.settings.account_edition)
    by_account: dict[str, LedgerTotal] = totals_by(
        entries, lambda entry: chart.called(entry.account_code, entry.account_name)
    )
    balances = {one.month: one.balance_amount for one in year_end.months}
    balance = balances.get(month)
    told = f"本月{_totals_text(total)}"
    told += "。" if balance is None else f"，月末结余 {money_text(balance)} 元。"
    return {
        "收支概述": told if entries else "",
        "收入合计": money_text(total.income_amount),
        "支出合计": money_text(total.expense_amount),
        "科目": [
            {
                "名称": name,
                "收入": money_text(one.income_amount) if one.income_amount else "",
                "支出": money_text(one.expense_amount) if one.expense_amount else "",
            }
            for name, one in by_account.items()
        ],
    }
