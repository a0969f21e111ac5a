"""Parts taken out of a package with all that they relate to, to be put back under other names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unionxl.workbook.package import markup
from unionxl.workbook.package.markup import OFFICE_RELATIONSHIPS

if TYPE_CHECKING:
    from unionxl.workbook.package.parts import Parts

DEEPEST = 4
_NAMED = f"{{{OFFICE_RELATIONSHIPS}}}"


@dataclass(frozen=True, slots=True)
class CarriedPart:
    """A part with its content and, by relationship and kind, the parts that its content names."""

    name: str
    content: bytes
    content_type: str
    links: tuple[tuple[str, str, CarriedPart], ...]


def carried_part(parts: Parts, name: str, depth: int = DEEPEST) -> CarriedPart | None:
    """Return a part as it is; None where its content names what the package does not hold."""
    content = parts.read(name)
    links = {link.rel_id: link for link in parts.relationships(name)}
    carried = []
    for rel_id in sorted(_named_in(content)):
        link = links.get(rel_id)
        below = carried_part(parts, link.part, depth - 1) if link and link.part and depth else None
        if link is None or below is None or not link.kind.startswith(OFFICE_RELATIONSHIPS):
            return None
        carried.append((rel_id, link.kind.rpartition("/")[2], below))
    return CarriedPart(name, content, parts.content_type(name), tuple(carried))


def add_carried(parts: Parts, carried: CarriedPart, name: str = "") -> str:
    """Add a part with all that it relates to; return its name, a free one if none is given."""
    name = name or parts.free_name(carried.name)
    parts.add(name, carried.content, carried.content_type)
    new_ids = {
        rel_id: parts.relate(name, kind, add_carried(parts, below))
        for rel_id, kind, below in carried.links
    }
    if any(old != new for old, new in new_ids.items()):
        root = markup.parse(carried.content, name)
        for element in root.iter():
            for key, value in element.attrib.items():
                if str(key).startswith(_NAMED):
                    element.set(key, new_ids[str(value)])
        parts.write(name, markup.serialise(root))
    return name


def _named_in(content: bytes) -> set[str]:
    """Return the relationships that a part of markup names; other parts name none."""
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return set()
    return {
        str(value)
        for element in markup.parse(content, "图表").iter()
        for key, value in element.attrib.items()
        if str(key).startswith(_NAMED)
    }
