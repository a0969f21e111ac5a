"""Reads what the compression of VBA streams made, as Office does: [MS-OVBA] 2.4.1.3."""

from __future__ import annotations

from struct import unpack_from

SIGNATURE, CHUNK_MARK, MIN_MATCH = 0x01, 0b011, 3


def decompress(container: bytes) -> bytes:
    """Return the bytes of a compressed container (2.4.1.3.1).

    Raises:
        ValueError: the container is damaged.
    """
    if container[:1] != bytes([SIGNATURE]):
        raise ValueError("not a compressed container: its first byte is not 01")
    data = bytearray()
    at = 1
    while at < len(container):
        if at + 2 > len(container):
            raise ValueError(f"the chunk header at {at} is cut off")
        (header,) = unpack_from("<H", container, at)
        if header >> 12 & 0b111 != CHUNK_MARK:
            raise ValueError(f"the chunk header at {at} has no chunk signature")
        end = min(at + (header & 0xFFF) + 3, len(container))
        tokens = container[at + 2 : end]
        data += _decompress_chunk(tokens) if header >> 15 else tokens
        at = end
    return bytes(data)


def _decompress_chunk(tokens: bytes) -> bytes:
    """Return the bytes that the token sequences of one chunk stand for (2.4.1.3.2)."""
    data = bytearray()
    at = 0
    while at < len(tokens):
        flags = tokens[at]
        at += 1
        for bit in range(8):
            if at >= len(tokens):
                break
            if flags >> bit & 1:
                _copy(data, tokens, at)
                at += 2
            else:
                data.append(tokens[at])
                at += 1
    return bytes(data)


def _copy(data: bytearray, tokens: bytes, at: int) -> None:
    """Carry out one copy token (2.4.1.3.19.2); the copy may run into what it writes itself."""
    if at + 2 > len(tokens):
        raise ValueError("the last copy token of a chunk is cut off")
    (token,) = unpack_from("<H", tokens, at)
    bits = max((len(data) - 1).bit_length(), 4)  # 2.4.1.3.19.1
    offset = (token >> 16 - bits) + 1
    if offset > len(data):
        raise ValueError("a copy token reaches back before the start of its chunk")
    for _ in range((token & 0xFFFF >> bits) + MIN_MATCH):
        data.append(data[-offset])
