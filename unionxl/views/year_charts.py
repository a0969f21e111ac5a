"""The eight charts of a year end, as values: each answers one question in its title."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE, INCOME
from unionxl.domain.final_accounts import compare_years, last_year_sum
from unionxl.domain.money import ZERO
from unionxl.domain.year_end import share_of
from unionxl.views.chart import (
    NO_DATA,
    ChartKind,
    ChartSpec,
    LabelColumn,
    Series,
    count_column,
    money_column,
)
from unionxl.views.wording import (
    UNKNOWN,
    change_text,
    is_over,
    money_text,
    period_text,
    share_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionxl.domain.final_accounts import AccountLine, FinalAccounts, YearPair
    from unionxl.domain.year_end import YearEnd

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
    ranked = sorted((line for line in lines if line.actual_amount), key=_by_amount)
    word = name.removesuffix("构成")
    title = f"{NO_DATA}：《收支台账》还没有{word}"
    if ranked:
        first, share = ranked[0], share_of(ranked[0].actual_amount, total)
        title = _joined(
            f"{first.account_name}占 {share_text(share)}" if share else "",
            f"{period_text(year_end)}{word} {money_text(total)} 元",
            change_text(total, before) if is_over(year_end) else "",
        )
    return ChartSpec(
        chart_id=chart_id,
        name=name,
        kind=ChartKind.RANKING,
        title=title,
        unit=YUAN,
        source=_source(year_end, "收支台账"),
        categories=tuple(line.account_name for line in ranked),
        series=(Series(word, tuple(line.actual_amount for line in ranked)),),
        columns=(
            money_column("金额", (line.actual_amount for line in ranked)),
            LabelColumn(
                "占比", tuple(share_text(share_of(line.actual_amount, total)) for line in ranked)
            ),
        ),
        notes=_notes(year_end),
    )


def _by_amount(line: AccountLine) -> Decimal:
    return -line.actual_amount


def budget_execution(year_end: YearEnd) -> ChartSpec:
    """Show how much of the budget was spent, and where it was exceeded."""
    accounts = year_end.accounts
    lines = budgeted_expenses(accounts)
    over = [line for line in lines if line.over_amount]
    return ChartSpec(
        chart_id="budget-execution",
        name="预算执行",
        kind=ChartKind.BULLET,
        title=_budget_title(year_end, lines, over),
        unit=YUAN,
        source=_source(year_end, "预算", "收支台账"),
        categories=tuple(line.account_name for line in lines),
        series=(
            Series("实际支出", tuple(line.actual_amount for line in lines)),
            Series("预算", tuple(line.final_amount for line in lines)),
        ),
        columns=(
            money_column("实际", (line.actual_amount for line in lines)),
            money_column("预算", (line.final_amount for line in lines), none="未列预算"),
            LabelColumn("执行率", tuple(share_text(line.execution_rate) for line in lines)),
        ),
        marks=tuple(f"超 {money_text(line.over_amount)}" if line in over else "" for line in lines),
        notes=_notes(year_end),
    )


def _budget_title(
    year_end: YearEnd, lines: Sequence[AccountLine], over: Sequence[AccountLine]
) -> str:
    """Say how far the budget is carried out and whether it holds."""
    if not any(line.actual_amount or line.final_amount for line in lines):
        return f"{NO_DATA}：《预算》和《收支台账》还没有支出"
    accounts = year_end.accounts
    rate = share_of(accounts.totals.expense_amount, accounts.budget.expense_amount)
    verdict = "没有科目超出预算"
    if over:
        total = sum((line.over_amount for line in over), ZERO)
        verdict = f"{len(over)} 个科目超出预算，共超 {money_text(total)} 元"
    return _joined(f"支出预算执行 {share_text(rate)}" if rate is not None else "", verdict)


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
    months = year_end.months
    balances = tuple(month.balance_amount for month in months)
    net = year_end.accounts.totals.net_amount
    closing = year_end.accounts.closing_amount
    title = f"{NO_DATA}：《收支台账》还没有收支"
    if any(month.income_amount or month.expense_amount for month in months):
        peak = max(months, key=lambda month: month.expense_amount)
        title = _joined(
            f"{peak.month.month} 月支出最多，{money_text(peak.expense_amount)} 元"
            if peak.expense_amount > 0
            else "没有支出",
            f"{period_text(year_end)}收支相抵{_signed(net)}"
            if closing is None
            else f"{_end_text(year_end)}结余 {money_text(closing)} 元",
        )
    outside = year_end.outside_year_count
    return ChartSpec(
        chart_id="month-by-month",
        name="逐月收支",
        kind=ChartKind.COLUMNS,
        title=title,
        unit=YUAN,
        source=_source(year_end, "收支台账"),
        categories=MONTH_NAMES,
        series=(
            Series("收入", tuple(month.income_amount for month in months)),
            Series("支出", tuple(month.expense_amount for month in months)),
        ),
        columns=(
            money_column("收入", (month.income_amount for month in months)),
            money_column("支出", (month.expense_amount for month in months)),
            money_column("月末结余", balances),
        ),
        line=Series("月末结余", balances) if any(value is not None for value in balances) else None,
        notes=(
            *((f"另有 {outside} 笔的日期不在 {year_end.year} 年，未列入各月",) if outside else ()),
            *(("《设置》没有填写期初结余，未画月末结余",) if closing is None else ()),
            *_notes(year_end),
        ),
    )


def _signed(net: Decimal) -> str:
    """Say what is left over or missing."""
    return f"结余 {money_text(net)} 元" if net >= 0 else f"超支 {money_text(-net)} 元"


def _end_text(year_end: YearEnd) -> str:
    return "年末" if is_over(year_end) else period_text(year_end)


def work_by_month(year_end: YearEnd) -> ChartSpec:
    """Show what kind of work was done in which month."""
    work = year_end.work
    title = f"{NO_DATA}：《年度计划》还没有事项"
    if work:
        most = max(work, key=lambda one: one.done_item_count)
        title = _joined(
            f"{period_text(year_end)} {year_end.item_count} 项工作完成"
            f" {year_end.done_item_count} 项",
            f"{most.category}最多，{most.done_item_count} 项" if most.done_item_count else "",
        )
    return ChartSpec(
        chart_id="work-by-month",
        name="工作开展",
        kind=ChartKind.STRIP,
        title=title,
        unit="单位：项；跨月的工作在每个月都计数",
        source=_source(year_end, "年度计划"),
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
            LabelColumn(
                "完成/计划", tuple(f"{one.done_item_count}/{one.item_count}" for one in work)
            ),
        ),
        notes=_notes(year_end),
    )


def services_by_kind(year_end: YearEnd) -> ChartSpec:
    """Show which services members received, and how often."""
    services = year_end.services
    title = f"{NO_DATA}：《服务台账》还没有记录"
    if services:
        most = max(services, key=lambda one: one.entry_count)
        total = sum(one.entry_count for one in services)
        title = _joined(
            f"{period_text(year_end)}服务会员 {total:,} 人次",
            f"{most.service_kind}最多，{most.entry_count:,} 人次",
        )
    return ChartSpec(
        chart_id="services-by-kind",
        name="服务会员",
        kind=ChartKind.RANKING,
        title=title,
        unit="单位：人次；金额：元",
        source=_source(year_end, "服务台账"),
        categories=tuple(one.service_kind for one in services),
        series=(Series("人次", tuple(one.entry_count for one in services)),),
        columns=(
            count_column("人次", (one.entry_count for one in services)),
            count_column("人数", (one.member_count for one in services)),
            money_column("金额", (one.amount or None for one in services), none="—"),
        ),
        notes=_notes(year_end),
    )


def dues_by_period(year_end: YearEnd) -> ChartSpec:
    """Show whether dues came in on time and from everybody."""
    dues = year_end.dues
    owing, paying = sum(one.owing_count for one in dues), sum(one.paying_count for one in dues)
    paid = sum((one.paid_amount for one in dues), ZERO)
    title = f"{NO_DATA}：《会费》还没有缴纳记录"
    if paid:
        share = share_of(Decimal(paying), Decimal(owing))
        title = _joined(
            f"会费应缴 {owing:,} 人次，已缴 {paying:,} 人次（{share_text(share)}）"
            if owing
            else "《会员》名册没有应缴会费的人",
            f"实缴 {money_text(paid)} 元",
        )
    return ChartSpec(
        chart_id="dues-by-period",
        name="会费收缴",
        kind=ChartKind.COLUMNS,
        title=title,
        unit=YUAN,
        source=_source(year_end, "会费", "会员"),
        categories=tuple(_months_text([month.month for month in one.months]) for one in dues),
        series=(Series("实缴", tuple(one.paid_amount for one in dues)),),
        columns=(
            money_column("实缴", (one.paid_amount for one in dues)),
            count_column("应缴人数", (one.owing_count for one in dues)),
            count_column("未缴人数", (one.owing_count - one.paying_count for one in dues)),
        ),
        notes=_notes(year_end),
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
        title = _joined(
            *(
                f"{kind}{change}"
                for kind in (INCOME, EXPENSE)
                if (change := _change_of(kind, pairs))
            )
        )
        title = title or "有的科目没有上年的数字，只逐项比较"
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
        notes=_notes(year_end),
    )


def _change_of(kind: str, pairs: Iterable[YearPair]) -> str:
    """Say how a year differs from the last, where every kind has a figure of last year."""
    chosen = [pair for pair in pairs if pair.kind == kind]
    lasts = [pair.last_amount for pair in chosen if pair.last_amount is not None]
    if len(lasts) < len(chosen):
        return ""
    return change_text(sum((pair.this_amount for pair in chosen), ZERO), sum(lasts, ZERO))


def _change_amount(pair: YearPair) -> str:
    change = pair.change_amount
    return "—" if change is None else f"{change:+,.2f}"


def _joined(*parts: str) -> str:
    """Join clauses, leaving out the empty ones."""
    return "，".join(filter(None, parts))


def _source(year_end: YearEnd, *sheets: str) -> str:
    """Say which sheets the figures come from and as of which day."""
    named = "".join(f"《{sheet}》" for sheet in sheets)
    return f"来源：{named}；截至 {year_end.as_of:%Y-%m-%d}"


def _notes(year_end: YearEnd) -> tuple[str, ...]:
    """Say that rows could not be read."""
    if not year_end.skipped_count:
        return ()
    return (f"另有 {year_end.skipped_count} 行因内容无法识别未计入",)
