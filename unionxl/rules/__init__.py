"""What is checked: pure functions from a year's book to findings.

The rules are imported when they are first asked for: a click that checks nothing reads findings
of cells only, and need not wait for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from unionxl.rules.catalogue import ALL_RULES, run_rules

__all__ = ["ALL_RULES", "run_rules"]


def __getattr__(name: str) -> object:
    """Return a public name of the catalogue."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("unionxl.rules.catalogue"), name)
