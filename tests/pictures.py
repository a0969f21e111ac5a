"""Small pictures for tests."""

from __future__ import annotations

import struct
import zlib

from unionxl.views.layout import Picture


def a_png(shade: int = 200) -> bytes:
    """Return a grey PNG of three by one dots."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", 3, 1, 8, 0, 0, 0, 0)
    dots = zlib.compress(bytes([0, shade, shade, shade]))
    return b"".join(
        (b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head), chunk(b"IDAT", dots), chunk(b"IEND", b""))
    )


def a_picture(name: str, *, row: int = 5, column: int = 1) -> Picture:
    """Return a picture three times as wide as high."""
    return Picture(
        name=name,
        content=a_png(),
        alt_text=f"{name}：说明 <1> & “2”",
        row=row,
        column=column,
        width_cm=15.6,
        height_cm=5.2,
    )
