"""A strict check of compound files by [MS-CFB], written apart from the writer in the package."""

from __future__ import annotations

from dataclasses import dataclass
from struct import iter_unpack, unpack_from

FREE = 0xFFFFFFFF
END_OF_CHAIN = 0xFFFFFFFE
FAT_SECTOR = 0xFFFFFFFD


@dataclass(frozen=True, slots=True)
class Entry:
    name: str
    kind: int
    color: int
    left: int
    right: int
    child: int
    start: int
    size: int

    @property
    def key(self) -> tuple[int, str]:
        return len(self.name), self.name.upper()


def read_strictly(data: bytes) -> dict[str, bytes]:
    """Return the streams by path; assert everything that the specification asks for."""
    return _Reader(data).streams()


class _Reader:
    def __init__(self, data: bytes) -> None:
        assert len(data) % 512 == 0
        assert data[:8] == bytes.fromhex("D0CF11E0A1B11AE1")
        assert data[8:24] == bytes(16), "2.2: the class id is zero"
        assert unpack_from("<5H", data, 24) == (0x3E, 3, 0xFFFE, 9, 6)
        assert data[34:40] == bytes(6)
        self.sectors = [data[at : at + 512] for at in range(512, len(data), 512)]
        numbers = unpack_from("<9I", data, 40)
        directory_count, fat_count, directory, transaction, cutoff = numbers[:5]
        mini_fat, mini_fat_count, difat, difat_count = numbers[5:]
        assert (directory_count, transaction, cutoff) == (0, 0, 4096)
        assert (difat, difat_count) == (END_OF_CHAIN, 0)
        listed = unpack_from("<109I", data, 76)
        assert FREE not in listed[:fat_count]
        assert set(listed[fat_count:]) <= {FREE}
        self.fat = _numbers(b"".join(self.sectors[sector] for sector in listed[:fat_count]))
        assert all(self.fat[sector] == FAT_SECTOR for sector in listed[:fat_count])
        self.used = list(listed[:fat_count])
        self.entries = [_entry(raw) for raw in _pieces(self.content(directory), 128)]
        root = self.entries[0]
        assert (root.name, root.kind, root.left, root.right) == ("Root Entry", 5, FREE, FREE)
        self.mini = self.content(root.start)
        assert 0 <= len(self.mini) - root.size < 512
        self.mini_fat = _numbers(self.content(mini_fat)) if mini_fat_count else []
        assert len(self.mini_fat) == 128 * mini_fat_count
        self.mini_used: list[int] = []
        self.seen: list[int] = []

    def streams(self) -> dict[str, bytes]:
        found = dict(self.walk(self.entries[0].child, "", None, None))
        assert len(set(self.seen)) == len(self.seen), "an entry is linked twice"
        kinds = {at: entry.kind for at, entry in enumerate(self.entries)}
        assert {at for at, kind in kinds.items() if kind} == {0, *self.seen}
        assert sorted(self.used) == [at for at, then in enumerate(self.fat) if then != FREE]
        assert len(set(self.used)) == len(self.used), "a sector is in two chains"
        assert max(self.used) < len(self.sectors)
        taken = [at for at, then in enumerate(self.mini_fat) if then != FREE]
        assert sorted(self.mini_used) == taken
        return found

    def walk(
        self, at: int, folder: str, low: tuple[int, str] | None, high: tuple[int, str] | None
    ) -> list[tuple[str, bytes]]:
        if at == FREE:
            return []
        entry = self.entries[at]
        self.seen.append(at)
        assert entry.kind in {1, 2}
        assert entry.color in {0, 1}
        assert low is None or low < entry.key, "2.6.4: siblings are in order"
        assert high is None or entry.key < high, "2.6.4: siblings are in order"
        path = f"{folder}{entry.name}"
        before = self.walk(entry.left, folder, low, entry.key)
        after = self.walk(entry.right, folder, entry.key, high)
        if entry.kind == 1:
            assert (entry.start, entry.size) == (0, 0)
            return before + self.walk(entry.child, f"{path}/", None, None) + after
        assert entry.child == FREE
        return [*before, (path, self.stream(entry)), *after]

    def stream(self, entry: Entry) -> bytes:
        if entry.size >= 4096:
            content = self.content(entry.start)
            assert 0 <= len(content) - entry.size < 512
            return content[: entry.size]
        chain = _chain(self.mini_fat, entry.start)
        self.mini_used += chain
        assert len(chain) == -(-entry.size // 64)
        pieces = list(_pieces(self.mini, 64))
        return b"".join(pieces[at] for at in chain)[: entry.size]

    def content(self, start: int) -> bytes:
        chain = _chain(self.fat, start)
        self.used += chain
        return b"".join(self.sectors[at] for at in chain)


def _chain(table: list[int], start: int) -> list[int]:
    chain: list[int] = []
    while start != END_OF_CHAIN:
        assert start < len(table), "a chain leads out of the file"
        assert len(chain) < len(table), "a chain runs in a circle"
        chain.append(start)
        start = table[start]
    return chain


def _entry(raw: bytes) -> Entry:
    length, kind, color, left, right, child = unpack_from("<HBB3I", raw, 64)
    class_id, state, created, modified, start, size = unpack_from("<16sI2QIQ", raw, 80)
    assert (class_id, state, created, modified) == (bytes(16), 0, 0, 0)
    if kind == 0:
        assert raw == bytes(68) + b"\xff" * 12 + bytes(48), "2.6.1: a free entry is empty"
    name = raw[: max(length - 2, 0)].decode("utf-16-le")
    assert raw[length:64] == bytes(64 - length), "the rest of the name is zero"
    return Entry(name, kind, color, left, right, child, start, size)


def _numbers(data: bytes) -> list[int]:
    return [number for (number,) in iter_unpack("<I", data)]


def _pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]
