"""Excel on the Mac."""

from __future__ import annotations
