"""What the words of a command mean, and what helps where they mean nothing."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from typing import TYPE_CHECKING

from unionxl.errors import RequestError
from unionxl.workbook.vba.sources import Host

if TYPE_CHECKING:
    from collections.abc import Iterator

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
