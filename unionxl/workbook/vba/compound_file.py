"""A writer of compound files, [MS-CFB] version 3: a small file system in one file.

The file is a header and sectors of 512 bytes. The FAT chains sectors; streams under 4096 bytes
share one stream of 64-byte mini sectors with a FAT of its own; a directory names the streams.
Times and class ids stay zero, so that the same content always gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import pack
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Tree: TypeAlias = "Mapping[str, bytes | Tree]"
"""What a storage holds, by name: streams, and storages inside it."""

SECTOR = 512
MINI_SECTOR = 64
MINI_CUTOFF = 4096  # 2.2: streams of this size on have sectors of their own
ENTRY = 128
IDS_IN_SECTOR = SECTOR // 4
IDS_IN_HEADER = 109

FREE = 0xFFFFFFFF  # 2.1: marks in the FAT, and "no such entry" in the directory
END_OF_CHAIN = 0xFFFFFFFE
FAT_SECTOR = 0xFFFFFFFD

STORAGE, STREAM, ROOT = 1, 2, 5  # 2.6.1: object types
BLACK = 1
MAX_NAME = 31


@dataclass(slots=True)
class _Entry:
    """One directory entry; `left`, `right` and `child` are indexes of entries."""

    name: str
    kind: int
    content: bytes = b""
    left: int = FREE
    right: int = FREE
    child: int = FREE
    start: int = 0


@dataclass(slots=True)
class _Chains:
    """Sectors of one size with the table that chains them."""

    size: int
    table: list[int] = field(default_factory=list)
    sectors: bytearray = field(default_factory=bytearray)

    def add(self, content: bytes) -> int:
        """Append content and return its first sector."""
        if not content:
            return END_OF_CHAIN
        start = len(self.table)
        count = -(-len(content) // self.size)
        self.table += [*range(start + 1, start + count), END_OF_CHAIN]
        self.sectors += content.ljust(count * self.size, b"\0")
        return start


def build_compound_file(tree: Tree) -> bytes:
    """Return a compound file that holds the storages and streams of a tree.

    Raises:
        ValueError: a name is too long or has a character that is not allowed, or the content
            needs more FAT sectors than the header can list (about 6.8 MB).
    """
    entries = [_Entry("Root Entry", ROOT)]
    entries[0].child = _add_storage(entries, tree)
    chains = _Chains(SECTOR)
    mini = _Chains(MINI_SECTOR)
    for entry in entries:
        if entry.kind == STREAM:
            place = mini if len(entry.content) < MINI_CUTOFF else chains
            entry.start = place.add(entry.content)
    entries[0].content = bytes(mini.sectors)
    entries[0].start = chains.add(entries[0].content)
    mini_table = _table_sectors(mini.table)
    mini_table_start = chains.add(mini_table)
    directory_start = chains.add(_directory(entries))
    fat_start = len(chains.table)
    fat_count = _add_fat_to_itself(chains.table)
    header = _header(
        directory_start,
        range(fat_start, fat_start + fat_count),
        mini_table_start,
        len(mini_table) // SECTOR,
    )
    return header + bytes(chains.sectors) + _table_sectors(chains.table)


def _add_storage(entries: list[_Entry], tree: Tree) -> int:
    """Add the entries of a storage and return the root of their search tree."""
    indexes = []
    for name in sorted(tree, key=_sort_key):
        _check_name(name)
        content = tree[name]
        indexes.append(len(entries))
        if isinstance(content, bytes):
            entries.append(_Entry(name, STREAM, content))
        else:
            storage = _Entry(name, STORAGE)
            entries.append(storage)
            storage.child = _add_storage(entries, content)
    return _link(entries, indexes)


def _sort_key(name: str) -> tuple[int, str]:
    """Order names as 2.6.4 asks: shorter first, then by upper case."""
    return len(name), name.upper()


def _check_name(name: str) -> None:
    if not 0 < len(name) <= MAX_NAME or not name.isascii() or set(name) & set("/\\:!"):
        raise ValueError(f"not a name for a stream or storage: {name!r}")


def _link(entries: list[_Entry], indexes: list[int]) -> int:
    """Make sorted siblings a balanced search tree and return its root.

    All nodes are black: 2.6.4 names this as the simplest tree that keeps its rules.
    """
    if not indexes:
        return FREE
    middle = len(indexes) // 2
    root = indexes[middle]
    entries[root].left = _link(entries, indexes[:middle])
    entries[root].right = _link(entries, indexes[middle + 1 :])
    return root


def _directory(entries: list[_Entry]) -> bytes:
    """Return the directory stream (2.6), filled up with free entries."""
    directory = b"".join(_entry_bytes(entry) for entry in entries)
    free = pack("<64sHBB3I16sI2QIQ", b"", 0, 0, 0, FREE, FREE, FREE, b"", 0, 0, 0, 0, 0)
    return directory + free * (-len(entries) % (SECTOR // ENTRY))


def _entry_bytes(entry: _Entry) -> bytes:
    """Return one directory entry (2.6.1): no class id, no state bits, no times."""
    name = entry.name.encode("utf-16-le")
    return pack(
        "<64sHBB3I16sI2QIQ",
        name,
        len(name) + 2,
        entry.kind,
        BLACK,
        entry.left,
        entry.right,
        entry.child,
        b"",
        0,
        0,
        0,
        entry.start,
        len(entry.content),
    )


def _add_fat_to_itself(table: list[int]) -> int:
    """Chain in the sectors that the FAT itself needs (2.3) and return their number."""
    count = 1
    while count * IDS_IN_SECTOR < len(table) + count:
        count += 1
    if count > IDS_IN_HEADER:
        raise ValueError("the content is too large: the file would need DIFAT sectors")
    table += [FAT_SECTOR] * count
    return count


def _table_sectors(table: list[int]) -> bytes:
    """Return a FAT or mini FAT as whole sectors."""
    padded = table + [FREE] * (-len(table) % IDS_IN_SECTOR)
    return pack(f"<{len(padded)}I", *padded)


def _header(
    directory_start: int, fat_sectors: range, mini_table_start: int, mini_table_count: int
) -> bytes:
    """Return the header sector (2.2): version 3, no DIFAT beyond the header."""
    header = pack(
        "<8s16s5H6s9I",
        bytes.fromhex("D0CF11E0A1B11AE1"),
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        len(fat_sectors),
        directory_start,
        0,
        MINI_CUTOFF,
        mini_table_start,
        mini_table_count,
        END_OF_CHAIN,
        0,
    )
    listed = [*fat_sectors, *[FREE] * (IDS_IN_HEADER - len(fat_sectors))]
    return header + pack(f"<{IDS_IN_HEADER}I", *listed)
