"""Protected sheets in Excel's own words. Those of the program have no password."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from unionxl.workbook.cells import refusals
from unionxl.workbook.live.host import native, run_twice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xlwings as xw

    from unionxl.workbook.live.native import ComObject

_LOOKS = ("AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows")
_ALLOWED = (
    *_LOOKS,
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)
_FILTER = "AllowFiltering"


@dataclass(frozen=True, slots=True)
class Protection:
    """How a sheet is protected, without a password: what it keeps, and what it still allows."""

    allowed: frozenset[str]
    keeps_shapes: bool = True
    keeps_scenarios: bool = True
    is_for_users_only: bool = False


def protect(sheet: xw.Sheet, *, can_filter: bool) -> None:
    """Let a sheet take input only in unlocked cells; looks stay changeable."""
    allowed = frozenset((*_LOOKS, *((_FILTER,) if can_filter else ())))
    protect_as(sheet.api, Protection(allowed))


def protect_as(tab: ComObject, rules: Protection) -> None:
    """Let a sheet take input only in unlocked cells, and what else is allowed."""
    kept = rules.keeps_shapes, True, rules.keeps_scenarios, rules.is_for_users_only
    tab.Protect("", *kept, *(name in rules.allowed for name in _ALLOWED))


def protection_of(tab: ComObject) -> Protection:
    """Return how a protected sheet is protected."""
    rules: ComObject = tab.Protection
    return Protection(
        frozenset(name for name in _ALLOWED if getattr(rules, name)),
        bool(tab.ProtectDrawingObjects),
        bool(tab.ProtectScenarios),
        bool(tab.ProtectionMode),
    )


def unprotect(sheet: xw.Sheet) -> None:
    """Lift the protection of a sheet that has no password; Excel refuses where there is one."""
    sheet.api.Unprotect("")


def is_protected(sheet: xw.Sheet) -> bool:
    """Tell whether a sheet takes input only in unlocked cells."""
    return bool(sheet.api.ProtectContents)


def lift_protection(
    sheet: xw.Sheet, protect_again: Callable[[], None], undo: list[Callable[[], None]]
) -> None:
    """Lift the protection of a sheet of the program; a password is the clerk's, and refused."""
    try:
        unprotect(sheet)
    except native.host_errors() as error:
        raise refusals.protected_sheet(sheet.name) from error
    undo.append(protect_again)


@contextmanager
def all_lifted(tabs: ComObject) -> Iterator[None]:
    """Lift the protection of every sheet without a password; afterwards all are as before.

    A sheet with a password stays protected.
    """
    lifted: list[Callable[[], None]] = []
    try:
        for tab in tabs:
            if not tab.ProtectContents:
                continue
            rules = protection_of(tab)
            with suppress(*native.host_errors()):
                tab.Unprotect("")
                lifted.append(partial(protect_as, tab, rules))
        yield
    finally:
        failed: Exception | None = None
        for again in lifted:
            try:
                run_twice(again)
            except native.host_errors() as error:
                failed = error
        if failed:
            raise failed
