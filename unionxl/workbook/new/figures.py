"""The key figures of the start sheet, as formulas over the tables that Excel 2010 knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.domain.accounts import EXPENSE as EXPENSE_KIND
from unionxl.domain.budget import SUM_WORDS
from unionxl.domain.ledger import BALANCE_SHEET, NO_MONEY, OWN_ACCOUNTS
from unionxl.domain.members import GONE, RETIRED
from unionxl.domain.plan import PlanStatus
from unionxl.tables.budget import BUDGET, Budget
from unionxl.tables.dues import DUES, Dues
from unionxl.tables.ledger import LEDGER, Ledger
from unionxl.tables.members import MEMBERS, Members
from unionxl.tables.plan import PLAN, Plan
from unionxl.tables.program import RUNS, STILL_DUE, Runs
from unionxl.tables.settings import OPENING_SETTING, SETTINGS, UNIT_SETTING, SettingColumns
from unionxl.values.reading import NOTHING
from unionxl.views.text import BAR_MARKS
from unionxl.words.lists import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionxl.tables.model import Table
    from unionxl.values.column import Column

CODE_LENGTHS = (3, 5)  # of accounts that have others below them: 504, 50401
_SUMS, _TURNS = words("totals", "合计"), words("totals", "转页")
_CLOSINGS, _BALANCES = words("totals", "月结"), words("totals", "余额")
# What stands under the date of a row that is no record: 合计, 9月小计, 承前页, 月结, Total.
NO_DATES = (
    *dict.fromkeys(f"*{word[-1]}*" for word in (*_SUMS, *_TURNS, *_CLOSINGS, *_BALANCES)),
    "*total*",
)
_PERIODS = ("", "本?", "*月", "*月份", "*季度", "*年", "*年度")
_CLOSED = tuple(dict.fromkeys(f"?{word[1:]}" for word in _CLOSINGS))
# The whole text of such a row, whatever its date.
TOTAL_TEXTS = (
    *(f"{of}{word}" for word in _SUMS for of in _PERIODS),
    *(*_TURNS, *_CLOSED, *_BALANCES, *(f"*末{word}" for word in _BALANCES)),
)
# One of them is in every such text; a long ledger without any is not looked through again.
TOTAL_SIGNS = (
    *dict.fromkeys(f"*{word[-1]}" for word in (*_SUMS, *_TURNS)),
    *(*_CLOSED, *(f"*{word}" for word in _BALANCES)),
)
_SPACES = (" ", "\u3000", "\u00a0")
_TO_WIDE = 0xFEE0  # from a half-width character to its full-width form


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure: what it is, its formula, and a remark that may be a formula as well."""

    label: str
    formula: str
    note: str
    style: str


def cells(table: Table, column: Column) -> str:
    """Return how a formula names the cells of a column."""
    return f"{table.name}[{column.header}]"


LABELS, VALUES = (
    cells(SETTINGS, column) for column in (SettingColumns.label, SettingColumns.value)
)


def setting(label: str) -> str:
    """Return the expression for a setting; it finds its row also where they were sorted."""
    return f'INDEX({VALUES},MATCH("{label}",{LABELS},0))'


def figure(label: str) -> str:
    """Return what stands in a formula for the cell of another key figure."""
    return f"<{label}>"


def _run(label: str, column: Column) -> str:
    """Return the expression for what was noted of the last click on a button."""
    return f'INDEX({cells(RUNS, column)},MATCH("{label}",{cells(RUNS, Runs.label)},0))'


def _bar(part: str, whole: str, empty: str) -> str:
    """Return the formula of a bar that is read without colour: ■■■□□□□□□□ 30%."""
    full = f"MAX(0,MIN({BAR_MARKS},ROUND({BAR_MARKS}*{part}/{whole},0)))"
    bar = f'REPT("■",{full})&REPT("□",{BAR_MARKS}-{full})'
    return f'=IFERROR(IF({whole}=0,"{empty}",{bar}&"  "&TEXT({part}/{whole},"0%")),"{empty}")'


def _expense_budget() -> str:
    """Return the sum of the final budget of expenditure.

    Sum rows count for nothing, and neither does an account below one that has a line itself: the
    amount of the upper line includes it.
    """
    codes, kinds = cells(BUDGET, Budget.account_code), cells(BUDGET, Budget.kind)
    names, amounts = cells(BUDGET, Budget.account_name), cells(BUDGET, Budget.final_amount)
    no_sum_row = "*".join(f'ISERROR(SEARCH("{word}",{names}))' for word in SUM_WORDS)
    not_below = "*".join(
        f"(1-(LEN({codes})>{length})"
        f'*(COUNTIFS({kinds},"{EXPENSE_KIND}",{codes},LEFT({codes}&"     ",{length}))>0))'
        for length in CODE_LENGTHS
    )
    return f'SUMPRODUCT(({kinds}="{EXPENSE_KIND}")*{no_sum_row}*{not_below}*{amounts})'


UNIT = f'({setting(UNIT_SETTING)}&"")'
_ITEM_TEXTS, _ITEM_STATES = cells(PLAN, Plan.description), cells(PLAN, Plan.status)
ITEMS = f'COUNTIFS({_ITEM_TEXTS},"?*",{_ITEM_STATES},"<>{PlanStatus.CANCELLED.value}")'
DONE = f'COUNTIFS({_ITEM_TEXTS},"?*",{_ITEM_STATES},"{PlanStatus.DONE.value}")'
OPENING = f'SUMIF({LABELS},"{OPENING_SETTING}",{VALUES})'
_INCOMES, _EXPENSES = cells(LEDGER, Ledger.income_amount), cells(LEDGER, Ledger.expense_amount)
_CODES, _ACCOUNTS = cells(LEDGER, Ledger.account_code), cells(LEDGER, Ledger.money_account)
_DAYS, _TEXTS = cells(LEDGER, Ledger.booked_on), cells(LEDGER, Ledger.description)


def _counted(amounts: str) -> str:
    """Return the sum of a column of the ledger over the rows that the program counts.

    A row without a date is none, nor is one with a word for a total: under the date, or as the
    whole text of a row without an account.
    """
    return f"{_dated(amounts, NO_BALANCE_SHEET, 100, 400)}-{_totals(amounts)}"


def _totals(amounts: str) -> str:
    """Return what the dated rows add up to that have a word for a total and no account."""
    totals = f"{DATED},{NO_ACCOUNT},{_TEXTS},{_array(TOTAL_TEXTS)}"
    may_be = f"SUMPRODUCT(COUNTIFS({_TEXTS},{_array(TOTAL_SIGNS)},{NO_ACCOUNT}))"
    return f"IF({may_be}=0,0,SUMPRODUCT(SUMIFS({amounts},{totals})))"


def _money(amounts: str) -> str:
    """Return the sum of a column over the rows that change the sum of all money.

    What moves between bank and cash, or moves no money, does not.
    """
    return _dated(amounts, NO_OWN_ACCOUNT, 101, 103, f',{_ACCOUNTS},"<>{NO_MONEY}*"')


def _dated(amounts: str, wanted: str, first: int, behind: int, more: str = "") -> str:
    """Return the sum over dated rows with the codes that are wanted.

    The others are left out where they are texts; pasted as numbers, they lie between two numbers,
    and so do their details.
    """
    numbers = "".join(
        f'-SUMIFS({amounts},{DATED},{_CODES},">={first * tens}",{_CODES},"<{behind * tens}"{more})'
        for tens in (1, 100)
    )
    return f"SUMIFS({amounts},{DATED},{wanted}{more}){numbers}"


def _array(texts: Iterable[str]) -> str:
    """Return texts as a formula lists them."""
    return "{" + ",".join(f'"{text}"' for text in texts) + "}"


def _undated(amounts: str) -> str:
    """Return the count of rows of the ledger with an amount and without a date.

    LibreOffice counts wrongly where what may be empty is asked for first.
    """
    return "+".join(f'COUNTIFS({amounts},"{sign}0",{_DAYS},"")' for sign in "><")


DATED = ",".join(f'{_DAYS},"<>{word}"' for word in ("", *NO_DATES))
NO_BALANCE_SHEET = ",".join(f'{_CODES},"<>{digit}??*"' for digit in BALANCE_SHEET)
NO_OWN_ACCOUNT = ",".join(f'{_CODES},"<>{code}*"' for code in OWN_ACCOUNTS)
NO_ACCOUNT = f'{cells(LEDGER, Ledger.account_code)},""'
_SUM_SIGNS = tuple(dict.fromkeys(f"*{word[-1]}*" for word in _SUMS))
# Of a total in the dues table, a word stands in place of the number, the name or the month.
PERSONS = ",".join(
    f'{cells(DUES, column)},"<>{word}"'
    for column, signs in (
        (Dues.member_no, _SUM_SIGNS),
        (Dues.month, _SUM_SIGNS),
        (Dues.member_name, tuple("*" + "*".join(word) for word in _SUMS)),
    )
    for word in signs
)
INCOME, EXPENSE = _counted(_INCOMES), _counted(_EXPENSES)
EXPENSE_BUDGET = _expense_budget()
CHECKED_ON = _run("检查", Runs.run_on)
FOUND = _run("检查", Runs.finding_count)
# What the month still needs, with its day: 截至 3月6日，本月还差：……
STILL_DUE_TEXT = _run(STILL_DUE, Runs.result)
CHECK_NOTE = (
    f'=IF({CHECKED_ON}=0,"请点「检查」",TEXT({CHECKED_ON},"yyyy-mm-dd")&"，见《检查结果》")'
)
NO_BUDGET = "还没有填预算"


def _texts(cells: str, rows: str = "") -> str:
    """Return the count of amounts that are text, in a column or in some rows of it."""
    text = cells
    for space in _SPACES:
        text = f'SUBSTITUTE({text},"{space}","")'
    return f"SUMPRODUCT({rows}ISTEXT({cells})*ISERROR(MATCH({text},{NO_AMOUNT},0)))"


def _or_texts(note: str, *counts: str, undated: str = "0") -> str:
    """Return the formula of a remark, which gives way where something is not added up.

    That are amounts that are text, and amounts in rows of the ledger without a date.
    """
    count, is_late = "+".join(counts), undated != "0"
    texts = f'"有 "&{count}&" 格文字金额未计"'
    if not is_late:
        return f"=IF({count}=0,{note},{texts})"
    rows = f'"另有 "&{undated}&" 行没有日期，未计入"'
    both = f'"另有 "&{count}&" 格文字、"&{undated}&" 行无日期未计"'
    return f"=IF({undated}=0,IF({count}=0,{note},{texts}),IF({count}=0,{rows},{both}))"


def _no_amount() -> str:
    """Return what stands in a cell that holds no amount, typed in either width."""
    wide = {ord(one): ord(one) + _TO_WIDE for word in NOTHING for one in word if one.isascii()}
    words = sorted(NOTHING | {word.translate(wide) for word in NOTHING})
    return _array(words)


NO_AMOUNT = _no_amount()
OPENING_TEXT = _texts(VALUES, f'ISNUMBER(MATCH({LABELS},{{"{OPENING_SETTING}"}},0))*')
_DATED_ROWS = f'({_DAYS}<>"")*ISERROR(SEARCH("计",{_DAYS}))*'
LEDGER_IN, LEDGER_OUT = _texts(_INCOMES, _DATED_ROWS), _texts(_EXPENSES, _DATED_ROWS)
UNDATED_IN, UNDATED_OUT = _undated(_INCOMES), _undated(_EXPENSES)
UNDATED_BOTH = f'COUNTIFS({_INCOMES},">0",{_EXPENSES},">0",{_DAYS},"")'
_PAID = cells(DUES, Dues.paid_amount)
PAID_DUES = f"SUMIFS({_PAID},{PERSONS})"
STILL_THERE = "".join(
    f',{cells(MEMBERS, Members.employment_status)},"<>{status}"'
    for status in (RETIRED, *sorted(GONE))
)
MEMBERS_NOW = (
    f'COUNTIFS({cells(MEMBERS, Members.name)},"?*",{cells(MEMBERS, Members.left_on)},""'
    f"{STILL_THERE})"
)

FIGURES = (
    Figure("全年事项", f"={ITEMS}", "不含取消的事项", "figure-count"),
    Figure("已完成", f"={DONE}", _bar(DONE, ITEMS, "还没有事项"), "figure-count"),
    Figure("检查发现", f'=IF({CHECKED_ON}=0,"还没有检查",{FOUND})', CHECK_NOTE, "figure-count"),
    Figure("在职会员", f"={MEMBERS_NOW}", "《会员》中没有退休、离开的", "figure-count"),
    Figure(
        "期初结余",
        f"={OPENING}",
        _or_texts('"上年结转，见《设置》"', OPENING_TEXT),
        "figure-money",
    ),
    Figure(
        "现有结余",
        f"={OPENING}+{_money(_INCOMES)}-({_money(_EXPENSES)})-({_totals(_INCOMES)})+{_totals(_EXPENSES)}",
        _or_texts(
            '"期初＋收入－支出"',
            *(OPENING_TEXT, LEDGER_IN, LEDGER_OUT),
            undated=f"({UNDATED_IN}+{UNDATED_OUT}-{UNDATED_BOTH})",
        ),
        "figure-money",
    ),
    Figure(
        "本年收入",
        f"={INCOME}",
        _or_texts('"《收支台账》合计"', LEDGER_IN, undated=f"({UNDATED_IN})"),
        "figure-money",
    ),
    Figure(
        "本年支出",
        f"={EXPENSE}",
        _or_texts('"《收支台账》合计"', LEDGER_OUT, undated=f"({UNDATED_OUT})"),
        "figure-money",
    ),
    Figure(
        "支出预算",
        f"={EXPENSE_BUDGET}",
        _or_texts(
            _bar(figure("本年支出"), figure("支出预算"), NO_BUDGET).removeprefix("="),
            *(
                _texts(cells(BUDGET, Budget.original_amount)),
                _texts(cells(BUDGET, Budget.revision_amount)),
            ),
        ),
        "figure-money",
    ),
    Figure(
        "会费实缴",
        f"={PAID_DUES}",
        _or_texts('"《会费》合计"', _texts(_PAID)),
        "figure-money",
    ),
)


def _step(is_done: str, number: str, text: str) -> str:
    """Return the formula of a step to take; it has a tick once it is done."""
    return f'=IF({is_done},"✓","{number}")&"　{text}"'


STEPS = (
    _step(f'{UNIT}<>""', "①", "填《设置》的单位名称、期初结余，再填《会员》"),
    _step(f"{ITEMS}>0", "②", "点「导入年度计划」，选计划文档；没有读懂的行会列出来"),
    _step(
        f"{_run('生成本月工作表', Runs.run_on)}+{_run('生成全年各月', Runs.run_on)}>0",
        "③",
        "点「生成本月工作表」，打印出来照着做；要别的月份先选月份",
    ),
)
