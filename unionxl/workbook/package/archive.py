"""The zip container of a workbook: entries copied as they lie, new ones always packed alike."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from unionxl.workbook.package.markup import damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_UTF8_NAME = 0x800
_KEPT_FLAGS = _UTF8_NAME | 0x6  # name encoding and deflate level; no data descriptor any more
_MOST_KEPT = 8 * 1024 * 1024  # bytes of unpacked entries, for most are read several times
_NEW_YEAR_1980 = (1980, 1, 1, 0, 0, 0)  # the first date that zip can hold: same parts, same bytes


@dataclass(frozen=True, slots=True)
class PackedEntry:
    """One entry as it goes into a zip file: its header's facts and its packed bytes."""

    name: str
    packed: bytes | memoryview
    crc: int
    size: int
    method: int = zipfile.ZIP_DEFLATED
    flags: int = _UTF8_NAME
    date_time: tuple[int, int, int, int, int, int] = _NEW_YEAR_1980
    external: int = 0

    @property
    def raw_name(self) -> bytes:
        """The name in the bytes of the header."""
        return self.name.encode("utf-8" if self.flags & _UTF8_NAME else "cp437")


class Archive:
    """The entries of a workbook file that was read whole into memory."""

    def __init__(self, data: bytes, where: str) -> None:
        self.data = data
        self._where = where
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise damaged(where) from error
        self.infos = tuple(self._zip.infolist())
        self._kept: dict[str, bytes] = {}
        self._room = _MOST_KEPT
        self._by_name = {part_name(info.filename): info for info in self.infos}

    def names(self) -> tuple[str, ...]:
        """Return the names of all entries in their order."""
        return tuple(self._by_name)

    def read(self, name: str) -> bytes:
        """Return the content of an entry; its size and checksum are verified."""
        if name in self._kept:
            return self._kept[name]
        info = self._by_name[name]
        try:
            content = self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise damaged(f"{self._where}的部件 {name}") from error
        if len(content) <= self._room:
            self._kept[name] = content
            self._room -= len(content)
        return content

    def chunks(self, name: str, size: int) -> Iterator[bytes]:
        """Yield the content of an entry in chunks; its size and checksum are verified last."""
        try:
            with self._zip.open(self._by_name[name]) as entry:
                while chunk := entry.read(size):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise damaged(f"{self._where}的部件 {name}") from error

    def packed(self, name: str) -> PackedEntry:
        """Return an entry as it lies in the file, not unpacked."""
        info = self._by_name[name]
        start = info.header_offset
        header = self.data[start : start + _LOCAL.size]
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise damaged(f"{self._where}的部件 {name}")
        *_, name_length, extra_length = _LOCAL.unpack(header)
        start += _LOCAL.size + name_length + extra_length
        packed = memoryview(self.data)[start : start + info.compress_size]
        if len(packed) < info.compress_size:
            raise damaged(f"{self._where}的部件 {name}")
        return PackedEntry(
            part_name(info.orig_filename),
            packed,
            info.CRC,
            info.file_size,
            info.compress_type,
            info.flag_bits & _KEPT_FLAGS,
            info.date_time,
            info.external_attr,
        )


def part_name(name: str) -> str:
    r"""Return the name of an entry as Excel writes it; some programs write it as a Windows path.

    What leads out of the package keeps its dots, and is refused when the file is opened.

    >>> part_name(r"xl\\worksheets\\sheet1.xml"), part_name("/xl/./workbook.xml"), part_name("../a")
    ('xl/worksheets/sheet1.xml', 'xl/workbook.xml', '../a')
    """
    steps = name.replace("\\", "/").split("/")
    kept = [step for step in steps[:-1] if step not in ("", ".")]
    return "/".join((*kept, steps[-1]))


def pack(name: str, content: bytes) -> PackedEntry:
    """Pack new content; the same content always gives the same bytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    return PackedEntry(name, packed, zlib.crc32(content), len(content))


def store(name: str, content: bytes) -> PackedEntry:
    """Return new content as it is, for a file that lives a moment only."""
    return PackedEntry(name, content, zlib.crc32(content), len(content), zipfile.ZIP_STORED)


def write_archive(entries: Iterable[PackedEntry], out: BinaryIO) -> None:
    """Write entries as a zip file."""
    directory = []
    offset = 0
    for entry in entries:
        common = _common_fields(entry)
        header = _LOCAL.pack(b"PK\x03\x04", *common, 0) + entry.raw_name
        out.write(header)
        out.write(entry.packed)
        central = _CENTRAL.pack(
            b"PK\x01\x02", _VERSION, *common, 0, 0, 0, 0, entry.external, offset
        )
        directory.append(central + entry.raw_name)
        offset += len(header) + len(entry.packed)
    listing = b"".join(directory)
    out.write(listing)
    count = len(directory)
    out.write(_END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), offset, 0))


def _common_fields(entry: PackedEntry) -> tuple[int, ...]:
    """Return what both headers of an entry say, from version to name length."""
    year, month, day, hour, minute, second = entry.date_time
    return (
        _VERSION,
        entry.flags,
        entry.method,
        hour << 11 | minute << 5 | second // 2,
        (year - 1980) << 9 | month << 5 | day,
        entry.crc,
        len(entry.packed),
        entry.size,
        len(entry.raw_name),
    )
