"""The parts of a package, what relates them, and the changes made so far."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from unionxl.workbook.package import guards
from unionxl.workbook.package.archive import pack
from unionxl.workbook.package.markup import (
    CONTENT_TYPES,
    OFFICE_RELATIONSHIPS,
    PACKAGE_RELATIONSHIPS,
    damaged,
    parse,
    serialise,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from unionxl.workbook.package.archive import Archive, PackedEntry

_TYPES_PART = "[Content_Types].xml"
_EMPTY_RELATIONSHIPS = f'<Relationships xmlns="{PACKAGE_RELATIONSHIPS}"/>'.encode()


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship; `part` is the name of the target, empty when it is outside or missing."""

    rel_id: str
    kind: str
    part: str

    def is_kind(self, name: str) -> bool:
        """Tell whether this is the relationship of office documents with that name."""
        return self.kind == f"{OFFICE_RELATIONSHIPS}/{name}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The changes made up to a moment."""

    changed: dict[str, bytes]
    removed: set[str]
    names: dict[str, str]


class Parts:
    """The parts of a workbook by name, with changes that are not on the disk yet."""

    def __init__(self, archive: Archive, where: str) -> None:
        self.archive = archive
        self.where = where
        self._changed: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._names = {_key(name): name for name in archive.names()}

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from the file."""
        return bool(self._changed or self._removed)

    def changed_names(self) -> tuple[str, ...]:
        """Return the names of the parts that are new or hold something else now."""
        return tuple(self._changed)

    def find(self, name: str) -> str:
        """Return the name of a part as it is spelt in the file, empty when there is none."""
        return self._names.get(_key(name)) or self._names.get(_key(unquote(name)), "")

    def read(self, name: str) -> bytes:
        """Return the content of a part."""
        if name in self._changed:
            return self._changed[name]
        if self._names.get(_key(name)) != name:
            raise damaged(f"{self.where}的部件 {name}")
        return self.archive.read(name)

    def chunks(self, name: str, size: int) -> Iterator[bytes]:
        """Yield the content of a part in chunks."""
        if name in self._changed or self._names.get(_key(name)) != name:
            yield self.read(name)
        else:
            yield from self.archive.chunks(name, size)

    def tree(self, name: str) -> Element:
        """Return a part as a tree."""
        return parse(self.read(name), f"{self.where}的部件 {name}")

    def write(self, name: str, content: bytes) -> None:
        """Set the content of a part, new or not; the old content again is no change."""
        self._names[_key(name)] = name
        self._removed.discard(name)
        self._changed.pop(name, None)
        if name not in self.archive.names() or self.archive.read(name) != content:
            self._changed[name] = content

    def write_tree(self, name: str, root: Element, before: bytes) -> None:
        """Set a part to a tree if the tree is not what it was when `before` was taken."""
        content = serialise(root)
        if content != before:
            self.write(name, content)

    def remove(self, name: str) -> None:
        """Remove a part, its relationships and its content type."""
        for victim in (name, self.find(relationships_name(name))):
            if _key(victim) in self._names:
                del self._names[_key(victim)]
                self._changed.pop(victim, None)
                if victim in self.archive.names():
                    self._removed.add(victim)
        self._set_override(name, None)

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part of a given content type."""
        self.write(name, content)
        self._set_override(name, content_type)

    def free_name(self, wanted: str) -> str:
        """Return a name that no part has: the wanted one, else with the first free number."""
        stem, extension = posixpath.splitext(wanted)
        name, number = wanted, 1
        while self.find(name):
            number += 1
            name = f"{stem.rstrip('0123456789')}{number}{extension}"
        return name

    def content_type(self, name: str) -> str:
        """Return the content type of a part."""
        root = self.tree(self._types_name())
        extension = posixpath.splitext(name)[1][1:].casefold()
        found = ""
        for element in root.iterchildren(f"{{{CONTENT_TYPES}}}*"):
            if _key(element.get("PartName", "")) == _key(name):
                return element.get("ContentType", "")
            if element.get("Extension", "\0").casefold() == extension:
                found = element.get("ContentType", "")
        return found

    def relationships(self, source: str) -> tuple[Relationship, ...]:
        """Return what a part relates to; the source of the package itself is empty."""
        name = self.find(relationships_name(source))
        if not name:
            return ()
        return tuple(
            Relationship(
                element.get("Id", ""),
                element.get("Type", ""),
                ""
                if element.get("TargetMode") == "External"
                else self.find(_resolve(source, element.get("Target", ""))),
            )
            for element in self.tree(name).iterchildren(f"{{{PACKAGE_RELATIONSHIPS}}}*")
        )

    def relate(self, source: str, kind: str, target: str) -> str:
        """Add a relationship of office documents and return its id."""
        name = self.find(relationships_name(source)) or relationships_name(source)
        content = self.read(name) if self.find(name) else _EMPTY_RELATIONSHIPS
        root = parse(content, self.where)
        taken = {element.get("Id") for element in root}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        folder = posixpath.dirname(source)
        element = etree.SubElement(root, f"{{{PACKAGE_RELATIONSHIPS}}}Relationship")
        element.set("Id", f"rId{number}")
        element.set("Type", f"{OFFICE_RELATIONSHIPS}/{kind}")
        element.set("Target", posixpath.relpath(target, folder) if folder else target)
        self.write(name, serialise(root))
        return f"rId{number}"

    def unrelate(self, source: str, target: str) -> None:
        """Drop the relationships of a part to another."""
        name = self.find(relationships_name(source))
        root = self.tree(name)
        before = serialise(root)
        for element in list(root.iterchildren(f"{{{PACKAGE_RELATIONSHIPS}}}*")):
            if self.find(_resolve(source, element.get("Target", ""))) == target:
                root.remove(element)
        self.write_tree(name, root, before)

    def unrelate_missing(self, source: str, kind: str) -> None:
        """Drop a part's relationships of office documents that lead nowhere."""
        lost = {
            link.rel_id
            for link in self.relationships(source)
            if link.is_kind(kind) and not link.part
        }
        if not lost:
            return
        name = self.find(relationships_name(source))
        root = self.tree(name)
        before = serialise(root)
        for element in list(root.iterchildren(f"{{{PACKAGE_RELATIONSHIPS}}}*")):
            if element.get("Id", "") in lost:
                root.remove(element)
        self.write_tree(name, root, before)

    def remove_exclusive(self, source: str) -> None:
        """Remove what only this part relates to, at any depth; the part itself stays."""
        doomed = [source]
        index = 0
        while index < len(doomed):
            targets = {link.part for link in self.relationships(doomed[index]) if link.part}
            others = self._referenced(except_by=set(doomed))
            doomed += sorted(targets - others - set(doomed))
            index += 1
        own = self.find(relationships_name(source))
        for name in doomed[1:]:
            self.remove(name)
        if own:
            self.remove(own)

    def packed(self, name: str) -> PackedEntry:
        """Return a part as it goes into a zip file; what did not change is not packed anew."""
        if name in self._changed:
            return pack(name, self._changed[name])
        return self.archive.packed(name)

    def entries(self) -> Iterator[PackedEntry]:
        """Yield the package as it is now: the file's order, then what is new."""
        old = [name for name in self.archive.names() if name not in self._removed]
        new = [name for name in self._changed if name not in self.archive.names()]
        for name in (*old, *new):
            yield self.packed(name)

    def checkpoint(self) -> Checkpoint:
        """Return the changes made so far, for `restore`."""
        return Checkpoint(dict(self._changed), set(self._removed), dict(self._names))

    def restore(self, point: Checkpoint) -> None:
        """Take back every change since a checkpoint."""
        self._changed, self._removed, self._names = point.changed, point.removed, point.names

    def _referenced(self, *, except_by: set[str]) -> set[str]:
        """Return every part that something else than the given parts relates to."""
        sources = [_source_of(name) for name in self._names.values() if name.endswith(".rels")]
        return {
            link.part
            for source in sources
            if self.find(source) not in except_by
            for link in self.relationships(source)
        }

    def _set_override(self, name: str, content_type: str | None) -> None:
        """Set or drop the content type of one part."""
        types = self._types_name()
        root = self.tree(types)
        before = serialise(root)
        for element in list(root.iterchildren(f"{{{CONTENT_TYPES}}}Override")):
            if _key(element.get("PartName", "")) == _key(name):
                root.remove(element)
        if content_type is not None:
            element = etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override")
            element.set("PartName", f"/{name}")
            element.set("ContentType", content_type)
        self.write_tree(types, root, before)

    def _types_name(self) -> str:
        """Return the name of the part that lists the content types."""
        name = self.find(_TYPES_PART)
        if not name:
            raise guards.not_a_workbook(self.where)
        return name


def relationships_name(part: str) -> str:
    """Return the name of the part that holds a part's relationships.

    >>> relationships_name("xl/workbook.xml")
    'xl/_rels/workbook.xml.rels'
    """
    folder, base = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _source_of(relationships: str) -> str:
    """Return the part that a relationships part belongs to."""
    folder, base = posixpath.split(relationships)
    return posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))


def _key(name: str) -> str:
    """Return what part names are compared by."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _resolve(source: str, target: str) -> str:
    """Return the part that a relationship's target means."""
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
