"""The matters of the services: what each counts, who pays, who should have it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from unionxl.words.lists import data_rows

QUANTITY = "数量"


class Listing(StrEnum):
    """What else is listed of a matter, apart from its figures."""

    NONE = ""
    INSURED = "参保"
    CURES = "疗休养"
    HONOURS = "评优"
    PAIRS = "结对"
    STUDY = "读书"


@dataclass(frozen=True, slots=True)
class ServiceMatter:
    """One matter; the names are those of `templates/matters.toml`, which says what they mean."""

    name: str
    unit: str = ""
    most: Decimal | None = None
    counts: str = QUANTITY
    causes: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    payer: str = ""
    audience: str = ""
    listing: Listing = Listing.NONE
    period: str = ""
    is_private: bool = False
    is_warmth: bool = False
    hint: str = ""

    def is_done_by(self, cause: str) -> bool:
        """Tell whether a row with such a cause is the matter itself, and not a step or a claim.

        >>> [service_matter("疗休养").is_done_by(cause) for cause in ("", "参加", "推荐")]
        [True, True, False]
        """
        return not self.done or not cause or cause in self.done or cause not in self.causes


@cache
def service_matters() -> tuple[ServiceMatter, ...]:
    """Return the matters in the order in which they are offered."""
    return tuple(_matter(row) for row in data_rows("matters.toml", "matter"))


def _matter(row: dict[str, object]) -> ServiceMatter:
    """Take one row of the data file."""
    given = {name: value for name, value in row.items() if name != "list"}
    for name in ("causes", "done"):
        given[name] = tuple(given.get(name, ()))  # type: ignore[arg-type]
    if "most" in given:
        given["most"] = Decimal(str(given["most"]))
    return ServiceMatter(listing=Listing(row.get("list", "")), **given)  # type: ignore[arg-type]


@cache
def _by_name() -> dict[str, ServiceMatter]:
    return {one.name: one for one in service_matters()}


def service_matter(name: str) -> ServiceMatter:
    """Return the matter of a name; one that is not in the list has nothing but its name."""
    return _by_name().get(name.strip()) or ServiceMatter(name.strip())


def matters_listing(listing: Listing) -> frozenset[str]:
    """Return the names of the matters of which something is listed.

    >>> sorted(matters_listing(Listing.INSURED))
    ['保险', '医疗互助']
    """
    return frozenset(one.name for one in service_matters() if one.listing is listing)


def matter_names() -> tuple[str, ...]:
    """Return the names that are offered."""
    return tuple(one.name for one in service_matters())


def matter_causes() -> tuple[str, ...]:
    """Return every cause that is offered, each once."""
    return tuple(dict.fromkeys(cause for one in service_matters() for cause in one.causes))


def units_told() -> str:
    """Say which unit the quantity of each matter has.

    >>> units_told().split("、")[:2]
    ['保险 份', '医疗互助 份']
    """
    return "、".join(f"{one.name} {one.unit}" for one in service_matters() if one.unit)
