"""The word lists of `templates/words/`, and rows of other data: all that this floor reads, once.

A row says what a word means: `concept`, but not where it stands within one of the texts under
`unless`, nor where one of them without the word in it stands anywhere in the text; `example` is a
text in which it means that.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unionxl.errors import UnionXLError

if TYPE_CHECKING:
    from collections.abc import Iterable

# A row as the lists write it. tomllib takes 40 ms for 500 of them, this pattern less than one.
_ROW = re.compile(
    r"""
    \s* \{ word [ ]=[ ] "([^"\\]+)" ,[ ] concept [ ]=[ ] "([^"\\]+)"
    (?: ,[ ] unless [ ]=[ ] \[ ([^\]\\]*) \] )?
    ,[ ] example [ ]=[ ] "([^"\\]+)" \},? \s*
    """,
    re.VERBOSE,
)
_OTHER_LINE = re.compile(r"\s*(?:#.*|row = \[|\])?\s*")
_QUOTED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Row:
    """A word and what it means."""

    word: str
    concept: str
    unless: tuple[str, ...]
    example: str

    @property
    def pattern(self) -> str:
        """The word as a pattern that passes by where it stands within a text of `unless`.

        >>> Row("查体", "体检", ("查体温", "抽查体系"), "组织查体").pattern
        '查体(?!温)(?!(?<=抽查体)系)'
        """
        around = [text for text in self.unless if self.word in text]
        return re.escape(self.word) + "".join(_guard(self.word, text) for text in around)

    @property
    def beside(self) -> tuple[str, ...]:
        """The texts of `unless` that take the word its meaning wherever they stand."""
        return tuple(text for text in self.unless if self.word not in text)


def _guard(word: str, text: str) -> str:
    """Return what follows a word in a pattern so that it is not found within a text."""
    before, _, after = text.partition(word)
    if not before:
        return f"(?!{re.escape(after)})"
    behind = re.escape(before + word)
    return f"(?!(?<={behind}){re.escape(after)})" if after else f"(?<!{behind})"


def templates_folder() -> Path:
    """Return the folder of the data files: inside the installed package, or beside its source."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Return the rows of a list, in its order."""
    try:
        text = (templates_folder() / "words" / f"{name}.toml").read_text(encoding="utf-8")
        return plainly_read(text) or read_as_toml(text)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unread(f"words/{name}.toml") from error


@cache
def data_rows(name: str, key: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of a data file of `templates/`, for the floors that know no file."""
    try:
        text = (templates_folder() / name).read_text(encoding="utf-8")
        return tuple({**row} for row in tomllib.loads(text)[key])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unread(name) from error


def _unread(name: str) -> UnionXLError:
    return UnionXLError(
        "文件缺失或内容不完整，读不出来。",
        where=f"数据文件 {name}",
        advice="请恢复原来的文件，或重新安装本程序。",
    )


def plainly_read(text: str) -> tuple[Row, ...]:
    """Return the rows of a list that has one a line, nothing for a list written otherwise."""
    found: list[Row] = []
    for line in text.splitlines():
        row = _ROW.fullmatch(line)
        if row is not None:
            unless = tuple(_QUOTED.findall(row[3])) if row[3] else ()
            found.append(Row(row[1], row[2], unless, row[4]))
        elif not _OTHER_LINE.fullmatch(line):
            return ()
    return tuple(found)


def read_as_toml(text: str) -> tuple[Row, ...]:
    """Return the rows of a list however it is written."""
    return tuple(
        Row(row["word"], row["concept"], tuple(row.get("unless", ())), row["example"])
        for row in tomllib.loads(text)["row"]
    )


@cache
def words(name: str, *concepts: str) -> tuple[str, ...]:
    """Return the words of a list that mean one of some concepts, of none named all."""
    return tuple(row.word for row in rows(name) if not concepts or row.concept in concepts)


@cache
def alternatives(name: str, *concepts: str) -> str:
    """Return the words of some concepts as a piece of a pattern, the longest first."""
    return joined(row for row in rows(name) if not concepts or row.concept in concepts)


def joined(some: Iterable[Row]) -> str:
    """Return the words of some rows as a piece of a pattern, the longest first.

    All begin plainly: so the pattern finds its way by the first character.
    """
    return "|".join(row.pattern for row in sorted(some, key=lambda row: -len(row.word)))


@cache
def any_of(name: str, *concepts: str) -> re.Pattern[str]:
    """Return a pattern that finds the words of some concepts in a text."""
    return re.compile(alternatives(name, *concepts))
