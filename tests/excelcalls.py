"""Calls into Excel's object model: counted, and refused on purpose."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_GENERIC = -2146827284


@dataclass
class Calls:
    """How many calls were made: every property got or set, every default item, every step."""

    count: int = 0
    refuse_from: int = 0
    refuse_through: int = 0

    def note(self, name: str) -> None:
        """Count a call, or refuse it."""
        self.count += 1
        if self.refuse_from <= self.count <= self.refuse_through:
            error: type[Exception] = importlib.import_module("pywintypes").com_error
            details = (0, "Microsoft Excel", f"{name} was refused", None, 0, _GENERIC)
            raise error(-2147352567, "Exception occurred.", details, None)


@contextmanager
def counted_calls(*, refuse: int = 0, lasting: bool = False) -> Iterator[Calls]:
    """Count the calls that xlwings makes; refuse one of them (from 1), or all from there on."""
    calls = Calls(0, refuse or 1, 10**9 if lasting else refuse)
    wrapper = importlib.import_module("xlwings._xlwindows").COMRetryObjectWrapper
    with pytest.MonkeyPatch.context() as patch:
        for name in ("__getattr__", "__setattr__", "__call__"):
            patch.setattr(wrapper, name, _noting(calls, getattr(wrapper, name)))
        patch.setattr(wrapper, "__iter__", _iterating(calls, wrapper.__iter__))
        yield calls


def _noting(calls: Calls, original: Any) -> Any:
    """Return a member of the wrapper that is noted before it is used."""

    def noted(self: Any, *args: Any, **named: Any) -> Any:
        name = str(args[0]) if args else "()"
        if not name.startswith("_"):
            calls.note(name)
        return original(self, *args, **named)

    return noted


def _iterating(calls: Calls, original: Any) -> Any:
    """Return an iteration each step of which is noted."""

    def noted(self: Any) -> Iterator[Any]:
        for item in original(self):
            calls.note("next")
            yield item

    return noted
