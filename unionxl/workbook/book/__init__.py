"""The input tables of a workbook, read as one book."""

from __future__ import annotations
