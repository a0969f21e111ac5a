"""The run-length compression of VBA streams, [MS-OVBA] 2.4.1.

A container is a signature byte and chunks. A chunk stands for at most 4096 bytes and is either
raw or a sequence of literals and copy tokens: "go back so far, copy so many".
"""

from __future__ import annotations

from struct import pack

SIGNATURE = 0x01  # 2.4.1.1.1
CHUNK_SIZE = 4096
CHUNK_MARK = 0b011  # 2.4.1.1.5: bits 12 to 14 of a chunk header
RAW_CHUNK_HEADER = 0x3FFF
MIN_MATCH = 3
CANDIDATES = 64  # earlier places tried for a match: more make the file hardly smaller


def compress(data: bytes) -> bytes:
    """Return the compressed container of some bytes (2.4.1.3.6).

    Raises:
        ValueError: the last chunk does not shrink and is too short to be kept raw, because a raw
            chunk is padded to 4096 bytes and the padding would be read as data.
    """
    container = bytearray([SIGNATURE])
    for start in range(0, len(data), CHUNK_SIZE):
        container += _compress_chunk(data[start : start + CHUNK_SIZE])
    return bytes(container)


def _copy_token_bits(position: int) -> int:
    """Return how many bits of a copy token hold the offset at a place of a chunk (2.4.1.3.19.1).

    The offset can reach back to the start of the chunk, so that it needs more bits as the chunk
    grows; the other bits hold the length.
    """
    return max((position - 1).bit_length(), 4)


def _compress_chunk(chunk: bytes) -> bytes:
    """Return a chunk with its header (2.4.1.3.7)."""
    tokens = _tokens(chunk)
    if len(tokens) < CHUNK_SIZE:
        size = len(tokens) + 2
        return pack("<H", 1 << 15 | CHUNK_MARK << 12 | size - 3) + tokens
    if len(chunk) < CHUNK_SIZE:
        raise ValueError(f"the last {len(chunk)} bytes cannot be compressed nor kept raw")
    return pack("<H", RAW_CHUNK_HEADER) + chunk


def _tokens(chunk: bytes) -> bytes:
    """Return the token sequences of a chunk: a byte of eight flags, then eight tokens."""
    tokens = bytearray()
    places: dict[bytes, list[int]] = {}
    at = 0
    while at < len(chunk):
        flags_at = len(tokens)
        tokens.append(0)
        for bit in range(8):
            if at >= len(chunk):
                break
            offset, length = _longest_match(chunk, at, places.get(chunk[at : at + MIN_MATCH], []))
            if length:
                bits = _copy_token_bits(at)
                tokens += pack("<H", offset - 1 << 16 - bits | length - MIN_MATCH)
                tokens[flags_at] |= 1 << bit
            else:
                tokens.append(chunk[at])
            for place in range(at, at + (length or 1)):
                places.setdefault(chunk[place : place + MIN_MATCH], []).append(place)
            at += length or 1
    return bytes(tokens)


def _longest_match(chunk: bytes, at: int, places: list[int]) -> tuple[int, int]:
    """Return offset and length of the longest earlier copy of what follows, or (0, 0)."""
    limit = min((0xFFFF >> _copy_token_bits(at)) + MIN_MATCH, len(chunk) - at)
    best_offset, best_length = 0, MIN_MATCH - 1
    for place in reversed(places[-CANDIDATES:]):
        length = 0
        while length < limit and chunk[place + length] == chunk[at + length]:
            length += 1
        if length > best_length:
            best_offset, best_length = at - place, length
    return (best_offset, best_length) if best_offset else (0, 0)
