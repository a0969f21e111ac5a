"""Automatic numbers of Word paragraphs, which stand in no text of the document."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.importing.xml import attribute, child, children, descendants
from unionxl.words.numerals import written

if TYPE_CHECKING:
    from lxml.etree import _Element

_BULLETS = {"bullet", "none"}
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
    "taiwaneseDigital",
}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_LETTERS = {"lowerLetter": "a", "upperLetter": "A"}
_MAX_CIRCLED = 20
_MAX_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `%1` in `text` stands for the first level's number."""

    form: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class ListPlace:
    """The list and the level that a paragraph belongs to."""

    list_id: str
    level: int


class AutomaticNumbers:
    """Counts the paragraphs of a document's lists, in document order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._used: set[str] = set()
        self._styles = _style_places(styles)
        if numbering is not None:
            self._read(numbering)

    def number_of(self, paragraph: _Element) -> str:
        """Return the number of the next paragraph as Word shows it, "" when it has none."""
        place = self._place_of(paragraph)
        if place is None or place.list_id not in self._abstract:
            return ""
        abstract = self._abstract[place.list_id]
        levels = self._levels.get(abstract, {})
        level = levels.get(place.level)
        if level is None:
            return ""
        counts = self._counts[abstract]
        if place.list_id not in self._used:
            self._used.add(place.list_id)
            for at, start in self._overrides.get(place.list_id, {}).items():
                counts[at] = start - 1
        counts[place.level] = counts.get(place.level, level.start - 1) + 1
        for deeper in [at for at in counts if at > place.level]:
            del counts[deeper]
        return _shown(level, levels, counts, is_lower=place.level > 0)

    def _read(self, numbering: _Element) -> None:
        """Read the lists of numbering.xml."""
        for abstract in children(numbering, "abstractNum"):
            self._levels[attribute(abstract, "abstractNumId")] = {
                _int(attribute(level, "ilvl"), 0): _level(level)
                for level in children(abstract, "lvl")
            }
        for num in children(numbering, "num"):
            list_id = attribute(num, "numId")
            abstract_id = child(num, "abstractNumId")
            if abstract_id is None:
                continue
            self._abstract[list_id] = attribute(abstract_id, "val")
            self._overrides[list_id] = {
                _int(attribute(one, "ilvl"), 0): _int(attribute(start, "val"), 1)
                for one in children(num, "lvlOverride")
                if (start := child(one, "startOverride")) is not None
            }

    def _place_of(self, paragraph: _Element) -> ListPlace | None:
        """Return the list of a paragraph, its own or its style's."""
        properties = child(paragraph, "pPr")
        if properties is None:
            return None
        own = child(properties, "numPr")
        style = child(properties, "pStyle")
        inherited = self._styles.get(attribute(style, "val")) if style is not None else None
        if own is None:
            return inherited
        list_id, level = child(own, "numId"), child(own, "ilvl")
        if list_id is not None and attribute(list_id, "val") == "0":
            return None
        at = _int(attribute(level, "val"), 0) if level is not None else 0
        if list_id is None:
            return ListPlace(inherited.list_id, at) if inherited else None
        return ListPlace(attribute(list_id, "val"), at)


def _style_places(styles: _Element | None) -> dict[str, ListPlace]:
    """Return the lists that paragraph styles belong to, own or inherited."""
    places: dict[str, ListPlace] = {}
    parents: dict[str, str] = {}
    for style in children(styles, "style") if styles is not None else ():
        style_id = attribute(style, "styleId")
        based = child(style, "basedOn")
        if based is not None:
            parents[style_id] = attribute(based, "val")
        for numbered in descendants(style, "numPr"):
            list_id, level = child(numbered, "numId"), child(numbered, "ilvl")
            if list_id is not None:
                at = _int(attribute(level, "val"), 0) if level is not None else 0
                places[style_id] = ListPlace(attribute(list_id, "val"), at)
    for style_id in parents:
        ancestor, steps = style_id, 0
        while ancestor not in places and ancestor in parents and steps < _MAX_LEVEL:
            ancestor, steps = parents[ancestor], steps + 1
        if ancestor in places:
            places.setdefault(style_id, places[ancestor])
    return places


def _level(level: _Element) -> Level:
    """Return one level of a list."""
    form, text, start = child(level, "numFmt"), child(level, "lvlText"), child(level, "start")
    return Level(
        attribute(form, "val") if form is not None else "decimal",
        attribute(text, "val") if text is not None else "",
        _int(attribute(start, "val"), 1) if start is not None else 1,
    )


def _shown(
    level: Level, levels: dict[int, Level], counts: dict[int, int], *, is_lower: bool
) -> str:
    """Return a number as Word shows it; the bullets of lower levels are dashes."""
    if level.form == "bullet":
        return "- " if is_lower else "• "
    shown = level.text
    for at in range(_MAX_LEVEL):
        mark = f"%{at + 1}"
        if mark in shown:
            form = levels[at].form if at in levels else "decimal"
            start = levels[at].start if at in levels else 1
            shown = shown.replace(mark, _formatted(counts.get(at, start), form))
    return f"{shown} " if shown[-1:].isalnum() else shown


def _formatted(value: int, form: str) -> str:
    """Return a count in one of Word's number forms; an unknown form gives digits."""
    if form in _CHINESE:
        return cjk_count(value)
    if form in _CIRCLED and 0 < value <= _MAX_CIRCLED:
        return chr(ord("①") + value - 1)
    if form in _LETTERS:
        return chr(ord(_LETTERS[form]) + (value - 1) % 26)
    return "" if form in _BULLETS else str(value)


def cjk_count(value: int) -> str:
    """Return a count from 1 to 99 in characters.

    >>> cjk_count(3), cjk_count(12), cjk_count(20)
    ('三', '十二', '二十')
    """
    is_short = 0 < value < 100  # noqa: PLR2004 - two characters are all that plans need
    return written(value) if is_short else str(value)


def _int(text: str, default: int) -> int:
    """Return a number written in an attribute, the default when it is none."""
    bare = text.lstrip("-")
    return int(text) if bare.isdigit() and bare.isascii() and len(bare) < _MAX_LEVEL else default
