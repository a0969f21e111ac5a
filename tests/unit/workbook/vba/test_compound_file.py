from __future__ import annotations

import io

import olefile
import pytest

from tests.compound_files import read_strictly
from unionxl.workbook.vba.compound_file import build_compound_file

SIZES = (0, 1, 63, 64, 65, 511, 512, 4095, 4096, 4097, 70_000)


def test_streams_of_every_size_come_back() -> None:
    streams = {f"S{size}": bytes([size % 251]) * size for size in SIZES}
    data = build_compound_file({"VBA": streams, "PROJECT": b"text"})
    expected = {f"VBA/{name}": content for name, content in streams.items()}
    assert read_strictly(data) == expected | {"PROJECT": b"text"}


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8, 40, 311])
def test_any_number_of_streams_is_sound(count: int) -> None:
    streams = {f"{'x' * (i % 9)}M{i}": bytes(i * 37 % 9000) for i in range(count)}
    data = build_compound_file({"VBA": streams, "other": {"empty": {}}})
    assert len(read_strictly(data)) == count
    with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE) as ole:
        assert len(ole.listdir()) == count


def test_the_same_tree_gives_the_same_bytes_in_any_order() -> None:
    inner = {"c": b"2", "d": b"3" * 5000}
    one = build_compound_file({"a": b"1", "B": inner, "long name": b"4"})
    other = build_compound_file({"long name": b"4", "B": inner, "a": b"1"})
    assert one == other


@pytest.mark.parametrize("name", ["", "x" * 32, "a/b", "a!b", "工会"])
def test_a_name_that_the_format_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        build_compound_file({name: b""})


def test_more_than_the_header_can_list_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        build_compound_file({"a": bytes(8_000_000)})
