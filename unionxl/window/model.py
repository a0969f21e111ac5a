"""What the window knows: which workbook, what is going on, what may be clicked. No tkinter here."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from unionxl.domain.period import MONTHS_A_YEAR
from unionxl.operations.listed.groups import MORE
from unionxl.operations.operation import Operation, Place

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from unionxl.operations.operation import Option

MONTH = "month"  # the argument or option that names a month
PICKED = "首页所选，没有选的按今天"
# What the window does besides the operations: the macros of a workbook do it by themselves.
SHOW_SHEETS = Operation(id="show_sheets", group=MORE, label="显示收起的表")
SHEETS = "group"  # the value that names whose sheets are meant


class Stage(enum.Enum):
    """What is going on."""

    EMPTY = "no workbook is chosen"
    READY = "a button may be clicked"
    WAITING = "another program has the workbook open"
    WORKING = "something is being done"


@dataclass(frozen=True, slots=True)
class Known:
    """What the head of a workbook says of it."""

    year: int
    unit: str


@dataclass(frozen=True, slots=True)
class Wish:
    """An operation with all that was chosen for it."""

    operation: Operation
    document: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it: the message, and the file that 「打开」 opens, None for none."""

    title: str
    text: str
    opens: Path | None = None
    is_stop: bool = False

    @property
    def summary(self) -> str:
        """Return the first line, which says it all to whoever is in a hurry."""
        return self.text.partition("\n")[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of what was done."""

    at: dt.datetime
    report: Report

    @property
    def cells(self) -> tuple[str, str, str]:
        """Return time, operation and result."""
        return f"{self.at:%H:%M}", self.report.title, self.report.summary


@dataclass(frozen=True, slots=True)
class State:
    """Where the window stands; every step returns the next one.

    `wish` is what is waited for or done, None while a workbook is only looked at. The workbook
    `was_open` in another program when it was clicked: it is opened again afterwards.
    """

    stage: Stage = Stage.EMPTY
    file: Path | None = None
    known: Known | None = None
    wish: Wish | None = None
    was_open: bool = False
    is_leaving: bool = False

    @property
    def may_click(self) -> bool:
        """Whether the buttons of operations do anything."""
        return self.stage is Stage.READY and not self.is_leaving

    @property
    def may_choose(self) -> bool:
        """Whether another workbook can be chosen."""
        return self.stage in (Stage.EMPTY, Stage.READY) and not self.is_leaving

    @property
    def may_leave(self) -> bool:
        """Whether the window can close at once, because nothing is being written."""
        return self.stage is not Stage.WORKING

    def looking(self) -> State:
        """A workbook is looked at, or made."""
        return replace(self, stage=Stage.WORKING, wish=None, was_open=False)

    def chosen(self, file: Path, known: Known | None) -> State:
        """A workbook is there; what it says of itself may be unreadable."""
        return replace(self, stage=Stage.READY, file=file, known=known)

    def not_chosen(self) -> State:
        """The workbook that was looked at is none; the one before stays."""
        return replace(self, stage=Stage.READY if self.file else Stage.EMPTY)

    def wished(self, wish: Wish, *, is_open: bool) -> State:
        """A button was clicked, while another program has the workbook open, or has it not."""
        stage = Stage.WAITING if is_open else Stage.WORKING
        return replace(self, stage=stage, wish=wish, was_open=False)

    def freed(self) -> State:
        """The other program has closed the workbook."""
        return replace(self, stage=Stage.WORKING, was_open=True)

    def given_up(self) -> State:
        """She does not want to close it."""
        return replace(self, stage=Stage.READY, wish=None)

    def done(self, known: Known | None) -> State:
        """What was clicked is done, or was stopped."""
        return replace(self, stage=Stage.READY, wish=None, known=known or self.known)

    def leaving(self) -> State:
        """The window is to be closed."""
        return replace(self, is_leaving=True)


def takes_month(asked: Operation) -> bool:
    """Whether an operation is about a month that can be chosen."""
    options = (one.name for one in asked.options if not one.leads_to)
    return MONTH in {one.name for one in asked.arguments} | set(options)


def writes(asked: Operation) -> bool:
    """Whether an operation changes the workbook, which must not be open elsewhere then."""
    return asked.is_noted or asked.place is Place.FILE


def offers(asked: Operation) -> tuple[Option, ...]:
    """Return the options that can be chosen beside the button."""
    return tuple(option for option in asked.options if option.label)


def month_choices(year: int | None) -> dict[str, str | None]:
    """Return the months that can be chosen: what is read, and what the program is told."""
    choices: dict[str, str | None] = {PICKED: None}
    if year is not None:
        months = [(year, number) for number in range(1, MONTHS_A_YEAR + 1)]
        for of_year, number in (*months, (year + 1, 1)):
            choices[f"{of_year}年{number}月"] = f"{of_year}-{number:02d}"
    return choices


def heading(state: State) -> tuple[str, str]:
    """Return the name of the workbook, and what is known of it."""
    if state.file is None:
        return "还没有选工作簿", "请打开一本，或新建一本。"
    if state.known is None:
        return state.file.name, "这本工作簿没有读懂，见下面的记录。"
    return state.file.name, " · ".join(filter(None, (state.known.unit, f"{state.known.year} 年")))
