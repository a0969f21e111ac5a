"""What the words of a command mean, and what helps where they mean nothing."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.values.column import Kind
from unionxl.values.reading import is_blank, parse_cell
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from unionxl.operations.request import Request
    from unionxl.values.column import Column

SHELLS = ("bash", "zsh", "fish", "powershell")
TERM = "· 请用 --term-start 写明第1周的星期一，如 --term-start 2026-03-02。"
RULES = "全部规则的名称：unionxl explain。"


def day_named(text: str) -> dt.date:
    """Return the day that a text names.

    Raises:
        RequestError: it names none.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise RequestError(
            f"“{text}”不是日期。", where="选项 --today", advice="请写成 2026-03-01 的样子。"
        ) from None


_MEANT: Mapping[Kind, tuple[str, str]] = {
    Kind.MONEY: ("金额", "请写成 200 或 199.50 的样子。"),
    Kind.COUNT: ("人数", "请写成 38 的样子。"),
    Kind.DATE: ("日期", "请写成 2026-03-01 的样子。"),
}


def check_words(request: Request, columns: Mapping[str, Column], fiscal_year: int) -> None:
    """Refuse words of a command that the cells they are meant for could not hold.

    Raises:
        RequestError: one of them is no amount, count or day.
    """
    for option, column in columns.items():
        text = request.values.get(option)
        if text is None or is_blank(text):
            continue
        value, _ = parse_cell(str(text), column, fiscal_year)
        if value is None or (isinstance(value, Decimal) and value < 0):
            what, advice = _MEANT[column.kind]
            raise RequestError(f"“{text}”不是{what}。", where=f"选项 --{option}", advice=advice)


def host_named(name: str) -> Host:
    """Return the spreadsheet program that a word names.

    Raises:
        RequestError: no buttons can be made for it.
    """
    try:
        return Host(name.lower())
    except ValueError:
        raise RequestError(
            f"没有为“{name}”准备的按钮。",
            where="选项 --for",
            advice=f"请从 {'、'.join(host.value for host in Host)} 中选一个。",
        ) from None


def shell_named(name: str) -> str:
    """Return the shell that a word names.

    Raises:
        RequestError: there is no completion for it.
    """
    if name.lower() in SHELLS:
        return name.lower()
    raise RequestError(
        f"没有为“{name}”准备的补全。",
        where="命令 completion",
        advice=f"请从 {'、'.join(SHELLS)} 中选一个。",
    )


@contextmanager
def with_hint(hint: str) -> Iterator[None]:
    """Add to a refused request what helps at the command line."""
    try:
        yield
    except RequestError as stop:
        advice = f"{stop.advice}{hint}"
        raise RequestError(stop.what, where=stop.where, advice=advice) from stop
