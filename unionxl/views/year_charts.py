"""The eight charts of a year end, as values: each answers one question in its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE, INCOME
from unionxl.domain.final_accounts import compare_years, last_year_sum
from unionxl.domain.money import ZERO
from unionxl.domain.period import Month
from unionxl.domain.year_end import NO_KIND, UNSORTED, share_of
from unionxl.rules.dues.words import standing_turns, uncounted_text
from unionxl.tables.budget import BUDGET
from unionxl.tables.dues import DUES
from unionxl.tables.ledger import LEDGER
from unionxl.tables.members import MEMBERS
from unionxl.tables.plan import PLAN
from unionxl.tables.services import SERVICES
from unionxl.views.chart import (
    NO_DATA,
    ChartKind,
    ChartSpec,
    LabelColumn,
    Series,
    count_column,
    counts_apart,
    money_column,
    rate_column,
)
from unionxl.views.dues_wording import dues_came_in
from unionxl.views.wording import (
    MOST_NAMED,
    UNKNOWN,
    change_text,
    date_notes,
    end_text,
    is_whole,
    later_notes,
    left_out_notes,
    money_text,
    most_text,
    period_text,
    proven_text,
    share_text,
    source_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from unionxl.domain.final_accounts import AccountLine, FinalAccounts, YearPair
    from unionxl.domain.year_end import MonthMoney, ServiceCount, YearEnd
    from unionxl.views.chart import Figure

YUAN = "单位：元"
MONTH_NAMES = tuple(f"{number}月" for number in range(1, 13))


def year_charts(year_end: YearEnd, last: FinalAccounts | None = None) -> tuple[ChartSpec, ...]:
    """Return every chart of the year; `last` are the accounts of last year's book."""
    return (
        income_by_kind(year_end, last),
        expense_by_kind(year_end, last),
        budget_execution(year_end),
        month_by_month(year_end),
        work_by_month(year_end),
        services_by_kind(year_end),
        dues_by_period(year_end),
        year_comparison(year_end, last),
    )


def income_by_kind(year_end: YearEnd, last: FinalAccounts | None = None) -> ChartSpec:
    """Show where the money came from."""
    lines, totals = year_end.accounts.income_kinds, year_end.accounts.totals
    before = last_year_sum(lines) if last is None else last.totals.income_amount
    amounts = (totals.income_amount, before)
    return _by_kind(year_end, "income-by-kind", "收入构成", lines, amounts)


def expense_by_kind(year_end: YearEnd, last: FinalAccounts | None = None) -> ChartSpec:
    """Show what the money was spent on."""
    lines, totals = year_end.accounts.expense_kinds, year_end.accounts.totals
    before = last_year_sum(lines) if last is None else last.totals.expense_amount
    amounts = (totals.expense_amount, before)
    return _by_kind(year_end, "expense-by-kind", "支出构成", lines, amounts)


def _by_kind(
    year_end: YearEnd,
    chart_id: str,
    name: str,
    lines: Sequence[AccountLine],
    totals: tuple[Decimal, Decimal | None],
) -> ChartSpec:
    """Rank the kinds of income or expenditure by amount; the totals are this and last year's."""
    total, before = totals
    ranked = sorted(
        (line for line in lines if line.actual_amount), key=lambda line: -line.actual_amount
    )
    word = name.removesuffix("构成")
    title = f"{NO_DATA}：{year_end.left_out.nothing(LEDGER, f'还没有{word}')}"
    if ranked:
        title = _joined(
            _largest_text(ranked, total),
            f"{period_text(year_end)}{word} {money_text(total)} 元",
            change_text(total, before) if is_whole(year_end) else "",
        )
    return ChartSpec(
        chart_id=chart_id,
        name=name,
        kind=ChartKind.RANKING,
        title=title,
        unit=YUAN,
        source=source_text(year_end, LEDGER),
        categories=tuple(line.account_name for line in ranked),
        series=(Series(word, tuple(line.actual_amount for line in ranked)),),
        columns=(
            money_column("金额", (line.actual_amount for line in ranked)),
            rate_column("占比", (share_of(line.actual_amount, total) for line in ranked)),
        ),
        notes=(*date_notes(year_end), *left_out_notes(year_end, LEDGER)),
    )


def _largest_text(ranked: Sequence[AccountLine], total: Decimal) -> str:
    """Say which kind is the largest; its share only where shares add up to all."""
    largest, names = ranked[0].actual_amount, [line.account_name for line in ranked]
    names = _leading(names, [line.actual_amount for line in ranked])
    if largest <= 0:
        return ""
    if ranked[-1].actual_amount < 0:
        return most_text(names, "", f"{money_text(largest)} 元")
    share = share_text(share_of(largest, total))
    if len(names) == 1:
        return f"{names[0]}占 {share}"
    shown = "、".join(names[:MOST_NAMED])
    return f"{shown}{f'等 {len(names)} 个' if len(names) > MOST_NAMED else ''}各占 {share}"


def _leading(names: Sequence[str], figures: Sequence[Figure]) -> list[str]:
    """Return the names whose figure no other exceeds."""
    most = max(figure or 0 for figure in figures)
    return [name for name, figure in zip(names, figures, strict=True) if figure == most]


def budget_execution(year_end: YearEnd) -> ChartSpec:
    """Show how much of the budget was spent, and where it was exceeded."""
    accounts = year_end.accounts
    lines = budgeted_expenses(accounts)
    return ChartSpec(
        chart_id="budget-execution",
        name="预算执行",
        kind=ChartKind.BULLET,
        title=_budget_title(year_end, lines),
        unit=YUAN,
        source=source_text(year_end, BUDGET, LEDGER),
        categories=tuple(line.account_name for line in lines),
        series=(
            Series("实际支出", tuple(line.actual_amount for line in lines)),
            Series("预算", tuple(line.final_amount for line in lines)),
        ),
        columns=(
            money_column("实际", (line.actual_amount for line in lines)),
            money_column("预算", (line.final_amount for line in lines), none="未列预算"),
            rate_column("执行率", (line.execution_rate for line in lines)),
        ),
        marks=tuple(_over_mark(line) for line in lines),
        notes=(*date_notes(year_end), *left_out_notes(year_end, BUDGET, LEDGER)),
    )


def _over_mark(line: AccountLine) -> str:
    """Say beside an account that it is over its budget, or has none."""
    if not line.over_amount:
        return ""
    return "未列预算" if line.final_amount is None else f"超 {money_text(line.over_amount)}"


def _budget_title(year_end: YearEnd, lines: Sequence[AccountLine]) -> str:
    """Say how far the budget is carried out and whether it holds."""
    spent = year_end.accounts.totals.expense_amount
    if not any(line.actual_amount or line.final_amount for line in lines):
        return f"{NO_DATA}：《预算》和《收支台账》还没有支出"
    if all(line.final_amount is None for line in lines):
        return f"《预算》没有支出预算，{period_text(year_end)}支出 {money_text(spent)} 元"
    rate = share_of(spent, year_end.accounts.budget.expense_amount)
    over = [line.over_amount for line in lines if line.final_amount is not None]
    free = [line.over_amount for line in lines if line.final_amount is None]
    told = (
        (over, "个科目超出预算，共超"),
        (free, "个科目未列预算，支出"),
    )
    verdicts = [
        f"{sum(map(bool, amounts))} {text} {money_text(sum(amounts, ZERO))} 元"
        for amounts, text in told
        if any(amounts)
    ]
    return _joined(
        f"支出预算执行 {share_text(rate)}" if rate is not None else "",
        *(verdicts or ["没有科目超出预算"]),
    )


def budgeted_expenses(accounts: FinalAccounts) -> tuple[AccountLine, ...]:
    """Return the lowest lines of the expenditure budget, and the kinds that have no budget."""
    lines = accounts.expense_lines
    return tuple(
        line
        for index, line in enumerate(lines)
        if (
            line.final_amount is not None
            and not any(below.final_amount is not None for below in _below(lines, index))
        )
        or (line.final_amount is None and not line.depth)
    )


def _below(lines: Sequence[AccountLine], index: int) -> list[AccountLine]:
    """Return the lines that a line includes: those after it that stand deeper."""
    found = []
    for line in lines[index + 1 :]:
        if line.depth <= lines[index].depth:
            break
        found.append(line)
    return found


def month_by_month(year_end: YearEnd) -> ChartSpec:
    """Show in which months money came in and went out, and what was left."""
    months = [one for one in year_end.months if _is_kept(year_end, one)]
    incomes = tuple(_of_begun(year_end, one, one.income_amount) for one in months)
    expenses = tuple(_of_begun(year_end, one, one.expense_amount) for one in months)
    balances = tuple(month.balance_amount for month in months)
    has_line = any(value is not None for value in balances)
    outside = year_end.outside_year_count
    return ChartSpec(
        chart_id="month-by-month",
        name="逐月收支",
        kind=ChartKind.COLUMNS,
        title=_months_title(year_end),
        unit=YUAN,
        source=source_text(year_end, LEDGER),
        categories=tuple(f"{one.month.month}月" for one in months),
        series=(Series("收入", incomes), Series("支出", expenses)),
        columns=(
            money_column("收入", incomes),
            money_column("支出", expenses),
            *((money_column("月末结余", balances),) if has_line else ()),
        ),
        line=Series("月末结余", balances) if has_line else None,
        notes=(
            *((f"另有 {outside} 笔的日期不在 {year_end.year} 年，未列入各月",) if outside else ()),
            *later_notes(year_end),
            *(() if has_line else ("《设置》没有填写期初结余，未画月末结余",)),
            *left_out_notes(year_end, LEDGER),
        ),
    )


def _is_kept(year_end: YearEnd, one: MonthMoney) -> bool:
    """Tell whether a month is one of those kept in the workbook, or has bookings all the same."""
    start = year_end.start_month
    return start is None or one.month >= start or bool(one.income_amount or one.expense_amount)


def _of_begun(year_end: YearEnd, one: MonthMoney, amount: Decimal) -> Decimal | None:
    """Return an amount of a month; none where it has not begun and nothing is booked."""
    has_begun = one.month <= Month.of(year_end.as_of)
    return amount if has_begun or one.income_amount or one.expense_amount else None


def _months_title(year_end: YearEnd) -> str:
    """Say in which month most was spent, and what is left."""
    months = year_end.months
    if not any(month.income_amount or month.expense_amount for month in months):
        return f"{NO_DATA}：{year_end.left_out.nothing(LEDGER, '还没有收支')}"
    expenses = [month.expense_amount for month in months]
    peaks = _leading([f"{month.month.month} 月" for month in months], expenses)
    peak = most_text(peaks, "支出", f"{money_text(max(expenses))} 元")
    closing = year_end.accounts.closing_amount
    return _joined(
        peak if max(expenses) > 0 else "" if any(expenses) else "没有支出",
        f"{period_text(year_end)}{_net_text(year_end.accounts.totals.net_amount)}"
        if closing is None
        else f"{end_text(year_end)}结余 {money_text(closing)} 元",
    )


def _net_text(net: Decimal) -> str:
    """Say what is left over or missing."""
    if not net:
        return "收支持平"
    return (
        f"收支相抵结余 {money_text(net)} 元" if net > 0 else f"支出大于收入 {money_text(-net)} 元"
    )


def work_by_month(year_end: YearEnd) -> ChartSpec:
    """Show what kind of work was done in which month."""
    work = year_end.work
    title = f"{NO_DATA}：{year_end.left_out.nothing(PLAN, '还没有事项')}"
    if work:
        count, done = year_end.item_count, year_end.done_item_count
        title = _joined(
            f"{period_text(year_end)} {count} 项工作{'全部' if done == count else ''}完成"
            f"{'' if done == count else f' {done} 项'}",
            proven_text(year_end.proven_item_count),
            _most_done_text(year_end),
        )
    return ChartSpec(
        chart_id="work-by-month",
        name="工作开展",
        kind=ChartKind.STRIP,
        title=title,
        unit="单位：项；分月办的工作在每个月都计数",
        source=source_text(year_end, PLAN),
        categories=MONTH_NAMES,
        row_names=tuple(one.category for one in work),
        series=tuple(
            series
            for one in work
            for series in (
                Series(f"{one.category} 已完成", one.done_counts),
                Series(f"{one.category} 未完成", one.open_counts),
            )
        ),
        columns=(
            count_column("完成", (one.done_item_count for one in work)),
            count_column("计划", (one.item_count for one in work)),
            count_column("未完成", (one.item_count - one.done_item_count for one in work)),
        ),
        notes=left_out_notes(year_end, PLAN),
    )


def _most_done_text(year_end: YearEnd) -> str:
    """Say of which category most was done, where that says something."""
    counts = [one.done_item_count for one in year_end.work]
    names = _leading([one.category for one in year_end.work], counts)
    if len(counts) == 1 or not any(counts) or UNSORTED in names:
        return ""
    return most_text(names, "完成", f"{max(counts)} 项")


def services_by_kind(year_end: YearEnd) -> ChartSpec:
    """Show which services members received, and how often."""
    services = year_end.services
    others = [one.other_amount or None for one in services]
    title = f"{NO_DATA}：{year_end.left_out.nothing(SERVICES, '还没有记录')}"
    if services:
        turns = sum(one.entry_count for one in services)
        title = _joined(
            f"{period_text(year_end)}服务会员 {turns:,} 人次", _most_served_text(services)
        )
    return ChartSpec(
        chart_id="services-by-kind",
        name="服务会员",
        kind=ChartKind.RANKING,
        title=title,
        unit="单位：人次；金额：元",
        source=source_text(year_end, SERVICES),
        categories=tuple(one.service_kind for one in services),
        series=(Series("人次", tuple(one.entry_count for one in services)),),
        columns=(
            count_column("人次", (one.entry_count for one in services)),
            count_column("人数", (one.member_count for one in services)),
            money_column("金额", (one.amount or None for one in services), none="—"),
            *([money_column("非工会经费", others, none="—")] if any(others) else []),
        ),
        notes=left_out_notes(year_end, SERVICES),
    )


def _most_served_text(services: Sequence[ServiceCount]) -> str:
    """Say which service there was most often, where its kind was written down."""
    counts = [one.entry_count for one in services]
    names = _leading([one.service_kind for one in services], counts)
    if NO_KIND in names:
        return ""
    return most_text(names, "", f"{max(counts):,} 人次") if counts[1:] else f"都是{names[0]}"


def dues_by_period(year_end: YearEnd) -> ChartSpec:
    """Show whether dues came in on time and from everybody."""
    dues = year_end.dues
    title = f"{NO_DATA}：《会费》还没有{'能计入的' * bool(year_end.skipped_dues_count)}缴纳记录"
    if any(one.paid_amount for one in dues):
        title = dues_came_in(year_end)
    title = _joined(title, *standing_turns(dues), uncounted_text(year_end.skipped_dues_count))
    return ChartSpec(
        chart_id="dues-by-period",
        name="会费收缴",
        kind=ChartKind.COLUMNS,
        title=title,
        unit=YUAN,
        source=source_text(year_end, DUES, MEMBERS),
        categories=tuple(_months_text([month.month for month in one.months]) for one in dues),
        series=(Series("实缴", tuple(one.paid_amount for one in dues)),),
        columns=(
            money_column("实缴", (one.paid_amount for one in dues)),
            count_column("应缴人数", (one.due_count for one in dues)),
            *counts_apart("未到期人数", [one.not_due_count for one in dues]),
            *counts_apart("预缴人数", [one.ahead_count for one in dues]),
            count_column("欠缴人数", (one.short_count for one in dues)),
            *counts_apart("未登记人数", [one.unregistered_count for one in dues]),
            *counts_apart("无法计算人数", [one.unknown_count for one in dues]),
        ),
        notes=left_out_notes(year_end, DUES, MEMBERS),
    )


def _months_text(numbers: Sequence[int]) -> str:
    """Name one month or a run of months."""
    return f"{numbers[0]}月" if len(numbers) == 1 else f"{numbers[0]}至{numbers[-1]}月"


def year_comparison(year_end: YearEnd, last: FinalAccounts | None) -> ChartSpec:
    """Show what became more and what became less since last year."""
    pairs = compare_years(year_end.accounts, last)
    known = [pair for pair in pairs if pair.last_amount is not None]
    table = "上年的工作簿" if last else "《预算》「上年决算数」"
    title = f"{NO_DATA}：{table}没有上年的数字"
    if known:
        changes = [_change_of(kind, pairs, year_end) for kind in (INCOME, EXPENSE)]
        title = _joined(*changes) or "有的科目没有上年的数字，只逐项比较"
        title = (
            title if is_whole(year_end) or not any(changes) else f"{period_text(year_end)}{title}"
        )
    return ChartSpec(
        chart_id="year-comparison",
        name="与上年比较",
        kind=ChartKind.PAIRS,
        title=title,
        unit=YUAN,
        source=f"来源：《收支台账》、{table}；截至 {year_end.as_of:%Y-%m-%d}",
        categories=tuple(pair.account_name for pair in pairs) if known else (),
        series=(
            Series("本年", tuple(pair.this_amount for pair in pairs)),
            Series("上年", tuple(pair.last_amount for pair in pairs)),
        )
        if known
        else (),
        columns=(
            money_column("本年", (pair.this_amount for pair in pairs)),
            money_column("上年", (pair.last_amount for pair in pairs), none=UNKNOWN),
            LabelColumn(
                "增减",
                tuple(_change_amount(pair) for pair in pairs),
                figures=tuple(pair.change_amount for pair in pairs),
            ),
        )
        if known
        else (),
        notes=(
            *_part_notes(year_end, has_last=bool(known)),
            *date_notes(year_end),
            *left_out_notes(year_end, BUDGET, LEDGER),
        ),
    )


def _change_of(kind: str, pairs: Iterable[YearPair], year_end: YearEnd) -> str:
    """Say how a year differs from the last, where every kind has a figure of last year.

    A part of a year is only measured against the whole of the last.
    """
    chosen = [pair for pair in pairs if pair.kind == kind]
    lasts = [pair.last_amount for pair in chosen if pair.last_amount is not None]
    if len(lasts) < len(chosen):
        return ""
    this, last = sum((pair.this_amount for pair in chosen), ZERO), sum(lasts, ZERO)
    if is_whole(year_end):
        change = change_text(this, last)
        return f"{kind}{change}" if change else ""
    share = share_of(this, last)
    return "" if share is None else f"{kind}为上年全年的 {share_text(share)}"


def _change_amount(pair: YearPair) -> str:
    change = pair.change_amount
    if change is None:
        return "—"
    return f"{change:+,.2f}" if change else money_text(change)


def _joined(*parts: str) -> str:
    """Join clauses, leaving out the empty ones."""
    return "，".join(filter(None, parts))


def _part_notes(year_end: YearEnd, *, has_last: bool) -> tuple[str, ...]:
    """Say that a part of this year stands beside the whole of the last."""
    if is_whole(year_end) or not has_last:
        return ()
    told = period_text(year_end)
    return (f"本年的数字{'' if told.startswith('截至') else '为 '}{told}，上年的数字为全年",)
