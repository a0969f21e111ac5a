"""What the buttons do, as functions without arguments, for macros of one's own.

    RunPython "import unionxl; unionxl.month()"

Each works on `xlwings.Book.caller()` and shows one message in the end, as the button does.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from unionxl.operations.catalogue import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

CLICKED = frozenset(one.id for one in OPERATIONS if one.has_button)


def click_named(name: str) -> Callable[[], None]:
    """Return what does the same as a button.

    Raises:
        AttributeError: there is no such button.
    """
    if name not in CLICKED:
        raise AttributeError(name)
    from unionxl.addin import main

    return partial(main, name)


def __getattr__(name: str) -> Callable[[], None]:
    """Return what does the same as a button."""
    return click_named(name)
