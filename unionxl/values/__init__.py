"""What a cell of an input table says: one reader a kind of column."""

from __future__ import annotations
