from __future__ import annotations

import pytest

from tests.vba_streams import decompress
from unionxl.workbook.vba.compression import compress

# [MS-OVBA] 3.2.1, 3.2.2 and 3.2.3
LETTERS = "0119B000616263646566676800696A6B6C6D6E6F70007172737475762E"
MIXED = (
    "012FB000236161616263646582660070616768696A013808616B6C00306D6E6F70067102700410727374757610"
    "7778797A003C"
)
EXAMPLES = (
    (b"abcdefghijklmnopqrstuv.", LETTERS),
    (b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa", MIXED),
    (b"a" * 73, "0103B002614500"),
)


@pytest.mark.parametrize(("data", "container"), EXAMPLES)
def test_the_examples_of_the_specification_are_read_and_written_as_small(
    data: bytes, container: str
) -> None:
    assert decompress(bytes.fromhex(container)) == data
    assert decompress(compress(data)) == data
    assert len(compress(data)) == len(bytes.fromhex(container))  # equal matches may be chosen


def test_nothing_is_an_empty_container() -> None:
    assert compress(b"") == b"\x01"
    assert decompress(b"\x01") == b""


@pytest.mark.parametrize(
    ("container", "reason"),
    [
        ("", "first byte"),
        ("02", "first byte"),
        ("0119", "cut off"),
        ("010000", "no chunk signature"),
        ("0101B00100", "cut off"),
        ("0102B0010000", "before the start"),
    ],
)
def test_a_damaged_container_is_refused(container: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        decompress(bytes.fromhex(container))
