"""What a cell of an input table says, by the kind of its column; no cell raises."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from decimal import Decimal
from functools import partial
from itertools import pairwise
from operator import ne
from typing import TYPE_CHECKING, cast

from unionxl.domain.money import yuan
from unionxl.domain.month_states import unread_states
from unionxl.domain.period import MONTHS_A_YEAR, Month
from unionxl.domain.shares import likely_share, read_share
from unionxl.domain.written import exact_percent, money
from unionxl.values.column import Kind
from unionxl.values.days import PACKED_DAY, day_of_year, day_or_none, written_day
from unionxl.values.measured import measured
from unionxl.values.months import MAX_YEAR, MIN_YEAR, read_months
from unionxl.values.problem import NOT_COMPUTED, Problem, broken_formula
from unionxl.words.numerals import ONES, counted

if TYPE_CHECKING:
    import enum
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from unionxl.values.column import Column, ReadValue

    Value = str | int | bool | Decimal | dt.date | Month | tuple[Month, ...] | enum.Enum | None

MIN_DAY = dt.date(1920, 1, 1)
MAX_DAY = dt.date(MAX_YEAR, 12, 31)
SERIAL_ORIGIN = dt.date(1899, 12, 30)  # day 0 of Excel's calendar, right from March 1900 on
TOO_LARGE = 10**12
EXACT_DIGITS = 15  # a number in a cell is exact to so many digits
NOISE = Decimal("0.000001")  # what sums of amounts are off by is no part of an amount
SHOWN_CHARACTERS = 24

ERROR_TEXTS = frozenset(
    (
        *("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
        NOT_COMPUTED,
        *("#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#GETTING_DATA", "#CONNECT!", "#BUSY!", "#PYTHON!"),
    )
)
NOTHING = frozenset(("", "-", "--", "—", "——", "/", "\\", "#", "无"))
YES = frozenset(("是", "有", "对", "√", "✓", "✔", "☑", "y", "yes", "t", "true", "1"))
NO = frozenset(("否", "无", "错", "×", "x", "✗", "✘", "☒", "n", "no", "f", "false", "0"))
_TEXT_NUMBERS = "数是文字"
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"

_AMOUNT = re.compile(r"([+-]?)¥?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万?)元?")
_COUNT = re.compile(r"([+-]?\d{1,12})(?:\.0+)?[人名个位张天份次件只套本场票]?")
_SPELT_COUNT = re.compile(rf"([{ONES}两十百零〇]{{1,7}})[人名位个张天份次件只套本场票]?")
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,12}(?:\.\d{1,12})?")


Parsed = tuple["Value", Problem | None]


def is_blank(cell: ReadValue) -> bool:
    """Tell whether nothing stands in a cell.

    >>> is_blank(" "), is_blank(0)
    (True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.strip())


def parse_cell(cell: ReadValue, column: Column, fiscal_year: int) -> Parsed:
    """Return the value of a cell and what is the matter with it, if anything.

    A cell that cannot be read gives the value of an empty one.
    """
    (parsed,) = parse_cells((cell,), column, fiscal_year)
    return parsed


def parse_cells(cells: Iterable[ReadValue], column: Column, fiscal_year: int) -> Iterator[Parsed]:
    """Yield what `parse_cell` returns for each cell of a column."""
    parse = _parser(column, fiscal_year)
    nothing = empty_value(column)
    for cell in cells:
        text = cell.strip() if isinstance(cell, str) else cell
        if text is None or text == "":
            yield nothing, None
        elif text in ERROR_TEXTS:
            yield nothing, broken_formula(text)
        else:
            value, problem = parse(cell)
            yield nothing if value is None else value, problem


def plain_texts(cells: Iterable[ReadValue], column: Column) -> set[str]:
    """Return the distinct texts of cells that `parse_cells` would all take as they are.

    It is a quick look: where any cell may need parsing, nothing is returned.
    """
    is_open = column.kind in {Kind.TEXT, Kind.CODE} and not (column.choices and column.is_closed)
    if not is_open or column.is_required or column.default is not None:
        return set()
    distinct = set(cells)
    if set(map(type, distinct)) != {str} or distinct & ERROR_TEXTS:
        return set()
    texts = cast("set[str]", distinct)
    if column.kind is Kind.CODE and not NOTHING.isdisjoint(texts - {""}):
        return set()
    joined = "\n".join(texts)
    if any(map(ne, map(str.strip, texts), texts)) or any(one in joined for one in _INVISIBLE):
        return set()
    is_plain = column.kind is Kind.TEXT or unicodedata.is_normalized("NFKC", joined)
    return texts if is_plain else set()


def _parser(column: Column, fiscal_year: int) -> Callable[[ReadValue], Parsed]:
    """Return what reads the cells of a column."""
    if column.choices and column.is_closed:
        return partial(_parse_choice, column=column)
    if column.kind in {Kind.MONTHS, Kind.MONTH}:
        return partial(_parse_months, column=column, fiscal_year=fiscal_year)
    if column.kind is Kind.MONEY and not column.is_signed:
        return _parse_unsigned_money
    if column.kind is Kind.DATE and column.is_of_year:
        return partial(_parse_date, fiscal_year=fiscal_year)
    return _PARSERS[column.kind]


def empty_value(column: Column) -> Value:
    """Return what an empty cell of a column means."""
    if column.default is not None:
        return column.default
    return _EMPTY.get(column.kind)


def shown(cell: ReadValue) -> str:
    """Quote a cell in a message: in one line and not too long."""
    text = " ".join(_plain_text(cell).split())
    text = "".join(character for character in text if character.isprintable())
    return f"“{text}”" if len(text) <= SHOWN_CHARACTERS else f"“{text[:SHOWN_CHARACTERS]}…”"


def _parse_choice(cell: ReadValue, column: Column) -> Parsed:
    """Take one of the words of a closed list."""
    text = unicodedata.normalize("NFKC", _plain_text(cell)).strip()
    text = dict(column.spellings).get(text, text)
    if text in column.choices:
        return (column.enum_type(text) if column.enum_type else text), None
    words = "、".join(column.choices)
    _, problem = _nothing_or(cell, "不是可选的词。", f"请改为：{words}。")
    return None, problem


def _parse_text(cell: ReadValue) -> Parsed:
    """Take anything as text."""
    return _plain_text(cell), None


def _parse_states(cell: ReadValue) -> Parsed:
    """Take the states of single months; what is not understood of them is said."""
    text = _plain_text(cell)
    unread = unread_states(text)
    if not unread:
        return text, None
    problem = Problem(
        f"{shown(unread)}看不出是几月的状态。", "请写成 1已完成 2进行中 的形式。", is_readable=True
    )
    return text, problem


def _parse_code(cell: ReadValue) -> Parsed:
    """Take a code as text: 501.0 is 501, and 001 keeps its noughts."""
    if isinstance(cell, str):
        code = unicodedata.normalize("NFKC", cell).strip().strip(_INVISIBLE)
        return "" if code in NOTHING else code, None
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        return None, Problem(
            f"{shown(cell)}不是编码，可能被自动改成了日期或其他格式。",
            "请先把单元格格式设为“文本”，再重新填写。",
        )
    if abs(cell) >= 10**EXACT_DIGITS:
        return _plain_text(cell), Problem(
            f"{shown(cell)}超过 {EXACT_DIGITS} 位，末几位可能已经丢失。",
            "请把单元格格式设为“文本”，再核对并重新填写。",
            is_readable=True,
        )
    return _plain_text(cell), None


def _parse_money(cell: ReadValue) -> Parsed:
    """Take an amount in yuan, rounded half up to the fen."""
    number = _exact(cell)
    if number is not None:
        return _amount(number, cell)
    match = _AMOUNT.fullmatch(_squeezed(cell))
    if match is None:
        return _nothing_or(cell, "不是金额。", "请只填数字，如 1200.50。")
    sign, whole, fraction, ten_thousands = match.groups()
    number = Decimal(sign + whole.replace(",", "") + (fraction or ""))
    return _amount(number * (10_000 if ten_thousands else 1), cell, is_text=True)


def _amount(number: Decimal, cell: ReadValue, *, is_text: bool = False) -> Parsed:
    """Round to the fen unless the number is too large to be an amount of a school's union."""
    if abs(number) >= TOO_LARGE:
        return None, Problem(f"{shown(cell)}过大，不像是金额。", "请核对后重新填写，单位为元。")
    amount = yuan(number)
    if is_text:
        what, advice = "是文字，不是数字", f"请改成数字 {amount}。"
        alike, remedy = "金额是文字", "请改成数字：只写数字，不写“元”和逗号。"
    elif abs(number - amount) >= NOISE:
        what = "不止两位小数"
        advice = f"请核对后改成 {amount}；由公式算出的，请在公式中四舍五入到分。"
        alike, remedy = "金额不止两位小数", "请核对；由公式算出的，请在公式中四舍五入到分。"
    else:
        return amount, None
    return amount, Problem(
        f"{shown(cell)}{what}，暂按 {money(amount)} 元计算。",
        advice,
        is_readable=True,
        is_text=is_text,
        alike=alike,
        remedy=remedy,
    )


def _parse_unsigned_money(cell: ReadValue) -> Parsed:
    """Take an amount, and report a negative one."""
    if isinstance(cell, float) and 0 <= cell < TOO_LARGE:  # nearly all of them
        exact = yuan(f"{cell:.{EXACT_DIGITS}g}")
        if float(exact) == cell:
            return exact, None
    amount, problem = _parse_money(cell)
    if not isinstance(amount, Decimal) or amount >= 0:
        return amount, problem
    return amount, Problem(
        f"金额为负数 {money(amount)} 元，已按负数计算。",
        "请核对金额和正负号。",
        is_readable=True,
        is_text=problem is not None and problem.is_text,
        is_odd=True,
    )


def _parse_count(cell: ReadValue) -> Parsed:
    """Take a whole number that is not negative."""
    number = _counted(cell)
    if number is None or number != number.to_integral_value() or abs(number) >= TOO_LARGE:
        return _nothing_or(cell, "不是整数。", "请填写整数，如 12。")
    if number < 0:
        return None, Problem(f"{shown(cell)}是负数。", "请填写 0 或正整数。")
    if not isinstance(cell, str):
        return int(number), None
    return int(number), Problem(
        f"{shown(cell)}是文字，不是数字，暂按 {number:.0f} 计算。",
        f"请改成数字 {number:.0f}。",
        is_readable=True,
        alike=_TEXT_NUMBERS,
        remedy="请改成数字：只写数字。",
    )


def _counted(cell: ReadValue) -> Decimal | None:
    """Return how many a cell says: 35, 35票, 三十五."""
    text = _squeezed(cell)
    if match := _COUNT.fullmatch(text):
        return Decimal(match[1])
    spelt = _SPELT_COUNT.fullmatch(text)
    told = counted(spelt[1]) if spelt else None
    return _exact(cell) if told is None else Decimal(told)


def _parse_number(cell: ReadValue) -> Parsed:
    """Take a number, also a share in the forms in which clerks write it."""
    number = _exact(cell)
    if number is not None:
        return number, None
    text = _squeezed(cell)
    share = read_share(text)
    number = measured(text) if share is None else share
    if number is None:
        return _nothing_or(cell, "不是数字。", "请只填数字，如 12.5；比例连同百分号，如 30%。")
    told = f"{number}" if share is None else exact_percent(share)
    return number, Problem(
        f"{shown(cell)}是文字，不是数字，暂按 {told} 计算。",
        f"请改成数字 {told}。",
        is_readable=True,
        alike=_TEXT_NUMBERS,
        remedy="请改成数字：只写数字；比例连同百分号。",
    )


def parse_share(cell: ReadValue, name: str, most: Decimal, example: str) -> Parsed:
    """Take a share of at most so much; a bare number is what a cell in per cent holds.

    What is impossible is told with both of its readings: 0.5 is 50 %, and 0.5 % may be meant.
    """
    bare = _exact(cell)
    share = read_share(_squeezed(cell)) if bare is None else bare
    problem = None
    if share is None:
        text = _squeezed(cell)
        if not _PLAIN_NUMBER.fullmatch(text):
            return _nothing_or(cell, "不是百分数。", f"请写成百分数，如 {example}。")
        bare = share = Decimal(text)
        told = exact_percent(share)
        problem = Problem(
            f"{shown(cell)}是文字，不是数字，暂按 {told} 计算。",
            f"请改成 {told}。",
            is_readable=True,
        )
    if 0 <= share <= most:
        return share, problem
    what = f"{shown(cell)}就是 {exact_percent(share)}，" if bare is not None else shown(cell)
    if share < 0:
        return None, Problem(f"{what}小于零，没有采用。", f"请写成百分数，如 {example}。")
    meant = likely_share(share if bare is not None else share * 100, most)
    told = exact_percent(meant) if meant else ""
    advice = f"若是 {told}，请连同百分号写成 {told}" if told else ""
    return None, Problem(
        f"{what}超过 {exact_percent(most)}，{name}不会这样高，没有采用。",
        f"请核对；{advice or f'请写成百分数，如 {example}'}。",
    )


def _parse_flag(cell: ReadValue) -> Parsed:
    """Take yes or no in the forms in which people tick."""
    if isinstance(cell, bool):
        return cell, None
    text = _plain_text(cell).casefold()
    if text in YES or text in NO:
        return text in YES, None
    return _nothing_or(cell, "看不出是“是”还是“否”。", "请填写 是 或 否。")


def _parse_date(cell: ReadValue, fiscal_year: int = 0) -> Parsed:
    """Take a day; a day written as text or as a number is read and reported.

    A day without a year is one of the fiscal year, where there is one.
    """
    if isinstance(cell, dt.datetime):
        return _plausible_day(cell.date())
    if isinstance(cell, dt.date):
        return _plausible_day(cell)
    if isinstance(cell, str):
        day, what = written_day(cell), "是文字，不是日期"
        if day is None and fiscal_year:
            day, what = day_of_year(cell, fiscal_year), "没有写年份"
    else:
        day, what = _serial_day(cell), "是数字，不是日期"
    if day is None or not MIN_DAY <= day <= MAX_DAY:
        return _nothing_or(cell, "不是日期。", "请填写日期，如 2026-03-05。")
    return day, Problem(
        f"{shown(cell)}{what}，暂按 {day} 读取。",
        f"请把单元格格式改为日期，再输入 {day}。",
        is_readable=True,
        alike=f"日期{what}".removesuffix("，不是日期"),
        remedy="请把单元格格式改为日期，再重新输入，如 2026-03-05。",
    )


def _plausible_day(day: dt.date) -> Parsed:
    """Take a day of our time; a mistyped number looks like 1900-01-05."""
    if MIN_DAY <= day <= MAX_DAY:
        return day, None
    return None, Problem(f"日期 {day} 的年份不合常理。", "请核对后重新输入，如 2026-03-05。")


def _serial_day(cell: ReadValue) -> dt.date | None:
    """Return the day of a number: 20260305, or the count of days that Excel keeps."""
    number = _exact(cell)
    if number is None or not 0 < number < TOO_LARGE:
        return None
    if match := PACKED_DAY.fullmatch(str(number)):
        return day_or_none(*map(int, match.groups()))
    if number > (MAX_DAY - SERIAL_ORIGIN).days + 1:
        return None
    return SERIAL_ORIGIN + dt.timedelta(days=int(number))


def _parse_months(cell: ReadValue, column: Column, fiscal_year: int) -> Parsed:
    """Take the months of a cell, exactly one for a column of single months."""
    if isinstance(cell, dt.date):
        return _month_of_date(cell, column)
    text = _plain_text(cell)
    months, is_certain = read_months(text, fiscal_year)
    if isinstance(cell, float) and text.endswith(".1"):  # 2026.1 and 2026.10 are one number
        months = ()
    is_single = column.kind is Kind.MONTH
    if column.names_months and is_certain and len(months) > 1 and _is_span(months):
        return tuple(months), None
    if not months or (is_single and len(months) > 1):
        example = "如 2026-03" if is_single else "如 3月、7-8月 或 2027-01"
        return _nothing_or(cell, "看不出是几月。", f"请填写月份，{example}。")
    if is_single:
        return months[0], None
    if is_certain:
        return months, None
    names = "、".join(str(month) for month in months)
    return months, Problem(
        f"{shown(cell)}的月份先大后小，暂按 {names} 读取。",
        f"请核对；下一年的月份请写成 {fiscal_year + 1}-01 的形式。",
        is_readable=True,
        alike="月份先大后小",
        remedy=f"请核对；下一年的月份请写成 {fiscal_year + 1}-01 的形式。",
    )


def _is_span(months: tuple[Month, ...]) -> bool:
    """Tell whether each month follows the one before it."""
    return all(first.next == second for first, second in pairwise(months))


def _month_of_date(day: dt.date, column: Column) -> Parsed:
    """Take the month of a date; Excel makes 8 July of 7-8, which may have meant two months."""
    if not MIN_YEAR <= day.year <= MAX_YEAR:
        return None, Problem(
            f"日期 {day:%Y-%m-%d} 的年份不合常理。", "请填写月份，如 3月 或 2027-01。"
        )
    month = Month.of(day)
    if column.kind is Kind.MONTH:
        return month, None
    if day.day == 1 or not day.month < day.day <= MONTHS_A_YEAR:
        return (month,), None
    return (month,), Problem(
        f"单元格里是日期 {day:%Y-%m-%d}，暂按 {month} 读取。",
        f"如果是 {day.month} 至 {day.day} 月，请写成 {day.month}-{day.day}月。",
        is_readable=True,
    )


def _exact(cell: ReadValue) -> Decimal | None:
    """Return a number to the digits that a cell keeps; None for what is no number."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    if isinstance(cell, int):
        return Decimal(cell)
    return Decimal(f"{cell:.{EXACT_DIGITS}g}") if math.isfinite(cell) else None


def _plain_text(cell: ReadValue) -> str:
    """Return the text that a cell shows, without the spaces around it."""
    if isinstance(cell, str):
        return cell.strip().strip(_INVISIBLE)
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else f"{cell:.{EXACT_DIGITS}g}"
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return str(cell.date())
    return "" if cell is None else str(cell)


def _squeezed(cell: ReadValue) -> str:
    """Return a text in half-width characters without any space; nothing for other cells."""
    if not isinstance(cell, str):
        return ""
    return "".join(unicodedata.normalize("NFKC", cell).strip(_INVISIBLE).split())


def _nothing_or(cell: ReadValue, what: str, advice: str) -> Parsed:
    """Say what a cell is not; the dash that people put into an empty field is no value at all."""
    is_nothing = isinstance(cell, str) and _squeezed(cell) in NOTHING
    return None, None if is_nothing else Problem(shown(cell) + what, advice)


_EMPTY: Mapping[Kind, Value] = {Kind.TEXT: "", Kind.CODE: "", Kind.MONTHS: (), Kind.STATES: ""}

_PARSERS: Mapping[Kind, Callable[[ReadValue], Parsed]] = {
    Kind.TEXT: _parse_text,
    Kind.STATES: _parse_states,
    Kind.CODE: _parse_code,
    Kind.DATE: _parse_date,
    Kind.MONEY: _parse_money,
    Kind.COUNT: _parse_count,
    Kind.NUMBER: _parse_number,
    Kind.SHARE: _parse_number,
    Kind.FLAG: _parse_flag,
}
