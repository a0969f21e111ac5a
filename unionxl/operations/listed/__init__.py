"""The operations, a file for each group; `catalogue` puts them together."""

from __future__ import annotations
