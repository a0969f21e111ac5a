"""What is asked of an operation: when, of which workbook, with which words and answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from unionxl.workbook.port import Workbook


def open_file(path: Path) -> Workbook:
    """Open a workbook file."""
    from unionxl.workbook.package.workbook import open_workbook

    return open_workbook(path)


@dataclass(frozen=True, slots=True)
class Request:
    """What comes with a click or a command.

    `at` is when it was. `document` is the file that was chosen, `answers` are those given so far,
    `host` is the program whose buttons are meant. A command has its words in `values`, under the
    names of arguments and options, and opens its workbook with `opens`; a click has it `given`.
    """

    at: dt.datetime
    document: str = ""
    answers: Mapping[str, int] = field(default_factory=dict)
    host: str = "excel"
    values: Mapping[str, Any] = field(default_factory=dict)
    opens: Callable[[Path], Workbook] = open_file
    given: Workbook | None = None

    @property
    def as_of(self) -> dt.date:
        """The day to work as of: the one asked for, else that of the request.

        Raises:
            RequestError: what was asked for is no day.
        """
        text = self.values.get("today")
        if text is None:
            return self.at.date()
        from unionxl.operations.asked import day_named

        return day_named(text)

    def open(self) -> Workbook:
        """Return the workbook that is meant; a command opens it by this, once."""
        return self.given or self.opens(self.values["file"])

    def open_other(self, name: str) -> Workbook | None:
        """Return the workbook that another value names, None where there is none."""
        path = self.values.get(name)
        return None if path is None else self.opens(path)
