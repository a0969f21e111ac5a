"""Small pictures for tests."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace

from unionxl.views.layout import NativeChart, Picture


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


def a_chart(name: str = "图", **changes: object) -> NativeChart:
    """Return a chart of the amounts in the block `items` of `bookfiles.a_sheet`."""
    chart = NativeChart(
        name=name,
        title="金额（元）<&>",
        alt_text="一项 1,200.50 元",
        block="items",
        header_row=0,
        row_count=1,
        category_column=1,
        bar_columns=(2,),
        line_column=2,
        is_horizontal=False,
        row=8,
        column=2,
        width_cm=13.0,
        height_cm=6.5,
    )
    return replace(chart, **changes)  # type: ignore[arg-type]
