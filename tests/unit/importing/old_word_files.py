"""A .doc of the old kind with plain paragraphs: [MS-CFB] container, [MS-DOC] text, nothing else."""

from __future__ import annotations

import struct

_SECTOR = 512
_STREAM = 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_TEXT_AT = 1024
_PAIRS = 93
_CLX = 33


def old_word_file(*paragraphs: str) -> bytes:
    """Return the bytes of a .doc; the text must fit into one stream of 4 KB."""
    text = "".join(f"{one}\r" for one in paragraphs)
    piece = struct.pack("<2IHIH", 0, len(text), 0, _TEXT_AT, 0)
    clx = b"\x02" + struct.pack("<I", len(piece)) + piece
    main = _header(len(text), len(clx)).ljust(_TEXT_AT, b"\0") + text.encode("utf-16-le")
    return _container(main.ljust(_STREAM, b"\0"), clx.ljust(_STREAM, b"\0"))


def _header(text_length: int, clx_length: int) -> bytes:
    """Return the file information block."""
    base = struct.pack("<4H", 0xA5EC, 0x00C1, 0, 0x0804) + struct.pack("<3H", 0, 0x1200, 0x00BF)
    lengths = [0] * 22
    lengths[0], lengths[3] = _STREAM, text_length
    pairs = [0] * (2 * _PAIRS)
    pairs[2 * _CLX + 1] = clx_length
    return (
        base.ljust(32, b"\0")
        + struct.pack("<H28x", 14)
        + struct.pack("<H22I", 22, *lengths)
        + struct.pack(f"<H{2 * _PAIRS}I", _PAIRS, *pairs)
    )


def _container(main: bytes, table: bytes) -> bytes:
    """Return a compound file with two streams of eight sectors, directory and allocation table."""
    names = [("Root Entry", 5, _END, 0, 1), ("WordDocument", 2, 0, _STREAM, _FREE)]
    names.append(("1Table", 2, 8, _STREAM, _FREE))
    directory = b"".join(
        _entry(*name, after=2 if at == 1 else _FREE) for at, name in enumerate(names)
    )
    chain = [*range(1, 8), _END, *range(9, 16), _END, _END, _FAT]
    fat = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 16, 0, _STREAM, _END, 0, _END, 0)
    head += struct.pack("<109I", 17, *[_FREE] * 108)
    return head + main + table + directory.ljust(_SECTOR, b"\0") + fat


def _entry(name: str, kind: int, start: int, size: int, child: int, *, after: int) -> bytes:
    """Return an entry of the directory."""
    written = f"{name}\0".encode("utf-16-le")
    links = struct.pack("<3I", _FREE, after, child)
    entry = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1) + links
    return entry.ljust(116, b"\0") + struct.pack("<IQ", start, size)
