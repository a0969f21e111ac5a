"""One after the other, where a program uses a workbook from several threads."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

Method = TypeVar("Method", bound="Callable[..., Any]")


def in_turn(work: Method) -> Method:
    """Let a method wait until no other thread is in one; the lock is `_turn` of its object."""

    @functools.wraps(work)
    def waiting(one: Any, *words: Any, **named: Any) -> Any:  # noqa: ANN401 - as the method has it
        with one._turn:  # noqa: SLF001 - its own methods are wrapped
            return work(one, *words, **named)

    return cast("Method", waiting)
