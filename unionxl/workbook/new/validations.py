"""Data validations of the input tables: lists, dates, numbers, each with a kind word."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unionxl.domain.written import exact_percent
from unionxl.values.column import YES_NO, Kind
from unionxl.values.reading import MAX_DAY, MIN_DAY, TOO_LARGE

if TYPE_CHECKING:
    from unionxl.tables.settings import Setting
    from unionxl.values.column import Column

LONGEST_LIST = 255  # what Excel takes as a list in one cell; no validator finds a longer one
STOP, WARN, INFORM = "stop", "warning", "information"

Validation = dict[str, object]


def column_validation(column: Column) -> Validation | None:
    """Return the validation of a column, None where anything may be typed.

    Only a closed list stops the clerk; of all else she is asked whether she means it.
    """
    choices = YES_NO if column.kind is Kind.FLAG else column.choices
    if choices:
        return _listed(column.header, choices, column.hint, is_closed=column.is_closed)
    rule = _rule(column)
    if not rule and not column.hint:
        return None
    return _named(column.header, {"validate": "any", **rule}, _input_message(column))


def setting_validation(setting: Setting) -> Validation | None:
    """Return the validation of the value of a setting."""
    if setting.choices:
        return _listed(setting.label, setting.choices, setting.hint, is_closed=True)
    if setting.span:
        rule = _within(setting, *map(Decimal, setting.span))
    elif setting.kind is Kind.MONEY:
        rule = _money(is_signed=False)
    else:
        rule = {"validate": "any"}
    return _named(setting.label, rule, setting.hint)


def _within(setting: Setting, least: Decimal, most: Decimal) -> Validation:
    """Return what is expected of a number within bounds; of a share, that it is in per cent."""
    is_share = setting.kind is Kind.SHARE
    told = [exact_percent(bound) if is_share else f"{bound}" for bound in (least, most)]
    return {
        "validate": "integer" if setting.kind is Kind.COUNT else "decimal",
        "criteria": "between",
        "minimum": float(least) if is_share else int(least),
        "maximum": float(most) if is_share else int(most),
        "error_message": f"应在 {told[0]} 与 {told[1]} 之间。{setting.hint}",
    }


def _rule(column: Column) -> Validation:
    """Return what is expected of a column without a list."""
    if column.kind is Kind.DATE:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": MIN_DAY,
            "maximum": MAX_DAY,
            "error_message": "这里应填日期，如 2026-03-05。",
        }
    if column.kind is Kind.MONEY:
        return _money(is_signed=column.is_signed)
    if column.kind is Kind.COUNT:
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            "error_message": "这里应填整数，不小于 0。",
        }
    if column.kind is Kind.NUMBER:
        return _between(-TOO_LARGE, "这里应填数字。")
    return {}


def _money(*, is_signed: bool) -> Validation:
    """Return what is expected of an amount."""
    if is_signed:
        return _between(-TOO_LARGE, "这里应填数字，单位为元。")
    return _between(0, "这里应填数字，不小于 0，单位为元。")


def _between(least: int, message: str) -> Validation:
    """Return what is expected of a number."""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": least,
        "maximum": TOO_LARGE,
        "error_message": message,
    }


def _listed(title: str, choices: tuple[str, ...], hint: str, *, is_closed: bool) -> Validation:
    """Return a list; an open one takes other words after a question."""
    if len(",".join(choices)) > LONGEST_LIST or any("," in choice for choice in choices):
        raise AssertionError(choices)
    message = "请从清单中选择一项。" if is_closed else "清单中没有这一项；确实需要时可以照用。"
    rule: Validation = {
        "validate": "list",
        "source": list(choices),
        "error_type": STOP if is_closed else INFORM,
        "error_message": message,
    }
    return _named(title, rule, hint)


def _input_message(column: Column) -> str:
    """Return what is shown when a cell is chosen; silence is kinder where the header says it."""
    return column.hint or ("日期，如 2026-03-05" if column.kind is Kind.DATE else "")


def _named(title: str, rule: Validation, input_message: str) -> Validation:
    """Return a validation with the titles of its messages."""
    named = {"error_type": WARN, "error_title": title} | rule
    if input_message:
        named |= {"input_title": title, "input_message": input_message}
    return named
