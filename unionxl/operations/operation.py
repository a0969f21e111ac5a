"""An operation: one thing that the program does for the clerk, by a button or a command.

Plain data; what it runs is named as a text, "module:function", and imported when it is wanted.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from importlib import import_module


class Kind(enum.Enum):
    """What is written for an argument or an option of a command."""

    TEXT = "text"
    NUMBER = "number"
    PATH = "path"
    FLAG = "flag"


class Place(enum.Enum):
    """Where an operation that has a button works."""

    WORKBOOK = "in the open workbook"
    FILE = "on the file, while the workbook is closed"
    HOST = "in the macro itself, without the program"


@dataclass(frozen=True, slots=True)
class Group:
    """Operations that stand together; `id` names the group in the ribbon."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Argument:
    """A word that a command takes, under `name` in the values of a request.

    `shown` is how the README writes it where that is not the `metavar`. Without it the operation
    that it `without_leads_to` is meant.
    """

    name: str
    metavar: str
    help: str
    kind: Kind = Kind.TEXT
    is_required: bool = True
    shown: str = ""
    without_leads_to: str = ""

    @property
    def example(self) -> str:
        """Return how the README writes it."""
        return self.shown or self.metavar


@dataclass(frozen=True, slots=True)
class Document:
    """A file that the clerk chooses when she clicks: `id` names the text that the macros have."""

    id: str
    title: str
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a command, under `name` in the values of a request.

    `answers` names the question that it answers, `leads_to` the operation that is meant where the
    option is given. One that `only_shows` changes what the command line shows, not what is done.
    A window offers it beside the button under its `label`, if it has one, and asks for the
    `document` that is to be named.
    """

    name: str
    flag: str
    help: str
    kind: Kind = Kind.TEXT
    metavar: str = ""
    default: str | None = None
    answers: str = ""
    leads_to: str = ""
    only_shows: bool = False
    label: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the program does.

    Args:
        id: the fixed word that a macro hands to the program.
        group: the operations that it stands with.
        label: what stands on the button, and in the list of what was done last.
        note: what stands under the button in few words; without it there is no button.
        tip: what will happen, in one sentence.
        icon: the picture in the ribbon, by Office's own name.
        is_large: its button in the ribbon is a large one.
        command: its words at the command line, "" for none of its own.
        help: what the command does, in one sentence.
        readme: the same where the README says more.
        arguments: what the command takes, in order.
        options: what may be added to the command.
        example: an option that the README shows with the command.
        makes: the sheets, each the view "module:NAME"; that is all where `run` is empty.
        run: "module:function", from a request to an outcome.
        terminal: "module:function", from a request to an exit code, where the command line shows
            more than the outcome.
        place: where its button has it done.
        document: the file that is asked for before it begins.
        is_noted: what it did is noted on the start sheet.
        takes_typed: what was typed on generated sheets goes back to the tables first.
        takes_offers: so does what a sheet offers and was left standing.
        tells_typed: it says what was typed on generated sheets and is not yet in its figures.
        has_draft: its sheet is a draft, whose lines become rows at the next click.
        needs_row: it is about the rows that the clerk has selected.
        needs_item: it is about the item of the plan that she has selected.
        steps: how many steps of progress the command shows, 0 for none.
    """

    id: str
    group: Group
    label: str = ""
    note: str = ""
    tip: str = ""
    icon: str = ""
    is_large: bool = False
    command: str = ""
    help: str = ""
    readme: str = ""
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    example: str = ""
    makes: tuple[str, ...] = ()
    run: str = ""
    terminal: str = ""
    place: Place = Place.WORKBOOK
    document: Document | None = None
    is_noted: bool = True
    takes_typed: bool = False
    takes_offers: bool = False
    tells_typed: bool = False
    has_draft: bool = False
    needs_row: bool = False
    needs_item: bool = False
    steps: int = 0

    @property
    def has_button(self) -> bool:
        """Whether the clerk can click it."""
        return bool(self.note)

    @property
    def is_clicked(self) -> bool:
        """Whether its button has the program work in an open workbook."""
        return self.has_button and self.place is Place.WORKBOOK

    @property
    def usage(self) -> str:
        """Return the command as the README writes it."""
        words = (argument.example for argument in self.arguments if argument.example)
        return " ".join(filter(None, (self.command, *words, self.example)))


def named(text: str) -> object:
    """Return what "module:name" names."""
    module, _, name = text.partition(":")
    found: object = getattr(import_module(module), name)
    return found
