"""Whether a sheet takes input only in unlocked cells, as its text says."""

from __future__ import annotations

import re

_PROTECTION = re.compile(rb"<(?:[\w.-]+:)?sheetProtection(?=[\s/>])[^>]*>")
_IS_ON = re.compile(rb"""\ssheet\s*=\s*["'](?:1|true)["']""")
_PASSWORD = re.compile(rb"""\s(?:password|hashValue)\s*=\s*["'][^"']""")


def is_protected(tail: bytes) -> bool:
    """Tell whether a sheet is protected, by what stands after its rows."""
    found = _PROTECTION.search(tail)
    return found is not None and _IS_ON.search(found[0]) is not None


def has_password(tail: bytes) -> bool:
    """Tell whether it takes a password to lift a sheet's protection."""
    found = _PROTECTION.search(tail)
    return is_protected(tail) and found is not None and _PASSWORD.search(found[0]) is not None
