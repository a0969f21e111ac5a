"""Places of regulations: what a clerk writes as 执行标准, and what lies within what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NATIONWIDE = "全国"
_ENDING = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?(?:总工会)?$")


def place_name(place: str) -> str:
    """Return the short name of a place.

    >>> place_name("浙江省"), place_name("广西壮族自治区"), place_name("山东省总工会")
    ('浙江', '广西', '山东')
    """
    return _ENDING.sub("", place.strip())


def places_of(place: str, province_of: Mapping[str, str]) -> tuple[str, ...]:
    """Return whose rules hold at a place, the nearest first: the city, its province, the nation.

    `province_of` says within which place another lies. A text may name both: 浙江省宁波市.

    >>> places_of("浙江省宁波市", {"宁波": "浙江"}), places_of("铜川市", {"铜川": "陕西"})
    (('宁波', '浙江', '全国'), ('铜川', '陕西', '全国'))
    >>> places_of("浙江", {"宁波": "浙江"}), places_of("火星", {}), places_of("", {})
    (('浙江', '全国'), ('火星', '全国'), ('全国',))
    """
    name = place_name(place)
    chain = [_within(name, province_of) or name]
    while chain[-1] in province_of:
        chain.append(province_of[chain[-1]])
    return tuple(dict.fromkeys(one for one in (*chain, NATIONWIDE) if one))


def _within(name: str, province_of: Mapping[str, str]) -> str:
    """Return the known place that a longer text names: the city of 浙江省宁波市北仑区."""
    provinces = set(province_of.values())
    if name in province_of or name in provinces:
        return name
    province = next((one for one in provinces if name.startswith(one)), "")
    rest = name.removeprefix(province) if province else name
    known = [one for one, of in province_of.items() if of == province or not province]
    named = [one for one in known if (one in rest if province else rest.startswith(one))]
    return max(named, key=len) if named else province
