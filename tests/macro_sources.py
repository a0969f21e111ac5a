"""The sources of a VBA project as another program reads them (oletools)."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # oletools calls pyparsing by old names
    from oletools.olevba import VBA_Parser, decompress_stream


def read_sources(project: bytes) -> dict[str, str]:
    """Return the source of each module of vbaProject.bin, by name with .bas or .cls."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parser = VBA_Parser("vbaProject.bin", data=project)
        try:
            return {name: source for _, _, name, source in parser.extract_macros()}
        finally:
            parser.close()


def decompressed(container: bytes) -> bytes:
    """Return the bytes of a compressed stream."""
    return bytes(decompress_stream(bytearray(container)))
