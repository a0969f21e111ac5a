"""The input tables: sheets, columns, and what goes with them."""

from __future__ import annotations
