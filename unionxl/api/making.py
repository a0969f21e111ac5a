"""What a program asks for, as the request of an operation; which there are says the catalogue."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from unionxl.api.naming import unknown
from unionxl.errors import RequestError
from unionxl.operations.catalogue import OPERATIONS
from unionxl.operations.operation import Kind, Place
from unionxl.operations.performing import meant, perform
from unionxl.operations.request import Request
from unionxl.rules.joining import joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionxl.api.opening import Opened
    from unionxl.operations.operation import Argument, Operation, Option
    from unionxl.operations.outcome import Outcome
    from unionxl.workbook.port import Workbook

MADE = {one.id: one for one in OPERATIONS if (one.run or one.makes) and one.place is Place.WORKBOOK}
FILE, DOCUMENT = "file", "document"


@dataclass(frozen=True, slots=True)
class Result:
    """What an operation did.

    Attributes:
        summary: the sentence that a click shows, in Chinese.
        notes: what else there is to say, one sentence each; what to look at begins with its place.
        sheets: the names of the sheets that were made, in the order of making.
    """

    summary: str
    notes: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join((self.summary, *(f"· {note}" for note in self.notes)))


def operation_named(name: str) -> Operation:
    """Return an operation by its id.

    Raises:
        RequestError: there is none, or it has nothing to do with a workbook that is open.
    """
    if name in MADE:
        return MADE[name]
    known = {one.id: one.id for one in MADE.values()}
    labels = {one.label: one.id for one in MADE.values() if one.label}
    raise unknown("操作", name, {**known, **labels}, "操作")


def made(workbook: Opened, name: str, words: Mapping[str, object], today: dt.date) -> Result:
    """Do an operation in an open workbook, wholly or not at all; nothing is saved.

    Raises:
        UnionXLError: a reason to stop; the workbook is as it was.
    """
    asked = operation_named(name)
    values = {**_values(asked, words), "today": today.isoformat()}
    wanted = meant(asked, values)
    if wanted.document and values.get(DOCUMENT) is None:
        raise RequestError(
            "没有说明是哪个文件。", where=wanted.label, advice=f"请用 {DOCUMENT} 给出它的路径。"
        )
    request = Request(
        dt.datetime.now().astimezone(),
        document=str(values.get(DOCUMENT) or ""),
        answers={
            one.answers: values[one.name]
            for one in wanted.options
            if one.answers and one.name in values
        },
        host=values.get("host") or "excel",
        values=values,
        given=cast("Workbook", _Unsaved(workbook)),
    )
    before = len(workbook.made)
    with workbook.as_one():
        outcome = perform(wanted, request)
    return _result(outcome, workbook.made[before:])


class _Unsaved:
    """A workbook that an operation believes to save; the program saves when it likes."""

    def __init__(self, workbook: Opened) -> None:
        self._workbook = workbook

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a workbook has
        return getattr(self._workbook, name)

    def save(self) -> None:
        """Leave it to the program."""


def _result(outcome: Outcome, sheets: list[str]) -> Result:
    """Return what came of an operation."""
    notes = (*outcome.notes, *map(str, joined(outcome.findings)))
    return Result(outcome.summary, notes, tuple(dict.fromkeys(sheets)))


def _values(asked: Operation, words: Mapping[str, object]) -> dict[str, Any]:
    """Return what was said to an operation, each with the type of its kind.

    Raises:
        RequestError: it knows no such word, or the value is of another kind.
    """
    options = [one for one in asked.options if not one.only_shows]
    all_words: list[Argument | Option] = [*asked.arguments, *options]
    known = {one.name: one for one in all_words if one.name not in {FILE, "today"}}
    flags = {_said(one): one for one in options}
    found: dict[str, Any] = {}
    for name, value in words.items():
        one = known.get(name) or flags.get(name)
        if one is None:
            shown = {said: said for said in (*map(_said, known.values()), "today")}
            raise unknown("参数", name, shown, f"操作“{asked.id}”")
        if value is not None:
            found[one.name] = _value(one, value)
    return found


def _said(one: Argument | Option) -> str:
    """Return a word as a program says it: an option as the command line does."""
    flag: str = getattr(one, "flag", "")
    return flag.strip("-").replace("-", "_") or one.name


def _value(one: Argument | Option, value: object) -> Any:  # noqa: ANN401 - of its kind
    """Return a value as the command line would have read it."""
    if one.kind is Kind.FLAG:
        return bool(value)
    if one.kind is Kind.PATH:
        return Path(str(value))
    if one.kind is Kind.NUMBER:
        try:
            return int(str(value))
        except ValueError:
            raise RequestError(
                f"“{value}”不是整数。", where=f"参数 {one.name}", advice="请写成整数。"
            ) from None
    if isinstance(value, dt.date):
        return f"{value:%Y-%m}" if one.name == "month" else value.isoformat()
    return str(value)
