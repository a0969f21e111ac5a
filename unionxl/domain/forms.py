"""Printed forms as data: which row they are for, their fields, their list of people.

A form comes from a block of `templates/forms.toml`; a new one needs no code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNITS = 24  # how many parts the width of the paper has
SIGN = "签字"
_SHARE = re.compile(r"^(?P<text>.*?)\s*(?:/(?P<units>\d{1,2}))?\s*$", re.DOTALL)
_LINES = re.compile(r"\s*@(?P<lines>\d{1,2})\s*$")
_FACT = re.compile(r"\{([^{}]+)\}")
_SECTION = "#"


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of a form: a text in which facts stand in braces, as wide as so many units."""

    text: str
    units: int

    @property
    def is_label(self) -> bool:
        """Whether it names what stands beside it."""
        return bool(self.text) and not _FACT.search(self.text)

    def filled(self, facts: Mapping[str, str]) -> str:
        """Return the text with its facts; one that is not known is left for the hand."""
        return _FACT.sub(lambda found: facts.get(found[1], ""), self.text)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of cells, at least so many lines high; a section is a head across the paper."""

    cells: tuple[FormCell, ...]
    lines: int = 1
    is_section: bool = False


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of the list of a form: its head, and what stands in it."""

    head: str
    cell: FormCell


@dataclass(frozen=True, slots=True)
class FormList:
    """The list of a form: what it is of, its columns, blank lines for others, the row of sums.

    `beside` is how many entries stand side by side, `least` how many lines there are at least.
    """

    of: str
    columns: tuple[FormColumn, ...]
    spare: int = 0
    least: int = 0
    beside: int = 1
    total: FormRow | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One form: for the rows of a table, those of which `when` is true and `unless` is not.

    `times` is how often it stands on a page; `foot` is a sentence below it.
    """

    form_id: str
    table: str
    title: str
    when: str = ""
    unless: str = ""
    is_landscape: bool = False
    rows: tuple[FormRow, ...] = ()
    listed: FormList | None = None
    below: tuple[FormRow, ...] = ()
    signatures: tuple[str, ...] = ()
    foot: str = ""
    times: int = 1

    def fits(self, facts: Mapping[str, str]) -> bool:
        """Tell whether the form is for a row of which these facts are known."""
        wanted = not self.when or bool(facts.get(self.when))
        return wanted and not (self.unless and facts.get(self.unless))


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form with what is known of one row."""

    form: Form
    facts: Mapping[str, str]
    lists: Mapping[str, Sequence[Mapping[str, str]]]

    @property
    def printed(self) -> tuple[str, ...]:
        """Everything that stands on it; two pages with the same need not be printed both."""
        rows = (*self.form.rows, *self.form.below)
        fields = (cell.filled(self.facts) for row in rows for cell in row.cells)
        listed = self.form.listed
        entries = self.lists.get(listed.of, ()) if listed else ()
        cells = (
            one.cell.filled(entry)
            for entry in entries
            for one in (listed.columns if listed else ())
        )
        return (self.form.form_id, *fields, *cells)


def form_of(row: Mapping[str, Any]) -> Form:
    """Return the form of a block of the data file."""
    listed = row.get("list")
    return Form(
        form_id=row["id"],
        table=row["table"],
        title=row["title"],
        when=row.get("when", ""),
        unless=row.get("unless", ""),
        is_landscape=row.get("paper") == "横向",
        rows=tuple(map(row_of, row.get("rows", ()))),
        listed=_list_of(listed) if listed else None,
        below=tuple(map(row_of, row.get("below", ()))),
        signatures=tuple(row.get("signatures", ())),
        foot=row.get("foot", ""),
        times=row.get("times", 1),
    )


def row_of(text: str) -> FormRow:
    """Return a row as it is written: cells between bars, `/6` their units, `@4` the lines.

    >>> row = row_of("活动名称/4 | {活动名称} @2")
    >>> [(cell.text, cell.units) for cell in row.cells], row.lines
    ([('活动名称', 4), ('{活动名称}', 20)], 2)
    """
    if text.startswith(_SECTION):
        return FormRow((FormCell(text.removeprefix(_SECTION).strip(), UNITS),), is_section=True)
    high = _LINES.search(text)
    cells = _cells(text[: high.start()] if high else text)
    return FormRow(cells, int(high["lines"]) if high else 1)


def _cells(text: str, units: int = UNITS) -> tuple[FormCell, ...]:
    """Return the cells of a row; those without units share what is left."""
    found = [match for part in text.split("|") if (match := _SHARE.match(part.strip()))]
    given = [int(match["units"] or 0) for match in found]
    open_ = given.count(0)
    left = units - sum(given)
    shares = [left // open_ + (number < left % open_) for number in range(open_)] if open_ else []
    return tuple(
        FormCell(match["text"], share or shares.pop(0))
        for match, share in zip(found, given, strict=True)
    )


def _list_of(row: Mapping[str, Any]) -> FormList:
    """Return the list of a form; its columns are written `姓名/4 = {姓名}`."""
    beside = row.get("beside", 1)
    written = [text.partition("=") for text in row["columns"]]
    heads = _cells("|".join(head for head, _, _ in written), UNITS // beside)
    columns = tuple(
        FormColumn(head.text, FormCell(text.strip(), head.units))
        for head, (_, _, text) in zip(heads, written, strict=True)
    )
    total = row.get("total")
    return FormList(
        of=row["of"],
        columns=columns,
        spare=row.get("spare", 0),
        least=row.get("least", 0),
        beside=beside,
        total=row_of(total) if total else None,
    )
