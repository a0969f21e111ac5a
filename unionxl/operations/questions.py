"""What an action must ask before it goes on, and how it is asked again until it has its answers.

An action that lacks an answer stops before it has changed anything. The edge asks in its own way
(a box, or the options of a command) and lets the action begin anew with one answer more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from unionxl.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

PLAN, YEAR, TERM = "plan", "year", "term"


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to go on: a number for the program, and what the clerk agrees to.

    `word` is how the number is written where it is typed.
    """

    key: int
    label: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the clerk; `refused` tells her what to do when she agrees to nothing.

    `way` says what is to be named where an answer is typed, `unit` how choices are counted.
    """

    name: str
    where: str
    what: str
    choices: tuple[Choice, ...]
    refused: str
    way: str = "选定其中一份"
    unit: str = "份"

    def prompts(self) -> tuple[str, ...]:
        """Return a question with yes and no for each choice, in order."""
        last = len(self.choices) - 1
        return tuple(
            f"{self.where}：{self.what}\n\n{choice.label}吗？"
            + (f"（点“否”看下一{self.unit}）" if number < last else "")
            for number, choice in enumerate(self.choices)
        )


class AnswerNeededError(RequestError):
    """An action needs an answer; nothing has been changed."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.what, where=question.where, advice=question.refused)
        self.question = question


def declined(question: Question) -> RequestError:
    """Return what is said when nothing was chosen."""
    return RequestError(
        f"{question.what}没有选定，未作改动。", where=question.where, advice=question.refused
    )


def answered(work: Callable[[Mapping[str, int]], T], ask: Callable[[Question], int | None]) -> T:
    """Do something that may need answers, and ask for one after the other.

    `ask` returns the number of a choice, None for none of them.

    Raises:
        RequestError: nothing was chosen.
    """
    answers: dict[str, int] = {}
    while True:
        try:
            return work(answers)
        except AnswerNeededError as stop:
            answer = ask(stop.question)
            if answer is None:
                raise declined(stop.question) from None
            answers[stop.question.name] = answer
