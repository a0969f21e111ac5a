"""Figures of law and regulation with their validity and source."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from unionxl.domain.places import NATIONWIDE, place_name, places_of
from unionxl.domain.shares import MOST_DUES_RATE, WHOLE
from unionxl.domain.written import full_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from unionxl.domain.festivals import Festival
    from unionxl.domain.source import SourceRef


OWN_STANDARD = "本单位支出标准"
_MARKS = re.compile(r"[\s：:·.、，,（）()/—－-]+")


class Confidence(enum.Enum):
    """How well a figure or an article is established; the value is the word in the workbook."""

    CONFIRMED = "上级已确认"
    READ = "原文"
    COPIED = "转载"
    OWN = "自定"
    UNVERIFIED = "未核实"

    @classmethod
    def of(cls, text: str) -> Self:
        """Read the word in the workbook or the mark of a data file.

        An empty cell is the clerk's own figure; what is not understood is not verified.
        """
        return cls(_CONFIDENCE_WORDS.get(text.strip(), cls.UNVERIFIED.value))


_ESTABLISHED = frozenset({Confidence.CONFIRMED, Confidence.READ, Confidence.COPIED})
_CONFIDENCE_WORDS = {
    **{confidence.value: confidence.value for confidence in Confidence},
    "V1": Confidence.READ.value,
    "V2": Confidence.COPIED.value,
    "已确认": Confidence.CONFIRMED.value,
    "上级确认": Confidence.CONFIRMED.value,
    "": Confidence.OWN.value,
}


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands: document, number, article, and how well that is established.

    `place` is whose document it is, `checked_on` the day on which it was last read, `doubt` why it
    should be asked about before it is relied on.
    """

    document: str
    document_no: str = ""
    article: str = ""
    confidence: Confidence = Confidence.UNVERIFIED
    address: str = ""
    place: str = ""
    checked_on: dt.date | None = None
    doubt: str = ""

    def __str__(self) -> str:
        """Cite in the words of a message; what is not verified says so."""
        name = f"{self.document}{self.document_no}"
        whose = "" if self.place in {"", NATIONWIDE} or self.place in name else self.place
        checked = f"{full_day(self.checked_on)}核对" if self.checked_on else ""
        parts = (f"{whose}{name}", self.article, checked, self.doubt)
        mark = "（未核实）" if self.confidence is Confidence.UNVERIFIED else ""
        return "，".join(part for part in parts if part) + mark


@dataclass(frozen=True, slots=True)
class Limit:
    """One figure of one regulation, valid from one day to another.

    Limitations:
        A profile holds what was read. A missing amount means "not set", never "none".
    """

    limit_id: str
    province: str
    matter: str
    measure: str
    amount: Decimal | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    document: str
    document_no: str
    article: str
    confidence: str
    source: SourceRef | None
    page_date: dt.date | None = None
    checked_on: dt.date | None = None
    note: str = ""
    doubt: str = ""

    @property
    def is_own(self) -> bool:
        """Whether it stands on the clerk's own sheet."""
        return self.source is not None

    @property
    def citation(self) -> Citation:
        """Where the figure stands, and whose it is."""
        confidence = Confidence.of(self.confidence)
        document = self.document or ("" if self.document_no else OWN_STANDARD)
        if self.is_own and document != OWN_STANDARD:
            document = f"{OWN_STANDARD}：{document}"
        return Citation(
            document,
            self.document_no,
            self.article,
            confidence,
            place="" if self.is_own else self.province,
            checked_on=self.checked_on if confidence in _ESTABLISHED else None,
            doubt=self.doubt,
        )

    @property
    def most_share(self) -> Decimal | None:
        """The greatest share that the figure can be; None where it is no share."""
        number = self.limit_id.strip().partition(":")[0]
        if number == "dues-rate":
            return MOST_DUES_RATE
        is_share = number.endswith("-share") or self.measure.strip().startswith("占")
        return WHOLE if is_share else None

    def is_valid_on(self, day: dt.date) -> bool:
        """Tell whether the figure holds on a day; an open end has no bound."""
        return (self.valid_from or dt.date.min) <= day <= (self.valid_to or dt.date.max)


@dataclass(frozen=True, slots=True)
class Matter:
    """What the number of a limit means, and the words by which a clerk's own row is known.

    Some have no figure anywhere: the clerk may have one.
    """

    limit_id: str
    name: str
    measure: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlaggedWord:
    """A word that must not stand in the purpose of a payment, and what it may be part of.

    Beside one of the texts of `unless`, wherever they stand, it is not meant; where `beside` has
    any, it is meant beside one of them only.
    """

    word: str
    reason: str
    allowed_in: tuple[str, ...]
    province: str
    citation: Citation
    unless: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentBan:
    """Forms of payment that a kind of gift must not take; `kind` is empty for every kind."""

    kind: str
    forms: tuple[str, ...]
    province: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class KinScope:
    """Whose death is a cause for a gift at a place, in the words of the list of relatives."""

    kin: tuple[str, ...]
    told: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class YearDuty:
    """Something every year must leave a trace of, and the words such a trace is found by."""

    name: str
    words: tuple[str, ...]
    advice: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Standards:
    """What the data files hold: limits of every province, words, and what rules rest on."""

    limits: tuple[Limit, ...] = ()
    matters: tuple[Matter, ...] = ()
    flagged_words: tuple[FlaggedWord, ...] = ()
    payment_bans: tuple[PaymentBan, ...] = ()
    year_duties: tuple[YearDuty, ...] = ()
    festivals: tuple[Festival, ...] = ()
    citations: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
    province_of: Mapping[str, str] = field(default_factory=dict)
    outings_beyond: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kin_scopes: tuple[KinScope, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits that hold for one union: its own, its city's, its province's, the nation's.

    `places` are those whose rules hold, the nearest first.
    """

    province: str
    places: tuple[str, ...]
    _limits: Mapping[str, tuple[Limit, ...]]

    @classmethod
    def of(cls, province: str, standards: Standards, own: Iterable[Limit]) -> Self:
        """Join the limits of the data files with the rows of the clerk's own sheet.

        A row of the sheet replaces the data file's row of the same matter and place, also when
        its amount is empty: then the figure is not set.
        """
        places = places_of(province, standards.province_of)
        nearness = {place: -number for number, place in enumerate(places)} | {"": 1}
        ranked: defaultdict[str, list[tuple[tuple[int, bool, dt.date], Limit]]] = defaultdict(list)
        numbers = _Numbers.of(standards)
        for limits, is_own in ((standards.limits, False), (own, True)):
            for limit in limits:
                near = nearness.get(place_name(limit.province))
                if near is not None:
                    rank = (near, is_own, limit.valid_from or dt.date.min)
                    ranked[numbers.number_of(limit)].append((rank, limit))
        return cls(
            places[0] if places[0] != NATIONWIDE else "",
            places,
            {
                number: tuple(
                    limit for _, limit in sorted(rows, key=lambda row: row[0], reverse=True)
                )
                for number, rows in ranked.items()
            },
        )

    def limit_on(self, limit_id: str, day: dt.date) -> Limit | None:
        """Return the limit that holds on a day; None when it is not set."""
        for limit in self._limits.get(limit_id, ()):
            if limit.is_valid_on(day):
                return limit if limit.amount is not None else None
        return None

    def limits_below(self, prefix: str, day: dt.date) -> dict[str, Limit]:
        """Return the limits whose number is the prefix, a colon and a name, by that name."""
        start = f"{prefix}:"
        found = {
            number.removeprefix(start): self.limit_on(number, day)
            for number in self._limits
            if number.startswith(start)
        }
        return {name: limit for name, limit in found.items() if limit is not None}

    def limit_for(self, limit_id: str, text: str, day: dt.date) -> Limit | None:
        """Return the limit for what a text speaks of, else the one for all; None when not set."""
        below = self.limits_below(limit_id, day)
        named = next((limit for name, limit in below.items() if name in text), None)
        return named or self.limit_on(limit_id, day)

    def limits_of(self, limit_id: str) -> tuple[Limit, ...]:
        """Return every limit of a number that ever held here, the nearest and latest first."""
        return self._limits.get(limit_id, ())

    def applies_in(self, province: str) -> bool:
        """Tell whether what a row says of a place holds here."""
        return place_name(province) in {*self.places, ""}

    def nearest(self, citations: Iterable[Citation]) -> Citation | None:
        """Return the citation of the nearest place; None where none of them holds here."""
        found = [one for one in citations if one.place in self.places]
        return min(found, key=lambda one: self.places.index(one.place), default=None)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers of limits, and the words by which a row with another number is known."""

    known: frozenset[str]
    by_word: Mapping[str, str]

    @classmethod
    def of(cls, standards: Standards) -> Self:
        words = {word: one.limit_id for one in standards.matters for word in one.words}
        return cls(
            frozenset(one.limit_id for one in standards.matters)
            | {one.limit_id for one in standards.limits},
            {word: words[word] for word in sorted(words, key=len, reverse=True)},
        )

    def number_of(self, limit: Limit) -> str:
        """Return the number of a row; one of the clerk's own goes by the longest word in it."""
        number = limit.limit_id.strip()
        if number in self.known or number.partition(":")[0] in self.known:
            return number
        matter = _MARKS.sub("", limit.matter)
        return next((self.by_word[word] for word in self.by_word if word in matter), number)
