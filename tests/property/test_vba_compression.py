from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.macro_sources import decompressed
from tests.vba_streams import decompress
from unionxl.workbook.vba.compression import compress

CHUNK = 4096
KEPT_RAW = 3641  # a last chunk of this size on may not fit, if nothing in it repeats

sources = st.text(st.characters(codec="ascii"), max_size=9000)
repetitive = st.lists(
    st.tuples(
        st.sampled_from(("Public Sub ", "End Sub\r\n", "x", "    Dim a\r\n")), st.integers(1, 40)
    ),
    max_size=200,
).map(lambda parts: "".join(text * count for text, count in parts))
noise = st.tuples(st.integers(0, 2**32), st.integers(0, 3 * CHUNK)).map(
    lambda drawn: _noise(*drawn)
)


def _noise(seed: int, size: int) -> bytes:
    """Return bytes that hardly repeat, from a simple generator."""
    state, data = seed | 1, bytearray()
    for _ in range(size):
        state = state * 6364136223846793005 + 1442695040888963407 & 2**64 - 1
        data.append(state >> 56)
    return bytes(data)


@given(st.one_of(sources, repetitive))
@settings(max_examples=100, deadline=None)
def test_a_source_comes_back_through_both_decompressors(source: str) -> None:
    data = source.encode("ascii")
    container = compress(data)
    assert decompress(container) == data
    assert decompressed(container) == data


@given(noise)
@settings(max_examples=60, deadline=None)
def test_noise_comes_back_or_is_refused_because_of_its_last_chunk(data: bytes) -> None:
    try:
        container = compress(data)
    except ValueError:
        assert len(data) % CHUNK >= KEPT_RAW
        return
    assert decompress(container) == data
    assert decompressed(container) == data


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_a_damaged_container_is_refused_and_never_breaks_the_reader(container: bytes) -> None:
    try:
        decompress(b"\x01" + container)
    except ValueError:
        return
