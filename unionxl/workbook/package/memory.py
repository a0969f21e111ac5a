"""Whether there is memory for a sheet, asked before the reading library needs it.

Where the library gets none it ends the whole program, and nobody could say why.
"""

from __future__ import annotations

import mmap

from unionxl.workbook.cells import limits


def check_memory(size: int, beside: int = limits.READING_BYTES) -> None:
    """Stop unless a sheet of this many bytes has room, with so much beside it.

    The room is asked for and given back at once; nothing is written there.

    Raises:
        MemoryError: there is not so much.
    """
    try:
        mmap.mmap(-1, beside + limits.READING_RATIO * size).close()
    except (OSError, OverflowError) as error:
        raise MemoryError from error
