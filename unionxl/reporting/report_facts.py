"""What the templates of the year's report and of the monthly brief may name, as texts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from unionxl.domain.ledger import total_of, totals_by
from unionxl.domain.money import ZERO
from unionxl.domain.period import Month
from unionxl.domain.plan import PlanStatus
from unionxl.domain.registers import count_evidence
from unionxl.domain.year_end import UNSORTED, months_of, months_of_work, services_by_kind, share_of
from unionxl.views.wording import day_text, money_text, owner_name, period_text, share_text
from unionxl.views.year_charts import budgeted_expenses, dues_by_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from unionxl.domain.activities import Activity
    from unionxl.domain.book import UnionBook
    from unionxl.domain.final_accounts import AccountLine
    from unionxl.domain.ledger import LedgerTotal
    from unionxl.domain.plan import WorkItem
    from unionxl.domain.year_end import CategoryWork, ServiceCount, YearEnd

Facts = dict[str, Any]
NUMERALS: tuple[str, ...] = ("", *"一二三四五六七八九")
MOST_MONTHS = 3
_ENDINGS = "。；;，, "


def report_facts(book: UnionBook, year_end: YearEnd) -> Facts:
    """Return the facts of the year's report; every figure is one of the year's statistics."""
    unit = _unit(book)
    cancelled = sum(item.status is PlanStatus.CANCELLED for item in book.work_items)
    return {
        "标题": f"{unit}{year_end.year}年工作总结",
        "单位": unit,
        "年度": year_end.year,
        "日期": f"{book.as_of.year}年{book.as_of.month}月{book.as_of.day}日",
        "期间": period_text(year_end),
        "计划项数": year_end.item_count + cancelled,
        "完成项数": year_end.done_item_count,
        "完成率": _rate(year_end.done_item_count, year_end.item_count),
        "取消项数": cancelled,
        "未计入行数": year_end.skipped_count,
        **_work_facts(book, year_end),
        **_service_facts(year_end.services),
        **_democracy_facts(book),
        **_money_facts(year_end),
        "会费概述": _dues_text(year_end),
        "不足": _shortcomings(book, year_end),
    }


def _unit(book: UnionBook) -> str:
    """Return the name of the union, or what stands for it."""
    return owner_name(book).strip() or "本单位工会"


def _rate(part: int, whole: int) -> str:
    return share_text(share_of(_decimal(part), _decimal(whole))) if whole else ""


def _decimal(count: int) -> Decimal:
    return ZERO + count


def item_text(item: WorkItem, activities: Sequence[Activity]) -> str:
    """Say in one sentence what was done: the day, the work, what came of it, who came."""
    day = item.done_on or item.planned_start_on
    what = _plain(item)
    told = [item.outcome.strip().rstrip(_ENDINGS)]
    attended = sum(activity.attended_count or 0 for activity in activities)
    cost = sum((activity.cost_amount or ZERO for activity in activities), ZERO)
    told.append(f"参加 {attended} 人次" if attended else "")
    told.append(f"费用 {money_text(cost)} 元" if cost else "")
    head = f"{day_text(day)}，{what}" if day and len(item.planned_months) <= 1 else what
    rest = "，".join(filter(None, told))
    return f"{head}：{rest}。" if rest else f"{head}。"


def _work_facts(book: UnionBook, year_end: YearEnd) -> Facts:
    """Return what was done by category and by month, and what is still open."""
    held = _activities_by_item(book)
    done = [item for item in book.work_items if item.status is PlanStatus.DONE]
    still_open = [item for item in book.work_items if not item.status.is_closed]
    groups: defaultdict[str, list[WorkItem]] = defaultdict(list)
    for item in sorted(done, key=lambda item: item.done_on or dt.date.max):
        groups[item.category.strip() or UNSORTED].append(item)
    return {
        "工作类别": [
            _category(number, work, [item_text(item, held[item.item_no]) for item in items])
            for number, work in enumerate(year_end.work, 1)
            if (items := groups[work.category])
        ],
        "未完成": [_open_text(item) for item in still_open],
        "各月工作": _work_by_month(done, year_end.year),
    }


def _work_by_month(done: Sequence[WorkItem], year: int) -> list[Facts]:
    """Return what was done in each month; what lasts over many months stands once, first."""
    months = {id(item): months_of_work(item, year) for item in done}
    lasting = [item for item in done if len(months[id(item)]) > MOST_MONTHS]
    rows = [("常年", lasting)] if lasting else []
    for month in months_of(year):
        short = [item for item in done if item not in lasting and month in months[id(item)]]
        rows.append((f"{month.month}月", short))
    return [
        {"名称": name, "内容": "；".join(_plain(item) for item in items) or "—"}
        for name, items in rows
    ]


def _plain(item: WorkItem) -> str:
    """Return what a work is, without the mark at its end."""
    return item.description.strip().rstrip(_ENDINGS)


def _category(number: int, work: CategoryWork, texts: list[str]) -> Facts:
    """Return the facts of one category."""
    numeral = numeral_of(number)
    summary = f"计划 {work.item_count} 项，完成 {work.done_item_count} 项。"
    return {"序号": numeral, "名称": work.category, "概述": summary, "事项": texts}


def numeral_of(number: int) -> str:
    """Return a number below a hundred as it is counted in Chinese papers.

    >>> numeral_of(9), numeral_of(10), numeral_of(12), numeral_of(20), numeral_of(31)
    ('九', '十', '十二', '二十', '三十一')
    """
    tens, ones = divmod(number, 10)
    head = f"{NUMERALS[tens] if tens > 1 else ''}十" if tens else ""
    return head + NUMERALS[ones]


def _activities_by_item(book: UnionBook) -> defaultdict[str, list[Activity]]:
    """Return the activities of each work; those without a number belong to none."""
    held: defaultdict[str, list[Activity]] = defaultdict(list)
    for activity in book.activities:
        if activity.item_no:
            held[activity.item_no].append(activity)
    return held


def _open_text(item: WorkItem) -> str:
    return f"{_plain(item)}（{item.status.value}）。"


def _service_facts(services: Sequence[ServiceCount]) -> Facts:
    """Return what was done for members."""
    turns = sum(one.entry_count for one in services)
    amount = sum((one.amount for one in services), ZERO)
    top = "、".join(f"{one.service_kind} {one.entry_count:,} 人次" for one in services[:3])
    money = f"，登记金额 {money_text(amount)} 元" if amount else ""
    return {
        "服务人次": f"{turns:,}",
        "服务概述": f"服务台账登记 {turns:,} 人次{money}，其中{top}。" if services else "",
        "服务": [
            {
                "名称": one.service_kind,
                "人次": f"{one.entry_count:,}",
                "人数": f"{one.member_count:,}",
                "金额": money_text(one.amount) if one.amount else "—",
            }
            for one in services
        ],
    }


def _democracy_facts(book: UnionBook) -> Facts:
    """Return what became of the proposals, and what was made public."""
    filed = [proposal for proposal in book.proposals if proposal.is_filed]
    answered = sum(proposal.answered_on is not None for proposal in filed)
    summary = f"收到提案 {len(book.proposals)} 件，立案 {len(filed)} 件"
    summary += f"，立案的已答复 {answered} 件。" if filed else "。"
    return {
        "提案概述": summary,
        "提案": [
            {
                "编号": proposal.proposal_no,
                "案由": proposal.subject,
                "承办": proposal.responsible_unit or "—",
                "答复": day_text(proposal.answered_on) or ("未答复" if proposal.is_filed else "—"),
                "落实": proposal.result or "—",
            }
            for proposal in book.proposals
        ],
        "公开概述": f"公开 {len(book.disclosures)} 次。",
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
    income, expense = money_text(totals.income_amount), money_text(totals.expense_amount)
    told = f"{period_text(year_end)}收入 {income} 元，支出 {expense} 元，"
    told += f"收支差额 {money_text(totals.net_amount)} 元。"
    if accounts.opening_amount is not None:
        opening = money_text(accounts.opening_amount)
        told += f"期初结余 {opening} 元，结余 {money_text(closing)} 元。"
    return {
        "有收支": bool(totals.income_amount or totals.expense_amount),
        "有上年": any(
            line.last_year_amount is not None
            for line in (*accounts.income_kinds, *accounts.expense_kinds)
        ),
        "收支概述": told,
        "收入": _account_rows(accounts.income_kinds, totals.income_amount),
        "支出": _account_rows(accounts.expense_kinds, totals.expense_amount),
        "收入合计": money_text(totals.income_amount),
        "支出合计": money_text(totals.expense_amount),
        "收入预算": money_text(budget.income_amount),
        "支出预算": money_text(budget.expense_amount),
        "结余": "" if closing is None else money_text(closing),
        "预算概述": _budget_text(year_end),
    }


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
        f"{line.account_name}{'未列预算，支出' if line.final_amount is None else '超出'} "
        f"{money_text(line.over_amount)} 元"
        for line in over
    )
    verdict = f"其中{named}" if named else "没有科目超出预算"
    return f"支出预算 {money_text(budget)} 元，执行 {rate}；{verdict}。"


def _dues_text(year_end: YearEnd) -> str:
    """Say how dues came in, in the words of the chart."""
    chart = dues_by_period(year_end)
    return "" if chart.is_empty else f"{chart.title}。"


def _shortcomings(book: UnionBook, year_end: YearEnd) -> list[str]:
    """Return what the registers say is missing, and nothing else."""
    still_open = sum(not item.status.is_closed for item in book.work_items)
    over = [line for line in budgeted_expenses(year_end.accounts) if line.over_amount]
    unanswered = sum(
        bool(proposal.is_filed) and proposal.answered_on is None for proposal in book.proposals
    )
    unpaid = sum(one.owing_count - one.paying_count for one in year_end.dues)
    missing = sum(bool(count.missing_count) for count in count_evidence(book))
    found = (
        (still_open, f"有 {still_open} 项计划工作尚未完成。"),
        (len(over), f"有 {len(over)} 个科目的支出超出预算或未列预算。"),
        (unanswered, f"有 {unanswered} 件立案提案尚未答复。"),
        (unpaid, f"会费有 {unpaid:,} 人次没有缴纳记录。"),
        (missing, f"考核清单有 {missing} 条材料份数不够。"),
    )
    return [text for count, text in found if count]


def brief_facts(book: UnionBook, year_end: YearEnd, month: Month) -> Facts:
    """Return the facts of one month's brief."""
    unit, held = _unit(book), _activities_by_item(book)
    planned = [item for item in book.work_items if month in months_of_work(item, month.year)]
    planned = sorted(
        (item for item in planned if item.status is not PlanStatus.CANCELLED),
        key=lambda item: (len(item.planned_months) > 1, item.done_on or dt.date.max),
    )
    done = [item for item in planned if item.status is PlanStatus.DONE]
    coming = [
        item
        for item in book.work_items
        if item.is_planned_in(month.next) and item.status is not PlanStatus.CANCELLED
    ]
    services = services_by_kind(
        entry
        for entry in book.service_entries
        if entry.served_on is not None and entry.served_on in month
    )
    return {
        "标题": f"{unit}{month.year}年{month.month}月工作简报",
        "单位": unit,
        "年度": month.year,
        "月份": month.month,
        "日期": f"{book.as_of.year}年{book.as_of.month}月{book.as_of.day}日",
        "计划项数": len(planned),
        "完成项数": len(done),
        "未计入行数": year_end.skipped_count,
        "完成": [item_text(item, held[item.item_no]) for item in done],
        "未完成": [_open_text(item) for item in planned if item.status is not PlanStatus.DONE],
        "下月": [f"{_plain(item)}。" for item in coming],
        **_service_facts(services),
        **_month_money_facts(book, year_end, month),
    }


def _month_money_facts(book: UnionBook, year_end: YearEnd, month: Month) -> Facts:
    """Return the money of one month, account by account."""
    entries = [entry for entry in book.ledger_entries if Month.of(entry.booked_on) == month]
    total = total_of(entries)
    by_account: dict[str, LedgerTotal] = totals_by(
        entries, lambda entry: entry.account_name or "（未填科目）"
    )
    balances = {one.month: one.balance_amount for one in year_end.months}
    balance = balances.get(month)
    told = (
        f"本月收入 {money_text(total.income_amount)} 元，支出 {money_text(total.expense_amount)} 元"
    )
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
